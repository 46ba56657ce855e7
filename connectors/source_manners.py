"""How a source wants to be asked: what its options say to the client, and where its headers may go."""

from __future__ import annotations

from connectors.client import Manners
from connectors.proxying import proxy_from_text
from connectors.request_addresses import origin_of, prepared
from transforms.errors import InvalidSetting, NewsfoldError
from transforms.model import Source


def manners_of(source: Source) -> Manners:
    """What the source's options ``obey_robots`` (true, false), ``user_agent`` and ``proxy`` say.

    Raises InvalidSetting for a proxy or User-Agent that is none.
    """
    options = dict(source.options)
    agent = options.get("user_agent", "").strip()
    if not agent.isascii() or not agent.isprintable():
        raise InvalidSetting(f"{source.name}: options.user_agent", "it must be plain printable ASCII")
    return {
        "obey_robots": {"true": True, "false": False}.get(options.get("obey_robots", "").lower()),
        "user_agent": agent or None,
        "proxy": proxy_from_text(options.get("proxy", ""), f"{source.name}: options.proxy"),
    }


def asks_tdmrep(source: Source) -> bool:
    """Whether a source's site is asked for its tdmrep.json: unless its option ``tdmrep`` says false."""
    return dict(source.options).get("tdmrep", "").lower() != "false"


def headers_for(source: Source, url: str) -> tuple[tuple[str, str], ...]:
    """A source's headers and cookies go to its own origin only: its feed may link, or move, anywhere."""
    return source.headers if source.headers and origin(url) == origin(source.location) else ()


def origin(url: str) -> str:
    """Scheme, name and port, by which pages share a host; what is no address shares one that fetches nothing."""
    try:
        return origin_of(prepared(url, ())[0])
    except NewsfoldError:
        return ""

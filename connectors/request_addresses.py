"""Addresses as they are requested: one spelling, no userinfo, http or https."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import unquote

import ada_url

from connectors.redaction import without_secrets, without_userinfo
from transforms.errors import InvalidUrl, SchemeRefused


def prepared(url: str, headers: Sequence[tuple[str, str]]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The address in its one spelling without userinfo, which becomes an Authorization header, and the headers.

    Raises InvalidUrl or SchemeRefused.
    """
    parsed = _parsed(url, None)
    own = list(headers)
    if parsed.username or parsed.password:
        pair = f"{unquote(parsed.username)}:{unquote(parsed.password)}"
        own.append(("Authorization", "Basic " + b64encode(pair.encode()).decode("ascii")))
    return _bare(parsed), tuple(own)


def split_userinfo(url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """An address as it was written but for ``user:password@``, and the header that this becomes.

    Raises InvalidUrl or SchemeRefused.
    """
    _, headers = prepared(url, ())
    return without_userinfo(url.strip()), headers


def redirect_target(base: str, location: str) -> str:
    """Where a Location header leads. Raises InvalidUrl or SchemeRefused."""
    return _bare(_parsed(location, base))


def _parsed(url: str, base: str | None) -> ada_url.URL:
    shown = without_secrets(url)[:300]
    try:
        parsed = ada_url.URL(url.strip(), base) if base else ada_url.URL(url.strip())
    except (ValueError, UnicodeError) as error:
        raise InvalidUrl(shown, "not a URL by the WHATWG standard") from error
    if parsed.protocol not in ("http:", "https:"):
        raise SchemeRefused(shown, f"{parsed.protocol.rstrip(':')} is neither http nor https")
    return parsed


def _bare(parsed: ada_url.URL) -> str:
    parsed.username = ""
    parsed.password = ""
    parsed.hash = ""
    return str(parsed.href)


def origin_of(url: str) -> str:
    """Scheme, host and port of a prepared address."""
    return str(ada_url.URL(url).origin)


def host_and_port(url: str) -> str:
    """The name that a host's turns go by: ``name:port``."""
    parsed = ada_url.URL(url)
    return f"{parsed.hostname}:{parsed.port or (443 if parsed.protocol == 'https:' else 80)}"

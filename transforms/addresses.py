"""Addresses: one spelling for each, and whose they are.

The WHATWG URL standard (ada) reads them; on top come the steps that RFC 3986 section 6.2 calls safe, and the
removal of parameters that only track a reader. Parameters that some sites use as the article's number (id, cid,
p, ref, source ...) are kept: merging two articles is worse than keeping one address twice.
"""

from __future__ import annotations

import re
from functools import lru_cache

import ada_url
from publicsuffixlist import PublicSuffixList

from transforms.errors import InvalidUrl

TRACKERS = re.compile(
    r"^(?:utm_|mtm_|pk_|piwik_|hsa_|itm_|oly_|vero_|at_(?:campaign|medium|link|ptr|format)|"
    r"ns_(?:campaign|mchannel|source|linkname|fee)$|__twitter_impression$|"
    r"fbclid$|gclid$|gclsrc$|msclkid$|igshid$|igsh$|yclid$|dclid$|twclid$|ttclid$|wbraid$|gbraid$|mc_cid$|mc_eid$|"
    r"_hsenc$|_hsmi$|cmpid$|ncid$|xtor$|smid$|smtyp$|soc_src$|soc_trk$|sh_?share|cmp$|ocid$|s_cid$|wt_mc$|wt\.mc_id$|"
    r"_ga$|_gl$|mkt_tok$|trk$|guccounter$|guce_referrer|ftag$|amp_js_v$|amp_gsa$|usqp$)",
    re.IGNORECASE,
)
"""Names of parameters that only track: the vendors' documented ones (utm_, fbclid, gclid, mc_cid ...)."""

_SESSION = re.compile(r"^(?:phpsessid|jsessionid|aspsessionid\w*|sid)$", re.IGNORECASE)
_SESSION_PATH = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNSAFE = re.compile(r"""["<>^|`{}\\\s]""")
_SLASHES = re.compile(r"/{2,}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HEX_SESSION = re.compile(r"^[0-9a-z]{16,}$", re.IGNORECASE)


def canonical_url(url: str) -> str:
    """The one spelling of an address, scheme kept, fragment and trackers gone, parameters sorted.

    Raises InvalidUrl when the text is no URL by the WHATWG standard.
    """
    try:
        parsed = ada_url.URL(url.strip())
    except (ValueError, UnicodeError) as error:
        raise InvalidUrl(url[:300], "not a URL by the WHATWG standard") from error
    if parsed.protocol not in ("http:", "https:"):
        return str(parsed.href).split("#")[0] if parsed.host else str(parsed.href)
    path = _SLASHES.sub("/", _SESSION_PATH.sub("", _escapes(parsed.pathname)))
    query = _query(parsed.search.removeprefix("?"))
    address = f"{parsed.protocol}//{parsed.host}{path or '/'}"
    return f"{address}?{query}" if query else address


def address_key(url: str) -> str:
    """The identity key of an address: its canonical spelling without scheme, ``www.`` and trailing slash.

    http and https, with and without www, are one article on every news site; raises InvalidUrl like canonical_url.
    """
    spelling = canonical_url(url)
    scheme, separator, rest = spelling.partition("://")
    if not separator or scheme not in ("http", "https"):
        raise InvalidUrl(url[:300], "not an http(s) address")
    head, mark, query = rest.removeprefix("www.").partition("?")
    return head.rstrip("/") + mark + query


def host_of(url: str) -> str | None:
    """The host name of an http(s) address in lower case without port, None where there is none."""
    try:
        return ada_url.URL(url.strip()).hostname or None
    except (ValueError, UnicodeError):
        return None


def registrable_domain(host_or_url: str) -> str | None:
    """The registrable domain (public suffix + one label), None for IP addresses, bare names and nonsense."""
    host = host_of(host_or_url) if "://" in host_or_url else host_or_url.strip().lower().split(":")[0]
    if not host or re.fullmatch(r"[\d.]+|\[.*\]", host):
        return None
    domain = _suffixes().privatesuffix(host)
    return str(domain) if domain else None


def whatwg_url(link: str, base: str | None = None) -> str:
    """The address that a browser makes of a link, of any scheme. Raises InvalidUrl."""
    try:
        return str((ada_url.URL(link, base) if base else ada_url.URL(link)).href)
    except (ValueError, UnicodeError) as error:
        raise InvalidUrl(link[:300], "not a URL by the WHATWG standard") from error


def join_url(base: str | None, link: str) -> str | None:
    """The absolute http(s) address of a link on a page, None where it is none."""
    try:
        parsed = ada_url.URL(link.strip(), base) if base else ada_url.URL(link.strip())
    except (ValueError, UnicodeError):
        return None
    return str(parsed.href) if parsed.protocol in ("http:", "https:") else None


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _escapes(part: str) -> str:
    """Percent-encoding in one spelling: stray signs escaped, unreserved characters plain, hex digits upper case."""
    part = _STRAY_PERCENT.sub("%25", part)
    part = _ESCAPE.sub(_one_escape, part)
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), part)


def _one_escape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else f"%{found[1].upper()}"


def _query(query: str) -> str:
    kept = []
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if not name or TRACKERS.match(name) or (_SESSION.match(name) and _HEX_SESSION.match(value)):
            continue
        kept.append(_escapes(f"{name}={value}" if value else name))
    return "&".join(sorted(kept))

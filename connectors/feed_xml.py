"""RSS, RDF and Atom by feedparser, with the options that keep it harmless.

Its sanitiser and URL resolver stay off (both hang on small inputs), and it always gets a stream: handed bytes, it
would open a path or URL that they spell. Output is escaped where it is shown, not here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser

from connectors.feed import MAX_ENTRIES, Enclosure, Feed, FeedEntry, TextType, looks_like_feed, root_name
from connectors.feed_dates import instant_of
from connectors.feed_floods import without_floods
from connectors.feed_markup import readable_markup
from connectors.markup_bytes import storable, storable_body
from transforms.addresses import join_url
from transforms.errors import InvalidFeed

_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_MAX_ENTITIES = 300
_LATIN = re.compile(r"charset\s*=\s*[\"']?(?:iso-8859-1|latin-?1|windows-1252|us-ascii)\b", re.IGNORECASE)
_HISTORY = "http://purl.org/syndication/history/1.0"
_NOT_TEXT = ("image", "audio", "video", "application/pdf", "application/zip")
_PLAIN = frozenset({"text/plain", "text"})


def read_xml_feed(body: bytes, resource: str, media_type: str | None = None, url: str | None = None) -> Feed:
    """The feed in an XML document, well-formed or not; links inside its markup are joined to its own xml:base and to
    ``url``. Raises InvalidFeed.
    """
    # Entities that expand into each other make a small body large; honest feeds declare none or a few.
    if len(_ENTITY.findall(body)) > _MAX_ENTITIES:
        raise InvalidFeed(resource, f"more than {_MAX_ENTITIES} entity declarations")
    plain, is_cut = without_floods(storable_body(body), MAX_ENTRIES)
    parsed = _parsed(plain, resource, media_type)
    head, entries = parsed["feed"], parsed["entries"]
    version = str(parsed.get("version") or "")
    if not version and not entries and not _is_empty_feed(body, parsed):
        raise InvalidFeed(resource, f"no feed element found ({_fault(parsed) or 'another kind of document'})")
    has_dublin_core = "http://purl.org/dc/elements/1.1/" in parsed.get("namespaces", {}).values()
    return Feed(
        title=_markup(head, "title", url),
        link=_text(head, "link"),
        language=_text(head, "language") or _text(_detail(head, "title"), "language"),
        entries=tuple(_entry(entry, has_dublin_core, url) for entry in entries[:MAX_ENTRIES]),
        version=version,
        fault=_fault(parsed),
        is_truncated=is_cut or len(entries) > MAX_ENTRIES,
        next_link=_relation(head, "next"),
        previous_archive_link=_relation(head, "prev-archive"),
        current_link=_relation(head, "current"),
        self_link=_relation(head, "self"),
        hub_links=_relations(head, "hub"),
        is_complete=_has_history_mark(parsed, "complete"),
        is_archive=_has_history_mark(parsed, "archive"),
    )


def _is_empty_feed(body: bytes, parsed: dict[str, Any]) -> bool:
    """A well-formed feed element with nothing in it; RDF is a feed only under one of RSS's names."""
    has_name = b"/rss/1." in body or b"netscape.com/rdf" in body
    if root_name(body) == "channel":
        # CDF, of 1997: the channel is the root.
        return bool(parsed["feed"].get("title"))
    return not parsed.get("bozo") and looks_like_feed(body) and (has_name or b"RDF" not in body)


def _parsed(body: bytes, resource: str, media_type: str | None) -> dict[str, Any]:
    headers = {"content-type": _honest_media_type(body, media_type)} if media_type else {}
    try:
        parsed: dict[str, Any] = feedparser.parse(
            io.BytesIO(body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except (ValueError, AttributeError, KeyError, IndexError, TypeError, AssertionError, RecursionError) as error:
        raise InvalidFeed(resource, f"the feed parser failed ({type(error).__name__}: {error})") from error
    return parsed


def _honest_media_type(body: bytes, media_type: str) -> str:
    """A Latin charset in the header is a server's default; bytes that are UTF-8 beyond ASCII are UTF-8."""
    if not _LATIN.search(media_type) or body.isascii():
        return media_type
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return media_type
    return _LATIN.sub("charset=utf-8", media_type)


def _fault(parsed: dict[str, Any]) -> str | None:
    if not parsed.get("bozo"):
        return None
    return " ".join(str(parsed.get("bozo_exception") or "not well-formed").split())[:200]


def _entry(entry: dict[str, Any], has_dublin_core: bool, url: str | None) -> FeedEntry:
    published, published_at = _date(entry, "published")
    updated, updated_at = _date(entry, "updated")
    # feedparser files Dublin Core's only date, which is the publication, under updated.
    if published is None and has_dublin_core:
        published, published_at = updated, updated_at
    content, content_type = _content(entry, url)
    return FeedEntry(
        title=_markup(entry, "title", url),
        link=_text(entry, "link"),
        guid=_text(entry, "id"),
        authors=_authors(entry),
        published_at=published_at,
        updated_at=updated_at,
        published=published,
        updated=updated,
        summary=_markup(entry, "summary", url),
        content=content,
        summary_type=_text_type(_detail(entry, "summary")),
        content_type=content_type,
        language=_language(entry),
        categories=_categories(entry),
        enclosures=tuple(_enclosures(entry)),
        image_url=_image_url(entry),
    )


def _date(entry: dict[str, Any], name: str) -> tuple[str | None, Any]:
    raw = _text(entry, name)
    return raw, instant_of(raw, _own(entry, f"{name}_parsed"))


def _content(entry: dict[str, Any], url: str | None) -> tuple[str | None, TextType]:
    """Of several bodies the first HTML one, else the first text; what is neither is no text."""
    bodies = [body for body in _own(entry, "content") or () if body.get("value")]
    html = [body for body in bodies if "html" in str(body.get("type") or "html")]
    for body in html or [body for body in bodies if not str(body.get("type")).startswith(_NOT_TEXT)]:
        kind = _text_type(body)
        value = _text(body, "value")
        return (readable_markup(value, _base(body, url)) if kind == "html" else value), kind
    return None, "html"


def _markup(holder: dict[str, Any], name: str, url: str | None) -> str | None:
    detail = _detail(holder, name)
    value = _text(holder, name)
    return value if _text_type(detail) == "text" else readable_markup(value, _base(detail, url))


def _base(detail: dict[str, Any], url: str | None) -> str | None:
    """What the relative links of a piece of markup are relative to: its xml:base, itself relative to the feed's."""
    own = _text(detail, "base")
    return (join_url(url, own) if own else url) or None


def _text_type(detail: dict[str, Any]) -> TextType:
    return "text" if str(detail.get("type") or "") in _PLAIN else "html"


def _authors(entry: dict[str, Any]) -> tuple[str, ...]:
    """Names in order, each once; where an author has no name, the address that stands there."""
    named = [_text(author, "name") or _text(author, "email") for author in _own(entry, "authors") or ()]
    whole = _text(entry, "author")
    return tuple(dict.fromkeys(name for name in named if name)) or ((whole,) if whole else ())


def _language(entry: dict[str, Any]) -> str | None:
    bodies = _own(entry, "content") or [{}]
    return (
        _text(entry, "language")
        or _text(bodies[0], "language")
        or _text(_detail(entry, "summary"), "language")
        or _text(_detail(entry, "title"), "language")
    )


def _categories(entry: dict[str, Any]) -> tuple[str, ...]:
    names = (_text(tag, "term") or _text(tag, "label") for tag in _own(entry, "tags") or ())
    return tuple(dict.fromkeys(name for name in names if name))


def _enclosures(entry: dict[str, Any]) -> Iterator[Enclosure]:
    for link in _own(entry, "links") or ():
        url = _text(link, "href")
        if url and link.get("rel") == "enclosure":
            length = str(link.get("length") or "").strip()
            count = int(length) if re.fullmatch(r"[0-9]{1,15}", length) else None
            yield Enclosure(url, _text(link, "type"), count)


def _image_url(entry: dict[str, Any]) -> str | None:
    own = _own(entry, "image")
    if isinstance(own, dict) and (href := _text(own, "href")):
        return href
    media = [*(_own(entry, "media_content") or ()), *(_own(entry, "media_thumbnail") or ())]
    images = [item for item in media if _is_image(item)]
    found = next((_text(item, "url") for item in images), None)
    return found or next((one.url for one in _enclosures(entry) if (one.media_type or "").startswith("image/")), None)


def _is_image(item: dict[str, Any]) -> bool:
    kind = str(item.get("type") or "") or str(item.get("medium") or "image")
    return kind.startswith("image")


def _relation(head: dict[str, Any], relation: str) -> str | None:
    return next(iter(_relations(head, relation)), None)


def _relations(head: dict[str, Any], relation: str) -> tuple[str, ...]:
    links = (_text(link, "href") for link in _own(head, "links") or () if link.get("rel") == relation)
    return tuple(dict.fromkeys(link for link in links if link))


def _has_history_mark(parsed: dict[str, Any], name: str) -> bool:
    """Whether fh:complete or fh:archive stands in the head; feedparser keeps it under the prefix that the feed uses."""
    prefixes = [prefix for prefix, place in parsed.get("namespaces", {}).items() if place == _HISTORY]
    return any(f"{prefix}_{name}" in parsed["feed"] for prefix in prefixes)


def _detail(holder: dict[str, Any], name: str) -> dict[str, Any]:
    return _own(holder, f"{name}_detail") or {}


def _own(holder: dict[str, Any], name: str) -> Any:
    """The value itself: feedparser's own lookup answers a missing ``updated`` with ``published``."""
    return dict.get(holder, name)


def _text(holder: dict[str, Any], name: str) -> str | None:
    value = _own(holder, name)
    return (storable(value).strip() or None) if isinstance(value, str) else None

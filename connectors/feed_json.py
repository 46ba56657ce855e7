"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read leniently where publishers are lenient.

Of its two bodies content_html wins; content_text is kept as text and never dressed up as HTML.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from connectors.feed import MAX_ENTRIES, Enclosure, Feed, FeedEntry, TextType
from connectors.feed_dates import instant_of
from connectors.markup_bytes import storable
from transforms.errors import InvalidFeed, InvalidInput
from transforms.text import decode

_MARKS = ("title", "home_page_url", "feed_url")


def read_json_feed(body: bytes, resource: str) -> Feed:
    """The feed in a JSON document. Raises InvalidFeed."""
    document = _document(body, resource)
    if not _is_feed(document):
        raise InvalidFeed(resource, "JSON, but not a JSON Feed: no jsonfeed.org version and no list of items")
    items = [item for item in _list(document.get("items")) if isinstance(item, dict)]
    return Feed(
        title=_text(document.get("title")),
        link=_text(document.get("home_page_url")),
        language=_text(document.get("language")),
        entries=tuple(_entry(item) for item in items[:MAX_ENTRIES]),
        version="json11" if "1.1" in str(document.get("version")) else "json10",
        is_truncated=len(items) > MAX_ENTRIES,
        next_link=_text(document.get("next_url")),
        self_link=_text(document.get("feed_url")),
        hub_links=tuple(_hubs(document)),
    )


def looks_like_json_feed(body: bytes) -> bool:
    """Whether the JSON is a JSON Feed."""
    try:
        return _is_feed(_document(body, "feed"))
    except InvalidFeed:
        return False


def _document(body: bytes, resource: str) -> dict[str, Any]:
    try:
        document = json.loads(decode(body, resource))
    except (ValueError, RecursionError, InvalidInput) as error:
        raise InvalidFeed(resource, f"not valid JSON ({type(error).__name__})") from error
    if not isinstance(document, dict):
        raise InvalidFeed(resource, "JSON, but not an object")
    return document


def _is_feed(document: dict[str, Any]) -> bool:
    if "jsonfeed.org/version" in str(document.get("version")):
        return True
    version = str(document.get("version") or "1")
    return isinstance(document.get("items"), list) and version[:1] == "1" and any(document.get(key) for key in _MARKS)


def _entry(item: dict[str, Any]) -> FeedEntry:
    published, updated = _text(item.get("date_published")), _text(item.get("date_modified"))
    content, content_type = _content(item)
    return FeedEntry(
        title=_text(item.get("title")),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        guid=_text(item.get("id")),
        authors=tuple(_authors(item)),
        published_at=instant_of(published),
        updated_at=instant_of(updated),
        published=published,
        updated=updated,
        summary=_text(item.get("summary")),
        content=content,
        summary_type="text",
        content_type=content_type,
        language=_text(item.get("language")),
        categories=tuple(tag for tag in map(_text, _list(item.get("tags"))) if tag),
        enclosures=tuple(_enclosures(item)),
        image_url=_text(item.get("image")) or _text(item.get("banner_image")),
    )


def _content(item: dict[str, Any]) -> tuple[str | None, TextType]:
    html = _text(item.get("content_html"))
    return (html, "html") if html else (_text(item.get("content_text")), "text")


def _authors(item: dict[str, Any]) -> Iterator[str]:
    """Version 1.1 has a list, version 1.0 one object; some write plain names."""
    for author in _list(item.get("authors")) or [item.get("author")]:
        name = _text(author.get("name") if isinstance(author, dict) else author)
        if name:
            yield name


def _enclosures(item: dict[str, Any]) -> Iterator[Enclosure]:
    for attachment in _list(item.get("attachments")):
        url = _text(attachment.get("url")) if isinstance(attachment, dict) else None
        if url:
            size = attachment.get("size_in_bytes")
            count = int(size) if isinstance(size, (int, float)) and 0 <= size < 2**63 else None
            yield Enclosure(url, _text(attachment.get("mime_type")), count)


def _hubs(document: dict[str, Any]) -> Iterator[str]:
    for hub in _list(document.get("hubs")):
        url = _text(hub.get("url")) if isinstance(hub, dict) and "websub" in str(hub.get("type")).lower() else None
        if url:
            yield url


def _text(value: object) -> str | None:
    """A string without what cannot be stored; numbers are accepted (ids often are), other types are not text."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return storable(str(value)).strip() or None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []

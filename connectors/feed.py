"""Feeds as values: what an RSS, RDF, Atom or JSON Feed document says, as received.

Pure: bytes in, values out. Dates are read but not judged (whether one lies in the future is for whoever knows when
the feed was fetched); the printed words stay beside them. Import this module freely: it opens no socket.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

import msgspec

from transforms.addresses import join_url
from transforms.errors import InvalidFeed

MAX_ENTRIES = 10_000
"""Entries kept of one feed document; ``is_truncated`` says that there were more."""

TextType = Literal["html", "text"]

_ELEMENT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_PROLOGUE = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))
_FEED_ROOTS = frozenset({"rss", "rdf", "feed"})
_MARKED_ROOTS = (("channel", "purl.org/net/rss1.1"), ("entry", "www.w3.org/2005/Atom"))
_SNIFFED = 65_536


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that an entry carries. ``byte_count`` is what the feed claims."""

    url: str
    media_type: str | None = None
    byte_count: int | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry, its identity fields as received: ``guid`` untouched, ``link`` only made absolute.

    ``published`` and ``updated`` are the printed words, ``published_at`` and ``updated_at`` the same as aware
    instants, None where the words are missing or no plausible date. ``summary`` and ``content`` are HTML unless
    ``summary_type`` or ``content_type`` says text.
    """

    title: str | None = None
    link: str | None = None
    guid: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    published: str | None = None
    updated: str | None = None
    summary: str | None = None
    content: str | None = None
    summary_type: TextType = "html"
    content_type: TextType = "html"
    language: str | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image_url: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed document. ``version`` names the dialect (rss20, rss10, atom10, json11 ...), ``fault`` what is not
    well-formed about it.

    RFC 5005: ``next_link`` and ``previous_archive_link`` lead to older entries, ``current_link`` from an archive to the
    feed of today; ``is_complete`` says that there are no other entries than these, ``is_archive`` that this document
    does not change any more. WebSub: ``hub_links`` may be subscribed at for ``self_link``, the feed's own address.
    """

    title: str | None = None
    link: str | None = None
    language: str | None = None
    entries: tuple[FeedEntry, ...] = ()
    version: str = ""
    fault: str | None = None
    is_truncated: bool = False
    next_link: str | None = None
    previous_archive_link: str | None = None
    current_link: str | None = None
    self_link: str | None = None
    hub_links: tuple[str, ...] = ()
    is_complete: bool = False
    is_archive: bool = False

    @property
    def older_link(self) -> str | None:
        """Where the entries before these are, None where the feed names no such place."""
        return self.previous_archive_link or self.next_link

    def to_json(self) -> dict[str, Any]:
        """The feed as dicts, lists, strings and numbers; instants in ISO 8601."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


def parse_feed(body: bytes, url: str | None = None, media_type: str | None = None) -> Feed:
    """The feed that these bytes are: RSS 0.9x, 1.0, 2.0, RDF, Atom or JSON Feed.

    ``url`` is where they came from: it makes relative links absolute and names the feed in errors; nothing is
    fetched. ``media_type`` is the Content-Type as received, with its charset. Raises InvalidFeed.
    """
    resource = url or "feed"
    if not body.strip():
        raise InvalidFeed(resource, "the body is empty")
    if _starts_as_json(body):
        from connectors.feed_json import read_json_feed

        feed = read_json_feed(body, resource)
    else:
        from connectors.feed_xml import read_xml_feed

        feed = read_xml_feed(body, resource, media_type, url)
    return _with_absolute_links(feed, url)


def feed_from_json(value: dict[str, Any]) -> Feed:
    """The feed again, from Feed.to_json(). Raises msgspec.ValidationError when a value has the wrong type."""
    return msgspec.convert(value, Feed)


def entry_to_json(entry: FeedEntry) -> dict[str, Any]:
    """One entry as plain values, in the order of the fields of FeedEntry."""
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    return plain


def entry_from_json(value: dict[str, Any]) -> FeedEntry:
    """The entry again. Raises msgspec.ValidationError when a value has the wrong type."""
    return msgspec.convert(value, FeedEntry)


def looks_like_feed(body: bytes) -> bool:
    """Whether the first element (or the JSON Feed version) says feed; cheap, reads at most 64 KiB."""
    if _starts_as_json(body):
        from connectors.feed_json import looks_like_json_feed

        return looks_like_json_feed(body)
    head = _head_text(body)
    root = _root_name_of(head)
    return root in _FEED_ROOTS or any(root == name and mark in head for name, mark in _MARKED_ROOTS)


def _starts_as_json(body: bytes) -> bool:
    return body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def root_name(body: bytes) -> str | None:
    """The local name of the first element in lower case, None where there is none in the first 64 KiB."""
    return _root_name_of(_head_text(body))


def _root_name_of(text: str) -> str | None:
    """The local name of the first element after declarations and comments; step by step, so that it is linear."""
    position = 0
    while True:
        position = text.find("<", position)
        if position < 0:
            return None
        ends = next((end for start, end in _PROLOGUE if text.startswith(start, position)), None)
        if ends is None:
            root = _ELEMENT.match(text, position)
            return root[1].lower() if root else None
        close = text.find(ends, position)
        if close < 0:
            return None
        # A document type may hold declarations of its own, in brackets.
        bracket = text.find("[", position, close)
        if ends == ">" and bracket >= 0:
            close = text.find("]", bracket)
        position = close + 1 if close >= 0 else len(text)


def _head_text(body: bytes) -> str:
    head = body[:_SNIFFED]
    # Two-byte encodings show a zero byte beside the first "<", with or without a mark.
    if b"\x00" in head[:4]:
        return head.replace(b"\x00", b"").decode("latin-1").lstrip("\xff\xfe")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _with_absolute_links(feed: Feed, url: str | None) -> Feed:
    home = _absolute(url, feed.link)
    entries = tuple(_entry_with_absolute_links(entry, url) for entry in feed.entries)
    return replace(
        feed,
        link=home,
        entries=entries,
        next_link=_absolute(url, feed.next_link),
        previous_archive_link=_absolute(url, feed.previous_archive_link),
        current_link=_absolute(url, feed.current_link),
        self_link=_absolute(url, feed.self_link),
        hub_links=tuple(place for link in feed.hub_links if (place := _absolute(url, link))),
    )


def _entry_with_absolute_links(entry: FeedEntry, url: str | None) -> FeedEntry:
    enclosures = tuple(replace(one, url=_absolute(url, one.url) or one.url) for one in entry.enclosures)
    return replace(
        entry, link=_absolute(url, entry.link), image_url=_absolute(url, entry.image_url), enclosures=enclosures
    )


def _absolute(base: str | None, link: str | None) -> str | None:
    """A link that names its scheme stays as it was received, byte for byte."""
    if not link or not base or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link):
        return link
    return join_url(base, link) or link

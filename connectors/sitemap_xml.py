"""Sitemaps in XML, read as a stream of events: no tree is built, so that memory is bounded by what is kept.

libxml2 (hardened: no entities, no network, no DTD) reads on behind an error, so that a list that is broken at one
place or ends early gives everything else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

from lxml import etree

from connectors.feed_dates import instant_of
from connectors.markup_bytes import storable
from connectors.sitemap import MAX_URLS, Sitemap, SitemapLink, SitemapUrl
from transforms.errors import InvalidSitemap

_PIECE = 65_536
_MAX_FIELD = 8_192
_MAX_DEPTH = 64
_MAX_TAG = 65_536
_MAX_MEDIA = 100
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]{0,2000}\[|<!ENTITY", re.IGNORECASE)
# Attributes of one tag cost quadratic time.
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{%d}" % _MAX_TAG)
# A bare ampersand in an address, or an entity of HTML, would be dropped in reading on.
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_HALF_REFERENCE = re.compile(rb"&[#\w]{0,10}$")

_OF_A_PAGE: Mapping[tuple[str, ...], str] = {
    (): "bare",
    ("loc",): "location",
    ("lastmod",): "modified",
    ("news", "title"): "title",
    ("news", "publication_date"): "published",
    ("news", "publication", "name"): "publication",
    ("news", "publication", "language"): "language",
    ("news", "language"): "language",
    ("news", "keywords"): "keywords",
    ("image", "loc"): "images",
    ("video", "content_loc"): "videos",
    ("video", "player_loc"): "videos",
}
"""What stands at which place inside url and sitemap, by local names."""


def read_xml_sitemap(body: bytes, resource: str) -> Sitemap:
    """The sitemap in XML bytes that hold no control characters. Raises InvalidSitemap for a document type with
    declarations of its own, and for a tag that is long beyond reason.
    """
    if _SUBSET.search(body):
        raise InvalidSitemap(resource, "it declares entities of its own, which no sitemap needs")
    if _LONG_TAG.search(body):
        raise InvalidSitemap(resource, f"a tag of more than {_MAX_TAG} bytes")
    events = _Events()
    parser = etree.XMLParser(
        target=events, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        _fed(parser.feed, body, events)
        parser.close()
    except etree.XMLSyntaxError as error:
        events.fault = events.fault or " ".join(str(error).split())[:200]
    errors = parser.error_log
    fault = events.fault or (" ".join(errors[0].message.split())[:200] if len(errors) else None)
    return Sitemap(
        tuple(events.urls),
        tuple(events.links),
        form="index" if events.root == "sitemapindex" else "urls",
        is_truncated=events.is_full,
        fault=fault,
        skipped_count=events.skipped_count,
    )


def _fed(feed: Callable[[bytes], object], body: bytes, events: _Events) -> None:
    """The body piece by piece, bare ampersands made whole; ends when enough was read."""
    view, start = memoryview(body), 0
    kept = b""
    while start < len(body) and not events.is_full:
        piece = kept + bytes(view[start : start + _PIECE])
        start += _PIECE
        half = _HALF_REFERENCE.search(piece) if start < len(body) else None
        kept = piece[half.start() :] if half else b""
        feed(_BARE_AMPERSAND.sub(b"&amp;", piece[: half.start()] if half else piece))


class _Events:
    """What libxml2 says while it reads; keeps the finished entries and the one in the making."""

    def __init__(self) -> None:
        self.urls: list[SitemapUrl] = []
        self.links: list[SitemapLink] = []
        self.root = ""
        self.fault: str | None = None
        self.is_full = False
        self.skipped_count = 0
        self._path: list[str] = []
        self._depth = 0
        self._entry: dict[str, list[str]] | None = None
        self._entry_at = 0
        self._field = ""
        self._text: list[str] = []
        self._length = 0

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:  # noqa: ARG002
        name = str(tag).rpartition("}")[2].lower()
        self._depth += 1
        self.root = self.root or name
        if self._depth > _MAX_DEPTH:
            return
        self._path.append(name)
        if name in ("url", "sitemap") and (self._entry is None or self._depth <= self._entry_at):
            self._entry, self._entry_at = {}, len(self._path)
        if self._entry is not None:
            self._keep()
            self._field = _OF_A_PAGE.get(tuple(self._path[self._entry_at :]), "")

    def data(self, data: str | bytes) -> None:
        if self._field and self._length <= _MAX_FIELD:
            self._text.append(str(data))
            self._length += len(data)

    def end(self, tag: str | bytes) -> None:  # noqa: ARG002
        self._depth -= 1
        if self._depth >= _MAX_DEPTH:
            return
        self._keep()
        self._path.pop()
        if self._entry is not None and len(self._path) < self._entry_at:
            self._finish(self._entry, self._path[-1:] == ["sitemapindex"] or self.root == "sitemapindex")
            self._entry = None
        elif self._entry is not None:
            self._field = _OF_A_PAGE.get(tuple(self._path[self._entry_at :]), "")

    def comment(self, text: str | bytes) -> None:
        """Nothing in a comment counts."""

    def close(self) -> None:
        """A document that breaks off inside an entry still gives it, where its address was whole."""
        if self._depth > 0 and not self.is_full:
            self.fault = "it breaks off"
        if self._entry is not None and "location" in self._entry:
            self._finish(self._entry, self.root == "sitemapindex")

    def _keep(self) -> None:
        text = html.unescape("".join(self._text)) if self._length <= _MAX_FIELD else ""
        words = " ".join(storable(text).split())
        if words and self._field and self._entry is not None:
            kept = self._entry.setdefault(self._field, [])
            if len(kept) < _MAX_MEDIA:
                kept.append(words)
        self._field, self._text, self._length = "", [], 0

    def _finish(self, entry: Mapping[str, list[str]], is_link: bool) -> None:
        location = _first(entry, "location") or (_first(entry, "bare") or "").partition(" ")[0]
        if not location:
            self.skipped_count += 1
            return
        if len(self.urls) + len(self.links) >= MAX_URLS:
            self.is_full = True
            return
        modified = _first(entry, "modified")
        if is_link:
            self.links.append(SitemapLink(location, instant_of(modified), modified))
        else:
            self.urls.append(_page(location, modified, entry))


def _page(location: str, modified: str | None, entry: Mapping[str, list[str]]) -> SitemapUrl:
    published = _first(entry, "published")
    keywords = (word.strip() for word in (_first(entry, "keywords") or "").split(","))
    return SitemapUrl(
        location,
        modified_at=instant_of(modified),
        modified=modified,
        title=_first(entry, "title"),
        published_at=instant_of(published),
        published=published,
        publication=_first(entry, "publication"),
        language=_first(entry, "language"),
        keywords=tuple(dict.fromkeys(word for word in keywords if word)),
        images=tuple(dict.fromkeys(entry.get("images", ()))),
        videos=tuple(dict.fromkeys(entry.get("videos", ()))),
    )


def _first(entry: Mapping[str, list[str]], name: str) -> str | None:
    return entry[name][0] if entry.get(name) else None

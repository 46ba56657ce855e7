"""Sitemaps as values: indexes, lists of pages with the news, image and video extensions, plain text, gzip, and feeds
given as sitemaps.

Pure: bytes in, values out. The protocol is sitemaps.org 0.9; elements are known by their local names and by where they
stand, since publishers get namespaces wrong in every way. Nothing is fetched, and this module opens no socket.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from connectors.decoding import BoundedBody, Overflow, Undecodable, decoders_for
from connectors.feed import Feed, looks_like_feed, parse_feed, root_name
from connectors.markup_bytes import storable_body
from transforms.addresses import join_url
from transforms.errors import InvalidFeed, InvalidSitemap

MAX_BYTES = 50 * 2**20
"""Decoded bytes that are read of one sitemap (the protocol's own limit); the rest is left, ``is_truncated`` says so."""
MAX_URLS = 50_000
"""Addresses that are read of one sitemap, likewise."""
MAX_RATIO = 200
"""Unpacked to packed bytes, above one MiB; XML of real sitemaps packs 10 to 40 times."""
MAX_LOCATION = 2_048
"""Characters of an address by the protocol; longer ones are left out and counted."""

SitemapForm = Literal["urls", "index", "text", "feed"]

_ROOTS = frozenset({"urlset", "sitemapindex"})
_GZIP = b"\x1f\x8b"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Some wrap the list in an element of their own.
_PIECE_OF_ONE = re.compile(rb"<(?:urlset|sitemapindex)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SitemapUrl:
    """One page. ``modified`` and ``published`` are the printed words, ``modified_at`` and ``published_at`` the same
    as aware instants (a day is its midnight in UTC), None where the words are missing or no plausible date. From
    ``title`` to ``keywords`` it is what the news extension says; ``images`` and ``videos`` are addresses.
    """

    location: str
    modified_at: datetime | None = None
    modified: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    published: str | None = None
    publication: str | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    videos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SitemapLink:
    """One sitemap that an index names."""

    location: str
    modified_at: datetime | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One sitemap document, in the order of the document. ``form`` is what it was; ``fault`` what is wrong about it;
    ``skipped_count`` how many entries had no usable address.
    """

    urls: tuple[SitemapUrl, ...] = ()
    sitemaps: tuple[SitemapLink, ...] = ()
    form: SitemapForm = "urls"
    is_truncated: bool = False
    fault: str | None = None
    skipped_count: int = 0

    def to_json(self) -> dict[str, Any]:
        """The sitemap as dicts, lists, strings and numbers; instants in ISO 8601."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


def sitemap_from_json(value: dict[str, Any]) -> Sitemap:
    """The sitemap again, from Sitemap.to_json(). Raises msgspec.ValidationError when a value has the wrong type."""
    return msgspec.convert(value, Sitemap)


def parse_sitemap(body: bytes, url: str | None = None) -> Sitemap:
    """The sitemap that these bytes are: an index, a list of pages, plain text or a feed, packed by gzip or not.

    ``url`` is where they came from: it makes relative addresses absolute (against the protocol, but seen) and names
    the sitemap in errors. Raises InvalidSitemap; a document that breaks off or is not well-formed gives what stands
    in it, with a ``fault``.
    """
    resource = url or "sitemap"
    plain, is_cut = _unpacked(body, resource)
    if not plain.strip():
        raise InvalidSitemap(resource, "the body is empty")
    sitemap = _read(plain, url, resource)
    return _usable(replace(sitemap, is_truncated=sitemap.is_truncated or is_cut), url)


def looks_like_sitemap(body: bytes) -> bool:
    """Whether the first element says urlset or sitemapindex, also inside gzip; cheap, reads at most 64 KiB."""
    if body[:2] == _GZIP:
        try:
            body = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body[:65_536], 65_536)
        except zlib.error:
            return False
    return root_name(body) in _ROOTS


def _unpacked(body: bytes, resource: str) -> tuple[bytes, bool]:
    """The plain bytes, at most MAX_BYTES of them, and whether there were more."""
    if body[:2] != _GZIP:
        return body[:MAX_BYTES], len(body) > MAX_BYTES
    bounded = BoundedBody(MAX_BYTES, MAX_RATIO, 2**20, decoders_for("gzip"), truncates=True)
    try:
        # In slices, so that the ratio is that of what was read so far and not of the whole file.
        for start in range(0, len(body), 65_536):
            bounded.feed(body[start : start + 65_536])
            if bounded.is_full:
                break
        plain = bounded.finish()
    except Overflow as error:
        raise InvalidSitemap(resource, str(error)) from error
    except Undecodable as error:
        plain = bounded.so_far()
        if not plain:
            raise InvalidSitemap(resource, str(error)) from error
        return plain, True
    # Packed twice is seen where a server packs what is packed already.
    return _unpacked(plain, resource) if plain[:2] == _GZIP else (plain, bounded.is_full)


def _read(plain: bytes, url: str | None, resource: str) -> Sitemap:
    root = root_name(plain)
    if looks_like_feed(plain):
        feed = _from_feed(plain, url, resource)
        if feed.urls or b"<loc" not in plain:
            return feed
        # Pages of a sitemap under the root of a feed.
        return _from_xml(plain, resource)
    if root in _ROOTS or (root not in ("html", None) and _PIECE_OF_ONE.search(plain[:65_536])):
        return _from_xml(plain, resource)
    if root is None:
        from connectors.sitemap_text import read_text_sitemap

        return read_text_sitemap(plain, resource)
    raise InvalidSitemap(resource, f"its first element is {root[:40]}, neither urlset nor sitemapindex nor a feed")


def _from_xml(plain: bytes, resource: str) -> Sitemap:
    from connectors.sitemap_xml import read_xml_sitemap

    body = storable_body(plain)
    # Blanks before a byte-order mark, and lines of a proxy, are no XML.
    return read_xml_sitemap(body[max(body.find(b"<"), 0) :], resource)


def _from_feed(plain: bytes, url: str | None, resource: str) -> Sitemap:
    """The protocol allows RSS and Atom: each entry with a link is a page."""
    try:
        feed: Feed = parse_feed(plain, url)
    except InvalidFeed as error:
        raise InvalidSitemap(resource, error.cause) from error
    urls = tuple(
        SitemapUrl(
            entry.link or "",
            modified_at=entry.updated_at or entry.published_at,
            modified=entry.updated or entry.published,
            title=entry.title,
            published_at=entry.published_at,
            published=entry.published,
            language=entry.language or feed.language,
            keywords=entry.categories,
        )
        for entry in feed.entries
    )
    return Sitemap(urls, form="feed", is_truncated=feed.is_truncated, fault=feed.fault)


def _usable(sitemap: Sitemap, url: str | None) -> Sitemap:
    """Only entries with an http(s) address, each page and sitemap once, in order."""
    urls: dict[str, SitemapUrl] = {}
    links: dict[str, SitemapLink] = {}
    skipped = sitemap.skipped_count
    for page in sitemap.urls:
        place = _place(page.location, url)
        skipped += place is None
        if place is not None and _is_richer(page, urls.get(place)):
            urls[place] = page if place == page.location else replace(page, location=place)
    for link in sitemap.sitemaps:
        place = _place(link.location, url)
        skipped += place is None
        if place is not None:
            links.setdefault(place, link if place == link.location else replace(link, location=place))
    return replace(sitemap, urls=tuple(urls.values()), sitemaps=tuple(links.values()), skipped_count=skipped)


def _is_richer(page: SitemapUrl, other: SitemapUrl | None) -> bool:
    return other is None or (other.title is None and page.title is not None)


def _place(location: str, base: str | None) -> str | None:
    """The address as received where it is absolute, made absolute where it is not, None where it is none."""
    if not location or len(location) > MAX_LOCATION:
        return None
    if not _SCHEME.match(location):
        return join_url(base, location) if base else None
    if location[:5].lower() not in ("http:", "https") or join_url(None, location) is None:
        return None
    return location if _has_host(location) else None


def _has_host(location: str) -> bool:
    try:
        return bool(urlsplit(location).hostname)
    except ValueError:
        return False

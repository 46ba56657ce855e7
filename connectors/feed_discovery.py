"""The feeds and sitemaps that a page names: declared ones first, links that look like one after them.

Pure: a page in, addresses out; nothing is fetched. Tags are found one by one in linear time instead of in a tree, so
that a hostile page costs no more than an honest one, and half a page is as good as a whole one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from transforms.addresses import host_of, join_url, registrable_domain

FeedLinkKind = Literal["feed", "sitemap"]
FoundBy = Literal["link", "anchor", "guess"]

MAX_LINKS = 50
_MAX_FOUND = 500
_MAX_PAGE = 4 * 2**20
_MEDIA_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/rss",
        "application/atom",
        "application/x-rss+xml",
        "text/rss+xml",
        "text/rss",
        "text/atom+xml",
    }
)
# Also said of oEmbed, WordPress' API and much else, so that the address has to look like a feed as well.
_LOOSE_MEDIA_TYPES = frozenset({"application/json", "application/xml", "text/xml"})
_HIDDEN = re.compile(r"<!--|<(script|style|template|textarea)\b", re.IGNORECASE)
_TAG = re.compile(r"<(link|a|base)\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]{0,30})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
# A word of its own between slashes; behind a hyphen only with a file's ending, since headlines hold such words too.
_FEED_PATH = re.compile(
    r"(?:^|[/.])(?:rss|feeds?|atom|rdf)[-_]?(?:\d(?:\.\d+)?)?(?:$|[/.?])"
    r"|[_-](?:rss|feed|atom)\d?\.(?:xml|rdf|php|json|aspx?)(?:$|\?)|/rss[-_][\w-]+\.(?:xml|rdf|php)(?:$|\?)"
    r"|(?:^|[?&])(?:feed|format|type|output)=(?:rss|atom|feed|rdf)",
    re.IGNORECASE,
)
_SITEMAP_PATH = re.compile(r"sitemap[\w.-]*\.(?:xml|txt)(?:\.gz)?$", re.IGNORECASE)
_NOT_A_FEED_FILE = re.compile(r"\.(?:html?|png|jpe?g|gif|svg|ico|css|js|pdf|mp3|mp4|zip)$", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire", re.IGNORECASE)
_FEED_GUESSES = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
_SITEMAP_GUESSES = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """One address that a page gives, or that sites commonly have: absolute, without fragment. ``found_by`` says how
    sure it is: ``link`` is the page's own word (link rel=alternate, feed or sitemap), ``anchor`` a link that looks
    like one, ``guess`` only a place where many sites have one. ``is_comments`` marks a feed of readers' comments.
    """

    url: str
    kind: FeedLinkKind
    found_by: FoundBy
    media_type: str | None = None
    title: str | None = None
    is_comments: bool = False


def feed_links(page: str | bytes, url: str) -> tuple[FeedLink, ...]:
    """The feeds and sitemaps that the page at ``url`` names, each once, the most promising first, at most MAX_LINKS.

    Feeds stand before sitemaps; the page's own word before links that look like feeds; comment feeds last of their
    kind. ``page`` is HTML as text or as received (only ASCII is needed of it).
    """
    text = page[:_MAX_PAGE].decode("latin-1") if isinstance(page, bytes) else page[:_MAX_PAGE]
    base = url
    found: dict[str, FeedLink] = {}
    for name, attributes in _tags(text):
        if name == "base":
            base = join_url(url, attributes.get("href", "")) or base
            continue
        link = _declared(attributes, base) if name == "link" else _looking_like_one(attributes, base, url)
        if len(found) >= _MAX_FOUND:
            break
        if link is not None and (link.url not in found or _rank(link) < _rank(found[link.url])):
            found[link.url] = link
    return tuple(sorted(found.values(), key=_rank)[:MAX_LINKS])


def guessed_feed_links(url: str) -> tuple[FeedLink, ...]:
    """Where sites commonly have a feed or a sitemap, for a page that names none; to be asked before believed."""
    feeds = [FeedLink(place, "feed", "guess") for path in _FEED_GUESSES if (place := join_url(url, path))]
    maps = [FeedLink(place, "sitemap", "guess") for path in _SITEMAP_GUESSES if (place := join_url(url, path))]
    return (*feeds, *maps)


def _rank(link: FeedLink) -> tuple[bool, int, bool]:
    return link.kind != "feed", ("link", "anchor", "guess").index(link.found_by), link.is_comments


def _tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The link, a and base tags in order, outside comments, scripts and templates."""
    position = 0
    hidden = _HIDDEN.search(text)
    for tag in _TAG.finditer(text):
        while hidden is not None and hidden.start() < tag.start():
            position = max(position, _end_of(text, hidden))
            hidden = _HIDDEN.search(text, max(position, hidden.end()))
        if tag.start() >= position:
            yield tag[1].lower(), _attributes(tag[2])


def _end_of(text: str, hidden: re.Match[str]) -> int:
    """Where what is not shown ends; what never ends hides only its own beginning, as it would in a cut-off page."""
    close = "-->" if hidden[1] is None else f"</{hidden[1].lower()}"
    end = text.find(close, hidden.end())
    if end < 0 and hidden[1] is not None:
        end = text.find(close.upper(), hidden.end())
    return end if end >= 0 else hidden.end()


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape(double or single or bare).strip())
    return found


def _declared(attributes: Mapping[str, str], base: str) -> FeedLink | None:
    relations = set(attributes.get("rel", "").lower().split())
    place = _place(base, attributes.get("href", ""))
    if place is None:
        return None
    if "sitemap" in relations:
        return FeedLink(place, "sitemap", "link", attributes.get("type") or None, attributes.get("title") or None)
    media_type = attributes.get("type", "").partition(";")[0].strip().lower()
    is_feed = media_type in _MEDIA_TYPES or (
        media_type in _LOOSE_MEDIA_TYPES and _FEED_PATH.search(_path_and_query(place)) is not None
    )
    if not (("alternate" in relations and is_feed) or ("feed" in relations and media_type != "text/html")):
        return None
    title = " ".join(attributes.get("title", "").split()) or None
    return FeedLink(place, "feed", "link", media_type or None, title, _is_comments(place, title))


def _looking_like_one(attributes: Mapping[str, str], base: str, url: str) -> FeedLink | None:
    href = attributes.get("href", "")
    # A page has hundreds of links; few look like one at all.
    if not _FEED_PATH.search(href) and "sitemap" not in href.lower():
        return None
    place = _place(base, href)
    if place is None or not _is_of_site(place, url):
        return None
    path = _path_and_query(place)
    if _SITEMAP_PATH.search(urlsplit(place).path):
        return FeedLink(place, "sitemap", "anchor")
    if _FEED_PATH.search(path) is None or _NOT_A_FEED_FILE.search(urlsplit(place).path):
        return None
    title = attributes.get("title") or attributes.get("aria-label") or None
    return FeedLink(place, "feed", "anchor", attributes.get("type") or None, title, _is_comments(place, title))


def _place(base: str, href: str) -> str | None:
    """The address without its fragment; ``feed:`` before one was a custom of readers."""
    href = re.sub(r"^feed:(?://(?!/)|(?=https?:))", lambda found: "http://" if "//" in found[0] else "", href.strip())
    place = join_url(base, href) if href and not href.startswith("#") else None
    return place.partition("#")[0] if place else None


def _path_and_query(place: str) -> str:
    parts = urlsplit(place)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_of_site(place: str, url: str) -> bool:
    """Of the same site; feeds of others that a page links to are not its own."""
    ours, theirs = registrable_domain(url), registrable_domain(place)
    return ours == theirs if ours or theirs else host_of(url) == host_of(place)


def _is_comments(place: str, title: str | None) -> bool:
    return _COMMENTS.search(_path_and_query(place)) is not None or _COMMENTS.search(title or "") is not None

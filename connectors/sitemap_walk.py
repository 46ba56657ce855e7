"""Which sitemap to read next, and which of its pages are wanted: a walk that ends.

Pure: the caller fetches and parses. Dates that an archive gives are a prefilter with a day to spare: what surely lies
outside is not fetched, and everything else is judged later by the article's own date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from connectors.feed import Feed, FeedEntry
from connectors.sitemap import Sitemap, SitemapLink, SitemapUrl
from connectors.sitemap_spans import Span, spans_of
from transforms.addresses import address_key, host_of, join_url, registrable_domain
from transforms.dates import url_date
from transforms.errors import InvalidUrl

MAX_DEPTH = 5
"""Indexes within indexes; the protocol knows one level, some sites have two."""
MAX_SITEMAPS = 50_000
"""Sitemaps of one walk."""
DEFAULT_PATH = "/sitemap.xml"

_SPARE = timedelta(days=1)
_SAME_STAMP_SHARE = 0.5
_SAME_STAMP_FLOOR = 20
_NAMED = re.compile(r"sitemap[^/]*\.(?:xml|txt)(?:\.gz)?$|\.xml\.gz$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WaitingSitemap:
    """A sitemap to read: where, how deep below the root, and what its index says about its last change."""

    location: str
    depth: int = 0
    modified_at: datetime | None = None


@dataclass(slots=True)
class SitemapWalk:
    """The walk below one root. ``since`` and ``until`` are days, both ends in; ``sites`` are addresses whose sites
    the pages may be of. Counts say what was left out: ``pruned_count`` pages and sitemaps by their dates,
    ``foreign_count`` of other sites, ``deep_count`` too deep or too many.
    """

    since: date | None = None
    until: date | None = None
    sites: tuple[str, ...] = ()
    pruned_count: int = 0
    foreign_count: int = 0
    deep_count: int = 0
    read_count: int = 0
    _waiting: list[WaitingSitemap] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def enter(self, links: Iterable[SitemapLink], depth: int = 0) -> None:
        """Take up the sitemaps that a root or an index names, the ones changed last first, each address once."""
        fresh = []
        known = list(links)
        for link, span in zip(known, spans_of([link.location for link in known]), strict=True):
            key = _key(link.location)
            if key in self._seen:
                continue
            if depth > MAX_DEPTH or len(self._seen) >= MAX_SITEMAPS:
                self.deep_count += 1
                continue
            self._seen.add(key)
            if self._is_older(link.modified_at) or self._is_outside(span):
                self.pruned_count += 1
                continue
            fresh.append(WaitingSitemap(link.location, depth, link.modified_at))
        # Taken from the end: newest first, the undated after them in their own order.
        self._waiting.extend(sorted(fresh, key=_newest_first)[::-1])

    def next(self) -> WaitingSitemap | None:
        """The sitemap to read now, None when all were."""
        return self._waiting.pop() if self._waiting else None

    @property
    def is_over(self) -> bool:
        """Whether no sitemap waits to be read."""
        return not self._waiting

    def take(self, place: WaitingSitemap, sitemap: Sitemap) -> list[SitemapUrl]:
        """The pages wanted of a sitemap that was read, newest first; the sitemaps that it names are taken up."""
        self.read_count += 1
        self._seen.add(_key(place.location))
        self.enter(sitemap.sitemaps, place.depth + 1)
        inside = [url for url in sitemap.urls if self._is_inside(url)]
        self.pruned_count += len(sitemap.urls) - len(inside)
        ours = [url for url in inside if self._is_ours(url.location)]
        self.foreign_count += len(inside) - len(ours)
        return sorted(ours, key=_newest_page_first)

    def _is_inside(self, url: SitemapUrl) -> bool:
        """Whether the page may be of the wanted days: by its news date, else by the day in its address, else by its
        last change, which can only say that it is too old.
        """
        if self.since is None and self.until is None:
            return True
        day = url.published_at.astimezone(UTC).date() if url.published_at else _day_in(url.location)
        if day is None:
            return not self._is_older(url.modified_at)
        is_old = self.since is not None and day < self.since - _SPARE
        return not is_old and (self.until is None or day <= self.until + _SPARE)

    def _is_older(self, modified_at: datetime | None) -> bool:
        return (
            self.since is not None
            and modified_at is not None
            and modified_at.astimezone(UTC).date() < self.since - _SPARE
        )

    def _is_outside(self, span: Span | None) -> bool:
        """Whether the days that a sitemap's address names all lie outside."""
        if span is None:
            return False
        is_old = self.since is not None and span[1] < self.since - _SPARE
        return is_old or (self.until is not None and span[0] > self.until + _SPARE)

    def _is_ours(self, location: str) -> bool:
        return not self.sites or any(same_site(location, site) for site in self.sites)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one registrable domain, or of one host where there is none."""
    left, right = registrable_domain(one), registrable_domain(other)
    return left == right if left or right else host_of(one) == host_of(other)


def is_sitemap_address(url: str) -> bool:
    """Whether an address is a sitemap's by its name alone: sitemap*.xml, .txt or .gz; robots.txt names sitemaps too."""
    path = url.partition("#")[0].partition("?")[0]
    return _NAMED.search(path) is not None or is_robots_address(url)


def is_robots_address(url: str) -> bool:
    """Whether the address is a site's robots.txt."""
    return re.fullmatch(r"https?://[^/?#]+/robots\.txt", url, re.IGNORECASE) is not None


def is_bare_site(url: str) -> bool:
    """Whether the address is a site without a path, whose robots.txt is asked for its sitemaps."""
    return re.fullmatch(r"https?://[^/?#]+/?", url, re.IGNORECASE) is not None


def sitemap_of_robots(sitemaps: Sequence[str], url: str) -> Sitemap:
    """What a robots.txt at ``url`` names, as an index; where it names none, the place where most sites have it."""
    places = [place for one in sitemaps if (place := join_url(url, one))]
    places = places or [place for place in [join_url(url, DEFAULT_PATH)] if place]
    return Sitemap(sitemaps=tuple(map(SitemapLink, dict.fromkeys(places))), form="index")


def feed_of_sitemap(sitemap: Sitemap, limit: int = 500) -> Feed:
    """The newest pages of a sitemap as a feed's entries, so that its rhythm of polls is learned like a feed's."""
    pages = sorted(sitemap.urls, key=_newest_page_first)[:limit]
    entries = tuple(
        FeedEntry(
            title=page.title,
            link=page.location,
            published_at=page.published_at or page.modified_at,
            published=page.published or page.modified,
            language=page.language,
        )
        for page in pages
    )
    return Feed(entries=entries, version="sitemap", fault=sitemap.fault, is_truncated=sitemap.is_truncated)


def stamped_alike(urls: Sequence[SitemapUrl]) -> str | None:
    """The last change that most pages of a list share word for word: the moment when the list was made, and no
    page's own. None where there is no such stamp, or too few pages to tell.
    """
    words = Counter(url.modified for url in urls if url.modified)
    if not words:
        return None
    stamp, count = words.most_common(1)[0]
    return stamp if count >= _SAME_STAMP_FLOOR and count > _SAME_STAMP_SHARE * len(urls) else None


def _key(location: str) -> str:
    try:
        return address_key(location)
    except InvalidUrl:
        return location


def _day_in(location: str) -> date | None:
    evidence = url_date(location)
    return evidence.on if evidence is not None and evidence.precision == "day" else None


def _newest_first(waiting: WaitingSitemap) -> tuple[bool, float]:
    return waiting.modified_at is None, -waiting.modified_at.timestamp() if waiting.modified_at else 0.0


def _newest_page_first(url: SitemapUrl) -> tuple[bool, float]:
    moment = url.published_at or url.modified_at
    return moment is None, -moment.timestamp() if moment else 0.0

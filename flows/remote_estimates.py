"""What a backfill of a feed, a sitemap or a section page would fetch, learned with the least of requests.

Only the lists themselves are asked for (feed documents, sitemaps, the section page) and never a page that they name;
of a long row of them the first few, and the rest is reckoned from these. Nothing is written, hosts are paced as ever.
"""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from connectors.client import Client, ClientOptions, Fetched, HostState
from connectors.feed import Feed, looks_like_feed
from connectors.listed_pages import listed_pages
from connectors.redaction import without_secrets
from connectors.robots import rules_from_body
from connectors.sitemap import MAX_BYTES as SITEMAP_BYTES
from connectors.sitemap import SitemapLink, looks_like_sitemap
from connectors.sitemap_walk import (
    DEFAULT_PATH,
    SitemapWalk,
    WaitingSitemap,
    is_bare_site,
    is_robots_address,
    sitemap_of_robots,
)
from connectors.source_manners import headers_for, manners_of, origin
from flows.batching import Extent
from flows.fetching_archives import inside, older_link
from flows.fetching_sitemaps import is_sitemap_source
from flows.parsing_pool import ParsingPool
from flows.polling_rows import host_state
from flows.settings import Settings
from transforms.addresses import join_url
from transforms.errors import Gone, NewsfoldError
from transforms.model import Rejection, Source
from warehouse import looking
from warehouse.lookups import Lookups
from warehouse.rows import DocumentRow

MOST_LISTS = 20
"""Feed documents or sitemaps that are asked for; what lies beyond is reckoned."""


@dataclass(slots=True)
class RemoteEstimate:
    """``pages`` are the addresses that would be fetched, as far as they were listed in ``list_count`` lists;
    ``own_count`` entries that bring their text with them; ``asked`` what was requested to learn it. ``unread_count``
    lists were not asked for, or None where nobody knows how many there are. ``seconds`` is what politeness alone asks.
    """

    pages: dict[str, None] = field(default_factory=dict)
    own_count: int = 0
    list_count: int = 0
    outside_count: int = 0
    known_count: int = 0
    byte_count: int = 0
    asked: list[str] = field(default_factory=list)
    unread_count: int | None = 0
    refused: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def item_count(self) -> int:
        """What was counted, and in place of every list that was not read as many as a list that was has on the mean."""
        counted = len(self.pages) + self.own_count
        return counted + math.ceil((self.unread_count or 0) * counted / max(self.list_count, 1))


def remote_estimate(settings: Settings, source: Source, extent: Extent, now: datetime) -> RemoteEstimate:
    """What a backfill of this source would fetch. What cannot be had is in ``refused``; raises PoolFailed only."""
    found = RemoteEstimate()
    reads_hosts: list[HostState] = []
    if settings.warehouse.is_file():
        with looking(settings.warehouse) as reads:
            reads_hosts = [host_state(row) for row in reads.hosts()]
    with ParsingPool(1) as pool:
        asyncio.run(_counted(pool, source, extent, reads_hosts, found, now))
    if settings.warehouse.is_file():
        with looking(settings.warehouse) as reads:
            found.known_count = len(_captured(reads, found.pages))
    if extent.limit is not None:
        found.pages = dict.fromkeys(list(found.pages)[: extent.limit])
        found.own_count = min(found.own_count, extent.limit - len(found.pages))
        found.unread_count = 0 if len(found.pages) + found.own_count >= extent.limit else found.unread_count
    return found


def _captured(reads: Lookups, places: Iterable[str]) -> set[str]:
    rows = reads.stored(DocumentRow, ("location",), [(one,) for one in places])
    return {row.location for row in rows if row.form != "feed"}


async def _counted(  # noqa: PLR0917
    pool: ParsingPool,
    source: Source,
    extent: Extent,
    hosts: list[HostState],
    found: RemoteEstimate,
    now: datetime,
) -> None:
    async with Client(ClientOptions.from_environment(), hosts=hosts, clock=lambda: now) as client:
        counting = _Counting(client, pool, source, extent, found)
        try:
            await counting.count()
        except NewsfoldError as error:
            found.refused.append(str(error))
        delays = {state.host: state.crawl_delay_s or 0.0 for state in (*hosts, *client.host_states())}
        pause_s = max(client.options.min_interval_s, *delays.values(), 0.0) if delays else client.options.min_interval_s
    of_hosts = Counter(map(origin, found.pages))
    share = found.item_count / max(len(found.pages) + found.own_count, 1)
    found.seconds = pause_s * max(of_hosts.values(), default=0) * share


@dataclass(slots=True)
class _Counting:
    """One source's lists on their way."""

    client: Client
    pool: ParsingPool
    source: Source
    extent: Extent
    found: RemoteEstimate

    async def count(self) -> None:
        source = self.source
        if source.kind == "page":
            listed = listed_pages(source)
            self.found.pages.update((one, None) for one in listed if isinstance(one, str))
            self.found.refused += [one.reason for one in listed if isinstance(one, Rejection)]
        elif is_sitemap_source(source, None):
            await self._sitemaps()
        elif source.kind == "section":
            fetched = await self._fetch(source.location)
            self._take_feed(await self._parsed(self.pool.parse_section, fetched))
        else:
            await self._of_address(await self._fetch(source.location))

    async def _of_address(self, fetched: Fetched) -> None:
        """A feed, a sitemap or a page: its body says which."""
        if self.source.kind == "feed" or looks_like_feed(fetched.body):
            await self._feeds(fetched)
        elif looks_like_sitemap(fetched.body):
            await self._sitemaps()
        else:
            self.found.pages[self.source.location] = None

    async def _feeds(self, fetched: Fetched) -> None:
        """A feed, and the documents with its older entries that it leads to."""
        seen = {self.source.location}
        while True:
            feed = await self._parsed(self.pool.parse_feed, fetched)
            self._take_feed(feed)
            older = older_link(feed, self.source, self.extent.dates)
            if older is None or older in seen:
                return
            if len(self.found.asked) >= MOST_LISTS:
                # nobody says how many there are
                self.found.unread_count = None
                return
            seen.add(older)
            fetched = await self._fetch(older)

    def _take_feed(self, feed: Feed) -> None:
        self.found.list_count += 1
        kept = inside(feed, self.extent.dates)
        self.found.outside_count += len(feed.entries) - len(kept.entries)
        for entry in kept.entries:
            if entry.link:
                self.found.pages[entry.link] = None
            else:
                self.found.own_count += 1

    async def _sitemaps(self) -> None:
        dates, publisher = self.extent.dates, self.source.publisher
        sites = (self.source.location, *([f"https://{publisher.domain}"] if publisher and publisher.domain else []))
        walk = SitemapWalk(dates.since, dates.until, sites)
        await self._enter(walk)
        while (place := walk.next()) is not None:
            if len(self.found.asked) >= MOST_LISTS:
                self.found.unread_count = 1
                while walk.next() is not None:
                    self.found.unread_count += 1
                break
            try:
                await self._read(walk, place)
            except NewsfoldError as error:
                self.found.refused.append(str(error))
        self.found.outside_count += walk.pruned_count

    async def _enter(self, walk: SitemapWalk) -> None:
        """The root, or what a site's robots.txt names."""
        location = self.source.location
        if not is_bare_site(location) and not is_robots_address(location):
            walk.enter([SitemapLink(location)])
            return
        try:
            fetched = await self._fetch(join_url(location, "/robots.txt") or location)
            named = sitemap_of_robots(rules_from_body(fetched.body).sitemaps, fetched.final_url).sitemaps
        except Gone:
            named = (SitemapLink(join_url(location, DEFAULT_PATH) or location),)
        walk.enter(named)

    async def _read(self, walk: SitemapWalk, place: WaitingSitemap) -> None:
        fetched = await self._fetch(place.location, SITEMAP_BYTES)
        sitemap = await asyncio.to_thread(self.pool.parse_sitemap, fetched.body, fetched.final_url)
        self.found.list_count += bool(sitemap.urls)
        self.found.pages.update((url.location, None) for url in walk.take(place, sitemap))

    async def _parsed(self, parse: Callable[[bytes, str, str | None], Feed], fetched: Fetched) -> Feed:
        return await asyncio.to_thread(parse, fetched.body, fetched.final_url, fetched.content_type)

    async def _fetch(self, place: str, max_bytes: int | None = None) -> Fetched:
        self.found.asked.append(without_secrets(place))
        headers = headers_for(self.source, place)
        fetched = await self.client.fetch(place, max_bytes=max_bytes, headers=headers, **manners_of(self.source))
        self.found.byte_count += len(fetched.body)
        return fetched

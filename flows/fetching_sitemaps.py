"""A sitemap source on its way: sitemap after sitemap, and the wanted pages of each in parts of one batch.

Nothing is kept between two runs but what the warehouse holds anyway: a page that is stored is not asked for again
unless its sitemap says that it changed, and the row of a sitemap's own bytes is written only after all its pages were
had. So a killed run, or one that met its limit, goes on where it was when it is started again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from connectors.client import Client, ClientOptions, HostState
from connectors.feed import Feed
from connectors.pages import UnchangedPage, WantedPage, fetch_pages, fetch_rejection, may_come_later
from connectors.polling import FeedState, Poll, poll_feed
from connectors.redaction import without_secrets
from connectors.robots import rules_from_body
from connectors.sitemap import MAX_BYTES, Sitemap
from connectors.sitemap_walk import (
    DEFAULT_PATH,
    SitemapWalk,
    WaitingSitemap,
    feed_of_sitemap,
    is_bare_site,
    is_robots_address,
    is_sitemap_address,
    sitemap_of_robots,
)
from connectors.source_manners import headers_for, manners_of
from flows.fetched import Fetched
from flows.fetching import host_rows, refusal_of
from flows.fetching_entries import validators_of
from flows.known_pages import latest_captures, listed_pages
from flows.polling_rows import feed_row
from flows.running import Item, Riders, Run
from transforms.addresses import join_url
from transforms.errors import Gone, InvalidInput, NewsfoldError
from transforms.model import Document, Rejection, Source
from warehouse.rows import DocumentRow

PAGES_PER_POLL = 1_000
"""Pages that one ingest asks one sitemap source for, the newest first; the rest is for the next ones. A backfill has
no such limit. The source's option ``pages_per_poll`` sets another.
"""


def is_sitemap_source(source: Source, state: FeedState | None) -> bool:
    """Whether a source is read as sitemaps: its kind says so, or its address, or that it was one before."""
    if source.kind == "sitemap":
        return True
    return source.kind == "url" and (
        (state is not None and state.kind == "sitemap") or is_sitemap_address(source.location)
    )


def begin_sitemaps(
    run: Run, source: Source, state: FeedState | None, hosts: Sequence[HostState], limit: int | None = None
) -> Fetched:
    """The first part of a sitemap source; the others follow by Fetched.more. Never raises NewsfoldError: what fails
    is an item or the feed's state. In a backfill the run's dates are the days wanted; in an ingest the source's
    option ``since_days`` may set how far back it reaches.
    """
    return _begun(run, source, state, hosts, limit).part()


@dataclass(slots=True)
class _Current:
    """The sitemap whose pages are being had: its own capture, to be stored when all of them were."""

    document: Document | None
    is_whole: bool = True


@dataclass(slots=True)
class _Pass:
    """One walk over one source's sitemaps. ``left`` is how many pages may still be asked for, None for all."""

    run: Run
    source: Source
    state: FeedState
    hosts: tuple[HostState, ...]
    walk: SitemapWalk
    now: datetime
    is_backfill: bool
    left: int | None
    current: _Current | None = None
    wanted: list[WantedPage] = field(default_factory=list)
    stored: list[DocumentRow] = field(default_factory=list)
    known_count: int = 0
    asked_count: int = 0
    has_begun: bool = False
    is_index: bool = False
    is_whole: bool = True

    @property
    def is_over(self) -> bool:
        return not self.wanted and not self.stored and (self.walk.is_over or self.left == 0)

    def part(self) -> Fetched:
        """Sitemaps until there are pages to have, and one batch of those."""
        return asyncio.run(self._part())

    async def _part(self) -> Fetched:
        fetched = Fetched()
        options = ClientOptions.from_environment()
        async with Client(options, hosts=self.hosts, clock=self.run.clock) as client:
            # Sitemaps may be larger than pages; turns, rules and connections are the same client's.
            roomy = copy(client)
            roomy.options = replace(options, max_bytes=MAX_BYTES)
            if not self.has_begun:
                self.has_begun = True
                await self._begin(roomy, fetched.items)
            while not self.wanted and not self.stored and not self.is_over:
                place = self.walk.next()
                if place is not None:
                    await self._read(roomy, place, fetched.items)
            await self._have_pages(client, fetched)
            self.hosts = client.host_states()
            fetched.riders = Riders(hosts=host_rows(client))
        fetched.line = self._line()
        if self.is_over:
            fetched.riders = replace(fetched.riders, feeds=[feed_row(self._state_to_keep())])
        else:
            fetched.more = self.part
        return fetched

    # ---- sitemaps

    async def _begin(self, client: Client, items: list[Item]) -> None:
        """The root: polled as a feed is, so that its state, rhythm and failures are kept like one's."""
        location = self.source.location
        place = (join_url(location, "/robots.txt") or location) if is_bare_site(location) else location
        poll, sitemap = await self._polled(client, place)
        if isinstance(poll.error, Gone) and place != location:
            place = join_url(location, DEFAULT_PATH) or location
            poll, sitemap = await self._polled(client, place)
        self.state = poll.feed_state
        if poll.error is not None:
            digest = poll.document.sha256 if poll.document else None
            refused = replace(refusal_of(self.source, poll.error), document_sha256=digest)
            items.extend([*([poll.document] if poll.document else []), refused])
            return
        if poll.document is not None and not self.is_backfill:
            items.append(poll.document)
        if sitemap is not None:
            self.is_index = sitemap.form == "index"
            self._take(WaitingSitemap(place), sitemap, None, items)

    async def _polled(self, client: Client, place: str) -> tuple[Poll, Sitemap | None]:
        found: list[Sitemap] = []

        def parse(body: bytes, url: str | None, media_type: str | None) -> Feed:  # noqa: ARG001
            if is_robots_address(place):
                found.append(sitemap_of_robots(rules_from_body(body).sitemaps, url or place))
            else:
                found.append(self.run.pool.parse_sitemap(body, url))
            return feed_of_sitemap(found[-1])

        state = self.state.without_validators() if self.is_backfill else self.state
        poll = await poll_feed(client, replace(self.source, location=place), state, self.now, parse)
        return poll, found[0] if found else None

    async def _read(self, client: Client, place: WaitingSitemap, items: list[Item]) -> None:
        """One sitemap below the root; that it failed or did not change is no reason to stop."""
        location = without_secrets(place.location)
        known = None if self.is_backfill else self._known(location)
        if known is not None and place.modified_at is not None and place.modified_at <= known.last_seen_at:
            return
        try:
            fetched = await client.fetch(
                place.location,
                validators=validators_of(known),
                headers=headers_for(self.source, place.location),
                **manners_of(self.source),
            )
        except NewsfoldError as error:
            self._refuse(error, location, None, items)
            return
        if fetched.not_modified:
            return
        document = Document(
            location=location,
            body=fetched.body,
            fetched_at=self.now,
            form="feed",
            media_type=fetched.media_type,
            charset=fetched.charset,
            final_location=fetched.final_url if fetched.redirects else None,
            status_code=fetched.status_code,
            http_headers=fetched.headers,
            source_id=self.source.source_id,
            feed_id=self.state.feed_id,
        )
        if known is not None and known.sha256 == document.sha256:
            items.append(document)
            return
        try:
            sitemap = await asyncio.to_thread(self.run.pool.parse_sitemap, fetched.body, fetched.final_url)
        except InvalidInput as error:
            self._refuse(error, location, document, items)
            return
        self._take(place, sitemap, document, items)

    def _known(self, location: str) -> DocumentRow | None:
        with self.run.looking() as reads:
            rows = reads.stored(DocumentRow, ("location",), [(location,)])
        return latest_captures(row for row in rows if row.form == "feed").get(location)

    def _refuse(self, error: NewsfoldError, location: str, document: Document | None, items: list[Item]) -> None:
        refused = fetch_rejection(location, error, self.source)
        self.is_whole = self.is_whole and not may_come_later(refused)
        items.extend([document, replace(refused, document_sha256=document.sha256)] if document else [refused])

    def _take(self, place: WaitingSitemap, sitemap: Sitemap, document: Document | None, items: list[Item]) -> None:
        listed = listed_pages(self.run, self.walk.take(place, sitemap), self.source.publisher)
        wanted = listed.wanted if self.left is None else listed.wanted[: self.left]
        self.current = _Current(None if self.is_backfill else document, len(wanted) == len(listed.wanted))
        self.is_whole = self.is_whole and self.current.is_whole
        if self.left is not None:
            self.left -= len(wanted)
        self.wanted, self.stored = wanted, listed.stored
        self.known_count += listed.known_count
        self._close(items)

    def _close(self, items: list[Item]) -> None:
        """Once all pages of a sitemap were had, its own bytes are stored, which says so to later runs."""
        if self.current is None or self.wanted or self.stored:
            return
        if self.current.document is not None and self.current.is_whole:
            items.append(self.current.document)
        self.current = None

    # ---- pages

    async def _have_pages(self, client: Client, fetched: Fetched) -> None:
        count = self.run.settings.batch_size
        pages, self.wanted = self.wanted[:count], self.wanted[count:]
        rows, self.stored = self.stored[:count], self.stored[count:]
        self.asked_count += len(pages)
        async for result in fetch_pages(client, pages, self.source, feed_id=self.state.feed_id, now=self.now):
            if isinstance(result, UnchangedPage):
                fetched.unchanged_pages += 1
                continue
            if isinstance(result, Rejection) and may_come_later(result) and self.current is not None:
                self.current.is_whole = self.is_whole = False
            fetched.items.append(result)
        fetched.items.extend(self.run.archived(rows))
        self._close(fetched.items)

    # ---- the end

    def _state_to_keep(self) -> FeedState:
        """The root's state. Without its validators the next poll reads it again: where pages are still to be had,
        where a backfill wanted only some days, and an index always, whose sitemaps change while it does not.
        """
        is_done = self.is_whole and self.walk.is_over and not self.is_index and not self.is_backfill
        return self.state if is_done else self.state.without_validators()

    def _line(self) -> str:
        if self.state.last_error is not None and self.walk.read_count == 0:
            return f"{self.state.state}: {self.state.last_error}"
        if self.walk.read_count == 0:
            return "not modified"
        told = [
            f"{self.walk.read_count} sitemaps read, {self.asked_count} pages asked for",
            f"{self.known_count} known" if self.known_count else "",
            f"{self.walk.pruned_count} outside the dates" if self.walk.pruned_count else "",
            f"{self.walk.foreign_count} of other sites" if self.walk.foreign_count else "",
            f"{self.walk.deep_count} sitemaps too deep or too many" if self.walk.deep_count else "",
            "more for the next time" if not self.is_whole or (self.left == 0 and not self.walk.is_over) else "",
        ]
        return ", ".join(word for word in told if word)


def _begun(run: Run, source: Source, state: FeedState | None, hosts: Sequence[HostState], limit: int | None) -> _Pass:
    now, is_backfill = run.clock(), run.report.kind == "backfill"
    domain = source.publisher.domain if source.publisher else None
    return _Pass(
        run=run,
        source=source,
        state=replace(state or FeedState.of(source), kind="sitemap"),
        hosts=tuple(hosts),
        walk=SitemapWalk(
            run.dates.since if is_backfill else _since(source, now),
            run.dates.until if is_backfill else None,
            (source.location, *([f"https://{domain}"] if domain else [])),
        ),
        now=now,
        is_backfill=is_backfill,
        left=limit if is_backfill else min(_count_option(source, "pages_per_poll") or PAGES_PER_POLL, limit or 10**9),
    )


def _since(source: Source, now: datetime) -> date | None:
    days = _count_option(source, "since_days")
    return (now - timedelta(days=days)).date() if days else None


def _count_option(source: Source, name: str) -> int | None:
    word = dict(source.options).get(name, "").strip()
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else None

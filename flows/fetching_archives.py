"""A feed backfilled: its older entries, document by document, by the links of RFC 5005.

prev-archive (archived feeds) and next (paged feeds, and JSON Feed's next_url) lead backwards in time. The walk ends
where no link leads on, where everything on a page is older than what is wanted, at a page that was seen, and at
MAX_DOCUMENTS.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from connectors.client import Client, ClientOptions
from connectors.feed import Feed, FeedEntry
from connectors.feed_states import FeedState
from connectors.pages import fetch_rejection
from connectors.polling import Poll
from connectors.redaction import without_secrets
from connectors.sitemap_walk import same_site
from connectors.source_manners import headers_for, manners_of
from flows.feed_memory import FeedMemory
from flows.fetching import Fetched, entries_of, host_rows
from flows.running import DateRange, Run
from transforms.errors import InvalidInput, NewsfoldError
from transforms.model import Document, Source

MAX_DOCUMENTS = 1_000
"""Feed documents of one backfill; ten years of a daily archive are 3,650 entries, and a document holds many."""

_SPARE = timedelta(days=1)


@dataclass(slots=True)
class _Archives:
    """The way back. ``place`` is the document to read next."""

    run: Run
    source: Source
    state: FeedState
    place: str
    seen: set[str] = field(default_factory=set)
    count: int = 0

    def part(self) -> Fetched:
        return asyncio.run(self._part())

    async def _part(self) -> Fetched:
        now = self.run.clock()
        self.count += 1
        self.seen.add(self.place)
        async with Client(ClientOptions.from_environment(), clock=self.run.clock) as client:
            try:
                poll = await self._read(client, now)
            except NewsfoldError as error:
                refused = fetch_rejection(without_secrets(self.place), error, self.source)
                fetched = Fetched([refused], line=f"stopped at an archive: {error}")
            else:
                fetched = await self._entries(client, poll, now)
            fetched.riders = replace(fetched.riders, feeds=(), hosts=host_rows(client))
        return fetched

    async def _read(self, client: Client, now: datetime) -> Poll:
        found = await client.fetch(self.place, headers=headers_for(self.source, self.place), **manners_of(self.source))
        document = Document(
            location=without_secrets(self.place),
            body=found.body,
            fetched_at=now,
            form="feed",
            media_type=found.media_type,
            charset=found.charset,
            final_location=found.final_url if found.redirects else None,
            status_code=found.status_code,
            http_headers=found.headers,
            source_id=self.source.source_id,
            feed_id=self.state.feed_id,
        )
        try:
            feed = await asyncio.to_thread(self.run.pool.parse_feed, found.body, found.final_url, found.content_type)
        except InvalidInput as error:
            return Poll(self.state, document, error=error)
        return Poll(self.state, document, feed)

    async def _entries(self, client: Client, poll: Poll, now: datetime) -> Fetched:
        feed = poll.feed or Feed()
        wanted = inside(feed, self.run.dates) if poll.feed is not None else None
        fetched = await entries_of(client, self.source, replace(poll, feed=wanted), FeedMemory(self.run), now)
        fetched.line = f"{self.count + 1} feed documents read, {fetched.line}"
        return self.going_on(fetched, feed)

    def going_on(self, fetched: Fetched, feed: Feed) -> Fetched:
        """What was fetched, with the next part behind it where there is one that is wanted."""
        older = older_link(feed, self.source, self.run.dates)
        if older is not None and older not in self.seen and self.count < MAX_DOCUMENTS:
            self.place = older
            fetched.more = self.part
        return fetched


async def backfilled(  # noqa: PLR0917
    client: Client, run: Run, source: Source, poll: Poll, memory: FeedMemory, now: datetime
) -> Fetched:
    """The entries of a feed that may be of the wanted days, and the way to the ones before them."""
    feed = poll.feed or Feed()
    fetched = await entries_of(client, source, replace(poll, feed=inside(feed, run.dates)), memory, now)
    archives = _Archives(run, source, poll.feed_state, source.location, {source.location})
    return archives.going_on(fetched, feed)


def older_link(feed: Feed, source: Source, dates: DateRange) -> str | None:
    """Where the entries before these are, if any of them can be wanted."""
    if feed.older_link is None or not feed.entries or not same_site(feed.older_link, source.location):
        return None
    days = [day for entry in feed.entries if (day := _day(entry))]
    if dates.since is not None and days and len(days) == len(feed.entries) and max(days) < dates.since - _SPARE:
        return None
    return feed.older_link


def inside(feed: Feed, dates: DateRange) -> Feed:
    """The feed without entries that surely lie outside, by their own dates and a day to spare."""
    if dates.is_open:
        return feed
    return replace(feed, entries=tuple(entry for entry in feed.entries if _may_be_inside(entry, dates)))


def _may_be_inside(entry: FeedEntry, dates: DateRange) -> bool:
    day = _day(entry)
    if day is None:
        return True
    is_old = dates.since is not None and day < dates.since - _SPARE
    is_new = dates.until is not None and entry.published_at is not None and day > dates.until + _SPARE
    return not is_old and not is_new


def _day(entry: FeedEntry) -> date | None:
    moment = entry.published_at or entry.updated_at
    return moment.astimezone(UTC).date() if moment else None

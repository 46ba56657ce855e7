"""One poll of one remote source: what its feed and pages brought, and the state to commit with the last of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import partial

from connectors.client import Client, ClientOptions, HostState, Validators
from connectors.entries import entry_document, entry_hints
from connectors.feed import Feed, FeedEntry
from connectors.listed_pages import PAGE_KINDS
from connectors.pages import PageResult, UnchangedPage, WantedPage, fetch_pages, may_come_later, open_url
from connectors.polling import FeedState, ParseFeed, Poll, poll_feed
from connectors.sitemap import looks_like_sitemap
from flows.running import Item, Riders, Run
from transforms.errors import FetchFailed, InvalidInput, NewsfoldError
from transforms.model import Document, Hints, Rejection, Source
from warehouse.rows import DocumentRow, FeedRow, HostRow


@dataclass(slots=True)
class Fetched:
    """What a poll brought: items to store, rows that go with the last batch, a line for the report."""

    items: list[Item] = field(default_factory=list)
    riders: Riders = field(default_factory=Riders)
    line: str = ""
    unchanged_pages: int = 0
    more: Callable[[], Fetched] | None = None
    """Goes on where this part ended; None where there is no more."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the warehouse remembers of a source before it is polled."""

    feed: FeedState | None
    page: DocumentRow | None
    hosts: tuple[HostState, ...]


def fetch_source(run: Run, source: Source, limit: int | None = None) -> Fetched:
    """Poll a feed with its pages, walk sitemaps, or fetch a page. A failure is an item or a feed state, never an
    exception. ``limit`` is how many pages are wanted at the most, where that can be known before fetching.
    """
    from flows.fetching_sitemaps import begin_sitemaps, is_sitemap_source

    now = run.clock()
    known = known_of(run, source)
    if is_sitemap_source(source, known.feed):
        return begin_sitemaps(run, source, known.feed, known.hosts, limit)
    return asyncio.run(_fetch(run, source, known, now, limit))


def _as_sitemap(run: Run, source: Source, limit: int | None) -> Fetched:
    return fetch_source(run, replace(source, kind="sitemap"), limit)


def known_of(run: Run, source: Source) -> Known:
    """What the warehouse remembers of a source."""
    feed_id = FeedState.of(source).feed_id
    with run.looking() as reads:
        feeds = reads.stored(FeedRow, ("feed_id",), [(feed_id,)])
        pages = reads.stored(DocumentRow, ("location",), [(FeedState.of(source).location,)])
        hosts = tuple(HostState(row.host, row.next_fetch_at, row.crawl_delay_s) for row in reads.hosts())
    page = max((row for row in pages if row.form != "feed"), key=lambda row: row.last_seen_at, default=None)
    return Known(state_of(feeds[0]) if feeds else None, page, hosts)


def state_of(row: FeedRow) -> FeedState:
    """A stored feed as the connector knows it."""
    known = {one.name for one in fields(FeedState)}
    return FeedState(**{one.name: getattr(row, one.name) for one in fields(FeedRow) if one.name in known})


def feed_row(state: FeedState) -> FeedRow:
    """A feed's state as its row."""
    known = {one.name for one in fields(FeedState)}
    return FeedRow(**{one.name: getattr(state, one.name) for one in fields(FeedRow) if one.name in known})


async def _fetch(run: Run, source: Source, known: Known, now: datetime, limit: int | None) -> Fetched:
    async with Client(ClientOptions.from_environment(), hosts=known.hosts, clock=run.clock) as client:
        return await fetch_with(client, run, source, known, now, limit)


async def fetch_with(  # noqa: PLR0917
    client: Client, run: Run, source: Source, known: Known, now: datetime, limit: int | None = None
) -> Fetched:
    """As fetch_source without sitemaps, with a client that outlives the poll and what is known at hand."""
    parse: ParseFeed = run.pool.parse_feed
    try:
        if source.kind in PAGE_KINDS:
            from flows.fetching_sections import fetch_listed

            fetched = await fetch_listed(client, run, source, known.feed, now)
        elif source.kind == "feed" or known.feed is not None:
            state = known.feed
            if state is not None and run.report.kind == "backfill":
                # It wants what was there before, too, changed or not.
                state = state.without_validators()
            fetched = await _polled(client, run, source, await poll_feed(client, source, state, now, parse), now)
        else:
            opened = await open_url(client, source, now, parse, validators=validators_of(known.page))
            if isinstance(opened, Poll):
                fetched = await _polled(client, run, source, opened, now)
            elif isinstance(opened, Document) and looks_like_sitemap(opened.body):
                fetched = Fetched(more=partial(_as_sitemap, run, source, limit))
            else:
                fetched = _pages_fetched([opened], source)
    except NewsfoldError as error:
        fetched = Fetched([refusal_of(source, error)], line=str(error))
    fetched.riders = replace(fetched.riders, hosts=host_rows(client))
    return fetched


def host_rows(client: Client) -> list[HostRow]:
    """What the hosts asked for, as rows."""
    return [
        HostRow(host=state.host, next_fetch_at=state.held_until, crawl_delay_s=state.crawl_delay_s)
        for state in client.host_states()
    ]


def refusal_of(source: Source, error: NewsfoldError) -> Rejection:
    """Why a source could not be had."""
    rule = error.rule if isinstance(error, (FetchFailed, InvalidInput)) else "fetch_failed"
    return Rejection(FeedState.of(source).location, "fetch", rule, str(error), source_id=source.source_id)


def _pages_fetched(results: Sequence[PageResult], source: Source) -> Fetched:
    items = [
        _with_publisher(result, source) if isinstance(result, Document) else result
        for result in results
        if not isinstance(result, UnchangedPage)
    ]
    unchanged = len(results) - len(items)
    return Fetched(
        items, line="not modified" if unchanged else f"{len(items)} pages fetched", unchanged_pages=unchanged
    )


def validators_of(known: DocumentRow | None) -> Validators | None:
    """What the server of an earlier capture wants to hear back."""
    return Validators(known.etag, known.last_modified) if known else None


async def _polled(client: Client, run: Run, source: Source, poll: Poll, now: datetime) -> Fetched:
    from flows.fetching_archives import backfilled

    if run.report.kind == "backfill" and poll.feed is not None:
        return await backfilled(client, run, source, poll, now)
    return await entries_of(client, run, source, poll, now)


async def entries_of(client: Client, run: Run, source: Source, poll: Poll, now: datetime) -> Fetched:
    """The items of a poll: the feed's bytes, then the pages of entries that are new or say that they changed."""
    state = poll.feed_state
    items: list[Item] = [poll.document] if poll.document else []
    if poll.error is not None:
        digest = poll.document.sha256 if poll.document else None
        refused = replace(refusal_of(source, poll.error), document_sha256=digest)
        return Fetched([*items, refused], Riders(feeds=[feed_row(state)]), f"{state.state}: {poll.error}")
    wanted, entries = await asyncio.to_thread(_wanted, run, source, poll)
    results = [result async for result in fetch_pages(client, wanted, source, feed_id=state.feed_id, now=now)]
    later = 0
    for result in results:
        if isinstance(result, Rejection):
            later += may_come_later(result)
            items.extend([result, *_instead(result, entries, poll.feed, source, state, now)])
        elif isinstance(result, Document):
            items.append(result)
    if poll.feed is not None:
        items.extend(_without_link(poll.feed, source, state, now))
    # pages that may come later must be listed again by the next poll
    state = state.without_validators() if later else state
    unchanged = sum(isinstance(result, UnchangedPage) for result in results)
    line = f"{len(poll.entries)} entries, {len(wanted)} pages asked for" if poll.feed else "not modified"
    return Fetched(items, Riders(feeds=[feed_row(state)]), line, unchanged)


def _wanted(run: Run, source: Source, poll: Poll) -> tuple[list[WantedPage], dict[str, FeedEntry]]:
    """The pages to ask for: entries never captured, and those whose own dates or titles changed since."""
    entries = {hints.url: entry for entry, hints in _hinted(poll) if hints.url}
    if not entries:
        return [], {}
    with run.looking() as reads:
        rows = reads.stored(DocumentRow, ("location",), [(url,) for url in entries])
    latest: dict[str, DocumentRow] = {}
    for row in sorted(rows, key=lambda row: row.last_seen_at):
        latest[row.location] = row
    wanted = []
    for _, hints in _hinted(poll):
        if not hints.url:
            continue
        known = latest.get(hints.url)
        told = replace(hints, publisher=source.publisher or hints.publisher)
        if known is None or known.form == "entry":
            wanted.append(WantedPage(hints.url, told))
        elif _says_changed(known, hints):
            wanted.append(WantedPage(hints.url, told, validators_of(known)))
    return wanted, entries


def _hinted(poll: Poll) -> Iterable[tuple[FeedEntry, Hints]]:
    feed = poll.feed
    return [(entry, entry_hints(entry, feed)) for entry in feed.entries] if feed is not None else []


def _says_changed(known: DocumentRow, hints: Hints) -> bool:
    """Whether an entry's title or update time differs from what was kept with its page's capture."""
    kept: Mapping[str, object] = json.loads(known.extra) if known.extra else {}
    return hints.title != kept.get("title") or hints.modified != kept.get("modified")


def _instead(  # noqa: PLR0917
    refused: Rejection,
    entries: Mapping[str, FeedEntry],
    feed: Feed | None,
    source: Source,
    state: FeedState,
    now: datetime,
) -> Sequence[Document]:
    """The entry with its own full content, where its page could not be had."""
    entry = entries.get(refused.extra.get("url", ""))
    if entry is None or feed is None or not entry.content:
        return []
    return [_entry_capture(entry, feed, source, state, now)]


def _without_link(feed: Feed, source: Source, state: FeedState, now: datetime) -> list[Item]:
    entries = [entry for entry in feed.entries if not entry.link and (entry.content or entry.summary)]
    return [_entry_capture(entry, feed, source, state, now) for entry in entries]


def _entry_capture(entry: FeedEntry, feed: Feed, source: Source, state: FeedState, now: datetime) -> Document:
    document = entry_document(
        entry,
        feed,
        feed_location=state.location,
        fetched_at=now,
        source_id=source.source_id,
        feed_id=state.feed_id,
    )
    return _with_publisher(document, source)


def _with_publisher(document: Document, source: Source) -> Document:
    if source.publisher is None or document.hints.publisher is not None:
        return document
    return replace(document, hints=replace(document.hints, publisher=source.publisher))

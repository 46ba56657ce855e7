"""One poll of one remote source: what its feed and pages brought, and the state to commit with the last of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from connectors.client import Client, ClientOptions, HostState
from connectors.feed_states import FeedState
from connectors.listed_pages import PAGE_KINDS
from connectors.pages import PageResult, UnchangedPage, open_url
from connectors.polling import ParseFeed, Poll, poll_feed
from connectors.sitemap import looks_like_sitemap
from flows.feed_memory import FeedMemory
from flows.fetched import Fetched as Fetched
from flows.fetching_entries import polled, validators_of
from flows.polling_rows import event_rows, feed_row, feed_state, host_row, host_state
from flows.running import Item, Riders, Run
from transforms.errors import FetchFailed, InvalidInput, NewsfoldError, PoolFailed, WarehouseError
from transforms.model import Document, Rejection, Source
from warehouse.feed_rows import FeedRow, HostRow
from warehouse.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class Known:
    """What the warehouse remembers of a source before it is polled: its feed's state, its page's latest capture, and
    hosts, where the client does not know them already.
    """

    feed: FeedState | None = None
    page: DocumentRow | None = None
    hosts: tuple[HostState, ...] = ()


def fetch_source(run: Run, source: Source, limit: int | None = None) -> Fetched:
    """Poll one source alone: as fetch_with, with a client of its own."""
    known = known_of(run, source)
    return asyncio.run(_fetched_alone(run, source, known, limit))


async def _fetched_alone(run: Run, source: Source, known: Known, limit: int | None) -> Fetched:
    async with Client(ClientOptions.from_environment(), hosts=known.hosts, clock=run.clock) as client:
        return await fetch_with(client, run, source, known, FeedMemory(run), run.clock(), limit)


def known_of(run: Run, source: Source) -> Known:
    """What the warehouse remembers of a source."""
    state = FeedState.of(source)
    with run.looking() as reads:
        feeds = reads.stored(FeedRow, ("feed_id",), [(state.feed_id,)])
        pages = reads.stored(DocumentRow, ("location",), [(state.location,)])
        hosts = tuple(host_state(row) for row in reads.hosts())
    page = max((row for row in pages if row.form != "feed"), key=lambda row: row.last_seen_at, default=None)
    return Known(feed_state(feeds[0]) if feeds else None, page, hosts)


async def fetch_with(  # noqa: PLR0917
    client: Client,
    run: Run,
    source: Source,
    known: Known,
    memory: FeedMemory,
    now: datetime,
    limit: int | None = None,
) -> Fetched:
    """Poll a feed with its pages, look at a section page, or fetch a page; sitemaps are walked by Fetched.more.

    A failure is an item or a feed state. ``limit`` is how many pages are wanted at the most, where that can be known
    before fetching. Raises WarehouseError and PoolFailed, which are everybody's.
    """
    from flows.fetching_sitemaps import begin_sitemaps, is_sitemap_source

    if is_sitemap_source(source, known.feed):
        hosts = client.host_states()
        return Fetched(more=lambda: begin_sitemaps(run, source, known.feed, hosts, limit))
    try:
        fetched = await _fetched(client, run, source, known, memory, now, limit)
    except (WarehouseError, PoolFailed):
        raise
    except NewsfoldError as error:
        fetched = Fetched([refusal_of(source, error)], line=str(error))
    fetched.riders = replace(fetched.riders, hosts=host_rows(client))
    return fetched


async def _fetched(  # noqa: PLR0917
    client: Client, run: Run, source: Source, known: Known, memory: FeedMemory, now: datetime, limit: int | None
) -> Fetched:
    parse: ParseFeed = run.pool.parse_feed
    if source.kind in PAGE_KINDS:
        from flows.fetching_sections import fetch_listed

        return await fetch_listed(client, run, source, known.feed, now)
    if source.kind == "feed" or known.feed is not None:
        state = known.feed
        if state is not None and run.report.kind == "backfill":
            # It wants what was there before, too, changed or not.
            state = state.without_validators()
        return await _of_poll(client, run, source, await poll_feed(client, source, state, now, parse), memory, now)
    opened = await open_url(client, source, now, parse, validators=validators_of(known.page))
    if isinstance(opened, Poll):
        return await _of_poll(client, run, source, opened, memory, now)
    if isinstance(opened, Document) and looks_like_sitemap(opened.body):
        return Fetched(more=partial(fetch_source, run, replace(source, kind="sitemap"), limit))
    return _pages_fetched([opened], source)


async def _of_poll(  # noqa: PLR0917
    client: Client, run: Run, source: Source, poll: Poll, memory: FeedMemory, now: datetime
) -> Fetched:
    from flows.fetching_archives import backfilled

    if run.report.kind == "backfill" and poll.feed is not None:
        return await backfilled(client, run, source, poll, memory, now)
    return await entries_of(client, source, poll, memory, now)


async def entries_of(client: Client, source: Source, poll: Poll, memory: FeedMemory, now: datetime) -> Fetched:
    """The items of a poll of a feed. What failed has its bytes, if any came, and its error."""
    if poll.error is not None:
        digest = poll.document.sha256 if poll.document else None
        refused = replace(refusal_of(source, poll.error), document_sha256=digest)
        items: list[Item] = [poll.document] if poll.document else []
        line = f"{poll.feed_state.state}: {poll.error}"
        riders = Riders(feeds=[feed_row(poll.feed_state)], feed_events=event_rows(poll.events))
        return Fetched([*items, refused], riders, line)
    return await polled(client, source, poll, await memory.recall(poll), now)


def host_rows(client: Client) -> list[HostRow]:
    """What the hosts asked for, as rows."""
    return [host_row(state) for state in client.host_states()]


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


def _with_publisher(document: Document, source: Source) -> Document:
    if source.publisher is None or document.hints.publisher is not None:
        return document
    return replace(document, hints=replace(document.hints, publisher=source.publisher))

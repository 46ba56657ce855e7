"""One poll of one remote source: what its feed and pages brought, and the state to commit with the last of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from connectors.client import Client
from connectors.feed_states import FeedState
from connectors.pages import PageResult, UnchangedPage, WantedPage, fetch_pages, open_url
from connectors.polling import ParseFeed, Poll, poll_feed
from flows.feed_memory import FeedMemory
from flows.fetched import Fetched as Fetched
from flows.fetching_entries import polled, validators_of
from flows.polling_rows import event_rows
from flows.polling_rows import feed_row as feed_row
from flows.running import Item, Riders, Run
from transforms.errors import FetchFailed, InvalidInput, NewsfoldError, PoolFailed, WarehouseError
from transforms.model import Document, Hints, Rejection, Source
from warehouse.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class Known:
    """What the warehouse remembers of a source before it is polled: its feed's state, its page's latest capture."""

    feed: FeedState | None = None
    page: DocumentRow | None = None


async def fetch_source(  # noqa: PLR0917
    client: Client, run: Run, source: Source, known: Known, memory: FeedMemory, now: datetime
) -> Fetched:
    """Poll a feed with its pages, or fetch a page. A failure is an item or a feed state.

    Raises WarehouseError and PoolFailed, which are everybody's.
    """
    try:
        return await _fetched(client, run, source, known, memory, now)
    except (WarehouseError, PoolFailed):
        raise
    except NewsfoldError as error:
        return Fetched([_refused(source, error)], line=str(error))


async def _fetched(  # noqa: PLR0917
    client: Client, run: Run, source: Source, known: Known, memory: FeedMemory, now: datetime
) -> Fetched:
    parse: ParseFeed = run.pool.parse_feed
    if source.kind == "feed" or known.feed is not None:
        return await _of_poll(client, source, await poll_feed(client, source, known.feed, now, parse), memory, now)
    if source.kind == "page":
        return await _one_page(client, source, known.page, now)
    opened = await open_url(client, source, now, parse, validators=validators_of(known.page))
    if isinstance(opened, Poll):
        return await _of_poll(client, source, opened, memory, now)
    return _pages_fetched([opened], source)


async def _of_poll(client: Client, source: Source, poll: Poll, memory: FeedMemory, now: datetime) -> Fetched:
    """The items of a poll of a feed. What failed has its bytes, if any came, and its error."""
    if poll.error is not None:
        digest = poll.document.sha256 if poll.document else None
        refused = replace(_refused(source, poll.error), document_sha256=digest)
        items: list[Item] = [poll.document] if poll.document else []
        line = f"{poll.feed_state.state}: {poll.error}"
        riders = Riders(feeds=[feed_row(poll.feed_state)], feed_events=event_rows(poll.events))
        return Fetched([*items, refused], riders, line)
    return await polled(client, source, poll, await memory.recall(poll), now)


def _refused(source: Source, error: NewsfoldError) -> Rejection:
    rule = error.rule if isinstance(error, (FetchFailed, InvalidInput)) else "fetch_failed"
    return Rejection(FeedState.of(source).location, "fetch", rule, str(error), source_id=source.source_id)


async def _one_page(client: Client, source: Source, known: DocumentRow | None, now: datetime) -> Fetched:
    wanted = WantedPage(source.location, Hints(publisher=source.publisher), validators_of(known))
    return _pages_fetched([result async for result in fetch_pages(client, [wanted], source, now=now)], source)


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

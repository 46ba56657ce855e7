"""Asks again for pages that a source's revisit schedule says are due: silent edits come in as versions."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from connectors.client import Client, ClientOptions, HostState, Validators
from connectors.pages import PageResult, UnchangedPage, WantedPage, fetch_pages, may_come_later
from flows.fetching import Fetched, host_rows
from flows.known_pages import latest_captures
from flows.polling_rows import host_state
from flows.revisit_schedules import advanced
from flows.running import Item, Riders, Run
from transforms.model import Document, Hints, Rejection, Revisit, Source
from warehouse.rows import DocumentRow
from warehouse.source_reads import due_revisits
from warehouse.source_rows import RevisitRow

MOST_AT_ONCE = 500
"""Pages of one source that are asked for again in one run; the others are due in the next."""


def fetch_revisits(run: Run, source: Source) -> Fetched | None:
    """The pages of a source that are due, asked for conditionally; None where none is."""
    schedule = source.revisit
    if schedule is None:
        return None
    now = run.clock()
    with run.looking() as reads:
        rows = due_revisits(reads, source.source_id, now, MOST_AT_ONCE)
        documents = reads.stored(DocumentRow, ("location",), [(row.location,) for row in rows])
        hosts = tuple(host_state(row) for row in reads.hosts())
    if not rows:
        return None
    latest = latest_captures(documents)
    wanted = [_wanted(row, latest.get(row.location), source) for row in rows]
    return asyncio.run(_asked(run, source, schedule, rows, wanted, hosts, now))


def _wanted(row: RevisitRow, known: DocumentRow | None, source: Source) -> WantedPage:
    """The page with what its way in said when it was captured, and what its server gave to be told again."""
    if known is None:
        return WantedPage(row.location, Hints(publisher=source.publisher))
    hints = msgspec.convert(json.loads(known.extra), Hints) if known.extra else Hints()
    return WantedPage(row.location, hints, Validators(known.etag, known.last_modified))


async def _asked(  # noqa: PLR0917
    run: Run,
    source: Source,
    schedule: Revisit,
    rows: Sequence[RevisitRow],
    wanted: Sequence[WantedPage],
    hosts: Sequence[HostState],
    now: datetime,
) -> Fetched:
    items: list[Item] = []
    answers: dict[str, RevisitRow] = {}
    unchanged = 0
    by_place = {row.location: row for row in rows}
    async with Client(ClientOptions.from_environment(), hosts=hosts, clock=run.clock) as client:
        async for result in fetch_pages(client, wanted, source, now=now):
            place, answer, is_answered = _told(result)
            row = by_place.get(place)
            if row is not None:
                answers[place] = advanced(row, schedule, now, answer, is_answered=is_answered)
            if isinstance(result, UnchangedPage):
                unchanged += 1
            else:
                items.append(_of_feed(result, row))
        states = host_rows(client)
    line = f"{len(rows)} pages asked for again, {unchanged} not modified"
    return Fetched(items, Riders(revisits=list(answers.values()), hosts=states), line, unchanged)


def _told(result: PageResult) -> tuple[str, str, bool]:
    """Which page, what came, and whether its server answered at all."""
    if isinstance(result, UnchangedPage):
        return result.url, "not_modified", True
    if isinstance(result, Rejection):
        return result.extra.get("url", result.location), result.rule, not may_come_later(result)
    return result.location, "fetched", True


def _of_feed(result: Document | Rejection, row: RevisitRow | None) -> Item:
    return replace(result, feed_id=row.feed_id) if isinstance(result, Document) and row is not None else result

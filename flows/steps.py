"""The work of the flows as plain functions: they need no orchestrator, and the Prefect flows add none of it.

``call`` is how a flow wraps a step as a task of its own: it is given what the step is (``poll`` or ``batch``), a name
for people, and the work. Here it just does it, so that rows are the same either way.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol, TypeVar
from uuid import UUID

from connectors.registry import REMOTE_KINDS, read_local, source_of
from connectors.sources import load_sources
from flows.gathering import Gathered
from flows.leftovers import captures_of, dead_runs, forget
from flows.parsing_pool import ParsingPool
from flows.polling_rounds import polled_side_by_side
from flows.polling_rows import feed_row, feed_state
from flows.reports import RunReport
from flows.running import Clock, DateRange, Item, Riders, Run, source_row, utc_now
from flows.settings import Settings
from transforms.dates import machine_date
from transforms.errors import NewsfoldError, UnknownKind
from transforms.model import Document, Rejection, Source
from warehouse import Archive
from warehouse.feed_rows import FeedRow
from warehouse.rows import RunRow

T = TypeVar("T")
StepKind = Literal["poll", "batch"]


class Call(Protocol):
    """Runs one step; a flow makes a task of it."""

    def __call__(self, kind: StepKind, name: str, work: Callable[[], T]) -> T:
        """The step's own result."""
        ...


def plain_call(kind: StepKind, name: str, work: Callable[[], T]) -> T:  # noqa: ARG001
    """The step itself, with nothing around it."""
    return work()


Progress = Callable[[RunReport], None]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a backfill is wanted: the articles' own dates, and how many items at the most (None: all)."""

    dates: DateRange = field(default_factory=DateRange)
    limit: int | None = None


def ingest(
    settings: Settings,
    locations: Sequence[str] = (),
    *,
    call: Call = plain_call,
    flow_run_id: UUID | None = None,
    progress: Progress | None = None,
    clock: Clock = utc_now,
    pool: ParsingPool | None = None,
) -> RunReport:
    """One pass over the locations, or over the configured sources that are due; returns what was done.

    What cannot be located, fetched, parsed or extracted is in the report and in rejections and stops nothing else.
    Raises InvalidSources, LeaseHeld and the other WarehouseErrors.
    """
    sources, refused = _located(locations) if locations else (list(_configured(settings)), [])
    parameters: dict[str, object] = {"locations": list(locations)}
    with Run(settings, "ingest", flow_run_id=flow_run_id, parameters=parameters, clock=clock, pool=pool) as run:
        _recover(run, call)
        due = sources if locations else _due(run, sources)
        if refused:
            call("batch", "locations refused", lambda: run.store(refused))
        _take(run, due, call, Extent(), progress)
    return run.report


def backfill(
    settings: Settings,
    location: str,
    *,
    extent: Extent | None = None,
    call: Call = plain_call,
    flow_run_id: UUID | None = None,
    progress: Progress | None = None,
    clock: Clock = utc_now,
    pool: ParsingPool | None = None,
) -> RunReport:
    """Everything at one location, or of one configured source, as far as ``extent`` reaches.

    Running it again is safe at any point: what is stored is known by its bytes and neither parsed nor matched again.
    Raises LocationMissing, UnknownKind, InvalidSources, LeaseHeld and the other WarehouseErrors.
    """
    extent = extent or Extent()
    sources = _named(settings, location)
    parameters: dict[str, object] = {
        "location": location,
        "since": extent.dates.since,
        "until": extent.dates.until,
        "limit": extent.limit,
    }
    with Run(
        settings, "backfill", flow_run_id=flow_run_id, parameters=parameters, dates=extent.dates, clock=clock, pool=pool
    ) as run:
        _recover(run, call)
        _take(run, sources, call, extent, progress)
    return run.report


def estimate(settings: Settings, location: str, extent: Extent | None = None, clock: Clock = utc_now) -> dict[str, int]:
    """What a backfill would read, without writing anything: items, those outside the dates by their own columns, bytes.

    Only local locations can be counted without fetching; raises UnknownKind for others.
    """
    extent = extent or Extent()
    found = {"item_count": 0, "outside_count": 0, "refused_count": 0, "byte_count": 0}
    for source in _named(settings, location):
        if source.kind in REMOTE_KINDS:
            raise UnknownKind(source.location, "a dry run reads local files only", "run it with --limit instead")
        for item in _bounded(read_local(source, clock()), extent, found):
            found["item_count"] += 1
            if isinstance(item, Document):
                found["byte_count"] += len(item.body)
            else:
                found["refused_count"] += 1
    return found


def _located(locations: Sequence[str]) -> tuple[list[Source], list[Item]]:
    sources: list[Source] = []
    refused: list[Item] = []
    for location in locations:
        try:
            sources.append(source_of(location))
        except NewsfoldError as error:
            rule = getattr(error, "rule", "unknown_kind")
            refused.append(Rejection(error.resource, "locate", rule, str(error)))
    return sources, refused


def _configured(settings: Settings) -> tuple[Source, ...]:
    return load_sources(settings.sources, os.environ)


def _named(settings: Settings, location: str) -> list[Source]:
    """The sources that a person means: a configured one by its id or name, else the location itself."""
    if settings.sources.is_file():
        meant = [one for one in _configured(settings) if location in (one.source_id, one.name)]
        if meant:
            return meant
    return [source_of(location)]


def _due(run: Run, sources: Sequence[Source]) -> list[Source]:
    """The sources to ask now: files always, feeds when their time has come."""
    from connectors.feed_states import FeedState, rescheduled

    now = run.clock()
    with run.looking() as reads:
        stored = {row.feed_id: feed_state(row) for row in reads.all_of(FeedRow)}
    waiting = {feed_id: rescheduled(state, now) for feed_id, state in stored.items()}
    moved = [feed_row(state) for feed_id, state in waiting.items() if state != stored[feed_id]]
    if moved:
        # A clock that jumped: the new times are kept, or every run would reckon them anew.
        with run.warehouse.writing() as writer, writer.transaction():
            writer.upsert(moved)
    return [
        source
        for source in sources
        if source.kind not in REMOTE_KINDS
        or waiting.get(FeedState.of(source).feed_id, FeedState.of(source)).is_due(now)
    ]


def _recover(run: Run, call: Call) -> None:
    """Take up what killed runs left: whole archive records without rows. The runs are marked as ended."""
    archive = Archive(run.settings.archive)
    for dead in dead_runs(run.settings.archive):
        if dead == run.report.run_id:
            continue
        for number, batch in enumerate(_batches(captures_of(archive, dead), run.settings), start=1):
            call("batch", f"left by a killed run {number}", lambda batch=batch: run.store(batch))  # type: ignore[misc]
        with run.warehouse.writing() as writer, writer.transaction():
            rows = writer.stored(RunRow, ("run_id",), [(dead,)])
            writer.upsert([replace(row, state="killed") for row in rows if row.state == "running"])
        forget(run.settings.archive, dead)


def _take(run: Run, sources: Sequence[Source], call: Call, extent: Extent, progress: Progress | None) -> None:
    """Every source all the way. Its own failure becomes a rejection; the lease's is everybody's.

    What lies on this machine is read as one stream, so that a thousand named files are a few batches.
    """
    local = [source for source in sources if source.kind not in REMOTE_KINDS]
    if local:
        items = itertools.chain.from_iterable(_read(run, source) for source in local)
        name = local[0].name if len(local) == 1 else f"{len(local)} local sources"
        _store_all(run, name, _bounded(items, extent), _riders(run, local), call, progress)
    remote = [source for source in sources if source.kind in REMOTE_KINDS]
    if remote:
        poll_all(run, remote, call, extent, progress)


def poll_all(run: Run, sources: Sequence[Source], call: Call, extent: Extent, progress: Progress | None) -> None:
    """Remote sources side by side, committed in batches as they come."""
    gathered = Gathered(run.settings.batch_size, run.settings.batch_bytes)
    with closing(polled_side_by_side(run, sources)) as outcomes:
        for source, fetched in outcomes:
            call("poll", source.name, lambda fetched=fetched: fetched)  # type: ignore[misc]
            run.report.unchanged_count += fetched.unchanged_pages
            run.report.sources.append((source.name, fetched.line))
            gathered.add(source, replace(fetched, items=list(_bounded(fetched.items, extent))))
            if gathered.is_full:
                _store_gathered(run, gathered, call, progress)
    _store_gathered(run, gathered, call, progress)


def _store_gathered(run: Run, gathered: Gathered, call: Call, progress: Progress | None) -> None:
    if gathered.sources:
        riders = gathered.riders(_riders(run, gathered.sources))
        _store_all(run, gathered.name, gathered.items, riders, call, progress)
        gathered.clear()


def _riders(run: Run, sources: Sequence[Source]) -> Riders:
    now = run.clock()
    rows = {source.source_id: source_row(source, now) for source in sources}
    return Riders(sources=list(rows.values()), publishers=[one.publisher for one in sources if one.publisher])


def _store_all(  # noqa: PLR0917
    run: Run, name: str, items: Iterable[Item], riders: Riders, call: Call, progress: Progress | None
) -> None:
    """Batches in order; feed and host states go with the last, so that a kill forgets both or neither."""
    batches = _batches(items, run.settings)
    batch = next(batches, [])
    while True:
        following = next(batches, None)
        rows = riders if following is None else replace(riders, feeds=(), feed_items=(), feed_events=(), hosts=())
        number = len(run.report.batches) + 1
        call("batch", f"{name}: batch {number}", lambda batch=batch, rows=rows: run.store(batch, rows))  # type: ignore[misc]
        if progress is not None:
            progress(run.report)
        if following is None:
            return
        batch = following


def _read(run: Run, source: Source) -> Iterator[Item]:
    """What a local source holds; that it cannot be read is an item too."""
    count = 0
    try:
        for item in read_local(source, run.clock()):
            count += 1
            yield item
    except NewsfoldError as error:
        rule = getattr(error, "rule", "unreadable")
        yield Rejection(source.location, "locate", rule, str(error), source_id=source.source_id)
    run.report.sources.append((source.name, f"{count} items" if count else "nothing to read there"))


def _bounded(items: Iterable[Item], extent: Extent, counts: dict[str, int] | None = None) -> Iterator[Item]:
    """Items as far as the extent reaches; a row whose own date column lies outside is not even read."""
    taken = 0
    for item in items:
        if extent.limit is not None and taken >= extent.limit:
            return
        if isinstance(item, Document) and not extent.dates.is_open and item.form == "row" and item.hints.published:
            evidence = machine_date(item.hints.published, "table")
            if evidence is not None and not extent.dates.has(evidence.on):
                if counts is not None:
                    counts["outside_count"] += 1
                continue
        taken += 1
        yield item


def _batches(items: Iterable[Item], settings: Settings) -> Iterator[list[Item]]:
    """Items in batches, each bounded in number and bytes."""
    batch: list[Item] = []
    size = 0
    for item in items:
        size += len(item.body) if isinstance(item, Document) else 0
        batch.append(item)
        if len(batch) >= settings.batch_size or size >= settings.batch_bytes:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def settings_with(warehouse: str | None, sources: str | None, base: Settings | None = None) -> Settings:
    """Settings of the environment with what a person gave on top."""
    settings = base or Settings.from_environment()
    if warehouse:
        settings = replace(settings, warehouse=Path(warehouse))
    return replace(settings, sources=Path(sources)) if sources else settings

"""The work of the flows as plain functions: they need no orchestrator, and the Prefect flows add none of it.

``call`` is how a flow wraps a step as a task of its own: it is given what the step is (``poll`` or ``batch``), a name
for people, and the work. Here it just does it, so that rows are the same either way.
"""

from __future__ import annotations

import itertools
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol, TypeVar
from uuid import UUID

from connectors.ledger import Ledger, Progress
from connectors.registry import REMOTE_KINDS, Asked, read_local, read_on, source_of
from connectors.sources import load_sources
from flows.fetching import fetch_source
from flows.inboxes import INBOX, take_inbox
from flows.leftovers import captures_of, dead_runs, forget
from flows.parsing_pool import ParsingPool
from flows.progress import ledger_of
from flows.reports import RunReport
from flows.revisiting import fetch_revisits
from flows.running import Clock, DateRange, Item, Riders, Run, Taken, source_row, utc_now
from flows.settings import Settings
from transforms.dates import machine_date
from transforms.errors import LocationMissing, NewsfoldError, UnknownKind
from transforms.model import Document, Rejection, Source
from warehouse import Archive
from warehouse.rows import FeedRow, RunRow

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


Watch = Callable[[RunReport], None]
"""Called after each batch."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a backfill is wanted: the articles' own dates, and how many items at the most (None: all).

    ``resume``: go on where an earlier backfill of the same dates ended, instead of from the start.
    """

    dates: DateRange = field(default_factory=DateRange)
    limit: int | None = None
    resume: bool = True

    @property
    def name(self) -> str:
        """What tells the progress of one range of dates from another's."""
        return f"{self.dates.since or ''}..{self.dates.until or ''}"


def ingest(
    settings: Settings,
    locations: Sequence[str] = (),
    *,
    tags: Sequence[str] = (),
    call: Call = plain_call,
    flow_run_id: UUID | None = None,
    progress: Watch | None = None,
    clock: Clock = utc_now,
    pool: ParsingPool | None = None,
) -> RunReport:
    """One pass over the locations, or over the configured sources (of these tags) that are due; returns what was done.

    What cannot be located, fetched, parsed or extracted is in the report and in rejections and stops nothing else.
    Raises InvalidSources, LeaseHeld and the other WarehouseErrors.
    """
    sources, refused = _located(locations) if locations else (tagged(configured(settings), tags), [])
    parameters: dict[str, object] = {"locations": list(locations), **({"tags": list(tags)} if tags else {})}
    with Run(settings, "ingest", flow_run_id=flow_run_id, parameters=parameters, clock=clock, pool=pool) as run:
        recover(run, call)
        run.schedules = {source.source_id: source.revisit for source in sources if source.revisit}
        due = sources if locations else _due(run, sources)
        if refused:
            call("batch", "locations refused", lambda: run.store(refused))
        _take(run, due, call, Extent(), progress)
        _revisit(run, sources, call, progress)
    return run.report


def backfill(
    settings: Settings,
    location: str,
    *,
    extent: Extent | None = None,
    call: Call = plain_call,
    flow_run_id: UUID | None = None,
    progress: Watch | None = None,
    clock: Clock = utc_now,
    pool: ParsingPool | None = None,
) -> RunReport:
    """Everything at one location, or of one configured source, as far as ``extent`` reaches.

    Running it again is safe at any point: what is stored is known by its bytes and neither parsed nor matched again.
    Raises LocationMissing, UnknownKind, InvalidSources, LeaseHeld and the other WarehouseErrors.
    """
    extent = extent or Extent()
    sources = named_sources(settings, location)
    parameters: dict[str, object] = {
        "location": location,
        "since": extent.dates.since,
        "until": extent.dates.until,
        "limit": extent.limit,
    }
    with Run(
        settings,
        "backfill",
        flow_run_id=flow_run_id,
        parameters=parameters,
        dates=extent.dates,
        clock=clock,
        pool=pool,
        extent=extent.name,
    ) as run:
        recover(run, call)
        with run.looking() as reads:
            ledger = ledger_of(reads, extent.name) if extent.resume else Ledger()
        _take(run, sources, call, extent, progress, ledger)
    return run.report


def estimate(settings: Settings, location: str, extent: Extent | None = None, clock: Clock = utc_now) -> dict[str, int]:
    """What a backfill would read, without writing anything: items, those outside the dates by their own columns, bytes.

    Only local locations can be counted without fetching; raises UnknownKind for others.
    """
    extent = extent or Extent()
    found = {"item_count": 0, "outside_count": 0, "refused_count": 0, "byte_count": 0}
    for source in named_sources(settings, location):
        if source.kind in REMOTE_KINDS:
            raise UnknownKind(source.location, "a dry run reads local files only", "run it with --limit instead")
        for item in bounded(read_local(source, clock()), extent, found):
            found["item_count"] += not isinstance(item, Progress)
            if isinstance(item, Document):
                found["byte_count"] += len(item.body)
            elif isinstance(item, Rejection):
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


def configured(settings: Settings) -> tuple[Source, ...]:
    """The sources of the sources file. Raises LocationMissing and InvalidSources."""
    return load_sources(settings.sources, os.environ)


def tagged(sources: Iterable[Source], tags: Sequence[str]) -> list[Source]:
    """The sources that have one of the tags; all where there are none."""
    wanted = set(tags)
    return [source for source in sources if not wanted or wanted & set(source.tags)]


def named_sources(settings: Settings, location: str) -> list[Source]:
    """The sources that a person means: a configured one by its id or name, else the location itself."""
    if settings.sources.is_file():
        meant = [one for one in configured(settings) if location in (one.source_id, one.name)]
        if meant:
            return meant
    return [source_of(location)]


def _due(run: Run, sources: Sequence[Source]) -> list[Source]:
    """The sources to ask now: files always, feeds when their time has come."""
    from connectors.polling import FeedState

    with run.looking() as reads:
        waiting = {row.feed_id: row.next_poll_at for row in reads.all_of(FeedRow)}
    now = run.clock()
    return [
        source
        for source in sources
        if source.kind not in REMOTE_KINDS
        or replace(FeedState.of(source), next_poll_at=waiting.get(FeedState.of(source).feed_id)).is_due(now)
    ]


def recover(run: Run, call: Call) -> None:
    """Take up what killed runs left: whole archive records without rows. The runs are marked as ended."""
    archive = Archive(run.settings.archive)
    for dead in dead_runs(run.settings.archive):
        if dead == run.report.run_id:
            continue
        for number, batch in enumerate(batches(captures_of(archive, dead), run.settings), start=1):
            call("batch", f"left by a killed run {number}", lambda batch=batch: run.store(batch))  # type: ignore[misc]
        with run.warehouse.writing() as writer, writer.transaction():
            rows = writer.stored(RunRow, ("run_id",), [(dead,)])
            writer.upsert([replace(row, state="killed") for row in rows if row.state == "running"])
        forget(run.settings.archive, dead)


def _take(  # noqa: PLR0917
    run: Run,
    sources: Sequence[Source],
    call: Call,
    extent: Extent,
    progress: Watch | None,
    ledger: Ledger | None = None,
) -> None:
    """Every source all the way. Its own failure becomes a rejection; the lease's is everybody's.

    What lies on this machine is read as one stream, so that a thousand named files are a few batches.
    """
    for source in sources:
        if source.kind == INBOX:
            _look_into(run, source, call, extent, progress)
    local = [source for source in sources if source.kind not in (*REMOTE_KINDS, INBOX)]
    if local:
        asked = [Asked(source, run.clock(), ledger or Ledger(), extent.dates.since) for source in local]
        items = itertools.chain.from_iterable(_read(run, one) for one in asked)
        name = local[0].name if len(local) == 1 else f"{len(local)} local sources"
        _store_all(run, name, bounded(items, extent), _riders(run, local), call, progress)
    for source in sources:
        if source.kind in REMOTE_KINDS:
            _poll(run, source, call, extent, progress)


def _poll(run: Run, source: Source, call: Call, extent: Extent, progress: Watch | None) -> None:
    """One source, part by part: what a part brought is committed before the next one is fetched."""
    name, left = source.name, extent.limit
    began = time.monotonic()
    fetched = call("poll", name, lambda: fetch_source(run, source, extent.limit))
    run.report.took(name, time.monotonic() - began)
    while True:
        run.report.unchanged_count += fetched.unchanged_pages
        riders = replace(_riders(run, [source]), feeds=fetched.riders.feeds, hosts=fetched.riders.hosts)
        items = list(bounded(fetched.items, replace(extent, limit=left)))
        _store_all(run, name, items, riders, call, progress)
        left = None if left is None else left - len(items)
        more = fetched.more if left is None or left > 0 else None
        if more is None:
            break
        began = time.monotonic()
        fetched = call("poll", name, more)
        run.report.took(name, time.monotonic() - began)
    run.report.sources.append((name, fetched.line))


def _look_into(run: Run, source: Source, call: Call, extent: Extent, progress: Watch | None) -> None:
    """One round of an inbox."""
    riders = _riders(run, [source])
    try:
        found = take_inbox(
            run,
            source,
            lambda items: _store_all(run, source.name, bounded(items, extent), riders, call, progress),
        )
    except LocationMissing as error:
        refused = Rejection(source.location, "locate", error.rule, str(error), source_id=source.source_id)
        _store_all(run, source.name, [refused], riders, call, progress)
        return
    run.report.sources.append((source.name, found.line))


def _revisit(run: Run, sources: Sequence[Source], call: Call, progress: Watch | None) -> None:
    """Pages of these sources that are due to be asked for again, a source at a time."""
    schedules = {source.source_id: source for source in sources if source.revisit is not None}
    for source in schedules.values():
        name = f"{source.name}: revisits"
        fetched = call("poll", name, lambda source=source: fetch_revisits(run, source))  # type: ignore[misc]
        if fetched is not None:
            run.report.unchanged_count += fetched.unchanged_pages
            riders = replace(_riders(run, [source]), hosts=fetched.riders.hosts, revisits=fetched.riders.revisits)
            _store_all(run, name, fetched.items, riders, call, progress)
            run.report.sources.append((name, fetched.line))


def _riders(run: Run, sources: Sequence[Source]) -> Riders:
    now = run.clock()
    rows = {source.source_id: source_row(source, now) for source in sources}
    return Riders(sources=list(rows.values()), publishers=[one.publisher for one in sources if one.publisher])


def _store_all(  # noqa: PLR0917
    run: Run, name: str, items: Iterable[Taken], riders: Riders, call: Call, progress: Watch | None
) -> None:
    """Batches in order; feed and host states go with the last, so that a kill forgets both or neither."""
    following_batches = batches(items, run.settings)
    batch = next(following_batches, [])
    while True:
        following = next(following_batches, None)
        rows = riders if following is None else replace(riders, feeds=(), hosts=(), revisits=())
        number = run.report.batch_count + 1
        call("batch", f"{name}: batch {number}", lambda batch=batch, rows=rows: run.store(batch, rows))  # type: ignore[misc]
        if progress is not None:
            progress(run.report)
        if following is None:
            return
        batch = following


def _read(run: Run, asked: Asked) -> Iterator[Taken]:
    """What a local source holds, bodies of several wire items taken apart; that it cannot be read is an item too."""
    source = asked.source
    count, files = 0, 0
    passed: Counter[str] = Counter()
    try:
        for item in read_on(asked):
            if isinstance(item, Progress):
                files += item.is_done
                passed.update(item.passed_over if item.is_done else {})
                yield replace(item, source_id=source.source_id)
                continue
            parts = run.pool.split_wire(item) if isinstance(item, Document) and item.form == "wire" else [item]
            count += len(parts)
            yield from parts
    except NewsfoldError as error:
        rule = getattr(error, "rule", "unreadable")
        yield Rejection(source.location, "locate", rule, str(error), source_id=source.source_id)
    run.report.sources.append((source.name, _read_line(count, files, passed, is_resumed=bool(asked.ledger.parts))))


def _read_line(count: int, files: int, passed: Counter[str], *, is_resumed: bool) -> str:
    """What was read, for a person."""
    if not count and not files:
        return "nothing left to read there" if is_resumed else "nothing to read there"
    over = ", ".join(f"{number} {kind}" for kind, number in passed.most_common())
    return f"{count} items" + (f"; passed over: {over}" if over else "")


def bounded(items: Iterable[Taken], extent: Extent, counts: dict[str, int] | None = None) -> Iterator[Taken]:
    """Items as far as the extent reaches; a row whose own date column lies outside is not even read."""
    taken = 0
    for item in items:
        if isinstance(item, Progress):
            yield item
            continue
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


def batches(items: Iterable[Taken], settings: Settings) -> Iterator[list[Taken]]:
    """Items in batches, each bounded in number and bytes."""
    batch: list[Taken] = []
    made: dict[tuple[str, str], Progress] = {}
    size = 0
    for item in items:
        if isinstance(item, Progress):
            # the last word on a file is enough, however much of it held no article
            made[item.location, item.part] = item
            continue
        if len(batch) >= settings.batch_size or size >= settings.batch_bytes:
            yield [*batch, *made.values()]
            batch, size = [], 0
            made.clear()
        size += len(item.body) if isinstance(item, Document) else 0
        batch.append(item)
    if batch or made:
        yield [*batch, *made.values()]


def settings_with(warehouse: str | None, sources: str | None, base: Settings | None = None) -> Settings:
    """Settings of the environment with what a person gave on top."""
    settings = base or Settings.from_environment()
    if warehouse:
        settings = replace(settings, warehouse=Path(warehouse))
    return replace(settings, sources=Path(sources)) if sources else settings

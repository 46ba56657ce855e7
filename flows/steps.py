"""The work of the flows as plain functions: they need no orchestrator, and the Prefect flows add none of it.

``call`` is how a flow wraps a step as a task of its own: it is given what the step is (``poll`` or ``batch``), a name
for people, and the work. Here it just does it, so that rows are the same either way.
"""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from connectors.ledger import Ledger, Progress
from connectors.registry import REMOTE_KINDS, Asked, read_local, read_on, source_of
from connectors.sources import load_sources
from flows.batching import Call as Call
from flows.batching import Extent as Extent
from flows.batching import StepKind as StepKind
from flows.batching import Watch as Watch
from flows.batching import batches as batches
from flows.batching import bounded as bounded
from flows.batching import plain_call as plain_call
from flows.batching import source_riders, store_all
from flows.forgetting_sync import settle_tombstones
from flows.inboxes import INBOX, take_inbox
from flows.leftovers import captures_of, dead_runs, forget
from flows.parsing_pool import ParsingPool
from flows.polling_rows import feed_row, feed_state
from flows.polling_steps import poll_all as poll_all
from flows.polling_steps import poll_alone, revisit_all
from flows.progress import ledger_of
from flows.reports import RunReport
from flows.running import Clock, Item, Run, Taken, utc_now
from flows.settings import Settings
from transforms.errors import LocationMissing, NewsfoldError, UnknownKind
from transforms.model import Document, Rejection, Source
from warehouse import Archive
from warehouse.feed_rows import FeedRow
from warehouse.rows import RunRow


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
        revisit_all(run, sources, call, progress)
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
    """What a backfill would read of this machine's files, without writing anything: items, those outside the dates by
    their own columns, bytes. Raises UnknownKind for a source that is fetched from: flows.remote_estimates counts those.
    """
    extent = extent or Extent()
    found = {"item_count": 0, "outside_count": 0, "refused_count": 0, "byte_count": 0}
    for source in named_sources(settings, location):
        if source.kind in REMOTE_KINDS:
            raise UnknownKind(source.location, "not a file of this machine", "count it by asking its lists")
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


def recover(run: Run, call: Call) -> None:
    """Take up what killed runs left: whole archive records without rows. The runs are marked as ended.

    What was forgotten goes before that, should it be there again.
    """
    settle_tombstones(run)
    archive = Archive(run.settings.archive)
    for dead in dead_runs(run.settings.archive):
        if dead == run.report.run_id:
            continue
        for number, batch in enumerate(batches(captures_of(archive, dead), run.settings), start=1):
            call("batch", f"left by a killed run {number}", lambda batch=batch: run.store(batch))  # type: ignore[misc]
        with run.warehouse.writing() as writer, writer.transaction():
            rows = writer.stored(RunRow, ("run_id",), [(dead,)])
            writer.upsert([replace(row, state="killed") for row in rows if row.state == "running"])
            run.report.killed_flow_runs.extend(row.flow_run_id for row in rows if row.flow_run_id)
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
        store_all(run, name, bounded(items, extent), source_riders(run, local), call, progress)
    remote = [source for source in sources if source.kind in REMOTE_KINDS]
    # A backfill goes through each of its locations by itself: as far as its limit, and on where a feed leads back.
    if run.report.kind == "backfill":
        for source in remote:
            poll_alone(run, source, call, extent, progress)
    elif remote:
        poll_all(run, remote, call, extent, progress)


def _look_into(run: Run, source: Source, call: Call, extent: Extent, progress: Watch | None) -> None:
    """One round of an inbox."""
    riders = source_riders(run, [source])
    try:
        found = take_inbox(
            run,
            source,
            lambda items: store_all(run, source.name, bounded(items, extent), riders, call, progress),
        )
    except LocationMissing as error:
        refused = Rejection(source.location, "locate", error.rule, str(error), source_id=source.source_id)
        store_all(run, source.name, [refused], riders, call, progress)
        return
    run.report.sources.append((source.name, found.line))


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


def settings_with(warehouse: str | None, sources: str | None, base: Settings | None = None) -> Settings:
    """Settings of the environment with what a person gave on top."""
    settings = base or Settings.from_environment()
    if warehouse:
        settings = replace(settings, warehouse=Path(warehouse))
    return replace(settings, sources=Path(sources)) if sources else settings

"""Items in batches, and how far a run reaches: what the steps of every flow share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, TypeVar

from connectors.ledger import Progress
from flows.reports import RunReport
from flows.running import DateRange, Item, Riders, Run, Taken, source_row
from flows.settings import Settings
from transforms.dates import machine_date
from transforms.model import Document, Source

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


def source_riders(run: Run, sources: Sequence[Source]) -> Riders:
    """The rows of the sources themselves."""
    now = run.clock()
    rows = {source.source_id: source_row(source, now) for source in sources}
    return Riders(sources=list(rows.values()), publishers=[one.publisher for one in sources if one.publisher])


def _without_states(riders: Riders) -> Riders:
    return replace(riders, feeds=(), feed_items=(), feed_events=(), hosts=(), revisits=())


def store_all(  # noqa: PLR0917
    run: Run, name: str, items: Iterable[Taken], riders: Riders, call: Call, progress: Watch | None
) -> None:
    """Batches in order; feed and host states go with the last, so that a kill forgets both or neither."""
    following_batches = batches(items, run.settings)
    batch = next(following_batches, [])
    while True:
        following = next(following_batches, None)
        rows = riders if following is None else _without_states(riders)
        number = run.report.batch_count + 1
        call("batch", f"{name}: batch {number}", lambda batch=batch, rows=rows: run.store(batch, rows))  # type: ignore[misc]
        if progress is not None:
            progress(run.report)
        if following is None:
            return
        batch = following


def captures_within(items: Iterable[Item], extent: Extent) -> list[Item]:
    """The items as far as the extent reaches."""
    return [item for item in bounded(items, extent) if not isinstance(item, Progress)]


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

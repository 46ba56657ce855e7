"""Extract, clean and match again from the archive, without any network: the work of `newsfold reprocess`.

All captures of an article are read again together, so its text is what a fresh ingest of them would give; texts are
rewritten in place and no version is added. Two passes: the first takes everything and brings the counts of recurring
blocks up to date, the second takes the articles about which these counts decide otherwise now. Batches commit each
for itself: a run that is killed leaves whole articles of the one kind or the other, and is simply run again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from flows.learning import outdated_articles
from flows.reports import RunReport
from flows.rereading import marked, read_again
from flows.running import Clock, DateRange, Run, utc_now
from flows.settings import Settings
from flows.steps import Call, Watch, plain_call, recover

if TYPE_CHECKING:
    from flows.parsing_pool import ParsingPool

MOST_LOOKED_AT = 5_000
"""Articles whose counts are compared under one lease."""


@dataclass(frozen=True, slots=True)
class _Capture:
    document_id: UUID
    article_id: UUID | None
    byte_count: int


def reprocess(
    settings: Settings,
    dates: DateRange | None = None,
    *,
    call: Call = plain_call,
    flow_run_id: UUID | None = None,
    progress: Watch | None = None,
    clock: Clock = utc_now,
    pool: ParsingPool | None = None,
) -> RunReport:
    """Every stored capture (of articles within the dates) made into articles again by today's rules.

    In the report updated are the articles whose text or title came out otherwise. What can no longer be read, or is
    no article by today's rules, is a rejection; what was stored of it stays. Raises LeaseHeld and the other
    WarehouseErrors.
    """
    dates = dates or DateRange()
    parameters: dict[str, object] = {"since": dates.since, "until": dates.until}
    with Run(settings, "reprocess", flow_run_id=flow_run_id, parameters=parameters, clock=clock, pool=pool) as run:
        recover(run, call)
        with run.looking() as reads:
            rows = reads.captures_to_read_again(dates.since, dates.until)
        captures = [_Capture(*row) for row in rows]
        _take(run, captures, "everything", call, progress)
        counted = run.report.counts()
        _take(run, _decided_otherwise(run, captures), "by new counts", call, progress)
        _count_once(run.report, counted)
    return run.report


def _take(run: Run, captures: Sequence[_Capture], name: str, call: Call, progress: Watch | None) -> None:
    for number, batch in enumerate(_batches(captures, run.settings), start=1):
        call("batch", f"{name}: batch {number}", lambda batch=batch: _again(run, batch))  # type: ignore[misc]
        if progress is not None:
            progress(run.report)


def _again(run: Run, batch: Sequence[_Capture]) -> None:
    with run.looking() as reads:
        rows = list(reads.documents([capture.document_id for capture in batch]).values())
    documents, refused = read_again(run.stored, rows)
    run.store_again(documents, marked(rows, documents), refused)


def _decided_otherwise(run: Run, captures: Sequence[_Capture]) -> list[_Capture]:
    """The captures of articles for which other counts hold by now than those that their text was cut by."""
    ids = list(dict.fromkeys(one.article_id for one in captures if one.article_id))
    found: set[UUID] = set()
    for start in range(0, len(ids), MOST_LOOKED_AT):
        with run.looking() as reads:
            found.update(outdated_articles(reads, ids[start : start + MOST_LOOKED_AT], run.settings.recurrence))
    return [one for one in captures if one.article_id in found]


def _count_once(report: RunReport, first: dict[str, int]) -> None:
    """An article that was taken twice is counted once; that its text changed is told whichever pass changed it."""
    changed = report.updated_count
    for name, count in first.items():
        if name != "item_count":
            setattr(report, name, count)
    report.updated_count = min(changed, first["updated_count"] + first["unchanged_count"])
    report.unchanged_count = first["updated_count"] + first["unchanged_count"] - report.updated_count


def _batches(captures: Sequence[_Capture], settings: Settings) -> Iterator[list[_Capture]]:
    """Captures in batches bounded in number and bytes, those of one article never apart."""
    batch: list[_Capture] = []
    size = 0
    last: UUID | None = None
    for capture in captures:
        is_full = len(batch) >= settings.batch_size or size >= settings.batch_bytes
        if batch and is_full and (capture.article_id is None or capture.article_id != last):
            yield batch
            batch, size = [], 0
        batch.append(capture)
        size += capture.byte_count
        last = capture.article_id
    if batch:
        yield batch

"""Retention by age: the archive's files, articles' texts and what was cut from them, each for a time of its own.

Nothing is dropped unless a setting says so, and only by maintain. Age counts from when something was last seen: what a
feed still lists is not old. An article whose text was dropped keeps its fields, its cluster and what it is compared by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from flows.archive_erasures import LIVE
from flows.running import Run
from warehouse import Writer
from warehouse.ageing import archive_older_than, removed_older_than, texts_older_than
from warehouse.forgetting_rows import ErasureRow
from warehouse.lookups import Lookups
from warehouse.rows import ArticleRow, ArticleVersionRow, DocumentRow, RemovedBlockRow

AT_ONCE = 1000
"""Articles under one lease."""
WORTH_COMPACTING = 0.3
"""The writer's file is written anew where so much of it (0..1) is space that nothing uses ..."""
LEAST_UNUSED_BYTES = 64 * 2**20
"""... and that is at least so much."""

Find = Callable[[Lookups, datetime, int], list[UUID]]
Drop = Callable[[Writer, Sequence[UUID]], None]


@dataclass(frozen=True, slots=True)
class Dropped:
    """What retention dropped: texts and cut blocks of so many articles, files of the archive."""

    text_count: int = 0
    removed_count: int = 0
    file_count: int = 0


def retain(run: Run) -> Dropped:
    """Drops what is kept longer than the settings say. Raises LeaseHeld and the other WarehouseErrors."""
    kept = run.settings.retention
    if kept.is_for_ever:
        return Dropped()
    now = run.clock()
    dropped = Dropped(
        _drop_all(run, _before(now, kept.texts_days), texts_older_than, _drop_texts),
        _drop_all(run, _before(now, kept.removed_days), removed_older_than, _drop_removed),
        _drop_files(run, _before(now, kept.archive_days)),
    )
    if dropped.text_count or dropped.removed_count:
        # what was dropped leaves the file as well
        with run.warehouse.writing() as writer, writer.transaction():
            writer.upsert([ErasureRow(archive_path=LIVE, archive_offset=0, asked_at=now)])
    return dropped


def _before(now: datetime, days: int | None) -> datetime | None:
    return now - timedelta(days=days) if days is not None else None


def _drop_all(run: Run, before: datetime | None, find: Find, drop: Drop) -> int:
    count = 0
    while before is not None:
        with run.warehouse.writing() as writer:
            ids = find(writer, before, AT_ONCE)
            if not ids:
                break
            with writer.transaction():
                drop(writer, ids)
        count += len(ids)
    return count


def _drop_texts(writer: Writer, ids: Sequence[UUID]) -> None:
    scope = [(one,) for one in ids]
    writer.upsert([replace(row, body="") for row in writer.stored(ArticleRow, ("article_id",), scope)])
    writer.upsert([replace(row, body="") for row in writer.stored(ArticleVersionRow, ("article_id",), scope)])


def _drop_removed(writer: Writer, ids: Sequence[UUID]) -> None:
    writer.delete(RemovedBlockRow, ids, scope="article_id")


def _drop_files(run: Run, before: datetime | None) -> int:
    """Asks for whole files; of one that holds anything younger nothing goes."""
    if before is None:
        return 0
    with run.warehouse.writing() as writer:
        paths = archive_older_than(writer, before)
        rows = writer.stored(DocumentRow, ("archive_path",), [(path,) for path in paths])
        places = {(row.archive_path or "", row.archive_offset or 0) for row in rows}
        with writer.transaction():
            writer.upsert(
                [
                    ErasureRow(archive_path=path, archive_offset=offset, asked_at=run.clock())
                    for path, offset in sorted(places)
                ]
            )
    return len(paths)

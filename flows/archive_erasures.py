"""What has to leave the archive leaves it: files are written anew, rows moved to them, and only then the old ones go.

A kill at any step leaves a row in ``erasures`` that says how far it came; the next run of any kind goes on from there.
The files of a run that is alive are its own: it does this itself, between two batches or at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from flows.leftovers import is_alive
from transforms.errors import ArchiveError
from warehouse import Warehouse, Writer
from warehouse.erasing import Rewritten, without_records
from warehouse.forgetting_rows import ErasureRow
from warehouse.lookups import Lookups
from warehouse.rows import DocumentRow, RejectionRow

R = TypeVar("R", DocumentRow, RejectionRow)

LIVE = ""
"""In place of a file: the writer's own file is to be written anew, because rows were deleted from it."""

_RUN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Erased:
    """How many files were written anew, and those that are left to the runs that still write them."""

    file_count: int = 0
    waiting: tuple[str, ...] = ()


def erasures_of(reads: Lookups, run_id: UUID) -> list[ErasureRow]:
    """What has to leave the files of one run."""
    return [row for row in reads.all_of(ErasureRow) if _run_of(row.archive_path) == run_id]


def erase(warehouse: Warehouse, archive: Path, own: UUID | None = None) -> Erased:
    """Does what is asked for; with ``own`` only in the files of this run, which must not be open.

    What was deleted leaves the writer's file as well. Publishes before the old files go, so that no reader is led to
    one that is gone. Raises ArchiveError, LeaseHeld and the other WarehouseErrors.
    """
    with warehouse.writing() as writer:
        by_path = _asked(writer, archive, own)
        waiting = tuple(path for path, rows in by_path.items() if rows is None)
        mine = {path: rows for path, rows in by_path.items() if rows is not None}
        for path, rows in mine.items():
            if path != LIVE and any(row.rewritten_to is None for row in rows):
                _rewrite(writer, archive, path, rows)
    if not mine:
        return Erased(waiting=waiting)
    if LIVE in mine:
        warehouse.compact()
    warehouse.publish(force=True)
    with warehouse.writing() as writer:
        _remove(writer, archive, mine)
    return Erased(len(mine.keys() - {LIVE}), waiting)


def _asked(writer: Writer, archive: Path, own: UUID | None) -> dict[str, list[ErasureRow] | None]:
    """By file; None where another run that is alive writes it."""
    found: dict[str, list[ErasureRow] | None] = {}
    for row in writer.all_of(ErasureRow):
        run_id = _run_of(row.archive_path)
        if own is not None and run_id != own:
            continue
        if run_id is not None and run_id != own and is_alive(archive, run_id):
            found[row.archive_path] = None
            continue
        rows = found.setdefault(row.archive_path, [])
        if rows is not None:
            rows.append(row)
    return found


def _run_of(path: str) -> UUID | None:
    found = _RUN.search(Path(path).name)
    return UUID(found[0]) if found else None


def _rewrite(writer: Writer, archive: Path, path: str, rows: Iterable[ErasureRow]) -> None:
    """Writes one file anew and moves every row to it, in one transaction."""
    asked = {row.archive_offset: row for row in rows}
    made = without_records(archive, path, set(asked)) if (archive / path).is_file() else Rewritten("", {})
    with writer.transaction():
        documents = writer.stored(DocumentRow, ("archive_path",), [(path,)])
        writer.upsert([_moved(row, made) for row in documents])
        rejections = writer.stored(RejectionRow, ("archive_path",), [(path,)])
        writer.upsert([_moved(row, made) for row in rejections])
        writer.upsert([replace(row, rewritten_to=made.path) for row in asked.values()])


def _moved(row: R, made: Rewritten) -> R:
    """The row at its new place; without one where its bytes are gone."""
    offset = made.offsets.get(row.archive_offset or 0)
    if offset is None:
        return replace(row, archive_path=None, archive_offset=None)
    return replace(row, archive_path=made.path, archive_offset=offset)


def _remove(writer: Writer, archive: Path, by_path: dict[str, list[ErasureRow]]) -> None:
    for path in by_path.keys() - {LIVE}:
        try:
            (archive / path).unlink(missing_ok=True)
        except OSError as error:
            raise ArchiveError(
                str(archive / path), f"not removed ({error})", "remove it, and run newsfold maintain"
            ) from error
    keys = [(row.archive_path, row.archive_offset) for rows in by_path.values() for row in rows]
    with writer.transaction():
        writer.delete(ErasureRow, keys)

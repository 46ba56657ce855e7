"""Writes the writer's file anew, without the space that nothing uses: DuckDB keeps it, and what stood there with it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from transforms.errors import WarehouseError
from warehouse.migrating import migrate
from warehouse.sqlfiles import statement

# What 1.5 can still read; 2.0 would write its own format otherwise.
STORAGE = {"storage_compatibility_version": "v1.5.0"}


@dataclass(frozen=True, slots=True)
class Compaction:
    """What a rewriting did, in bytes of the writer's file."""

    before_bytes: int
    after_bytes: int


def unused_share(connection: duckdb.DuckDBPyConnection) -> tuple[float, int]:
    """The share (0..1) of an open file's blocks that hold nothing, and the bytes of these."""
    [(free, total, size)] = connection.execute(statement("free_blocks")).fetchall()
    return (free / total if total else 0.0), int(free * size)


def compacted(live: Path) -> Compaction:
    """Puts a copy of the file in its place, in one step: the old one or the whole new one, also after a kill.

    To be called under the lease, with the file closed and of today's schema. Raises WarehouseError; then the old one
    stands.
    """
    part = live.with_name(f".{live.name}.part")
    before = live.stat().st_size
    try:
        _discard(part)
        _copy(live, part)
        _sync(part)
        # Checkpointed when it was closed: what is left of a log is the old file's.
        live.with_name(f"{live.name}.wal").unlink(missing_ok=True)
        part.replace(live)
        _sync(live.parent)
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(
            str(live), f"not written anew ({' '.join(str(error).split())})", "what was committed is safe; make room"
        ) from error
    finally:
        _discard(part)
    return Compaction(before, live.stat().st_size)


def _copy(live: Path, part: Path) -> None:
    # Not COPY FROM DATABASE: 2.0 makes a sequence twice, and fails.
    connection = duckdb.connect(str(part), config=dict(STORAGE))
    try:
        migrate(connection, str(part))
        connection.execute(statement("attach").format(path=str(live).replace("'", "''"))).fetchall()
        tables = connection.execute(statement("tables_of"), {"name": "old"}).fetchall()
        for (table,) in tables:
            connection.execute(statement("copy_table").format(table=table)).fetchall()
        [(number,)] = connection.execute(statement("next_search_number")).fetchall()
        connection.execute(statement("restart_search_numbers").format(number=int(number))).fetchall()
        connection.execute(statement("checkpoint")).fetchall()
    finally:
        connection.close()


def _discard(part: Path) -> None:
    for path in (part, part.with_name(f"{part.name}.wal")):
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""The writer's own file: opened so that the engine says which bytes of it are written, for cheap publishing."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from transforms.errors import LeaseHeld, WarehouseError
from warehouse.change_log import drop_log, keep_log, parts_of, read_log, stamp_of
from warehouse.compacting import STORAGE
from warehouse.publishing import is_spared
from warehouse.sqlfiles import statement


@dataclass(frozen=True, slots=True)
class LiveFile:
    """An opened writer's file. ``before`` is what it was when it was opened, None if it was not there."""

    connection: duckdb.DuckDBPyConnection
    live: Path
    published: Path
    before: str | None
    size: int
    is_watched: bool

    def close(self) -> None:
        """Checkpoints and closes. What was written is in the log then; where that is not known, the log speaks of a
        file that is no more. Nothing is raised: what was committed is safe, and an earlier error says more.
        """
        try:
            with suppress(duckdb.Error, OSError, ValueError, KeyError):
                written = self._written()
                then = stamp_of(self.live)
                self.connection.close()
                if written is not None and then == stamp_of(self.live) != self.before:
                    log = read_log(self.published)
                    log.wrote(self.before or "", then, written)
                    keep_log(self.published, log)
        finally:
            with suppress(duckdb.Error):
                self.connection.close()

    def _written(self) -> set[int] | None:
        """The parts that were written, with those that the file grew by; None where that is not known."""
        if not self.is_watched:
            return None
        if self.live.with_name(f"{self.live.name}.wal").exists():
            # As closing would do, which can be asked for nothing afterwards.
            self.connection.execute(statement("checkpoint")).fetchall()
        found = [json.loads(message) for (message,) in self.connection.execute(statement("writes")).fetchall()]
        own = str(self.live)
        ranges = [(int(each["pos"]), int(each["bytes"])) for each in found if each["path"] == own]
        grown = self.live.stat().st_size - self.size
        return parts_of([*ranges, (self.size, grown)] if grown > 0 else ranges)


def open_live(live: Path, published: Path, wait_s: float) -> LiveFile:
    """Opens, or makes, the writer's file. Raises LeaseHeld where another process has it open, and WarehouseError."""
    until = time.monotonic() + wait_s
    while True:
        try:
            return _opened(live, published)
        except duckdb.Error as error:
            if "Conflicting lock" not in str(error):
                raise WarehouseError(str(live), " ".join(str(error).split())) from error
            if time.monotonic() >= until:
                raise _opened_by_another(live, str(error)) from error
            time.sleep(0.1)


def _opened(live: Path, published: Path) -> LiveFile:
    before, size = (stamp_of(live), live.stat().st_size) if live.exists() else (None, 0)
    is_watched = is_spared(size)
    if not is_watched:
        drop_log(published)
    connection = duckdb.connect(":memory:", config=dict(STORAGE))
    try:
        if is_watched:
            # Before the file is opened: what was opened earlier is not watched.
            connection.execute(statement("watch_writes")).fetchall()
        name = live.stem.replace('"', '""')
        connection.execute(statement("open_live").format(path=str(live).replace("'", "''"), name=name)).fetchall()
        connection.execute(statement("session")).fetchall()
    except duckdb.Error:
        connection.close()
        raise
    return LiveFile(connection, live, published, before, size, is_watched)


def _opened_by_another(live: Path, message: str) -> LeaseHeld:
    digits = message.partition("(PID ")[2].partition(")")[0]
    pid = int(digits) if digits.isdigit() else None
    return LeaseHeld(
        str(live),
        f"process {pid or 'unknown'} has opened the writer's own file",
        "close it there, and open the published file instead",
        pid=pid,
    )

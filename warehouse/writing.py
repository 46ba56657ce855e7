"""Writing a warehouse: the lease, the writer's own file beside the published one, and set-based changes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb

from transforms.errors import WarehouseError
from warehouse import statements
from warehouse.arrow_rows import arrow_of_rows, arrow_of_values, columns_named, last_of_each_key
from warehouse.change_log import stamp_of
from warehouse.compacting import Compaction, compacted
from warehouse.lease import Lease, is_held, read_record
from warehouse.live_file import LiveFile, open_live
from warehouse.lookups import Lookups, registered
from warehouse.migrating import migrate
from warehouse.publishing import (
    SHARE,
    Publication,
    copy_durably,
    is_too_soon,
    publication_from,
    replace_file,
)
from warehouse.rows import ArticleRow, Row, key_of
from warehouse.search_index import index_articles, index_missing
from warehouse.sqlfiles import statement


@dataclass(frozen=True, slots=True)
class UpsertCounts:
    """What an upsert did, in rows."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class WarehouseStatus:
    """Both files and the lease, as they are now. ``pid`` is the writer's, None when nobody writes."""

    published: Path
    live: Path
    publication: Publication | None
    is_written_now: bool
    pid: int | None
    since: str | None


class Writer(Lookups):
    """Changes and reads on the writer's own file, while the lease is held."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(connection)
        self._touched: set[UUID] = set()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or nothing of it, with the full-text index of the articles that the block wrote or dropped.

        A failure of the engine is raised as WarehouseError.
        """
        self._touched.clear()
        self.connection.execute("BEGIN")
        try:
            yield
            index_articles(self.connection, self._touched)
        except BaseException:
            with suppress(duckdb.Error):  # The engine may have ended the transaction itself, or died (disk full).
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def upsert(self, rows: Sequence[Row]) -> UpsertCounts:
        """Rows of one table become what is stored under their keys; a key given twice takes the last.

        Rows that equal the stored ones are not touched. Raises WarehouseError where a value does not fit.
        """
        if not rows:
            return UpsertCounts()
        table = type(rows[0])
        distinct = last_of_each_key(rows)
        incoming = arrow_of_rows(table, distinct)
        with registered(self.connection, incoming=incoming):
            changed = self.connection.execute(statements.changed(table)).fetchall()
        if changed:
            with registered(self.connection, incoming=incoming.take([position for position, _ in changed])):
                self.connection.execute(statements.merge(table)).fetchall()
            self._touch([distinct[position] for position, _ in changed])
        inserted = sum(is_new for _, is_new in changed)
        return UpsertCounts(inserted, len(changed) - inserted, len(distinct) - len(changed))

    def replace(
        self, rows: Sequence[Row], table: type[Row], scope: str | Sequence[str], values: Sequence[Any]
    ) -> UpsertCounts:
        """Where ``scope`` has one of the ``values``, exactly these rows are stored afterwards.

        ``scope`` is a column, and ``values`` its values, or several columns and tuples. Every row must lie in it.
        """
        columns = (scope,) if isinstance(scope, str) else tuple(scope)
        scoped = _as_tuples(values, columns)
        self._touch_in(table, columns, scoped)
        if strays := [row for row in rows if tuple(getattr(row, name) for name in columns) not in set(scoped)]:
            raise ValueError(f"{len(strays)} rows of {table.TABLE} lie outside the scope that they replace")
        if scoped:
            incoming = arrow_of_values(columns_named(table, columns), scoped, table.TABLE)
            kept = arrow_of_values(columns_named(table, table.KEY), [key_of(row) for row in rows], table.TABLE)
            with registered(self.connection, incoming=incoming, kept=kept):
                self.connection.execute(statements.delete_others(table, columns)).fetchall()
        return self.upsert(rows)

    def delete(self, table: type[Row], keys: Sequence[Any], *, scope: str | Sequence[str] | None = None) -> int:
        """Drops the rows with these keys (values, or tuples), or with these values in ``scope``; returns how many."""
        columns = table.KEY if scope is None else (scope,) if isinstance(scope, str) else tuple(scope)
        scoped = _as_tuples(keys, columns)
        if not scoped:
            return 0
        self._touch_in(table, columns, scoped)
        incoming = arrow_of_values(columns_named(table, columns), scoped, table.TABLE)
        with registered(self.connection, incoming=incoming):
            [(count,)] = self.connection.execute(statements.delete(table, columns)).fetchall()
        return int(count)

    def _touch(self, rows: Sequence[Row]) -> None:
        self._touched.update(row.article_id for row in rows if isinstance(row, ArticleRow))

    def _touch_in(self, table: type[Row], columns: Sequence[str], scoped: Sequence[tuple[Any, ...]]) -> None:
        if table is ArticleRow:
            self._touch(self.stored(table, columns, scoped))

    def index_missing(self) -> int:
        """Puts every article into the full-text index that is not there; returns how many. For an older warehouse."""
        count = 0
        for chunk in index_missing(self.connection):
            count += chunk
        return count


def _as_tuples(values: Sequence[Any], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    tuples = [value if isinstance(value, tuple) else (value,) for value in values]
    if any(len(value) != len(columns) for value in tuples):
        raise ValueError(f"each value needs {len(columns)} parts, for {', '.join(columns)}")
    return list(dict.fromkeys(tuples))


class Warehouse:
    """A warehouse on disk: the published file that people open, and the writer's file and lease beside it."""

    def __init__(self, path: Path, *, wait_s: float = 60.0) -> None:
        # Through links, or publishing would replace the link.
        self.published = Path(os.path.realpath(path))
        self.live = self.published.with_name(f"{self.published.stem}.live{self.published.suffix}")
        self.lease = Lease(self.published.with_name(f"{self.published.name}.lease"), wait_s=wait_s)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The writer's file, open and migrated, under the lease; closed and given back when the block ends.

        Raises LeaseHeld (nobody gave the lease back in time), NewerSchema, MigrationChanged, WarehouseError.
        """
        with self.lease.held():
            opened = self._open()
            try:
                is_older = migrate(opened.connection, str(self.published)) > 0
                writer = Writer(opened.connection)
                if is_older:
                    writer.index_missing()
                yield writer
            except duckdb.Error as error:
                raise WarehouseError(
                    str(self.live), " ".join(str(error).split()), "what was committed before is safe"
                ) from error
            finally:
                opened.close()

    def publish(self, *, force: bool = False, share: float = SHARE) -> Publication | None:
        """Replaces the published file by the committed state; None if nothing is new, or it would come too soon.

        Without ``force`` publishing takes at most this share of the time. Raises LeaseHeld and WarehouseError.
        """
        if not force and is_too_soon(self._last_publication(), datetime.now(UTC), share):
            return None
        with self.lease.held():
            began = time.monotonic()
            if not self.live.exists() or self._is_published():
                return None
            opened = self._open()
            try:
                opened.connection.execute(statement("checkpoint")).fetchall()
            except duckdb.Error as error:
                raise WarehouseError(str(self.live), " ".join(str(error).split())) from error
            finally:
                opened.close()
            try:
                publication = replace_file(self.live, self.published, began)
            except OSError as error:
                raise WarehouseError(
                    str(self.published), f"not replaced ({error})", "what was committed is safe; the old one stands"
                ) from error
            self.lease.note(publication=publication.to_json())
            return publication

    def compact(self) -> Compaction | None:
        """Writes the writer's file anew without unused space; None if there is none yet. To be published afterwards.

        Raises LeaseHeld and WarehouseError; then the old one stands.
        """
        with self.lease.held():
            if not self.live.exists():
                return None
            opened = self._open()
            try:
                migrate(opened.connection, str(self.published))
            finally:
                opened.close()
            return compacted(self.live)

    def status(self) -> WarehouseStatus:
        """What is going on, without waiting for anybody."""
        record = read_record(self.lease.path)
        held = is_held(self.lease.path)
        return WarehouseStatus(
            published=self.published,
            live=self.live,
            publication=publication_from(record),
            is_written_now=held,
            pid=record.get("pid") if held else None,
            since=record.get("since") if held else None,
        )

    def _last_publication(self) -> Publication | None:
        return publication_from(read_record(self.lease.path))

    def _is_published(self) -> bool:
        last = self._last_publication()
        has_log = self.live.with_name(f"{self.live.name}.wal").exists()
        return bool(last and not has_log and self.published.exists() and last.live_stamp == stamp_of(self.live))

    def _open(self) -> LiveFile:
        if not self.live.exists() and self.published.exists():
            # A published file that was carried here alone: go on from it.
            try:
                copy_durably(self.published, self.live)
            except OSError as error:
                raise WarehouseError(str(self.live), str(error), "check the folder and its free space") from error
        return open_live(self.live, self.published, self.lease.wait_s)

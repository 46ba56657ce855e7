"""Reading a warehouse: the published file, which can be neither changed nor left from here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import duckdb

from transforms.errors import QueryRefused, WarehouseError, WarehouseMissing
from warehouse.migrating import number_of
from warehouse.sqlfiles import sql_files, statement

if TYPE_CHECKING:
    from warehouse.lookups import Lookups

# PRAGMA table_info and the like are a SELECT to one engine and their own type to another.
_READING = {"SELECT", "PRAGMA"}
OLDER = "an older newsfold published it: any command that writes brings it up to date, as `newsfold maintain` does"
_EXPLAIN = re.compile(r"\s*EXPLAIN\b\s*(?:ANALYZE\b\s*)?(?:\([^()]*\)\s*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """An answer: column names, their DuckDB types as text, and the rows as Python values."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def connect(path: Path | str | None = None, *, time_zone: str | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the published file, as it is now; for notebooks.

    Args: ``path`` of the published file (NEWSFOLD_WAREHOUSE, else newsfold.duckdb), ``time_zone`` in which instants
    are shown (the machine's own if None). Settings are locked and no other file can be reached. Close it after use;
    open another one to see what was published since. Raises WarehouseMissing and WarehouseError.
    """
    published = Path(path or os.environ.get("NEWSFOLD_WAREHOUSE") or "newsfold.duckdb")
    if not published.is_file():
        raise WarehouseMissing(str(published), "there is no such file")
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(statement("open_published").format(path=_literal(str(published))))
        if time_zone is not None:
            zone = ZoneInfo(time_zone).key
            connection.execute(statement("set_time_zone").format(time_zone=_literal(zone)))
        connection.execute(statement("lock_session"))
    except (duckdb.Error, KeyError, ValueError) as error:
        connection.close()
        raise WarehouseError(str(published), _first_lines(error), "is it a newsfold warehouse?") from error
    return connection


@contextmanager
def looking(path: Path | str | None = None) -> Iterator[Lookups]:
    """The set-based reads on the published file, for one block. Raises as connect() does."""
    # A question in SQL must not pay for pyarrow.
    from warehouse.lookups import Lookups

    connection = connect(path)
    try:
        yield Lookups(connection)
    except duckdb.Error as error:
        raise unanswered(connection, path, error) from error
    finally:
        connection.close()


def run_query(
    path: Path | str | None, sql: str, parameters: Sequence[Any] = (), *, time_zone: str | None = None
) -> QueryResult:
    """Runs one reading statement on the published file and returns all of its rows.

    Raises QueryRefused for anything that writes, reaches another file, is several statements, or is not valid (the
    message then says where), WarehouseMissing, WarehouseError.
    """
    with _asking(path, sql, time_zone) as connection:
        return _answer(connection, sql, list(parameters))


def ask(path: Path | str | None, question: str, **parameters: Any) -> QueryResult:
    """The answer to a packaged question (a file in warehouse/questions), with the parameters that it names.

    Raises WarehouseMissing and WarehouseError.
    """
    connection = connect(path)
    try:
        return _answer(connection, statement(question, "questions"), parameters)
    except duckdb.Error as error:
        raise unanswered(connection, path, error) from error
    finally:
        connection.close()


def unanswered(connection: duckdb.DuckDBPyConnection, path: Path | str | None, error: duckdb.Error) -> WarehouseError:
    """The error for a question of newsfold's own that the file did not answer, with what to do where it is older."""
    remedy = OLDER if _is_older(connection) else None
    return WarehouseError(str(path), _first_lines(error), remedy)


def _is_older(connection: duckdb.DuckDBPyConnection) -> bool:
    try:
        applied = {int(number) for number, _, _ in connection.execute(statement("applied_migrations")).fetchall()}
    except duckdb.Error:
        return False
    return not {number_of(file) for file in sql_files("migrations")} <= applied


def _answer(connection: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | dict[str, Any]) -> QueryResult:
    found = connection.execute(sql, parameters or None)
    described = found.description or []
    columns = tuple(str(column[0]) for column in described)
    types = tuple(str(column[1]) for column in described)
    return QueryResult(columns, types, found.fetchall())


def query_arrow(path: Path | str | None, sql: str, *, time_zone: str | None = None) -> Any:
    """The same answer as a pyarrow.Table, for Parquet. Raises as run_query() does."""
    with _asking(path, sql, time_zone) as connection:
        relation = connection.sql(sql)
        return relation.to_arrow_table()


@contextmanager
def _asking(path: Path | str | None, sql: str, time_zone: str | None) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect(path, time_zone=time_zone)
    try:
        _refuse_all_but_reading(connection, sql)
        yield connection
    except (duckdb.PermissionException, duckdb.InvalidInputException) as error:
        raise QueryRefused(_shortened(sql), _first_lines(error), "only what is in the warehouse can be read") from error
    except duckdb.Error as error:
        raise QueryRefused(_shortened(sql), _first_lines(error), "mend the query") from error
    finally:
        connection.close()


def _refuse_all_but_reading(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    found = connection.extract_statements(sql.strip().rstrip(";"))
    # 1.5 makes several statements without text of their own out of a PIVOT: temporary types, and last what was asked.
    written = found[-1:] if found and not any(each.query for each in found) else found
    if len(written) != 1:
        raise QueryRefused(_shortened(sql), f"{len(written)} statements", "give exactly one")
    kind = written[0].type.name
    if kind == "EXPLAIN":
        # EXPLAIN ANALYZE runs what it explains, and the engine lets COPY write beside the file that is open.
        explained = _EXPLAIN.match(sql)
        if explained is None:
            raise QueryRefused(_shortened(sql), "EXPLAIN does not come first", "remove the comment before it")
        _refuse_all_but_reading(connection, sql[explained.end() :])
    elif kind == "MULTI":
        # 2.0's word for a PIVOT, but also for a COPY of one, which is nothing to select from.
        connection.extract_statements(statement("as_subquery").format(query=sql.strip().rstrip(";")))
    elif kind not in _READING:
        raise QueryRefused(_shortened(sql), f"{kind} is no reading statement", "use SELECT")


def _literal(text: str) -> str:
    return text.replace("'", "''")


def _shortened(sql: str) -> str:
    line = " ".join(sql.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def _first_lines(error: BaseException) -> str:
    # What follows the blank line draws the statement with a caret, which says little on one line.
    return " ".join(str(error).partition("\n\nLINE ")[0].split())

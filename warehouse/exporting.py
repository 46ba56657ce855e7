"""What leaves the warehouse for other programs: a selection of articles, as Arrow tables by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb

from transforms.errors import QueryRefused, WarehouseError
from warehouse.reading import connect, run_query
from warehouse.sqlfiles import statement

TEXT_COLUMNS = ("subtitle", "body")
"""What another may own, and what an export without text leaves out; headlines and addresses stay, to find it again."""


def selected(path: Path, search: str | None = None, query: str | None = None) -> list[UUID]:
    """Ids of the articles that a search finds or that a query names in its column article_id; of all without either.

    Raises QueryRefused, WarehouseMissing and WarehouseError.
    """
    if query is not None:
        # First as it is, so that what is wrong with it is said in its own words.
        result = run_query(path, query)
        if "article_id" not in result.columns:
            raise QueryRefused(query, "it has no column article_id", "name the column article_id in it")
        at = result.columns.index("article_id")
        return sorted(
            {one if isinstance(one, UUID) else UUID(str(one)) for one in (row[at] for row in result.rows) if one}
        )
    with _reading(path) as connection:
        if search is None:
            rows = connection.execute(statement("export_all")).fetchall()
        else:
            rows = connection.execute(statement("export_searched"), {"query": search}).fetchall()
    return [one for (one,) in rows]


def months_of(path: Path, ids: Sequence[UUID], *, with_text: bool) -> Iterator[tuple[str, Any]]:
    """(month as 2026-03 or undated, pyarrow.Table of its articles) in order; one row an article."""
    with _reading(path) as connection:
        months = connection.execute(statement("export_months"), {"ids": _texts(ids)}).fetchall()
        for month, of_month in months:
            table = connection.sql(statement("export_articles"), params={"ids": of_month}).to_arrow_table()
            yield month, table if with_text else table.drop_columns(list(TEXT_COLUMNS))


def captures_of(path: Path, ids: Sequence[UUID]) -> list[tuple[str | None, int | None, str]]:
    """(archive path, offset, location) of every capture that a version of these was made of."""
    with _reading(path) as connection:
        return connection.execute(statement("export_captures"), {"ids": _texts(ids)}).fetchall()


def facts_of(path: Path, ids: Sequence[UUID]) -> dict[str, Any]:
    """Counts, dates, rules and options of these articles, for a datasheet."""
    with _reading(path) as connection:
        answer = connection.execute(statement("export_facts"), {"ids": _texts(ids)})
        names = [column[0] for column in answer.description or []]
        return dict(zip(names, answer.fetchall()[0], strict=True))


def _uuid(value: Any, query: str) -> UUID:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError as error:
        raise QueryRefused(query, f"{value!r} is no id of an article", "select article_id itself") from error


def _texts(ids: Sequence[UUID]) -> list[str]:
    return [str(one) for one in ids]


@contextmanager
def _reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect(path, time_zone="UTC")
    try:
        yield connection
    except duckdb.Error as error:
        raise WarehouseError(str(path), " ".join(str(error).split())) from error
    finally:
        connection.close()

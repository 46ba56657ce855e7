"""Questions whose answer must be empty: orphans, double keys, counts that do not add up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from transforms.errors import WarehouseError
from warehouse.reading import connect
from warehouse.sqlfiles import sql_files

_SAMPLE_ROWS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that found rows: what it looks for, how many it found, and the first of them."""

    check: str
    purpose: str
    row_count: int
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def run_checks(path: Path | str | None = None) -> list[Finding]:
    """Runs every check on the published file; an empty list means that all is well. Raises as connect() does."""
    connection = connect(path)
    try:
        return check_connection(connection)
    except duckdb.Error as error:
        raise WarehouseError(str(path), f"checks could not run ({error})") from error
    finally:
        connection.close()


def check_connection(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Runs every check on an open connection."""
    findings = []
    for file in sql_files("checks"):
        answer = connection.execute(file.text)
        columns = tuple(column[0] for column in answer.description or [])
        rows = answer.fetchall()
        if rows:
            findings.append(Finding(file.name, file.purpose, len(rows), columns, rows[:_SAMPLE_ROWS]))
    return findings

"""Keeps the rows: the only package that imports duckdb. SQL lives in .sql files beside these modules."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.archive import Archive, ArchivedAt
    from warehouse.checking import Finding, run_checks
    from warehouse.reading import QueryResult, ask, connect, looking, query_arrow, run_query
    from warehouse.writing import Warehouse, Writer

_HOMES = {
    "Archive": "archive",
    "ArchivedAt": "archive",
    "Finding": "checking",
    "QueryResult": "reading",
    "Warehouse": "writing",
    "Writer": "writing",
    "ask": "reading",
    "connect": "reading",
    "looking": "reading",
    "query_arrow": "reading",
    "run_checks": "checking",
    "run_query": "reading",
}

__all__ = [
    "Archive",
    "ArchivedAt",
    "Finding",
    "QueryResult",
    "Warehouse",
    "Writer",
    "ask",
    "connect",
    "looking",
    "query_arrow",
    "run_checks",
    "run_query",
]


def __getattr__(name: str) -> object:
    # Importing a noun or the lease must not pay for duckdb and pyarrow.
    if name not in _HOMES:
        raise AttributeError(f"module 'warehouse' has no attribute {name!r}")
    return getattr(import_module(f"warehouse.{_HOMES[name]}"), name)

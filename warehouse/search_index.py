"""Keeps the full-text index in step with the articles, inside the transaction that changes them.

A row for each word in an article, in parts sorted by word: a commit adds one, and so many parts of one size become one
of the next (a log-structured merge, O'Neil et al. 1996), so that a look-up reads few places and each row is written
again only a few times. search_articles ranks by BM25 (Robertson and Zaragoza 2009, k1 1.2, b 0.75).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

import duckdb
import pyarrow as pa

from warehouse.lookups import registered
from warehouse.sqlfiles import statement

PARTS_OF_A_LEVEL = 12
"""So many parts become one. Fewer would write rows more often, more would make a look-up read more places."""

LARGEST_MERGE = 30_000_000
"""Rows of a merged part at most, about 100,000 articles: larger ones would hold up a commit."""

DROPPED_AT_MOST = 2_000
"""Words of so many texts that changed may stay in the index, where they count for nothing; those of an article that is
gone leave at once, so that nobody reads in the index what was taken down."""

CHUNK = 2_000
"""Articles that are indexed at a time where a whole warehouse is."""


def index_articles(connection: duckdb.DuckDBPyConnection, article_ids: Collection[UUID]) -> int:
    """What these articles say now is what the index says of them; those that are gone leave it.

    Returns how many texts were indexed. To be called inside a transaction.
    """
    if not article_ids:
        return 0
    with registered(connection, incoming=pa.table({"article_id": [str(one) for one in sorted(article_ids)]})):
        _run(connection, "search_touched")
    _run(connection, "search_incoming")
    _run(connection, "search_gone")
    [(incoming, dropped, gone)] = connection.execute(statement("search_work")).fetchall()
    if dropped:
        _run(connection, "search_drop")
        _purge(connection, least=1 if gone else DROPPED_AT_MOST)
    if incoming:
        _add(connection)
    return int(incoming)


def index_missing(connection: duckdb.DuckDBPyConnection) -> Iterator[int]:
    """Indexes what the index has not, a chunk at a time; yields how many texts each chunk had."""
    missing = [one for (one,) in connection.execute(statement("search_unindexed")).fetchall()]
    for start in range(0, len(missing), CHUNK):
        yield index_articles(connection, missing[start : start + CHUNK])


def _purge(connection: duckdb.DuckDBPyConnection, least: int) -> None:
    [(dropped,)] = connection.execute(statement("search_dropped")).fetchall()
    if dropped >= least:
        _run(connection, "search_purge")


def _add(connection: duckdb.DuckDBPyConnection) -> None:
    _run(connection, "search_counted")
    [(count,)] = connection.execute(statement("search_count")).fetchall()
    _run(connection, "search_add_documents")
    run = _next_run(connection)
    _run(connection, "search_add_words")
    _run(connection, "search_add_places", run=run)
    _run(connection, "search_add_run", run=run, level=0, posting_count=count)
    while full := _full_level(connection):
        _merge(connection, *full)


def _full_level(connection: duckdb.DuckDBPyConnection) -> tuple[int, int] | None:
    limits = {"part_count": PARTS_OF_A_LEVEL, "most": LARGEST_MERGE}
    found = connection.execute(statement("search_full_levels"), limits).fetchall()
    return found[0] if found else None


def _merge(connection: duckdb.DuckDBPyConnection, level: int, count: int) -> None:
    run = _next_run(connection)
    _run(connection, "search_merge", level=level)
    _run(connection, "search_drop_parts", level=level)
    _run(connection, "search_drop_runs", level=level)
    _run(connection, "search_add_merged", run=run)
    _run(connection, "search_add_run", run=run, level=level + 1, posting_count=count)


def _next_run(connection: duckdb.DuckDBPyConnection) -> int:
    [(run,)] = connection.execute(statement("search_next_run")).fetchall()
    return int(run)


def _run(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> None:
    connection.execute(statement(name), parameters or None).fetchall()

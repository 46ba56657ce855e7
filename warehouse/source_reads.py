"""What is asked about sources: broken expectations, pages due to be asked for again, known links. Reads only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from warehouse.lookups import Lookups
from warehouse.source_rows import RevisitRow
from warehouse.sqlfiles import statement


def broken_expectations(reads: Lookups) -> list[dict[str, Any]]:
    """Sources that brought less than is expected of them, as of now; see the view source_expectations.

    Nothing in a file that a newsfold of before published.
    """
    [(is_there,)] = reads.connection.execute(statement("has_expectations")).fetchall()
    if not is_there:
        return []
    answer = reads.connection.execute(statement("broken_expectations"))
    columns = [column[0] for column in answer.description or []]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def due_revisits(reads: Lookups, source_id: str, now: datetime, most: int) -> list[RevisitRow]:
    """Pages of a source that are due, those that wait longest first, at most so many."""
    parameters = {"source_id": source_id, "now": now.isoformat(), "most": most}
    found = [place for (place,) in reads.connection.execute(statement("due_revisits"), parameters).fetchall()]
    rows = {row.location: row for row in reads.stored(RevisitRow, ("location",), [(place,) for place in found])}
    return [rows[place] for place in found if place in rows]


def links_of_feed(reads: Lookups, feed_id: str) -> tuple[list[str], list[str]]:
    """Pages that a section page led to: those that gave an article, and those that gave none."""
    rows = reads.connection.execute(statement("links_of_feed"), {"feed_id": feed_id}).fetchall()
    return [place for place, has_article in rows if has_article], [place for place, has in rows if not has]

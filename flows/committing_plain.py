"""Rows of a batch that need a look at what is stored before they are written: documents and publishers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.article_changes import (
    publisher_row,
)
from transforms.model import Publisher
from warehouse import Writer
from warehouse.rows import (
    DocumentRow,
    PublisherRow,
)


def latest_documents(writer: Writer, rows: Sequence[DocumentRow]) -> list[DocumentRow]:
    """The rows of captures; of one that another run stored meanwhile only the time of the last sight
    moves, and what its bytes reserve is what was read of them last.
    """
    stored = writer.documents([row.document_id for row in rows])
    kept = []
    for row in rows:
        first = stored.get(row.document_id, row)
        kept.append(
            replace(
                first,
                last_seen_at=max(first.last_seen_at, row.last_seen_at),
                robots_directives=row.robots_directives,
                is_tdm_reserved=row.is_tdm_reserved,
                tdm_policy=row.tdm_policy,
                tdm_told_by=row.tdm_told_by,
            )
        )
    return kept


def write_publishers(writer: Writer, publishers: Sequence[Publisher]) -> None:
    """Publishers by id; of several names one wins in any order: a name before a bare domain, then the shortest."""
    incoming = [publisher_row(publisher) for publisher in publishers]
    stored = writer.stored(PublisherRow, ("publisher_id",), [(row.publisher_id,) for row in incoming])
    best: dict[str, PublisherRow] = {}
    for row in [*stored, *incoming]:
        other = best.get(row.publisher_id)
        if other is None or _name_rank(row) < _name_rank(other):
            best[row.publisher_id] = replace(
                row,
                country=row.country or (other.country if other else None),
                language=row.language or (other.language if other else None),
            )
    writer.upsert(list(best.values()))


def _name_rank(row: PublisherRow) -> tuple[bool, int, str]:
    return row.name in (row.publisher_id, row.domain), len(row.name), row.name

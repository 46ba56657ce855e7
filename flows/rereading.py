"""Stored captures as documents again, for whoever reads many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.reading_back import StoredCaptures
from transforms.errors import ArchiveError
from transforms.identity import document_id
from transforms.model import Document, Rejection
from transforms.reservations import reservations_of
from warehouse.rows import DocumentRow


def read_again(stored: StoredCaptures, rows: Sequence[DocumentRow]) -> tuple[list[Document], list[Rejection]]:
    """The captures of these rows, exactly as they were stored; what cannot be had is a rejection, the rest goes on."""
    documents: list[Document] = []
    refused: list[Rejection] = []
    # a table's rows in their order cost one reading of it
    for row in sorted(rows, key=lambda row: (row.archive_path or "", row.archive_offset or 0)):
        try:
            documents.append(stored.read(row))
        except ArchiveError as error:
            refused.append(
                Rejection(row.location, "extract", "unreadable_archive", str(error), row.sha256, row.source_id)
            )
    return documents, refused


def marked(rows: Sequence[DocumentRow], documents: Sequence[Document]) -> list[DocumentRow]:
    """The rows with what their captures reserve, as it is read today."""
    found = {document_id(one.location, one.sha256): reservations_of(one) for one in documents}
    return [
        replace(
            row,
            robots_directives=found[row.document_id].directives,
            is_tdm_reserved=found[row.document_id].is_tdm_reserved,
            tdm_policy=found[row.document_id].tdm_policy,
            tdm_told_by=found[row.document_id].tdm_told_by,
        )
        if row.document_id in found
        else row
        for row in rows
    ]

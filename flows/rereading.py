"""Stored captures as documents again: from the archive, or from the place that is only referenced."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from connectors.registry import read_local, source_of
from transforms.errors import ArchiveError, NewsfoldError
from transforms.model import Document, Form, Hints, Rejection
from warehouse import Archive
from warehouse.rows import DocumentRow


class Rereader:
    """Reads captures of one warehouse again; what cannot be had is a rejection, and the rest goes on."""

    def __init__(self, archive: Path) -> None:
        self._archive = Archive(archive)

    def read(self, rows: Sequence[DocumentRow]) -> tuple[list[Document], list[Rejection]]:
        """The captures of these rows, exactly as they were stored; a file that has changed since is not one of them."""
        documents: list[Document] = []
        refused: list[Rejection] = []
        referenced: dict[str, list[DocumentRow]] = {}
        for row in rows:
            if row.archive_offset is None:
                referenced.setdefault(row.location.rpartition("#")[0] or row.location, []).append(row)
                continue
            try:
                documents.append(self._archive.read(row.archive_path or "", row.archive_offset))
            except ArchiveError as error:
                refused.append(_rejection(row, str(error)))
        for place, wanted in referenced.items():
            found, missing = _from_place(place, wanted)
            documents += found
            refused += missing
        return documents, refused


def _from_place(place: str, rows: Sequence[DocumentRow]) -> tuple[list[Document], list[Rejection]]:
    """The captures of a file or table that was referenced and not copied, in one reading of it."""
    wanted = {(row.location, row.sha256): row for row in rows}
    locations = {row.location for row in rows}
    found: list[Document] = []
    cause = "it has changed since it was read, or is gone"
    try:
        for document in _captures_at(rows[0].location if rows[0].form != "row" else place):
            row = wanted.pop((document.location, document.sha256), None) if document.location in locations else None
            if row is not None:
                found.append(_as_stored(document, row))
            if not wanted:
                break
    except NewsfoldError as error:
        cause = error.cause
    return found, [_rejection(row, f"not read again: {row.location}: {cause}") for row in wanted.values()]


def _captures_at(place: str) -> Iterator[Document]:
    for item in read_local(source_of(place), datetime.now(UTC)):
        if isinstance(item, Document):
            yield item


def _as_stored(document: Document, row: DocumentRow) -> Document:
    """The bytes with everything that the row says of them."""
    hints = msgspec.convert(json.loads(row.extra), Hints) if row.extra else Hints()
    return Document(
        location=row.location,
        body=document.body,
        fetched_at=row.fetched_at,
        form=msgspec.convert(row.form, Form),
        media_type=row.media_type,
        charset=document.charset,
        final_location=row.final_location,
        status_code=row.status_code,
        source_id=row.source_id,
        feed_id=row.feed_id,
        captured_at=row.captured_at,
        hints=hints,
    )


def _rejection(row: DocumentRow, reason: str) -> Rejection:
    return Rejection(row.location, "extract", "unreadable_archive", reason, row.sha256, row.source_id)

"""Stored captures, wherever they are kept: in the archive, or left where they lay."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC

from connectors.rereading import Rereading
from transforms.errors import ArchiveError
from transforms.model import Document, Hints
from transforms.wireform import hints_from_json
from warehouse import Archive
from warehouse.rows import DocumentRow


class StoredCaptures:
    """Gives the Document of a documents row."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._left = Rereading()

    def read(self, row: DocumentRow) -> Document:
        """The capture as it was when it was stored. Raises ArchiveError where its bytes are gone or are others now."""
        if row.archive_path is None:
            raise ArchiveError(row.location, "its bytes were not kept")
        if not row.archive_path.startswith("/"):
            return self._archive.read(row.archive_path, row.archive_offset or 0)
        document = self._left.read(row.archive_path, row.archive_offset or 0)
        if document.sha256 != row.sha256:
            raise ArchiveError(
                row.archive_path, "the bytes are not those that were read", "put the file back as it was"
            )
        return replace(
            document,
            location=row.location,
            final_location=row.final_location,
            source_id=row.source_id,
            feed_id=row.feed_id,
            fetched_at=row.fetched_at.astimezone(UTC),
            captured_at=row.captured_at.astimezone(UTC) if row.captured_at else None,
            hints=hints_from_json(json.loads(row.extra)) if row.extra else Hints(),
        )

"""Captures that were left where they lay, read again from there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from connectors.files import location_of, read_one_file
from connectors.table import is_table_file, read_row, rows_until_broken
from connectors.table_files import Row
from connectors.warc import is_warc_file, read_record
from transforms.errors import ArchiveError
from transforms.model import Document, Rejection, Source

_NOBODY = Source("", "", "files", "")


class Rereading:
    """Reads captures from the files that they lie in. A table is kept open, so that rows in order cost one pass."""

    def __init__(self) -> None:
        self._table: Path | None = None
        self._rows: Iterator[Row] = iter(())
        self._number = 0

    def read(self, path: str, offset: int) -> Document:
        """The capture at a place (transforms.model.KeptAt); source and times are not the stored ones.

        Raises ArchiveError where it is not there any more.
        """
        file = Path(path)
        if is_warc_file(file):
            return read_record(file, offset)
        if is_table_file(file):
            return self._row(file, offset)
        found = read_one_file(file, _NOBODY, datetime(1970, 1, 1, tzinfo=UTC))
        if isinstance(found, Rejection):
            raise ArchiveError(path, found.reason, "put the file back where it was")
        return found

    def _row(self, file: Path, number: int) -> Document:
        if file != self._table or number <= self._number:
            self._table, self._rows = file, rows_until_broken(file)
        found = read_row(file, self._rows, number)
        self._number = number
        if found is None:
            self._table = None
            raise ArchiveError(f"{location_of(file)}#{number}", "there is no such row", "put the file back as it was")
        return found

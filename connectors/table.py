"""Table files as captures, one a row: JSON Lines, CSV and Parquet, read as they come and never whole."""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import zstandard

from connectors.files import location_of, paths_under
from connectors.ledger import Ledger, Progress
from connectors.naming import publisher_named
from connectors.table_files import MAX_ROW_BYTES as MAX_ROW_BYTES
from connectors.table_files import READERS, Row, table_suffix
from transforms.errors import LocationMissing, UnknownKind
from transforms.model import Document, Hints, KeptAt, Publisher, Rejection, Source

_REPORT_EVERY = 100
_PLAIN_TYPES = (str, int, float)


def read_rows(path: Path, source: Source, now: datetime) -> Iterator[Document | Rejection]:
    """The rows of a .jsonl, .ndjson, .csv, .tsv or .parquet file, or of all such files in a folder.

    All but Parquet also compressed as .gz or .zst. Each row is a Document (form ``row``) at
    ``<absolute path>#<number>``: the line in the file for JSON Lines and CSV (where a row begins), the row for Parquet,
    counted from 1. Its body is the line as received, or the row as a JSON object; a line that is no JSON object is a
    Document too, for its bytes. A row over 10 MB, and a file that breaks off, are Rejections. Raises LocationMissing,
    and UnknownKind for another suffix.
    """
    for item in read_rows_on(path, source, now, Ledger()):
        if not isinstance(item, Progress):
            yield item


def read_rows_on(
    path: Path, source: Source, now: datetime, ledger: Ledger
) -> Iterator[Document | Rejection | Progress]:
    """As read_rows, without the rows that the ledger says were taken, and with the progress made."""
    path = path.absolute()
    if path.is_dir():
        for file in paths_under(path, is_table_file):
            yield from read_rows_on(file, source, now, ledger)
        return
    if not path.is_file():
        raise LocationMissing(location_of(path), "no such file")
    if table_suffix(path) not in READERS:
        raise UnknownKind(location_of(path), f"a table is one of {', '.join(sorted(READERS))}")
    start = ledger.start_of(path, location_of(path))
    if start is not None:
        yield from _items(path, source, now, start)


def read_row(path: Path, rows: Iterator[Row], number: int) -> Document | None:
    """The row of that number from an iterator of them, as read_rows gave it but for its source and times."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    for row in rows:
        if row[0] == number:
            found = _capture(row, location_of(path), None, epoch, epoch)
            return found if isinstance(found, Document) else None
    return None


def is_table_file(path: Path) -> bool:
    """Whether the suffix says a table that is read here."""
    return table_suffix(path) in READERS


def row_hints(row: dict[str, Any]) -> Hints:
    """What the known columns of a row say about its article."""
    return Hints(
        title=_text(row, "title"),
        authors=_names(row.get("authors") or row.get("author")),
        published=_text(row, "published_at", "date"),
        language=_text(row, "language"),
        section=_text(row, "section"),
        guid=_text(row, "id", "guid"),
        url=_text(row, "url"),
        publisher=_publisher(row.get("publisher") or row.get("source")),
    )


def _items(path: Path, source: Source, now: datetime, start: Progress) -> Iterator[Document | Rejection | Progress]:
    captured_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    count, number = start.item_count, start.offset
    for row in rows_until_broken(path):
        if row[0] <= start.offset:
            continue
        number = row[0]
        count += 1
        yield _capture(row, location_of(path), source, now, captured_at)
        if count % _REPORT_EVERY == 0:
            yield _progress(start, number, count, is_done=False)
    yield _progress(start, number, count, is_done=True)


def _progress(start: Progress, number: int, count: int, *, is_done: bool) -> Progress:
    return Progress(start.location, number, is_done, start.byte_count, start.modified_at, count)


def rows_until_broken(path: Path) -> Iterator[Row]:
    """The rows of a table file; where it breaks off, a last one that says so."""
    number = 0
    try:
        for row in READERS[table_suffix(path)](path):
            number = row[0]
            yield row
    # pyarrow's errors are ValueErrors and OSErrors
    except (OSError, EOFError, ValueError, csv.Error, zlib.error, zstandard.ZstdError) as error:
        yield number + 1, "broken_table", f"the file cannot be read further ({type(error).__name__}: {error})"


def _capture(
    row: Row, location: str, source: Source | None, now: datetime, captured_at: datetime
) -> Document | Rejection:
    place = f"{location}#{row[0]}"
    source_id = source.source_id if source else None
    if len(row) == 3:
        reason = f"table row refused: {place}: {row[2]}"
        return Rejection(place, "fetch", row[1], reason, source_id=source_id, extra={"line": str(row[0])})
    return Document(
        location=place,
        body=row[1],
        fetched_at=now,
        form="row",
        media_type="application/json",
        charset="utf-8",
        source_id=source_id,
        captured_at=captured_at,
        hints=_hints_of_body(row[1], source.publisher if source else None),
        kept_at=KeptAt(location, row[0]),
    )


def _hints_of_body(body: bytes, publisher: Publisher | None) -> Hints:
    """A row's own publisher goes before that of its source."""
    try:
        row = json.loads(body)
    except (ValueError, RecursionError):
        row = None
    hints = row_hints(row) if isinstance(row, dict) else Hints()
    return hints if hints.publisher else replace(hints, publisher=publisher)


def _text(row: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, _PLAIN_TYPES) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return None


def _names(value: object) -> tuple[str, ...]:
    """A list of names, or one text in which semicolons divide them."""
    parts = value if isinstance(value, list) else re.split(r"\s*;\s*", value) if isinstance(value, str) else []
    names = (part.get("name") if isinstance(part, dict) else part for part in parts)
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())


def _publisher(value: object) -> Publisher | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("id")
    return publisher_named(value) if isinstance(value, str) and value.strip() else None

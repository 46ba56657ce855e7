"""Table files as captures, one a row: JSON Lines, CSV and Parquet, read as they come and never whole."""

from __future__ import annotations

import csv
import gzip
import json
import re
import zlib
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any, cast

from connectors.files import location_of, paths_under
from connectors.naming import publisher_named
from transforms.errors import LocationMissing, UnknownKind
from transforms.model import Document, Hints, Publisher, Rejection, Source

MAX_ROW_BYTES = 10 * 2**20

_CHUNK = 1 << 20
_PARQUET_BATCH = 200
_PLAIN_TYPES = (str, int, float)

Row = tuple[int, bytes] | tuple[int, str, str]
"""A row's number and its JSON bytes, or its number, the rule that refused it and why."""


def read_rows(path: Path, source: Source, now: datetime) -> Iterator[Document | Rejection]:
    """The rows of a .jsonl, .ndjson (also .gz), .csv, .tsv or .parquet file, or of all such files in a folder.

    Each row is a Document (form ``row``) at ``<absolute path>#<number>``: the line in the file for JSON Lines and
    CSV (where a row begins), the row for Parquet, counted from 1. Its body is the line as received, or the row as a
    JSON object; a line that is no JSON object is a Document too, for its bytes. A row over 10 MB, and a file that
    breaks off, are Rejections. Raises LocationMissing, and UnknownKind for another suffix.
    """
    path = path.absolute()
    if path.is_dir():
        for file in paths_under(path, is_table_file):
            yield from read_rows(file, source, now)
        return
    if not path.is_file():
        raise LocationMissing(location_of(path), "no such file")
    reader = _READERS.get(table_suffix(path))
    if reader is None:
        raise UnknownKind(location_of(path), f"a table is one of {', '.join(sorted(_READERS))}")
    captured_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    for row in _rows_until_broken(reader, path):
        yield _capture(row, location_of(path), source, now, captured_at)


def table_suffix(path: Path) -> str:
    """The suffix that says which table a file is, in lower case; ``.jsonl.gz`` counts as one."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return "".join(suffixes[-2:]) if suffixes[-1:] == [".gz"] else "".join(suffixes[-1:])


def is_table_file(path: Path) -> bool:
    """Whether the suffix says a table that is read here."""
    return table_suffix(path) in _READERS


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


def _rows_until_broken(reader: Callable[[Path], Iterator[Row]], path: Path) -> Iterator[Row]:
    number = 0
    try:
        for row in reader(path):
            number = row[0]
            yield row
    # pyarrow's errors are ValueErrors and OSErrors
    except (OSError, EOFError, ValueError, csv.Error, zlib.error) as error:
        yield number + 1, "broken_table", f"the file cannot be read further ({type(error).__name__}: {error})"


def _capture(row: Row, location: str, source: Source, now: datetime, captured_at: datetime) -> Document | Rejection:
    place = f"{location}#{row[0]}"
    if len(row) == 3:
        reason = f"table row refused: {place}: {row[2]}"
        return Rejection(place, "fetch", row[1], reason, source_id=source.source_id, extra={"line": str(row[0])})
    return Document(
        location=place,
        body=row[1],
        fetched_at=now,
        form="row",
        media_type="application/json",
        charset="utf-8",
        source_id=source.source_id,
        captured_at=captured_at,
        hints=_hints_of_body(row[1]),
    )


def _hints_of_body(body: bytes) -> Hints:
    try:
        row = json.loads(body)
    except (ValueError, RecursionError):
        return Hints()
    return row_hints(row) if isinstance(row, dict) else Hints()


def _json_lines(path: Path) -> Iterator[Row]:
    opener = gzip.open if path.suffix.lower() == ".gz" else open
    with closing(cast(IO[bytes], opener(path, "rb"))) as file:
        number = 0
        while line := file.readline(MAX_ROW_BYTES + 1):
            number += 1
            if len(line) > MAX_ROW_BYTES:
                yield number, "too_large", f"more than {MAX_ROW_BYTES} bytes"
                _skip_line(file, line)
                continue
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if line.strip():
                yield number, line.rstrip(b"\r\n")


def _skip_line(file: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(_CHUNK)


def _csv_rows(path: Path) -> Iterator[Row]:
    csv.field_size_limit(MAX_ROW_BYTES)
    with path.open(encoding=_csv_charset(path), newline="", errors="replace") as file:
        header = file.readline()
        file.seek(0)
        reader = csv.reader(file, delimiter=_delimiter(path, header))
        names = [name.strip() for name in next(reader, [])]
        number = reader.line_num + 1
        for values in reader:
            if values and len(values) != len(names):
                yield number, "invalid_row", f"{len(values)} fields, but {len(names)} columns"
            elif values:
                yield number, _json_bytes({name: value for name, value in zip(names, values, strict=True) if value})
            number = reader.line_num + 1


def _delimiter(path: Path, header: str) -> str:
    if path.suffix.lower() == ".tsv":
        return "\t"
    return ";" if ";" in header and "," not in header else ","


def _csv_charset(path: Path) -> str:
    """UTF-8 where the whole file is, else what spreadsheets of the West write."""
    decoder = getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        file.seek(0)
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _parquet_rows(path: Path) -> Iterator[Row]:
    from pyarrow import parquet

    with parquet.ParquetFile(path) as table:
        number = 0
        for batch in table.iter_batches(batch_size=_PARQUET_BATCH):
            for row in batch.to_pylist():
                number += 1
                body = _json_bytes({name: value for name, value in row.items() if value is not None})
                if len(body) > MAX_ROW_BYTES:
                    yield number, "too_large", f"more than {MAX_ROW_BYTES} bytes"
                else:
                    yield number, body


def _json_bytes(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=_json_value).encode("utf-8", "replace")


def _json_value(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


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


_READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".jsonl.gz": _json_lines,
    ".ndjson.gz": _json_lines,
    ".csv": _csv_rows,
    ".tsv": _csv_rows,
    ".parquet": _parquet_rows,
}

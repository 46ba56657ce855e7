"""The rows of a table file as JSON bytes with their numbers: JSON Lines, CSV and Parquet, compressed or not."""

from __future__ import annotations

import csv
import gzip
import io
import json
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, cast

import zstandard

MAX_ROW_BYTES = 10 * 2**20

_CHUNK = 1 << 20
_PARQUET_BATCH = 200
# A few bytes of zstd may unpack to 128 KiB, so that it is read in thin slices.
_ZSTD_SLICE = 512
_ZSTD_WINDOW = 2**27
_COMPRESSED = (".gz", ".zst")
_KNOWN = frozenset(
    "url id guid title text body html published_at date publisher source authors author language".split()
)

Row = tuple[int, bytes] | tuple[int, str, str]
"""A row's number and its JSON bytes, or its number, the rule that refused it and why."""


def table_suffix(path: Path) -> str:
    """The suffix that says which table a file is, in lower case, without that of its compression."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] and suffixes[-1] in _COMPRESSED:
        return suffixes[-2] if len(suffixes) > 1 and suffixes[-2] != ".parquet" else ""
    return suffixes[-1] if suffixes else ""


class _Unpacked(io.RawIOBase):
    """The bytes of a zstd file of one or more frames. zstandard's own reader ends in silence where the file is torn."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._frame = self._new_frame()
        self._has_begun = False
        self._waiting = b""
        self._packed = b""

    @staticmethod
    def _new_frame() -> zstandard.ZstdDecompressionObj:
        return zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        """Raises EOFError where the file ends inside a frame, ZstdError where it is none."""
        while not self._waiting:
            packed = self._packed or self._file.read(_ZSTD_SLICE)
            if not packed:
                if self._has_begun and not self._frame.eof:
                    raise EOFError("the zstd file ends inside a frame")
                return 0
            if self._frame.eof:
                self._frame = self._new_frame()
            self._has_begun = True
            self._waiting = self._frame.decompress(packed)
            self._packed = self._frame.unused_data if self._frame.eof else b""
        count = min(len(target), len(self._waiting))
        target[:count] = self._waiting[:count]
        self._waiting = self._waiting[count:]
        return count


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes, unpacked as they are read where its suffix says that it is compressed."""
    with path.open("rb") as file:
        suffix = path.suffix.lower()
        if suffix == ".gz":
            with gzip.open(file) as unpacked:
                yield cast(IO[bytes], unpacked)
        elif suffix == ".zst":
            with io.BufferedReader(_Unpacked(file), _CHUNK) as whole:
                yield whole
        else:
            yield file


def _json_lines(path: Path) -> Iterator[Row]:
    with opened(path) as file:
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
    charset = _csv_charset(path)
    delimiter = _delimiter(path, _first_line(path, charset))
    with opened(path) as raw, io.TextIOWrapper(raw, encoding=charset, newline="", errors="replace") as file:
        reader = csv.reader(file, delimiter=delimiter)
        names = [name.strip() for name in next(reader, [])]
        number = reader.line_num + 1
        for values in reader:
            if values and len(values) != len(names):
                yield number, "invalid_row", f"{len(values)} fields, but {len(names)} columns"
            elif values:
                yield number, _json_bytes({name: value for name, value in zip(names, values, strict=True) if value})
            number = reader.line_num + 1


def _first_line(path: Path, charset: str) -> str:
    with opened(path) as raw, io.TextIOWrapper(raw, encoding=charset, errors="replace") as file:
        return file.readline(_CHUNK)


def _delimiter(path: Path, header: str) -> str:
    """What divides the names of the first line: the mark that leaves the most names that are known, else the most.

    A name may hold another mark (``title, as printed``), so the most frequent one alone would be wrong.
    """

    def divided(mark: str) -> tuple[int, int]:
        names = [name.strip().lower() for name in next(csv.reader([header], delimiter=mark), [])]
        return len(_KNOWN.intersection(names)), len(names)

    marks = "\t,;|" if table_suffix(path) == ".tsv" else ",;\t|"
    return max(marks, key=divided)


def _csv_charset(path: Path) -> str:
    """UTF-8 where the whole file is, else what spreadsheets of the West write."""
    decoder = getincrementaldecoder("utf-8")()
    with opened(path) as file:
        chunk = file.read(_CHUNK)
        if chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
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


READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".csv": _csv_rows,
    ".tsv": _csv_rows,
    ".parquet": _parquet_rows,
}
"""By table_suffix."""

"""The raw archive: every capture as a WARC 1.1 record, written before anything has looked into the bytes.

HTTP captures are ``response`` records, files and table rows ``resource`` records, each a gzip member of its own. A
response keeps its decoded body; headers that spoke of the encoded one are kept under ``X-Newsfold-Orig-``. One more
header, ``WARC-X-Newsfold-Document``, holds everything else as JSON, so that the capture can be read back exactly.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import quote
from uuid import UUID

from fastwarc.warc import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from transforms.errors import ArchiveError
from transforms.model import Document
from transforms.wireform import document_from_json, document_head_to_json

_log = logging.getLogger(__name__)

_DOCUMENT = "WARC-X-Newsfold-Document"
_MAX_HEADER_BYTES = 16 << 20
_MAX_FILE_BYTES = 1 << 30
_OF_THE_ENCODED_BODY = {"content-encoding", "transfer-encoding", "content-length", "trailer"}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
# Everything that may stand in a URI as it is; the rest, spaces and line ends among it, is percent-encoded.
_URI_SAFE = "%/:?#[]@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class ArchivedAt:
    """Where a record is: its file relative to the archive's root, and the byte at which it starts."""

    path: str
    offset: int


class ArchiveWriter:
    """Appends captures to the files of one run. Nothing is on disk for certain before flush()."""

    def __init__(self, root: Path, run_id: UUID, started_at: datetime, max_bytes: int = _MAX_FILE_BYTES) -> None:
        self._root = root
        self._stem = f"{started_at:%Y/%m}/newsfold-{started_at:%Y%m%dT%H%M%SZ}-{run_id}"
        self._max_bytes = max_bytes
        self._number = 0
        self._path = ""
        self._file: BinaryIO | None = None
        self._is_folder_synced = False

    def append(self, document: Document) -> ArchivedAt:
        """Writes one record. Raises ArchiveError; the file then ends before it and is not written again."""
        try:
            file = self._open_file()
            offset = file.tell()
        except OSError as error:
            raise ArchiveError(str(self._root), str(error), "check the folder and its free space") from error
        try:
            writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
            writer.write_record(_record_of(writer, document))
        except OSError as error:
            self._give_up_at(offset)
            raise ArchiveError(str(self._root / self._path), str(error), "check its free space") from error
        return ArchivedAt(self._path, offset)

    def flush(self) -> None:
        """Every record so far is on disk when this returns. Raises ArchiveError."""
        if self._file is None:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            if not self._is_folder_synced:
                _sync_folders((self._root / self._path).parent, self._root)
                self._is_folder_synced = True
        except OSError as error:
            raise ArchiveError(str(self._root / self._path), str(error), "check its free space") from error

    def close(self) -> None:
        """flush(), then no more. Raises ArchiveError."""
        try:
            self.flush()
        finally:
            file, self._file = self._file, None
            if file is not None:
                with suppress(OSError):  # What flush() could not write, close() cannot either, and flush() has said so.
                    file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open_file(self) -> BinaryIO:
        if self._file is not None and self._file.tell() >= self._max_bytes:
            self.close()
        if self._file is None:
            self._file = self._create()
        return self._file

    def _create(self) -> BinaryIO:
        while True:
            self._path = f"{self._stem}-{self._number:05}.warc.gz"
            self._number += 1
            target = self._root / self._path
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                # Never a file that is there: it may end in a torn member, and readers lose all that follows one.
                file = target.open("xb")
            except FileExistsError:
                continue
            self._is_folder_synced = False
            writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
            writer.write_record(
                writer.create_warcinfo_record(target.name, {"software": "newsfold", "format": "WARC/1.1"})
            )
            return file

    def _give_up_at(self, offset: int) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            os.truncate(self._root / self._path, offset)


class Archive:
    """The WARC files under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def writer(
        self, run_id: UUID, *, started_at: datetime | None = None, max_bytes: int = _MAX_FILE_BYTES
    ) -> ArchiveWriter:
        """A writer for one run (a context manager). Its first file is made with the first capture."""
        return ArchiveWriter(self.root, run_id, (started_at or datetime.now(UTC)).astimezone(UTC), max_bytes)

    def read(self, path: str, offset: int) -> Document:
        """The capture whose record starts there, exactly as it was given to append(). Raises ArchiveError."""
        resource = f"{path} at {offset}"
        try:
            with self._resolve(path).open("rb") as file:
                file.seek(offset)
                record = next(iter(ArchiveIterator(file, parse_http=False, max_header_len=_MAX_HEADER_BYTES)), None)
                document = _document_of(record) if record is not None else None
        except (OSError, ValueError) as error:
            raise ArchiveError(resource, str(error), "restore the file from a backup") from error
        if document is None:
            raise ArchiveError(resource, "no capture of newsfold starts there")
        return document

    def iterate(self, path: str) -> Iterator[tuple[int, Document]]:
        """Every capture of a file with its offset, as far as the file is whole. Raises ArchiveError if missing."""
        try:
            file = self._resolve(path).open("rb")
        except OSError as error:
            raise ArchiveError(path, str(error)) from error
        with file:
            try:
                for record in ArchiveIterator(file, parse_http=False, max_header_len=_MAX_HEADER_BYTES):
                    document = _document_of(record)
                    if document is not None:
                        yield record.stream_pos, document
            except (OSError, ValueError) as error:
                _log.warning("archive file ends early: %s: %s; what stands before was read", path, error)

    def paths(self) -> list[str]:
        """All files of the archive, relative to its root, oldest first."""
        return sorted(found.relative_to(self.root).as_posix() for found in self.root.rglob("*.warc.gz"))

    def _resolve(self, path: str) -> Path:
        root = self.root.resolve()
        resolved = (root / path).resolve()
        if not resolved.is_relative_to(root):
            raise ArchiveError(path, f"it lies outside the archive {root}")
        return resolved


def target_uri(document: Document) -> str:
    """The URI of a record: the URL as it is, a file URI for a path or a row of a file, else a urn."""
    location = document.location
    if re.match(r"(?i)https?://", location):
        return quote(location, safe=_URI_SAFE)
    if location.startswith("/"):
        path, mark, line = location.rpartition("#") if document.form == "row" else (location, "", "")
        return f"file://{quote(path, safe='/')}{mark}{quote(line, safe='')}"
    return f"urn:newsfold:{quote(location, safe=':')}"


def _record_of(writer: WARCWriter, document: Document) -> Any:
    head = json.dumps(document_head_to_json(document), separators=(",", ":"), sort_keys=True)
    moment = document.fetched_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    headers = {
        "WARC-Date": moment,
        "WARC-Payload-Digest": f"sha256:{document.sha256}",
        _DOCUMENT: head,
    }
    uri = target_uri(document)
    # A status under an address that is none of HTTP's would be a record that no reader takes apart.
    is_response = document.status_code is not None and uri.lower().startswith("http")
    return writer.create_warc_record(
        uri,
        "response" if is_response else "resource",
        payload=BytesIO(document.body),
        length=len(document.body),
        warc_content_type="" if is_response else _one_line(document.media_type or "application/octet-stream"),
        warc_headers_dict=headers,
        http_headers=_http_head(document) if is_response else None,
    )


def _http_head(document: Document) -> StatusAndHeaders:
    kept = [
        (f"X-Newsfold-Orig-{name}" if name.lower() in _OF_THE_ENCODED_BODY else name, _one_line(value))
        for name, value in document.http_headers
        if _TOKEN.fullmatch(name)
    ]
    length = ("Content-Length", str(len(document.body)))
    return StatusAndHeaders(f"{document.status_code} ", [*kept, length], protocol="HTTP/1.1")


def _one_line(value: str) -> str:
    return _CONTROL.sub(" ", value).encode("ascii", "backslashreplace").decode()


def _document_of(record: Any) -> Document | None:
    head = record.headers.get(_DOCUMENT)
    if head is None:
        return None
    block: bytes = record.reader.read()
    is_response = record.headers.get("WARC-Type") == "response"
    body = block.partition(b"\r\n\r\n")[2] if is_response else block
    document = document_from_json(json.loads(head), body)
    if record.headers.get("WARC-Payload-Digest") != f"sha256:{document.sha256}":
        raise ValueError("the bytes are not those of its digest")
    return document


def _sync_folders(folder: Path, root: Path) -> None:
    # A new file is only there after a power cut when each new folder above it is on disk too.
    for each in (folder, *folder.parents):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if each == root.parent:
            return

"""Local files as captures: one file, or every text, HTML, mail and wire file under a folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from connectors.wire_sniffing import MAX_BYTES as MAX_WIRE_BYTES
from connectors.wire_sniffing import looks_like_wire
from transforms.errors import LocationMissing
from transforms.model import Document, Form, Hints, KeptAt, Rejection, Source

MAX_BYTES = 10 * 2**20
"""Of one file; MAX_WIRE_BYTES of a wire item, MAX_MAIL_BYTES of a message, which carries attachments."""
MAX_MAIL_BYTES = 25 * 2**20

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
TEXT_SUFFIXES = frozenset({".txt"})
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")
_MEDIA_TYPES: dict[Form, str] = {"html": "text/html", "text": "text/plain", "mail": "message/rfc822"}
_MAIL_SUFFIXES = frozenset({".eml"})
# How much of a file of an unknown suffix is looked at: only its content says whether it is a wire item.
_SNIFFED = 65_536
_NEVER_WIRE = frozenset(
    ".jpg .jpeg .png .gif .webp .svg .ico .mp3 .mp4 .mov .avi .pdf .doc .docx .xls .xlsx .ppt .pptx .zip .tar .7z .css "
    ".js .py .duckdb .wal .toml .md .sql .yaml .yml .ini .log".split()
)


def read_files(path: Path, source: Source, now: datetime) -> Iterator[Document | Rejection]:
    """The files at a path: the one named, whatever its suffix, or all .txt, .html, .htm, .xhtml and .eml under a
    folder, and those whose content says NewsML, NITF or ninjs.

    A folder is read in the order of its paths; what starts with a dot is passed over, and a link that leads out of
    it is a Rejection (rule ``outside``), as is a file over 10 MB (a wire item over 20; ``too_large``), one that cannot
    be read (``unreadable``) and one that is no regular file (``not_a_file``). An empty or binary file is a Document.
    Locations are absolute paths. Raises LocationMissing for a path that is not there.
    """
    path = path.absolute()
    if not path.exists():
        raise LocationMissing(location_of(path), "no such file or folder")
    if not path.is_dir():
        yield read_one_file(path, source, now)
        return
    for file in paths_under(path, is_page_file):
        yield read_one_file(file, source, now, folder=path)


def is_page_file(path: Path) -> bool:
    """Whether the suffix says text, HTML or mail, or the content says a wire item."""
    suffix = path.suffix.lower()
    return suffix in HTML_SUFFIXES | TEXT_SUFFIXES | _MAIL_SUFFIXES or is_wire_file(path)


def is_wire_file(path: Path) -> bool:
    """Whether the first kilobytes say NewsML, NITF or ninjs, whatever the suffix; False for what cannot be read."""
    if path.suffix.lower() in HTML_SUFFIXES | _NEVER_WIRE:
        return False
    try:
        # A pipe among the files would never answer.
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return looks_like_wire(file.read(_SNIFFED))
    except OSError:
        return False


def paths_under(folder: Path, is_wanted: Callable[[Path], bool]) -> list[Path]:
    """The paths of wanted files under a folder, sorted; links to folders are not followed.

    Raises LocationMissing where the folder cannot be listed.
    """

    def stop(error: OSError) -> None:
        if error.filename is not None and Path(os.fsdecode(error.filename)) == folder:
            raise LocationMissing(location_of(folder), error.strerror or "cannot be listed") from error

    found = []
    for parent, folders, names in os.walk(folder, followlinks=False, onerror=stop):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    return sorted(filter(is_wanted, found), key=os.fsencode)


def read_one_file(path: Path, source: Source, now: datetime, folder: Path | None = None) -> Document | Rejection:
    """One file as a capture, or why it is none. ``folder`` is the one that it must not lead out of."""
    location = location_of(path)

    def refused(rule: str, reason: str) -> Rejection:
        return Rejection(location, "fetch", rule, f"file refused: {location}: {reason}", source_id=source.source_id)

    if folder is not None and not path.resolve().is_relative_to(folder.resolve()):
        return refused("outside", "the link leads out of the folder")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return refused("not_a_file", "not a regular file")
        with path.open("rb") as file:
            body = file.read(MAX_MAIL_BYTES + 1)
    except OSError as error:
        return refused("unreadable", error.strerror or str(error))
    form = _form(path, body)
    limit = _LIMITS.get(form, MAX_BYTES)
    if len(body) > limit:
        return refused("too_large", f"more than {limit} bytes")
    return Document(
        location=location,
        body=body,
        fetched_at=now,
        form=form,
        media_type=_MEDIA_TYPES.get(form) or _wire_type(body),
        source_id=source.source_id,
        captured_at=_modified_at(status),
        hints=Hints(publisher=source.publisher),
        kept_at=KeptAt(location),
    )


def location_of(path: Path) -> str:
    """The absolute path as text that can be stored; bytes that are no UTF-8 are written as escapes."""
    return os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")


def _modified_at(status: os.stat_result) -> datetime | None:
    try:
        return datetime.fromtimestamp(status.st_mtime, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _form(path: Path, body: bytes) -> Form:
    suffix = path.suffix.lower()
    if suffix in HTML_SUFFIXES:
        return "html"
    if suffix in _MAIL_SUFFIXES:
        return "mail"
    if looks_like_wire(body[:_SNIFFED]):
        return "wire"
    start = body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "html" if start.startswith(_HTML_STARTS) else "text"


def _wire_type(body: bytes) -> str:
    return "application/json" if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else "application/xml"


_LIMITS: dict[Form, int] = {"wire": MAX_WIRE_BYTES, "mail": MAX_MAIL_BYTES}

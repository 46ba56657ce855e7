"""WARC files (plain, gzip, zstd), such as Common Crawl's news archive: responses that are HTML pages, as captures.

Read as a stream, record by record. A page's capture stays where it is: KeptAt names the file and the byte at which
its record starts. A file that breaks off is read as far as it goes, a damaged record is passed over and reported.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator

from connectors.decoding import Overflow, Undecodable
from connectors.files import location_of
from connectors.ledger import Ledger, Progress
from connectors.warc_http import Response, decoded_body, response_of
from transforms.errors import ArchiveError, LocationMissing
from transforms.model import Document, KeptAt, Rejection, Source

MAX_BYTES = 10 * 2**20
"""Of one page, decoded."""

SUFFIXES = (".warc", ".warc.gz", ".warc.zst")
REFUSED_SUFFIXES = (".warc.lz4", ".arc", ".arc.gz", ".warc.xz", ".warc.bz2")

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_MAX_HEADER_BYTES = 64 * 2**10
_MAX_HTTP_HEAD = 256 * 2**10
_REPORT_EVERY = 500
_REPORT_PAGES = 50
_LZ4 = b"\x04\x22\x4d\x18"
_MEMBERS = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"WARC/")
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_CHUNK = 2**20
_FILE_TIME = re.compile(r"(?<!\d)((?:19|20)\d{6})(\d{6})?(?!\d)")
# A crawl's file is closed hours after the moment in its name.
_FILE_SPAN = timedelta(days=3)


def is_warc_file(path: Path) -> bool:
    """Whether the name says WARC, also in a form that is refused, so that the refusal is said."""
    return path.name.lower().endswith((*SUFFIXES, *REFUSED_SUFFIXES))


def read_warc(
    path: Path, source: Source, ledger: Ledger, since: date | None = None
) -> Iterator[Document | Rejection | Progress]:
    """The HTML pages of a WARC file as Documents at their own addresses, fetched when the crawler did (WARC-Date).

    Taken are response records of status 200 with an HTML body, and resource records of an HTML type; others are
    counted and passed over, as is a page that stood in this file before. ``since`` passes over what was captured
    before that day, since nothing is published after its capture. Reading starts where the ledger says, and Progress is
    reported in between. Rejections: ``truncated`` and ``broken_warc`` (with the byte), ``too_large``,
    ``undecodable``, ``not_warc``. Raises LocationMissing.
    """
    path = path.absolute()
    if not path.is_file():
        raise LocationMissing(location_of(path), "no such file")
    start = ledger.start_of(path, location_of(path))
    if start is not None:
        yield from _Reading(path, source, since, start).items()


def read_record(path: Path, offset: int) -> Document:
    """The page whose record starts at a byte, as read_warc gave it but for its source. Raises ArchiveError."""
    place = f"{location_of(path)} at {offset}"
    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file, parse_http=False, max_header_len=_MAX_HEADER_BYTES)), None)
            if record is None:
                raise ArchiveError(place, "no WARC record starts there")
            page = _page_of(record, offset, path)
    except (OSError, ValueError, Overflow, Undecodable) as error:
        raise ArchiveError(place, str(error), "put the file back where it was") from error
    if page is None:
        raise ArchiveError(place, "the record there is no page")
    return page


@dataclass(slots=True)
class _Reading:
    """One pass over one file."""

    path: Path
    source: Source
    since: date | None
    start: Progress
    counts: Counter[str] = field(default_factory=Counter)
    item_count: int = 0
    offset: int = 0
    _seen: set[bytes] = field(default_factory=set)
    _reported: int = 0
    _expected: int = 0
    _got: int = 0

    def items(self) -> Iterator[Document | Rejection | Progress]:
        self.offset = self.start.offset
        self.item_count = self._reported = self.start.item_count
        self.counts.update(self.start.passed_over)
        if self._is_too_old():
            self.counts["file before the dates"] += 1
            yield self._progress(self.start.byte_count, is_done=True)
            return
        with self.path.open("rb") as file:
            refusal = self._refused_format(file.read(8))
            if refusal is not None:
                yield refusal
                yield self._progress(self.start.byte_count, is_done=True)
                return
            yield from self._sections(file)
        yield self._progress(self.start.byte_count, is_done=True)

    def _sections(self, file: BinaryIO) -> Iterator[Document | Rejection | Progress]:
        """The records from here to the next damage, and on from the record after it."""
        offset: int | None = self.offset
        while offset is not None:
            file.seek(offset)
            try:
                yield from self._records(file)
            except (OSError, ValueError) as error:
                following = _next_member(file, self.offset + 1)
                yield self._rejection("broken_warc", self.offset, _damage(error, following))
                offset = following
                continue
            if self._got < self._expected:
                yield self._rejection(
                    "truncated",
                    self.offset,
                    f"the file ends in this record, after {self._got:,} of its {self._expected:,} bytes; what stands "
                    "before it was read",
                )
            offset = None

    def _records(self, file: BinaryIO) -> Iterator[Document | Rejection | Progress]:
        self._expected = self._got = 0
        with self.path.open("rb") as beside:
            for number, record in enumerate(ArchiveIterator(file, parse_http=False, max_header_len=_MAX_HEADER_BYTES)):
                position = int(record.stream_pos)
                is_apart = number == 0 or (position > self.offset and _starts_member(beside, position))
                if is_apart:
                    self.offset = position
                    if number % _REPORT_EVERY == 0 or self.item_count >= self._reported + _REPORT_PAGES:
                        self._reported = self.item_count
                        yield self._progress(position)
                yield from self._taken(record, self.offset if is_apart else None)

    def _taken(self, record: Any, offset: int | None) -> Iterator[Document | Rejection | Progress]:
        """What becomes of one record. ``offset`` is None where the record cannot be found again by a byte."""
        kind = str(record.headers.get("WARC-Type") or "unknown").lower()
        self._expected = self._got = 0
        passed = self._passed_over(record, kind)
        if passed is not None:
            self.counts[passed] += 1
            if kind != "response" and int(record.content_length) <= MAX_BYTES:
                self._expected, self._got = int(record.content_length), len(record.reader.read())
            return
        address = _address(record)
        try:
            page = _page_of(record, offset, self.path)
        except Overflow as error:
            yield self._page_rejection("too_large", address, offset, str(error))
            return
        except Undecodable as error:
            yield self._page_rejection("undecodable", address, offset, str(error))
            return
        except _Torn as torn:
            self._expected, self._got = torn.expected, torn.got
            self.counts["torn response"] += 1
            return
        if page is None or self._is_seen(page):
            self.counts["no page" if page is None else "duplicate"] += 1
            return
        self.item_count += 1
        yield replace(page, source_id=self.source.source_id)

    def _passed_over(self, record: Any, kind: str) -> str | None:
        if kind not in ("response", "resource"):
            return kind
        if not _address(record).lower().startswith(("http://", "https://")):
            return f"{kind} without a web address"
        moment = _moment(record.headers.get("WARC-Date"))
        if self.since is not None and moment is not None and moment.date() < self.since - timedelta(days=1):
            return "captured before the dates"
        return None

    def _is_seen(self, page: Document) -> bool:
        digest = hashlib.blake2b(f"{page.location}\n{page.sha256}".encode(), digest_size=12).digest()
        if digest in self._seen:
            return True
        self._seen.add(digest)
        return False

    def _is_too_old(self) -> bool:
        named = _FILE_TIME.search(self.path.name)
        if named is None or self.since is None:
            return False
        try:
            day = datetime.strptime(named[1], "%Y%m%d").replace(tzinfo=UTC)
        except ValueError:
            return False
        return (day + _FILE_SPAN).date() < self.since

    def _refused_format(self, head: bytes) -> Rejection | None:
        name = self.path.name.lower()
        if head.startswith(_LZ4) or name.endswith(".lz4"):
            return self._rejection("not_warc", 0, "it is compressed with LZ4; recompress it with gzip or zstd")
        if head.startswith(b"filedesc") or name.endswith((".arc", ".arc.gz")):
            return self._rejection("not_warc", 0, "it is an ARC file; convert it with `warcio recompress`")
        if not head.startswith(_MEMBERS) and not _SKIPPABLE.match(head) and self.start.offset == 0:
            return self._rejection("not_warc", 0, "it begins neither with a WARC record nor with gzip or zstd")
        return None

    def _progress(self, offset: int, *, is_done: bool = False) -> Progress:
        return Progress(
            location_of(self.path),
            offset,
            is_done,
            self.start.byte_count,
            self.start.modified_at,
            self.item_count,
            dict(self.counts),
        )

    def _rejection(self, rule: str, offset: int, cause: str) -> Rejection:
        place = location_of(self.path)
        return Rejection(
            place,
            "fetch",
            rule,
            f"WARC file not read in full: {place}: at byte {offset}: {cause}",
            source_id=self.source.source_id,
            extra={"offset": str(offset)},
        )

    def _page_rejection(self, rule: str, address: str, offset: int | None, cause: str) -> Rejection:
        where = f"{location_of(self.path)} at byte {offset if offset is not None else self.offset}"
        reason = f"page refused: {address}: {cause} ({where})"
        return Rejection(address, "fetch", rule, reason, source_id=self.source.source_id)


class _Torn(Exception):
    """The record has fewer bytes than it says."""

    def __init__(self, expected: int, got: int) -> None:
        self.expected = expected
        self.got = got
        super().__init__(f"{got:,} of {expected:,} bytes")


def _page_of(record: Any, offset: int | None, path: Path) -> Document | None:
    """The page of a response or resource record, None where it is none. Raises Overflow, Undecodable and _Torn."""
    length = int(record.content_length)
    block: bytes = record.reader.read(min(length, MAX_BYTES + _MAX_HTTP_HEAD))
    if len(block) < min(length, MAX_BYTES + _MAX_HTTP_HEAD):
        raise _Torn(length, len(block))
    media_type = str(record.headers.get("Content-Type") or "")
    is_response = str(record.headers.get("WARC-Type") or "").lower() == "response"
    answer = response_of(block) if is_response else Response(None, (("Content-Type", media_type),), block)
    if answer is None or answer.status_code not in (None, 200) or not answer.is_html(_HTML):
        return None
    if length > MAX_BYTES + _MAX_HTTP_HEAD:
        raise Overflow(f"more than {MAX_BYTES:,} bytes")
    body = decoded_body(answer, MAX_BYTES)
    # Some crawlers wrote dates that are none; what the server said then is near enough.
    moment = _moment(record.headers.get("WARC-Date")) or _mail_moment(answer.header("date"))
    if moment is None:
        return None
    return Document(
        location=_address(record),
        body=body,
        fetched_at=moment,
        form="html",
        media_type=answer.media_type or "text/html",
        charset=answer.charset,
        status_code=answer.status_code,
        http_headers=answer.kept_headers,
        kept_at=KeptAt(location_of(path), offset, is_record=True) if offset is not None else None,
    )


def _address(record: Any) -> str:
    return str(record.headers.get("WARC-Target-URI") or "").strip().strip("<>")


def _moment(raw: str | None) -> datetime | None:
    text = (raw or "").strip()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _mail_moment(raw: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(raw or "")
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _starts_member(file: BinaryIO, offset: int) -> bool:
    """Whether a record can be found again at this byte: a compressed member or a plain record starts there."""
    file.seek(offset)
    head = file.read(8)
    return head.startswith(_MEMBERS) or bool(_SKIPPABLE.match(head))


def _next_member(file: BinaryIO, offset: int) -> int | None:
    """The byte at which the next readable record starts, None where there is none."""
    while True:
        found = _next_mark(file, offset)
        if found is None:
            return None
        file.seek(found)
        try:
            record = next(iter(ArchiveIterator(file, parse_http=False, max_header_len=_MAX_HEADER_BYTES)), None)
            if record is not None and int(record.stream_pos) == found:
                return found
        except (OSError, ValueError):
            pass
        offset = found + 1


def _next_mark(file: BinaryIO, offset: int) -> int | None:
    """The first byte from here on that could begin a member."""
    file.seek(offset)
    before = b""
    while chunk := file.read(_CHUNK):
        window = before + chunk
        places = [place for mark in _MEMBERS if (place := window.find(mark)) >= 0]
        if places:
            return offset - len(before) + min(places)
        before = window[-8:]
        offset += len(chunk)
    return None


def _damage(error: Exception, following: int | None) -> str:
    after = "nothing after it can be read" if following is None else f"reading went on at byte {following}"
    return f"this record, or what follows it, is damaged ({error}); {after}"

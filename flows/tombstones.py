"""What was forgotten does not come back: tombstones in the warehouse and beside the archive, and who meets them.

A tombstone holds the digest of a key, not the key. The file in the archive's folder is written first, so that what a
kill interrupts is finished by the next run, and so that a warehouse that is made anew from the archive, or restored
from an older copy, learns what was forgotten.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from flows.captures import Capture
from transforms.errors import ArchiveError
from transforms.identity import Key, document_id, fetched_address, key, url_key
from transforms.model import Document, Rejection
from warehouse.forgetting_rows import ErasureRow, TombstoneRow
from warehouse.lookups import Lookups
from warehouse.rows import DocumentRow

FILE = "tombstones.jsonl"
RULE = "forgotten"
_REASON = "it was forgotten on request, and is not taken in again"


def digest_of(kind: str, text: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(f"{kind}\n{text}".encode()).hexdigest()


def tombstone(kind: str, text: str, article_id: UUID, now: datetime, note: str | None = None) -> TombstoneRow:
    """The row for one key."""
    return TombstoneRow(key_digest=digest_of(kind, text), kind=kind, article_id=article_id, forgotten_at=now, note=note)


def without_forgotten(reads: Lookups, documents: Sequence[Document]) -> tuple[list[Document], list[Rejection]]:
    """The documents that may be kept, and refusals of those that were forgotten, by what is known before they are read.

    A feed that lists one of them is left out as well: its bytes carry what was forgotten.
    """
    digests = {one: _digests(document) for one, document in enumerate(documents)}
    found = _stored(reads, {digest for keys in digests.values() for digest in keys})
    gone = {one for one, keys in digests.items() if found & keys}
    if not gone:
        return list(documents), []
    feeds = {documents[one].feed_id for one in gone} - {None}
    kept = [
        document
        for one, document in enumerate(documents)
        if one not in gone and not (document.form == "feed" and document.feed_id in feeds)
    ]
    return kept, [refusal_at(documents[one].location, documents[one].source_id) for one in sorted(gone)]


@dataclass(frozen=True, slots=True)
class Sifted:
    """What of a batch may be stored, what was refused in all, and which records have to leave the archive again."""

    captures: Sequence[Capture]
    documents: Sequence[DocumentRow]
    refused: Sequence[Rejection]
    erasures: Sequence[ErasureRow] = ()


def sifted(
    reads: Lookups,
    captures: Sequence[Capture],
    rows: Sequence[DocumentRow],
    refused: Sequence[Rejection],
    now: datetime,
) -> Sifted:
    """A batch without the captures that turned out, when they were read, to be of something forgotten."""
    digests = {capture.document_id: {_digest(one) for one in capture.keys} for capture in captures}
    found = _stored(reads, {digest for keys in digests.values() for digest in keys})
    gone = {one for one, keys in digests.items() if found & keys}
    if not gone:
        return Sifted(captures, rows, refused)
    told = [refusal_at(one.document.location, one.document.source_id) for one in captures if one.document_id in gone]
    places = {(row.archive_path, row.archive_offset or 0) for row in rows if row.document_id in gone}
    return Sifted(
        [one for one in captures if one.document_id not in gone],
        [row for row in rows if row.document_id not in gone],
        [*refused, *told],
        [
            ErasureRow(archive_path=path, archive_offset=offset, asked_at=now)
            for path, offset in sorted(places, key=str)
            if path and not path.startswith("/")
        ],
    )


def forgotten_addresses(reads: Lookups, keys: Iterable[str]) -> frozenset[str]:
    """Those of the addresses (as keys) that were forgotten."""
    digests = {digest_of("url", one): one for one in keys}
    return frozenset(digests[one] for one in _stored(reads, digests))


def refusal_at(location: str, source_id: str | None) -> Rejection:
    """That something was not taken in because it was forgotten; without its bytes."""
    return Rejection(location, "write", RULE, _REASON, source_id=source_id)


def on_disk(archive: Path) -> list[TombstoneRow]:
    """The tombstones beside the archive. Raises ArchiveError where the file cannot be read."""
    path = archive / FILE
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(
            str(path), str(error), "restore it from a backup: what it names must not come back"
        ) from error
    try:
        return [_row(json.loads(line)) for line in lines]
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveError(str(path), f"a line is no tombstone ({error})", "mend or remove it") from error


def remember_on_disk(archive: Path, rows: Sequence[TombstoneRow]) -> None:
    """Adds them to the file: on disk when this returns, and the old file or the whole new one after a kill.

    To be called under the lease. Raises ArchiveError.
    """
    path = archive / FILE
    all_rows = {row.key_digest: row for row in on_disk(archive)}
    if all(row.key_digest in all_rows for row in rows):
        return
    all_rows.update((row.key_digest, row) for row in rows if row.key_digest not in all_rows)
    text = "".join(json.dumps(asdict(row), default=str, sort_keys=True) + "\n" for row in all_rows.values())
    try:
        archive.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        with part.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise ArchiveError(str(path), str(error), "check the folder and its free space") from error


def _row(told: dict[str, str]) -> TombstoneRow:
    return TombstoneRow(
        key_digest=told["key_digest"],
        kind=told["kind"],
        article_id=UUID(told["article_id"]),
        forgotten_at=datetime.fromisoformat(told["forgotten_at"]),
        note=told.get("note"),
    )


def _digest(one: Key) -> str:
    return digest_of(one.kind, one.text)


def _digests(document: Document) -> set[str]:
    """Every key that a document shows before it is read. A feed has none: it is no article."""
    if document.form == "feed":
        return set()
    keys = {url_key(place) for place in (fetched_address(document), document.location) if place and "://" in place}
    if document.hints.item_key:
        keys.add(key("guid", document.hints.item_key))
    own = digest_of("document", str(document_id(document.location, document.sha256)))
    return {own, *(_digest(one) for one in keys if one is not None)}


def _stored(reads: Lookups, digests: Iterable[str]) -> set[str]:
    return {row.key_digest for row in reads.stored(TombstoneRow, ("key_digest",), [(one,) for one in sorted(digests)])}

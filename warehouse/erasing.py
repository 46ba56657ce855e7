"""Takes records out of WARC files: a file is written anew without them, byte for byte what it was besides.

Each record is a gzip member of its own, so that the others are copied as they lie. The new file has a name of its own
(``.r1`` before the suffix, then ``.r2``): rows that still name the old one find it until they were moved.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator

from transforms.errors import ArchiveError

_SUFFIX = ".warc.gz"
_ROUND = re.compile(r"\.r(\d+)$")
_MAX_HEADER_BYTES = 16 << 20
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Rewritten:
    """``path`` is the new file relative to the root, empty where no capture is left; ``offsets`` leads from the place
    of each kept record in the old file to that in the new one.
    """

    path: str
    offsets: dict[int, int]


def next_name(path: str) -> str:
    """The name of a file that is written anew."""
    stem = path.removesuffix(_SUFFIX)
    found = _ROUND.search(stem)
    number = int(found[1]) if found else 0
    return f"{stem[: found.start()] if found else stem}.r{number + 1}{_SUFFIX}"


def without_records(root: Path, path: str, gone: Collection[int]) -> Rewritten:
    """Writes the file anew without the records that start at these bytes; the old one stays where it is.

    A torn end, which no reader gets, does not come along. Raises ArchiveError; then there is no new file.
    """
    old = root / path
    target = root / next_name(path)
    part = target.with_name(f".{target.name}.part")
    try:
        spans = _spans(old)
        # The first record says who wrote the file; alone it is worth nothing.
        kept = [span for span in spans if span[0] not in gone]
        if all(span == spans[0] for span in kept):
            return Rewritten("", {})
        with old.open("rb") as reading, part.open("wb") as writing:
            offsets = _copied(reading, writing, kept)
            writing.flush()
            os.fsync(writing.fileno())
        part.replace(target)
        _sync_folder(target.parent)
    except (OSError, ValueError) as error:
        raise ArchiveError(str(old), f"not written anew ({error})", "make room; the old file stands") from error
    finally:
        part.unlink(missing_ok=True)
    return Rewritten(next_name(path), offsets)


def _spans(path: Path) -> list[tuple[int, int]]:
    """Where each whole record starts and ends."""
    starts: list[int] = []
    end = path.stat().st_size
    with path.open("rb") as file, suppress(OSError, ValueError):
        for record in ArchiveIterator(file, parse_http=False, max_header_len=_MAX_HEADER_BYTES):
            if record.reader.consume() != record.content_length:
                # the file ends inside it: nobody can read it
                end = record.stream_pos
                break
            starts.append(record.stream_pos)
    return list(zip(starts, [*starts[1:], end][: len(starts)], strict=True))


def _copied(reading: BinaryIO, writing: BinaryIO, spans: list[tuple[int, int]]) -> dict[int, int]:
    offsets = {}
    for start, end in spans:
        offsets[start] = writing.tell()
        reading.seek(start)
        left = end - start
        while left and (chunk := reading.read(min(left, _CHUNK))):
            writing.write(chunk)
            left -= len(chunk)
    return offsets


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

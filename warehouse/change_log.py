"""Which parts of the writer's file were written since which copy of it was made, as the engine itself says.

Kept beside the published file and true by itself: it names the files that it speaks of by inode, size and time, so that
after a kill, a power cut, or a hand that put another file in place it speaks of nothing, and everything is copied.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

CHUNK = 1 << 18
"""Bytes of a part; the engine writes blocks of this size."""

FRONT = 3 << 12
"""Bytes before the first block, which every checkpoint writes: they are always copied."""


@dataclass(slots=True)
class ChangeLog:
    """``live`` is the stamp of the writer's file that this is true of; ``copies`` has, by stamp, the numbers of the
    parts in which a copy differs from it.
    """

    live: str = ""
    copies: dict[str, set[int]] = field(default_factory=dict)

    def wrote(self, before: str, after: str, parts: Iterable[int]) -> None:
        """The writer's file was ``before``, is ``after``, and nothing but these parts was written meanwhile."""
        if self.live != before:
            self.copies.clear()
        written = set(parts)
        for missed in self.copies.values():
            missed.update(written)
        self.live = after


def stamp_of(path: Path) -> str:
    """A text that changes whenever the file does."""
    status = path.stat()
    return f"{status.st_ino}-{status.st_size}-{status.st_mtime_ns}"


def parts_of(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """The numbers of the parts that these ranges touch, each a first byte and a count; the front has none."""
    found: set[int] = set()
    for start, count in ranges:
        if start + count > FRONT:
            found.update(range(max(start - FRONT, 0) // CHUNK, (start + count - 1 - FRONT) // CHUNK + 1))
    return found


def read_log(published: Path) -> ChangeLog:
    """The log beside a published file; an empty one where there is none that can be read."""
    try:
        kept = json.loads(_path(published).read_bytes())
        return ChangeLog(str(kept["live"]), {str(one): {int(n) for n in of} for one, of in kept["copies"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ChangeLog()


def keep_log(published: Path, log: ChangeLog) -> None:
    """Keeps the log. Where that fails there is none, and the next publication copies everything."""
    path = _path(published)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(json.dumps({"live": log.live, "copies": {one: sorted(of) for one, of in log.copies.items()}}))
        part.replace(path)
    except OSError:
        drop_log(published)


def drop_log(published: Path) -> None:
    """Forgets the log, and so what could be made out of the spare."""
    path = _path(published)
    for each in (path, path.with_name(f"{path.name}.part")):
        with suppress(OSError):
            each.unlink()


def _path(published: Path) -> Path:
    return published.with_name(f".{published.name}.changes")

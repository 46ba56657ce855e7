"""How far local files were read: what a reader reports as it goes, and where the next run goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Progress:
    """A file is read as far as ``offset`` (bytes of a WARC, rows of a table, 1 for a file taken whole).

    Everything that was yielded before it lies before the offset. ``byte_count`` and ``modified_at`` tell the file from
    one that was changed since; ``passed_over`` counts what held no article, by kind.
    """

    location: str
    offset: int
    is_done: bool
    byte_count: int
    modified_at: datetime | None = None
    item_count: int = 0
    passed_over: Mapping[str, int] = field(default_factory=dict)
    part: str = ""
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What earlier runs reported, by location. Empty, everything is read from its start."""

    parts: Mapping[str, Progress] = field(default_factory=dict)

    def start_of(self, path: Path, location: str) -> Progress | None:
        """Where to begin in a file: at the offset of what is answered; None where it is done and unchanged."""
        size, modified_at = _stamp(path)
        known = self.parts.get(location)
        if known is None or (known.byte_count, known.modified_at) != (size, modified_at):
            return Progress(location, 0, is_done=False, byte_count=size, modified_at=modified_at)
        return None if known.is_done else known


def _stamp(path: Path) -> tuple[int, datetime | None]:
    try:
        status = path.stat()
        return status.st_size, datetime.fromtimestamp(status.st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return 0, None

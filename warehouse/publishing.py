"""The published file: a whole copy of the writer's file, put in place in one step.

Readers hold the inode that they opened, so no reader can block a commit or a publication, and none sees half of one.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

SHARE = 0.05
"""Publishing takes at most this share of the time while a long run goes on."""

_FICLONE = 0x40049409


@dataclass(frozen=True, slots=True)
class Publication:
    """One replacement of the published file: when, what it cost in seconds, and how large the file is."""

    published_at: datetime
    cost_s: float
    byte_count: int
    live_stamp: str
    """What the writer's file looked like; the same stamp again means that nothing is new."""

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "published_at": self.published_at.isoformat()}


def publication_from(record: Mapping[str, Any]) -> Publication | None:
    """The last publication, from the lease's record; None if there was none."""
    try:
        kept = dict(record["publication"])
        return Publication(**{**kept, "published_at": datetime.fromisoformat(kept["published_at"])})
    except (KeyError, TypeError, ValueError):
        return None


def is_too_soon(last: Publication | None, now: datetime, share: float = SHARE) -> bool:
    """Whether publishing again now would take more than its share of the time."""
    if last is None:
        return False
    elapsed_s = (now - last.published_at).total_seconds()
    # A clock that was set back must not stop publishing until it has caught up.
    return 0 <= elapsed_s < last.cost_s / share


def stamp_of(path: Path) -> str:
    """A text that changes whenever the file does."""
    status = path.stat()
    return f"{status.st_ino}-{status.st_size}-{status.st_mtime_ns}"


def replace_file(live: Path, published: Path, began: float) -> Publication:
    """Copies the closed file ``live`` over ``published`` in one step. Raises OSError; then the old one stands.

    ``began`` is when publishing began, on the monotonic clock: closing the file belongs to the cost.
    """
    stamp = stamp_of(live)
    copy_durably(live, published)
    return Publication(datetime.now(UTC), time.monotonic() - began, published.stat().st_size, stamp)


def copy_durably(source: Path, target: Path) -> None:
    """``target`` becomes a copy of ``source``: the old one or the whole new one, also after a power cut."""
    part = target.with_name(f".{target.name}.part")
    try:
        with source.open("rb") as reading, part.open("wb") as writing:
            _copy(reading, writing)
            writing.flush()
            os.fsync(writing.fileno())
        # Left by someone who opened the old published file for writing: it would be replayed into the new one.
        target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
        part.replace(target)
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _copy(reading: BinaryIO, writing: BinaryIO) -> None:
    with contextlib.suppress(OSError):
        # Shared blocks where the file system can (btrfs, xfs): no bytes are copied.
        fcntl.ioctl(writing.fileno(), _FICLONE, reading.fileno())
        return
    if hasattr(os, "copy_file_range") and _copy_in_kernel(reading.fileno(), writing.fileno()):
        return
    reading.seek(0)
    writing.seek(0)
    shutil.copyfileobj(reading, writing, 1 << 20)


def _copy_in_kernel(source: int, target: int) -> bool:
    while True:
        try:
            if os.copy_file_range(source, target, 1 << 26) == 0:
                return True
        except OSError as error:
            if error.errno in (errno.EXDEV, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL):
                return False
            raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""The published file: a whole copy of the writer's file, put in place in one step.

Readers hold the inode that they opened, so no reader can block a commit or a publication, and none sees half of one.
A large file is not copied each time: the publication before the last one is kept, and what changed since is written
into it, unless somebody still has it open.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import signal
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from warehouse.change_log import CHUNK, FRONT, ChangeLog, drop_log, keep_log, read_log, stamp_of

SHARE = 0.05
"""Publishing takes at most this share of the time while a long run goes on."""

SPARE_FROM_BYTES = 64 << 20
"""Files from this size on are published by way of a spare; smaller ones are copied in less than a second."""

_FICLONE = 0x40049409


@dataclass(frozen=True, slots=True)
class Publication:
    """One replacement of the published file: when, what it cost in seconds, and how large the file is."""

    published_at: datetime
    cost_s: float
    byte_count: int
    live_stamp: str
    """What the writer's file looked like; the same stamp again means that nothing is new."""
    written_byte_count: int | None = None
    """Bytes that were written for it; None where an older newsfold published."""

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


def is_spared(byte_count: int) -> bool:
    """Whether a file of this size is published by way of a spare copy, if that is not switched off."""
    return byte_count >= SPARE_FROM_BYTES and os.environ.get("NEWSFOLD_SPARE", "keep") != "off"


def replace_file(live: Path, published: Path, began: float) -> Publication:
    """Makes ``published`` equal to the closed file ``live`` in one step. Raises OSError; then the old one stands.

    ``began`` is when publishing began, on the monotonic clock: closing the file belongs to the cost.
    """
    stamp = stamp_of(live)
    if is_spared(live.stat().st_size):
        written = _replace_by_spare(live, published, stamp)
    else:
        spare_of(published).unlink(missing_ok=True)
        drop_log(published)
        written = copy_durably(live, published)
    return Publication(datetime.now(UTC), time.monotonic() - began, published.stat().st_size, stamp, written)


def _replace_by_spare(live: Path, published: Path, stamp: str) -> int:
    """The publication before the last one is brought up to date, and takes the place of the last, which is kept."""
    log = read_log(published)
    if log.live != stamp:
        # Another file, or one that was written unseen: no copy of it is known.
        log = ChangeLog(stamp)
    part = _part_of(published)
    try:
        written = _updated(live, published, part, log)
        is_cloned = False
        if written is None:
            spare_of(published).unlink(missing_ok=True)
            written, is_cloned = _copied_anew(live, part)
        log.copies = {one: missed for one, missed in log.copies.items() if one == _stamp_of_old(published)}
        log.copies[stamp_of(part)] = set()
        _keep_old(published, log, is_wanted=not is_cloned)
        _put_in_place(part, published)
    finally:
        part.unlink(missing_ok=True)
    if is_cloned:
        drop_log(published)
    else:
        keep_log(published, log)
    return written


def _updated(live: Path, published: Path, part: Path, log: ChangeLog) -> int | None:
    """The spare under the name ``part``, equal to ``live``; the bytes written, None where it cannot be used."""
    spare = spare_of(published)
    try:
        missed = log.copies.get(stamp_of(spare))
        if missed is None or spare.stat().st_nlink != 1:
            return None
        # Under another name first: from here on a kill leaves no spare, and never one that was half done.
        spare.replace(part)
    except OSError:
        return None
    with part.open("r+b") as writing, live.open("rb") as reading:
        if not is_only_opener(writing.fileno(), part):
            return None
        written = _write_parts(reading.fileno(), writing.fileno(), missed)
        os.fsync(writing.fileno())
    return written


def is_only_opener(descriptor: int, path: Path) -> bool:
    """Whether no other descriptor, of this process or of any, has the file open; no where the system cannot say.

    The system grants a write lease for a file that nobody else has open, whether they hold locks or not.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    # The signal for who opens it meanwhile would end the process: take one that is ignored.
    fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
    if not _is_leased(descriptor):
        return False
    second = os.open(path, os.O_RDONLY)
    try:
        # A file system that cannot see this one would not see readers either.
        return not _is_leased(descriptor)
    finally:
        os.close(second)


def _is_leased(descriptor: int) -> bool:
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError:
        return False
    return True


def _write_parts(source: int, target: int, missed: Iterable[int]) -> int:
    """Brings the front and these parts of ``target`` up to date; returns how many bytes were written."""
    size = os.fstat(source).st_size
    os.ftruncate(target, size)
    written = os.pwrite(target, os.pread(source, FRONT, 0), 0)
    for number in sorted(missed):
        start = FRONT + number * CHUNK
        if start < size:
            written += _write_all(target, os.pread(source, min(CHUNK, size - start), start), start)
    return written


def _write_all(target: int, content: bytes, start: int) -> int:
    done = 0
    while done < len(content):
        done += os.pwrite(target, content[done:], start + done)
    return done


def _copied_anew(live: Path, part: Path) -> tuple[int, bool]:
    """A whole copy under the name ``part``; its bytes, and whether it shares its blocks."""
    # Not into the file of that name: it may be a spare that somebody reads.
    part.unlink(missing_ok=True)
    with live.open("rb") as reading, part.open("wb") as writing:
        is_cloned = _copy(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
    return (0 if is_cloned else part.stat().st_size), is_cloned


def _stamp_of_old(published: Path) -> str:
    try:
        return stamp_of(published)
    except OSError:
        return ""


def _keep_old(published: Path, log: ChangeLog, *, is_wanted: bool) -> None:
    """The published file gets the spare's name too, where the log can tell what it misses."""
    spare = spare_of(published)
    spare.unlink(missing_ok=True)
    if is_wanted and _stamp_of_old(published) in log.copies:
        with suppress(OSError):  # A file system without second names: copied anew the next time.
            os.link(published, spare)


def _put_in_place(part: Path, published: Path) -> None:
    # Left by someone who opened the old published file for writing: it would be replayed into the new one.
    published.with_name(f"{published.name}.wal").unlink(missing_ok=True)
    part.replace(published)
    _sync_folder(published.parent)


def spare_of(published: Path) -> Path:
    """Where the publication before the last one is kept."""
    return published.with_name(f".{published.name}.spare")


def _part_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def copy_durably(source: Path, target: Path) -> int:
    """``target`` becomes a copy of ``source``: the old one or the whole new one, also after a power cut.

    Returns how many bytes were written: none where the file system shares them.
    """
    part = _part_of(target)
    try:
        written, _ = _copied_anew(source, part)
        _put_in_place(part, target)
    finally:
        part.unlink(missing_ok=True)
    return written


def _copy(reading: BinaryIO, writing: BinaryIO) -> bool:
    """Copies everything; whether the blocks are shared."""
    with suppress(OSError):
        # Shared blocks where the file system can (btrfs, xfs): no bytes are copied.
        fcntl.ioctl(writing.fileno(), _FICLONE, reading.fileno())
        return True
    if hasattr(os, "copy_file_range") and _copy_in_kernel(reading.fileno(), writing.fileno()):
        return False
    reading.seek(0)
    writing.seek(0)
    shutil.copyfileobj(reading, writing, 1 << 20)
    return False


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

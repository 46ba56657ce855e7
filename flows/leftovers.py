"""What a killed run leaves: archive records without rows, and a run that says it is running.

Each run holds a lock on a file of its own while it lives; the system gives the lock back when the process dies,
however it dies. A run whose lock can be taken is over, and what its archive files hold is looked at again.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID, uuid5

from transforms.errors import AtWorkAlready
from transforms.identity import NAMESPACE
from transforms.model import Document
from warehouse import Archive

FOLDER = "running"


class RunLock:
    """The sign that a run is alive: a locked file in the archive's folder, gone when the run ends."""

    def __init__(self, archive: Path, run_id: UUID, flow_run_id: UUID | None = None) -> None:
        self._path = archive / FOLDER / str(run_id)
        self._flow_run_id = flow_run_id
        self._file: int | None = None

    def take(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o644)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        # Only now: a file that says whose it is and is not locked is a dead run's for certain.
        os.pwrite(self._file, f"{self._flow_run_id or ''}\n".encode(), 0)

    def release(self) -> None:
        if self._file is not None:
            with suppress(FileNotFoundError):
                self._path.unlink()
            os.close(self._file)
            self._file = None


class OnlyOne:
    """The sign that a flow which must not run twice at once is at work on this archive. A context manager.

    ``name`` says what runs, whatever is in it. Raises AtWorkAlready where another process does the same.
    """

    def __init__(self, archive: Path, name: str) -> None:
        self._path = archive / FOLDER / f"{name if name.isalnum() else uuid5(NAMESPACE, name).hex}.lock"
        self._name = name
        self._file: int | None = None

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._file, 20, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(self._file)
            raise AtWorkAlready(
                str(self._path),
                f"process {holder} runs {self._name} on this warehouse already",
                pid=int(holder) if holder.isdigit() else None,
            ) from None
        os.pwrite(self._file, str(os.getpid()).ljust(20).encode(), 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def dead_runs(archive: Path) -> list[UUID]:
    """The runs that ended without saying so, oldest lock first."""
    folder = archive / FOLDER
    found = []
    for path in sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime) if folder.is_dir() else []:
        with suppress(ValueError, FileNotFoundError):
            run_id = UUID(path.name)
            if _is_free(path):
                found.append(run_id)
    return found


def dead_flow_runs(archive: Path) -> list[UUID]:
    """Prefect's ids of the runs that ended without saying so."""
    found = []
    for run_id in dead_runs(archive):
        with suppress(ValueError, FileNotFoundError):
            found.append(UUID((archive / FOLDER / str(run_id)).read_text("ascii").strip()))
    return found


def is_alive(archive: Path, run_id: UUID) -> bool:
    """Whether this run is at work now."""
    path = archive / FOLDER / str(run_id)
    return path.exists() and not _is_free(path)


def forget(archive: Path, run_id: UUID) -> None:
    """The run's lock file is done with."""
    with suppress(FileNotFoundError):
        (archive / FOLDER / str(run_id)).unlink()


def captures_of(archive: Archive, run_id: UUID) -> Iterator[Document]:
    """Every whole capture in the files of a run; a torn end is passed over."""
    for path in archive.paths():
        if str(run_id) in path:
            for _, document in archive.iterate(path):
                yield document


def _is_free(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True

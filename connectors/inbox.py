"""An inbox: a folder that others put files into. What is complete is taken in; what is still being written waits.

A file is complete when nobody has touched it for ``settle_s`` seconds and it is the same after it was read as before.
One that is renamed into the folder in one step is complete at once where its time is old enough. Names that writers
give to what they have not finished (.part, .tmp, a leading dot ...) are passed over. Here is what the disk says; what
was taken in before is for whoever remembers it.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from connectors.files import location_of, paths_under
from connectors.ledger import Progress
from connectors.registry import CONNECTORS, Asked, kind_of
from transforms.errors import LocationMissing
from transforms.model import Document, Rejection, Source

SETTLE_S = 2.0
READ_AT_ONCE = 32 * 2**20

_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp", ".lock", "~")


@dataclass(frozen=True, slots=True)
class InboxOptions:
    """``settle_s`` seconds without a change make a file complete; the folders are names in the inbox, None to leave
    files where they are.
    """

    settle_s: float = SETTLE_S
    done_folder: str | None = None
    failed_folder: str | None = None

    @classmethod
    def of(cls, source: Source) -> InboxOptions:
        """The options of a source, as source_options checked them."""
        options = dict(source.options)
        return cls(float(options.get("settle_s", SETTLE_S)), options.get("done_folder"), options.get("failed_folder"))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it lies there: ``mark`` (size and modification time in nanoseconds) changes when it is written to."""

    path: Path
    mark: tuple[int, int]

    @property
    def modified_at(self) -> datetime:
        return datetime.fromtimestamp(self.mark[1] / 1e9, UTC)


def arrivals(folder: Path, options: InboxOptions, now: datetime) -> tuple[list[Arrival], list[Path]]:
    """The complete files under a folder in the order of their paths, and those that wait for the next look.

    Links that lead out of it, and what lies in the done and failed folders, are passed over. Raises LocationMissing.
    """
    if not folder.is_dir():
        raise LocationMissing(location_of(folder), "no such folder", "make it: files that are put there are taken in")
    aside = {folder / name for name in (options.done_folder, options.failed_folder) if name}
    complete, waiting = [], []
    for path in paths_under(folder, lambda one: not is_unfinished(one.name)):
        if aside & set(path.parents) or not path.resolve().is_relative_to(folder.resolve()):
            continue
        arrival = arrival_at(path)
        if arrival is None:
            continue
        age_s = now.timestamp() - arrival.mark[1] / 1e9
        # a time in the future is another machine's clock, and no reason to wait for ever
        if 0 <= age_s < options.settle_s:
            waiting.append(path)
        else:
            complete.append(arrival)
    return complete, waiting


def arrival_at(path: Path) -> Arrival | None:
    """The regular file at a path; None where there is none, or no longer."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Arrival(path, (status.st_size, status.st_mtime_ns)) if stat.S_ISREG(status.st_mode) else None


def is_unfinished(name: str) -> bool:
    """Whether a writer gave this name to what it has not finished."""
    return name.lower().endswith(_UNFINISHED) or name.startswith((".", "~$"))


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_arrival(arrival: Arrival, source: Source, now: datetime) -> Iterator[Document | Rejection] | None:
    """What a file holds, read as a local file of its kind is; None where it changed meanwhile and has to wait.

    A file over READ_AT_ONCE bytes is streamed, and trusted to have settled.
    """
    kind = kind_of(str(arrival.path))
    items = (item for item in CONNECTORS[kind](arrival.path, Asked(source, now)) if not isinstance(item, Progress))
    if arrival.mark[0] > READ_AT_ONCE:
        return items
    whole = list(items)
    return iter(whole) if arrival_at(arrival.path) == arrival else None


def moved(path: Path, folder: Path, aside: str, digest: str) -> Path | None:
    """Move a file into a folder of the inbox, under its own name or, where that is taken, with its digest's first
    digits. None where the file is gone. Raises OSError.
    """
    target_folder = folder / aside
    target_folder.mkdir(exist_ok=True)
    names = (path.name, f"{path.stem}-{digest[:12]}{path.suffix}")
    for name in names:
        target = target_folder / name
        if target.exists() and digest_of(target) != digest:
            continue
        try:
            os.replace(path, target)  # noqa: PTH105  as atomic as the rename that brought it
        except FileNotFoundError:
            return None
        return target
    return None

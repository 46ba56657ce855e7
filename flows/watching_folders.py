"""Which folders and files of a stream changed and lie still again.

A source counts when two looks in a row found the same files with the same sizes and times, other than those it was
read with last: what is still being written is left for the next look. Whatever is in it is known by its bytes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from connectors.registry import path_of
from flows.inboxes import INBOX
from transforms.model import Source

EVERY_S = 2.0
"""Seconds between two looks at the folders."""

Stamps = tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class Folders:
    """The local sources of a stream."""

    sources: tuple[Source, ...]
    every_s: float = EVERY_S
    _seen: dict[str, Stamps] = field(default_factory=dict)
    _read: dict[str, Stamps] = field(default_factory=dict)
    _at: float = float("-inf")

    def changed(self) -> list[Source]:
        """The sources to be read now; none before ``every_s`` has passed since the last look."""
        if not self.sources or time.monotonic() - self._at < self.every_s:
            return []
        self._at = time.monotonic()
        found = []
        for source in self.sources:
            if source.kind == INBOX:
                # It has its own rules about what is still being written.
                found.append(source)
                continue
            stamps = tuple(_stamps(source))
            if stamps and self._seen.get(source.location) == stamps and self._read.get(source.location) != stamps:
                self._read[source.location] = stamps
                found.append(source)
            self._seen[source.location] = stamps
        return found


def _stamps(source: Source) -> Iterator[tuple[str, int, int]]:
    root = path_of(source.location)
    for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
        try:
            status = path.lstat()
        except OSError:
            continue
        yield str(path), status.st_mtime_ns, status.st_size

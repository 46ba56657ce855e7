"""Versions: what the publisher changed, as a function of the captures and not of the order in which they were read.

A version is a stretch of time in which one text was seen. A capture that falls between two sights of one text splits
the stretch; one beside a stretch of its own text widens it. Where a provider numbers its versions, the number goes
before any time. Ties go by digest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

_NUMBERS = re.compile(r"\s*v?(\d+)(?:\.(\d+))?", re.IGNORECASE)
_MOST = 10**15


@dataclass(frozen=True, slots=True)
class Sight:
    """One text seen from ``first`` to ``last``; ``rank`` 1 for a page's text, 0 for a feed's, -1 for a cancellation's.

    The sequences are the provider's own numbers of the versions at both ends (sequence_of), 0 where it has none.
    """

    digest: str
    first: datetime
    last: datetime
    rank: int = 1
    first_sequence: int = 0
    last_sequence: int = 0

    @property
    def start(self) -> tuple[int, datetime]:
        return self.first_sequence, self.first

    @property
    def end(self) -> tuple[int, datetime]:
        return self.last_sequence, self.last


def sequence_of(version: str | None) -> int:
    """A wire item's version as a number that orders: 1000 for "1", 1002 for "1.2"; 0 for none or one without digits."""
    found = _NUMBERS.match(version or "")
    if found is None:
        return 0
    return min(int(found[1]), _MOST) * 1000 + min(int(found[2] or 0), 999)


def with_sight(versions: Sequence[Sight], new: Sight) -> tuple[Sight, ...]:
    """The versions after one more capture, oldest first. Page text beats feed text whenever it was seen."""
    best = max([new.rank, *(version.rank for version in versions)])
    pool = [version for version in versions if version.rank == best]
    if new.rank < best:
        return tuple(pool)
    pieces: list[Sight] = []
    for version in pool:
        if version.digest != new.digest and version.start < new.start and new.end < version.end:
            pieces += [
                replace(version, last=version.first, last_sequence=version.first_sequence),
                replace(version, first=version.last, first_sequence=version.last_sequence),
            ]
        else:
            pieces.append(version)
    pieces.append(new)
    pieces.sort(key=lambda sight: (sight.start, sight.end, sight.digest))
    return tuple(_merged(pieces))


def _merged(pieces: Sequence[Sight]) -> list[Sight]:
    merged: list[Sight] = []
    for piece in pieces:
        if merged and merged[-1].digest == piece.digest:
            last_sequence, last = max(merged[-1].end, piece.end)
            merged[-1] = replace(merged[-1], last=last, last_sequence=last_sequence)
        else:
            merged.append(piece)
    return merged

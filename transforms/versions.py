"""Versions: what the publisher changed, as a function of the captures and not of the order in which they were read.

A version is a stretch of time in which one text was seen. A capture that falls between two sights of one text splits
the stretch; one beside a stretch of its own text widens it. Ties in time go by digest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sight:
    """One text seen from ``first`` to ``last``; ``rank`` 1 for a page's text, 0 for a feed's."""

    digest: str
    first: datetime
    last: datetime
    rank: int = 1


def with_sight(versions: Sequence[Sight], new: Sight) -> tuple[Sight, ...]:
    """The versions after one more capture, oldest first. Page text beats feed text whenever it was seen."""
    best = max([new.rank, *(version.rank for version in versions)])
    pool = [version for version in versions if version.rank == best]
    if new.rank < best:
        return tuple(pool)
    pieces: list[Sight] = []
    for version in pool:
        if version.digest != new.digest and version.first < new.first and new.last < version.last:
            pieces += [replace(version, last=version.first), replace(version, first=version.last)]
        else:
            pieces.append(version)
    pieces.append(new)
    pieces.sort(key=lambda sight: (sight.first, sight.last, sight.digest))
    return tuple(_merged(pieces))


def _merged(pieces: Sequence[Sight]) -> list[Sight]:
    merged: list[Sight] = []
    for piece in pieces:
        if merged and merged[-1].digest == piece.digest:
            merged[-1] = replace(merged[-1], last=max(merged[-1].last, piece.last))
        else:
            merged.append(piece)
    return merged

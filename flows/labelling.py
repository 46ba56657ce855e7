"""What a person labels, and what follows from it: a sheet of sampled copies, and precision with an interval."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transforms.errors import NewsfoldError

LABEL = "label"
SAME, DIFFERENT = frozenset({"same", "s", "yes", "y", "1"}), frozenset({"different", "d", "no", "n", "0"})
Z_95 = 1.959964
"""Quantile of the normal distribution for an interval that holds the truth 95 times in 100."""

__all__ = ["InvalidSheet", "Precision", "precision_of", "wilson", "write_sheet"]


class InvalidSheet(NewsfoldError):
    """A labelling sheet that cannot be read, or has no label."""


@dataclass(frozen=True, slots=True)
class Precision:
    """Of ``labelled`` copies so many are ``right``; ``low`` and ``high`` bound the true share, 0..1, with 95 %."""

    labelled: int
    right: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.right / self.labelled


def wilson(right: int, count: int, z: float = Z_95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927): it stays inside 0..1 and is no point where all are right."""
    share, square = right / count, z * z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = z / (1 + square / count) * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def write_sheet(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write a CSV with an empty ``label`` column (same or different); returns how many rows. Raises InvalidSheet."""
    listed = list(rows)
    names = [LABEL, *(listed[0] if listed else ())]
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows({LABEL: "", **row} for row in listed)
    except OSError as error:
        raise InvalidSheet(str(path), str(error), "name a file in a folder that can be written") from error
    return len(listed)


def precision_of(path: Path) -> Precision:
    """Precision by a filled sheet; rows without a label do not count. Raises InvalidSheet."""
    labels = _labels(path)
    right = sum(label in SAME for label in labels)
    return Precision(len(labels), right, *wilson(right, len(labels)))


def _labels(path: Path) -> Sequence[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidSheet(str(path), str(error), "give the sheet that --sample N --sheet FILE wrote") from error
    labels = [(row.get(LABEL) or "").strip().lower() for row in rows]
    for number, label in enumerate(labels, start=2):
        if label and label not in SAME | DIFFERENT:
            raise InvalidSheet(str(path), f"line {number} says {label!r}", "write same or different into that column")
    filled = [label for label in labels if label]
    if not filled:
        raise InvalidSheet(str(path), "no row has a label", "write same or different into the column `label`")
    return filled

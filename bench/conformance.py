"""What a conformance count is: so many cases of a set, met or missed, against a floor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``floor`` is the share of ``count`` that has to be met; ``missed`` names some of those
    that were not. ``count`` 0 means that there were no data.
    """

    what: str
    met: int
    count: int
    floor: float
    missed: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.met / self.count if self.count else 0.0

    @property
    def verdict(self) -> str:
        if not self.count:
            return "no data"
        return "met" if self.share >= self.floor else "MISSED"


def row_of(what: str, floor: float, outcomes: Iterable[tuple[str, bool]]) -> Row:
    """A row of cases by name, each met or not."""
    count, missed = 0, []
    for name, is_met in outcomes:
        count += 1
        if not is_met:
            missed.append(name)
    return Row(what, count - len(missed), count, floor, tuple(missed))

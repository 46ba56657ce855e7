"""How far a long run is: its rate, and when it will be through if it goes on so. Pure, given the time."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

SHOWN: ContextVar[Callable[[str], None] | None] = ContextVar("newsfold_progress_shown", default=None)
"""Who shows a line of progress to the person who started the run here; nobody in a run by schedule."""
SETTLED_S = 5.0
"""Before so much time a rate says nothing: worker processes are still starting."""


@dataclass(frozen=True, slots=True)
class Pace:
    """``total`` is how many items there are, None where nobody has counted; ``began_s`` on the clock of ``now_s``."""

    total: int | None
    began_s: float

    def share(self, done: int) -> float | None:
        """How much of it is done, 0..1."""
        return min(done / self.total, 1.0) if self.total else None

    def rate(self, done: int, now_s: float) -> float | None:
        """Items a second, None before that means anything."""
        elapsed = now_s - self.began_s
        return done / elapsed if done and elapsed >= SETTLED_S else None

    def left_s(self, done: int, now_s: float) -> float | None:
        """Seconds until it is through."""
        rate = self.rate(done, now_s)
        return (self.total - done) / rate if rate and self.total and self.total >= done else None

    def line(self, done: int, now_s: float) -> str:
        """One line for a person: 1,200 of 20,000 items (6 %), 41 a second, 8 min left."""
        share, rate, left = self.share(done), self.rate(done, now_s), self.left_s(done, now_s)
        parts = [f"{done:,} of {self.total:,} items ({share:.0%})" if share is not None else f"{done:,} items"]
        parts += [f"{rate:.0f} a second"] if rate else []
        parts += [f"{shown_time(left)} left"] if left is not None else []
        return ", ".join(parts)


def shown_time(seconds: float) -> str:
    """A span of time as a person says it: 40 s, 8 min, 3 h 20 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"

"""What a poll brought, on its way into the warehouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flows.running import Item, Riders


@dataclass(slots=True)
class Fetched:
    """What a poll brought: items to store, rows that go with the last batch, a line for the report."""

    items: list[Item] = field(default_factory=list)
    riders: Riders = field(default_factory=Riders)
    line: str = ""
    unchanged_pages: int = 0
    elapsed_s: float = 0.0
    more: Callable[[], Fetched] | None = None
    """Goes on where this part ended; None where there is no more."""

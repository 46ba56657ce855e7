"""What a poll brought, on its way into the warehouse."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.running import Item, Riders


@dataclass(slots=True)
class Fetched:
    """What a poll brought: items to store, rows that go with the last batch, a line for the report."""

    items: list[Item] = field(default_factory=list)
    riders: Riders = field(default_factory=Riders)
    line: str = ""
    unchanged_pages: int = 0

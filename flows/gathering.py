"""Polls of a round that are committed together: items in batches, and with the last of them every state."""

from __future__ import annotations

import time
from dataclasses import replace

from flows.fetched import Fetched
from flows.running import Item, Riders
from transforms.model import Document, Source

COMMIT_EVERY_S = 5.0
MOST_POLLS = 250
"""So many polls, or those of so many seconds, are a commit, where they bring less than a batch of items."""


class Gathered:
    """What polls brought since the last commit. ``most_items`` and ``most_bytes`` are those of a batch."""

    def __init__(self, most_items: int, most_bytes: int) -> None:
        self._most_items, self._most_bytes = most_items, most_bytes
        self.clear()

    def clear(self) -> None:
        """Begin anew, after a commit."""
        self.sources: list[Source] = []
        self.items: list[Item] = []
        self._riders: list[Riders] = []
        self._bytes = 0
        self._since = time.monotonic()

    def add(self, source: Source, fetched: Fetched) -> None:
        """One more poll."""
        self.sources.append(source)
        self.items.extend(fetched.items)
        self._riders.append(fetched.riders)
        self._bytes += sum(len(item.body) for item in fetched.items if isinstance(item, Document))

    @property
    def is_full(self) -> bool:
        """Whether it is time to commit."""
        return (
            len(self.items) >= self._most_items
            or self._bytes >= self._most_bytes
            or len(self.sources) >= MOST_POLLS
            or time.monotonic() - self._since >= COMMIT_EVERY_S
        )

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.sources[0].name if len(self.sources) == 1 else f"{len(self.sources)} sources"

    def riders(self, base: Riders) -> Riders:
        """The rows of all polls together, with the sources' own. Of one host's states the last one stands."""
        return replace(
            base,
            feeds=[row for one in self._riders for row in one.feeds],
            feed_items=[row for one in self._riders for row in one.feed_items],
            feed_events=[row for one in self._riders for row in one.feed_events],
            hosts=list({row.host: row for one in self._riders for row in one.hosts}.values()),
        )

"""When each source of a stream is asked: pure bookkeeping, given the time.

A source is asked again when its own feed state says so; ``every_s`` asks those that are well sooner. One that fails
keeps the growing pauses of its state, and one that is being asked is not asked a second time beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connectors.polling import DEFAULT_INTERVAL_S, FeedState
from transforms.model import Source


@dataclass(slots=True)
class _Entry:
    source: Source
    state: FeedState | None
    at: datetime | None
    is_asked: bool = False


@dataclass(slots=True)
class Agenda:
    """The sources of a stream by feed id. Without ``every_s`` each is asked at its own pace."""

    every_s: float | None = None
    _entries: dict[str, _Entry] = field(default_factory=dict)

    def take_up(self, sources: Iterable[Source], states: Mapping[str, FeedState]) -> None:
        """These are the sources from now on; what is known of those that stay is kept."""
        before, self._entries = self._entries, {}
        for source in sources:
            feed_id = FeedState.of(source).feed_id
            known = before.get(feed_id)
            if known is not None:
                known.source = source
                self._entries[feed_id] = known
            else:
                state = states.get(feed_id)
                self._entries[feed_id] = _Entry(source, state, self._next(state, None))

    def due(self, now: datetime, most: int | None = None) -> Sequence[Source]:
        """The sources to ask now, the longest due first; they count as asked until told()."""
        waiting = [one for one in self._entries.values() if not one.is_asked and _is_due(one, now)]
        waiting.sort(key=lambda one: one.at or datetime.min.replace(tzinfo=now.tzinfo))
        taken = waiting if most is None else waiting[:most]
        for one in taken:
            one.is_asked = True
        return [one.source for one in taken]

    def told(self, source: Source, states: Iterable[FeedState], now: datetime) -> None:
        """A poll is over; ``states`` is what it left, nothing for a page or a poll that broke."""
        entry = self._entries.get(FeedState.of(source).feed_id)
        if entry is None:
            return
        entry.is_asked = False
        entry.state = next(iter(states), entry.state)
        entry.at = self._next(entry.state, now)

    def state_of(self, source: Source) -> FeedState | None:
        """What the last poll left of a source, None before the first."""
        entry = self._entries.get(FeedState.of(source).feed_id)
        return entry.state if entry else None

    def _next(self, state: FeedState | None, now: datetime | None) -> datetime | None:
        if now is None:
            return state.next_poll_at if state else None
        own = state.next_poll_at if state and state.next_poll_at else now + timedelta(seconds=DEFAULT_INTERVAL_S)
        if self.every_s is None or (state is not None and state.state != "ok"):
            return own
        return min(own, now + timedelta(seconds=self.every_s))


def _is_due(entry: _Entry, now: datetime) -> bool:
    if entry.at is None or entry.at <= now:
        return True
    # A clock that jumped must not silence a feed: its state's own rule decides.
    return entry.state is not None and entry.state.is_due(now)

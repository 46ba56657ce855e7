"""States of feeds and hosts as rows, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from connectors.client import HostState
from connectors.feed_states import FeedEvent, FeedState
from warehouse.feed_rows import FeedEventRow, FeedRow, HostRow

_HELD = "next_fetch_at"


def feed_state(row: FeedRow) -> FeedState:
    """What a feed's row remembers."""
    known = {one.name for one in fields(FeedState)}
    return FeedState(**{one.name: getattr(row, one.name) for one in fields(FeedRow) if one.name in known})


def feed_row(state: FeedState) -> FeedRow:
    """The state of a feed as a row."""
    known = {one.name for one in fields(FeedState)}
    return FeedRow(**{one.name: getattr(state, one.name) for one in fields(FeedRow) if one.name in known})


def event_rows(events: Iterable[FeedEvent]) -> list[FeedEventRow]:
    """What happened to feeds, as rows."""
    return [
        FeedEventRow(
            feed_id=one.feed_id,
            happened_at=one.at,
            kind=one.kind,
            before=one.before,
            after=one.after,
            reason=one.reason,
        )
        for one in events
    ]


def host_state(row: HostRow) -> HostState:
    """What a host's row remembers."""
    values = {one.name: getattr(row, one.name) for one in fields(HostRow) if one.name != _HELD}
    return HostState(held_until=row.next_fetch_at, **values)


def host_row(state: HostState) -> HostRow:
    """The state of a host as a row."""
    values = {one.name: getattr(state, one.name) for one in fields(HostState) if one.name != "held_until"}
    return HostRow(next_fetch_at=state.held_until, **values)

"""What is remembered of a feed between polls, and how it goes from ok over degraded and dormant to gone and back.

A feed is never given up silently: each failure adds one interval to the wait, no wait is longer than a day in any
state, and every change of state is an event. Pure; ``now`` is an argument.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from connectors.naming import feed_id_of
from connectors.redaction import without_secrets
from connectors.rhythm import DEFAULT_INTERVAL_S, MAX_INTERVAL_S
from transforms.errors import (
    AddressRefused,
    BadStatus,
    ConnectionLost,
    Gone,
    HostResting,
    InvalidUrl,
    NewsfoldError,
    RobotsUnreachable,
    SchemeRefused,
    Throttled,
    TimedOut,
    TlsFailed,
)
from transforms.model import Source

FeedStanding = Literal["ok", "degraded", "dormant", "gone"]
EventKind = Literal["state", "address", "identity"]

MAX_WAIT_S = 86_400.0
PASSING, SOFT, HARD = 0.5, 1.0, 2.0
"""How much a failure weighs: one that passes by itself (time outs, throttling, broken servers), one that may be
somebody's mistake (no feed in the body, 403, no such name), one that stays until a person acts (404, TLS, a refused
address)."""
DEGRADED_FROM = 1.0
DORMANT_FROM = 20.0
"""Weighed failures in a row from which a feed is dormant and asked once a day; 410 makes it so at once."""
GONE_AFTER = 10
"""Failures in a row, the last of them 410, after which a dormant feed counts as gone; for 404 three times as many.
It is still asked once a day."""


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One change in the life of a feed: what it was, what it is now, and why."""

    feed_id: str
    at: datetime
    kind: EventKind
    before: str | None
    after: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of one polled location between polls. ``location`` is without secrets,
    ``not_modified_count`` how many answers in a row said that nothing changed, ``interval_s`` the feed's own rhythm,
    ``failure_score`` the weighed failures since the last good poll. ``trusts_`` are the keys by which entries are
    known (connectors.feed_identity): None and True trust.
    """

    feed_id: str
    source_id: str
    kind: str
    location: str
    state: FeedStanding = "ok"
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    last_polled_at: datetime | None = None
    next_poll_at: datetime | None = None
    consecutive_failures: int = 0
    last_error: str | None = None
    not_modified_count: int = 0
    failure_score: float | None = None
    interval_s: float | None = None
    configured_location: str | None = None
    redirected_to: str | None = None
    redirect_count: int | None = None
    redirected_since: datetime | None = None
    trusts_guid: bool | None = None
    trusts_link: bool | None = None
    trusts_canonical: bool | None = None
    identity_reason: str | None = None
    hub_location: str | None = None
    self_location: str | None = None

    @classmethod
    def of(cls, source: Source) -> FeedState:
        """The state of a feed that was never polled."""
        feed_id = feed_id_of(source.source_id, source.location)
        return cls(feed_id, source.source_id, "feed", without_secrets(source.location))

    def is_due(self, now: datetime) -> bool:
        """Whether to poll now."""
        return self.next_poll_at is None or now >= self.next_poll_at

    def without_validators(self) -> FeedState:
        """The state that makes the next poll bring all entries again, changed or not: for pages that failed."""
        return replace(self, etag=None, last_modified=None, body_sha256=None, not_modified_count=0)


def rescheduled(state: FeedState, now: datetime) -> FeedState:
    """The state with a next poll that can be: it differs from what is stored only where a clock jumped.

    A poll that lies in the future was made by a clock that has been set back since. Its feed neither waits for that
    future nor is asked at once with all the others: it comes within its own wait, each feed at a moment of its own.
    """
    last, due = state.last_polled_at, state.next_poll_at
    if due is None or (due - now <= timedelta(seconds=MAX_WAIT_S) and (last is None or last <= now)):
        return state
    wait_s = (due - last).total_seconds() if last is not None else MAX_INTERVAL_S
    wait_s = min(max(wait_s, 0.0), MAX_WAIT_S)
    return replace(state, last_polled_at=None, next_poll_at=now + timedelta(seconds=wait_s * _share(state.feed_id)))


def _share(feed_id: str) -> float:
    """A number between 0 and 1 that is the feed's own."""
    return int.from_bytes(hashlib.sha256(feed_id.encode()).digest()[:4], "big") / 2**32


def succeeded(state: FeedState, source: Source, now: datetime) -> FeedState:
    """The state after a good poll."""
    return replace(
        state,
        state="ok",
        last_polled_at=now,
        next_poll_at=now + timedelta(seconds=min(interval_s(state, source), MAX_WAIT_S)),
        consecutive_failures=0,
        failure_score=None,
        last_error=None,
    )


def failed(state: FeedState, source: Source, now: datetime, error: NewsfoldError) -> FeedState:
    """The state after a failed poll: the wait grows by one interval with each, up to a day."""
    if isinstance(error, HostResting):
        # The feed was not asked: this says nothing about it.
        wait_s = max(error.retry_after_s or 0.0, 1.0)
        return replace(state, next_poll_at=now + timedelta(seconds=min(wait_s, MAX_WAIT_S)))
    failures = state.consecutive_failures + 1
    score = (state.failure_score or 0.0) + weight_of(error)
    standing = _standing(state, failures, score, error)
    wait_s = MAX_WAIT_S if standing in ("dormant", "gone") else interval_s(state, source) * (1 + failures)
    if isinstance(error, Throttled) and error.retry_after_s is not None:
        wait_s = max(wait_s, error.retry_after_s)
    return replace(
        state,
        state=standing,
        last_polled_at=now,
        next_poll_at=now + timedelta(seconds=min(wait_s, MAX_WAIT_S)),
        consecutive_failures=failures,
        failure_score=score,
        last_error=str(error)[:1000],
    )


def weight_of(error: NewsfoldError) -> float:
    """How much a failure says about the feed rather than about the day."""
    if isinstance(error, (Gone, TlsFailed, AddressRefused, SchemeRefused, InvalidUrl)):
        return HARD
    if isinstance(error, (TimedOut, ConnectionLost, Throttled, RobotsUnreachable)):
        return PASSING
    if isinstance(error, BadStatus) and error.status_code >= 500:
        return PASSING
    return SOFT


def _standing(state: FeedState, failures: int, score: float, error: NewsfoldError) -> FeedStanding:
    was_dormant = state.state in ("dormant", "gone")
    if isinstance(error, Gone):
        enough = GONE_AFTER if error.status_code == 410 else 3 * GONE_AFTER
        if was_dormant and failures >= enough:
            return "gone"
        if error.status_code == 410:
            return "dormant"
    if was_dormant or score >= DORMANT_FROM:
        return "dormant"
    return "degraded" if score >= DEGRADED_FROM else state.state


def state_event(before: FeedState, after: FeedState, now: datetime, error: NewsfoldError | None) -> FeedEvent | None:
    """The event that a change of state is; None where it is the same."""
    if before.state == after.state:
        return None
    reason = f"{getattr(error, 'rule', 'failed')}: {error}"[:1000] if error is not None else None
    return FeedEvent(after.feed_id, now, "state", before.state, after.state, reason)


def interval_s(state: FeedState, source: Source) -> float:
    """Seconds between two good polls: the source's option ``poll_minutes``, else the feed's rhythm."""
    fixed = fixed_interval_s(source)
    return fixed if fixed is not None else state.interval_s or DEFAULT_INTERVAL_S


def fixed_interval_s(source: Source) -> float | None:
    """What the source's option ``poll_minutes`` says, None where it says nothing that can be used."""
    try:
        minutes = float(dict(source.options).get("poll_minutes", ""))
    except ValueError:
        return None
    return max(minutes, 1.0) * 60

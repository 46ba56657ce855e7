"""Feeds that moved: a permanent redirect is believed only when it stays, and leads to the same feed.

A site's maintenance page, a captive portal or a stolen domain redirects for good as well. So another address is
adopted after ADOPT_AFTER polls in a row that were redirected there, over ADOPT_OVER at least, and only while what
comes is a feed with entries that are known. The old address is kept, and is asked again when the new one fails. Pure.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from connectors.exchange import Fetched
from connectors.feed_states import FeedEvent, FeedState
from connectors.redaction import without_secrets
from transforms.model import Source

ADOPT_AFTER = 5
ADOPT_OVER = timedelta(days=3)
RETURN_AFTER = 3
"""Failures in a row at an adopted address after which the configured one is asked again."""

_PERMANENT = frozenset({301, 308})


def polled_location(state: FeedState, source: Source) -> str:
    """Where to ask: the address of the sources file, with its secrets, unless another one was adopted."""
    return state.location if state.configured_location is not None else source.location


def with_redirects(state: FeedState, fetched: Fetched, now: datetime) -> FeedState:
    """The state after one more answer, with what its redirects say. A temporary one among them says nothing."""
    hops = fetched.redirects
    target = hops[-1].url if hops and all(hop.status_code in _PERMANENT for hop in hops) else None
    if target is None or "***" in target or target == state.location:
        return replace(state, redirected_to=None, redirect_count=None, redirected_since=None)
    if target != state.redirected_to:
        return replace(state, redirected_to=target, redirect_count=1, redirected_since=now)
    return replace(state, redirect_count=(state.redirect_count or 0) + 1)


def is_ready_to_move(state: FeedState, now: datetime) -> bool:
    """Whether the redirect has stayed long enough."""
    since = state.redirected_since
    return (
        state.redirected_to is not None
        and (state.redirect_count or 0) >= ADOPT_AFTER
        and since is not None
        and now - since >= ADOPT_OVER
    )


def moved(state: FeedState, source: Source, now: datetime) -> tuple[FeedState, FeedEvent]:
    """The state at its new address, and the event."""
    count, since = state.redirect_count or 0, state.redirected_since or now
    days = (now - since).total_seconds() / 86_400
    reason = f"{count} permanent redirects in a row over {days:.1f} days, and known entries there"
    configured = without_secrets(source.location)
    after = replace(
        state,
        location=state.redirected_to or state.location,
        configured_location=configured if state.redirected_to != configured else None,
        redirected_to=None,
        redirect_count=None,
        redirected_since=None,
    )
    return after, FeedEvent(state.feed_id, now, "address", state.location, after.location, reason)


def returned(state: FeedState, now: datetime) -> tuple[FeedState, FeedEvent | None]:
    """The state back at the configured address where the adopted one fails."""
    if state.configured_location is None or state.consecutive_failures < RETURN_AFTER:
        return state, None
    back = replace(state.without_validators(), location=state.configured_location, configured_location=None)
    reason = f"{state.consecutive_failures} failures in a row at the adopted address"
    return back, FeedEvent(state.feed_id, now, "address", state.location, back.location, reason)

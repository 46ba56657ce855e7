"""One poll of one feed: conditional request, what changed, when to ask again.

A feed is never given up silently: connectors.feed_states says how it fails and comes back, connectors.rhythm how often
it is asked, connectors.feed_moves when another address is believed.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from connectors.client import Client, Fetched, Validators
from connectors.feed import Feed, FeedEntry
from connectors.feed_moves import is_ready_to_move, polled_location, returned, with_redirects
from connectors.feed_states import (
    DORMANT_FROM,
    MAX_WAIT_S,
    FeedEvent,
    FeedStanding,
    FeedState,
    failed,
    fixed_interval_s,
    state_event,
    succeeded,
)
from connectors.rhythm import DEFAULT_INTERVAL_S, asked_interval, interval_of, learned_interval
from connectors.source_manners import headers_for, manners_of
from transforms.errors import NewsfoldError
from transforms.model import Document, Source

__all__ = [
    "DEFAULT_INTERVAL_S",
    "DORMANT_AFTER",
    "FULL_FETCH_EVERY",
    "MAX_WAIT_S",
    "FeedStanding",
    "FeedState",
    "ParseFeed",
    "Poll",
    "poll_feed",
    "poll_of_body",
]

ParseFeed = Callable[[bytes, str | None, str | None], Feed]

DORMANT_AFTER = int(DORMANT_FROM)
"""Failures of the middle weight after which a feed is dormant."""
FULL_FETCH_EVERY = 10
"""Every so many answers "not modified" in a row the body is asked for anyway: some servers say so for ever."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll brought: the new state; the feed's bytes as a Document (None where nothing changed or came);
    the feed and its entries; the error, if it failed; what happened to the feed. Bytes that are no feed come as a
    Document with an error.
    """

    feed_state: FeedState
    document: Document | None = None
    feed: Feed | None = None
    error: NewsfoldError | None = None
    events: tuple[FeedEvent, ...] = ()

    @property
    def entries(self) -> tuple[FeedEntry, ...]:
        return self.feed.entries if self.feed is not None else ()


async def poll_feed(
    client: Client, source: Source, feed_state: FeedState | None, now: datetime, parse: ParseFeed
) -> Poll:
    """Ask a feed once and say what changed. Never raises NewsfoldError: a failure is a Poll with an error.

    ``parse`` is called in a thread, with body, address and Content-Type, as parse_feed is. The source's options are
    those of manners_of, and ``poll_minutes``, which takes the place of the feed's rhythm.
    """
    state = feed_state or FeedState.of(source)
    location = polled_location(state, source)
    asks_in_full = state.not_modified_count >= FULL_FETCH_EVERY or is_ready_to_move(state, now)
    validators = None if asks_in_full else Validators(state.etag, state.last_modified)
    try:
        fetched = await client.fetch(
            location, validators=validators, headers=headers_for(source, location), **manners_of(source)
        )
    except NewsfoldError as error:
        return _failure(state, source, now, error)
    if fetched.not_modified:
        state = replace(with_redirects(state, fetched, now), not_modified_count=state.not_modified_count + 1)
        return _success(state, source, now, _quiet(state, source))
    return await poll_of_body(fetched, source, state, now, parse)


async def poll_of_body(fetched: Fetched, source: Source, state: FeedState, now: datetime, parse: ParseFeed) -> Poll:
    """The poll that a fetched body makes; the part of poll_feed after the request."""
    digest = hashlib.sha256(fetched.body).hexdigest()
    is_known = digest == state.body_sha256
    told = _with_validators(with_redirects(state, fetched, now), fetched, digest)
    if is_known and state.consecutive_failures == 0 and not is_ready_to_move(told, now):
        return _success(told, source, now, _quiet(told, source))
    document = None if is_known else _document(fetched, source, state, now)
    try:
        feed = await asyncio.to_thread(parse, fetched.body, fetched.final_url, fetched.content_type)
    except NewsfoldError as error:
        # Without validators the next poll looks at the body again, in case the parser learns to read it.
        return _failure(replace(state.without_validators(), body_sha256=digest), source, now, error, document)
    told = replace(told, hub_location=next(iter(feed.hub_links), None), self_location=feed.self_link)
    interval_s = _interval_s(told, fetched, feed, now, is_changed=not is_known)
    return _success(told, source, now, interval_s, document, feed)


def _success(  # noqa: PLR0917
    state: FeedState,
    source: Source,
    now: datetime,
    interval_s: float | None,
    document: Document | None = None,
    feed: Feed | None = None,
) -> Poll:
    after = succeeded(replace(state, interval_s=interval_s), source, now)
    event = state_event(state, after, now, None)
    return Poll(after, document, feed, events=(event,) if event else ())


def _failure(
    state: FeedState, source: Source, now: datetime, error: NewsfoldError, document: Document | None = None
) -> Poll:
    after = failed(state, source, now, error)
    event = state_event(state, after, now, error)
    after, move = returned(after, now)
    return Poll(after, document, error=error, events=tuple(one for one in (event, move) if one))


def _quiet(state: FeedState, source: Source) -> float | None:
    """The interval after a poll that brought nothing: it grows, unless a person has fixed it."""
    if fixed_interval_s(source) is not None:
        return state.interval_s
    return learned_interval(state.interval_s or DEFAULT_INTERVAL_S, is_changed=False)


def _interval_s(state: FeedState, fetched: Fetched, feed: Feed, now: datetime, *, is_changed: bool) -> float:
    own = interval_of(feed.entries, now) or learned_interval(state.interval_s, is_changed=is_changed)
    return max(own, asked_interval(fetched.body, fetched.header("cache-control")))


def _document(fetched: Fetched, source: Source, state: FeedState, now: datetime) -> Document:
    return Document(
        location=state.location,
        body=fetched.body,
        fetched_at=now,
        form="feed",
        media_type=fetched.media_type,
        charset=fetched.charset,
        final_location=fetched.final_url if fetched.redirects else None,
        status_code=fetched.status_code,
        http_headers=fetched.headers,
        source_id=source.source_id,
        feed_id=state.feed_id,
    )


def _with_validators(state: FeedState, fetched: Fetched, digest: str) -> FeedState:
    return replace(
        state,
        etag=fetched.validators.etag,
        last_modified=fetched.validators.last_modified,
        body_sha256=digest,
        not_modified_count=0,
    )

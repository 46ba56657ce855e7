"""One poll of one feed: conditional request, what changed, when to ask again.

A feed is never given up silently. Failures move it from ok over degraded and dormant to gone, each failure adds one
interval to the wait, and no wait is longer than a day in any state.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from connectors.client import Client, Fetched, Validators
from connectors.feed import Feed, FeedEntry
from connectors.naming import feed_id_of
from connectors.redaction import without_secrets
from transforms.errors import Gone, NewsfoldError, Throttled
from transforms.model import Document, Source

FeedStanding = Literal["ok", "degraded", "dormant", "gone"]
ParseFeed = Callable[[bytes, str | None, str | None], Feed]

DEFAULT_INTERVAL_S = 900.0
MAX_WAIT_S = 86_400.0
DORMANT_AFTER = 20
"""Failures in a row after which a feed is dormant; 410 makes it so at once."""
GONE_AFTER = 10
"""Failures in a row, the last of them 410, after which a dormant feed counts as gone (for 404 as many more than
DORMANT_AFTER). It is still asked once a day."""
FULL_FETCH_EVERY = 10
"""Every so many answers "not modified" in a row the body is asked for anyway: some servers say so for ever."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of one polled location between polls. ``location`` is without secrets,
    ``not_modified_count`` how many answers in a row said that nothing changed.
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

    @classmethod
    def of(cls, source: Source) -> FeedState:
        """The state of a feed that was never polled."""
        feed_id = feed_id_of(source.source_id, source.location)
        return cls(feed_id, source.source_id, "feed", without_secrets(source.location))

    def is_due(self, now: datetime) -> bool:
        """Whether to poll now. A time more than the longest wait ahead is a clock that jumped, so it is due."""
        if self.next_poll_at is None:
            return True
        return now >= self.next_poll_at or self.next_poll_at - now > timedelta(seconds=MAX_WAIT_S)

    def without_validators(self) -> FeedState:
        """The state that makes the next poll bring all entries again, changed or not: for pages that failed."""
        return replace(self, etag=None, last_modified=None, body_sha256=None, not_modified_count=0)


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll brought: the new state; the feed's bytes as a Document (None where nothing changed or came);
    the feed and its entries; the error, if it failed. Bytes that are no feed come as a Document with an error.
    """

    feed_state: FeedState
    document: Document | None = None
    feed: Feed | None = None
    error: NewsfoldError | None = None

    @property
    def entries(self) -> tuple[FeedEntry, ...]:
        return self.feed.entries if self.feed is not None else ()


async def poll_feed(
    client: Client, source: Source, feed_state: FeedState | None, now: datetime, parse: ParseFeed
) -> Poll:
    """Ask a feed once and say what changed. Never raises NewsfoldError: a failure is a Poll with an error.

    ``parse`` is called in a thread, with body, address and Content-Type, as parse_feed is. The source's option
    ``poll_minutes`` is the interval, ``obey_robots`` (true, false) overrides the client's.
    """
    state = feed_state or FeedState.of(source)
    asks_in_full = state.not_modified_count >= FULL_FETCH_EVERY
    validators = None if asks_in_full else Validators(state.etag, state.last_modified)
    try:
        fetched = await client.fetch(
            source.location, validators=validators, headers=source.headers, obey_robots=obeys_robots(source)
        )
    except NewsfoldError as error:
        return Poll(_failed(state, source, now, error), error=error)
    if fetched.not_modified:
        return Poll(_succeeded(replace(state, not_modified_count=state.not_modified_count + 1), source, now))
    return await poll_of_body(fetched, source, state, now, parse)


async def poll_of_body(fetched: Fetched, source: Source, state: FeedState, now: datetime, parse: ParseFeed) -> Poll:
    """The poll that a fetched body makes; the part of poll_feed after the request."""
    digest = hashlib.sha256(fetched.body).hexdigest()
    is_known = digest == state.body_sha256
    if is_known and state.consecutive_failures == 0:
        return Poll(_succeeded(_with_validators(state, fetched, digest), source, now))
    document = None if is_known else _document(fetched, source, state, now)
    try:
        feed = await asyncio.to_thread(parse, fetched.body, fetched.final_url, fetched.content_type)
    except NewsfoldError as error:
        # Without validators the next poll looks at the body again, in case the parser learns to read it.
        state = replace(state.without_validators(), body_sha256=digest)
        return Poll(_failed(state, source, now, error), document, error=error)
    return Poll(_succeeded(_with_validators(state, fetched, digest), source, now), document, feed)


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


def _succeeded(state: FeedState, source: Source, now: datetime) -> FeedState:
    wait = timedelta(seconds=min(_interval_s(source), MAX_WAIT_S))
    return replace(
        state,
        state="ok",
        last_polled_at=now,
        next_poll_at=now + wait,
        consecutive_failures=0,
        last_error=None,
    )


def _failed(state: FeedState, source: Source, now: datetime, error: NewsfoldError) -> FeedState:
    failures = state.consecutive_failures + 1
    standing = _standing(state, failures, error)
    wait_s = MAX_WAIT_S if standing in ("dormant", "gone") else _interval_s(source) * (1 + failures)
    if isinstance(error, Throttled) and error.retry_after_s is not None:
        wait_s = max(wait_s, error.retry_after_s)
    return replace(
        state,
        state=standing,
        last_polled_at=now,
        next_poll_at=now + timedelta(seconds=min(wait_s, MAX_WAIT_S)),
        consecutive_failures=failures,
        last_error=str(error)[:1000],
    )


def _standing(state: FeedState, failures: int, error: NewsfoldError) -> FeedStanding:
    if isinstance(error, Gone):
        was_dormant = state.state in ("dormant", "gone")
        if was_dormant and failures >= (GONE_AFTER if error.status_code == 410 else DORMANT_AFTER + GONE_AFTER):
            return "gone"
        if error.status_code == 410:
            return "dormant"
    return "dormant" if failures >= DORMANT_AFTER or state.state in ("dormant", "gone") else "degraded"


def _interval_s(source: Source) -> float:
    try:
        minutes = float(dict(source.options).get("poll_minutes", ""))
    except ValueError:
        return DEFAULT_INTERVAL_S
    return max(minutes, 1.0) * 60


def obeys_robots(source: Source) -> bool | None:
    """What the source's option ``obey_robots`` says, None where it says nothing."""
    word = dict(source.options).get("obey_robots", "").lower()
    return {"true": True, "false": False}.get(word)

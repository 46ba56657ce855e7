"""The rows of polling: feeds with their entries and what happened to them, and the hosts that are asked.

What each column means is said once, by its COMMENT, as for warehouse.rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from warehouse.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow(Row):
    TABLE = "feeds"
    KEY = ("feed_id",)
    feed_id: str
    source_id: str
    kind: str
    location: str
    state: str = "ok"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItemRow(Row):
    TABLE = "feed_items"
    KEY = ("feed_id", "item_id")
    feed_id: str
    item_id: str
    guid: str | None = None
    link: str | None = None
    link_key: str | None = None
    title: str | None = None
    title_key: str | None = None
    published: str | None = None
    updated: str | None = None
    text_digest: str | None = None
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEventRow(Row):
    TABLE = "feed_events"
    KEY = ("feed_id", "happened_at", "kind")
    feed_id: str
    happened_at: datetime
    kind: str
    before: str | None = None
    after: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRow(Row):
    TABLE = "hosts"
    KEY = ("host",)
    host: str
    next_fetch_at: datetime | None = None
    crawl_delay_s: float | None = None
    robots_checked_at: datetime | None = None
    robots_text: str | None = None
    consecutive_failures: int = 0
    last_error: str | None = None
    last_fetched_at: datetime | None = None
    resting_until: datetime | None = None
    robots_access: str | None = None
    robots_expires_at: datetime | None = None
    tdmrep_access: str | None = None
    tdmrep_text: str | None = None
    tdmrep_checked_at: datetime | None = None
    tdmrep_expires_at: datetime | None = None

"""Rows about where news comes from, beside sources and feeds: pages to be asked for again, files of inboxes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from warehouse.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisitRow(Row):
    """A page with its place in its source's revisit schedule."""

    TABLE = "revisits"
    KEY = ("location",)
    location: str
    source_id: str
    feed_id: str | None = None
    first_captured_at: datetime
    revisit_count: int = 0
    last_asked_at: datetime | None = None
    next_at: datetime | None = None
    last_answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFileRow(Row):
    """A file that an inbox took in."""

    TABLE = "inbox_files"
    KEY = ("source_id", "location")
    source_id: str
    location: str
    byte_count: int
    modified_at: datetime
    sha256: str
    state: str
    moved_to: str | None = None
    seen_at: datetime

"""Rows of what wire items say about themselves, and of how far a backfill has come; as in warehouse.rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from warehouse.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleNoteRow(Row):
    TABLE = "article_notes"
    KEY = ("article_id", "position")
    article_id: UUID
    position: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillPartRow(Row):
    TABLE = "backfill_parts"
    KEY = ("location", "part", "extent")
    location: str
    part: str = ""
    extent: str = ""
    source_id: str | None = None
    run_id: UUID
    state: str
    offset: int
    byte_count: int
    modified_at: datetime | None = None
    item_count: int = 0
    passed_over: str | None = None
    updated_at: datetime

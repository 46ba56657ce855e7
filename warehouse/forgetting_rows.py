"""Rows of what was forgotten, and of what has to leave the archive; as in warehouse.rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from warehouse.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class TombstoneRow(Row):
    TABLE = "tombstones"
    KEY = ("key_digest",)
    key_digest: str
    kind: str
    article_id: UUID
    forgotten_at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRow(Row):
    TABLE = "erasures"
    KEY = ("archive_path", "archive_offset")
    archive_path: str
    archive_offset: int
    asked_at: datetime
    rewritten_to: str | None = None

"""The rows of learned boilerplate: which blocks an article has, and which recur across a publisher's articles.

What each column means is said once, by its COMMENT, as for warehouse.rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from warehouse.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleBlocksRow(Row):
    TABLE = "article_blocks"
    KEY = ("article_id",)
    article_id: UUID
    publisher_id: str | None = None
    opening_hash: int
    block_hashes: tuple[int, ...]
    block_counts: tuple[int, ...]
    cut_hashes: tuple[int, ...]
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherBlockRow(Row):
    TABLE = "publisher_blocks"
    KEY = ("publisher_id", "block_hash")
    publisher_id: str
    block_hash: int
    article_count: int
    text_count: int
    first_seen_at: datetime
    last_seen_at: datetime
    sample: str

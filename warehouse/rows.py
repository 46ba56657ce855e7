"""One frozen dataclass for each table; the fields are its columns, in their order.

``TABLE`` names the table and ``KEY`` the columns that identify a row: an upsert looks for them, and no index
enforces them. What each column means is said once, by its COMMENT (see docs/data-dictionary.md). Arguments are given
by name; columns that may be null default to None. Every datetime must be aware.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from transforms.model import AlignedParagraph
from warehouse.block_rows import ArticleBlocksRow, PublisherBlockRow
from warehouse.feed_rows import FeedEventRow, FeedItemRow, FeedRow, HostRow
from warehouse.forgetting_rows import ErasureRow, TombstoneRow
from warehouse.row import Row as Row
from warehouse.source_rows import InboxFileRow, RevisitRow
from warehouse.wire_rows import ArticleNoteRow, BackfillPartRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherRow(Row):
    TABLE = "publishers"
    KEY = ("publisher_id",)
    publisher_id: str
    name: str
    domain: str | None = None
    country: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow(Row):
    TABLE = "sources"
    KEY = ("source_id",)
    source_id: str
    name: str
    kind: str
    publisher_id: str | None = None
    tags: tuple[str, ...] = ()
    first_seen_at: datetime
    country: str | None = None
    language: str | None = None
    credit_name: str | None = None
    fewest_per_day: float | None = None
    largest_undated_share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow(Row):
    TABLE = "runs"
    KEY = ("run_id",)
    run_id: UUID
    kind: str
    flow_run_id: UUID | None = None
    started_at: datetime
    finished_at: datetime | None = None
    state: str
    code_version: str
    document_count: int = 0
    item_count: int = 0
    new_count: int = 0
    updated_count: int = 0
    unchanged_count: int = 0
    rejected_count: int = 0
    matched_count: int = 0
    parameters: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow(Row):
    TABLE = "documents"
    KEY = ("document_id",)
    document_id: UUID
    run_id: UUID
    source_id: str | None = None
    feed_id: str | None = None
    location: str
    final_location: str | None = None
    fetched_at: datetime
    last_seen_at: datetime
    status_code: int | None = None
    media_type: str | None = None
    byte_count: int
    sha256: str
    archive_path: str | None = None
    archive_offset: int | None = None
    form: str
    captured_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    extra: str | None = None
    robots_directives: tuple[str, ...] | None = None
    is_tdm_reserved: bool | None = None
    tdm_policy: str | None = None
    tdm_told_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow(Row):
    TABLE = "articles"
    KEY = ("article_id",)
    article_id: UUID
    source_id: str | None = None
    publisher_id: str | None = None
    document_id: UUID
    canonical_url: str | None = None
    guid: str | None = None
    title: str | None = None
    subtitle: str | None = None
    body: str
    dateline: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image_url: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    published_on: date | None = None
    published_precision: str = "none"
    published_from: str | None = None
    modified_at: datetime | None = None
    word_count: int
    paragraph_count: int
    content_digest: str
    version_number: int = 1
    rules_id: str
    pub_status: str = "usable"
    embargo_until: datetime | None = None
    first_seen_at: datetime
    last_seen_at: datetime
    is_accessible_for_free: bool | None = None
    wire_version: str | None = None
    urgency: int | None = None
    image_caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleKeyRow(Row):
    TABLE = "article_keys"
    KEY = ("kind", "key")
    kind: str
    key: str
    article_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRedirectRow(Row):
    TABLE = "article_redirects"
    KEY = ("old_article_id",)
    old_article_id: UUID
    article_id: UUID
    merged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersionRow(Row):
    TABLE = "article_versions"
    KEY = ("article_id", "version_number")
    article_id: UUID
    version_number: int
    title: str | None = None
    body: str
    content_digest: str
    rules_id: str
    document_id: UUID
    seen_at: datetime
    last_seen_at: datetime
    rank: int
    first_sequence: int = 0
    last_sequence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDocumentRow(Row):
    TABLE = "article_documents"
    KEY = ("article_id", "document_id")
    article_id: UUID
    document_id: UUID
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorRow(Row):
    TABLE = "authors"
    KEY = ("author_id",)
    author_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAuthorRow(Row):
    TABLE = "article_authors"
    KEY = ("article_id", "position")
    article_id: UUID
    author_id: UUID
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditRow(Row):
    TABLE = "credits"
    KEY = ("article_id", "position")
    article_id: UUID
    position: int
    agency: str | None = None
    publisher_id: str | None = None
    kind: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedBlockRow(Row):
    TABLE = "removed_blocks"
    KEY = ("article_id", "version_number", "position")
    article_id: UUID
    version_number: int
    position: int
    rule: str
    text: str
    evidence_count: int | None = None
    paragraphs_before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateEvidenceRow(Row):
    TABLE = "date_evidence"
    KEY = ("article_id", "version_number", "position")
    article_id: UUID
    version_number: int
    position: int
    origin: str
    raw: str
    found_at: datetime | None = None
    found_on: date
    precision: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectionRow(Row):
    TABLE = "rejections"
    KEY = ("rejection_id",)
    rejection_id: UUID
    run_id: UUID
    source_id: str | None = None
    document_id: UUID | None = None
    location: str
    stage: str
    rule: str
    reason: str
    rejected_at: datetime
    sha256: str | None = None
    archive_path: str | None = None
    archive_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FingerprintRow(Row):
    TABLE = "fingerprints"
    KEY = ("article_id", "options_id")
    article_id: UUID
    options_id: str
    window_on: date | None = None
    shingle_count: int
    hashes: tuple[int, ...]
    generation: int | None = None
    matter_hashes: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRow(Row):
    TABLE = "matches"
    KEY = ("article_id", "other_article_id")
    article_id: UUID
    other_article_id: UUID
    version_number: int
    other_version_number: int
    relation: str | None = None
    is_same_text: bool
    reasons: tuple[str, ...]
    jaccard: float
    containment: float
    other_containment: float
    aligned_share: float
    aligned_paragraphs: tuple[AlignedParagraph, ...]
    options_id: str
    decided_at: datetime
    other_aligned_share: float
    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterRow(Row):
    TABLE = "clusters"
    KEY = ("cluster_id",)
    cluster_id: UUID
    canonical_article_id: UUID
    canonical_reason: str
    origin_name: str | None = None
    origin_publisher_id: str | None = None
    article_count: int
    publisher_count: int
    first_published_at: datetime | None = None
    last_published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterMemberRow(Row):
    TABLE = "cluster_members"
    KEY = ("article_id",)
    cluster_id: UUID
    article_id: UUID
    role: str
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterRedirectRow(Row):
    TABLE = "cluster_redirects"
    KEY = ("old_cluster_id",)
    old_cluster_id: UUID
    cluster_id: UUID
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow(Row):
    TABLE = "verdicts"
    KEY = ("article_id", "other_article_id")
    article_id: UUID
    other_article_id: UUID
    verdict: str
    by: str
    note: str | None = None
    decided_at: datetime


ROWS: tuple[type[Row], ...] = (
    PublisherRow,
    SourceRow,
    FeedRow,
    FeedItemRow,
    FeedEventRow,
    HostRow,
    RunRow,
    DocumentRow,
    ArticleRow,
    ArticleKeyRow,
    ArticleRedirectRow,
    ArticleVersionRow,
    ArticleDocumentRow,
    AuthorRow,
    ArticleAuthorRow,
    CreditRow,
    RemovedBlockRow,
    DateEvidenceRow,
    RejectionRow,
    FingerprintRow,
    MatchRow,
    ClusterRow,
    ClusterMemberRow,
    ClusterRedirectRow,
    VerdictRow,
    ArticleBlocksRow,
    PublisherBlockRow,
    RevisitRow,
    InboxFileRow,
    ArticleNoteRow,
    BackfillPartRow,
    TombstoneRow,
    ErasureRow,
)
TABLES: dict[str, type[Row]] = {row.TABLE: row for row in ROWS}
"""Every table by name; an identifier in a statement always comes from here."""


def columns_of(row: type[Row]) -> tuple[str, ...]:
    """The columns of a table, in their order."""
    return tuple(field.name for field in fields(row))  # type: ignore[arg-type]


def key_of(row: Row) -> tuple[object, ...]:
    """The values that identify this row in its table."""
    return tuple(getattr(row, name) for name in row.KEY)

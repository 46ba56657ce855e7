"""Rows for warehouse tests: small, valid, and the same for the same number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from transforms.model import AlignedParagraph
from warehouse.rows import (
    ArticleKeyRow,
    ArticleRow,
    ArticleVersionRow,
    ClusterMemberRow,
    ClusterRow,
    DocumentRow,
    FingerprintRow,
    MatchRow,
    PublisherRow,
    Row,
    RunRow,
    SourceRow,
)
from warehouse.writing import Warehouse

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def an_id(name: object) -> UUID:
    return uuid5(NAMESPACE_URL, f"sample {name}")


def pair(first: object, second: object) -> tuple[UUID, UUID]:
    """The two ids, the smaller one first."""
    low, high = sorted((an_id(first), an_id(second)))
    return low, high


RUN = RunRow(run_id=an_id("run"), kind="ingest", started_at=NOON, state="completed", code_version="0.1.0")
SOURCE = SourceRow(source_id="daily", name="The Daily", kind="feed", first_seen_at=NOON)


def publisher(name: str) -> PublisherRow:
    return PublisherRow(publisher_id=f"{name}.example", name=name.title(), domain=f"{name}.example")


def document(number: object, **changes: Any) -> DocumentRow:
    row = DocumentRow(
        document_id=an_id(f"document {number}"),
        run_id=RUN.run_id,
        source_id=SOURCE.source_id,
        location=f"https://daily.example/{number}",
        fetched_at=NOON,
        last_seen_at=NOON,
        byte_count=10,
        sha256=f"{number}".rjust(64, "0"),
        form="html",
    )
    return replace(row, **changes)


def article(number: object, **changes: Any) -> ArticleRow:
    row = ArticleRow(
        article_id=an_id(number),
        source_id=SOURCE.source_id,
        document_id=an_id(f"document {number}"),
        title=f"Title {number}",
        body=f"First of {number}.\n\nSecond.",
        word_count=4,
        paragraph_count=2,
        content_digest=f"digest {number}",
        rules_id="rules-1",
        first_seen_at=NOON,
        last_seen_at=NOON,
    )
    return replace(row, **changes)


def version(of: ArticleRow, number: int = 1, **changes: Any) -> ArticleVersionRow:
    row = ArticleVersionRow(
        article_id=of.article_id,
        version_number=number,
        title=of.title,
        body=of.body,
        content_digest=of.content_digest,
        rules_id=of.rules_id,
        document_id=of.document_id,
        seen_at=NOON + timedelta(hours=number - 1),
        last_seen_at=NOON + timedelta(hours=number - 1),
        rank=1,
    )
    return replace(row, **changes)


def key(number: object) -> ArticleKeyRow:
    return ArticleKeyRow(kind="url", key=f"daily.example/{number}", article_id=an_id(number))


def a_match(first: object, second: object, **changes: Any) -> MatchRow:
    low, high = pair(first, second)
    row = MatchRow(
        article_id=low,
        other_article_id=high,
        version_number=1,
        other_version_number=1,
        relation="near_duplicate",
        is_same_text=True,
        reasons=("most sentences are aligned",),
        jaccard=0.5,
        containment=0.7,
        other_containment=0.6,
        aligned_share=0.9,
        aligned_paragraphs=(AlignedParagraph(1, 1, 0.95), AlignedParagraph(2, 2, 1.0)),
        options_id="options-1",
        decided_at=NOON,
        other_aligned_share=0.8,
        found_by="candidates",
    )
    return replace(row, **changes)


def prints(number: object, hashes: tuple[int, ...], on: date | None = date(2026, 3, 1)) -> FingerprintRow:
    return FingerprintRow(
        article_id=an_id(number), options_id="options-1", window_on=on, shingle_count=len(hashes), hashes=hashes
    )


def cluster(canonical: ArticleRow, *copies: ArticleRow, **changes: Any) -> list[Row]:
    """A cluster row and its members."""
    members = (canonical, *copies)
    times = [member.published_at for member in members if member.published_at]
    row = ClusterRow(
        cluster_id=an_id(f"cluster {canonical.article_id}"),
        canonical_article_id=canonical.article_id,
        canonical_reason="published first",
        article_count=len(members),
        publisher_count=len({member.publisher_id for member in members} - {None}),
        first_published_at=min(times, default=None),
        last_published_at=max(times, default=None),
    )
    roles = ["canonical", *("copy" for _ in copies)]
    return [
        replace(row, **changes),
        *(
            ClusterMemberRow(cluster_id=row.cluster_id, article_id=member.article_id, role=role, joined_at=NOON)
            for member, role in zip(members, roles, strict=True)
        ),
    ]


def store(path: Path, *rows: Row) -> Warehouse:
    """Writes rows of any tables in one transaction and publishes."""
    warehouse = Warehouse(path)
    with warehouse.writing() as writer, writer.transaction():
        for table in sorted({type(row) for row in rows}, key=lambda table: table.TABLE):
            writer.upsert([row for row in rows if type(row) is table])
    warehouse.publish(force=True)
    return warehouse

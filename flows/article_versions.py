"""The versions of one article from what is stored of it and what a batch brings, in any order of arrival.

The text is of the last version that has one; the status (usable, withheld, canceled) of the last word of the provider.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flows.captures import Capture, Group
from transforms.versions import Sight, sequence_of, with_sight
from warehouse.rows import ArticleRow, ArticleVersionRow


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What is stored of an article before this batch. ``captured_at`` is when its current text was captured last.

    ``document_ids`` are its captures, where they are read again.
    """

    row: ArticleRow
    versions: tuple[ArticleVersionRow, ...]
    captured_at: datetime
    authors: tuple[str, ...] = ()
    document_ids: frozenset[UUID] = frozenset()

    @property
    def place(self) -> tuple[int, datetime, UUID]:
        """What orders its current text among the captures of it."""
        sequence = self.versions[-1].last_sequence if self.versions else 0
        return sequence, self.captured_at, self.row.document_id


@dataclass(frozen=True, slots=True)
class _Status:
    pub_status: str
    embargo_until: datetime | None
    version: str | None
    modified_at: datetime | None


def versions_of(group: Group, before: Sequence[StoredArticle]) -> tuple[ArticleVersionRow, ...]:
    """The versions from the stored ones and this batch's captures, numbered by time."""
    sources: dict[str, tuple[datetime, UUID, ArticleVersionRow]] = {}
    sights: tuple[Sight, ...] = ()
    for old in before:
        for version in old.versions:
            sights = with_sight(sights, _sight_of(version))
            _keep_earliest(sources, version.content_digest, (version.seen_at, version.document_id, version))
    known = {one for old in before for one in old.document_ids}
    for capture in sorted(group.captures, key=lambda one: one.place):
        if capture.document_id in known and all(capture.article.content_digest != one.digest for one in sights):
            # once the same text as a version's; that today's rules tell them apart is no change by the publisher
            continue
        sights = with_sight(sights, _sight_of(_version_row(group.article_id, capture)))
        row = _version_row(group.article_id, capture)
        _keep_earliest(sources, row.content_digest, (capture.at, capture.document_id, row))
    return tuple(
        replace(
            sources[sight.digest][2],
            article_id=group.article_id,
            version_number=number,
            seen_at=sight.first,
            last_seen_at=sight.last,
            rank=sight.rank,
            first_sequence=sight.first_sequence,
            last_sequence=sight.last_sequence,
        )
        for number, sight in enumerate(sights, start=1)
    )


def _sight_of(row: ArticleVersionRow) -> Sight:
    return Sight(row.content_digest, row.seen_at, row.last_seen_at, row.rank, row.first_sequence, row.last_sequence)


def _keep_earliest(
    sources: dict[str, tuple[datetime, UUID, ArticleVersionRow]],
    digest: str,
    found: tuple[datetime, UUID, ArticleVersionRow],
) -> None:
    if digest not in sources or found[:2] < sources[digest][:2]:
        sources[digest] = found


def _version_row(article_id: UUID, capture: Capture) -> ArticleVersionRow:
    return ArticleVersionRow(
        article_id=article_id,
        version_number=1,
        title=capture.article.title,
        body=capture.article.text,
        content_digest=capture.article.content_digest,
        rules_id=capture.rules_id,
        document_id=capture.document_id,
        seen_at=capture.at,
        last_seen_at=capture.at,
        rank=capture.rank,
        first_sequence=capture.sequence,
        last_sequence=capture.sequence,
    )


def with_status(row: ArticleRow, group: Group, before: Sequence[StoredArticle]) -> ArticleRow:
    """The row with what its provider said last about it, which may come with a notice that has no text to show.

    A kill makes the article canceled and leaves its text; a version that comes late changes neither.
    """
    told = [
        (capture.place, _Status(one.pub_status, one.embargo_until, one.version, one.modified_at))
        for capture in group.captures
        for one in (capture.article,)
        if capture.document.form == "wire"
    ]
    if not told:
        return row
    for old in (stored.row for stored in before if stored.row.wire_version is not None):
        place = (sequence_of(old.wire_version), old.modified_at or old.last_seen_at, old.document_id)
        told.append((place, _Status(old.pub_status, old.embargo_until, old.wire_version, old.modified_at)))
    last = max(told, key=lambda one: one[0])[1]
    return replace(
        row,
        pub_status=last.pub_status,
        embargo_until=last.embargo_until,
        wire_version=last.version,
        modified_at=last.modified_at,
    )

"""The rows of an article after some captures: versions, the current text, its fields, and what was cut. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from flows.article_versions import StoredArticle as StoredArticle
from flows.article_versions import versions_of, with_status
from flows.captures import Capture, Group, window_day
from transforms.identity import author_id
from transforms.model import Article, Document, Publisher
from transforms.reservations import reservations_of
from warehouse.rows import (
    ArticleAuthorRow,
    ArticleDocumentRow,
    ArticleKeyRow,
    ArticleRedirectRow,
    ArticleRow,
    ArticleVersionRow,
    AuthorRow,
    CreditRow,
    DateEvidenceRow,
    DocumentRow,
    FingerprintRow,
    PublisherRow,
    RemovedBlockRow,
)
from warehouse.wire_rows import ArticleNoteRow

Change = Literal["new", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """Everything to write for one article. ``current`` is None where an older text stays the current one."""

    article_id: UUID
    change: Change
    row: ArticleRow
    versions: tuple[ArticleVersionRow, ...]
    keys: tuple[ArticleKeyRow, ...]
    redirects: tuple[ArticleRedirectRow, ...]
    documents: tuple[ArticleDocumentRow, ...]
    current: Capture | None
    of_versions: tuple[tuple[int, Capture], ...]
    """The newest capture of this batch of each version that has one."""
    must_match: bool
    lost_ids: tuple[UUID, ...] = ()
    base_id: UUID | None = None
    """The stored article whose fields stay where ``current`` is None."""


def article_change(
    group: Group, stored: Mapping[UUID, StoredArticle], now: datetime, *, is_again: bool = False
) -> ArticleChange:
    """What becomes of one article with the captures of a batch.

    With ``is_again`` captures that it has already are read again: its texts change, the number of its versions never
    grows.
    """
    before = [stored[one] for one in group.stored_ids if one in stored]
    versions = versions_of(group, before)
    current_version = versions[-1]
    newest = _newest(group, before, current_version.content_digest, is_again=is_again)
    own = next((old for old in before if old.row.article_id == group.article_id), None)
    base = own or (max(before, key=lambda old: (old.place[:2], old.row.article_id)) if before else None)
    last_seen = max(
        [*(capture.document.fetched_at for capture in group.captures), *(old.row.last_seen_at for old in before)]
    )
    first_seen = min(
        [*(capture.document.fetched_at for capture in group.captures), *(old.row.first_seen_at for old in before)]
    )
    if newest is not None or base is None:
        newest = newest or group.captures[-1]
        row = article_row(group.article_id, newest, len(versions), first_seen, last_seen)
    else:
        row = replace(
            base.row,
            article_id=group.article_id,
            version_number=len(versions),
            first_seen_at=first_seen,
            last_seen_at=last_seen,
        )
    row = with_status(row, group, before)
    lost = tuple(one for one in group.stored_ids if one != group.article_id)
    return ArticleChange(
        article_id=group.article_id,
        change=_change(before, row, is_again=is_again),
        row=row,
        versions=versions,
        keys=tuple(ArticleKeyRow(kind=one.kind, key=one.text, article_id=group.article_id) for one in group.keys),
        redirects=tuple(
            ArticleRedirectRow(old_article_id=one, article_id=group.article_id, merged_at=now) for one in lost
        ),
        documents=_documents(group),
        current=newest,
        of_versions=_of_versions(group, versions, newest),
        must_match=is_again or base is None or bool(lost) or _weighs_on_matches(base.row, row),
        lost_ids=lost,
        base_id=base.row.article_id if base else None,
    )


def _of_versions(
    group: Group, versions: Sequence[ArticleVersionRow], current: Capture | None
) -> tuple[tuple[int, Capture], ...]:
    """Which capture tells what was cut from a version; of the current one only the capture that made the article."""
    found = []
    for version in versions:
        mine = [
            capture
            for capture in group.captures
            if capture.article.content_digest == version.content_digest
            and (version.first_sequence, version.seen_at)
            <= (capture.sequence, capture.at)
            <= (version.last_sequence, version.last_seen_at)
        ]
        newest = max(mine, key=lambda one: one.place, default=None)
        newest = current if version is versions[-1] else newest
        found.extend([(version.version_number, newest)] if newest is not None else [])
    return tuple(found)


def _change(before: Sequence[StoredArticle], row: ArticleRow, *, is_again: bool) -> Change:
    if not before:
        return "new"
    if is_again:
        # their digests are today's already
        told = (row.title, row.body, row.pub_status)
        is_same = all((old.row.title, old.row.body, old.row.pub_status) == told for old in before)
        return "unchanged" if is_same else "updated"
    said = (row.content_digest, row.pub_status)
    return "unchanged" if all((old.row.content_digest, old.row.pub_status) == said for old in before) else "updated"


def _weighs_on_matches(old: ArticleRow, new: ArticleRow) -> bool:
    """Whether anything changed that a match or a cluster looks at."""
    return any(
        getattr(old, name) != getattr(new, name)
        for name in (
            "content_digest",
            "body",
            "title",
            "publisher_id",
            "published_on",
            "published_at",
            "dateline",
            "version_number",
        )
    )


def _newest(group: Group, before: Sequence[StoredArticle], digest: str, *, is_again: bool) -> Capture | None:
    """The capture whose fields are the article's now; None where a stored one is newer, or is the same read before."""
    mine = [capture for capture in group.captures if capture.article.content_digest == digest]
    newest = max(mine, key=lambda one: one.place, default=None)
    stored = [old.place for old in before if old.row.content_digest == digest]
    if newest is None or not stored:
        return newest
    return newest if newest.place > max(stored) or (is_again and newest.place == max(stored)) else None


def _documents(group: Group) -> tuple[ArticleDocumentRow, ...]:
    first: dict[UUID, ArticleDocumentRow] = {}
    for capture in sorted(group.captures, key=lambda one: one.document.fetched_at):
        row = ArticleDocumentRow(
            article_id=group.article_id, document_id=capture.document_id, seen_at=capture.document.fetched_at
        )
        first.setdefault(capture.document_id, row)
    return tuple(first.values())


def article_row(
    article_id: UUID, capture: Capture, version_number: int, first_seen: datetime, last_seen: datetime
) -> ArticleRow:
    """The current row of an article from the capture that made it."""
    article = capture.article
    return ArticleRow(
        article_id=article_id,
        source_id=capture.document.source_id,
        publisher_id=article.publisher.publisher_id if article.publisher else None,
        document_id=capture.document_id,
        canonical_url=article.canonical_url,
        guid=article.guid,
        title=article.title,
        subtitle=article.subtitle,
        body=article.text,
        dateline=article.dateline,
        section=article.section,
        keywords=article.keywords,
        image_url=article.image_url,
        language=article.language,
        published_at=article.published_at,
        published_on=article.published_on,
        published_precision=article.published_precision,
        published_from=article.published_from,
        modified_at=article.modified_at,
        word_count=article.word_count,
        paragraph_count=article.paragraph_count,
        content_digest=article.content_digest,
        version_number=version_number,
        rules_id=capture.rules_id,
        pub_status=article.pub_status,
        embargo_until=article.embargo_until,
        first_seen_at=first_seen,
        last_seen_at=last_seen,
        is_accessible_for_free=article.is_accessible_for_free,
        wire_version=article.version,
        urgency=article.urgency,
        image_caption=article.image_caption,
    )


def author_rows(article_id: UUID, article: Article) -> tuple[list[AuthorRow], list[ArticleAuthorRow]]:
    """The byline in order; a name is one author however often it signs."""
    authors = [AuthorRow(author_id=author_id(name), name=name) for name in article.authors]
    places = [
        ArticleAuthorRow(article_id=article_id, author_id=author.author_id, position=position)
        for position, author in enumerate(authors, start=1)
    ]
    return authors, places


def credit_rows(article_id: UUID, article: Article) -> list[CreditRow]:
    """The credits in the order in which they were found."""
    return [
        CreditRow(
            article_id=article_id,
            position=position,
            agency=credit.agency,
            publisher_id=credit.publisher_id,
            kind=credit.kind,
            evidence=credit.evidence,
        )
        for position, credit in enumerate(article.credits, start=1)
    ]


def note_rows(article_id: UUID, article: Article) -> list[ArticleNoteRow]:
    """What the capture says beside its text, in its order."""
    return [
        ArticleNoteRow(article_id=article_id, position=position, kind=note.kind, text=note.text)
        for position, note in enumerate(article.notes, start=1)
    ]


def removed_rows(article_id: UUID, version_number: int, article: Article) -> list[RemovedBlockRow]:
    """What was cut from one version, in the order of the page."""
    return [
        RemovedBlockRow(
            article_id=article_id,
            version_number=version_number,
            position=block.position,
            rule=block.rule,
            text=block.text,
            evidence_count=block.evidence_count,
            paragraphs_before=block.paragraphs_before,
        )
        for block in article.removed
    ]


def date_rows(article_id: UUID, version_number: int, article: Article) -> list[DateEvidenceRow]:
    """Every date found, with a mark on the one that the article's own comes from."""
    marked = False
    rows = []
    for position, found in enumerate(article.dates, start=1):
        is_chosen = not marked and found.origin == article.published_from and found.on == article.published_on
        marked = marked or is_chosen
        rows.append(
            DateEvidenceRow(
                article_id=article_id,
                version_number=version_number,
                position=position,
                origin=found.origin,
                raw=found.raw,
                found_at=found.at,
                found_on=found.on,
                precision=found.precision,
                is_chosen=is_chosen,
            )
        )
    return rows


def fingerprint_row(article_id: UUID, capture: Capture) -> FingerprintRow:
    """What the article is compared by, with the day that places it in the window."""
    made = capture.fingerprint
    return FingerprintRow(
        article_id=article_id,
        options_id=made.options_id,
        window_on=window_day(capture.article, capture.document, capture.at),
        shingle_count=made.shingle_count,
        hashes=made.hashes,
        matter_hashes=made.matter_hashes,
    )


def publisher_row(publisher: Publisher) -> PublisherRow:
    """The noun as a row."""
    return PublisherRow(
        publisher_id=publisher.publisher_id,
        name=publisher.name,
        domain=publisher.domain,
        country=publisher.country,
        language=publisher.language,
    )


def document_row(document: Document, document_id: UUID, run_id: UUID, archived: tuple[str, int] | None) -> DocumentRow:
    """The row of a capture that was not seen before."""
    headers = {name.lower(): value for name, value in document.http_headers}
    reserved = reservations_of(document)
    return DocumentRow(
        document_id=document_id,
        run_id=run_id,
        source_id=document.source_id,
        feed_id=document.feed_id,
        location=document.location,
        final_location=document.final_location,
        fetched_at=document.fetched_at,
        last_seen_at=document.fetched_at,
        status_code=document.status_code,
        media_type=document.media_type,
        byte_count=len(document.body),
        sha256=document.sha256,
        archive_path=archived[0] if archived else None,
        archive_offset=archived[1] if archived else None,
        form=document.form,
        captured_at=document.captured_at,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        extra=_extra(document),
        robots_directives=reserved.directives,
        is_tdm_reserved=reserved.is_tdm_reserved,
        tdm_policy=reserved.tdm_policy,
        tdm_told_by=reserved.tdm_told_by,
    )


def _extra(document: Document) -> str | None:
    """What the way in said, as JSON, so that a capture can be parsed again as it was."""
    from transforms.wireform import document_head_to_json

    hints = {name: value for name, value in document_head_to_json(document)["hints"].items() if value}
    return json.dumps(hints, ensure_ascii=False, sort_keys=True) if hints else None

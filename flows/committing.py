"""One batch into the warehouse: read, decide, write in one transaction. The lease is held for this and no longer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from flows.article_changes import (
    ArticleChange,
    StoredArticle,
    article_change,
    author_rows,
    credit_rows,
    date_rows,
    fingerprint_row,
    note_rows,
    removed_rows,
)
from flows.candidate_search import CandidateSearch
from flows.canonical_addresses import distrust_canonicals, told_apart
from flows.captures import Capture, grouped, key_from_row
from flows.clustering_changes import write_clusters
from flows.committing_plain import latest_documents, write_publishers
from flows.learning import with_learned_cuts
from flows.pairing import DEFAULT, Compared, compared_of_row, match_rows
from flows.rederiving import renewed
from flows.standing import standing_paragraphs
from transforms.boilerplate import DEFAULT as RECURRENCE
from transforms.boilerplate import RecurrenceOptions
from transforms.candidates import PairOptions
from transforms.fingerprinting import DEFAULT as FINGERPRINT
from transforms.identity import Key
from transforms.model import Publisher
from warehouse import Writer
from warehouse.feed_rows import FeedEventRow, FeedItemRow, FeedRow, HostRow
from warehouse.forgetting_rows import ErasureRow
from warehouse.rows import (
    ArticleAuthorRow,
    ArticleDocumentRow,
    ArticleKeyRow,
    ArticleRedirectRow,
    ArticleRow,
    ArticleVersionRow,
    AuthorRow,
    ClusterMemberRow,
    CreditRow,
    DateEvidenceRow,
    DocumentRow,
    FingerprintRow,
    MatchRow,
    RejectionRow,
    RemovedBlockRow,
    Row,
    RunRow,
    SourceRow,
)
from warehouse.source_rows import RevisitRow
from warehouse.wire_rows import ArticleNoteRow, BackfillPartRow

OF_THE_TEXT: tuple[type[Row], ...] = (CreditRow, ArticleAuthorRow, ArticleNoteRow)
"""Tables whose rows follow from an article's current capture and are replaced with it."""

OF_THE_VERSIONS: tuple[type[Row], ...] = (RemovedBlockRow, DateEvidenceRow)
"""Tables that tell of each version."""

OF_THE_ARTICLE: tuple[type[Row], ...] = (
    ArticleRow,
    ArticleKeyRow,
    ArticleDocumentRow,
    FingerprintRow,
    ArticleRedirectRow,
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one commit brings: captures that became articles, whatever else happened, and the run's row so far."""

    captures: Sequence[Capture]
    documents: Sequence[DocumentRow]
    rejections: Sequence[RejectionRow] = ()
    sources: Sequence[SourceRow] = ()
    publishers: Sequence[Publisher] = ()
    feeds: Sequence[FeedRow] = ()
    feed_items: Sequence[FeedItemRow] = ()
    feed_events: Sequence[FeedEventRow] = ()
    hosts: Sequence[HostRow] = ()
    schedules: Sequence[RevisitRow] = ()
    """Pages to be asked for again from now on; of one that is known already the stored row stays."""
    revisits: Sequence[RevisitRow] = ()
    parts: Sequence[BackfillPartRow] = ()
    erasures: Sequence[ErasureRow] = ()
    seen_again: Sequence[UUID] = ()
    """Articles whose current capture came again, byte for byte."""
    run: RunRow | None = None
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    options: PairOptions = DEFAULT
    recurrence: RecurrenceOptions = RECURRENCE
    is_again: bool = False
    """Whether these are all the captures of stored articles, read again: texts change in place and are matched anew."""
    search: CandidateSearch | None = None
    """The run's index of what is stored; None: one for this batch alone."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did: article ids by change, and the clusters of two or more that it touched."""

    new: tuple[UUID, ...] = ()
    updated: tuple[UUID, ...] = ()
    unchanged: tuple[UUID, ...] = ()
    matched: tuple[UUID, ...] = ()
    cluster_ids: tuple[UUID, ...] = ()


@dataclass(slots=True)
class _Pending:
    """Rows to write, by table."""

    rows: dict[type[Row], list[Row]] = field(default_factory=dict)

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.rows.setdefault(type(row), []).append(row)

    def of(self, table: type[Row]) -> list[Row]:
        return self.rows.get(table, [])


def commit(writer: Writer, batch: Batch) -> Committed:
    """Write a batch; raises WarehouseError with nothing of it written when anything goes wrong."""
    search = batch.search or CandidateSearch(FINGERPRINT.options_id)
    try:
        return _commit(writer, replace(batch, search=search), search)
    except BaseException:
        # the index may have seen rows that are not there now
        search.clear()
        raise


def _commit(writer: Writer, batch: Batch, search: CandidateSearch) -> Committed:
    captures, at_fault = told_apart(writer, batch.captures)
    batch = replace(batch, captures=captures)
    with writer.transaction():
        changes = _article_changes(writer, batch)
        _write_plain(writer, batch)
        distrust_canonicals(writer, at_fault, batch.now)
        _write_articles(writer, changes)
        moved = {change.article_id for change in changes if change.must_match}
        lost = {one for change in changes for one in change.lost_ids}
        shaken = write_matches(writer, moved, lost, batch.now, batch.options, batch.recurrence, search)
        touched = write_clusters(writer, shaken | moved, lost, batch.now, batch.recurrence) if moved or lost else ()
    return _committed(changes, touched)


def _committed(changes: Sequence[ArticleChange], touched: Iterable[ClusterMemberRow]) -> Committed:
    by_change: dict[str, list[UUID]] = {"new": [], "updated": [], "unchanged": []}
    for change in changes:
        by_change[change.change].append(change.article_id)
    members = list(touched)
    sizes: dict[UUID, int] = {}
    for member in members:
        sizes[member.cluster_id] = sizes.get(member.cluster_id, 0) + 1
    mine = {change.article_id for change in changes if change.must_match}
    matched = sorted(m.article_id for m in members if sizes[m.cluster_id] > 1 and m.article_id in mine)
    grown = sorted({m.cluster_id for m in members if sizes[m.cluster_id] > 1 and m.article_id in mine})
    return Committed(
        tuple(by_change["new"]),
        tuple(by_change["updated"]),
        tuple(by_change["unchanged"]),
        tuple(matched),
        tuple(grown),
    )


def _article_changes(writer: Writer, batch: Batch) -> list[ArticleChange]:
    wanted = [(one.kind, one.text) for capture in batch.captures for one in capture.keys]
    found = {key_from_row(kind, text): article for (kind, text), article in writer.keys(wanted).items()}
    stored_keys: dict[UUID, list[Key]] = {}
    for row in writer.keys_of(found.values()):
        one = key_from_row(row.kind, row.key)
        stored_keys.setdefault(row.article_id, []).append(one)
        found[one] = row.article_id
    groups = with_learned_cuts(
        writer, grouped(batch.captures, found, stored_keys), batch.recurrence, is_again=batch.is_again
    )
    before = _stored(writer, [one for group in groups for one in group.stored_ids], is_again=batch.is_again)
    captures = [capture for group in groups for capture in group.captures]
    stored = renewed(before, captures, is_again=batch.is_again)
    return [article_change(group, stored, batch.now, is_again=batch.is_again) for group in groups]


def _stored(writer: Writer, ids: Sequence[UUID], *, is_again: bool) -> dict[UUID, StoredArticle]:
    articles = writer.articles(ids)
    versions = writer.versions(ids)
    documents = writer.documents([row.document_id for row in articles.values()])
    authors = writer.authors_of(ids)
    links = writer.stored(ArticleDocumentRow, ("article_id",), [(one,) for one in ids]) if is_again else ()
    known: dict[UUID, set[UUID]] = {}
    for link in links:
        known.setdefault(link.article_id, set()).add(link.document_id)
    found = {}
    for one, row in articles.items():
        document = documents.get(row.document_id)
        at = (document.captured_at or document.fetched_at) if document else row.first_seen_at
        found[one] = StoredArticle(
            row, tuple(versions.get(one, ())), at, tuple(authors.get(one, ())), frozenset(known.get(one, ()))
        )
    return found


def _write_plain(writer: Writer, batch: Batch) -> None:
    """Rows that need no decision: run, sources, feeds, documents, rejections, publishers."""
    if batch.run is not None:
        writer.upsert([batch.run])
    known_sources = {
        row.source_id: row for row in writer.stored(SourceRow, ("source_id",), [(r.source_id,) for r in batch.sources])
    }
    writer.upsert(
        [
            replace(row, first_seen_at=known_sources[row.source_id].first_seen_at)
            if row.source_id in known_sources
            else row
            for row in batch.sources
        ]
    )
    writer.upsert(batch.feeds)
    writer.upsert(batch.feed_items)
    writer.upsert(batch.feed_events)
    writer.upsert(batch.hosts)
    scheduled = writer.stored(RevisitRow, ("location",), [(row.location,) for row in batch.schedules])
    known = {row.location for row in scheduled}
    writer.upsert([row for row in batch.schedules if row.location not in known])
    writer.upsert(batch.revisits)
    writer.upsert(batch.parts)
    writer.upsert(batch.erasures)
    writer.upsert(latest_documents(writer, batch.documents))
    writer.upsert(batch.rejections)
    again = writer.articles(batch.seen_again).values()
    writer.upsert([replace(row, last_seen_at=max(row.last_seen_at, batch.now)) for row in again])
    told = [capture.article.publisher for capture in batch.captures]
    write_publishers(writer, [publisher for publisher in (*batch.publishers, *told) if publisher])


def _write_articles(writer: Writer, changes: Sequence[ArticleChange]) -> None:
    ids = [change.article_id for change in changes]
    lost = [one for change in changes for one in change.lost_ids]
    pending = _Pending()
    removed, dates = writer.removed_of([*ids, *lost]), writer.dates_of([*ids, *lost])
    before = writer.versions([*ids, *lost])
    for change in changes:
        pending.add([change.row, *change.versions, *change.keys, *change.redirects, *change.documents])
        _add_current(pending, change)
        _add_of_versions(pending, change, before, removed, dates)
    renewed = [change.article_id for change in changes if change.current is not None]
    for table in OF_THE_TEXT:
        writer.replace(pending.of(table), table, "article_id", renewed)
    for table in OF_THE_VERSIONS:
        writer.replace(pending.of(table), table, "article_id", ids)
    writer.upsert(pending.of(AuthorRow))
    writer.replace(pending.of(ArticleVersionRow), ArticleVersionRow, "article_id", ids)
    generation = writer.fingerprint_generation() + 1
    for table in OF_THE_ARTICLE:
        writer.upsert([_in_generation(row, generation) for row in pending.of(table)])
    _move_lost(writer, changes, lost, generation)


def _add_current(pending: _Pending, change: ArticleChange) -> None:
    if change.current is None:
        return
    article = change.current.article
    authors, places = author_rows(change.article_id, article)
    pending.add(
        [
            *authors,
            *places,
            *credit_rows(change.article_id, article),
            *note_rows(change.article_id, article),
            fingerprint_row(change.article_id, change.current),
        ]
    )


def _add_of_versions(
    pending: _Pending,
    change: ArticleChange,
    before: dict[UUID, list[ArticleVersionRow]],
    removed: dict[UUID, list[RemovedBlockRow]],
    dates: dict[UUID, list[DateEvidenceRow]],
) -> None:
    """What was cut from each version, and the dates found in it, under the numbers that versions have today."""
    told = set()
    for number, capture in change.of_versions:
        told.add(number)
        pending.add(removed_rows(change.article_id, number, capture.article))
        pending.add(date_rows(change.article_id, number, capture.article))
    for one in (change.article_id, *change.lost_ids):
        numbers = _numbers_today(before.get(one, ()), change.versions)
        for row in [*removed.get(one, ()), *dates.get(one, ())]:
            number = numbers.get(row.version_number, 0)
            if number and number not in told:
                pending.add([replace(row, article_id=change.article_id, version_number=number)])


def _numbers_today(before: Sequence[ArticleVersionRow], versions: Sequence[ArticleVersionRow]) -> dict[int, int]:
    """The number that each version of before has now."""
    return {
        old.version_number: new.version_number
        for old in before
        for new in versions
        if new.content_digest == old.content_digest and new.seen_at <= old.seen_at <= new.last_seen_at
    }


def _handed_on(row: Row, heir: dict[UUID, UUID]) -> Row:
    """A row of an id that was given up, as its heir's."""
    return replace(row, article_id=heir[row.article_id])  # type: ignore[attr-defined, type-var]


def _in_generation(row: Row, generation: int) -> Row:
    """A fingerprint with the number of this commit; other rows have none."""
    return replace(row, generation=generation) if isinstance(row, FingerprintRow) else row


def _move_lost(writer: Writer, changes: Sequence[ArticleChange], lost: Sequence[UUID], generation: int) -> None:
    """Rows of ids that turned out to be another article's go to it or go away."""
    if not lost:
        return
    heir = {one: change.article_id for change in changes for one in change.lost_ids}
    kept = [(one.base_id,) for one in changes if one.current is None and one.base_id in heir]
    for table in (*OF_THE_TEXT, FingerprintRow):
        stored: list[Row] = writer.stored(table, ("article_id",), kept)
        writer.upsert([_in_generation(_handed_on(row, heir), generation) for row in stored])
    for row in writer.stored(ArticleDocumentRow, ("article_id",), [(one,) for one in lost]):
        writer.upsert([replace(row, article_id=heir[row.article_id])])
    for table in (ArticleRow, ArticleVersionRow, ArticleDocumentRow, FingerprintRow, *OF_THE_TEXT, *OF_THE_VERSIONS):
        writer.delete(table, list(lost), scope="article_id")


def write_matches(  # noqa: PLR0917
    writer: Writer,
    ids: set[UUID],
    lost: set[UUID],
    now: datetime,
    options: PairOptions,
    recurrence: RecurrenceOptions,
    search: CandidateSearch,
) -> set[UUID]:
    """Judge changed articles anew against all candidates; returns the articles whose clusters may have changed.

    ``lost`` are ids that were given up. To be called inside a transaction, with the fingerprints written.
    """
    old = _pairs_of(writer, ids | lost)
    shaken = {one for row in old for one in (row.article_id, row.other_article_id)} - lost
    for side in ("article_id", "other_article_id"):
        writer.delete(MatchRow, sorted(ids | lost), scope=side)
    compared = _compared(writer, ids, recurrence)
    pairs = search.pairs(writer, list(compared.values()), options)
    others = {one for pair in pairs for one in pair} - ids
    compared |= _compared(writer, others, recurrence)
    pairs = {pair for pair in pairs if compared.keys() >= set(pair)}
    rows = match_rows(pairs, compared, now, "candidates")
    writer.upsert(rows)
    return shaken | {one for row in rows if row.is_same_text for one in (row.article_id, row.other_article_id)}


def _pairs_of(writer: Writer, ids: set[UUID]) -> list[MatchRow]:
    left = writer.stored(MatchRow, ("article_id",), [(one,) for one in sorted(ids)])
    right = writer.stored(MatchRow, ("other_article_id",), [(one,) for one in sorted(ids)])
    return [*left, *right]


def _compared(writer: Writer, ids: Iterable[UUID], recurrence: RecurrenceOptions) -> dict[UUID, Compared]:
    wanted = sorted(ids)
    made = writer.fingerprints_of(wanted, FINGERPRINT.options_id)
    articles = writer.articles(wanted)
    standing = standing_paragraphs(writer, articles, recurrence)
    found = {}
    for one, row in articles.items():
        fingerprint = made.get(one)
        day = fingerprint.window_on if fingerprint else row.published_on
        hashes = (fingerprint.hashes, fingerprint.matter_hashes or ()) if fingerprint else ((), ())
        found[one] = compared_of_row(row, day, *hashes, standing.get(one, frozenset()))
    return found

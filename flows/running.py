"""A run: its archive files, its worker processes, its counts; and the way of one batch through the house.

archive -> parse -> decide and write. The lease is taken twice and shortly: to ask what is known, and to commit.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self
from uuid import UUID, uuid4, uuid5

from connectors.ledger import Progress
from flows.admission import admitted
from flows.archive_erasures import erase, erasures_of
from flows.article_changes import document_row
from flows.candidate_search import CandidateSearch
from flows.captures import Capture, capture_of
from flows.committing import Batch, Committed, commit
from flows.leftovers import RunLock
from flows.parsing_pool import ParsingPool
from flows.progress import part_rows
from flows.reading_back import StoredCaptures
from flows.rederiving import outdated_documents
from flows.reports import GrownCluster, RunReport
from flows.revisit_schedules import scheduled
from flows.run_values import DateRange as DateRange
from flows.run_values import Riders as Riders
from flows.settings import Settings
from flows.source_rules import SourceRules
from flows.tombstones import Sifted, sifted
from transforms.errors import ArchiveError, InvalidInput
from transforms.fingerprinting import DEFAULT as FINGERPRINT
from transforms.identity import NAMESPACE, document_id
from transforms.model import Document, Expectations, Rejection, Revisit, Source
from warehouse import Archive, Warehouse, Writer, looking
from warehouse.lookups import Lookups
from warehouse.rows import ArticleRow, DocumentRow, RejectionRow, RunRow, SourceRow

Clock = Callable[[], datetime]
Item = Document | Rejection
Taken = Item | Progress
"""What a batch holds: items, and how far the files have been read that they come from."""


def utc_now() -> datetime:
    """The clock of every run but a test's."""
    return datetime.now(UTC)


def code_version() -> str:
    """The installed version, 0 where the code was not installed."""
    try:
        return version("newsfold")
    except PackageNotFoundError:
        return "0"


@dataclass(slots=True)
class _Sorted:
    """The documents of a batch by what is known of them already."""

    fresh: list[Document] = field(default_factory=list)
    again: list[Document] = field(default_factory=list)
    refused: list[Rejection] = field(default_factory=list)
    known: dict[tuple[str, str], DocumentRow] = field(default_factory=dict)
    current: dict[UUID, UUID] = field(default_factory=dict)


class Run:
    """One run of a flow. A context manager; every batch that store() returned from is committed."""

    def __init__(
        self,
        settings: Settings,
        kind: str,
        *,
        flow_run_id: UUID | None = None,
        parameters: dict[str, object] | None = None,
        dates: DateRange | None = None,
        clock: Clock = utc_now,
        pool: ParsingPool | None = None,
        extent: str | None = None,
    ) -> None:
        """``pool`` is one that outlives this run; without it the run has its own. With ``extent`` progress is kept."""
        self.settings = settings
        self.clock = clock
        self.dates = dates or DateRange()
        self._extent = extent
        self.warehouse = Warehouse(settings.warehouse, wait_s=settings.wait_s)
        self.report = RunReport(uuid4(), kind)
        self._row = RunRow(
            run_id=self.report.run_id,
            kind=kind,
            flow_run_id=flow_run_id,
            started_at=clock(),
            state="running",
            code_version=code_version(),
            parameters=json.dumps(parameters, default=str, sort_keys=True) if parameters else None,
        )
        self.rules = SourceRules.of_file(settings.sources)
        self.schedules: Mapping[str, Revisit] = {}
        """By source id: pages that come new from these are asked for again later."""
        self.pool = pool or ParsingPool(settings.workers)
        self._owns_pool = pool is None
        self._search = CandidateSearch(FINGERPRINT.options_id)
        archive = Archive(settings.archive)
        self.stored = StoredCaptures(archive)
        self._writer = archive.writer(self.report.run_id, started_at=self._row.started_at)
        self._lock = RunLock(settings.archive, self.report.run_id, flow_run_id)

    def __enter__(self) -> Self:
        self.settings.warehouse.absolute().parent.mkdir(parents=True, exist_ok=True)
        self._lock.take()
        try:
            with self.warehouse.writing() as writer, writer.transaction():
                writer.upsert([self._row])
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._owns_pool:
            self.pool.close()
        try:
            self._writer.close()
            state = "failed" if error else "completed with failures" if self.report.exit_code else "completed"
            with self.warehouse.writing() as writer, writer.transaction():
                writer.upsert([self._counted(state)])
                has_erasures = bool(erasures_of(writer, self.report.run_id))
            if has_erasures:
                erase(self.warehouse, self.settings.archive, self.report.run_id)
            self.warehouse.publish(force=True)
        finally:
            self._lock.release()

    def store(self, items: Sequence[Taken], riders: Riders | None = None) -> Committed:
        """One batch all the way: archived, parsed, decided, committed. Nothing in it can fail the others."""
        began = time.monotonic()
        documents = _distinct(item for item in items if isinstance(item, Document))
        refused = [item for item in items if isinstance(item, Rejection)]
        made = [item for item in items if isinstance(item, Progress)]
        sorted_documents = self._look_up(documents)
        rows = self._archived(sorted_documents)
        captures, rejections = self._parsed([*sorted_documents.fresh, *sorted_documents.again])
        again = self._made_again(captures)
        riders = replace(riders or Riders(), progress=made)
        refused = [*refused, *sorted_documents.refused, *rejections]
        committed, sift = self._commit([*captures, *again], rows, refused, sorted_documents, riders)
        settled = len(sorted_documents.current)
        self._count(committed, len(documents), sift, len(sift.captures) - len(again), settled)
        self.report.finished_batch(len(items) - len(made), time.monotonic() - began)
        self.warehouse.publish(share=self.settings.publish_share)
        return committed

    def store_again(
        self, documents: Sequence[Document], rows: Sequence[DocumentRow], refused: Sequence[Rejection] = ()
    ) -> Committed:
        """Stored captures, all those of their articles: parsed, cleaned and matched anew, texts rewritten in place."""
        began = time.monotonic()
        captures, rejections = self._parsed(documents)
        everything = [*refused, *rejections]
        committed, sift = self._commit(captures, rows, everything, _Sorted(), Riders(), is_again=True)
        self._count(committed, len(documents), sift, len(sift.captures), 0)
        self.report.finished_batch(len(documents), time.monotonic() - began)
        self.warehouse.publish(share=self.settings.publish_share)
        return committed

    @contextmanager
    def looking(self) -> Iterator[Lookups]:
        """Reads on the live state, under the lease; nothing is written.

        With ``settings.looks_at_published`` they are on the published file, which nobody waits for: whoever asks all
        the time would starve, and what it lacks is known by its bytes when it comes again.
        """
        if self.settings.looks_at_published and self.settings.warehouse.is_file():
            with looking(self.settings.warehouse) as reads:
                yield reads
        else:
            with self.warehouse.writing() as writer:
                yield writer

    def archived(self, rows: Iterable[DocumentRow]) -> Iterator[Document]:
        """The captures of these rows again, from where they are kept; one that cannot be read is left out."""
        for row in rows:
            with suppress(ArchiveError):
                yield self.stored.read(row)

    def _look_up(self, documents: Sequence[Document]) -> _Sorted:
        """Which captures are new, which are known and settled, and which are known but have to be read again."""
        found = _Sorted()
        if not documents:
            return found
        with self.warehouse.writing() as writer:
            documents, found.refused = admitted(writer, documents, self.settings.reserved)
            found.known = writer.known_documents([(one.location, one.sha256) for one in documents])
            ids = [row.document_id for row in found.known.values()]
            settled = writer.stored(ArticleRow, ("document_id",), [(one,) for one in ids])
            found.current = {row.document_id: row.article_id for row in settled}
        for document in documents:
            row = found.known.get((document.location, document.sha256))
            if row is None:
                found.fresh.append(document)
            elif row.document_id not in found.current and document.form != "feed":
                # known, but refused then, or not the newest text of its article: the rules of today decide
                found.again.append(document)
        return found

    def _archived(self, found: _Sorted) -> list[DocumentRow]:
        """Every capture's row, new ones written to the archive and on disk before anything looks into them."""
        rows = []
        for document in found.fresh:
            row_id = document_id(document.location, document.sha256)
            rows.append(document_row(document, row_id, self.report.run_id, self._kept(document)))
        self._writer.flush()
        now = self.clock()
        rows.extend(replace(row, last_seen_at=max(row.last_seen_at, now)) for row in found.known.values())
        return rows

    def _kept(self, document: Document) -> tuple[str, int]:
        """Where its bytes are kept: where they lie, as far as this run may leave them there, else in the archive."""
        left = document.kept_at
        keeping = self.settings.keeping
        if left is not None and (keeping == "reference" or (keeping == "usual" and left.is_record)):
            return left.path, left.offset
        at = self._writer.append(replace(document, kept_at=None))
        return at.path, at.offset

    def _parsed(self, documents: Sequence[Document]) -> tuple[list[Capture], list[Rejection]]:
        captures, rejections = [], []
        articles = [self.rules.applied_to(one) for one in documents if one.form != "feed"]
        for parsed in self.pool.parse_documents(articles):
            if parsed.article is not None and parsed.fingerprint is not None:
                captures.append(
                    capture_of(parsed.document, self.rules.with_credited(parsed.article), parsed.fingerprint)
                )
            elif parsed.error is not None:
                rejections.append(refusal(parsed.document, parsed.error))
        inside = [one for one in captures if self.dates.has(one.article.published_on)]
        self.report.skipped_count += len(captures) - len(inside)
        return inside, rejections

    def _made_again(self, captures: Sequence[Capture]) -> list[Capture]:
        """Captures of before whose text older rules made, where one of their articles came again."""
        if not captures:
            return []
        with self.warehouse.writing() as writer:
            documents = outdated_documents(writer, captures, self.stored, self.rules)
        parsed = self.pool.parse_documents(documents) if documents else []
        return [
            capture_of(one.document, self.rules.with_credited(one.article), one.fingerprint)
            for one in parsed
            if one.article and one.fingerprint
        ]

    def _commit(
        self,
        captures: Sequence[Capture],
        rows: Sequence[DocumentRow],
        refused: Sequence[Rejection],
        found: _Sorted,
        riders: Riders,
        *,
        is_again: bool = False,
    ) -> tuple[Committed, Sifted]:
        now = self.clock()
        with self.warehouse.writing() as writer:
            sift = sifted(writer, captures, rows, refused, now)
            by_digest = {row.sha256: row for row in sift.documents}
            rejections = [rejection_row(one, self.report.run_id, now, by_digest) for one in sift.refused]
            known = {
                row.rejection_id
                for row in writer.stored(RejectionRow, ("rejection_id",), [(r.rejection_id,) for r in rejections])
            }
            batch = Batch(
                captures=sift.captures,
                documents=sift.documents,
                erasures=sift.erasures,
                rejections=[row for row in rejections if row.rejection_id not in known],
                sources=riders.sources,
                publishers=riders.publishers,
                feeds=riders.feeds,
                feed_items=riders.feed_items,
                feed_events=riders.feed_events,
                hosts=riders.hosts,
                schedules=scheduled(found.fresh, self.schedules),
                revisits=riders.revisits,
                parts=part_rows(riders.progress, self._extent, self.report.run_id, now) if self._extent else (),
                run=self._counted("running"),
                now=now,
                options=self.settings.pairs,
                recurrence=self.settings.recurrence,
                is_again=is_again,
                seen_again=tuple(found.current.values()),
                search=self._search,
            )
            committed = commit(writer, batch)
            self._note_clusters(writer, committed)
            has_erasures = bool(erasures_of(writer, self.report.run_id))
        if has_erasures:
            # nobody else may touch a file that is being written: it is closed, and the next record begins another
            self._writer.close()
            erase(self.warehouse, self.settings.archive, self.report.run_id)
        return committed, sift

    def _count(self, committed: Committed, documents: int, sift: Sifted, capture_count: int, settled: int) -> None:
        report = self.report
        report.document_count += documents
        report.new_count += len(committed.new)
        report.updated_count += len(committed.updated)
        report.unchanged_count += len(committed.unchanged) + settled
        # captures of one article in one batch are one new article and further sights of it
        report.unchanged_count += capture_count - len(committed.new) - len(committed.updated) - len(committed.unchanged)
        report.matched_count += len(committed.matched)
        report.refuse(sift.refused)
        for capture in sift.captures[:capture_count]:
            report.cut.update(block.rule for block in capture.article.removed)

    def _note_clusters(self, writer: Writer, committed: Committed) -> None:
        clusters = writer.clusters(committed.cluster_ids)
        canonicals = writer.articles([row.canonical_article_id for row in clusters.values()])
        for one, row in clusters.items():
            article = canonicals.get(row.canonical_article_id)
            title = (article.title or " ".join(article.body.split()[:12])) if article else ""
            self.report.grew(GrownCluster(one, row.article_count, row.publisher_count, title, row.canonical_reason))

    def _counted(self, state: str) -> RunRow:
        counts = self.report.counts()
        counts.pop("skipped_count")
        finished = None if state == "running" else self.clock()
        return replace(self._row, state=state, finished_at=finished, **counts)  # type: ignore[arg-type]


def refusal(document: Document, error: InvalidInput) -> Rejection:
    """A document that could not be read, as a rejection with its bytes' digest."""
    return Rejection(document.location, "extract", error.rule, str(error), document.sha256, document.source_id)


def rejection_row(one: Rejection, run_id: UUID, now: datetime, by_digest: dict[str, DocumentRow]) -> RejectionRow:
    """The row of a rejection; its id follows from what was refused and why, so that twice is once."""
    document = by_digest.get(one.document_sha256 or "")
    name = "\n".join(("rejection", one.location, one.document_sha256 or "", one.stage, one.rule))
    return RejectionRow(
        rejection_id=uuid5(NAMESPACE, name),
        run_id=run_id,
        source_id=one.source_id,
        document_id=document.document_id if document else None,
        location=one.location,
        stage=one.stage,
        rule=one.rule,
        reason=one.reason,
        rejected_at=now,
        sha256=one.document_sha256,
        archive_path=document.archive_path if document else None,
        archive_offset=document.archive_offset if document else None,
    )


def source_row(source: Source, now: datetime) -> SourceRow:
    """A source as it is met now; what is stored keeps the moment it was first met."""
    expected = source.expectations or Expectations()
    return SourceRow(
        source_id=source.source_id,
        name=source.name,
        kind=source.kind,
        publisher_id=source.publisher.publisher_id if source.publisher else None,
        tags=source.tags,
        first_seen_at=now,
        country=source.country,
        language=source.language,
        credit_name=source.credit_name,
        fewest_per_day=expected.fewest_per_day,
        largest_undated_share=expected.largest_undated_share,
    )


def _distinct(documents: Iterable[Document]) -> list[Document]:
    """Each capture once: the same bytes at the same place twice in a batch are one."""
    found: dict[tuple[str, str], Document] = {}
    for document in documents:
        found.setdefault((document.location, document.sha256), document)
    return list(found.values())

"""Forgetting articles for good: out of every table, out of the archive, out of both files; and they stay away.

Tombstones first, beside the archive; then the rows, in one transaction; then the archive's files; then the writer's
file is written anew, because DuckDB keeps what was deleted in blocks that it has not used again; then it is published.
Every step may be interrupted: the next run goes on from the tombstones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from flows.archive_erasures import erase
from flows.forgetting_feeds import NamingFeeds
from flows.forgetting_removal import remove
from flows.forgetting_traces import Traces, names_of, traces_of
from flows.reading_back import StoredCaptures
from flows.reports import RunReport
from flows.running import Clock, Run, utc_now
from flows.settings import Settings
from flows.steps import plain_call, recover
from flows.tombstones import remember_on_disk
from warehouse import Archive, Writer, looking
from warehouse.looking_up import articles_to_forget
from warehouse.lookups import Lookups
from warehouse.rows import ArticleRow

if TYPE_CHECKING:
    from flows.parsing_pool import ParsingPool

AT_ONCE = 2000
"""Articles that are forgotten in one transaction."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles: those of these ids, or all of a source (id or name), of a publisher (id, domain or name), from
    before a day; several of the last three narrow each other.
    """

    article_ids: tuple[UUID, ...] = ()
    source: str | None = None
    publisher: str | None = None
    before: date | None = None


@dataclass(slots=True)
class Forgotten:
    """What was done, or would be: articles, captures, and what is left to others."""

    articles: list[ArticleRow] = field(default_factory=list)
    capture_count: int = 0
    feed_capture_count: int = 0
    left_in_place: list[str] = field(default_factory=list)
    """Files that are not newsfold's own, where the bytes still lie."""
    shared: list[str] = field(default_factory=list)
    """Captures that are other articles' as well, and stay."""
    waiting: tuple[str, ...] = ()
    """Archive files that the runs which write them clear themselves, at their next batch."""
    rewritten_count: int = 0
    report: RunReport | None = None

    def add(self, articles: Sequence[ArticleRow], traces: Traces) -> None:
        """Some more articles with what was found of them."""
        self.articles.extend(articles)
        self.capture_count += len(traces.documents)
        self.feed_capture_count += len(traces.feeds)
        self.left_in_place.extend(one for one in traces.left_in_place if one not in self.left_in_place)
        self.shared.extend(traces.shared)


def forget(
    settings: Settings,
    wanted: Wanted,
    *,
    note: str | None = None,
    flow_run_id: UUID | None = None,
    clock: Clock = utc_now,
    pool: ParsingPool | None = None,
) -> Forgotten:
    """Forgets what is wanted, for good.

    Raises ArchiveError, LeaseHeld and the other WarehouseErrors; what was done by then stays done.
    """
    found = Forgotten()
    # No address here: the row of this run stays.
    parameters: dict[str, object] = {"before": wanted.before}
    with Run(settings, "forget", flow_run_id=flow_run_id, parameters=parameters, clock=clock, pool=pool) as run:
        recover(run, plain_call)
        with run.warehouse.writing() as writer:
            chosen = list(_chosen(writer, wanted))
            feeds = _feeds_naming(writer, run.stored, chosen)
            for ids in chosen:
                _forget_some(run, writer, feeds, ids, found, note)
        if found.articles:
            erased = erase(run.warehouse, settings.archive)
            found.rewritten_count, found.waiting = erased.file_count, erased.waiting
        found.report = run.report
    return found


def _chosen(reads: Lookups, wanted: Wanted) -> Iterator[list[UUID]]:
    ids = list(wanted.article_ids)
    if wanted.source or wanted.publisher or wanted.before:
        asked = articles_to_forget(reads, wanted.source, wanted.publisher, wanted.before)
        ids = [one for one in asked if one in set(ids)] if ids else asked
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _feeds_naming(reads: Lookups, stored: StoredCaptures, chosen: Sequence[Sequence[UUID]]) -> NamingFeeds:
    """Knows the names of all that goes, so that a capture of a feed is read once and not with each part of them."""
    feeds = NamingFeeds(stored)
    for ids in chosen:
        feeds.name(names_of(reads, ids), len(ids))
    return feeds


def _forget_some(  # noqa: PLR0917
    run: Run, writer: Writer, feeds: NamingFeeds, ids: Sequence[UUID], found: Forgotten, note: str | None
) -> None:
    now = run.clock()
    articles = list(writer.articles(ids).values())
    traces = traces_of(writer, feeds, [row.article_id for row in articles])
    found.add(articles, traces)
    if articles:
        tombstones = traces.tombstones(now, note)
        remember_on_disk(run.settings.archive, tombstones)
        remove(writer, traces, tombstones, now)


def planned(settings: Settings, wanted: Wanted) -> Forgotten:
    """What would go. Reads the published file; writes nothing."""
    found = Forgotten()
    stored = StoredCaptures(Archive(settings.archive))
    with looking(settings.warehouse) as reads:
        chosen = list(_chosen(reads, wanted))
        feeds = _feeds_naming(reads, stored, chosen)
        for ids in chosen:
            articles = list(reads.articles(ids).values())
            found.add(articles, traces_of(reads, feeds, [row.article_id for row in articles]))
    return found

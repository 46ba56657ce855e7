"""Everything that a warehouse and its archive hold of some articles: what has to go with them. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from flows.archive_erasures import LIVE
from flows.forgetting_feeds import Names, NamingFeeds
from flows.tombstones import tombstone
from warehouse.feed_rows import FeedItemRow
from warehouse.forgetting_rows import ErasureRow, TombstoneRow
from warehouse.lookups import Lookups
from warehouse.rows import (
    ArticleDocumentRow,
    ArticleKeyRow,
    ArticleRow,
    ArticleVersionRow,
    DocumentRow,
    RejectionRow,
)
from warehouse.source_rows import RevisitRow


@dataclass(slots=True)
class Traces:
    """What is held of some articles. ``documents`` are their captures, ``feeds`` captures of feeds that list them."""

    article_ids: list[UUID] = field(default_factory=list)
    keys: list[ArticleKeyRow] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)
    owners: dict[UUID, UUID] = field(default_factory=dict)
    feeds: list[DocumentRow] = field(default_factory=list)
    items: list[FeedItemRow] = field(default_factory=list)
    rejections: list[RejectionRow] = field(default_factory=list)
    revisits: list[RevisitRow] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)

    @property
    def gone(self) -> list[DocumentRow]:
        """Every capture that has to go."""
        return [*self.documents, *self.feeds]

    @property
    def left_in_place(self) -> list[str]:
        """Files of this machine that captures were left in; they are not newsfold's to change."""
        return sorted({row.archive_path for row in self.gone if row.archive_path and row.archive_path.startswith("/")})

    def tombstones(self, now: datetime, note: str | None) -> list[TombstoneRow]:
        """By what these articles and their captures would be known if they came again."""
        rows = [tombstone(row.kind, row.key, row.article_id, now, note) for row in self.keys]
        rows += [
            tombstone("document", str(row.document_id), self.owners[row.document_id], now, note)
            for row in self.documents
            if row.document_id in self.owners
        ]
        return rows

    def erasures(self, now: datetime) -> list[ErasureRow]:
        """Their records in the archive, and the writer's file."""
        kept_at = [(row.archive_path, row.archive_offset or 0) for row in self.gone]
        kept_at += [(row.archive_path, row.archive_offset or 0) for row in self.rejections]
        places = {(path, offset) for path, offset in kept_at if path and not path.startswith("/")}
        wanted = [(LIVE, 0), *sorted(places)]
        return [ErasureRow(archive_path=path, archive_offset=offset, asked_at=now) for path, offset in wanted]


def names_of(reads: Lookups, ids: Sequence[UUID]) -> Names:
    """What these articles are named by wherever they are listed."""
    traces, articles = _without_feeds(reads, ids)
    guids = {one.guid for one in traces.items if one.guid} | {row.guid for row in articles if row.guid}
    titles = [*(row.title for row in articles), *(one.title for one in traces.items)]
    return Names(_places(traces, articles) | guids, {title for title in titles if title})


def traces_of(reads: Lookups, feeds: NamingFeeds, ids: Sequence[UUID]) -> Traces:
    """What is held of these articles; ``feeds`` knows their names, and those of all that are forgotten with them."""
    traces, articles = _without_feeds(reads, ids)
    if not ids:
        return traces
    places = _places(traces, articles)
    _add_refused(reads, traces, places)
    traces.revisits = reads.stored(RevisitRow, ("location",), _singles(places))
    traces.feeds = feeds.among(_captures_of_feeds(reads, traces))
    return traces


def _without_feeds(reads: Lookups, ids: Sequence[UUID]) -> tuple[Traces, list[ArticleRow]]:
    """The articles with their captures, and what feeds are remembered to have listed of them."""
    traces = Traces(list(ids), reads.keys_of(ids))
    if not ids:
        return traces, []
    articles = list(reads.articles(ids).values())
    _add_captures(reads, traces, articles)
    links = {row.key for row in traces.keys if row.kind == "url"}
    feed_ids = {row.feed_id for row in traces.documents if row.feed_id}
    traces.items = _items(reads, feed_ids, links, {row.guid for row in articles if row.guid})
    return traces, articles


def _add_captures(reads: Lookups, traces: Traces, articles: Sequence[ArticleRow]) -> None:
    ids = traces.article_ids
    owners = {row.document_id: row.article_id for row in articles}
    owners |= {row.document_id: row.article_id for row in _of(reads, ArticleVersionRow, ids)}
    owners |= {row.document_id: row.article_id for row in _of(reads, ArticleDocumentRow, ids)}
    others = reads.stored(ArticleDocumentRow, ("document_id",), _singles(owners))
    shared = {row.document_id for row in others if row.article_id not in set(ids)}
    rows = reads.documents(owners)
    traces.owners = owners
    traces.documents = [row for one, row in rows.items() if one not in shared]
    traces.shared = [row.location for one, row in rows.items() if one in shared]


def _items(reads: Lookups, feed_ids: set[str], links: set[str], guids: set[str]) -> list[FeedItemRow]:
    """What feeds are remembered to have listed of them, in whichever feed by address, in their own by guid."""
    found = {(row.feed_id, row.item_id): row for row in reads.stored(FeedItemRow, ("link_key",), _singles(links))}
    pairs = [(feed_id, guid) for feed_id in sorted(feed_ids) for guid in sorted(guids)]
    found |= {(row.feed_id, row.item_id): row for row in reads.stored(FeedItemRow, ("feed_id", "guid"), pairs)}
    return list(found.values())


def _places(traces: Traces, articles: Sequence[ArticleRow]) -> set[str]:
    places = {place for row in traces.documents for place in (row.location, row.final_location) if place}
    places |= {row.canonical_url for row in articles if row.canonical_url}
    return places | {row.link for row in traces.items if row.link}


def _add_refused(reads: Lookups, traces: Traces, places: set[str]) -> None:
    """Other captures from the same places, which became no article, and whatever was refused there."""
    known = {row.document_id for row in traces.documents}
    beside = reads.stored(DocumentRow, ("location",), _singles(places))
    taken = {
        row.document_id
        for row in reads.stored(ArticleDocumentRow, ("document_id",), _singles(row.document_id for row in beside))
    }
    traces.documents += [
        row for row in beside if row.form != "feed" and row.document_id not in known and row.document_id not in taken
    ]
    found = {row.rejection_id: row for row in reads.stored(RejectionRow, ("location",), _singles(places))}
    of_documents = reads.stored(RejectionRow, ("document_id",), _singles(row.document_id for row in traces.documents))
    found |= {row.rejection_id: row for row in of_documents}
    traces.rejections = list(found.values())


def _captures_of_feeds(reads: Lookups, traces: Traces) -> list[DocumentRow]:
    """Captures of the feeds and lists of the same sources."""
    feed_ids = {one.feed_id for one in traces.items} | {row.feed_id for row in traces.documents if row.feed_id}
    source_ids = {row.source_id for row in traces.documents if row.source_id}
    rows = {row.document_id: row for row in reads.stored(DocumentRow, ("feed_id", "form"), _with_feed(feed_ids))}
    of_sources = reads.stored(DocumentRow, ("source_id", "form"), _with_feed(source_ids))
    return list((rows | {row.document_id: row for row in of_sources}).values())


def _with_feed(ids: Iterable[str]) -> list[tuple[str, str]]:
    return [(one, "feed") for one in sorted(ids)]


def _of(reads: Lookups, table: type, ids: Sequence[UUID]) -> list:  # type: ignore[type-arg]
    return reads.stored(table, ("article_id",), _singles(ids))


def _singles(values: Iterable[object]) -> list[tuple[object]]:
    return [(value,) for value in dict.fromkeys(values)]

"""Takes every row of some articles out of the tables, and decides anew what hung on them: clusters, block counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flows.clustering_changes import write_clusters
from flows.committing import OF_THE_ARTICLE, OF_THE_TEXT, OF_THE_VERSIONS
from flows.forgetting_traces import Traces
from flows.learning import recount
from warehouse import Writer
from warehouse.block_rows import ArticleBlocksRow
from warehouse.feed_rows import FeedItemRow
from warehouse.forgetting_rows import TombstoneRow
from warehouse.rows import (
    ArticleAuthorRow,
    ArticleRedirectRow,
    ArticleVersionRow,
    AuthorRow,
    ClusterRedirectRow,
    DocumentRow,
    MatchRow,
    RejectionRow,
    Row,
    VerdictRow,
)
from warehouse.source_rows import RevisitRow

BY_ARTICLE: tuple[type[Row], ...] = (
    *OF_THE_ARTICLE,
    *OF_THE_TEXT,
    *OF_THE_VERSIONS,
    ArticleVersionRow,
    ArticleBlocksRow,
)
"""Tables whose rows are one article's."""


def remove(writer: Writer, traces: Traces, tombstones: Sequence[TombstoneRow], now: datetime) -> None:
    """All of it in one transaction, with the tombstones and what has to leave the archive. Raises WarehouseError."""
    with writer.transaction():
        writer.upsert(tombstones)
        writer.upsert(traces.erasures(now))
        _remove_articles(writer, traces.article_ids, now)
        _remove_captures(writer, traces)


def _remove_articles(writer: Writer, ids: Sequence[UUID], now: datetime) -> None:
    if not ids:
        return
    gone = set(ids)
    authors = {row.author_id for row in writer.stored(ArticleAuthorRow, ("article_id",), [(one,) for one in ids])}
    blocks = writer.blocks_of(ids)
    pairs = [
        *writer.stored(MatchRow, ("article_id",), [(one,) for one in ids]),
        *writer.stored(MatchRow, ("other_article_id",), [(one,) for one in ids]),
    ]
    for side in ("article_id", "other_article_id"):
        writer.delete(MatchRow, ids, scope=side)
        writer.delete(VerdictRow, ids, scope=side)
    clusters = {row.cluster_id for row in writer.clusters_of(ids)}
    for table in BY_ARTICLE:
        writer.delete(table, ids, scope="article_id")
    writer.delete(ArticleRedirectRow, ids)
    shaken = {one for row in pairs for one in (row.article_id, row.other_article_id)} - gone
    write_clusters(writer, shaken, gone, now)
    _drop_dead_ends(writer, clusters)
    recount(writer, [(row.publisher_id, one) for row in blocks if row.publisher_id for one in row.block_hashes], {})
    left = {row.author_id for row in writer.stored(ArticleAuthorRow, ("author_id",), [(one,) for one in authors])}
    writer.delete(AuthorRow, sorted(authors - left))


def _drop_dead_ends(writer: Writer, clusters: set[UUID]) -> None:
    """Ids that led to a cluster which is there no more lead nowhere."""
    gone = clusters - writer.clusters(clusters).keys()
    while gone:
        stale = writer.stored(ClusterRedirectRow, ("cluster_id",), [(one,) for one in sorted(gone)])
        led_on = {
            row.old_cluster_id
            for row in writer.stored(ClusterRedirectRow, ("old_cluster_id",), [(one,) for one in sorted(gone)])
        }
        dead = [row.old_cluster_id for row in stale if row.cluster_id not in led_on]
        writer.delete(ClusterRedirectRow, dead)
        gone = set(dead)


def _remove_captures(writer: Writer, traces: Traces) -> None:
    ids = [row.document_id for row in traces.gone]
    writer.delete(RejectionRow, [row.rejection_id for row in traces.rejections])
    writer.delete(RejectionRow, ids, scope="document_id")
    writer.delete(FeedItemRow, [(row.feed_id, row.item_id) for row in traces.items])
    writer.delete(RevisitRow, [row.location for row in traces.revisits])
    writer.delete(DocumentRow, ids)

"""The clusters of the articles that a batch touched: read their whole components, decide, write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from flows.pairing import (
    candidate_of,
    canonical_pairs,
    compared_of_row,
    decided_clusters,
    match_rows,
    with_settled_roles,
)
from flows.standing import standing_paragraphs
from transforms.boilerplate import DEFAULT as RECURRENCE
from transforms.boilerplate import RecurrenceOptions
from transforms.clustering import Candidate
from transforms.model import Cluster
from warehouse import Writer
from warehouse.rows import (
    ArticleRow,
    ClusterMemberRow,
    ClusterRedirectRow,
    ClusterRow,
    MatchRow,
    PublisherRow,
)


def write_clusters(
    writer: Writer, shaken: set[UUID], lost: set[UUID], now: datetime, recurrence: RecurrenceOptions = RECURRENCE
) -> list[ClusterMemberRow]:
    """Decide the clusters of these articles and of all that they are tied to; returns the members as written.

    ``lost`` are ids that were merged into others: their memberships go.
    """
    old_members = writer.clusters_of(sorted(shaken | lost))
    fellow = {
        m.article_id for members in writer.members_of({m.cluster_id for m in old_members}).values() for m in members
    }
    component = writer.component(sorted((shaken | fellow) - lost))
    articles = writer.articles(component.article_ids)
    found = decided_clusters(_candidates(writer, articles), component.matches, component.verdicts)
    matches = _with_canonical_rows(writer, found, component.matches, articles, now, recurrence)
    settled = with_settled_roles(found, matches)
    before = writer.clusters_of(sorted(set(component.article_ids) | lost))
    members = _member_rows(settled, before, now)
    if lost:
        writer.delete(ClusterMemberRow, sorted(lost))
    writer.upsert(members)
    writer.upsert([_cluster_row(cluster, articles) for cluster in settled])
    _retire(writer, before, members, now)
    return members


def _candidates(writer: Writer, articles: dict[UUID, ArticleRow]) -> list[Candidate]:
    authors = writer.authors_of(articles)
    credits = writer.credits_of(articles)
    ids = {row.publisher_id for row in articles.values() if row.publisher_id}
    publishers = {
        row.publisher_id: row for row in writer.stored(PublisherRow, ("publisher_id",), [(one,) for one in sorted(ids)])
    }
    return [
        candidate_of(row, authors.get(one, ()), credits.get(one, ()), publishers.get(row.publisher_id or ""))
        for one, row in articles.items()
    ]


def _with_canonical_rows(  # noqa: PLR0917
    writer: Writer,
    found: Sequence[Cluster],
    matches: Sequence[MatchRow],
    articles: dict[UUID, ArticleRow],
    now: datetime,
    recurrence: RecurrenceOptions,
) -> list[MatchRow]:
    """The matches with a row for every member and its canonical, and none that stood only for a canonical of before."""
    wanted = canonical_pairs(found)
    kept, stale = [], []
    for row in matches:
        pair = row.article_id, row.other_article_id
        if row.found_by == "canonical" and pair not in wanted:
            stale.append(pair)
        else:
            kept.append(row)
    missing = wanted - {(row.article_id, row.other_article_id) for row in kept}
    needed = {one for pair in missing for one in pair}
    standing = standing_paragraphs(writer, {one: articles[one] for one in needed}, recurrence)
    compared = {one: compared_of_row(articles[one], None, standing=standing.get(one, frozenset())) for one in needed}
    added = match_rows(missing, compared, now, "canonical")
    writer.delete(MatchRow, stale)
    writer.upsert(added)
    return [*kept, *added]


def _member_rows(found: Iterable[Cluster], before: Iterable[ClusterMemberRow], now: datetime) -> list[ClusterMemberRow]:
    joined = {(row.article_id, row.cluster_id): row.joined_at for row in before}
    return [
        ClusterMemberRow(
            cluster_id=UUID(cluster.cluster_id),
            article_id=UUID(member.article_id),
            role=member.role,
            joined_at=joined.get((UUID(member.article_id), UUID(cluster.cluster_id)), now),
        )
        for cluster in found
        for member in cluster.members
    ]


def _cluster_row(cluster: Cluster, articles: dict[UUID, ArticleRow]) -> ClusterRow:
    rows = [articles[UUID(member.article_id)] for member in cluster.members]
    times = sorted(row.published_at for row in rows if row.published_at)
    return ClusterRow(
        cluster_id=UUID(cluster.cluster_id),
        canonical_article_id=UUID(cluster.canonical_article_id),
        canonical_reason=cluster.canonical_reason,
        origin_name=cluster.origin_name,
        origin_publisher_id=cluster.origin_publisher_id,
        article_count=len(rows),
        publisher_count=len({row.publisher_id for row in rows if row.publisher_id}),
        first_published_at=times[0].astimezone(UTC) if times else None,
        last_published_at=times[-1].astimezone(UTC) if times else None,
    )


def _retire(
    writer: Writer,
    before: Sequence[ClusterMemberRow],
    members: Sequence[ClusterMemberRow],
    now: datetime,
) -> None:
    """Cluster ids that are no longer used lead to the cluster that holds most of their members."""
    alive = {row.cluster_id for row in members}
    gone = sorted({row.cluster_id for row in before} - alive)
    now_in = {row.article_id: row.cluster_id for row in members}
    redirects = []
    for old in gone:
        heirs: dict[UUID, int] = {}
        for row in before:
            if row.cluster_id == old and row.article_id in now_in:
                heirs[now_in[row.article_id]] = heirs.get(now_in[row.article_id], 0) + 1
        if heirs:
            heir = min(heirs, key=lambda one: (-heirs[one], one))
            redirects.append(ClusterRedirectRow(old_cluster_id=old, cluster_id=heir, changed_at=now))
    writer.delete(ClusterRow, gone)
    writer.delete(ClusterRedirectRow, sorted(alive))
    stale = writer.stored(ClusterRedirectRow, ("cluster_id",), [(old,) for old in gone])
    further = {row.old_cluster_id: row.cluster_id for row in redirects}
    writer.upsert([replace(row, cluster_id=further[row.cluster_id]) for row in stale if row.cluster_id in further])
    writer.upsert(redirects)

"""A person's word on a pair: kept, and the clusters that it touches decided anew, in one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flows.clustering_changes import write_clusters
from flows.pairing import ordered
from flows.running import utc_now
from flows.settings import Settings
from transforms.errors import UnknownId
from warehouse import Warehouse
from warehouse.rows import ClusterMemberRow, VerdictRow


def give_verdict(
    settings: Settings,
    one: UUID,
    other: UUID,
    verdict: str,
    *,
    by: str,
    note: str | None = None,
    now: datetime | None = None,
) -> list[ClusterMemberRow]:
    """Keep ``verdict`` (same or different), publish, and return the memberships of both articles.

    Raises UnknownId for an article that is not (or no longer) there, LeaseHeld, WarehouseError.
    """
    now = now or utc_now()
    pair = ordered(one, other)
    warehouse = Warehouse(settings.warehouse, wait_s=settings.wait_s)
    with warehouse.writing() as writer:
        for gone in sorted(set(pair) - set(writer.articles(pair))):
            raise UnknownId(str(gone), "the article is gone", "`newsfold show` with its old id says where it went")
        with writer.transaction():
            row = VerdictRow(
                article_id=pair[0], other_article_id=pair[1], verdict=verdict, by=by, note=note, decided_at=now
            )
            writer.upsert([row])
            write_clusters(writer, set(pair), set(), now)
        members = writer.clusters_of(pair)
    warehouse.publish(force=True)
    return members

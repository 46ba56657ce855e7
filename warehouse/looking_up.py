"""What a person looks up: ids by their first digits, clusters with their members, lineage, totals. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb

from warehouse.lookups import Lookups
from warehouse.reading import connect, unanswered
from warehouse.sqlfiles import statement


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member of a cluster as it is shown. ``containment`` is the share of its shingles in the canonical's,
    ``canonical_containment`` of the canonical's in it; both 0..1 and None for the canonical itself.
    """

    cluster_id: UUID
    article_id: UUID
    role: str
    relation: str | None
    containment: float | None
    canonical_containment: float | None
    aligned_share: float | None
    lag_s: int | None
    title: str | None
    opening: str
    publisher_id: str | None
    publisher: str | None
    location: str | None
    canonical_url: str | None
    published_at: datetime | None
    published_on: date | None
    published_precision: str
    word_count: int


def known_ids(reads: Lookups, digits: str) -> list[tuple[str, UUID]]:
    """(article or cluster, its id of today) for ids that start with these hexadecimal digits; twelve at the most."""
    return [(kind, one) for kind, one in _rows(reads, "known_ids", digits=digits)]


def articles_at(reads: Lookups, address: str | None, location: str) -> list[UUID]:
    """Articles of an address (without its scheme) or of a location as it stands in documents; twelve at the most."""
    return [one for (one,) in _rows(reads, "articles_at", address=address, location=location)]


def articles_to_forget(reads: Lookups, source: str | None, publisher: str | None, before: date | None) -> list[UUID]:
    """Articles of a source (id or name), of a publisher (id, domain or name), from before a day; all asked at once."""
    parameters = {"source": source, "publisher": publisher, "before": before}
    return [one for (one,) in _rows(reads, "articles_to_forget", **parameters)]


def forgotten_articles(reads: Lookups) -> list[UUID]:
    """Articles that are stored although a tombstone names a key of theirs."""
    return [one for (one,) in _rows(reads, "forgotten_articles")]


def largest_clusters(reads: Lookups, min_size: int, sample: int | None = None) -> list[UUID]:
    """Ids of clusters of at least ``min_size`` articles, the largest first; of a ``sample`` always the same."""
    return [one for (one,) in _rows(reads, "largest_clusters", min_size=min_size, sample=sample)]


def uncertain_pairs(reads: Lookups, line: float, row_limit: int) -> list[dict[str, Any]]:
    """The judged pairs whose aligned share lies nearest to ``line`` (0..1), without those a person decided."""
    return _dicts(reads, "uncertain_pairs", line=line, row_limit=row_limit)


def sampled_copies(reads: Lookups, row_limit: int) -> list[dict[str, Any]]:
    """Copies with their canonical articles, as a labelling sheet has them; always the same."""
    return _dicts(reads, "sampled_copies", row_limit=row_limit)


def cluster_cards(reads: Lookups, cluster_ids: Iterable[UUID]) -> dict[UUID, list[MemberCard]]:
    """The members of these clusters, each in time order."""
    found: dict[UUID, list[MemberCard]] = {}
    for row in _rows(reads, "cluster_cards", cluster_ids=[str(one) for one in cluster_ids]):
        card = MemberCard(*row)
        found.setdefault(card.cluster_id, []).append(card)
    return found


def lineage_of(reads: Lookups, article_id: UUID) -> list[dict[str, Any]]:
    """Version, document, archive record and run of an article, the newest version first."""
    return _dicts(reads, "lineage_of", article_id=str(article_id))


def totals(reads: Lookups) -> dict[str, Any]:
    """How many articles, clusters, documents, rejections, sources and feeds there are."""
    return _dicts(reads, "totals")[0]


def latest_runs(reads: Lookups, state: str | None = None) -> list[dict[str, Any]]:
    """The ten newest runs, or those in a state."""
    return _dicts(reads, "latest_runs", state=state)


def troubled_feeds(reads: Lookups) -> list[dict[str, Any]]:
    """Feeds in another state than ok."""
    return _dicts(reads, "troubled_feeds")


def moved_feeds(reads: Lookups) -> list[dict[str, Any]]:
    """Feeds that are polled at another address than the configured one."""
    return _dicts(reads, "moved_feeds")


def feed_states(reads: Lookups) -> dict[str, int]:
    """How many feeds are in each state."""
    return dict(_rows(reads, "feed_states"))


def archive_files(reads: Lookups) -> list[str]:
    """Paths of archive files that documents point at, relative to the archive's root."""
    return [path for (path,) in _rows(reads, "archive_files")]


def rejections_since(reads: Lookups, since: datetime) -> list[dict[str, Any]]:
    """What was refused for the first time since then."""
    return _dicts(reads, "rejections_since", since=since.isoformat())


def rejection_spikes(reads: Lookups, now: datetime) -> list[dict[str, Any]]:
    """Rules that refused far more in the day before ``now`` than on a usual day."""
    return _dicts(reads, "rejection_spikes", now=now.isoformat())


def sources_of_run(reads: Lookups, run_id: UUID) -> list[dict[str, Any]]:
    """What a run brought from each source that it stored something of, the one with most captures first."""
    return _dicts(reads, "sources_of_run", run_id=str(run_id))


def described_relations(path: Path) -> list[tuple[str, str, str]]:
    """(table, view or function; its name; its comment) of everything that can be asked. Raises as connect() does."""
    return [(kind, name, comment or "") for kind, name, comment in _described(path, "described_relations")]


def described_columns(path: Path) -> dict[str, list[tuple[str, str, str]]]:
    """(name, type, comment) of the columns of every table and view, in their order. Raises as connect() does."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for table, column, data_type, _, comment in _described(path, "described_columns"):
        found.setdefault(table, []).append((column, data_type, comment or ""))
    return found


def described_functions(path: Path) -> list[tuple[str, str]]:
    """(name, parameters) of the functions of the warehouse, by name. Raises as connect() does."""
    return [(str(name), str(parameters)) for name, parameters in _described(path, "described_functions")]


def _described(path: Path, name: str) -> list[tuple[Any, ...]]:
    connection = connect(path)
    try:
        return connection.execute(statement(name)).fetchall()
    except duckdb.Error as error:
        raise unanswered(connection, path, error) from error
    finally:
        connection.close()


def _rows(reads: Lookups, name: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return reads.connection.execute(statement(name), parameters or None).fetchall()


def _dicts(reads: Lookups, name: str, **parameters: Any) -> list[dict[str, Any]]:
    answer = reads.connection.execute(statement(name), parameters or None)
    columns = [column[0] for column in answer.description or []]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]

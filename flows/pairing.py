"""Which articles to compare, and what the comparison says: candidate pairs, match rows, clusters. Pure.

Candidates are a property of a pair (shared hashes, share of the smaller text's, days apart), so the same pairs are
judged whatever came first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from transforms.clustering import Candidate, Edge, Verdict, clusters, with_roles
from transforms.matching import match
from transforms.model import Article, Cluster, Credit, CreditKind, Match, Publisher, Relation
from warehouse.rows import ArticleRow, CreditRow, MatchRow, PublisherRow, VerdictRow


@dataclass(frozen=True, slots=True)
class PairOptions:
    """When two articles are compared at all.

    ``min_share`` of the smaller fingerprint's hashes and ``min_shared`` of them at least are shared, and the articles'
    days lie at most ``window_days`` apart (None: any distance). Where the figures come from:
    docs/decisions/0004-what-a-cluster-is.md.
    """

    window_days: int | None = 14
    min_share: float = 0.06
    min_shared: int = 2


DEFAULT = PairOptions()


@dataclass(frozen=True, slots=True)
class Compared:
    """An article as matching sees it."""

    article_id: UUID
    article: Article
    version_number: int
    day: date | None
    """None places it in every window."""
    hashes: tuple[int, ...] = ()


Pair = tuple[UUID, UUID]


def pairs_within(compared: Sequence[Compared], options: PairOptions = DEFAULT) -> set[Pair]:
    """The candidate pairs among the articles of one batch; each pair has its lesser id first."""
    index: dict[int, list[int]] = {}
    for place, one in enumerate(compared):
        for value in one.hashes:
            index.setdefault(value, []).append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in index.values():
        for left, place in enumerate(places):
            for other in places[left + 1 :]:
                shared[place, other] += 1
    return {
        ordered(compared[left].article_id, compared[right].article_id)
        for (left, right), count in shared.items()
        if _is_candidate(compared[left], compared[right], count, options)
    }


def _is_candidate(one: Compared, other: Compared, shared: int, options: PairOptions) -> bool:
    if not is_in_window(one.day, other.day, options.window_days):
        return False
    return shared >= options.min_shared and shared >= options.min_share * min(len(one.hashes), len(other.hashes))


def is_in_window(one: date | None, other: date | None, window_days: int | None) -> bool:
    """Whether two days lie near enough; one that is unknown is near to all."""
    return window_days is None or one is None or other is None or abs((one - other).days) <= window_days


def ordered(one: UUID, other: UUID) -> Pair:
    """A pair with its lesser id first, as the matches table has it."""
    return (one, other) if one < other else (other, one)


def compared_of_row(row: ArticleRow, day: date | None, hashes: tuple[int, ...] = ()) -> Compared:
    """A stored article as matching sees it: its text, title and publisher."""
    publisher = Publisher(row.publisher_id, row.publisher_id) if row.publisher_id else None
    article = Article(
        paragraphs=tuple(row.body.split("\n\n")) if row.body else (),
        title=row.title,
        publisher=publisher,
        published_on=row.published_on,
    )
    return Compared(row.article_id, article, row.version_number, day, hashes)


def match_rows(
    pairs: Iterable[Pair], compared: Mapping[UUID, Compared], now: datetime, found_by: str
) -> list[MatchRow]:
    """The judged pairs that share text, sorted.

    With ``found_by`` canonical every pair is kept, so that each member of a cluster has its row with the canonical.
    """
    rows = []
    for one, other in sorted(pairs):
        judged = match(compared[one].article, compared[other].article)
        if judged.relation is not None or found_by == "canonical":
            rows.append(_match_row(compared[one], compared[other], judged, now, found_by))
    return rows


def _match_row(one: Compared, other: Compared, judged: Match, now: datetime, found_by: str) -> MatchRow:
    return MatchRow(
        article_id=one.article_id,
        other_article_id=other.article_id,
        version_number=one.version_number,
        other_version_number=other.version_number,
        relation=judged.relation,
        is_same_text=judged.is_same_text,
        reasons=judged.reasons,
        jaccard=judged.resemblance,
        containment=judged.containment,
        other_containment=judged.other_containment,
        aligned_share=judged.aligned_share,
        other_aligned_share=judged.other_aligned_share,
        aligned_paragraphs=judged.aligned_paragraphs,
        options_id=judged.options_id,
        decided_at=now,
        found_by=found_by,
    )


def candidate_of(
    row: ArticleRow, authors: Sequence[str], credits: Iterable[CreditRow], publisher: PublisherRow | None
) -> Candidate:
    """A stored article as clustering sees it."""
    return Candidate(
        article_id=row.article_id,
        published_on=row.published_on,
        published_at=row.published_at if row.published_precision in ("second", "minute") else None,
        publisher_id=row.publisher_id,
        publisher_name=publisher.name if publisher else None,
        authors=tuple(authors),
        dateline=row.dateline,
        word_count=row.word_count,
        credits=tuple(
            Credit(cast(CreditKind, credit.kind), credit.evidence, credit.agency, credit.publisher_id)
            for credit in credits
        ),
    )


def decided_clusters(
    candidates: Iterable[Candidate], matches: Iterable[MatchRow], verdicts: Iterable[VerdictRow]
) -> tuple[Cluster, ...]:
    """The clusters by what candidate search found and persons decided; roles are settled by with_settled_roles."""
    edges = [edge_of(row) for row in matches if row.found_by != "canonical"]
    decided = [Verdict(row.article_id, row.other_article_id, row.verdict == "same") for row in verdicts]
    return clusters(candidates, edges, decided)


def edge_of(row: MatchRow) -> Edge:
    """A stored pair as clustering sees it."""
    return Edge(
        row.article_id,
        row.other_article_id,
        cast(Relation | None, row.relation),
        row.is_same_text,
        frozenset(pair.paragraph for pair in row.aligned_paragraphs),
        frozenset(pair.other_paragraph for pair in row.aligned_paragraphs),
    )


def canonical_pairs(found: Iterable[Cluster]) -> set[Pair]:
    """The pair of every member with its canonical."""
    return {
        ordered(UUID(member.article_id), UUID(cluster.canonical_article_id))
        for cluster in found
        for member in cluster.members
        if member.article_id != cluster.canonical_article_id
    }


def with_settled_roles(found: Iterable[Cluster], matches: Iterable[MatchRow]) -> tuple[Cluster, ...]:
    """The clusters with roles by each member's judged pair with its canonical."""
    edges = [edge_of(row) for row in matches]
    by_article: dict[UUID, list[Edge]] = {}
    for edge in edges:
        by_article.setdefault(edge.one, []).append(edge)
        by_article.setdefault(edge.other, []).append(edge)
    return tuple(with_roles(cluster, by_article.get(UUID(cluster.canonical_article_id), ())) for cluster in found)

"""Which articles to compare, and what the comparison says: candidate pairs, match rows, clusters. Pure.

Candidates are a property of a pair (see transforms.candidates), so the same pairs are judged whatever came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

import numpy as np

from transforms.candidate_texts import Asking, TextIndex
from transforms.candidates import UNDATED, UNOWNED, Hashes, PairOptions
from transforms.clustering import Candidate, Edge, Verdict, clusters, with_roles
from transforms.matching import match
from transforms.model import Article, Cluster, Credit, CreditKind, Match, Publisher, Relation
from warehouse.rows import ArticleRow, CreditRow, MatchRow, PublisherRow, VerdictRow

DEFAULT = PairOptions()
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Compared:
    """An article as matching sees it."""

    article_id: UUID
    article: Article
    version_number: int
    day: date | None
    """None places it in every window."""
    hashes: tuple[int, ...] = ()
    matter_hashes: tuple[int, ...] = ()
    standing: frozenset[int] = frozenset()
    """Places (from 0) of the paragraphs that weigh nothing."""


Pair = tuple[UUID, UUID]


def pairs_within(compared: Sequence[Compared], options: PairOptions = DEFAULT) -> set[Pair]:
    """The candidate pairs among some articles; each pair has its lesser id first."""
    index = TextIndex()
    numbers: dict[str, int] = {}
    asking = Asking(
        [as_hashes(one.hashes) for one in compared],
        [as_hashes(one.matter_hashes) for one in compared],
        [day_number(one.day) for one in compared],
        [owner_number(one, numbers) for one in compared],
    )
    own = index.add(asking)
    return {
        ordered(compared[asked].article_id, compared[held].article_id)
        for asked, held in index.candidates(asking, options, own)
    }


def as_hashes(hashes: Sequence[int]) -> Hashes:
    """The hashes of a fingerprint as the index takes them."""
    return np.array(hashes, dtype=np.uint64)


def day_number(day: date | None) -> int:
    """Days since 1970, as the index counts them."""
    return UNDATED if day is None else (day - EPOCH).days


def owner_number(one: Compared, numbers: dict[str, int]) -> int:
    """The number of an article's publisher; ``numbers`` are those given so far, and take in new ones."""
    publisher = one.article.publisher
    return numbered(publisher.publisher_id if publisher else None, numbers)


def numbered(publisher_id: str | None, numbers: dict[str, int]) -> int:
    """The number of a publisher, UNOWNED for none; ``numbers`` takes in new ones."""
    return numbers.setdefault(publisher_id, len(numbers)) if publisher_id else UNOWNED


def ordered(one: UUID, other: UUID) -> Pair:
    """A pair with its lesser id first, as the matches table has it."""
    return (one, other) if one < other else (other, one)


def compared_of_row(
    row: ArticleRow,
    day: date | None,
    hashes: tuple[int, ...] = (),
    matter_hashes: tuple[int, ...] = (),
    standing: frozenset[int] = frozenset(),
) -> Compared:
    """A stored article as matching sees it: its text, title and publisher."""
    publisher = Publisher(row.publisher_id, row.publisher_id) if row.publisher_id else None
    article = Article(
        paragraphs=tuple(row.body.split("\n\n")) if row.body else (),
        title=row.title,
        publisher=publisher,
        published_on=row.published_on,
    )
    return Compared(row.article_id, article, row.version_number, day, hashes, matter_hashes, standing)


def match_rows(
    pairs: Iterable[Pair], compared: Mapping[UUID, Compared], now: datetime, found_by: str
) -> list[MatchRow]:
    """The judged pairs that share text, sorted.

    With ``found_by`` canonical every pair is kept, so that each member of a cluster has its row with the canonical.
    """
    rows = []
    for one, other in sorted(pairs):
        judged = judgement(compared[one], compared[other])
        if judged.relation is not None or found_by == "canonical":
            rows.append(_match_row(compared[one], compared[other], judged, now, found_by))
    return rows


def judgement(one: Compared, other: Compared) -> Match:
    """Two stored articles judged."""
    return match(one.article, other.article, standing=one.standing, other_standing=other.standing)


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

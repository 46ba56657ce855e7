"""Two articles: what was judged about them, why they are or are not in one cluster, and how their texts differ."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flows.cli_printing import counted
from flows.looking import mirrored
from flows.looking_nearness import Nearness, nearness
from flows.pairing import DEFAULT, Compared, compared_of_row, judgement, ordered
from flows.standing import standing_paragraphs
from transforms.boilerplate import DEFAULT as RECURRENCE
from transforms.candidates import PairOptions
from transforms.errors import UnknownId
from transforms.explaining import Trail, trail
from transforms.model import AlignedParagraph, Match
from warehouse.rows import ArticleRow, MatchRow, VerdictRow

if TYPE_CHECKING:
    from warehouse.lookups import Lookups


@dataclass(frozen=True, slots=True)
class Judgement:
    """A pair as judged, seen from the first article; ``found_by`` and ``decided_at`` are None when judged just now."""

    match: Match
    found_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that decides about a pair. ``route`` leads over pairs of one text, ends included; ``trail`` is how their
    texts of now are judged, sentence by sentence.
    """

    left: ArticleRow
    right: ArticleRow
    judgement: Judgement
    nearness: Nearness | None
    verdict: VerdictRow | None
    left_cluster_id: UUID | None
    right_cluster_id: UUID | None
    route: tuple[UUID, ...]
    trail: Trail

    @property
    def is_one_cluster(self) -> bool:
        return self.left_cluster_id is not None and self.left_cluster_id == self.right_cluster_id

    def conclusion(self) -> str:
        """Why the two are or are not in one cluster, in a sentence."""
        said = f"{self.verdict.by} said that they are {self.verdict.verdict}" if self.verdict else ""
        if self.is_one_cluster:
            return self._why_joined(said)
        if self.verdict is not None and self.verdict.verdict == "different":
            return f"not in one cluster: {said}"
        if not self.judgement.match.is_same_text:
            return f"not in one cluster: {self.judgement.match.reasons[-1]}"
        if self.judgement.found_by is None and self.nearness is not None and self.nearness.refusals:
            return f"not in one cluster: never compared, {'; '.join(self.nearness.refusals)}"
        return "not in one cluster, though they share a text: one of them contains several texts that are not one"

    def _why_joined(self, said: str) -> str:
        if self.verdict is not None and self.verdict.verdict == "same":
            return f"in one cluster: {said}"
        if len(self.route) > 2:
            between = f"in one cluster through {counted(len(self.route) - 2, 'other article')}"
            return f"{between}, although {said}" if said else between
        return "in one cluster: they carry one text"


def pair_of_rows(reads: Lookups, left: UUID, right: UUID) -> tuple[ArticleRow, ArticleRow]:
    """Both articles. Raises UnknownId for one that is gone, or for one article given twice."""
    if left == right:
        raise UnknownId(str(left), "both ids lead to this one article", "give two different articles")
    rows = reads.articles([left, right])
    for one in (left, right):
        if one not in rows:
            raise UnknownId(str(one), "the article is gone")
    return rows[left], rows[right]


def explained(reads: Lookups, left_id: UUID, right_id: UUID, options: PairOptions = DEFAULT) -> Explanation:
    """Everything about a pair, judged now if the warehouse has no judgement of their current versions."""
    left, right = pair_of_rows(reads, left_id, right_id)
    pair = ordered(left_id, right_id)
    verdicts = reads.stored(VerdictRow, ("article_id", "other_article_id"), [pair])
    members = {row.article_id: row.cluster_id for row in reads.clusters_of(pair)}
    clusters = members.get(left_id), members.get(right_id)
    return Explanation(
        left=left,
        right=right,
        judgement=judged(reads, left, right),
        nearness=nearness(reads, left, right, options),
        verdict=verdicts[0] if verdicts else None,
        left_cluster_id=clusters[0],
        right_cluster_id=clusters[1],
        trail=_trail(reads, left, right),
        route=_route(reads, left_id, right_id, clusters[0]) if clusters[0] and clusters[0] == clusters[1] else (),
    )


def judged(reads: Lookups, left: ArticleRow, right: ArticleRow) -> Judgement:
    """The stored judgement of the two current versions, else one made now."""
    pair = ordered(left.article_id, right.article_id)
    versions = {left.article_id: left.version_number, right.article_id: right.version_number}
    for row in reads.stored(MatchRow, ("article_id", "other_article_id"), [pair]):
        if (row.version_number, row.other_version_number) == (versions[pair[0]], versions[pair[1]]):
            return Judgement(_match_of(row, is_mirrored=pair[0] != left.article_id), row.found_by, row.decided_at)
    return Judgement(judgement(*_compared(reads, left, right)), None, None)


def _compared(reads: Lookups, *rows: ArticleRow) -> list[Compared]:
    standing = standing_paragraphs(reads, {row.article_id: row for row in rows}, RECURRENCE)
    return [compared_of_row(row, None, standing=standing.get(row.article_id, frozenset())) for row in rows]


def _trail(reads: Lookups, left: ArticleRow, right: ArticleRow) -> Trail:
    one, other = _compared(reads, left, right)
    return trail(one.article, other.article, standing=one.standing, other_standing=other.standing)


def _match_of(row: MatchRow, *, is_mirrored: bool) -> Match:
    one = (row.containment, row.aligned_share)
    other = (row.other_containment, row.other_aligned_share)
    pairs = [AlignedParagraph(p.paragraph, p.other_paragraph, p.score) for p in row.aligned_paragraphs]
    if is_mirrored:
        one, other = other, one
        pairs = [AlignedParagraph(p.other_paragraph, p.paragraph, p.score) for p in pairs]
    return Match(
        relation=mirrored(row.relation) if is_mirrored else row.relation,  # type: ignore[arg-type]
        is_same_text=row.is_same_text,
        resemblance=row.jaccard,
        containment=one[0],
        other_containment=other[0],
        aligned_share=one[1],
        other_aligned_share=other[1],
        aligned_paragraphs=tuple(sorted(pairs, key=lambda p: (p.paragraph, p.other_paragraph))),
        reasons=row.reasons,
        options_id=row.options_id,
    )


def _route(reads: Lookups, left: UUID, right: UUID, cluster_id: UUID) -> tuple[UUID, ...]:
    """The shortest way from one member to another over pairs of one text; () where there is none."""
    ids = [row.article_id for row in reads.members_of([cluster_id])[cluster_id]]
    verdicts = {(v.article_id, v.other_article_id): v.verdict == "same" for v in reads.pairs_within(VerdictRow, ids)}
    pairs = {(m.article_id, m.other_article_id) for m in reads.pairs_within(MatchRow, ids) if m.is_same_text}
    joined = sorted({p for p in pairs if verdicts.get(p, True)} | {p for p, is_same in verdicts.items() if is_same})
    steps: dict[UUID, list[UUID]] = {}
    for one, other in joined:
        steps.setdefault(one, []).append(other)
        steps.setdefault(other, []).append(one)
    came_from: dict[UUID, UUID | None] = {left: None}
    queue = deque([left])
    while queue and right not in came_from:
        here = queue.popleft()
        for step in steps.get(here, ()):
            if step not in came_from:
                came_from[step] = here
                queue.append(step)
    found: list[UUID] = []
    place: UUID | None = right if right in came_from else None
    while place is not None:
        found.append(place)
        place = came_from[place]
    return tuple(reversed(found))


def brief(row: ArticleRow) -> dict[str, Any]:
    """What names an article in JSON about a pair."""
    wanted = ("article_id", "version_number", "publisher_id", "title", "canonical_url", "published_at", "published_on",
              "published_precision", "word_count", "paragraph_count")  # fmt: skip
    return {name: getattr(row, name) for name in wanted}


def explanation_json(found: Explanation) -> dict[str, Any]:
    """An explanation as JSON has it; relation and shares are those of the first article."""
    judgement = {
        field.name: getattr(found.judgement.match, field.name)
        for field in fields(found.judgement.match)
        if field.name != "resemblance"
    }
    return {
        "article": brief(found.left),
        "other_article": brief(found.right),
        "is_one_cluster": found.is_one_cluster,
        "conclusion": found.conclusion(),
        "cluster_id": found.left_cluster_id,
        "other_cluster_id": found.right_cluster_id,
        "route": found.route,
        "match": {
            **judgement,
            "jaccard": found.judgement.match.resemblance,
            "found_by": found.judgement.found_by,
            "decided_at": found.judgement.decided_at,
        },
        "vetoes": dict(found.trail.vetoes),
        "sentences": [asdict(one) for one in found.trail.partners],
        "other_sentences": [asdict(one) for one in found.trail.other_partners],
        "candidates": asdict(found.nearness) if found.nearness else None,
        "verdict": asdict(found.verdict) if found.verdict else None,
    }

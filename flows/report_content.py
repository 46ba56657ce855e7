"""What the report says, as values: asked of the published file, cleaned for people, and bounded in size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flows.cli_printing import one_line, shortened
from flows.looking import percent, shown_lag, shown_publisher, shown_time, shown_title
from flows.report_charts import LABEL

if TYPE_CHECKING:
    from flows.looking_diff import Part
    from warehouse.looking_up import MemberCard
    from warehouse.lookups import Lookups
    from warehouse.rows import ArticleRow, ClusterRow

LISTED = 200
"""Clusters in the list; all of them are in the warehouse."""

COPIES_SHOWN = 4
"""Copies of a cluster that are put beside the canonical article."""

LONGEST = 60
"""Paragraphs of each side that are compared; what follows is counted."""

MEMBERS_SHOWN = 40
"""Members of a cluster in its timeline."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A copy beside its canonical article, in parts."""

    who: str
    title: str
    lag: str
    changes: str
    parts: list[Part]
    left_out: int


@dataclass(frozen=True, slots=True)
class ShownCluster:
    """A cluster with its members in time order and some copies in full."""

    cluster_id: UUID
    title: str
    article_count: int
    publisher_count: int
    origin: str | None
    reason: str
    members: list[dict[str, Any]]
    more: int
    chart_rows: list[dict[str, Any]]
    copies: list[Beside]
    language: str | None


def asked(path: Path, question: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of a packaged question, with foreign text made fit to be shown."""
    from warehouse import ask

    answer = ask(path, question, **parameters)
    return [
        {
            name: shortened(value, 300) if isinstance(value, str) else value
            for name, value in zip(answer.columns, row, strict=True)
        }
        for row in answer.rows
    ]


def shown_clusters(path: Path, count: int) -> list[ShownCluster]:
    """The largest clusters. Raises WarehouseMissing and WarehouseError."""
    from warehouse.looking_up import cluster_cards, largest_clusters
    from warehouse.reading import looking

    with looking(path) as reads:
        ids = largest_clusters(reads, 2)[:count]
        rows = reads.clusters(ids)
        cards = cluster_cards(reads, ids)
        return [_shown(reads, rows[one], cards[one]) for one in ids if one in cards]


def _shown(reads: Lookups, row: ClusterRow, cards: Sequence[MemberCard]) -> ShownCluster:
    canonical = next((card for card in cards if card.role == "canonical"), cards[0])
    chosen = [card for card in cards if card is not canonical][:COPIES_SHOWN]
    texts = reads.articles([canonical.article_id, *(card.article_id for card in chosen)])
    return ShownCluster(
        cluster_id=row.cluster_id,
        title=shown_title(canonical.title, canonical.opening, 160),
        article_count=row.article_count,
        publisher_count=row.publisher_count,
        origin=shortened(row.origin_name, 80) if row.origin_name else None,
        reason=shortened(row.canonical_reason, 300),
        members=[_member(card) for card in cards[:MEMBERS_SHOWN]],
        more=max(0, len(cards) - MEMBERS_SHOWN),
        chart_rows=_timed(cards[:MEMBERS_SHOWN]),
        copies=[_beside(reads, texts[canonical.article_id], texts[card.article_id], card) for card in chosen],
        language=texts[canonical.article_id].language,
    )


def _member(card: MemberCard) -> dict[str, Any]:
    return {
        "when": shown_time(card.published_at, card.published_on, card.published_precision),
        "who": shortened(shown_publisher(card), 60),
        "title": shown_title(card.title, card.opening, 140),
        "role": card.role,
        "lag": shown_lag(card.lag_s),
        "kept": percent(card.canonical_containment),
        "address": address(card.canonical_url),
    }


def _timed(cards: Sequence[MemberCard]) -> list[dict[str, Any]]:
    return [
        {"who": shortened(shown_publisher(card), LABEL), "at": card.published_at.astimezone(UTC), "role": card.role}
        for card in cards
        if card.published_at is not None and card.published_precision in ("second", "minute")
    ]


def _beside(reads: Lookups, canonical: ArticleRow, copy: ArticleRow, card: MemberCard) -> Beside:
    from flows.looking_diff import compared, counts_of

    left, right = canonical.body.split("\n\n"), copy.body.split("\n\n")
    parts = compared(left[:LONGEST], right[:LONGEST], _aligned(reads, canonical.article_id, copy.article_id))
    counts = counts_of(parts)
    return Beside(
        who=shortened(shown_publisher(card), 60),
        title=shown_title(card.title, card.opening, 140),
        lag=shown_lag(card.lag_s),
        changes=", ".join(f"{count} {kind}" for kind, count in counts.items() if count) + " paragraphs",
        parts=parts,
        left_out=max(0, len(left) - LONGEST) + max(0, len(right) - LONGEST),
    )


def _aligned(reads: Lookups, one: UUID, other: UUID) -> list[Any]:
    from transforms.model import AlignedParagraph
    from warehouse.rows import MatchRow

    low, high = sorted((one, other))
    found = reads.stored(MatchRow, ("article_id", "other_article_id"), [(low, high)])
    pairs = found[0].aligned_paragraphs if found else ()
    if one == low:
        return list(pairs)
    return [AlignedParagraph(pair.other_paragraph, pair.paragraph, pair.score) for pair in pairs]


def address(url: str | None) -> str | None:
    """A link that only leads to a web page; None for anything else."""
    if url is None or not url.lower().startswith(("https://", "http://")):
        return None
    return one_line(url).replace(" ", "%20")


def shown_at(now: datetime) -> str:
    """When the report was made."""
    return now.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")

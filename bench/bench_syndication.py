"""Copies found among labelled news pairs, and what finding them costs.

The texts go through cleaning, fingerprints, candidate pairs, matching and clustering as in a run, once with the 14-day
window and once with none. Beside them, in the same run: exact containment and exact Jaccard of five-word shingles over
all pairs that share one, with and without the window, each at the threshold that is best on these very texts. Times are
CPU times. --full takes all texts; else a sample of whole groups. Without the labelled texts only the cost is measured,
on generated ones.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid5

import numpy as np
from copy_floods import say_floods, say_orders
from generated_news import reports
from hard_copies import say_authored, say_templates, timed
from measuring import arguments, evaluation_folder, json_lines, say_machine, say_table, scorer

from connectors.table import row_hints
from flows.pairing import Compared, Pair, pairs_within
from transforms import fingerprint, match
from transforms.candidates import PairOptions
from transforms.clustering import Candidate, Edge, clusters
from transforms.errors import InvalidInput
from transforms.model import Article, Document, Match
from transforms.parsing import parse_document
from transforms.shingles import shingle_hashes
from transforms.text import words

SAMPLE = 900
WAYS = (
    ("newsfold",), ("datasketch", "0.3"), ("datasketch", "0.5"), ("datasketch_verified", "0.3"),
    ("datasketch_verified", "0.5"), ("rensa", "0.3"), ("rensa", "0.5"), ("containment", "0.4"),
)  # fmt: skip
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
READ_AT = datetime(2026, 11, 22, tzinfo=UTC)
SPACE = UUID(int=0)

Texts = Sequence[Mapping[str, Any]]
Joined = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts, labelled pairs and gold groups as the scorer wants them."""

    texts: Texts
    pairs: list[dict[str, Any]]
    groups: dict[str, str]


def sampled(data: Labelled, count: int) -> Labelled:
    """Whole gold groups, with those that a labelled pair ties to them, until there are so many texts."""
    parent = {text["id"]: text["id"] for text in data.texts}

    def root(one: str) -> str:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    first: dict[str, str] = {}
    for one, group in sorted(data.groups.items()):
        parent[root(one)] = root(first.setdefault(group, one))
    for pair in data.pairs:
        parent[root(pair["a"])] = root(pair["b"])
    units: dict[str, list[str]] = {}
    for one in sorted(parent):
        units.setdefault(root(one), []).append(one)
    order = [units[one] for one in sorted(units)]
    random.Random(1).shuffle(order)
    kept: set[str] = set()
    for unit in order:
        if len(kept) + len(unit) <= count:
            kept.update(unit)
    return Labelled(
        [text for text in data.texts if text["id"] in kept],
        [pair for pair in data.pairs if pair["a"] in kept and pair["b"] in kept],
        {one: group for one, group in data.groups.items() if one in kept},
    )


def articles_of(texts: Texts) -> dict[str, Article]:
    """The texts as rows of a table, read and cleaned; what is refused stands alone."""
    found = {}
    for text in texts:
        row = {name: text.get(name) for name in ("publisher", "title", "text", "date")}
        body = json.dumps(row).encode()
        try:
            found[text["id"]] = parse_document(
                Document(text["id"], body, READ_AT, "row", hints=row_hints(row), source_id="labelled")
            )
        except InvalidInput:
            continue
    return found


def compared_of(articles: Mapping[str, Article]) -> tuple[list[Compared], float]:
    """The articles as pairing sees them, and the seconds that their fingerprints took."""
    began = time.process_time()
    made = {one: fingerprint(article) for one, article in articles.items()}
    spent_s = time.process_time() - began
    return [
        Compared(uuid5(SPACE, one), article, 1, article.published_on, made[one].hashes, made[one].matter_hashes)
        for one, article in articles.items()
    ], spent_s


def judged(pairs: Iterable[Pair], articles: Mapping[UUID, Article]) -> dict[Pair, Match]:
    return {(one, other): match(articles[one], articles[other]) for one, other in sorted(pairs)}


def edge_of_match(pair: Pair, found: Match) -> Edge:
    """A judged pair as clustering sees it."""
    places = found.aligned_paragraphs
    one, other = frozenset(p.paragraph for p in places), frozenset(p.other_paragraph for p in places)
    return Edge(*pair, found.relation, found.is_same_text, one, other)


def groups_of(ids: Mapping[UUID, str], edges: Iterable[Edge]) -> dict[str, str]:
    """For each text the cluster that it is in."""
    found = clusters([Candidate(one) for one in ids], edges)
    return {ids[UUID(member.article_id)]: cluster.cluster_id for cluster in found for member in cluster.members}


@dataclass(frozen=True, slots=True)
class Shared:
    """Two texts' exact five-word shingles: how many they share, and how many each has."""

    shared: int
    one: int
    other: int

    @property
    def containment(self) -> float:
        return self.shared / min(self.one, self.other)

    @property
    def jaccard(self) -> float:
        return self.shared / (self.one + self.other - self.shared)


def exact_pairs(articles: Mapping[str, Article]) -> dict[tuple[str, str], Shared]:
    """Every pair that shares a five-word shingle, counted over all of their shingles."""
    sets = {one: np.unique(shingle_hashes(words(article.text))) for one, article in articles.items()}
    holders: dict[int, list[str]] = {}
    for one, hashes in sets.items():
        for value in hashes.tolist():
            holders.setdefault(value, []).append(one)
    counts = Counter(pair for ids in holders.values() if len(ids) > 1 for pair in combinations(ids, 2))
    return {(a, b): Shared(count, sets[a].size, sets[b].size) for (a, b), count in counts.items()}


def joined_groups(ids: Iterable[str], pairs: Joined) -> dict[str, str]:
    """For each text the least id that it is tied to."""
    by_id = {uuid5(SPACE, one): one for one in ids}
    edges = [Edge(uuid5(SPACE, a), uuid5(SPACE, b), None, is_same_text=True) for a, b in pairs]
    return groups_of(by_id, edges)


def best_exact(
    data: Labelled, pairs: Mapping[tuple[str, str], Shared], share: Callable[[Shared], float], scores: ModuleType
) -> tuple[float, dict[str, Any]]:
    """The threshold with the best F1 on these texts, and what the scorer says of it."""
    ids = [text["id"] for text in data.texts]
    found = []
    for threshold in THRESHOLDS:
        groups = joined_groups(ids, (pair for pair, one in pairs.items() if share(one) >= threshold))
        found.append((threshold, scores.score(data.texts, data.pairs, data.groups, groups)))
    return max(found, key=lambda one: one[1]["f1"])


def _containment(one: Shared) -> float:
    return one.containment


def _jaccard(one: Shared) -> float:
    return one.jaccard


def _is_near(one: date | None, other: date | None) -> bool:
    return abs(((one or date.min) - (other or date.min)).days) <= 14


def quality_row(name: str, scored: Mapping[str, Any]) -> list[object]:
    natural = scored["recall_by_kind"].get("natural:all", {})
    return [
        name,
        *(float(scored[key]) for key in ("precision", "recall", "f1", "ari")),
        natural.get("recall"),
        *(
            scored["false_merge_rate"].get(kind, {}).get("rate")
            for kind in ("shared_boilerplate", "same_event_independent")
        ),
    ]


def say_cost(count: int, fingerprints_s: float, pairs_s: float, matches: int, matches_s: float) -> None:
    print(f"fingerprints: {count / fingerprints_s:.0f}/s; candidate pairs of {count} texts: {pairs_s:.2f} s; ", end="")
    print(f"matches: {matches} judged, {matches / matches_s:.0f}/s")


def say_exact_cost(ours_s: float, exact_s: float, exact: int, judged_count: int) -> None:
    print(
        f"candidates and matches took {ours_s / exact_s:.1f} times as long as exact shingle counts of all pairs "
        f"({exact} pairs share a shingle, {judged_count} were candidates)"
    )


def measure(data: Labelled, scores: ModuleType | None) -> None:
    articles = articles_of(data.texts)
    print(f"{len(data.texts)} texts, {len(data.texts) - len(articles)} refused as no article")
    compared, fingerprints_s = compared_of(articles)
    began = time.process_time()
    pairs = pairs_within(compared, PairOptions(window_days=None))
    pairs_s = time.process_time() - began
    decisions = judged(pairs, {one.article_id: one.article for one in compared})
    ours_s = time.process_time() - began
    say_cost(len(articles), fingerprints_s, pairs_s, len(decisions), ours_s - pairs_s)
    began = time.process_time()
    exact = exact_pairs(articles)
    say_exact_cost(ours_s, time.process_time() - began, len(exact), len(decisions))
    if scores is None:
        print("quality: skipped, it needs labelled texts and their scorer")
    else:
        say_quality(data, articles, compared, decisions, exact, scores=scores)


def say_quality(
    data: Labelled,
    articles: Mapping[str, Article],
    compared: Sequence[Compared],
    decisions: Mapping[Pair, Match],
    exact: Mapping[tuple[str, str], Shared],
    *,
    scores: ModuleType,
) -> None:
    """Every method scored on the same texts; what was refused as no article stands alone."""
    ids = {uuid5(SPACE, one): one for one in (text["id"] for text in data.texts)}
    rows = []
    for name, window in (("newsfold, 14-day window", 14), ("newsfold, no window", None)):
        kept = pairs_within(compared, PairOptions(window_days=window))
        edges = [edge_of_match(pair, decisions[pair]) for pair in kept]
        rows.append(quality_row(name, scores.score(data.texts, data.pairs, data.groups, groups_of(ids, edges))))
    days = {one: article.published_on for one, article in articles.items()}
    near = {pair: one for pair, one in exact.items() if _is_near(days[pair[0]], days[pair[1]])}
    for window_name, counted in (("14-day window", near), ("no window", exact)):
        for name, share in (("containment", _containment), ("Jaccard", _jaccard)):
            threshold, scored = best_exact(data, counted, share, scores)
            rows.append(quality_row(f"exact {name} >= {threshold:g}, {window_name}", scored))
    say_table(("method", "precision", "recall", "F1", "ARI", "natural", "boilerplate", "same event"), rows)
    print("  natural: labelled copies found; boilerplate, same event: labelled others merged")


def labelled(folder: Path) -> Labelled:
    return Labelled(
        json_lines(folder / "docs.jsonl.gz"),
        json_lines(folder / "pairs.jsonl.gz"),
        json.loads((folder / "clusters.json").read_text(encoding="utf-8")),
    )


def generated(count: int) -> Labelled:
    rows = [{"id": str(row.report_id), **json.loads(row.row())} for row in reports(count)]
    return Labelled([{**row, "date": row["published_at"]} for row in rows], [], {})


def say_ways(count: int) -> None:
    """The ways of finding copies, one process each, on as much of the generated corpus."""
    print(f"ways, {count} generated articles, one process each:")
    for way in WAYS:
        command = [sys.executable, str(Path(__file__).parent / "copy_methods.py"), way[0], str(count), *way[1:]]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = told.stdout.strip() or f"{way[0]}: not measured, {told.stderr.strip().splitlines()[-1:]}"
        print(f"  {lines}")


def main() -> None:
    options = arguments(__doc__)
    say_machine()
    timed(say_authored)
    timed(lambda: say_templates(4 if options.full else 2))
    missed: list[str] = []
    timed(lambda: missed.extend(say_orders(2_000 if options.full else 400, 50 if options.full else 5)))
    timed(lambda: missed.extend(say_floods(10_000 if options.full else 600)))
    timed(lambda: say_ways(10_000 if options.full else 1_000))
    folder = evaluation_folder("syndication")
    if folder is None:
        print("quality: skipped, no labelled texts here (NEWSFOLD_EVALUATION_DATA); cost on generated texts")
        measure(generated(3_000 if options.full else 500), None)
    else:
        data = labelled(folder)
        measure(data if options.full else sampled(data, SAMPLE), scorer(folder, "score_dedup"))
    sys.exit("\n".join(missed) or None)


if __name__ == "__main__":
    main()

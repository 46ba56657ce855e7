"""Sets on which finding copies is hard: own texts, so they run on any machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID, uuid5

from authored_texts import SECOND, LabelledPair, labelled_pairs, reports
from copy_floods import article, edge
from measuring import say_table
from template_texts import template_texts

from flows.pairing import Compared, pairs_within
from transforms import fingerprint, match
from transforms.candidates import PairOptions
from transforms.clustering import Candidate, clusters

SPACE = UUID(int=5)


def say_authored() -> None:
    """Authored rewrites found and near misses merged, by set: judged at all events, and as candidates, as in a run."""
    first, second = labelled_pairs(), labelled_pairs(reports(SECOND))
    sets = {
        "half to tune on": [pair for pair in first if not pair.is_holdout],
        "holdout (opened)": [pair for pair in first if pair.is_holdout],
        "second set (opened)": second,
    }
    rows: list[list[object]] = []
    for name, pairs in sets.items():
        seen = [(pair.is_copy, *_judged(pair)) for pair in pairs]
        copies, misses = ([one for one in seen if one[0] is kind] for kind in (True, False))
        rows.append(
            [
                name, len(copies), sum(one[1] for one in copies) / len(copies),
                sum(one[1] and one[2] for one in copies) / len(copies),
                len(misses), sum(one[1] for one in misses) / len(misses),
            ]
        )  # fmt: skip
    print("authored rewrites and near misses:")
    say_table(("set", "rewrites", "judged one", "found in a run", "near misses", "merged"), rows)


def _judged(pair: LabelledPair) -> tuple[bool, bool]:
    """Whether the two carry one text, and whether they are candidates."""
    left = article(pair.left.paragraphs, pair.left.title, "a.example")
    right = article(pair.right.paragraphs, pair.right.title, "b.example")
    seen = [fingerprint(one) for one in (left, right)]
    compared = [
        Compared(UUID(int=place), one, 1, None, made.hashes, made.matter_hashes)
        for place, (one, made) in enumerate(zip((left, right), seen, strict=True))
    ]
    return match(left, right).is_same_text, bool(pairs_within(compared))


def say_templates(series: int) -> None:
    """Pairs of texts of one template, and how many end up in one cluster: candidates, matches, clusters."""
    texts = template_texts(series=series)
    ids = {uuid5(SPACE, text.text_id): text for text in texts}
    compared = [
        Compared(one, made := article(text.paragraphs, text.title, text.publisher, text.on), 1, text.on,
                 (seen := fingerprint(made)).hashes, seen.matter_hashes)
        for one, text in ids.items()
    ]  # fmt: skip
    by_id = {one.article_id: one.article for one in compared}
    pairs = pairs_within(compared, PairOptions(window_days=None))
    found = clusters([Candidate(one) for one in by_id], [edge(pair, by_id) for pair in sorted(pairs)])
    sizes = [len(cluster.members) for cluster in found]
    layouts: dict[int, int] = {}
    for text in texts:
        layouts[text.layout] = layouts.get(text.layout, 0) + 1
    count = sum(n * (n - 1) // 2 for n in layouts.values())
    merged = sum(n * (n - 1) // 2 for n in sizes)
    print(f"templates: {len(texts)} texts, {count} pairs of one template, {len(pairs)} of them candidates; ", end="")
    print(f"{merged} merged ({merged / count:.4f})")


def timed(say: Callable[[], None]) -> None:
    """Say it, and how long it took."""
    began = time.monotonic()
    say()
    print(f"  ({time.monotonic() - began:.0f} s)")

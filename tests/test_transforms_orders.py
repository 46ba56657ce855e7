"""Clusters, ids and canonicals are a function of the articles: the short form of what bench_syndication.py does."""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
generated_corpus, hard_copies = (importlib.import_module(name) for name in ("generated_corpus", "hard_copies"))


def test_random_orders_and_batches_give_the_same_clusters_ids_and_canonicals() -> None:
    pieces = list(generated_corpus.corpus(150))
    rng = random.Random(9)
    remembered: dict[object, object] = {}
    first = hard_copies._clustered(pieces, 200, remembered)
    assert max(len(cluster.members) for cluster in first) > 2
    for batch in (1, 7, 40, 200, 31, 64):
        rng.shuffle(pieces)
        assert hard_copies._clustered(pieces, batch, remembered) == first


def test_the_generated_corpus_is_the_same_every_time_and_has_copies_and_templates() -> None:
    one, other = (list(generated_corpus.corpus(300)) for _ in range(2))
    assert one == other
    assert 0.15 < sum(piece.text_id not in (-1, piece.number) for piece in one) / 300 < 0.45
    assert any(piece.text_id == -1 for piece in one)

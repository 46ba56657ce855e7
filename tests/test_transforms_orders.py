"""Clusters, ids and canonicals are a function of the articles: the short form of what bench/copy_floods.py does."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
generated_corpus, copy_floods = (importlib.import_module(name) for name in ("generated_corpus", "copy_floods"))


def test_random_orders_and_batches_give_the_same_clusters_ids_and_canonicals_with_floods_among_them() -> None:
    pieces = copy_floods.shuffled_corpus(300, 80)
    found = list(copy_floods.results_of(pieces, 4))
    assert len({clusters for clusters, _ in found}) == 1
    assert max(len(cluster.members) for cluster in found[0][0]) == 80
    # what of a flood is judged does depend on the order, and the clusters all the same do not
    assert len({pairs for _, pairs in found}) > 1


def test_no_article_of_a_flood_costs_more_judgements_than_the_cap_and_no_false_pair_is_joined() -> None:
    for name, (articles, may_join) in copy_floods._floods(200).items():
        _, judged, joined = copy_floods._spent(articles)
        assert judged <= 64 * 63 // 2 + 4 * 200, name
        assert may_join or not joined, name


def test_the_generated_corpus_is_the_same_every_time_and_has_copies_and_templates() -> None:
    one, other = (list(generated_corpus.corpus(300)) for _ in range(2))
    assert one == other
    assert 0.15 < sum(piece.text_id not in (-1, piece.number) for piece in one) / 300 < 0.45
    assert any(piece.text_id == -1 for piece in one)

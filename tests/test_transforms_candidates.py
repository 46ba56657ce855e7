"""The candidate index: a pair is found or not by what the two share, whatever came first; floods are bounded."""

from __future__ import annotations

import random

import numpy as np
import pytest

from transforms.candidates import UNDATED, UNOWNED, CandidateIndex, PairOptions

Sets = list[tuple[frozenset[int], int]]


def arrays(sets: Sets) -> list[np.ndarray[tuple[int], np.dtype[np.uint64]]]:
    return [np.array(sorted(one), dtype=np.uint64) for one, _ in sets]


def found(sets: Sets, batch: int, options: PairOptions) -> set[tuple[int, int]]:
    index, pairs = CandidateIndex(), set()
    for start in range(0, len(sets), batch):
        part = sets[start : start + batch]
        hashes, days = arrays(part), [day for _, day in part]
        own = index.add(hashes, days)
        seen = index.candidates(hashes, days, options, own)
        pairs |= {
            (min(own[a], h), max(own[a], h)) for a, h in zip(seen.asked.tolist(), seen.held.tolist(), strict=True)
        }
    return pairs


def by_hand(sets: Sets, options: PairOptions) -> set[tuple[int, int]]:
    pairs = set()
    for a, (one, day) in enumerate(sets):
        for b, (other, when) in enumerate(sets[:a]):
            shared = len(one & other)
            is_near = options.window_days is None or UNDATED in (day, when) or abs(day - when) <= options.window_days
            if shared >= options.min_shared and shared >= options.min_share * min(len(one), len(other)) and is_near:
                pairs.add((b, a))
    return pairs


def sets_of(seed: int, count: int = 120) -> Sets:
    rng = random.Random(seed)
    found: Sets = []
    for _ in range(count):
        base = set(found[rng.randrange(len(found))][0]) if found and rng.random() < 0.4 else set()
        kept = {value for value in base if rng.random() < 0.7} | {
            rng.randrange(2**63) for _ in range(rng.randint(0, 40))
        }
        found.append((frozenset(kept), UNDATED if rng.random() < 0.1 else rng.randrange(20_000, 20_060)))
    return found


@pytest.mark.parametrize("window", [14, None])
@pytest.mark.parametrize("batch", [1, 7, 120])
def test_the_pairs_are_those_counted_by_hand_in_any_batches(batch: int, window: int | None) -> None:
    options = PairOptions(window_days=window)
    sets = sets_of(3)
    assert found(sets, batch, options) == by_hand(sets, options)


def test_articles_without_a_hash_are_nobodys_candidates() -> None:
    empty: Sets = [(frozenset(), 1)] * 3
    assert found(empty, 3, PairOptions()) == set()


def test_what_was_dropped_is_found_no_more() -> None:
    index = CandidateIndex()
    hashes = arrays([(frozenset(range(30)), 5)] * 2)
    index.add(hashes[:1], [5])
    index.drop([0])
    assert index.candidates(hashes[1:], [5], PairOptions()).held.size == 0


def test_a_paragraph_that_everybody_prints_makes_no_candidates() -> None:
    rng = random.Random(1)
    standing = set(range(20))
    sets: Sets = [(frozenset(standing | {rng.randrange(100, 2**62) for _ in range(80)}), 1) for _ in range(700)]
    options = PairOptions(common=200)
    late = {pair for pair in found(sets, 50, options) if pair[1] >= 250}
    assert late == set()


@pytest.mark.parametrize("batch", [1, 7, 65])
def test_up_to_the_cap_an_article_has_all_its_candidates_in_any_batches(batch: int) -> None:
    options = PairOptions()
    sets: Sets = [(frozenset({*range(100), 1_000 + number}), 1) for number in range(options.most + 1)]
    assert len(sets) == 65
    assert found(sets, batch, options) == by_hand(sets, options)


def test_of_very_many_candidates_the_best_are_kept() -> None:
    sets: Sets = [(frozenset(range(100)), 1)] * 300
    options = PairOptions(common=1_000, most=64, kept=12)
    pairs = found(sets, 1, options)
    assert max(sum(pair[1] == place for pair in pairs) for place in range(300)) <= 64
    assert sum(pair[1] == 299 for pair in pairs) == 12


def test_an_article_takes_twelve_bytes_a_hash() -> None:
    index = CandidateIndex()
    rng = np.random.default_rng(1)
    for _ in range(20):
        index.add([rng.integers(0, 2**63, 150, dtype=np.uint64) for _ in range(100)], [1] * 100)
    assert index.byte_count / len(index) < 150 * 12 + 60


def test_copies_of_a_flooded_text_meet_its_earliest_copies() -> None:
    sets: Sets = [(frozenset({*range(100), 1_000 + number}), 1) for number in range(400)]
    pairs = found(sets, 50, PairOptions(common=50, first_holders=8))
    roots = list(range(400))
    for one, other in sorted(pairs):
        roots[other] = min(roots[other], roots[one])
    assert len(pairs) < 400 * 60
    assert set(roots) == {0}


def test_two_articles_of_one_publisher_must_share_more() -> None:
    sets: Sets = [(frozenset({*range(10), *range(100 * number, 100 * number + 90)}), 1) for number in range(1, 4)]
    hashes, days = arrays(sets), [1, 1, 1]
    owners = [7, 7, 8]
    index = CandidateIndex()
    own = index.add(hashes, days, owners)
    seen = index.candidates(hashes, days, PairOptions(), own, owners)
    assert list(zip(seen.asked.tolist(), seen.held.tolist(), strict=True)) == [(2, 0), (2, 1)]


def test_articles_of_no_known_publisher_are_not_taken_for_one_publishers() -> None:
    sets: Sets = [(frozenset({*range(10), *range(100 * number, 100 * number + 90)}), 1) for number in range(1, 3)]
    hashes, days, owners = arrays(sets), [1, 1], [UNOWNED, UNOWNED]
    index = CandidateIndex()
    own = index.add(hashes, days, owners)
    assert index.candidates(hashes, days, PairOptions(), own, owners).held.size == 1


def test_a_flood_counted_in_a_table_has_the_pairs_that_sorting_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(3)
    sets: Sets = [(frozenset(rng.sample(range(60), 25)), 0) for _ in range(90)]
    options = PairOptions(common=40)
    counted = found(sets, 30, options)
    monkeypatch.setattr("transforms.candidates.DENSE", 0)
    assert counted
    assert found(sets, 30, options) == counted

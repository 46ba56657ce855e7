"""Alignment: which sentence, and which paragraph, of one text is which of another, in whatever order.

A sentence is copied when most of its words lie in shingles that the other text has; else it may be a rewording of
one sentence of the other text, by rapidfuzz's token_sort_ratio, if their numbers do not contradict each other.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from transforms.facts import Agreement
from transforms.model import AlignedParagraph
from transforms.profiles import Places, Profile
from transforms.retelling import MOST_COMPARED as MOST_RETOLD
from transforms.retelling import NEIGHBOURS, retold

Facts = Sequence[frozenset[str]]

COPIED = 0.8
"""Share of a sentence's words inside shared shingles from which it counts as copied."""
REWORDED = 72.0
"""token_sort_ratio (0..100) from which two sentences are one in other words."""
RETOLD = 0.6
"""Share of a sentence's content words from which it may be retold in the other text (see transforms.retelling)."""
PARAGRAPH = 0.45
"""Score (0..1) from which two paragraphs are partners."""
SECOND_PARTNER = 0.6
"""Score (0..1) from which a paragraph that has a partner may have another: it was split or merged."""


COMMON_WORD = 30
"""Paragraphs in which a word stands from which it tells none apart."""

LONGEST_SENTENCE = 2_000
"""Characters: what is longer and has no sentence end is no sentence, and is compared by its shingles alone."""

LONGEST_PARAGRAPH = 5_000
"""Words up to which the order of words counts between two paragraphs."""

MOST_COMPARED = 1_000_000
"""Pairs of sentences compared for rewording at the most; beyond, in texts as long as books, only copying is seen."""


class Link(NamedTuple):
    """Sentence ``left`` of the one text has its partner in ``right`` of the other (places from 0)."""

    left: int
    right: int
    score: float
    is_copied: bool
    is_retold: bool = False


@dataclass(frozen=True, eq=False)
class Overlap:
    """What one text has of another: ``covered`` says for each word whether it lies in a shared shingle, ``is_shared``
    for each place whether a shared one begins there.
    """

    covered: npt.NDArray[np.bool_]
    is_shared: npt.NDArray[np.bool_]
    text: Profile
    other: Profile
    ranks: Places
    """For each distinct shingle of the text its rank among those of the other, where it has it."""

    @cached_property
    def shares(self) -> list[float]:
        """For each sentence the share of its words that are covered."""
        sums = np.add.reduceat(self.covered, self.text.starts[:-1], dtype=np.intp)
        return (sums / self.text.lengths).tolist()  # type: ignore[no-any-return]

    @cached_property
    def shared(self) -> list[int]:
        """The places where a shared shingle begins."""
        return np.flatnonzero(self.is_shared).tolist()

    @cached_property
    def partners(self) -> list[int]:
        """For each of these the sentence of the other text in which it stands first."""
        places = self.other.first_places[self.ranks[self.text.ranks[self.is_shared]]]
        found: list[int] = (np.searchsorted(self.other.starts, places, side="right") - 1).tolist()
        return found

    @cached_property
    def coverage(self) -> float:
        """The share of the text's words that are covered."""
        return int(np.count_nonzero(self.covered)) / self.covered.size if self.covered.size else 0.0


def overlaps(left: Profile, right: Profile) -> tuple[Overlap, Overlap, int]:
    """What each of two texts has of the other, and how many distinct shingles they share."""
    if not left.distinct.size or not right.distinct.size:
        nothing = np.zeros(left.distinct.size, np.bool_), np.zeros(right.distinct.size, np.bool_)
        empty = np.zeros(left.distinct.size, np.intp), np.zeros(right.distinct.size, np.intp)
        return _overlap(left, right, nothing[0], empty[0]), _overlap(right, left, nothing[1], empty[1]), 0
    ranks = np.searchsorted(right.distinct, left.distinct)
    np.minimum(ranks, right.distinct.size - 1, out=ranks)
    is_left = right.distinct[ranks] == left.distinct
    of_left = np.flatnonzero(is_left)
    of_right = ranks[of_left]
    is_right = np.zeros(right.distinct.size, dtype=np.bool_)
    is_right[of_right] = True
    back = np.zeros(right.distinct.size, dtype=np.intp)
    back[of_right] = of_left
    return _overlap(left, right, is_left, ranks), _overlap(right, left, is_right, back), int(of_left.size)


def _overlap(text: Profile, other: Profile, has: npt.NDArray[np.bool_], ranks: Places) -> Overlap:
    is_shared = has[text.ranks]
    covered = np.zeros(text.numbered.size, dtype=np.bool_)
    for offset in range(text.numbered.size - is_shared.size + 1 if is_shared.size else 0):
        covered[offset : offset + is_shared.size] |= is_shared
    return Overlap(covered, is_shared, text, other, ranks)


def links(of_left: Overlap, of_right: Overlap) -> tuple[list[Link], list[Link]]:
    """The partner of each sentence of the one text in the other, and the same from the other side.

    A sentence without a partner is left out. ``of_left`` and ``of_right`` are the overlaps of the two texts.
    """
    if not of_left.text.texts or not of_right.text.texts:
        return [], []
    found = _copied(of_left), _copied(of_right)
    reworded = _reworded(of_left.text, of_right.text, found[0], found[1])
    for links_of_side, more in zip(found, reworded, strict=True):
        links_of_side.update(more)
    return [found[0][place] for place in sorted(found[0])], [found[1][place] for place in sorted(found[1])]


def with_retold(left: Profile, right: Profile, found: list[Link]) -> list[Link]:
    """The links with partners for further sentences of ``left`` that are retold in ``right``."""
    linked = {link.left for link in found}
    open_places = [place for place in range(len(left.texts)) if place not in linked]
    more = _retold(left, right, open_places)
    return sorted([*found, *more.values()], key=lambda link: link.left) if more else found


def _copied(common: Overlap) -> dict[int, Link]:
    """Sentences most of whose words lie in shared shingles, or that stand in the other text word for word."""
    equal, shares, found = common.other.place_of, common.shares, {}
    for place, folded in enumerate(common.text.folded):
        other = equal.get(folded)
        if other is not None:
            found[place] = Link(place, other, 1.0, True)
        elif shares[place] >= COPIED:
            found[place] = Link(place, _partner_of(common, place), shares[place], True)
    return found


def _partner_of(common: Overlap, place: int) -> int:
    """The sentence of the other text in which most shared shingles of a copied one stand."""
    start, end = common.text.bounds[place : place + 2]
    low, high = bisect_left(common.shared, start), bisect_left(common.shared, end)
    # a short sentence may lie wholly in a shingle that begins before it
    near = common.partners[low if high > low else max(low - 1, 0) : high]
    first = near[0]
    if near.count(first) == len(near):
        return first
    return min(set(near), key=lambda other: (-near.count(other), other))


def _reworded(
    left: Profile, right: Profile, of_left: Container[int], of_right: Container[int]
) -> tuple[dict[int, Link], dict[int, Link]]:
    """The sentences of each text that are one of the other in other words; those in ``of_left`` and ``of_right``
    have their partners already.
    """
    lefts, rights = _open_places(left, right, of_left), _open_places(right, left, of_right)
    if not lefts and not rights:
        return {}, {}
    # the ratio is the same from both sides: what both ask for is computed once
    of_lefts = _ratios(left, lefts, right, range(len(right.texts)))
    others = sorted(set(range(len(left.texts))) - set(lefts)) if rights else []
    of_rights = np.empty((len(rights), len(left.texts)), dtype=np.float32)
    if rights:
        of_rights[:, lefts] = of_lefts[:, rights].T
        of_rights[:, others] = _ratios(left, others, right, rights).T
    return _best_reworded(left, right, lefts, of_lefts), _best_reworded(right, left, rights, of_rights)


def _open_places(text: Profile, other: Profile, linked: Container[int]) -> list[int]:
    places = [place for place in range(len(text.texts)) if place not in linked]
    if not places:
        return places
    places = [place for place in places if len(text.sorted_words[place]) <= LONGEST_SENTENCE]
    return places if len(places) * len(other.texts) <= MOST_COMPARED else []


def _ratios(left: Profile, lefts: Sequence[int], right: Profile, rights: Sequence[int]) -> npt.NDArray[np.float32]:
    """token_sort_ratio (0..100) of these sentences of two texts, 0 where it is below REWORDED."""
    if not lefts or not rights:
        return np.empty((len(lefts), len(rights)), dtype=np.float32)
    queries, choices = (
        [words if len(words) <= LONGEST_SENTENCE else "" for words in (text.sorted_words[place] for place in places)]
        for text, places in ((left, lefts), (right, rights))
    )
    return process.cdist(queries, choices, scorer=fuzz.ratio, score_cutoff=REWORDED, dtype=np.float32)


def _best_reworded(
    left: Profile, right: Profile, places: Sequence[int], ratios: npt.NDArray[np.float32]
) -> dict[int, Link]:
    found: dict[int, Link] = {}
    if not places:
        return found
    best = ratios.max(axis=1)
    if not best.any():
        return found
    for place, other, score in zip(places, ratios.argmax(axis=1).tolist(), best.tolist(), strict=True):
        if score >= REWORDED and not _replaced(left.numbers_of[place], right.numbers_of[other]):
            found[place] = Link(place, other, score / 100.0, False)
    return found


def _retold(left: Profile, right: Profile, places: Sequence[int]) -> dict[int, Link]:
    """Of these sentences of ``left`` those whose content and numbers stand together in ``right``, in any words."""
    if not places or len(places) * len(right.texts) > MOST_RETOLD:
        return {}
    # a number that stands nowhere in the other text does not stand around a partner
    places = [place for place in places if left.numbers_of[place] <= right.numbers]
    if not places:
        return {}
    partners = retold([left.contents_of[place] for place in places], right.contents_of, RETOLD)
    found = {}
    for place, (other, share) in zip(places, partners, strict=True):
        if other >= 0 and left.numbers_of[place] <= _numbers_around(right, other):
            found[place] = Link(place, other, share, is_copied=False, is_retold=True)
    return found


def _numbers_around(text: Profile, place: int) -> frozenset[str]:
    return frozenset().union(*text.numbers_of[max(0, place - NEIGHBOURS + 1) : place + NEIGHBOURS])


def _replaced(left: frozenset[str], right: frozenset[str]) -> int:
    """How many facts stand in each other's place."""
    return min(len(left - right), len(right - left)) if left and right else 0


def facts(left: Profile, right: Profile, found: list[Link]) -> tuple[Agreement, Agreement]:
    """How the numbers and the names of linked sentences agree, summed over the links.

    Where none stands in another's place, what equal sentences share is not counted: the share is 1 with or without it.
    """
    differing = [link for link in found if left.folded[link.left] != right.folded[link.right]]
    in_numbers = _agreed(left.numbers_of, right.numbers_of, differing) if differing else Agreement()
    in_names = _agreed(left.names_of, right.names_of, differing) if differing else Agreement()
    if not in_numbers.replaced and not in_names.replaced:
        return in_numbers, in_names
    equal = [link for link in found if left.folded[link.left] == right.folded[link.right]]
    return (
        in_numbers + Agreement(_shared(left.numbers_of, right.numbers_of, equal)),
        in_names + Agreement(_shared(left.names_of, right.names_of, equal)),
    )


def _agreed(left: Facts, right: Facts, found: Iterable[Link]) -> Agreement:
    shared = replaced = 0
    for link in found:
        one, other = left[link.left], right[link.right]
        if one and other:
            shared += len(one & other)
            replaced += _replaced(one, other)
    return Agreement(shared, replaced)


def _shared(left: Facts, right: Facts, found: Iterable[Link]) -> int:
    return sum(len(left[link.left] & right[link.right]) for link in found)


def aligned_paragraphs(left: Profile, right: Profile, found: list[Link]) -> tuple[AlignedParagraph, ...]:
    """Partners among paragraphs, best scores first come; a second partner only where one side has none yet.

    The score is the longest common subsequence of words over the shorter paragraph's words, so that paragraphs merged,
    split or reworded still find each other.
    """
    linked = {(left.paragraph_of[link.left], right.paragraph_of[link.right]) for link in found}
    wanted = linked | _likely_pairs(left, right, {p for p, _ in linked})
    scored = sorted(
        ((_paragraph_score(left.paragraphs[p], right.paragraphs[q]), p, q) for p, q in wanted),
        key=lambda s: (-s[0], s[1] + s[2], s[1]),
    )
    lefts: set[int] = set()
    rights: set[int] = set()
    kept = []
    for score, p, q in scored:
        if score >= PARAGRAPH and (p not in lefts or q not in rights):
            if (p in lefts or q in rights) and (score < SECOND_PARTNER or (p, q) not in linked):
                continue
            lefts.add(p)
            rights.add(q)
            kept.append(AlignedParagraph(p + 1, q + 1, round(score, 4)))
    return tuple(sorted(kept, key=lambda pair: (pair.paragraph, pair.other_paragraph)))


def _likely_pairs(left: Profile, right: Profile, linked: set[int]) -> set[tuple[int, int]]:
    """For each paragraph without a linked sentence the two of the other text that share most of its rarer words."""
    wanted = [place for place in range(len(left.paragraphs)) if place not in linked]
    if not wanted:
        return set()
    asked = frozenset().union(*(left.paragraphs[place] for place in wanted))
    index: dict[str, list[int]] = {}
    for place, tokens in enumerate(right.paragraphs):
        for word in asked.intersection(tokens):
            index.setdefault(word, []).append(place)
    pairs = set()
    for place in wanted:
        tokens = left.paragraphs[place]
        scores: dict[int, float] = {}
        # in the order of the text: a sum in the order of a set would differ from process to process
        for word in dict.fromkeys(tokens):
            places = index.get(word, ())
            for other in places if len(places) <= COMMON_WORD else ():
                scores[other] = scores.get(other, 0.0) + 1.0 / len(places)
        pairs |= {(place, other) for other in heapq.nsmallest(2, scores, key=lambda other: (-scores[other], other))}
    return pairs


def _paragraph_score(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    shorter = min(len(left), len(right))
    if left == right:
        return 1.0
    if max(len(left), len(right)) > LONGEST_PARAGRAPH:
        # a subsequence of such lengths would take minutes; how many words they share says enough
        return (Counter(left) & Counter(right)).total() / shorter if shorter else 0.0
    return LCSseq.similarity(left, right) / shorter if shorter >= 3 else float(left == right)

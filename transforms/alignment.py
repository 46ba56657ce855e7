"""Alignment: which sentence, and which paragraph, of one text is which of another, in whatever order.

A sentence is copied when most of its words lie in shingles that the other text has; else it may be a rewording of
one sentence of the other text, by rapidfuzz's token_sort_ratio, if their numbers do not contradict each other.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from transforms.facts import Agreement, agreement, names, numbers
from transforms.fingerprinting import Hashes, shingle_hashes
from transforms.model import AlignedParagraph
from transforms.retelling import NEIGHBOURS, retold, unspaced_share
from transforms.text import fold, sentences, words

Places = npt.NDArray[np.intp]

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


@dataclass(frozen=True, slots=True)
class Sentence:
    """``paragraph`` counts from 0; ``start`` is its first word's place in the whole text."""

    text: str
    folded: str
    words: tuple[str, ...]
    paragraph: int
    start: int
    numbers: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A text taken apart for comparison. ``shingles`` has one hash a place, ``distinct`` each once, sorted."""

    sentences: tuple[Sentence, ...]
    paragraphs: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    shingles: Hashes
    distinct: Hashes
    first_places: Places
    """For each distinct shingle the place where it stands first."""
    starts: Places
    """For each sentence the place of its first word, and at last the number of words."""
    sorted_words: tuple[str, ...]
    """For each sentence its words in alphabetical order, which is what token_sort_ratio compares."""
    numbers: frozenset[str]
    names: frozenset[str]
    word_set: frozenset[str]
    unspaced_share: float
    """Share of the words that are characters of a script without spaces."""


@dataclass(frozen=True, slots=True)
class Link:
    """Sentence ``left`` of the one text has its partner in ``right`` of the other (places from 0)."""

    left: int
    right: int
    score: float
    is_copied: bool
    is_retold: bool = False


@lru_cache(maxsize=4096)
def profile(paragraphs: tuple[str, ...]) -> Profile:
    """The profile of a text's paragraphs; kept for the last few thousand texts, since each meets many others."""
    found: list[Sentence] = []
    by_paragraph: list[tuple[str, ...]] = []
    tokens: list[str] = []
    for place, paragraph in enumerate(paragraphs):
        first = len(tokens)
        for text in sentences(paragraph):
            parts = tuple(words(text))
            if parts:
                found.append(
                    Sentence(text, " ".join(parts), parts, place, len(tokens), numbers(fold(text)), names(text))
                )
                tokens.extend(parts)
        by_paragraph.append(tuple(tokens[first:]))
    shingles = shingle_hashes(tokens)
    distinct, first_places = np.unique(shingles, return_index=True)
    return Profile(
        sentences=tuple(found),
        paragraphs=tuple(by_paragraph),
        words=tuple(tokens),
        shingles=shingles,
        distinct=distinct,
        first_places=first_places,
        starts=np.array([*(one.start for one in found), len(tokens)], dtype=np.intp),
        sorted_words=tuple(" ".join(sorted(one.words)) for one in found),
        numbers=frozenset().union(*(one.numbers for one in found)),
        names=frozenset().union(*(one.names for one in found)),
        word_set=frozenset(tokens),
        unspaced_share=unspaced_share(tokens),
    )


@dataclass(frozen=True, slots=True)
class Overlap:
    """What one text has of another: ``covered`` says for each word whether it lies in a shared shingle; ``shared`` are
    the places where one begins, and ``partners`` the sentences of the other text in which it stands first.
    """

    covered: npt.NDArray[np.bool_]
    shared: Places
    partners: Places


def overlap(left: Profile, right: Profile) -> Overlap:
    """What ``left`` has of ``right``; computed once a pair and direction, since everything else builds on it."""
    covered = np.zeros(len(left.words), dtype=np.bool_)
    if not left.shingles.size or not right.distinct.size:
        return Overlap(covered, np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp))
    place = np.minimum(np.searchsorted(right.distinct, left.shingles), right.distinct.size - 1)
    is_shared = right.distinct[place] == left.shingles
    for offset in range(len(left.words) - left.shingles.size + 1):
        covered[offset : offset + is_shared.size] |= is_shared
    shared = np.flatnonzero(is_shared)
    words_of_right = right.first_places[place[shared]]
    return Overlap(covered, shared, np.searchsorted(right.starts, words_of_right, side="right") - 1)


def links(left: Profile, right: Profile, common: Overlap | None = None) -> list[Link]:
    """The partner of each sentence of ``left`` in ``right``; a sentence without one is left out.

    ``common`` is overlap(left, right) where it is at hand.
    """
    if not left.sentences or not right.sentences:
        return []
    found = _copied(left, right, common or overlap(left, right))
    open_places = [place for place in range(len(left.sentences)) if place not in found]
    found |= _reworded(left, right, open_places)
    return [found[place] for place in sorted(found)]


def with_retold(left: Profile, right: Profile, found: list[Link]) -> list[Link]:
    """The links with partners for further sentences of ``left`` that are retold in ``right``."""
    linked = {link.left for link in found}
    open_places = [place for place in range(len(left.sentences)) if place not in linked]
    more = _retold(left, right, open_places)
    return sorted([*found, *more.values()], key=lambda link: link.left) if more else found


def _copied(left: Profile, right: Profile, common: Overlap) -> dict[int, Link]:
    """Sentences of ``left`` most of whose words lie in shared shingles, or that stand in ``right`` word for word."""
    equal = {sentence.folded: place for place, sentence in reversed(list(enumerate(right.sentences)))}
    sums = np.concatenate(([0], np.cumsum(common.covered)))
    shares = (sums[left.starts[1:]] - sums[left.starts[:-1]]) / np.diff(left.starts)
    shared, partners = common.shared, common.partners
    found = {}
    for place, sentence in enumerate(left.sentences):
        if sentence.folded in equal:
            found[place] = Link(place, equal[sentence.folded], 1.0, True)
        elif shares[place] >= COPIED:
            end = sentence.start + len(sentence.words)
            low, high = np.searchsorted(shared, (sentence.start, end))
            # a short sentence may lie wholly in a shingle that begins before it
            counts = np.bincount(partners[low:high] if high > low else partners[max(low - 1, 0) : high])
            found[place] = Link(place, int(counts.argmax()), float(shares[place]), True)
    return found


def _reworded(left: Profile, right: Profile, places: Sequence[int]) -> dict[int, Link]:
    """Of these sentences of ``left`` those that are one of ``right`` in other words."""
    places = [place for place in places if len(left.sorted_words[place]) <= LONGEST_SENTENCE]
    if not places or len(places) * len(right.sentences) > MOST_COMPARED:
        return {}
    queries = [left.sorted_words[place] for place in places]
    choices = [text if len(text) <= LONGEST_SENTENCE else "" for text in right.sorted_words]
    ratios = process.cdist(queries, choices, scorer=fuzz.ratio, score_cutoff=REWORDED, dtype=np.float32)
    found = {}
    for place, other, best in zip(places, ratios.argmax(axis=1), ratios.max(axis=1), strict=True):
        if best >= REWORDED and _numbers_agree(left.sentences[place], right.sentences[other]):
            found[place] = Link(place, int(other), float(best) / 100.0, False)
    return found


def _retold(left: Profile, right: Profile, places: Sequence[int]) -> dict[int, Link]:
    """Of these sentences of ``left`` those whose content and numbers stand together in ``right``, in any words."""
    if not places:
        return {}
    asked = [left.sentences[place].words for place in places]
    partners = retold(asked, [sentence.words for sentence in right.sentences], RETOLD)
    found = {}
    for place, (other, share) in zip(places, partners, strict=True):
        if other >= 0 and left.sentences[place].numbers <= _numbers_around(right, other):
            found[place] = Link(place, other, share, is_copied=False, is_retold=True)
    return found


def _numbers_around(text: Profile, place: int) -> frozenset[str]:
    near = text.sentences[max(0, place - NEIGHBOURS + 1) : place + NEIGHBOURS]
    return frozenset().union(*(sentence.numbers for sentence in near))


def _numbers_agree(left: Sentence, right: Sentence) -> bool:
    return agreement(left.numbers, right.numbers).replaced == 0


def facts(left: Profile, right: Profile, found: list[Link]) -> tuple[Agreement, Agreement]:
    """How the numbers and the names of linked sentences agree, summed over the links."""
    equal_numbers = equal_names = 0
    in_numbers, in_names = Agreement(), Agreement()
    for link in found:
        one, other = left.sentences[link.left], right.sentences[link.right]
        if one.folded == other.folded:
            equal_numbers += len(one.numbers & other.numbers)
            equal_names += len(one.names & other.names)
            continue
        in_numbers = in_numbers + agreement(one.numbers, other.numbers)
        in_names = in_names + agreement(one.names, other.names)
    return in_numbers + Agreement(equal_numbers), in_names + Agreement(equal_names)


def aligned_paragraphs(left: Profile, right: Profile, found: list[Link]) -> tuple[AlignedParagraph, ...]:
    """Partners among paragraphs, best scores first come; a second partner only where one side has none yet.

    The score is the longest common subsequence of words over the shorter paragraph's words, so that paragraphs merged,
    split or reworded still find each other.
    """
    linked = {(left.sentences[link.left].paragraph, right.sentences[link.right].paragraph) for link in found}
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
    index: dict[str, dict[int, None]] = {}
    for place, tokens in enumerate(right.paragraphs):
        for word in tokens:
            index.setdefault(word, {})[place] = None
    pairs = set()
    for place in wanted:
        tokens = left.paragraphs[place]
        scores: dict[int, float] = {}
        # in the order of the text: a sum in the order of a set would differ from process to process
        for word in dict.fromkeys(tokens):
            places = index.get(word, {})
            for other in places if len(places) <= COMMON_WORD else ():
                scores[other] = scores.get(other, 0.0) + 1.0 / len(places)
        pairs |= {(place, other) for other in heapq.nsmallest(2, scores, key=lambda other: (-scores[other], other))}
    return pairs


def _paragraph_score(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    shorter = min(len(left), len(right))
    if max(len(left), len(right)) > LONGEST_PARAGRAPH:
        # a subsequence of such lengths would take minutes; how many words they share says enough
        return (Counter(left) & Counter(right)).total() / shorter if shorter else 0.0
    return LCSseq.similarity(left, right) / shorter if shorter >= 3 else float(left == right)

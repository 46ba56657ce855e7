"""Alignment: which sentence, and which paragraph, of one text is which of another, in whatever order.

A sentence is copied when most of its words lie in shingles that the other text has; else it may be a rewording of
one sentence of the other text, by rapidfuzz's token_sort_ratio, if their numbers do not contradict each other.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from transforms.facts import Agreement, agreement, names, numbers
from transforms.fingerprinting import Hashes, shingle_hashes
from transforms.model import AlignedParagraph
from transforms.text import fold, sentences, words

COPIED = 0.8
"""Share of a sentence's words inside shared shingles from which it counts as copied."""
REWORDED = 72.0
"""token_sort_ratio (0..100) from which two sentences are one in other words."""
PARAGRAPH = 0.45
"""Score (0..1) from which two paragraphs are partners."""
SECOND_PARTNER = 0.6
"""Score (0..1) from which a paragraph that has a partner may have another: it was split or merged."""


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


@dataclass(frozen=True, slots=True)
class Link:
    """Sentence ``left`` of the one text has its partner in ``right`` of the other (places from 0)."""

    left: int
    right: int
    score: float
    is_copied: bool


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
    return Profile(tuple(found), tuple(by_paragraph), tuple(tokens), shingles, np.unique(shingles))


def links(left: Profile, right: Profile) -> list[Link]:
    """The partner of each sentence of ``left`` in ``right``; a sentence without one is left out."""
    covered = covered_words(left, right)
    index = _word_index(right)
    found = []
    for place, sentence in enumerate(left.sentences):
        near = _nearest(sentence, right, index)
        if not near:
            continue
        end = sentence.start + len(sentence.words)
        share = float(covered[sentence.start : end].mean())
        if share >= COPIED or sentence.folded == right.sentences[near[0]].folded:
            found.append(Link(place, near[0], max(share, COPIED), True))
            continue
        scored = [(fuzz.token_sort_ratio(sentence.folded, right.sentences[other].folded), -other) for other in near]
        best, other = max(scored)
        if best >= REWORDED and _numbers_agree(sentence, right.sentences[-other]):
            found.append(Link(place, -other, best / 100.0, False))
    return found


def covered_words(left: Profile, right: Profile) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each word of ``left``, whether it lies in a shingle that ``right`` has too."""
    covered = np.zeros(len(left.words), dtype=np.bool_)
    shared = np.isin(left.shingles, right.distinct)
    width = len(left.words) - left.shingles.size + 1
    for offset in range(width if left.shingles.size else 0):
        covered[offset : offset + shared.size] |= shared
    return covered


def _numbers_agree(left: Sentence, right: Sentence) -> bool:
    return agreement(left.numbers, right.numbers).replaced == 0


@lru_cache(maxsize=1024)
def _word_index(text: Profile) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for place, sentence in enumerate(text.sentences):
        for word in set(sentence.words):
            index.setdefault(word, []).append(place)
    return index


def _nearest(sentence: Sentence, right: Profile, index: dict[str, list[int]], most: int = 3) -> list[int]:
    """The sentences of ``right`` that share most words with this one, rare words first in weight."""
    scores: defaultdict[int, float] = defaultdict(float)
    for word in set(sentence.words):
        places = index.get(word, ())
        for place in places:
            scores[place] += 1.0 / len(places)
    best = sorted(scores, key=lambda place: (-_overlap(right.sentences[place], scores[place]), place))
    return best[:most]


def _overlap(right: Sentence, weight: float) -> float:
    return weight / max(3.0, math.sqrt(len(right.words))) + weight


def facts(left: Profile, right: Profile, found: list[Link]) -> tuple[Agreement, Agreement]:
    """How the numbers and the names of linked sentences agree, summed over the links."""
    in_numbers, in_names = Agreement(), Agreement()
    for link in found:
        one, other = left.sentences[link.left], right.sentences[link.right]
        in_numbers = in_numbers + agreement(one.numbers, other.numbers)
        in_names = in_names + agreement(one.names, other.names)
    return in_numbers, in_names


def aligned_paragraphs(left: Profile, right: Profile, found: list[Link]) -> tuple[AlignedParagraph, ...]:
    """Partners among paragraphs, best scores first come; a second partner only where one side has none yet.

    The score is the longest common subsequence of words over the shorter paragraph's words, so that paragraphs merged,
    split or reworded still find each other.
    """
    wanted = {(left.sentences[link.left].paragraph, right.sentences[link.right].paragraph) for link in found}
    wanted |= _likely_pairs(left, right)
    scored = sorted(
        ((_paragraph_score(left.paragraphs[p], right.paragraphs[q]), p, q) for p, q in wanted),
        key=lambda s: (-s[0], s[1] + s[2], s[1]),
    )
    lefts: set[int] = set()
    rights: set[int] = set()
    kept = []
    for score, p, q in scored:
        if score >= PARAGRAPH and (p not in lefts or q not in rights):
            if (p in lefts or q in rights) and score < SECOND_PARTNER:
                continue
            lefts.add(p)
            rights.add(q)
            kept.append(AlignedParagraph(p + 1, q + 1, round(score, 4)))
    return tuple(sorted(kept, key=lambda pair: (pair.paragraph, pair.other_paragraph)))


def _likely_pairs(left: Profile, right: Profile) -> set[tuple[int, int]]:
    """For each paragraph the two of the other text that share most of its rarer words."""
    index: dict[str, set[int]] = {}
    for place, tokens in enumerate(right.paragraphs):
        for word in tokens:
            index.setdefault(word, set()).add(place)
    pairs = set()
    for place, tokens in enumerate(left.paragraphs):
        scores: dict[int, float] = {}
        for word in set(tokens):
            for other in index.get(word, ()):
                scores[other] = scores.get(other, 0.0) + 1.0 / len(index[word])
        for other in sorted(scores, key=lambda other: (-scores[other], other))[:2]:
            pairs.add((place, other))
    return pairs


def _paragraph_score(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    shorter = min(len(left), len(right))
    return LCSseq.similarity(left, right) / shorter if shorter >= 3 else float(left == right)

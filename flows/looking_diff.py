"""Two texts paragraph by paragraph: what is equal, changed word by word, dropped, added or moved. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from transforms.model import AlignedParagraph

Kind = Literal["same", "changed", "dropped", "added"]

# Two spellings of one mark are no change of the words.
_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"})
_MANY_WORDS = 2000
# Scripts without blanks between words are compared character by character.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"(?:[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+(?:['’.,\-](?:(?![{_UNSPACED}])\w)+)*|[^\w\s])\s*")


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that both sides have, or only this one; joined, the runs are the text with single blanks."""

    text: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs of the two texts that belong together (numbers from 1), or of one side alone.

    ``score`` is the alignment's, 0..1; ``is_moved`` says that they stand in another order than their neighbours.
    """

    kind: Kind
    left: tuple[int, ...]
    right: tuple[int, ...]
    score: float | None
    is_moved: bool
    left_words: tuple[Words, ...]
    right_words: tuple[Words, ...]


def compared(left: Sequence[str], right: Sequence[str], aligned: Iterable[AlignedParagraph]) -> list[Part]:
    """The two texts as parts in the order of the first; what only the second has stands where it stands there."""
    groups = _groups(aligned, len(left), len(right))
    in_order = _longest_rising([rights[0] for _, rights, _ in groups])
    moved = {place for place in range(len(groups)) if place not in in_order}
    by_left = {lefts[0]: place for place, (lefts, _, _) in enumerate(groups)}
    covered = {number for lefts, _, _ in groups for number in lefts[1:]}
    waiting = [n for n in range(1, len(right) + 1) if n not in {one for _, rights, _ in groups for one in rights}]
    parts: list[Part] = []
    for number in range(1, len(left) + 1):
        if number in covered:
            continue
        place = by_left.get(number)
        if place is None:
            parts.append(_alone("dropped", number, left[number - 1]))
            continue
        lefts, rights, score = groups[place]
        if place not in moved:
            while waiting and waiting[0] < rights[0]:
                added = waiting.pop(0)
                parts.append(_alone("added", added, right[added - 1]))
        parts.append(_together(lefts, rights, score, left, right, is_moved=place in moved))
    parts.extend(_alone("added", added, right[added - 1]) for added in waiting)
    return parts


def tokens(text: str) -> list[str]:
    """The words and punctuation marks of a text, each with the blank that follows it."""
    return [str(one) for one in _TOKEN.findall(" ".join(text.split()))]


def word_changes(left: str, right: str) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Both texts in runs of words: shared ones, and those that only this side has."""
    one, other = tokens(left), tokens(right)
    matcher = SequenceMatcher(
        None,
        [word.strip().translate(_MARKS) for word in one],
        [word.strip().translate(_MARKS) for word in other],
        autojunk=len(one) > _MANY_WORDS,
    )
    ours: list[Words] = []
    theirs: list[Words] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if b > a:
            ours.append(Words("".join(one[a:b]), tag == "equal"))
        if d > c:
            theirs.append(Words("".join(other[c:d]), tag == "equal"))
    return tuple(ours), tuple(theirs)


Group = tuple[tuple[int, ...], tuple[int, ...], float]


def _groups(aligned: Iterable[AlignedParagraph], left_count: int, right_count: int) -> list[Group]:
    """Paragraphs that partners tie together (one split in two has two partners), in the order of the first text."""
    pairs = [p for p in aligned if 1 <= p.paragraph <= left_count and 1 <= p.other_paragraph <= right_count]
    open_pairs = sorted(pairs, key=lambda pair: (pair.paragraph, pair.other_paragraph))
    groups: list[Group] = []
    while open_pairs:
        first = open_pairs.pop(0)
        lefts, rights, scores = {first.paragraph}, {first.other_paragraph}, [first.score]
        while touching := [p for p in open_pairs if p.paragraph in lefts or p.other_paragraph in rights]:
            for pair in touching:
                lefts.add(pair.paragraph)
                rights.add(pair.other_paragraph)
                scores.append(pair.score)
            open_pairs = [pair for pair in open_pairs if pair not in touching]
        groups.append((tuple(sorted(lefts)), tuple(sorted(rights)), min(scores)))
    return groups


def _longest_rising(values: Sequence[int]) -> set[int]:
    """The places of a longest rising subsequence."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, value in enumerate(values):
        at = bisect_left(ends, value)
        before.append(places[at - 1] if at else None)
        ends[at : at + 1] = [value]
        places[at : at + 1] = [place]
    found = set()
    step = places[-1] if places else None
    while step is not None:
        found.add(step)
        step = before[step]
    return found


def _alone(kind: Literal["dropped", "added"], number: int, text: str) -> Part:
    words = (Words(" ".join(text.split()), is_shared=False),)
    if kind == "dropped":
        return Part(kind, (number,), (), None, False, words, ())
    return Part(kind, (), (number,), None, False, (), words)


def _together(
    lefts: tuple[int, ...],
    rights: tuple[int, ...],
    score: float,
    left: Sequence[str],
    right: Sequence[str],
    *,
    is_moved: bool,
) -> Part:
    ours, theirs = word_changes(
        " ".join(left[number - 1] for number in lefts), " ".join(right[number - 1] for number in rights)
    )
    is_same = all(run.is_shared for run in (*ours, *theirs))
    return Part("same" if is_same else "changed", lefts, rights, score, is_moved, ours, theirs)


def counts_of(parts: Iterable[Part]) -> dict[str, int]:
    """How many parts of each kind there are, and how many are moved."""
    found = {"same": 0, "changed": 0, "dropped": 0, "added": 0, "moved": 0}
    for part in parts:
        found[part.kind] += 1
        found["moved"] += part.is_moved
    return found

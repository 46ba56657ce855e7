"""A large corpus of made-up news with what makes finding copies hard, written as a stream: nothing of it is kept.

Publishers, agencies and their copies with edits, templates, standing paragraphs, Zipfian words. Everything follows from
the seed. A copy comes within three days of its original, as in life, so the generator remembers a few days of texts.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

FIRST_DAY = date(2024, 1, 1)
A_DAY = 1_000
"""Articles a day: a million is three years of a middling collection."""
PUBLISHERS = 400
VOCABULARY = 60_000
COPIED = 0.3
TEMPLATED = 0.06
_ONSETS = "b d f g h j k l m n p r s t v z br dr gr kl pr st tr sk".split()
_VOWELS = "a e i o u ai ea ou".split()
_ENDS = ("", "n", "r", "s", "l", "nd", "rt", "m")


@dataclass(frozen=True, slots=True)
class Piece:
    """One article; ``text_id`` is the same for all copies of one text, -1 for a filled template (each its own)."""

    number: int
    text_id: int
    publisher: int
    on: date
    paragraphs: tuple[str, ...]


def vocabulary(count: int = VOCABULARY) -> list[str]:
    """So many made-up words, the first the shortest, as in every language."""
    rng = random.Random(3)
    found: dict[str, None] = {}
    while len(found) < count:
        parts = 1 if len(found) < 300 else rng.choice((2, 2, 3))
        word = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_ENDS) for _ in range(parts))
        found[word] = None
    return list(found)


def corpus(count: int, seed: int = 11) -> Iterator[Piece]:
    """So many articles in the order of their days."""
    rng = random.Random(seed)
    draws = _Words(np.random.default_rng(seed))
    standing = [" ".join(draws.take(rng.randint(20, 45))) + "." for _ in range(PUBLISHERS)]
    templates = [[draws.take(rng.randint(5, 12)) for _ in range(6)] for _ in range(40)]
    recent: deque[Piece] = deque(maxlen=3 * A_DAY)
    for number in range(count):
        on, publisher = FIRST_DAY + timedelta(days=number // A_DAY), rng.randrange(PUBLISHERS)
        chance = rng.random()
        if recent and chance < COPIED:
            origin = recent[rng.randrange(len(recent))]
            paragraphs = _edited(rng, draws, origin.paragraphs)
            piece = Piece(number, origin.text_id, publisher, on, paragraphs)
        elif chance < COPIED + TEMPLATED:
            yield Piece(number, -1, publisher, on, _filled(rng, draws, rng.choice(templates)))
            continue
        else:
            paragraphs = tuple(_paragraph(rng, draws) for _ in range(rng.randint(3, 11)))
            piece = Piece(number, number, publisher, on, paragraphs)
            recent.append(piece)
        if rng.random() < 0.4:
            piece = Piece(number, piece.text_id, publisher, on, (*piece.paragraphs, standing[publisher]))
        yield piece


def copies(count: int, seed: int = 21) -> Iterator[Piece]:
    """A flood: so many copies of one text by as many hands, within two days."""
    rng = random.Random(seed)
    draws = _Words(np.random.default_rng(seed))
    origin = tuple(_paragraph(rng, draws) for _ in range(8))
    for number in range(count):
        on = FIRST_DAY + timedelta(days=rng.randrange(2))
        yield Piece(number, 0, rng.randrange(PUBLISHERS), on, _edited(rng, draws, origin))


def fills(count: int, seed: int = 22) -> Iterator[Piece]:
    """A flood: so many fills of one template by as many hands, within two days."""
    rng = random.Random(seed)
    draws = _Words(np.random.default_rng(seed))
    template = [draws.take(rng.randint(5, 12)) for _ in range(6)]
    for number in range(count):
        on = FIRST_DAY + timedelta(days=rng.randrange(2))
        yield Piece(number, -1, rng.randrange(PUBLISHERS), on, _filled(rng, draws, template))


class _Words:
    """Words by Zipf's law, drawn many at a time."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._vocabulary = np.array(vocabulary(), dtype=object)
        weights = 1.0 / (np.arange(len(self._vocabulary)) + 2.7)
        self._sums = np.cumsum(weights / weights.sum())
        self._drawn: list[str] = []
        self._place = 0

    def take(self, count: int) -> list[str]:
        if self._place + count > len(self._drawn):
            self._place = 0
            places = np.searchsorted(self._sums, self._rng.random(200_000))
            self._drawn = self._vocabulary[np.minimum(places, len(self._vocabulary) - 1)].tolist()
        self._place += count
        return self._drawn[self._place - count : self._place]


def _sentence(rng: random.Random, draws: _Words) -> str:
    words = draws.take(rng.randint(9, 26))
    if rng.random() < 0.35:
        words[rng.randrange(len(words))] = str(rng.randint(2, 9_000))
    for _ in range(rng.randrange(3)):
        place = rng.randrange(len(words))
        words[place] = words[place].capitalize()
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def _paragraph(rng: random.Random, draws: _Words) -> str:
    return " ".join(_sentence(rng, draws) for _ in range(rng.randint(1, 4)))


def _edited(rng: random.Random, draws: _Words, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """As another house prints it: whole, cut, with more, or with words exchanged."""
    kind = rng.randrange(4)
    if kind == 0:
        return paragraphs
    if kind == 1:
        return paragraphs[: max(2, round(len(paragraphs) * rng.uniform(0.4, 0.8)))]
    if kind == 2:
        return (*paragraphs, *(_paragraph(rng, draws) for _ in range(max(1, len(paragraphs) // 4))))
    changed = []
    for paragraph in paragraphs:
        words = paragraph.split(" ")
        for place in range(len(words)):
            if rng.random() < 0.08 and not words[place][:1].isdigit():
                words[place] = draws.take(1)[0]
        changed.append(" ".join(words))
    return tuple(changed)


def _filled(rng: random.Random, draws: _Words, template: list[list[str]]) -> tuple[str, ...]:
    """A template with other names and numbers in each sentence."""
    sentences = []
    for words in template:
        name = draws.take(1)[0].capitalize()
        sentences.append(f"{words[0].capitalize()} {' '.join(words[1:])} {name} {rng.randint(10, 99_999)}.")
    return (" ".join(sentences[:3]), " ".join(sentences[3:]))

"""Hashes of words and of runs of words, the same on every machine: nothing depends on Python's seeded hash."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT, _LAST_SHIFT = np.uint64(31), np.uint64(29)

SHINGLE_WORDS = 5
WINDOW = 4

MOST_REMEMBERED = 400_000
"""Words whose numbers and hashes are kept at hand; some 80 MB."""

Numbers = npt.NDArray[np.intc]
"""Words of a text by their numbers in a vocabulary."""


class Vocabulary(dict[str, int]):
    """A number for every word met so far, from 0, and by it the word's 64-bit hash.

    A dictionary's own look-up is what makes shingling cheap, and a text is kept in a tenth of the memory by numbers.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hashes = np.empty(1024, dtype="<u8")
        self._lock = Lock()

    def __missing__(self, word: str) -> int:
        with self._lock:
            number = len(self.words)
            if number == self._hashes.size:
                self._hashes = np.concatenate((self._hashes, np.empty(number, dtype="<u8")))
            digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
            self._hashes[number] = int.from_bytes(digest, "little")
            self.words.append(word)
            self[word] = number
        return number

    def numbers(self, tokens: Iterable[str]) -> Numbers:
        """The numbers of some words, in order."""
        # twice as fast as an array made of a list
        return np.frombuffer(array("i", list(map(self.__getitem__, tokens))), dtype=np.intc)

    def hashes(self, numbers: Numbers) -> Hashes:
        """The hashes of some words by their numbers."""
        return self._hashes[numbers]


_vocabularies = [Vocabulary()]


def vocabulary() -> Vocabulary:
    """The vocabulary in use; a new one when it is full, while texts that are kept hold on to theirs."""
    if len(_vocabularies[0]) > MOST_REMEMBERED:
        _vocabularies[0] = Vocabulary()
    return _vocabularies[0]


def shingle_hashes(tokens: Sequence[str], width: int = SHINGLE_WORDS) -> Hashes:
    """One 64-bit hash for each run of ``width`` words, in order; a shorter text is one shingle, none is none."""
    return combined(hashes_of(tokens), width)


def combined(hashed: Hashes, width: int = SHINGLE_WORDS) -> Hashes:
    """The hashes of the runs of ``width`` words, of the words' own."""
    if not hashed.size:
        return np.empty(0, dtype=np.uint64)
    width = min(width, hashed.size)
    runs = hashed[: hashed.size - width + 1].astype(np.uint64)
    for offset in range(1, width):
        runs *= _MULTIPLIER
        runs += hashed[offset : offset + runs.size]
    runs ^= runs >> _SHIFT
    runs *= _MIX
    runs ^= runs >> _LAST_SHIFT
    return runs


def hashes_of(tokens: Sequence[str]) -> Hashes:
    """One 64-bit hash for each word, in order."""
    known = vocabulary()
    return known.hashes(known.numbers(tokens))


def winnowed(hashes: Hashes, window: int = WINDOW) -> Hashes:
    """The least hash of each ``window`` neighbours; all of them where there are fewer."""
    if hashes.size <= window:
        return hashes
    count = hashes.size - window + 1
    least = hashes[:count].copy()
    for offset in range(1, window):
        np.minimum(least, hashes[offset : offset + count], out=least)
    return least


def distinct(hashes: Hashes) -> Hashes:
    """Each hash once, sorted; np.unique takes twice as long for so few."""
    if not hashes.size:
        return hashes
    ordered = np.sort(hashes)
    is_first = np.empty(ordered.size, dtype=np.bool_)
    is_first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]

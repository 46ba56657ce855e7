"""Hashes of words and of runs of words, the same on every machine: nothing depends on Python's seeded hash."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)

SHINGLE_WORDS = 5
WINDOW = 4

MOST_REMEMBERED = 400_000
"""Words whose hashes are kept at hand; some 60 MB."""


def shingle_hashes(tokens: Sequence[str], width: int = SHINGLE_WORDS) -> Hashes:
    """One 64-bit hash for each run of ``width`` words, in order; a shorter text is one shingle, none is none."""
    if not tokens:
        return np.empty(0, dtype=np.uint64)
    hashed = hashes_of(tokens)
    width = min(width, len(tokens))
    combined = hashed[: len(tokens) - width + 1].astype(np.uint64)
    for offset in range(1, width):
        combined *= _MULTIPLIER
        combined += hashed[offset : offset + combined.size]
    combined ^= combined >> np.uint64(31)
    combined *= _MIX
    combined ^= combined >> np.uint64(29)
    return combined


def hashes_of(tokens: Sequence[str]) -> Hashes:
    """One 64-bit hash for each word, in order."""
    if len(_word_hashes) > MOST_REMEMBERED:
        _word_hashes.clear()
    return np.frombuffer(b"".join(map(_word_hashes.__getitem__, tokens)), dtype="<u8")


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


class _WordHashes(dict[str, bytes]):
    """The hash of every word met so far, eight bytes; a dictionary's own look-up is what makes shingling cheap."""

    def __missing__(self, token: str) -> bytes:
        found = self[token] = hashlib.blake2b(token.encode("utf-8", "replace"), digest_size=8).digest()
        return found


_word_hashes = _WordHashes()

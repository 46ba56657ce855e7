"""Fingerprints: word shingles, hashed stably and winnowed.

Shingles of five folded words (Broder 1997) are hashed to 64 bits; winnowing with a window of four (Schleimer, Wilkerson
and Aiken 2003) keeps the least hash of every four neighbours, so every run of eight words that two texts share is seen
and about two fifths of the hashes are kept. Nothing depends on Python's seeded hash: two machines agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from transforms.model import Article, Fingerprint
from transforms.text import all_words

Hashes = npt.NDArray[np.uint64]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class FingerprintOptions:
    """``shingle_words`` w and ``window`` t: shared runs of w + t - 1 words are always found."""

    shingle_words: int = 5
    window: int = 4

    @property
    def options_id(self) -> str:
        return f"w{self.shingle_words}-t{self.window}-v1"


DEFAULT = FingerprintOptions()

MOST_REMEMBERED = 400_000
"""Words whose hashes are kept at hand; some 60 MB."""


def fingerprint(article: Article, options: FingerprintOptions = DEFAULT) -> Fingerprint:
    """The fingerprint of an article's body; the title takes no part, since copies change it."""
    hashes = shingle_hashes(all_words("\n".join(article.paragraphs)), options.shingle_words)
    kept = _distinct(winnowed(hashes, options.window))
    return Fingerprint(options.options_id, _distinct(hashes).size, tuple(kept.tolist()))


def shingle_hashes(tokens: Sequence[str], width: int = DEFAULT.shingle_words) -> Hashes:
    """One 64-bit hash for each run of ``width`` words, in order; a shorter text is one shingle, none is none."""
    if not tokens:
        return np.empty(0, dtype=np.uint64)
    if len(_word_hashes) > MOST_REMEMBERED:
        _word_hashes.clear()
    hashed = np.frombuffer(b"".join(map(_word_hashes.__getitem__, tokens)), dtype="<u8")
    width = min(width, len(tokens))
    combined = hashed[: len(tokens) - width + 1].astype(np.uint64)
    for offset in range(1, width):
        combined *= _MULTIPLIER
        combined += hashed[offset : offset + combined.size]
    combined ^= combined >> np.uint64(31)
    combined *= _MIX
    combined ^= combined >> np.uint64(29)
    return combined


def winnowed(hashes: Hashes, window: int = DEFAULT.window) -> Hashes:
    """The least hash of each ``window`` neighbours; all of them where there are fewer."""
    if hashes.size <= window:
        return hashes
    count = hashes.size - window + 1
    least = hashes[:count].copy()
    for offset in range(1, window):
        np.minimum(least, hashes[offset : offset + count], out=least)
    return least


def _distinct(hashes: Hashes) -> Hashes:
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

"""Fingerprints: word shingles, hashed stably and winnowed, and the hashes of a short text's matter.

Shingles of five folded words (Broder 1997) are hashed to 64 bits; winnowing with a window of four (Schleimer, Wilkerson
and Aiken 2003) keeps the least hash of every four neighbours, so every run of eight words that two texts share is seen
and about two fifths of the hashes are kept. Rewrites that share no run of words are found by their matter (see
transforms.matter).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.matter import LONGEST, matter_hashes
from transforms.model import Article, Fingerprint
from transforms.profiles import Profile, profile, taken_apart
from transforms.shingles import SHINGLE_WORDS, WINDOW, Hashes, combined, distinct, winnowed


@dataclass(frozen=True, slots=True)
class FingerprintOptions:
    """``shingle_words`` w and ``window`` t: shared runs of w + t - 1 words are always found."""

    shingle_words: int = SHINGLE_WORDS
    window: int = WINDOW

    @property
    def options_id(self) -> str:
        return f"w{self.shingle_words}-t{self.window}-v1"


DEFAULT = FingerprintOptions()


def fingerprint(article: Article, options: FingerprintOptions = DEFAULT, *, is_compared: bool = True) -> Fingerprint:
    """The fingerprint of an article's body; the title takes no part, since copies change it.

    The text is taken apart as for judging it, and kept so for that where it ``is_compared`` in this process.
    """
    text = (profile if is_compared else taken_apart)(article.paragraphs)
    is_usual = options.shingle_words == SHINGLE_WORDS
    hashes = text.shingles if is_usual else combined(text.vocabulary.hashes(text.numbered), options.shingle_words)
    kept = distinct(winnowed(hashes, options.window))
    matter = _matter(article, text).tolist()
    count = (text.distinct if is_usual and is_compared else distinct(hashes)).size
    return Fingerprint(options.options_id, count, tuple(kept.tolist()), tuple(matter))


def _matter(article: Article, text: Profile) -> Hashes:
    if text.numbered.size > LONGEST:
        return np.empty(0, np.uint64)
    return matter_hashes("\n".join(article.paragraphs), text.words)

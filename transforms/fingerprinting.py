"""Fingerprints: word shingles, hashed stably and winnowed, and the hashes of a short text's matter.

Shingles of five folded words (Broder 1997) are hashed to 64 bits; winnowing with a window of four (Schleimer, Wilkerson
and Aiken 2003) keeps the least hash of every four neighbours, so every run of eight words that two texts share is seen
and about two fifths of the hashes are kept. Rewrites that share no run of words are found by their matter (see
transforms.matter).
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.matter import matter_hashes
from transforms.model import Article, Fingerprint
from transforms.shingles import SHINGLE_WORDS, WINDOW, distinct, shingle_hashes, winnowed
from transforms.text import all_words


@dataclass(frozen=True, slots=True)
class FingerprintOptions:
    """``shingle_words`` w and ``window`` t: shared runs of w + t - 1 words are always found."""

    shingle_words: int = SHINGLE_WORDS
    window: int = WINDOW

    @property
    def options_id(self) -> str:
        return f"w{self.shingle_words}-t{self.window}-v1"


DEFAULT = FingerprintOptions()


def fingerprint(article: Article, options: FingerprintOptions = DEFAULT) -> Fingerprint:
    """The fingerprint of an article's body; the title takes no part, since copies change it."""
    text = "\n".join(article.paragraphs)
    words = all_words(text)
    hashes = shingle_hashes(words, options.shingle_words)
    kept = distinct(winnowed(hashes, options.window))
    matter = matter_hashes(text, words)
    return Fingerprint(options.options_id, distinct(hashes).size, tuple(kept.tolist()), tuple(matter.tolist()))

"""A text taken apart for comparison: its sentences, words, shingles and facts.

What every comparison needs is made at once; what only some need (numbers, names, sorted words) when it is first asked
for. A text meets many others, so the profiles of the last few thousand texts are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from transforms.facts import names, numbers
from transforms.fingerprinting import DEFAULT, Hashes, shingle_hashes
from transforms.retelling import content_words, unspaced_share
from transforms.text import sentences, words_of_each

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Profile:
    """A text as alignment sees it; everything ``of each`` has one entry for each sentence that has a word, in order."""

    texts: tuple[str, ...]
    """Of each, as written."""
    plain: tuple[str, ...]
    """Of each, folded, with its marks."""
    tokens: tuple[tuple[str, ...], ...]
    """Of each, the folded words."""
    paragraph_of: tuple[int, ...]
    """Of each, the paragraph it stands in, from 0."""
    paragraphs: tuple[tuple[str, ...], ...]
    """The words of each paragraph, those without a word included."""
    words: tuple[str, ...]
    shingles: Hashes
    """One hash for each place."""

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Of each, its words with single blanks: two sentences with the same are one."""
        return tuple(map(" ".join, self.tokens))

    @cached_property
    def starts(self) -> Places:
        """Of each, the place of its first word in the text, and at last the number of words."""
        return np.concatenate(([0], np.cumsum(self.lengths))).astype(np.intp)

    @cached_property
    def lengths(self) -> Places:
        """Of each, how many words it has."""
        return np.fromiter(map(len, self.tokens), np.intp, len(self.tokens))

    @cached_property
    def distinct(self) -> Hashes:
        """Each shingle once, sorted."""
        return self._sorted_shingles[0]

    @property
    def first_places(self) -> Places:
        """For each distinct shingle the place where it stands first."""
        return self._sorted_shingles[1]

    @property
    def ranks(self) -> Places:
        """For each place the rank of its shingle among the distinct ones."""
        return self._sorted_shingles[2]

    @cached_property
    def _sorted_shingles(self) -> tuple[Hashes, Places, Places]:
        if not self.shingles.size:
            return self.shingles, np.empty(0, np.intp), np.empty(0, np.intp)
        order = self.shingles.argsort(kind="stable")
        ordered = self.shingles[order]
        is_first = np.ones(ordered.size, dtype=np.bool_)
        np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
        ranks = np.empty(ordered.size, dtype=np.intp)
        ranks[order] = np.cumsum(is_first) - 1
        return ordered[is_first], order[is_first], ranks

    @cached_property
    def place_of(self) -> dict[str, int]:
        """For each folded sentence the first that is written so."""
        return {folded: place for place, folded in reversed(list(enumerate(self.folded)))}

    @cached_property
    def sorted_words(self) -> tuple[str, ...]:
        """Of each, its words in alphabetical order, which is what token_sort_ratio compares."""
        return tuple(" ".join(sorted(tokens)) for tokens in self.tokens)

    @cached_property
    def numbers_of(self) -> tuple[frozenset[str], ...]:
        """Of each, its numbers."""
        return tuple(map(numbers, self.plain))

    @cached_property
    def names_of(self) -> tuple[frozenset[str], ...]:
        """Of each, its names."""
        return tuple(map(names, self.texts))

    @cached_property
    def contents_of(self) -> tuple[frozenset[str], ...]:
        """Of each, the words that carry its matter."""
        return tuple(map(content_words, self.tokens))

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset().union(*self.numbers_of)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset().union(*self.names_of)

    @cached_property
    def contents(self) -> frozenset[str]:
        return frozenset().union(*self.contents_of)

    @cached_property
    def word_set(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def unspaced_share(self) -> float:
        """Share of the words that are characters of a script without spaces."""
        return unspaced_share(self.words)

    @cached_property
    def paragraphs_with(self) -> dict[str, list[int]]:
        """For each word the paragraphs in which it stands, in order."""
        index: dict[str, dict[int, None]] = {}
        for place, tokens in enumerate(self.paragraphs):
            for word in tokens:
                index.setdefault(word, {})[place] = None
        return {word: list(places) for word, places in index.items()}

    def marked(self, places: list[int]) -> npt.NDArray[np.bool_]:
        """For each word whether it stands in one of these sentences."""
        is_meant = np.zeros(len(self.tokens), dtype=np.bool_)
        is_meant[places] = True
        return np.repeat(is_meant, self.lengths)


@lru_cache(maxsize=4096)
def profile(paragraphs: tuple[str, ...]) -> Profile:
    """The profile of a text's paragraphs."""
    texts: list[str] = []
    paragraph_of: list[int] = []
    for place, paragraph in enumerate(paragraphs):
        found = sentences(paragraph)
        texts += found
        paragraph_of += [place] * len(found)
    plain, tokens = words_of_each(texts) if texts else ([], [])
    kept = [place for place, one in enumerate(tokens) if one]
    by_paragraph: list[list[str]] = [[] for _ in paragraphs]
    for place in kept:
        by_paragraph[paragraph_of[place]] += tokens[place]
    words = [word for one in by_paragraph for word in one]
    return Profile(
        texts=tuple(texts[place] for place in kept),
        plain=tuple(plain[place] for place in kept),
        tokens=tuple(tuple(tokens[place]) for place in kept),
        paragraph_of=tuple(paragraph_of[place] for place in kept),
        paragraphs=tuple(map(tuple, by_paragraph)),
        words=tuple(words),
        shingles=shingle_hashes(words, DEFAULT.shingle_words),
    )

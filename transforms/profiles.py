"""A text taken apart for comparison: its sentences, words, shingles and facts.

What every comparison needs is made at once; what only some need (numbers, names, sorted words) when it is first asked
for. A text meets many others, so the profiles of the last few thousand texts are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, pairwise

import numpy as np
import numpy.typing as npt

from transforms.facts import names, numbers
from transforms.retelling import content_words, unspaced_share
from transforms.shingles import Hashes, Numbers, Vocabulary, combined, vocabulary
from transforms.text import folded_of_each, sentences, words_of_each

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Profile:
    """A text as alignment sees it; everything ``of each`` has one entry for each sentence that has a word, in order."""

    texts: tuple[str, ...]
    """Of each, as written."""
    bounds: tuple[int, ...]
    """Of each, the place of its first word in the text, and at last the number of words."""
    paragraph_of: tuple[int, ...]
    """Of each, the paragraph it stands in, from 0."""
    paragraph_count: int
    numbered: Numbers
    """The words of the text by their numbers in ``vocabulary``."""
    vocabulary: Vocabulary
    shingles: Hashes
    """One hash for each place."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words of the text; the same word is the same object in all texts."""
        return tuple(map(self.vocabulary.words.__getitem__, self.numbered.tolist()))

    def has_words_of(self, other: Profile) -> bool:
        """Whether the two texts are equal word for word."""
        if self.vocabulary is other.vocabulary:
            return np.array_equal(self.numbered, other.numbered)
        return self.words == other.words

    @cached_property
    def tokens(self) -> tuple[tuple[str, ...], ...]:
        """Of each, the folded words."""
        return tuple(self.words[start:end] for start, end in pairwise(self.bounds))

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Of each, folded, with its marks."""
        return tuple(folded_of_each(self.texts))

    @cached_property
    def paragraphs(self) -> tuple[tuple[str, ...], ...]:
        """The words of each paragraph, those without a word included."""
        ends = [0] * self.paragraph_count
        for paragraph, end in zip(self.paragraph_of, self.bounds[1:], strict=True):
            ends[paragraph] = end
        bounds = accumulate(ends, max, initial=0)
        return tuple(self.words[start:end] for start, end in pairwise(bounds))

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Of each, its words with single blanks: two sentences with the same are one."""
        return tuple(map(" ".join, self.tokens))

    @cached_property
    def starts(self) -> Places:
        """Of each, the place of its first word in the text, and at last the number of words."""
        return np.array(self.bounds, dtype=np.intp)

    @cached_property
    def lengths(self) -> Places:
        """Of each, how many words it has."""
        return np.diff(self.starts)

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
    def has_case(self) -> bool:
        """Whether it is written in letters of two cases, so that names can be told from other words."""
        return any(text.lower() != text.upper() for text in self.texts)

    @cached_property
    def facts(self) -> frozenset[str]:
        """Its numbers and its names."""
        return self.numbers | self.names

    @cached_property
    def contents(self) -> frozenset[str]:
        return frozenset().union(*self.contents_of)

    @cached_property
    def word_set(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def unspaced_share(self) -> float:
        """Share of the words that are characters of a script without spaces."""
        return 0.0 if all(map(str.isascii, self.folded)) else unspaced_share(self.words)

    def marked(self, places: list[int]) -> npt.NDArray[np.bool_]:
        """For each word whether it stands in one of these sentences."""
        is_meant = np.zeros(self.numbered.size, dtype=np.bool_)
        for place in places:
            is_meant[self.bounds[place] : self.bounds[place + 1]] = True
        return is_meant


@lru_cache(maxsize=4096)
def profile(paragraphs: tuple[str, ...]) -> Profile:
    """The profile of a text's paragraphs, kept for the next use."""
    return taken_apart(paragraphs)


def taken_apart(paragraphs: tuple[str, ...]) -> Profile:
    """The profile of a text's paragraphs, where the text will not be compared."""
    texts: list[str] = []
    paragraph_of: list[int] = []
    for place, paragraph in enumerate(paragraphs):
        found = sentences(paragraph)
        texts += found
        paragraph_of += [place] * len(found)
    tokens = words_of_each(texts) if texts else []
    if not all(tokens):
        kept = [place for place, one in enumerate(tokens) if one]
        texts, tokens = [texts[place] for place in kept], [tokens[place] for place in kept]
        paragraph_of = [paragraph_of[place] for place in kept]
    known = vocabulary()
    numbered = known.numbers(chain.from_iterable(tokens))
    return Profile(
        texts=tuple(texts),
        bounds=tuple(accumulate(map(len, tokens), initial=0)),
        paragraph_of=tuple(paragraph_of),
        paragraph_count=len(paragraphs),
        numbered=numbered,
        vocabulary=known,
        shingles=combined(known.hashes(numbered)),
    )

"""Matter hashes: what a rewrite keeps though it keeps no run of words, two facts that stand in one text.

The facts are the numbers and the names of a short text (in German the nouns, too); in scripts without capitals, where
no names can be told, the longer words or the pairs of characters. Of these the dozen with the least hashes stand for
all, the same in every text that has them (Broder's min-wise samples, 1997), and each two of them make one hash: a name
or a number alone is in hundreds of reports, two of them in the reports of one event. A flash keeps the few facts of
the lead, of which such a sample of a whole report holds hardly two; so some facts of the lead are taken, too. Texts
that are too long to be told again by their facts alone have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from transforms.retelling import STEM, content_words
from transforms.shingles import Hashes, distinct, hashes_of

LONGEST = 400
"""Words up to which a text may be told again by its facts (judging.MatchOptions.most_told)."""
FACTS = 12
"""Facts that stand for all: 66 hashes at the most."""
LEAD = 60
"""Words that hold what a flash is cut from."""
LEAD_FACTS = FACTS
"""Facts that stand for the lead; most of their hashes are those of the whole, too."""
FEWEST = 3
SHORTEST_UNCASED = 5
"""Letters from which a word of a script without capitals says as much as a name."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_PAIRS = [np.triu_indices(count, 1) for count in range(FACTS + 1)]
# a capital inside a sentence; what may stand before it is looked at last, so that the search skips all small letters
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω](?<![^\s\-/].)(?<=[^\s.!?:] .)[\w]+")


def matter_hashes(text: str, words: Sequence[str]) -> Hashes:
    """The hashes of the pairs of facts of a text, sorted, distinct; none for a long text or one of few facts.

    ``words`` are all of the text's folded words, in order: where its lead ends is counted in them.
    """
    if len(words) > LONGEST:
        return np.empty(0, np.uint64)
    found = facts(text, words)
    if len(found) < FEWEST:
        return np.empty(0, np.uint64)
    hashes = _pairs_of(found, FACTS)
    if len(words) <= LEAD:
        return distinct(hashes)
    lead = facts(text[: len(" ".join(words[:LEAD]))], words[:LEAD])
    return distinct(np.concatenate((hashes, _pairs_of(lead, LEAD_FACTS)))) if len(lead) > 1 else distinct(hashes)


def _pairs_of(found: set[str], most: int) -> Hashes:
    """A hash for each two of the ``most`` facts with the least hashes."""
    kept = distinct(hashes_of(list(found)))[:most]
    left, right = _PAIRS[kept.size]
    mixed = kept[left] * _MULTIPLIER
    mixed += kept[right]
    mixed ^= mixed >> _SHIFT
    mixed *= _MULTIPLIER
    return mixed


def facts(text: str, words: Sequence[str]) -> set[str]:
    """The names (their stems) and the numbers of a text, in one spelling: 1,234 and 1234 are one."""
    found = {word.casefold()[:STEM] for word in _NAME.findall(text)}
    found.update(word.replace(",", "") for word in words if "0" <= word[0] <= "9" and len(word) > 1)
    if not text.isascii() and text.lower() == text.upper():
        found |= {word for word in content_words(tuple(words)) if len(word) >= SHORTEST_UNCASED or len(word) == 2}
    return found

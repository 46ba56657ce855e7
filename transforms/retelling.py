"""Retold sentences: what another desk put in its own words keeps the words that carry the matter, and the facts.

A sentence counts as retold when most of its content words stand within three neighbouring sentences of the other text
and its numbers are among theirs. Content words are those of more than three letters, cut to five (a crude stem that
works across inflected European languages), numbers, and pairs of characters in scripts without spaces. Two independent
reports of one event share topic words, too; so retold sentences alone never decide (see transforms.matching).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from transforms.text import UNSPACED

NEIGHBOURS = 3
"""Sentences of the other text over which a retold one may be spread."""
STEM = 5
SHORTEST_STEMMED = 3
FEWEST = 4
"""Content words below which a sentence is too short to be told again: its words may meet by chance."""
MOST_COMPARED = 60_000
"""Pairs of sentences looked at; texts as long as chapters are compared by their wording alone."""

_UNSPACED = re.compile(f"[{UNSPACED}]")


def content_words(tokens: Sequence[str]) -> frozenset[str]:
    """What carries the matter of a sentence, of its folded words."""
    joined = "".join(tokens)
    if joined.isascii():
        # one look at most words: what is less than a colon begins with a digit
        return frozenset(
            {one[:STEM] if one >= ":" else one for one in tokens if len(one) > SHORTEST_STEMMED or one < ":"}
        )
    if _UNSPACED.search(joined):
        return _unspaced_content(tokens)
    kept = [one for one in tokens if len(one) > SHORTEST_STEMMED or one[0].isdigit()]
    return frozenset({one if one[0].isdigit() else one[:STEM] for one in kept})


def _unspaced_content(tokens: Sequence[str]) -> frozenset[str]:
    found = set()
    before = ""
    for token in tokens:
        if len(token) == 1 and _UNSPACED.match(token):
            if before:
                found.add(before + token)
            before = token
            continue
        before = ""
        if token[0].isdigit() or len(token) > SHORTEST_STEMMED:
            found.add(token if token[0].isdigit() else token[:STEM])
    return frozenset(found)


def unspaced_share(tokens: Sequence[str]) -> float:
    """The share of tokens that are single characters of a script without spaces, 0..1."""
    count = sum(len(one) == 1 and bool(_UNSPACED.match(one)) for one in tokens)
    return count / len(tokens) if tokens else 0.0


def retelling_share(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of all content words of ``left`` that stand anywhere in ``right``: what could be retold at most."""
    return len(left & right) / len(left) if left else 0.0


def retold(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], least: float) -> list[tuple[int, float]]:
    """For each sentence of ``left`` the place of its partner in ``right`` and the share found there; (-1, 0) for none.

    Sentences are given by their content words. The partner is the sentence with most of the shared words among the
    three.
    """
    if len(left) * len(right) > MOST_COMPARED:
        return [(-1, 0.0)] * len(left)
    asked: frozenset[str] = frozenset().union(*left)
    held: dict[str, list[int]] = {}
    for place, content in enumerate(right):
        for word in content & asked:
            held.setdefault(word, []).append(place)
    starts = {
        word: {max(0, place - back) for place in places for back in range(NEIGHBOURS)} for word, places in held.items()
    }
    return [_partner(words, held, starts, least) for words in left]


def _partner(
    wanted: frozenset[str], held: Mapping[str, Sequence[int]], starts: Mapping[str, set[int]], least: float
) -> tuple[int, float]:
    found = wanted & held.keys()
    if len(wanted) < FEWEST or len(found) < least * len(wanted):
        return -1, 0.0
    counts = Counter(start for word in found for start in starts[word])
    most = max(counts.values())
    if most < least * len(wanted):
        return -1, 0.0
    start = min(place for place, count in counts.items() if count == most)
    single = Counter(place for word in found for place in held[word] if start <= place < start + NEIGHBOURS)
    return min(single, key=lambda place: (-single[place], place)), most / len(wanted)

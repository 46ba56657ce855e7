"""A judgement taken apart for a person: each sentence with its partner, and each veto with what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from transforms.alignment import Link
from transforms.judging import vetoes
from transforms.matching import DEFAULT, MatchOptions, Standing, gathered, is_mirrored
from transforms.model import Article
from transforms.profiles import Profile

Kind = Literal["copied", "reworded", "retold"]


@dataclass(frozen=True, slots=True)
class Partner:
    """A sentence and its partner in the other text; ``kind`` is None for one that has none.

    Paragraphs count from 1. ``score`` (0..1) is the share of its words in copied runs, rapidfuzz's token_sort_ratio of
    a reworded one, or the share of its content words of a retold one. ``facts`` are numbers and names that the other
    sentence lacks, ``other_facts`` those that only the other has.
    """

    sentence: str
    paragraph: int
    kind: Kind | None = None
    score: float = 0.0
    other_sentence: str | None = None
    other_paragraph: int | None = None
    facts: tuple[str, ...] = ()
    other_facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """Two texts seen from the first: partners of its sentences, those of the second, and every veto by name."""

    partners: tuple[Partner, ...]
    other_partners: tuple[Partner, ...]
    vetoes: tuple[tuple[str, str | None], ...]


def trail(
    a: Article,
    b: Article,
    options: MatchOptions = DEFAULT,
    *,
    standing: Standing = (),
    other_standing: Standing = (),
) -> Trail:
    """Everything that the judgement of two articles rests on, also where it was plain without all of it."""
    if is_mirrored(a, b):
        seen = trail(b, a, options, standing=other_standing, other_standing=standing)
        return Trail(seen.other_partners, seen.partners, seen.vetoes)
    found = gathered(a, b, options, standing=standing, other_standing=other_standing)
    return Trail(
        _partners(found.left, found.right, found.left_links),
        _partners(found.right, found.left, found.right_links),
        vetoes(a, b, found, options),
    )


def _partners(text: Profile, other: Profile, links: Sequence[Link]) -> tuple[Partner, ...]:
    by_place = {link.left: link for link in links}
    return tuple(_partner(text, other, place, by_place.get(place)) for place in range(len(text.texts)))


def _partner(text: Profile, other: Profile, place: int, link: Link | None) -> Partner:
    sentence, paragraph = text.texts[place], text.paragraph_of[place] + 1
    if link is None:
        return Partner(sentence, paragraph)
    mine = text.numbers_of[place] | text.names_of[place]
    theirs = other.numbers_of[link.right] | other.names_of[link.right]
    return Partner(
        sentence,
        paragraph,
        "copied" if link.is_copied else "retold" if link.is_retold else "reworded",
        round(link.score, 4),
        other.texts[link.right],
        other.paragraph_of[link.right] + 1,
        # a name at the head of a sentence is not seen as one
        tuple(sorted(mine - theirs - set(other.tokens[link.right]))),
        tuple(sorted(theirs - mine - set(text.tokens[place]))),
    )

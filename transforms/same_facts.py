"""Short texts told again from the facts up: hardly a run of words is left, but numbers, names and matter are.

Two independent reports of one event share its names and some numbers, but each has facts, speakers and words of its
own; two texts of one template share words and no facts. Only a retelling has nearly all of the shorter text's numbers,
most of its names and at least half of its content words in the other. What long texts share of these says less, so they
are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.profiles import Profile

NOUNS = 0.2
"""Share of a text's distinct words from which capitals mean nouns; names make up a tenth of a report."""


@dataclass(frozen=True, slots=True)
class SameFacts:
    """What of the shorter of two texts stands in the longer one: numbers, and all facts (numbers and names).

    ``numbers`` and ``facts`` count what the shorter one has, ``shared_numbers`` and ``shared_facts`` what of these
    stands in the other. ``has_nouns`` where so many of its words are
    written with capitals that they are nouns, as in German.
    """

    numbers: int
    shared_numbers: int
    facts: int
    shared_facts: int
    has_nouns: bool

    @property
    def told(self) -> float:
        """The share of the facts that stands in the longer text."""
        return self.shared_facts / self.facts if self.facts else 0.0


def same_facts(shorter: Profile, longer: Profile) -> SameFacts:
    """What of the one text stands in the other."""
    missing = shorter.facts - longer.word_set - longer.facts
    absent = shorter.numbers & missing
    return SameFacts(
        numbers=len(shorter.numbers),
        shared_numbers=len(shorter.numbers) - len(absent),
        facts=len(shorter.facts),
        shared_facts=len(shorter.facts) - len(missing),
        has_nouns=len(shorter.names) > NOUNS * len(shorter.word_set),
    )

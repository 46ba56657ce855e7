"""Facts that a copy keeps and a template changes: numbers and names, compared sentence by sentence.

A rewrite may leave facts out; it does not put others in their place. So only substitutions count against two
sentences: facts that each has and the other lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from transforms.text import fold

_NUMBER = re.compile(r"\d[\d.,:/]*\d|\d")
# a lone 一, 百, 千 or 万 stands in too many words that count nothing
_HAN_NUMBER = re.compile("[〇零一二三四五六七八九十百千万億兆亿]{2,}|[二三四五六七八九十]")
_ANY_HAN_NUMBER = re.compile("[〇零一二三四五六七八九十百千万億兆亿]")
_ANY_NUMBER = re.compile(r"\d")
# the same in ASCII: a class of characters is searched for at a third of what a category costs
_ASCII_NUMBER = re.compile("[0-9](?:[0-9.,:/]*[0-9])?")
_THOUSANDS = re.compile(r"[,](?=\d{3}\b)")
# the letter comes first and what may not stand before it after that, so that the search skips all small letters
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω](?<!\w.)(?<![.!?\"“”'‘’(] .)(?<!^.)(?<!^[\"“‘'(].)[\w'’-]*")
_ASCII_CAPITALISED = re.compile(r"[A-Z](?<!\w.)(?<![.!?\"'(] .)(?<!^.)(?<!^[\"'(].)[\w'-]*")
_MONTHS_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun "
    "mr mrs ms dr gen lt i the a an in on".split()
)
_TITLES = frozenset(
    "president minister prime chief general secretary senator governor mayor judge professor colonel captain "
    "king queen".split()
)
_NO_NAMES = _MONTHS_DAYS | _TITLES


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many facts two texts have in common and how many stand in each other's place."""

    shared: int = 0
    replaced: int = 0

    @property
    def share(self) -> float:
        """1.0 where there is nothing to disagree on."""
        total = self.shared + self.replaced
        return self.shared / total if total else 1.0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.shared + other.shared, self.replaced + other.replaced)


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text in one spelling: 1,234.50 and 1234.50 are one, trailing marks are gone."""
    if text.isascii():
        return frozenset(map(_one_spelling, _ASCII_NUMBER.findall(text)))
    found = set(map(_one_spelling, _NUMBER.findall(text))) if _ANY_NUMBER.search(text) else set()
    if _ANY_HAN_NUMBER.search(text):
        found.update(_HAN_NUMBER.findall(text))
    return frozenset(found)


def _one_spelling(number: str) -> str:
    return number if number.isdecimal() else _THOUSANDS.sub("", number).strip(".,:/")


def names(text: str) -> frozenset[str]:
    """The capitalised words inside sentences, folded, without weekdays and titles."""
    if text.isascii():
        written = list(map(str.lower, _ASCII_CAPITALISED.findall(text)))
    else:
        written = list(map(fold, _CAPITALISED.findall(text)))
    if not written:
        return frozenset()
    found = {word.removesuffix("'s").strip("'-") for word in written}
    return frozenset({word for word in found if len(word) > 1 and word not in _NO_NAMES})


def agreement(left: frozenset[str], right: frozenset[str]) -> Agreement:
    """What two sets share and what each puts in the place of the other's."""
    return Agreement(len(left & right), min(len(left - right), len(right - left)))


def presence(
    left: frozenset[str], right: frozenset[str], of_left: frozenset[str], of_right: frozenset[str]
) -> Agreement:
    """How facts agree when one counts as shared that stands anywhere among the other text's words.

    A name at the head of a sentence is not seen as one, so two sets of names differ where the texts do not.
    ``of_left`` and ``of_right`` are all words of the two texts, folded.
    """
    missing, other_missing = left - right - of_right, right - left - of_left
    return Agreement(len((left | right) - missing - other_missing), min(len(missing), len(other_missing)))


def total(agreements: Iterable[Agreement]) -> Agreement:
    """The sum of several agreements."""
    result = Agreement()
    for one in agreements:
        result = result + one
    return result

"""Short texts told again from the facts up: hardly a run of words is left, but numbers, names and matter are.

Two independent reports of one event share its names and some numbers, but each has facts, speakers and words of its
own; two texts of one template share words and no facts. Only a retelling has nearly all of the shorter text's numbers,
most of its names and a good part of its content words in the other; where it has hardly a fact too many, fewer of its
words need stand there, and the other way round. What long texts share of these says less, so they are left out.

Desks write facts their own way, so a number stands in the other text, too, when it is spelled out there, has other
marks (4.17 and 04:17), or is that text's number rounded; a name when a word with its stem is there (inflection).
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.profiles import Profile
from transforms.retelling import STEM, content_words

MARKS = str.maketrans(",:/", "...")
_SPELLED = (
    "two deux dois duas zwei twee iki dua два две двух",
    "three trois tres três tre drei drie üç tiga три трёх трех",
    "four quatre cuatro quatro quattro vier dört empat четыре четырёх четырех",
    "five cinq cinco cinque fünf vijf beş пять пяти",
    "six seis sechs zes altı enam шесть шести",
    "seven sept siete sete sette sieben zeven yedi tujuh семь семи",
    "eight huit ocho oito otto acht sekiz delapan восемь восьми",
    "nine neuf nueve nove neun negen dokuz sembilan девять девяти",
    "ten dix diez dez dieci zehn tien sepuluh десять десяти",
    "eleven onze undici elf sebelas одиннадцать одиннадцати",
    "twelve douze doce doze dodici zwölf twaalf двенадцать двенадцати",
    "thirteen treize trece treze tredici dreizehn dertien",
    "fourteen quatorze catorce catorze quattordici vierzehn veertien",
    "fifteen quinze quince quindici fünfzehn vijftien",
    "sixteen seize dieciséis dezesseis sedici sechzehn zestien",
    "seventeen siebzehn zeventien",
    "eighteen achtzehn achttien",
    "nineteen neunzehn negentien",
    "twenty vingt veinte vinte venti zwanzig twintig yirmi двадцать двадцати",
)
SPELLED = {str(number): frozenset(words.split()) for number, words in enumerate(_SPELLED, start=2)}
"""Small numbers as words; style books spell them out to nine, to ten or to twelve, scripts for speaking beyond.

Words that are common in another of these languages are left out, or a number would stand in every text: Turkish "on",
Spanish "once" and "dos" (Portuguese for of the), Italian "due" and "sei" (German for be), Indonesian "lima".
"""
MOST_NUMBERS = 20
"""Missing numbers up to which another form is looked for: a text that lacks more of them is a table of its own."""
LEAST_ROUNDED = 100
"""From here on a number that ends in a nought may stand for one that was rounded: below, a few are as many."""

LONGEST = 16
"""Digits: what is longer is no quantity."""


@dataclass(frozen=True, slots=True)
class SameFacts:
    """What of the shorter of two texts stands in the longer one: numbers, and all facts (numbers and names).

    ``numbers`` and ``facts`` count what the shorter one has, ``shared_numbers`` and ``shared_facts`` what of these
    stands in the other.
    """

    numbers: int
    shared_numbers: int
    facts: int
    shared_facts: int

    @property
    def has_all_numbers(self) -> bool:
        """Whether there are numbers, and each of them stands in the longer text."""
        return 0 < self.numbers == self.shared_numbers

    @property
    def share_of_names(self) -> float:
        """The share of the names that stands in the longer text, 0..1; 0 where there are none."""
        names = self.facts - self.numbers
        return (self.shared_facts - self.shared_numbers) / names if names else 0.0

    @property
    def told(self) -> float:
        """The share of the facts that stands in the longer text, 0..1, as if there were one more that does not.

        So three facts of three say less than twelve of twelve (Laplace's rule of succession, for one side).
        """
        return self.shared_facts / (self.facts + 1)


def same_facts(shorter: Profile, longer: Profile) -> SameFacts:
    """What of the one text stands in the other."""
    missing = shorter.facts - longer.word_set - longer.facts
    absent = _absent(missing, shorter, longer) if missing else missing
    return SameFacts(
        numbers=len(shorter.numbers),
        shared_numbers=len(shorter.numbers - absent),
        facts=len(shorter.facts),
        shared_facts=len(shorter.facts) - len(absent),
    )


def _absent(missing: frozenset[str], shorter: Profile, longer: Profile) -> frozenset[str]:
    """Of the facts that the longer text does not have as they are written those that it has in no other way."""
    names = {name for name in missing - shorter.numbers if not content_words((name[:STEM],)) & longer.contents}
    numbers = missing & shorter.numbers
    if len(numbers) > MOST_NUMBERS:
        return numbers.union(names)
    there = {_plain(number) for number in longer.numbers} if numbers else set()
    return frozenset(names.union(number for number in numbers if not _stands(number, there, longer)))


def _plain(number: str) -> str:
    """A number with points for marks and without noughts in front."""
    return number.translate(MARKS).lstrip("0") or "0"


def _stands(number: str, there: set[str], longer: Profile) -> bool:
    if _plain(number) in there or SPELLED.get(number, frozenset()) & longer.word_set:
        return True
    if not number.isdecimal() or int(number) < LEAST_ROUNDED or not number.endswith("0"):
        return False
    step = 10 ** (len(number) - len(number.rstrip("0")))
    wholes = (int(whole) for one in there if (whole := one.partition(".")[0]).isdecimal() and len(whole) < LONGEST)
    return any(int(number) in (whole // step * step, (whole + step // 2) // step * step) for whole in wholes)

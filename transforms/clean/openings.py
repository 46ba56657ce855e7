"""Phrases of many languages asked at once, at the price of one look-up.

A table of a hundred phrases as one regular expression is tried phrase by phrase at every block. Here they are kept by
their first two characters, which leaves two or three to compare; the length of a table costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from transforms.clean.wording import Table
from transforms.prose import glues
from transforms.text import fold

_KEY = 2
# Arabic vowel signs are written or left out at will
_VOWELS = re.compile("[\u064b-\u0652\u0640]")
_BULLET = re.compile(r"[\s\[(<【〈《「『■□◆◇▲△▼▽●○★☆※◀▶▸►→➡↓🔴👉📌📢▷·•×*|#~+>_/-]*")
_CLOSING = re.compile(r"[\s\])>】〉》」』!.。۔।:：|•*→▶▸►>…_~、,-]*$")


@lru_cache(maxsize=4096)
def unmarked(text: str) -> str:
    """A block folded, without the bullets, brackets and arrows in front of it."""
    # German opens a quotation with the sign that elsewhere points on
    folded = fold(text.translate(_ARROWS) if ("»" in text or "›" in text) and "«" not in text else text)
    if not folded.isascii():
        folded = _VOWELS.sub("", folded)
    return folded[_BULLET.match(folded).end() :]  # type: ignore[union-attr]  # it matches nothing at the least


# these point somewhere; folded they would be quotation marks
_ARROWS = str.maketrans("»›", ">>")


def phrases_of(*tables: Table) -> list[str]:
    """Every phrase of every language, folded, without repeats; ``*`` stays where it stands."""
    split = (phrase for table in tables for line in table.values() for phrase in line.split("|"))
    return list(dict.fromkeys(_VOWELS.sub("", fold(phrase)) for phrase in split if phrase.strip()))


class Openings:
    """Phrases that a folded text may begin with.

    A phrase ends at the end of a word, unless it ends in ``*`` or in a script that glues words together.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_key: dict[str, list[tuple[str, bool]]] = {}
        for written in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
            phrase = written.removesuffix("*")
            is_whole = written == phrase and _is_letter(phrase[-1])
            self._by_key.setdefault(phrase[:_KEY], []).append((phrase, is_whole))

    def end(self, folded: str, start: int = 0) -> int:
        """Where the longest phrase ends that stands at ``start``; -1 where none does."""
        key = folded[start : start + _KEY]
        for phrase, is_whole in self._by_key.get(key) or self._by_key.get(key[:1]) or ():
            if folded.startswith(phrase, start):
                end = start + len(phrase)
                if not is_whole or end == len(folded) or not _is_letter(folded[end]):
                    return end
        return -1

    def is_whole(self, folded: str) -> bool:
        """Whether the text is one of the phrases, and signs around it."""
        end = self.end(folded)
        return end >= 0 and bool(_CLOSING.match(folded, end))


class Contained:
    """Phrases that a folded text may hold anywhere, under the same rule of whole words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        whole = [(phrase.removesuffix("*"), not phrase.endswith("*")) for phrase in phrases]
        self._plain = tuple((phrase, is_whole) for phrase, is_whole in whole if phrase.isascii())
        self._other = tuple((phrase, is_whole) for phrase, is_whole in whole if not phrase.isascii())

    def found_in(self, folded: str) -> bool:
        """Whether one of them stands in the text."""
        if any(phrase in folded and _stands(phrase, folded, is_whole) for phrase, is_whole in self._plain):
            return True
        return not folded.isascii() and any(
            phrase in folded and _stands(phrase, folded, is_whole) for phrase, is_whole in self._other
        )


def _stands(phrase: str, folded: str, is_whole: bool) -> bool:
    """Whether the phrase stands as a word (or as the beginning of one) at one of its places."""
    place = folded.find(phrase)
    while place >= 0:
        end = place + len(phrase)
        begins = place == 0 or not _is_letter(phrase[0]) or not _is_letter(folded[place - 1])
        ends = not is_whole or not _is_letter(phrase[-1]) or end == len(folded) or not _is_letter(folded[end])
        if begins and ends:
            return True
        place = folded.find(phrase, place + 1)
    return False


def _is_letter(character: str) -> bool:
    """Part of a word in a script with spaces between words."""
    return (character.isalnum() or "\u0900" <= character <= "\u0dff") and not glues(character)

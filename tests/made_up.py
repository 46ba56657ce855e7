"""Made-up articles for the tests of flows: papers, copies of every kind, boilerplate, undated ones.

Everything follows from a seed. The words are the project's own.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

_BODIES = (
    "the harbour council",
    "the water board",
    "the rail authority",
    "the teachers' union",
    "the fishing fleet",
    "the regional court",
    "the hospital trust",
    "the grain exchange",
)
_ACTS = (
    "voted to close",
    "agreed to reopen",
    "refused to fund",
    "ordered a review of",
    "doubled its spending on",
    "sold its share in",
    "promised to repair",
    "blamed the storm for the state of",
)
_THINGS = (
    "the old ferry landing",
    "a bridge over the estuary",
    "the night trains",
    "two district schools",
    "the flood barrier",
    "the market hall",
    "the cold store",
    "a pumping station",
)
_ENDS = (
    "after months of argument",
    "despite warnings from its own engineers",
    "at a meeting that ran past midnight",
    "in a move that surprised its critics",
    "while the budget is still open",
    "before the winter storms arrive",
)
_TAIL = (
    "This newspaper is owned by its readers and has been printed in the valley since 1911. "
    "Letters to the editor reach us at the address on page two."
)


@dataclass(frozen=True)
class MadeUp:
    """One article as a table row."""

    guid: str
    publisher: str
    title: str
    paragraphs: tuple[str, ...]
    day: date | None

    def row(self) -> dict[str, str]:
        """Its columns as design/api.md names them."""
        row = {
            "id": self.guid,
            "publisher": self.publisher,
            "title": self.title,
            "text": "\n\n".join(self.paragraphs),
            "url": f"https://{self.publisher}/{self.guid}",
        }
        return {**row, "date": self.day.isoformat()} if self.day else row


def corpus(seed: int, texts: int = 12) -> list[MadeUp]:
    """Articles of ``texts`` originals, each with none to three copies elsewhere."""
    chance = random.Random(seed)
    found: list[MadeUp] = []
    for number in range(texts):
        original = _original(chance, number)
        found.append(original)
        found.extend(_copy(chance, original, copy) for copy in range(chance.randrange(4)))
    return found


def write_rows(path: Path, articles: list[MadeUp]) -> Path:
    """The articles as JSON Lines."""
    path.write_text("".join(json.dumps(article.row()) + "\n" for article in articles), encoding="utf-8")
    return path


def _coined(chance: random.Random) -> str:
    """A name that no other text has: without such, all texts of small word lists are one template."""
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randrange(2, 4))).capitalize()


_SYLLABLES = tuple(
    first + vowel + last for first in "bdfgklmnprstv" for vowel in "aeiou" for last in ("", "n", "r", "l")
)


def _sentence(chance: random.Random) -> str:
    number = chance.randrange(11, 980)
    person, place, side = (f"{_coined(chance)} {_coined(chance)}" for _ in range(3))
    body, act, thing, end = (chance.choice(words) for words in (_BODIES, _ACTS, _THINGS, _ENDS))
    shapes = (
        f"{body.capitalize()} of {place} {act} {thing} in {side} {end}.",
        f"{person}, who has led {body} in {place} since the {side} affair, said {thing} would cost {number} million.",
        f"Nearly {number} residents of {place} signed a petition by {person} about {thing} near {side}.",
        f"According to figures that {person} gave in {place}, {side} lost {number} passengers a day {end}.",
    )
    return chance.choice(shapes)


def _original(chance: random.Random, number: int) -> MadeUp:
    paragraphs = tuple(
        " ".join(_sentence(chance) for _ in range(chance.randrange(1, 4))) for _ in range(chance.randrange(5, 11))
    )
    title = f"{_coined(chance)} {chance.choice(_ACTS)} {chance.choice(_THINGS)}"
    day = date(2026, 3, 1) + timedelta(days=chance.randrange(20)) if chance.random() < 0.85 else None
    publisher = f"paper{chance.randrange(4)}.example"
    tail = (_TAIL,) if publisher == "paper0.example" else ()
    return MadeUp(f"text-{number}", publisher, title, paragraphs + tail, day)


def _copy(chance: random.Random, original: MadeUp, copy: int) -> MadeUp:
    """A copy elsewhere: whole, cut short, with paragraphs moved, or credited."""
    paragraphs = list(original.paragraphs)
    kind = chance.randrange(4)
    if kind == 1:
        paragraphs = paragraphs[: max(3, int(len(paragraphs) * 0.7))]
    elif kind == 2:
        paragraphs[1], paragraphs[2] = paragraphs[2], paragraphs[1]
    elif kind == 3:
        paragraphs[0] = f"{paragraphs[0]} The Valley Tribune reported."
    day = original.day + timedelta(days=chance.randrange(3)) if original.day else None
    return replace(
        original,
        guid=f"{original.guid}-copy-{copy}",
        publisher=f"carrier{chance.randrange(6)}.example",
        paragraphs=tuple(paragraphs),
        day=day,
    )

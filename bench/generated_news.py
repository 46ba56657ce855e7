"""News of a country that does not exist: seeded, so that every run measures the same texts.

Sentences are drawn word by word, so two texts share hardly a run of five words unless one is made from the other.
They are not templates: a corpus of templates would measure how many pairs have to be judged.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

PLACES = "Varnholm Eskby Tarsund Oldminster Greyford Lindal Havnes Torvik Mossley Karrow Brant Uldale Senning".split()
PEOPLE = "Aldis Brekke Corwin Dahl Elstad Farr Gunnel Hovde Ingram Jarle Kessler Lund Morrow Nylund Osk Pell".split()
WORDS = (
    "harbour council court rail operator cooperative inspectorate water company exchange island hospital coast "
    "guard committee residents library drivers union weather office bridge authority approved rejected postponed "
    "published defended questioned signed withdrew expanded audited reopened closed promised welcomed criticised "
    "measured financed delayed completed announced plan cheaper night ferries tariff imported timber repairs "
    "eastern breakwater survey flooded cellars winter timetable agreement shared pastures budget street lamps "
    "contract forty electric buses rules holiday flats sale empty barracks report missing buoys ban nets estuary "
    "fund farms lessons languages merger three small parishes tunnel northern ridge after months quiet bargaining "
    "despite warnings engineers because old permit lapsed while neighbouring districts looked although few read "
    "annex before autumn storms set request local traders against advice auditors prices rose third year surprise "
    "those present without setting date spite thin majority two members absent early morning market square school "
    "roof letter minister figures spring snow rain road closed bakery village teachers pupils engine fuel cargo "
    "vessel crew pilot runway freight parcel stamp ledger debt loan interest rate bank branch savings pension "
    "wage strike talks vote ballot seat party leader speech hall crowd police inquiry witness judge appeal fine "
    "sentence prison garden orchard harvest wheat barley cattle sheep wool mill factory steel "
).split()
PUBLISHERS = tuple(
    f"{name}.example" for name in "varnpost tarsundbladet greyfordnews lindal-observer coastwire mossley".split()
)

EPOCH = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Report:
    """One generated article; ``text_id`` is the same for all copies of one text."""

    report_id: int
    text_id: int
    publisher: str
    on: date
    title: str
    paragraphs: tuple[str, ...]

    def row(self) -> bytes:
        """A line of a JSON Lines table."""
        values = {
            "url": f"https://www.{self.publisher}/{self.on:%Y/%m}/{self.report_id}",
            "publisher": self.publisher,
            "published_at": f"{self.on}T08:00:00Z",
            "title": self.title,
            "text": "\n\n".join(self.paragraphs),
        }
        return json.dumps(values).encode()


def reports(count: int, *, copied: float = 0.3, seed: int = 20261122) -> list[Report]:
    """So many articles, of which the share ``copied`` are made from an earlier one, in a mixed order."""
    rng = random.Random(seed)
    made: list[Report] = []
    for number in range(count):
        if made and rng.random() < copied:
            made.append(_copy(rng, made[rng.randrange(len(made))], number))
        else:
            made.append(_original(rng, number))
    rng.shuffle(made)
    return made


def written(rows: list[Report], path: Path) -> Path:
    """The articles as a JSON Lines table."""
    path.write_bytes(b"\n".join(row.row() for row in rows) + b"\n")
    return path


def _original(rng: random.Random, number: int) -> Report:
    paragraphs = tuple(" ".join(_sentences(rng, rng.randint(2, 4))) for _ in range(rng.randint(7, 14)))
    title = f"{rng.choice(PLACES)}: {_words(rng, 7)}"
    return Report(number, number, rng.choice(PUBLISHERS), EPOCH + timedelta(days=rng.randrange(120)), title, paragraphs)


def _sentences(rng: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        place, person, figure = rng.choice(PLACES), rng.choice(PEOPLE), rng.randint(3, 980)
        first, second = _words(rng, rng.randint(5, 9)), _words(rng, rng.randint(4, 8))
        shapes = (
            f"The {first} near {place}, and {figure} people {second}.",
            f"{person} of {place} said that {first} had {second}.",
            f"In {place}, {figure} of them {first} when {second}.",
        )
        yield rng.choice(shapes)


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count))


def _copy(rng: random.Random, origin: Report, number: int) -> Report:
    """The same text at another publisher: whole, cut short, with more around it, or with words exchanged."""
    publisher = rng.choice([name for name in PUBLISHERS if name != origin.publisher])
    paragraphs = rng.choice((_whole, _truncated, _extended, _reworded))(rng, origin.paragraphs)
    return replace(
        origin,
        report_id=number,
        publisher=publisher,
        on=origin.on + timedelta(days=rng.randrange(3)),
        paragraphs=(*paragraphs, f"(With inputs from {origin.publisher.partition('.')[0].title()})"),
    )


def _whole(rng: random.Random, paragraphs: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    return paragraphs


def _truncated(rng: random.Random, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    return paragraphs[: max(3, int(len(paragraphs) * rng.uniform(0.4, 0.8)))]


def _extended(rng: random.Random, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    more = tuple(" ".join(_sentences(rng, 3)) for _ in range(max(1, len(paragraphs) // 4)))
    return (*paragraphs, *more)


def _reworded(rng: random.Random, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    swaps = {"said that": "told reporters that", "had": "has", "near": "close to", "people": "residents"}
    changed = []
    for paragraph in paragraphs:
        text = paragraph
        for old, new in swaps.items():
            if rng.random() < 0.5:
                text = text.replace(f" {old} ", f" {new} ")
        changed.append(text)
    return tuple(changed)

"""Texts of one template: market reports, weather, obituaries, results, horoscopes, court lists, prices, calendars.

The layouts and the words that fill them lie in tests/golden/templates/. Everything follows from the seed. No two texts
are one: every pair that ends up in one cluster is a false merge. Within a publisher some blanks keep their filling (its
own town, its own index), as they do in print, so that neighbours of a series differ in little but their figures.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "golden" / "templates"
THIRD = FOLDER.parent / "templates_third"
"""A later set of other kinds (tide tables, menus, draws, adverts, registers), written before it was first scored."""
FIRST_DAY = date(2026, 2, 2)
PUBLISHERS = ("varnpost", "tarsundbladet", "greyfordnews", "lindal-observer", "coastwire", "altauer-bote")
STICKY = ("place", "index", "league", "road", "funeral_home", "church", "bank")
"""Pools from which one publisher's series keeps its choice half of the time."""

_BLANK = re.compile(r"\{(?P<name>[a-z_]+)(?:\.(?P<which>\w+))?(?::(?P<range>[-\d.]+?-[\d.]+)(?::(?P<digits>\d))?)?\}")
_CHOICE = re.compile(r"\[([^\]]+\|[^\]]*)\]")
_RANGE = re.compile(r"(-?[\d.]+)-([\d.]+)")


@dataclass(frozen=True, slots=True)
class Layout:
    """One template: ``number`` tells it from the others of its kind and language."""

    number: int
    kind: str
    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateText:
    """One filled template. Texts of one ``layout`` are each other's hard negatives."""

    text_id: str
    layout: int
    kind: str
    language: str
    publisher: str
    on: date
    title: str
    paragraphs: tuple[str, ...]


def layouts(path: Path = FOLDER / "layouts.txt") -> tuple[Layout, ...]:
    """The layouts as written: ``== kind language``, then paragraphs; a line with "? " before it is printed at times."""
    found = []
    for number, part in enumerate(path.read_text(encoding="utf-8").split("== ")[1:]):
        head, _, body = part.partition("\n")
        kind, language = head.split()
        found.append(Layout(number, kind, language, tuple(body.rstrip("\n").split("\n"))))
    return tuple(found)


def pools(path: Path = FOLDER / "pools.txt") -> dict[str, tuple[str, ...]]:
    """What fills the blanks, by name."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: tuple(values.strip().split("|")) for name, _, values in (line.partition(":") for line in lines)}


def template_texts(
    series: int = 4,
    publishers: Sequence[str] = PUBLISHERS,
    *,
    days_apart: int = 3,
    seed: int = 5,
    folder: Path = FOLDER,
) -> list[TemplateText]:
    """For each layout and publisher a series of texts, 1 to ``days_apart`` days from one to the next."""
    words = {**pools(), **pools(folder / "pools.txt")}
    found: dict[tuple[str, ...], TemplateText] = {}
    for layout in layouts(folder / "layouts.txt"):
        for publisher in publishers:
            rng = random.Random(f"{seed}/{layout.number}/{publisher}")
            kept = {name: rng.choice(words[name]) for name in STICKY if rng.random() < 0.5}
            on = FIRST_DAY + timedelta(days=rng.randrange(30))
            for turn in range(series):
                on += timedelta(days=rng.randint(1, days_apart))
                paragraphs = filled(layout, words, kept, rng)
                text_id = f"{layout.kind}-{layout.number}-{publisher}-{turn}"
                title = f"{layout.kind.capitalize()} {on:%d %B}" if rng.random() < 0.5 else layout.kind.capitalize()
                text = TemplateText(
                    text_id, layout.number, layout.kind, layout.language, publisher, on, title, paragraphs
                )
                found.setdefault(paragraphs, text)
    return list(found.values())


def filled(
    layout: Layout, words: Mapping[str, Sequence[str]], kept: Mapping[str, str], rng: random.Random
) -> tuple[str, ...]:
    """The paragraphs of a layout with its blanks filled."""
    taken: dict[tuple[str, str], str] = {}

    def value(blank: re.Match[str]) -> str:
        name, which = blank["name"], blank["which"] or ""
        if blank["range"]:
            return _number(name, blank["range"], int(blank["digits"] or 1), rng)
        if (name, which) not in taken:
            taken[name, which] = _word(name, which, words, kept, taken, rng)
        return taken[name, which]

    lines = [line.removeprefix("? ") for line in layout.lines if not line.startswith("? ") or rng.random() < 0.6]
    chosen = (_CHOICE.sub(lambda found: rng.choice(found[1].split("|")), line) for line in lines)
    return tuple(_BLANK.sub(value, line) for line in chosen if line)


def _number(name: str, limits: str, digits: int, rng: random.Random) -> str:
    low, high = _RANGE.fullmatch(limits).groups()  # type: ignore[union-attr]
    return (
        str(rng.randint(int(low), int(high))) if name == "n" else f"{rng.uniform(float(low), float(high)):.{digits}f}"
    )


def _word(  # noqa: PLR0917
    name: str,
    which: str,
    words: Mapping[str, Sequence[str]],
    kept: Mapping[str, str],
    taken: Mapping[tuple[str, str], str],
    rng: random.Random,
) -> str:
    if name == "person":
        return f"{rng.choice(words['given'])} {rng.choice(words['family'])}"
    if name in kept and which in ("", "a"):
        return kept[name]
    used = {value for (other, _), value in taken.items() if other == name}
    free = [value for value in words[name] if value not in used]
    return rng.choice(free or list(words[name]))

"""Made-up reports and what becomes of them on their way through other newsrooms."""

from __future__ import annotations

import re
from pathlib import Path

from transforms.model import Article, Publisher

FOLDER = Path(__file__).parent / "golden" / "syndication"


def text(name: str) -> tuple[str, ...]:
    """The paragraphs of one of the reports in tests/golden/syndication/."""
    return tuple((FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip().split("\n\n"))


DAM = text("dam")
DAM_REWRITTEN = text("dam_rewritten")
"""The same dispatch in other words, as a second newsroom writes it up and says so."""
DAM_INDEPENDENT = text("dam_independent")
"""Another reporter at the same place on the same day."""
FERRY = text("ferry")
HEAD_BOILERPLATE, TAIL_BOILERPLATE = text("frame")[:1], text("frame")[1:]
"""What one publisher prints around all that it prints."""
MARKET, WEATHER, RESULT = text("market_template"), text("weather_template"), text("result_template")


def article(*paragraphs: str, title: str | None = None, publisher: str | None = None) -> Article:
    owner = Publisher(publisher, publisher) if publisher else None
    return Article(tuple(paragraphs), title=title, publisher=owner)


def lightly_edited(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Another house's quotes, spelling and numbers."""
    changes = (
        ("“", '"'), ("”", '"'), ("’", "'"), ("metres", "meters"), ("kilometres", "kilometers"), ("percent", "per cent"),
        ("About 3,200", "Some 3,200"), (", the state power company said", ", state power officials said"),
        ("a year", "each year"), ("promised", "has promised"),
    )  # fmt: skip
    text = "\n".join(paragraphs)
    for before, after in changes:
        text = text.replace(before, after)
    return tuple(text.split("\n"))


def reordered(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The lede stays, the rest comes in another order."""
    return (paragraphs[0], *reversed(paragraphs[1:]))


def merged(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Two paragraphs in one, as a desk short of space does."""
    return tuple(" ".join(paragraphs[place : place + 2]) for place in range(0, len(paragraphs), 2))


def filled(template: tuple[str, ...], values: dict[str, str]) -> tuple[str, ...]:
    """A template text with its blanks filled."""
    return tuple(re.sub(r"\{(\w+)\}", lambda found: values[found[1]], line) for line in template)


MARKETS = (
    {
        "city": "Aldsund", "direction": "up", "day": "Monday", "index": "AX20", "points": "14.2", "percent": "0.6",
        "close": "2,411.8", "gainer": "Norvik Steel", "gain": "4.1", "loser": "Hansa Paper", "loss": "2.2",
        "turnover": "812", "before": "640", "rate": "7.42", "bank": "Brenner Trust", "low": "2,380", "high": "2,450",
    },
    {
        "city": "Aldsund", "direction": "down", "day": "Thursday", "index": "AX20", "points": "31.7", "percent": "1.3",
        "close": "2,380.1", "gainer": "Lakeland Milk", "gain": "1.9", "loser": "Norvik Steel", "loss": "5.8",
        "turnover": "933", "before": "701", "rate": "7.55", "bank": "Osterby Bank", "low": "2,330", "high": "2,400",
    },
)  # fmt: skip

WEATHERS = (
    {"place": "Kestrel Bay", "sky": "sunshine", "day": "Tuesday", "low": "11", "high": "19", "wind": "light",
     "from_": "south", "rain": "10", "later": "30", "rise": "5:12", "set": "21:40", "next": "Wednesday",
     "trend": "warmer", "night": "12"},
    {"place": "Tranmark", "sky": "heavy showers", "day": "Friday", "low": "4", "high": "9", "wind": "strong",
     "from_": "north-west", "rain": "80", "later": "60", "rise": "6:47", "set": "19:03", "next": "Saturday",
     "trend": "colder", "night": "1"},
)  # fmt: skip

RESULTS = (
    {"winner": "Lerum Athletic", "loser": "Tolva United", "score": "2-1", "day": "Saturday", "crowd": "4,120",
     "ground": "Mill Park", "place": "third", "league": "Second Division", "first": "Jonas Brek", "minute": "12",
     "second": "Ade Folarin", "distance": "25", "third": "Sami Kurt", "late": "71", "keeper": "Ilves",
     "next": "Sandmouth", "date": "9 May", "other": "Great Holm"},
    {"winner": "Port Oskar", "loser": "Hedby Rovers", "score": "3-1", "day": "Sunday", "crowd": "11,873",
     "ground": "the Harbour Stadium", "place": "first", "league": "Second Division", "first": "Luca Zanetti",
     "minute": "34", "second": "Petr Novy", "distance": "18", "third": "Kim Dae-ho", "late": "88", "keeper": "Moreau",
     "next": "Tranmark", "date": "16 May", "other": "Aldsund"},
)  # fmt: skip

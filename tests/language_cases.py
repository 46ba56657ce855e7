"""Reads tests/golden/languages: for each family of phrases, what newsrooms of fourteen languages print, and prose.

A line that begins with ``+`` is cut by the rule that the file is named after, one with ``-`` stays; then comes the
language. prose.txt has paragraphs of a report in every language, among which the lines are set.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "golden" / "languages"
PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the rule, the language, whether it is cut, and who the article's author is, where that matters."""

    rule: str
    language: str
    text: str
    is_cut: bool
    author: str | None = None


def families() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem != PROSE)


@cache
def prose() -> dict[str, list[str]]:
    """The paragraphs of each language."""
    found: dict[str, list[str]] = {}
    for line in _lines(PROSE):
        language, _, text = line.partition(" ")
        found.setdefault(language, []).append(text)
    return found


def lines_of(family: str) -> list[Line]:
    authors: dict[str, str] = {}
    found = []
    for line in _lines(family):
        if line.startswith("author "):
            _, language, name = line.split(" ", 2)
            authors[language] = name
            continue
        language, _, text = line[1:].partition(" ")
        found.append(Line(family, language, text, line.startswith("+"), authors.get(language)))
    return found


def _lines(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]

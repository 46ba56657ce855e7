"""Authored rewrites and near misses: short reports, what other desks make of them, and what only looks like it.

Written for this project, in tests/golden/rewrites/. A report (base) has rewrites of several kinds (agency, broadcast,
flash, translated back, another headline) and near misses (a follow-up, an earlier stage, an update with other facts, an
independent report of the same event, the same template about something else). Every second report, by the digest of its
name, is the ``holdout``: nothing is tuned on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "golden" / "rewrites"
SECOND = FOLDER.with_name("rewrites_second")
"""A second set, harder, written and committed before it was scored; scored once before anything was done about it."""
THIRD = FOLDER.with_name("rewrites_third")
"""A third set, written without a look at the method and committed before it was scored."""


@dataclass(frozen=True, slots=True)
class Text:
    """``kind`` is base, or how it was made; ``is_copy`` is None for the base itself."""

    text_id: str
    kind: str
    is_copy: bool | None
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One report with everything that was written about it; the base comes first."""

    name: str
    language: str
    texts: tuple[Text, ...]

    @property
    def is_holdout(self) -> bool:
        return hashlib.sha256(self.name.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """``kind`` names what the second text is, and what the first is where that is no base."""

    left: Text
    right: Text
    is_copy: bool
    kind: str
    language: str
    is_holdout: bool


def reports(folder: Path = FOLDER) -> tuple[Report, ...]:
    """Every report, in the order of the files."""
    return tuple(one for path in sorted(folder.glob("*.txt")) for one in _reports_of(path.read_text(encoding="utf-8")))


def _reports_of(content: str) -> Iterator[Report]:
    for part in ("\n" + content).split("\n== ")[1:]:
        head, *texts = part.split("\n-- ")
        name, language = head.split()
        yield Report(name, language, tuple(_text(name, number, text) for number, text in enumerate(texts)))


def _text(name: str, number: int, content: str) -> Text:
    head, _, body = content.strip().partition("\n")
    mark, _, title = (part.strip() for part in head.partition("|"))
    what, _, kind = (part.strip() for part in mark.partition(":"))
    is_copy = {"base": None, "rewrite": True, "miss": False}[what]
    return Text(f"{name}-{number}", kind or "base", is_copy, title, tuple(body.strip().split("\n")))


def labelled_pairs(found: tuple[Report, ...] | None = None) -> list[LabelledPair]:
    """Each base with its rewrites and near misses, and its first rewrite with all the others."""
    pairs = []
    for report in reports() if found is None else found:
        base, *others = report.texts
        copies = [text for text in others if text.is_copy]
        misses = [text for text in others if not text.is_copy]
        sides = [(base, other) for other in others]
        sides += [(copies[0], other) for other in (*copies[1:], *misses)]
        for left, right in sides:
            kind = right.kind if left is base else f"{left.kind}~{right.kind}"
            pairs.append(LabelledPair(left, right, bool(right.is_copy), kind, report.language, report.is_holdout))
    return pairs

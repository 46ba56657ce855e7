"""Reads the golden files of the cleaning rules: tests/golden/<rule>.txt, whose first one says how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from transforms.draft import Draft, blocks_of

FOLDER = Path(__file__).parent / "golden"
FIELDS = ("title", "printed_title", "subtitle", "section", "authors")

_CUT = re.compile(r"^\[(?P<rule>[a-z_]+)\] (?P<text>.+)$")
_FIELD = re.compile(rf"^(?P<name>{'|'.join(FIELDS)}): (?P<value>.+)$")
_EXPECTED = re.compile(r"^expect (?P<name>authors|date|credits): (?P<value>.+)$")


@dataclass(slots=True)
class Case:
    """One situation: the blocks of a capture, which of them are cut by which rule, and the fields that come of it."""

    rule: str
    situation: str
    fields: dict[str, str] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    cut: list[tuple[str, str]] = field(default_factory=list)
    expected: dict[str, str] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)

    def draft(self) -> Draft:
        return Draft(
            blocks=tuple(
                replace(block, link_share=1.0) if block.text in self.links else block
                for block in blocks_of(self.blocks)
            ),
            title=self.fields.get("title"),
            printed_title=self.fields.get("printed_title"),
            subtitle=self.fields.get("subtitle"),
            section=self.fields.get("section"),
            authors=tuple(filter(None, self.fields.get("authors", "").split(", "))),
        )

    def take(self, line: str) -> None:
        """One line; ``<a>`` in front of a text says that all of it is a link."""
        if "<a> " in line:
            line = line.replace("<a> ", "", 1)
            self.links.add(line.partition("] ")[2] if line.startswith("[") else line)
        if named := _FIELD.match(line):
            self.fields[named["name"]] = named["value"]
        elif told := _EXPECTED.match(line):
            self.expected[told["name"]] = told["value"]
        elif cut := _CUT.match(line):
            self.blocks.append(cut["text"])
            self.cut.append((cut["rule"], cut["text"]))
        else:
            self.blocks.append(line)
            self.kept.append(line)


def golden_cases() -> list[Case]:
    """Every case of every file, in the order of the files' names."""
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in cases_of(path)]


def cases_of(path: Path) -> list[Case]:
    cases: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            cases.append(Case(path.stem, line.removeprefix("== ")))
        elif line.strip() and not line.startswith("#"):
            cases[-1].take(line)
    return cases

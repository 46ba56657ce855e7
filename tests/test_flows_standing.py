"""Background that papers repeat in report after report: it stays in the text, and makes no two reports one."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from uuid import UUID

from flows.looking_pairs import explained
from flows.parsing_pool import ParsingPool
from flows.reprocessing import reprocess
from flows.settings import Settings
from flows.steps import backfill
from warehouse import run_query
from warehouse.reading import looking

WORDS = (
    "harbour council rail water island hospital coast library drivers union bridge timber repairs cellars pastures "
    "budget lamps buses flats barracks buoys nets estuary farms lessons tunnel ridge bargaining engineers permit annex "
    "storms traders auditors surprise majority market school roof letter minister snow road bakery village pupils "
    "engine cargo vessel crew runway parcel ledger debt bank savings wage strike vote ballot speech police witness"
).split()
BACKGROUND = (
    (
        "The dispute over the northern breakwater began three years ago, when a survey found that two of its five "
        "sections had moved by more than a hand's breadth, and the harbour's insurer withdrew its cover for ships."
    ),
    (
        "Since then the council, the fishing fleet and the ferry company have failed to agree on who pays for the "
        "stones, and a mediator that the region appointed gave up last spring after eleven meetings in private."
    ),
)
PAPERS = ("harbour.example", "coast.example")


def sentence(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."


def reported(paper: str, number: int) -> dict[str, str]:
    """A short report of a paper: what is new, the background, and what comes next."""
    chance = random.Random(f"{paper} {number}")
    text = (sentence(chance, 24), *BACKGROUND, sentence(chance, 14))
    return {
        "id": f"{paper}-{number}",
        "publisher": paper,
        "title": sentence(chance, 6),
        "date": f"2026-03-{2 + number % 7:02}",
        "text": "\n\n".join(text),
    }


def take(settings: Settings, name: str, rows: list[dict[str, str]], pool: ParsingPool) -> None:
    table = settings.warehouse.parent / f"{name}.jsonl"
    table.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert backfill(settings, str(table), pool=pool).exit_code == 0


def sizes(settings: Settings) -> Counter[int]:
    return Counter(size for (size,) in run_query(settings.warehouse, "SELECT article_count FROM clusters").rows)


def id_of(settings: Settings, guid: str) -> UUID:
    [(found,)] = run_query(settings.warehouse, f"SELECT article_id FROM articles WHERE guid = '{guid}'").rows
    return UUID(str(found))


def test_reports_around_one_background_are_many_and_a_copy_is_one(tmp_path: Path, pool: ParsingPool) -> None:
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb")
    reports = [reported(paper, number) for number in range(12) for paper in PAPERS]
    copy = {**reports[-1], "id": "copy", "publisher": "elsewhere.example"}
    take(settings, "known", [*reports, copy], pool)
    assert sizes(settings) == {1: 23, 2: 1}
    kept = run_query(settings.warehouse, "SELECT count(*) FROM articles WHERE body LIKE '%after eleven meetings%'").rows
    assert kept == [(25,)]
    with looking(settings.warehouse) as reads:
        told = explained(reads, id_of(settings, "harbour.example-0"), id_of(settings, "coast.example-0"))
        assert not told.judgement.match.is_same_text
        assert told.judgement.match.containment > 0.6


def test_what_was_taken_for_a_copy_before_it_was_known_is_parted_by_reprocess(
    tmp_path: Path, pool: ParsingPool
) -> None:
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb")
    take(settings, "early", [reported(paper, number) for number in range(9) for paper in PAPERS], pool)
    take(settings, "late", [reported(paper, number) for number in range(9, 12) for paper in PAPERS], pool)
    assert max(sizes(settings)) > 1
    assert reprocess(settings, pool=pool).exit_code == 0
    assert sizes(settings) == {1: 24}

"""Why two articles are compared or not, as `newsfold match` tells it: by wording, by facts, by days, by publisher."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from test_transforms_matter import REPORT, RETOLD

from flows.looking_nearness import Nearness, nearness
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import backfill
from transforms.candidates import PairOptions
from warehouse.reading import looking
from warehouse.rows import ArticleRow

BREAD = ("The bakery in Lower Quay Street sells rye bread again after two quiet winters without an oven.",)


def seen(tmp_path: Path, pool: ParsingPool, options: PairOptions, **others: tuple[tuple[str, ...], str]) -> Nearness:
    """What is said of the report and another text, given by its publisher, with its day."""
    [(publisher, (text, day))] = others.items()
    rows = [
        {"id": "report", "publisher": "quay", "date": "2026-03-02", "title": "Yard", "text": "\n\n".join(REPORT)},
        {"id": "other", "publisher": publisher, "date": day, "title": "Docks", "text": "\n\n".join(text)},
    ]
    table = tmp_path / "in.jsonl"
    table.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb")
    assert backfill(settings, str(table), pool=pool).exit_code == 0
    with looking(settings.warehouse) as reads:
        left, right = sorted(reads.all_of(ArticleRow), key=lambda row: row.guid or "", reverse=True)
        found = nearness(reads, left, right, options)
        mirrored = nearness(reads, right, left, options)
    assert found == mirrored
    assert found is not None
    return found


def test_a_retelling_is_compared_for_its_facts_though_it_shares_no_wording(tmp_path: Path, pool: ParsingPool) -> None:
    found = seen(tmp_path, pool, PairOptions(), post=(RETOLD, "2026-03-03"))
    assert found.shared < 2
    assert found.matter_shared >= 3
    assert found.refusals == ()


@pytest.mark.parametrize("days", [14, 13, None])
def test_what_lies_beyond_the_window_is_not(tmp_path: Path, pool: ParsingPool, days: int | None) -> None:
    found = seen(tmp_path, pool, replace(PairOptions(), window_days=days), post=(RETOLD, "2026-03-16"))
    assert found.days_apart == 14
    assert len(found.refusals) == (days == 13)


def test_other_matter_is_refused_for_wording_and_for_facts(tmp_path: Path, pool: ParsingPool) -> None:
    found = seen(tmp_path, pool, PairOptions(), post=(BREAD, "2026-03-02"))
    assert found.refusals[0] == "they share 0 hashes of wording, 2 are needed"
    assert found.matter_shared == 0


def test_one_publisher_must_share_more_of_it(tmp_path: Path, pool: ParsingPool) -> None:
    long = tuple(f"Lot {number}: {' '.join(str(number * 37 + step) for step in range(60))}." for number in range(8))
    found = seen(tmp_path, pool, PairOptions(own_share=0.9), quay=((REPORT[0], *long), "2026-03-02"))
    assert found.share > PairOptions().own_share
    [why] = found.refusals
    assert why.endswith("90% are needed between articles of one publisher")

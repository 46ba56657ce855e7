"""What a researcher reports: pairs nearest the line, a sheet to label, precision with its interval; widened windows."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from command_line import newsfold
from made_up import corpus, write_rows

from flows.labelling import InvalidSheet, precision_of, wilson, write_sheet
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import backfill
from transforms.errors import InvalidSetting


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("labelling")
    settings = Settings(warehouse=home / "newsfold.duckdb")
    with ParsingPool(1) as pool:
        assert backfill(settings, str(write_rows(home / "all.jsonl", corpus(7, texts=10))), pool=pool).exit_code == 0
    return settings.warehouse


def run(warehouse: Path, *words: str) -> str:
    answer = newsfold(*words, "--warehouse", str(warehouse))
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_the_pairs_nearest_the_line_come_with_their_evidence(warehouse: Path) -> None:
    pairs = json.loads(run(warehouse, "clusters", "--uncertain", "--limit", "5", "--json"))
    assert 0 < len(pairs) <= 5
    assert [pair["distance"] for pair in pairs] == sorted(pair["distance"] for pair in pairs)
    assert all(pair["reasons"] and pair["relation"] != "identical" for pair in pairs)
    assert "because" in run(warehouse, "clusters", "--uncertain")


def test_a_sheet_is_drawn_labelled_and_read(warehouse: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "copies.csv"
    run(warehouse, "clusters", "--sample", "4", "--sheet", str(sheet))
    with sheet.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4
    assert rows[0]["label"] == ""
    assert rows[0]["opening"]
    write_sheet(sheet, [{**row, "label": "same" if number else "different"} for number, row in enumerate(rows)])
    found = json.loads(run(warehouse, "clusters", "--precision", str(sheet), "--json"))
    assert (found["labelled"], found["right"], found["share"]) == (4, 3, 0.75)
    assert found["low"] < 0.75 < found["high"]


@pytest.mark.parametrize("content", ["label,a\n,1\n", "label,a\nperhaps,1\n", "other\n1\n"])
def test_a_sheet_without_labels_or_with_strange_ones_is_refused(tmp_path: Path, content: str) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidSheet, match="label"):
        precision_of(sheet)


def test_the_interval_is_wilsons() -> None:
    low, high = wilson(9, 10)
    assert math.isclose(low, 0.5958, abs_tol=2e-4)
    assert math.isclose(high, 0.9821, abs_tol=2e-4)
    assert math.isclose(wilson(10, 10)[1], 1.0)
    assert wilson(10, 10)[0] < 0.8


def test_the_window_is_read_from_the_environment() -> None:
    assert Settings.from_environment({"NEWSFOLD_WINDOW_DAYS": "30"}).pairs.window_days == 30
    assert Settings.from_environment({"NEWSFOLD_WINDOW_DAYS": "none"}).pairs.window_days is None
    assert Settings.from_environment({}).pairs.window_days == 14
    with pytest.raises(InvalidSetting, match="NEWSFOLD_WINDOW_DAYS"):
        Settings.from_environment({"NEWSFOLD_WINDOW_DAYS": "soon"})


def test_copies_far_apart_are_found_with_a_wider_window(tmp_path: Path, pool: ParsingPool) -> None:
    article = next(one for one in corpus(3) if one.day)
    assert article.day is not None
    later = replace(article, guid="later", publisher="late.example", day=article.day + timedelta(days=25))
    table = write_rows(tmp_path / "two.jsonl", [article, later])
    sizes = []
    for days in ("14", "none"):
        environ = {"NEWSFOLD_WAREHOUSE": str(tmp_path / days / "newsfold.duckdb"), "NEWSFOLD_WINDOW_DAYS": days}
        backfill(Settings.from_environment(environ), str(table), pool=pool)
        out = run(Path(environ["NEWSFOLD_WAREHOUSE"]), "clusters", "--json")
        sizes.append([cluster["article_count"] for cluster in json.loads(out or "[]")])
    assert sizes == [[], [2]]

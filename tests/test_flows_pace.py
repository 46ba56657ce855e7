"""How far a long run is, and when it will be through."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import corpus, write_rows

from flows.counting import counted_items
from flows.pace import Pace, shown_time
from flows.running import DateRange
from flows.settings import Settings
from flows.steps import Extent


def test_it_says_how_far_how_fast_and_how_long() -> None:
    pace = Pace(total=20_000, began_s=100.0)
    assert pace.line(0, 100.0) == "0 of 20,000 items (0%)"
    assert pace.line(1_000, 103.0) == "1,000 of 20,000 items (5%)"
    assert pace.line(1_200, 130.0) == "1,200 of 20,000 items (6%), 40 a second, 8 min left"
    assert pace.line(20_000, 600.0) == "20,000 of 20,000 items (100%), 40 a second, 0 s left"


def test_without_a_total_it_says_how_fast() -> None:
    assert Pace(None, 0.0).line(500, 10.0) == "500 items, 50 a second"


def test_more_than_was_counted_is_no_more_than_all() -> None:
    pace = Pace(total=10, began_s=0.0)
    assert pace.share(12) == 1.0
    assert pace.left_s(12, 10.0) is None


@pytest.mark.parametrize(
    ("seconds", "shown"), [(40, "40 s"), (89.6, "90 s"), (480, "8 min"), (5_280, "88 min"), (12_000, "3 h 20 min")]
)
def test_a_span_reads_well(seconds: float, shown: str) -> None:
    assert shown_time(seconds) == shown


def test_what_a_backfill_would_read_is_counted(tmp_path: Path) -> None:
    articles = corpus(3, texts=20)
    table = write_rows(tmp_path / "all.jsonl", articles)
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "none.toml")
    assert counted_items(settings, str(table), Extent()) == len(articles)
    assert counted_items(settings, str(table), Extent(limit=7)) == 7
    day = next(one.day for one in articles if one.day)
    within = [one for one in articles if one.day is None or one.day >= day]
    assert counted_items(settings, str(table), Extent(DateRange(since=day))) == len(within)
    assert counted_items(settings, "https://a.example/rss", Extent()) is None


def test_counting_takes_no_longer_than_it_may(tmp_path: Path) -> None:
    table = write_rows(tmp_path / "all.jsonl", corpus(3, texts=100))
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "none.toml")
    assert counted_items(settings, str(table), Extent(), within_s=-1) is None

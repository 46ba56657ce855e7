"""What a source is expected to bring, what it brought, and who is told where that is too little."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_line import newsfold
from made_up import corpus
from warehouse_samples import RUN, SOURCE, article, document, store

from flows.expecting import told_expectation
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import ingest
from warehouse import run_query

ARTICLES = corpus(33, texts=4)[:4]


def made(tmp_path: Path, expectations: str, pool: ParsingPool) -> Settings:
    """Four articles from a table, two of them without a date."""
    lines = [
        json.dumps(
            {"id": str(n), "title": one.title, "text": "\n\n".join(one.paragraphs), "publisher": "a.example"}
            | ({"published_at": "2026-03-02T08:00:00Z"} if n % 2 else {})
        )
        for n, one in enumerate(ARTICLES)
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(lines))
    (tmp_path / "sources.toml").write_text(
        f'[[source]]\nname = "The Table"\nlocation = "t.jsonl"\nexpectations = {{ {expectations} }}\n'
    )
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "sources.toml")
    assert ingest(settings, pool=pool, clock=lambda: datetime.now(UTC)).new_count == 4
    return settings


def shown(settings: Settings, command: str = "status") -> str:
    answer = newsfold(command, "--warehouse", settings.warehouse, "--sources", settings.sources)
    return answer.stdout


@pytest.mark.parametrize(
    ("fewest", "share", "age_days", "few", "undated"),
    [
        (4, None, 0, False, False),
        (5, None, 0, True, False),
        (4, None, 2, True, False),
        (0.2, None, 4, False, False),
        (0.2, None, 6, True, False),
        (None, 0.5, 0, False, False),
        (None, 0.4, 0, False, True),
        (None, 0.4, 8, False, False),
        (5, 0.0, 0, True, True),
    ],
)
def test_what_is_too_little(
    tmp_path: Path, fewest: float | None, share: float | None, age_days: int, few: bool, undated: bool
) -> None:
    seen = datetime.now(UTC) - timedelta(days=age_days)
    articles = [
        article(n, first_seen_at=seen, last_seen_at=seen, published_precision="none" if n % 2 else "day")
        for n in range(4)
    ]
    path = tmp_path / "newsfold.duckdb"
    source = replace(SOURCE, fewest_per_day=fewest, largest_undated_share=share)
    store(path, RUN, source, *articles, *(document(n) for n in range(4)))
    sql = "SELECT is_too_few, is_too_undated, is_broken FROM source_expectations"
    for zone in ("UTC", "Pacific/Auckland"):
        assert run_query(path, sql, time_zone=zone).rows == [(few, undated, few or undated)]


def test_status_and_doctor_tell_it_with_what_to_do(tmp_path: Path, pool: ParsingPool) -> None:
    settings = made(tmp_path, "fewest_per_day = 5, largest_undated_share = 0.1", pool)
    text = shown(settings)
    assert "expected more: The Table: 4 new articles in the last day, at least 5 expected; 2 of 4 articles" in text
    assert "have no date, at most 10% expected" in text
    assert "→ `newsfold sources check the-table` says what it brings now" in text
    assert "The Table: 4 new articles in the last day" in " ".join(shown(settings, "doctor").split())
    found = json.loads(newsfold("status", "--json", "--warehouse", settings.warehouse).stdout)
    assert [one["source_id"] for one in found["broken_expectations"]] == ["the-table"]


def test_where_all_is_as_expected_nothing_is_said_and_taking_the_expectation_back_ends_it(
    tmp_path: Path, pool: ParsingPool
) -> None:
    settings = made(tmp_path, "fewest_per_day = 50", pool)
    assert "expected more" in shown(settings)
    text = settings.sources.read_text()
    settings.sources.write_text(text.replace("fewest_per_day = 50", "fewest_per_day = 1"))
    ingest(settings, pool=pool)
    assert "expected more" not in shown(settings)
    settings.sources.write_text(text.replace("expectations = { fewest_per_day = 50 }", ""))
    ingest(settings, pool=pool)
    assert run_query(settings.warehouse, "FROM source_expectations").rows == []


def test_the_time_of_the_last_look_is_told() -> None:
    now = datetime(2026, 3, 5, 12, tzinfo=UTC)
    row = {
        "is_too_few": True,
        "window_days": 5,
        "fewest_expected": 1.0,
        "article_count": 0,
        "is_too_undated": False,
        "last_polled_at": now - timedelta(hours=30),
    }
    assert told_expectation(row, now) == "0 new articles in the last 5 days, at least 1 expected; last asked 30 h ago"

"""Pages are asked for again at growing intervals for a set time: silent edits come in as versions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from made_up import corpus
from newsroom import Item, Newsroom, page_html, rss

from flows.parsing_pool import ParsingPool
from flows.reports import RunReport
from flows.revisit_schedules import advanced, scheduled
from flows.settings import Settings
from flows.steps import ingest
from transforms.model import Document, Revisit
from warehouse import run_checks, run_query
from warehouse.source_rows import RevisitRow

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def page(location: str = "https://a.example/x", form: str = "html", source_id: str = "a") -> Document:
    return Document(location, b"x", NOON, form, source_id=source_id)  # type: ignore[arg-type]


def test_only_pages_of_sources_with_a_schedule_are_scheduled() -> None:
    schedules = {"a": Revisit(first_hours=2)}
    documents = [page(), page(form="entry"), page(form="feed"), page("/tmp/x.html"), page(source_id="b")]
    assert [(row.location, row.next_at) for row in scheduled(documents, schedules)] == [
        ("https://a.example/x", NOON + 2 * HOUR)
    ]


def test_intervals_grow_and_end() -> None:
    schedule = Revisit(first_hours=1, growth=3, days=2)
    [row] = scheduled([page()], {"a": schedule})
    ages = []
    while row.next_at is not None:
        ages.append((row.next_at - NOON) / HOUR)
        row = advanced(row, schedule, row.next_at, "not_modified", is_answered=True)
    assert ages == [1, 4, 13, 40]
    assert row.revisit_count == 4


def test_a_visit_that_nobody_answered_is_made_again_after_the_same_time() -> None:
    schedule = Revisit(first_hours=1, growth=3, days=2)
    row = RevisitRow(location="x", source_id="a", first_captured_at=NOON, revisit_count=1, next_at=NOON + HOUR)
    later = advanced(row, schedule, NOON + HOUR, "timeout", is_answered=False)
    assert (later.revisit_count, later.next_at) == (1, NOON + 4 * HOUR)


def test_a_machine_that_was_off_makes_one_visit_and_not_every_one_that_it_missed() -> None:
    schedule = Revisit(first_hours=1, growth=2, days=30)
    row = RevisitRow(location="x", source_id="a", first_captured_at=NOON, next_at=NOON + HOUR)
    late = NOON + timedelta(days=5)
    assert advanced(row, schedule, late, "fetched", is_answered=True).next_at == late + 2 * HOUR


def test_no_growth_overflows() -> None:
    schedule = Revisit(first_hours=8760, growth=100, days=3650)
    row = RevisitRow(location="x", source_id="a", first_captured_at=NOON, revisit_count=10**6, next_at=NOON)
    assert advanced(row, schedule, NOON, "fetched", is_answered=True).next_at is None


@pytest.fixture
def settings(room: Newsroom, tmp_path: Path) -> Settings:
    (tmp_path / "sources.toml").write_text(
        f'[[source]]\nname = "Herald"\nkind = "feed"\nlocation = "{room.url("/feed.xml")}"\n'
        "revisit = { first_hours = 1, growth = 3, days = 3 }\n"
    )
    return Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "sources.toml")


def at(hours: float, settings: Settings, pool: ParsingPool) -> RunReport:
    return ingest(settings, pool=pool, clock=lambda: NOON + timedelta(hours=hours))


def rows(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    return run_query(settings.warehouse, sql).rows


def test_a_silent_edit_is_seen_as_a_version_and_an_unchanged_page_costs_a_304(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    first, second = corpus(5, texts=2)[:2]
    for path, article in (("/a", first), ("/b", second)):
        room.publish(path, page_html(article.title, *article.paragraphs), etag=f'"{path}"')
    entries = [Item(first.title, room.url("/a"), guid="a"), Item(second.title, room.url("/b"), guid="b")]
    room.publish_feed("/feed.xml", rss(entries))
    assert at(0, settings, pool).new_count == 2
    edited = "The ministry withdrew the figure in the evening and gave no reason for it."
    room.publish("/a", page_html(first.title, *first.paragraphs[:-1], edited), etag='"edited"')
    report = at(1.1, settings, pool)
    assert (report.updated_count, report.unchanged_count, report.new_count) == (1, 1, 0)
    assert room.conditional_count("/b") == 1
    assert rows(settings, "SELECT count(*) FROM article_versions") == [(3,)]
    assert rows(settings, "SELECT last_answer, revisit_count FROM revisits ORDER BY location") == [
        ("fetched", 1),
        ("not_modified", 1),
    ]
    guid = rows(settings, "SELECT guid FROM articles ORDER BY guid")
    assert guid == [("a",), ("b",)], "what the feed said is not lost by a revisit"
    assert run_checks(settings.warehouse) == []

    assert room.count("/b") == 2
    at(2, settings, pool)
    assert room.count("/b") == 2, "the second interval is longer"
    at(4.2, settings, pool)
    assert room.count("/b") == 3
    for hours in (60, 100):
        at(hours, settings, pool)
    assert room.count("/b") == 4, "the schedule ends"
    assert rows(settings, "SELECT count(*) FROM revisits WHERE next_at IS NOT NULL") == [(0,)]


def test_a_page_that_went_away_is_told_and_its_article_stays(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    article = corpus(5)[0]
    room.publish("/a", page_html(article.title, *article.paragraphs))
    room.publish_feed("/feed.xml", rss([Item(article.title, room.url("/a"), guid="a")]))
    at(0, settings, pool)
    room.fail("/a", 410)
    report = at(1.5, settings, pool)
    assert report.rejected_count == 1
    assert rows(settings, "SELECT last_answer FROM revisits") == [("gone",)]
    assert rows(settings, "SELECT count(*), min(version_number) FROM articles") == [(1, 1)]


def test_running_it_twice_at_once_asks_for_nothing_twice(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    article = corpus(5)[0]
    room.publish("/a", page_html(article.title, *article.paragraphs))
    room.publish_feed("/feed.xml", rss([Item(article.title, room.url("/a"), guid="a")]))
    at(0, settings, pool)
    at(1.5, settings, pool)
    before = room.count("/a")
    assert at(1.5, settings, pool).item_count == 0
    assert room.count("/a") == before == 2

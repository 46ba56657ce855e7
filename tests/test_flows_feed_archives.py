"""A feed backfilled from a real HTTP server: the older entries that RFC 5005 leads to."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from made_up import corpus
from newsroom import Item, Newsroom, page_html, rss

from flows.parsing_pool import ParsingPool
from flows.running import DateRange
from flows.settings import Settings
from flows.steps import Extent, backfill, ingest
from warehouse import run_checks, run_query


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "w" / "newsfold.duckdb", sources=tmp_path / "sources.toml")


def publish(room: Newsroom, path: str, numbers: range, older: str | None, relation: str = "prev-archive") -> None:
    """A feed of pages whose number is their day in March 2026, with a link to the older ones."""
    texts = corpus(5, texts=9)
    items = []
    for number in numbers:
        article = texts[number % len(texts)]
        room.publish(f"/news/{number}", page_html(f"{article.title} {number}", *article.paragraphs[number % 3 :]))
        items.append(Item(article.title, room.url(f"/news/{number}"), published=f"{number:02d} Mar 2026 10:00:00 GMT"))
    link = f'<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="{relation}" href="{older}"/>' if older else ""
    room.publish(path, rss(items).replace("<item>", f"{link}<item>", 1), media_type="application/rss+xml")


def test_a_backfill_reads_on_and_an_ingest_does_not(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish(room, "/feed", range(7, 9), "/feed/2", "next")
    publish(room, "/feed/2", range(4, 7), "/feed/1")
    publish(room, "/feed/1", range(1, 4), "/feed")
    assert ingest(settings, [room.url("/feed")], pool=pool).document_count == 3
    assert (room.count("/feed/2"), room.count("/feed")) == (0, 1)
    report = backfill(settings, room.url("/feed"), pool=pool)
    assert [room.count(f"/news/{number}") for number in range(1, 9)] == [1] * 8
    assert [room.count(path) for path in ("/feed", "/feed/2", "/feed/1")] == [2, 1, 1], "a circle is walked once"
    assert report.sources[0][1].startswith("3 feed documents read")
    assert run_query(settings.warehouse, "SELECT count(*), any_value(state) FROM feeds").rows == [(1, "ok")]
    again = backfill(settings, room.url("/feed"), pool=pool)
    assert (again.new_count, again.updated_count) == (0, 0)
    assert [room.count(f"/news/{number}") for number in range(1, 9)] == [1] * 8
    assert run_checks(settings.warehouse) == []


def test_a_backfill_ends_where_everything_is_older(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish(room, "/feed", range(20, 22), "/feed/2")
    publish(room, "/feed/2", range(10, 12), "/feed/1")
    publish(room, "/feed/1", range(1, 4), "/feed/0")
    extent = Extent(DateRange(date(2026, 3, 11), date(2026, 3, 12)))
    backfill(settings, room.url("/feed"), extent=extent, pool=pool)
    assert [room.count(path) for path in ("/feed/2", "/feed/1", "/feed/0")] == [1, 1, 0]
    asked = [number for number in (*range(1, 4), 10, 11, 20, 21) if room.count(f"/news/{number}")]
    assert asked == [10, 11], "a day to spare before the first day"


def test_a_limit_ends_it_too(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish(room, "/feed", range(7, 9), "/feed/2")
    publish(room, "/feed/2", range(4, 7), None)
    backfill(settings, room.url("/feed"), extent=Extent(limit=2), pool=pool)
    assert room.count("/feed/2") == 0


@pytest.mark.parametrize("body", [None, "<html>We moved</html>"])
def test_an_archive_that_fails_is_told_and_the_rest_is_kept(
    room: Newsroom, settings: Settings, pool: ParsingPool, body: str | None
) -> None:
    publish(room, "/feed", range(7, 9), "/feed/2")
    if body is not None:
        room.publish("/feed/2", body)
    report = backfill(settings, room.url("/feed"), pool=pool)
    assert [refused.rule for refused in report.rejections] == ["gone" if body is None else "invalid_feed"]
    assert sum(room.count(f"/news/{number}") for number in (7, 8)) == 2
    assert run_query(settings.warehouse, "SELECT state FROM feeds").rows == [("ok",)]
    kept = run_query(settings.warehouse, "SELECT archive_path IS NOT NULL FROM rejections").rows
    assert kept == [(body is not None,)], "its bytes are kept where there were any"


def test_a_link_to_another_site_is_not_followed(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    with Newsroom(host="127.0.0.2") as other:
        publish(other, "/feed/2", range(1, 3), None)
        publish(room, "/feed", range(7, 9), other.url("/feed/2"))
        backfill(settings, room.url("/feed"), pool=pool)
        assert other.requests == []


def test_a_json_feed_is_paged_by_next_url(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    for path, number, older in (("/feed.json", 2, "/older.json"), ("/older.json", 1, None)):
        article = corpus(5, texts=3)[number]
        room.publish(f"/news/{number}", page_html(article.title, *article.paragraphs))
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Quay",
            "items": [{"id": str(number), "url": room.url(f"/news/{number}")}],
            **({"next_url": room.url(older)} if older else {}),
        }
        room.publish(path, json.dumps(feed), media_type="application/feed+json")
    assert backfill(settings, room.url("/feed.json"), pool=pool).new_count == 2

"""Section pages and lists of pages from a real server: what is new is fetched, what is known is not asked for again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

from made_up import corpus
from newsroom import Newsroom, page_html
from warehouse_snapshot import counts

from flows.parsing_pool import ParsingPool
from flows.reports import RunReport
from flows.settings import Settings
from flows.steps import ingest
from warehouse import run_checks, run_query

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
MENU = '<nav><a href="/politics">Politics</a><a href="/tag/harbour">Harbour</a></nav>'


def configured(tmp_path: Path, *tables: str) -> Settings:
    (tmp_path / "sources.toml").write_text("\n".join(tables), encoding="utf-8")
    return Settings(warehouse=tmp_path / "w" / "newsfold.duckdb", sources=tmp_path / "sources.toml")


def table(kind: str, location: str, more: str = "") -> str:
    return f'[[source]]\nname = "The Paper"\nkind = "{kind}"\nlocation = "{location}"\n{more}\n'


def published(room: Newsroom, numbers: range) -> list[tuple[str, str]]:
    """Articles with a page each; their paths and titles."""
    found = []
    for number, article in enumerate(corpus(11, texts=numbers.stop + 2)):
        if number in numbers:
            path = f"/2026/03/{number + 1:02}/the-report-of-the-harbour-desk-{number}"
            room.publish(path, page_html(article.title, *article.paragraphs), etag=f'"{number}"')
            found.append((path, article.title))
    return found


def show(room: Newsroom, entries: list[tuple[str, str]], advertisement: str = "") -> None:
    cards = "".join(f'<article><h2><a href="{path}">{escape(title)}</a></h2></article>' for path, title in entries)
    room.publish("/", f"<html><body>{MENU}<main>{cards}</main><p>{advertisement}</p></body></html>")


def at(hours: float, settings: Settings, pool: ParsingPool) -> RunReport:
    return ingest(settings, pool=pool, clock=lambda: NOON + timedelta(hours=hours))


def one(settings: Settings, sql: str) -> object:
    return run_query(settings.warehouse, sql).rows[0][0]


def test_a_section_page_brings_its_articles_and_later_only_new_ones(
    room: Newsroom, tmp_path: Path, pool: ParsingPool
) -> None:
    settings = configured(tmp_path, table("section", room.url("/")))
    first = published(room, range(4))
    show(room, first)
    report = at(0, settings, pool)
    assert (report.new_count, report.rejected_count) == (4, 0), report.rejections
    assert room.count("/politics") == room.count("/tag/harbour") == 0
    assert one(settings, "SELECT kind || ' ' || state FROM feeds") == "section ok"
    assert at(0.1, settings, pool).item_count == 0, "it is not due yet"

    show(room, [*published(room, range(4, 6)), *first])
    report = at(1, settings, pool)
    assert (report.new_count, report.item_count) == (2, 2)
    assert all(room.count(path) == 1 for path, _ in first)
    assert run_checks(settings.warehouse) == []


def test_a_page_that_changes_only_around_its_links_is_not_archived_again(
    room: Newsroom, tmp_path: Path, pool: ParsingPool
) -> None:
    settings = configured(tmp_path, table("section", room.url("/")))
    entries = published(room, range(3))
    show(room, entries)
    at(0, settings, pool)
    before = counts(settings.warehouse, "documents")
    for hour in (1, 2):
        show(room, entries, advertisement=f"visitor {hour}")
        assert at(hour, settings, pool).document_count == 0
    assert counts(settings.warehouse, "documents") == before
    assert room.count("/") == 3


def test_a_link_that_was_refused_for_good_is_asked_for_once_and_a_passing_failure_again(
    room: Newsroom, tmp_path: Path, pool: ParsingPool
) -> None:
    settings = configured(tmp_path, table("section", room.url("/")))
    entries = published(room, range(4))
    show(room, entries)
    gone, busy = entries[0][0], entries[1][0]
    room.fail(gone, 404)
    room.fail(busy, 502)
    assert at(0, settings, pool).new_count == 2
    published(room, range(1, 2))
    report = at(1, settings, pool)
    assert report.new_count == 1
    assert (room.count(gone), room.count(busy)) == (1, 2)


def test_no_more_links_than_the_source_allows_are_followed_at_once_and_the_others_next_time(
    room: Newsroom, tmp_path: Path, pool: ParsingPool
) -> None:
    settings = configured(tmp_path, table("section", room.url("/"), "options = { most_links = 2 }"))
    show(room, published(room, range(3)))
    assert [at(hour, settings, pool).new_count for hour in range(3)] == [2, 1, 0]


def test_a_page_drawn_by_scripts_says_so_and_is_degraded(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    settings = configured(tmp_path, table("section", room.url("/")))
    room.publish("/", "<html><body><div id=app></div><script src=/a.js></script></body></html>")
    report = at(0, settings, pool)
    assert report.rejected_count == 1
    assert "no link on it looks like an article's" in report.rejections[0].reason
    assert one(settings, "SELECT state FROM feeds") == "degraded"
    show(room, published(room, range(3)))
    assert at(1, settings, pool).new_count == 3
    assert one(settings, "SELECT state FROM feeds") == "ok"


def test_an_article_that_a_feed_brought_already_is_not_fetched_again(
    room: Newsroom, tmp_path: Path, pool: ParsingPool
) -> None:
    entries = published(room, range(3))
    settings = configured(tmp_path, table("section", room.url("/")))
    ingest(settings, [room.url(entries[0][0])], pool=pool, clock=lambda: NOON)
    show(room, [(f"{entries[0][0]}?utm_source=front", entries[0][1]), *entries[1:]])
    assert at(0, settings, pool).new_count == 2
    assert room.count(entries[0][0]) == 1


def test_what_turned_out_to_be_no_article_teaches_the_shape(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    """Galleries with long titles: the first ones are looked at, later ones are not."""
    settings = configured(tmp_path, table("section", room.url("/")))
    articles = published(room, range(3))
    galleries = [
        (f"/pictures/the-long-night-of-the-fire-{n}x", f"The long night of the fire in pictures {n}") for n in range(8)
    ]
    for path, _ in galleries:
        room.publish(path, "<html><body><h1>Pictures</h1><img src=1.jpg></body></html>")
    show(room, [*articles, *galleries[:4]])
    at(0, settings, pool)
    asked = [path for path, _ in galleries if room.count(path)]
    assert asked
    show(room, [*articles, *galleries])
    at(1, settings, pool)
    assert [path for path, _ in galleries if room.count(path)] == asked


def test_a_list_of_pages_is_read_line_by_line_and_asked_for_conditionally(
    room: Newsroom, tmp_path: Path, pool: ParsingPool
) -> None:
    entries = published(room, range(3))
    lines = ["# my pages", *(room.url(path) for path, _ in entries), "", "no address", "file:///etc/passwd"]
    (tmp_path / "urls.txt").write_text("\n".join(lines))
    settings = configured(tmp_path, table("page", "urls.txt"))
    report = at(0, settings, pool)
    assert (report.new_count, report.rejected_count) == (3, 2)
    assert {one.location.rpartition("#")[2] for one in report.rejections} == {"6", "7"}
    report = at(1, settings, pool)
    assert (report.new_count, report.unchanged_count) == (0, 3)
    assert all(room.conditional_count(path) == 1 for path, _ in entries)
    assert one(settings, "SELECT kind || ' ' || state FROM feeds") == "page ok"
    assert run_checks(settings.warehouse) == []


def test_a_list_that_is_not_there_is_a_rejection_and_stops_nothing(
    room: Newsroom, tmp_path: Path, pool: ParsingPool
) -> None:
    entries = published(room, range(1))
    other = table("page", room.url(entries[0][0])).replace("The Paper", "Another")
    settings = configured(tmp_path, table("page", "nowhere.txt"), other)
    report = at(0, settings, pool)
    assert (report.new_count, report.rejected_count) == (1, 1)
    assert "nowhere.txt" in report.rejections[0].reason


def test_a_page_that_is_gone_makes_its_source_wait_longer(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    settings = configured(tmp_path, table("page", room.url("/gone")))
    assert at(0, settings, pool).rejected_count == 1
    assert one(settings, "SELECT state FROM feeds") == "degraded"
    assert at(0.3, settings, pool).item_count == 0
    assert at(1, settings, pool).rejected_count == 1
    assert one(settings, "SELECT consecutive_failures FROM feeds") == 2

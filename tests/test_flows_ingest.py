"""Ingesting from a real HTTP server and from disk: what is stored, asked again, refused, and taken up after a kill."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from made_up import corpus, write_rows
from newsroom import LOOPBACK, Item, Newsroom, Resource, page_html, rss
from warehouse_snapshot import counts, snapshot

from flows.parsing_pool import ParsingPool
from flows.reports import RunReport
from flows.reports_markdown import report_markdown
from flows.running import DateRange
from flows.settings import Settings
from flows.steps import Extent, backfill, estimate, ingest
from warehouse import Archive, run_checks, run_query

HOUSE = Path(__file__).parent.parent


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "w" / "newsfold.duckdb", sources=tmp_path / "sources.toml")


def with_pages(room: Newsroom, texts: int = 5) -> list[str]:
    """A feed of made-up articles with a page each; returns the paths of the pages."""
    articles = corpus(5, texts=texts)[:texts]
    items = []
    for number, article in enumerate(articles):
        path = f"/news/{number}"
        room.publish(path, page_html(article.title, *article.paragraphs), etag=f'"page-{number}"')
        items.append(Item(article.title, room.url(path), guid=f"guid-{number}"))
    room.publish_feed("/feed.xml", rss(items))
    return [f"/news/{number}" for number in range(texts)]


def one(settings: Settings, sql: str) -> object:
    return run_query(settings.warehouse, sql).rows[0][0]


def test_a_feed_brings_its_pages_and_the_second_poll_is_conditional(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    pages = with_pages(room)
    first = ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert (first.new_count, first.rejected_count) == (5, 0), first.rejections
    before = snapshot(settings.warehouse)
    second = ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert second.item_count == 0
    assert snapshot(settings.warehouse) == before
    assert room.conditional_count("/feed.xml") == 1
    assert room.count("/feed.xml") == 2
    assert all(room.count(page) == 1 for page in pages), "no page is asked for when nothing changed"
    assert one(settings, "SELECT count(*) FROM articles WHERE published_from = 'feed'") == 5
    assert one(settings, "SELECT state FROM feeds") == "ok"
    assert run_checks(settings.warehouse) == []


def test_a_new_entry_brings_only_its_own_page(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    pages = with_pages(room)
    ingest(settings, [room.url("/feed.xml")], pool=pool)
    late = corpus(9)[0]
    room.publish("/news/late", page_html(late.title, *late.paragraphs))
    kept = run_query(settings.warehouse, "SELECT title, guid FROM articles ORDER BY guid").rows
    items = [Item(title, room.url(f"/news/{guid[-1]}"), guid=guid) for title, guid in kept]
    room.publish_feed("/feed.xml", rss([*items, Item(late.title, room.url("/news/late"), guid="guid-late")]))
    report = ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert report.new_count == 1
    assert room.count("/news/late") == 1
    assert all(room.count(page) == 1 for page in pages)


def test_a_page_that_fails_for_now_is_listed_again(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    with_pages(room, texts=3)
    good = corpus(5, texts=3)[1]
    room.answer_in_turn(
        "/news/1", Resource(b"<p>busy", status=500), Resource(page_html(good.title, *good.paragraphs).encode())
    )
    first = ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert (first.new_count, first.rejected_count, first.exit_code) == (2, 1, 1)
    second = ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert (second.new_count, second.rejected_count) == (1, 0)


def test_the_entry_stands_in_for_a_page_behind_a_wall(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in corpus(6)[0].paragraphs)
    room.fail("/walled", 403)
    room.publish_feed("/feed.xml", rss([Item("Behind a wall", room.url("/walled"), guid="w", content=text)]))
    report = ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert (report.new_count, report.rejected_count) == (1, 1)
    assert one(settings, "SELECT title FROM articles") == "Behind a wall"
    assert one(settings, "SELECT rule FROM rejections") == "blocked"


def test_a_single_page_and_its_second_capture(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    article = corpus(7)[0]
    room.publish("/one", page_html(article.title, *article.paragraphs), etag='"one"')
    assert ingest(settings, [room.url("/one")], pool=pool).new_count == 1
    second = ingest(settings, [room.url("/one")], pool=pool)
    assert (second.unchanged_count, second.new_count) == (1, 0)
    assert room.conditional_count("/one") == 1
    room.publish("/one", page_html(article.title, *article.paragraphs[:-1], "The plan was withdrawn in the evening."))
    third = ingest(settings, [room.url("/one")], pool=pool)
    assert third.updated_count == 1
    assert one(settings, "SELECT count(*) FROM article_versions") == 2
    assert run_checks(settings.warehouse) == []


def test_new_rules_are_not_a_change_by_the_publisher(
    room: Newsroom, settings: Settings, pool: ParsingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = corpus(7)[0]
    prompt = "Please sign up for the weekly letter of the harbour desk."
    room.publish("/one", page_html(article.title, *article.paragraphs, prompt))
    monkeypatch.setattr("transforms.selecting.RULES_ID", "older")
    monkeypatch.setenv("PYTHONPATH", str(HOUSE / "tests"), prepend=os.pathsep)
    with ParsingPool(1, parser="odd_parsers:article_with_everything") as older:
        ingest(settings, [room.url("/one")], pool=older)
    monkeypatch.undo()
    monkeypatch.setenv("NEWSFOLD_ALLOW_ADDRESSES", LOOPBACK)
    monkeypatch.setenv("NEWSFOLD_MIN_INTERVAL_S", "0")
    before = one(settings, "SELECT content_digest FROM article_versions")
    room.publish("/one", page_html(article.title, *article.paragraphs, prompt) + "<!-- another counter -->")
    report = ingest(settings, [room.url("/one")], pool=pool)
    assert (report.new_count, report.updated_count, report.unchanged_count) == (0, 0, 1)
    assert counts(settings.warehouse, "article_versions", "documents") == {"article_versions": 1, "documents": 2}
    assert one(settings, "SELECT content_digest FROM article_versions") != before
    assert one(settings, "SELECT count(DISTINCT rules_id) FROM article_versions") == 1
    assert run_checks(settings.warehouse) == []


def test_two_addresses_that_turn_out_to_be_one_article_merge(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    article = corpus(7)[0]
    canonical = f'<link rel="canonical" href="{room.url("/a-plain")}">'
    room.publish("/z-long", page_html(article.title, *article.paragraphs))
    room.publish("/a-plain", page_html(article.title, *article.paragraphs, head=canonical))
    ingest(settings, [room.url("/z-long")], pool=pool)
    ingest(settings, [room.url("/a-plain")], pool=pool)
    assert counts(settings.warehouse, "articles", "clusters") == {"articles": 2, "clusters": 1}
    (old,) = run_query(settings.warehouse, "SELECT article_id FROM articles WHERE canonical_url LIKE '%z-long'").rows[0]
    room.publish("/z-long", page_html(article.title, *article.paragraphs, head=canonical))
    ingest(settings, [room.url("/z-long")], pool=pool)
    assert counts(settings.warehouse, "articles", "clusters", "article_keys", "article_redirects") == {
        "articles": 1,
        "clusters": 1,
        "article_keys": 2,
        "article_redirects": 1,
    }
    assert one(settings, "SELECT old_article_id FROM article_redirects") == old
    assert one(settings, "SELECT count(*) FROM article_versions") == 1
    assert one(settings, "SELECT count(*) FROM article_documents") == 3
    assert run_checks(settings.warehouse) == []


def test_a_canonical_of_another_site_is_a_credit_and_not_an_identity(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    article = corpus(7)[0]
    canonical = '<link rel="canonical" href="https://www.elsewhere.example/original">'
    room.publish("/copy", page_html(article.title, *article.paragraphs, head=canonical))
    ingest(settings, [room.url("/copy")], pool=pool)
    assert one(settings, "SELECT key FROM article_keys").endswith("/copy")  # type: ignore[attr-defined]
    rows = run_query(settings.warehouse, "SELECT kind, agency FROM credits").rows
    assert rows == [("canonical_link", "elsewhere.example")]


def test_every_document_row_points_into_the_archive(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    with_pages(room)
    ingest(settings, [room.url("/feed.xml"), str(HOUSE / "seeds")], pool=pool)
    archive = Archive(settings.archive)
    rows = run_query(settings.warehouse, "SELECT location, sha256, archive_path, archive_offset FROM documents").rows
    assert len(rows) == 8
    for location, sha256, path, offset in rows:
        document = archive.read(path, offset)
        assert (document.location, document.sha256) == (location, sha256)


def test_what_cannot_be_used_is_said_kept_and_stops_nothing(
    settings: Settings, pool: ParsingPool, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "binary.txt").write_bytes(gzip.compress(os.urandom(4000)))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "labels.html").write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    for seed in (HOUSE / "seeds").glob("*.txt"):
        (folder / seed.name).write_bytes(seed.read_bytes())
    missing = tmp_path / "nowhere.txt"
    report = ingest(settings, [str(missing), str(folder), "ftp://example.org/x"], pool=pool)
    assert report.exit_code == 1
    assert report.new_count == 2
    rows = run_query(settings.warehouse, "SELECT rule, location, archive_path IS NOT NULL FROM rejections").rows
    found = {rule: (Path(location).name, archived) for rule, location, archived in rows}
    assert found["not_text"] == ("binary.txt", True)
    assert found["empty"] == ("empty.txt", True)
    assert found["no_article"] == ("labels.html", True)
    assert found["missing"] == ("nowhere.txt", False)
    assert len(rows) == 5
    again = ingest(settings, [str(missing), str(folder), "ftp://example.org/x"], pool=pool)
    assert (again.exit_code, again.rejected_count) == (1, 5)
    assert counts(settings.warehouse, "rejections") == {"rejections": 5}
    assert run_checks(settings.warehouse) == []


def test_a_page_that_hangs_is_killed_and_its_neighbours_are_stored(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HOUSE / "tests"), prepend=os.pathsep)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b-hangs.html").write_text("<html><body><p>Nobody knows why this page hangs.</p></body></html>")
    for name, seed in zip("ac", sorted((HOUSE / "seeds").glob("*.txt")), strict=True):
        (folder / f"{name}.txt").write_bytes(seed.read_bytes())
    with ParsingPool(2, wall_s=3.0, parser="hanging_parser:parse") as impatient:
        report = ingest(settings, [str(folder)], pool=impatient)
    assert (report.new_count, report.rejected_count) == (2, 1)
    assert one(settings, "SELECT rule FROM rejections") == "killed"
    assert one(settings, "SELECT count(*) FROM rejections JOIN documents USING (document_id)") == 1


@pytest.mark.parametrize("zone", ["Asia/Karachi", "America/New_York", "Pacific/Auckland"])
def test_the_seeds_dates_are_the_same_everywhere(settings: Settings, pool: ParsingPool, zone: str) -> None:
    ingest(settings, [str(HOUSE / "seeds")], pool=pool)
    rows = run_query(settings.warehouse, "SELECT published_on::VARCHAR FROM articles", time_zone=zone).rows
    assert rows == [("2022-05-17",), ("2022-05-17",)]
    rows = run_query(
        settings.warehouse, "SELECT published_on::VARCHAR, article_count FROM daily_volume", time_zone=zone
    ).rows
    assert rows == [("2022-05-17", 2)]


def test_a_backfill_keeps_to_its_dates_and_its_limit(settings: Settings, pool: ParsingPool, tmp_path: Path) -> None:
    articles = [article for article in corpus(8, texts=20) if article.day]
    table = write_rows(tmp_path / "all.jsonl", articles)
    days = sorted(article.day for article in articles if article.day)
    since, until = days[len(days) // 4], days[len(days) // 2]
    inside = [article for article in articles if article.day and since <= article.day <= until]
    extent = Extent(DateRange(since, until))
    assert estimate(settings, str(table), extent)["item_count"] == len(inside)
    assert backfill(settings, str(table), extent=extent, pool=pool).new_count == len(inside)
    assert backfill(settings, str(table), extent=Extent(limit=3), pool=pool).item_count == 3
    rest = backfill(settings, str(table), pool=pool)
    assert counts(settings.warehouse, "articles") == {"articles": len(articles)}
    assert rest.rejected_count == 0


def test_reports_of_a_run_say_what_was_done(settings: Settings, pool: ParsingPool) -> None:
    report: RunReport = ingest(settings, [str(HOUSE / "seeds")], pool=pool)
    text = report_markdown(report, str(settings.warehouse))
    assert "| 2 | 2 | 0 | 0 | 0 | 2 |" in text
    assert "read\\_more" in text
    assert "attributes its matter to another outlet" in text

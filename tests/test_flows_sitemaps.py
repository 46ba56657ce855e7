"""Sitemaps from a real HTTP server into a warehouse: what is fetched, what is not, and how it goes on."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from made_up import corpus
from newsroom import Newsroom, Resource, page_html
from warehouse_snapshot import snapshot

from flows.parsing_pool import ParsingPool
from flows.reports import RunReport
from flows.running import DateRange
from flows.settings import Settings
from flows.steps import Extent, backfill, ingest
from warehouse import run_checks, run_query


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "w" / "newsfold.duckdb", sources=tmp_path / "sources.toml")


def publish_pages(room: Newsroom, *paths: str, seed: int = 5) -> None:
    for path, article in zip(paths, corpus(seed, texts=len(paths)), strict=False):
        room.publish(path, page_html(article.title, *article.paragraphs), etag=f'"{path}"')


def urlset(room: Newsroom, *pages: tuple[str, str] | str, news: bool = False) -> str:
    """A list of paths, each with a last change or, under news, a publication date."""
    entries = []
    for page in pages:
        path, day = page if isinstance(page, tuple) else (page, "")
        told = f"<lastmod>{day}</lastmod>" if day else ""
        if news:
            told = (
                f"<news:news><news:publication_date>{day}</news:publication_date><news:title>Told {path}</news:title>"
                "</news:news>"
            )
        entries.append(f"<url><loc>{room.url(path)}</loc>{told}</url>")
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{"".join(entries)}</urlset>'
    )


def index(room: Newsroom, *maps: tuple[str, str] | str) -> str:
    entries = []
    for one in maps:
        path, day = one if isinstance(one, tuple) else (one, "")
        entries.append(f"<sitemap><loc>{room.url(path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>")
    return f"<sitemapindex>{''.join(entries)}</sitemapindex>"


def publish_xml(room: Newsroom, path: str, text: str) -> None:
    room.publish(path, text, media_type="application/xml")


def fixed(moment: datetime) -> datetime:
    return moment


def one(settings: Settings, sql: str) -> object:
    return run_query(settings.warehouse, sql).rows[0][0]


def test_a_sitemap_brings_its_pages_and_the_second_poll_is_conditional(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    publish_pages(room, "/a", "/b", "/c")
    room.publish("/sitemap.xml", urlset(room, "/a", "/b", "/c"), media_type="text/xml", etag='"map"')
    first = ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert (first.new_count, first.rejected_count) == (3, 0), first.rejections
    before = snapshot(settings.warehouse)
    second = ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert (second.item_count, room.count("/a")) == (0, 1)
    assert room.conditional_count("/sitemap.xml") == 1
    assert snapshot(settings.warehouse) == before
    assert run_query(settings.warehouse, "SELECT kind, state FROM feeds").rows == [("sitemap", "ok")]
    assert run_checks(settings.warehouse) == []


def test_a_body_is_recognised_whatever_its_address(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish_pages(room, "/a", "/b")
    publish_xml(room, "/list", urlset(room, "/a", "/b"))
    assert ingest(settings, [room.url("/list")], pool=pool).new_count == 2
    assert ingest(settings, [room.url("/list")], pool=pool).item_count == 0
    assert one(settings, "SELECT kind FROM feeds") == "sitemap"


def test_only_new_and_changed_pages_are_asked_for(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish_pages(room, "/a", "/b")
    publish_xml(room, "/sitemap.xml", urlset(room, ("/a", "2020-01-01"), ("/b", "2020-01-01")))
    ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    publish_pages(room, "/c", seed=6)
    later = "2099-01-01T00:00:00Z"
    publish_xml(room, "/sitemap.xml", urlset(room, ("/a", "2020-01-01"), ("/b", later), ("/c", "2020-01-01")))
    report = ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert (report.new_count, report.unchanged_count) == (1, 1)
    assert [room.count(path) for path in ("/a", "/b", "/c")] == [1, 2, 1]
    assert room.conditional_count("/b") == 1


def test_robots_txt_leads_to_the_sitemaps_of_a_site(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish_pages(room, "/a", "/b")
    robots = f"User-agent: *\nDisallow: /b\nSitemap: {room.url('/maps/one.xml')}\nSitemap: /maps/two.txt"
    room.publish("/robots.txt", robots, media_type="text/plain")
    publish_xml(room, "/maps/one.xml", urlset(room, "/a"))
    room.publish("/maps/two.txt", room.url("/b"), media_type="text/plain")
    settings.sources.write_text(f'[[source]]\nname = "quay"\nkind = "sitemap"\nlocation = "{room.url("/")}"\n')
    report = ingest(settings, pool=pool)
    assert (report.new_count, [refused.rule for refused in report.rejections]) == (1, ["robots"])
    assert ingest(settings, pool=pool).item_count == 0, "not due"


def test_a_site_without_robots_txt_is_asked_for_its_sitemap(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    publish_pages(room, "/a")
    publish_xml(room, "/sitemap.xml", urlset(room, "/a"))
    settings.sources.write_text(f'[[source]]\nname = "quay"\nkind = "sitemap"\nlocation = "{room.url("")}"\n')
    assert ingest(settings, pool=pool).new_count == 1


def test_an_index_is_walked_and_a_cycle_ends(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish_pages(room, "/a", "/b")
    publish_xml(
        room, "/sitemap.xml", index(room, "/maps/1.xml", "/maps/2.xml", "/sitemap.xml", "/gone.xml", "/bad.xml")
    )
    publish_xml(room, "/maps/1.xml", index(room, "/sitemap.xml", "/maps/1.xml", "/maps/3.xml.gz"))
    publish_xml(room, "/maps/2.xml", urlset(room, "/a"))
    publish_xml(room, "/bad.xml", "<html>sorry</html>")
    room.publish("/maps/3.xml.gz", gzip.compress(urlset(room, "/b").encode()), media_type="application/gzip")
    report = ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert report.new_count == 2
    assert sorted(refused.rule for refused in report.rejections) == ["gone", "invalid_sitemap"]
    assert room.count("/sitemap.xml") == room.count("/maps/1.xml") == 1
    again = ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert (again.new_count, again.updated_count, room.count("/a"), room.count("/b")) == (0, 0, 1, 1)


def test_indexes_in_indexes_end_at_the_fifth(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    for depth in range(8):
        publish_xml(room, f"/sitemap-{depth}.xml", index(room, f"/sitemap-{depth + 1}.xml"))
    report = ingest(settings, [room.url("/sitemap-0.xml")], pool=pool)
    assert [room.count(f"/sitemap-{depth}.xml") for depth in range(8)] == [1, 1, 1, 1, 1, 1, 0, 0]
    assert "too deep" in report.sources[0][1]


def test_an_unchanged_part_of_an_index_is_not_asked_for(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish_pages(room, "/a", "/b")
    publish_xml(room, "/sitemap.xml", index(room, ("/old.xml", "2020-01-01"), ("/new.xml", "2099-01-01"), "/bare.xml"))
    publish_xml(room, "/old.xml", urlset(room, "/a"))
    room.publish("/new.xml", urlset(room, "/b"), media_type="text/xml", etag='"new"')
    room.publish("/bare.xml", urlset(room), media_type="text/xml", etag='"bare"')
    for _ in range(2):
        ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert [room.count(path) for path in ("/old.xml", "/new.xml", "/bare.xml")] == [1, 2, 2]
    assert [room.conditional_count(path) for path in ("/new.xml", "/bare.xml")] == [1, 1]


def test_pages_of_other_sites_are_left_out(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish_pages(room, "/a")
    body = urlset(room, "/a").replace("</urlset>", "<url><loc>https://other.example/x</loc></url></urlset>")
    publish_xml(room, "/sitemap.xml", body)
    report = ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert (report.new_count, report.rejected_count) == (1, 0)
    assert "1 of other sites" in report.sources[0][1]


def test_a_page_that_fails_for_now_is_asked_for_again(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish_pages(room, "/a", "/b")
    good = corpus(7)[0]
    for path in ("/a", "/late"):
        room.answer_in_turn(
            path, Resource(b"busy", status=500), Resource(page_html(good.title, *good.paragraphs).encode())
        )
    publish_xml(room, "/sitemap.xml", index(room, ("/part.xml", "2020-01-01")))
    room.publish("/part.xml", urlset(room, "/late", "/b", "/dead"), media_type="text/xml", etag='"part"')
    first = ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert (first.new_count, first.rejected_count) == (1, 2)
    second = ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert (second.new_count, room.count("/b"), room.count("/dead")) == (1, 1, 1)
    third = ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert (third.item_count, room.count("/part.xml")) == (0, 2)


def test_one_ingest_takes_so_many_pages_and_the_next_goes_on(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    paths = [f"/{number}" for number in range(5)]
    publish_pages(room, *paths)
    room.publish("/sitemap.xml", urlset(room, *paths), media_type="text/xml", etag='"map"')
    settings.sources.write_text(
        f'[[source]]\nname = "quay"\nlocation = "{room.url("/sitemap.xml")}"\nkind = "sitemap"\n'
        "options = { pages_per_poll = 2 }\n"
    )
    starts = [datetime(2026, 3, 3, hour, tzinfo=UTC) for hour in (8, 10, 12, 14)]
    counts = [ingest(settings, pool=pool, clock=partial(fixed, now)).new_count for now in starts]
    assert counts == [2, 2, 1, 0]
    assert [room.count(path) for path in paths] == [1] * 5
    assert [room.count("/sitemap.xml"), room.conditional_count("/sitemap.xml")] == [4, 1]


def test_a_backfill_takes_the_wanted_days_and_goes_on_where_it_was(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    paths = [f"/2026/03/{day:02d}/story" for day in range(1, 11)]
    for path, article in zip(paths, corpus(5, texts=10), strict=False):
        head = f'<meta property="article:published_time" content="{path[1:11].replace("/", "-")}T08:00:00Z">'
        room.publish(path, page_html(article.title, *article.paragraphs, head=head))
    publish_xml(room, "/sitemap.xml", index(room, ("/2025.xml", "2025-12-31"), ("/2026.xml", "2026-03-11")))
    publish_xml(room, "/2025.xml", urlset(room, "/2025/12/30/story"))
    publish_xml(room, "/2026.xml", urlset(room, *paths))
    extent = Extent(DateRange(date(2026, 3, 4), date(2026, 3, 6)))
    small = replace(settings, batch_size=2)
    report = backfill(small, room.url("/sitemap.xml"), extent=extent, pool=pool)
    assert report.new_count == 3
    assert room.count("/2025.xml") == 0, "it did not change since before"
    assert sum(room.count(path) for path in paths) == 5, "a day to spare on both sides"
    again = backfill(small, room.url("/sitemap.xml"), extent=extent, pool=pool)
    assert (again.new_count, sum(room.count(path) for path in paths)) == (0, 5)
    wider = backfill(small, room.url("/sitemap.xml"), extent=Extent(DateRange(date(2026, 3, 3), None)), pool=pool)
    assert wider.new_count == 5, "what was fetched for another range is taken from the archive"
    assert sum(room.count(path) for path in paths) == 9
    assert run_checks(settings.warehouse) == []


def test_a_backfill_is_committed_part_by_part_and_a_limit_is_kept(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    paths = [f"/{number}" for number in range(7)]
    publish_pages(room, *paths)
    publish_xml(room, "/sitemap.xml", urlset(room, *paths))
    small = replace(settings, batch_size=2)
    report = backfill(small, room.url("/sitemap.xml"), extent=Extent(limit=5), pool=pool)
    assert (report.new_count, len(report.batches)) == (5, 3)
    assert sum(room.count(path) for path in paths) == 5
    rest = backfill(small, room.url("/sitemap.xml"), pool=pool)
    assert (rest.new_count, sum(room.count(path) for path in paths)) == (2, 7)


def test_a_backfill_that_was_broken_off_asks_for_nothing_twice(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    paths = [f"/{number}" for number in range(6)]
    publish_pages(room, *paths)
    publish_xml(room, "/sitemap.xml", index(room, "/one.xml", "/two.xml"))
    publish_xml(room, "/one.xml", urlset(room, *paths[:3]))
    publish_xml(room, "/two.xml", urlset(room, *paths[3:]))
    small = replace(settings, batch_size=2)

    def break_off(report: RunReport) -> None:
        if len(report.batches) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backfill(small, room.url("/sitemap.xml"), pool=pool, progress=break_off)
    assert sum(room.count(path) for path in paths) == 3
    assert backfill(small, room.url("/sitemap.xml"), pool=pool).new_count == 3
    assert [room.count(path) for path in paths] == [1] * 6
    assert run_checks(settings.warehouse) == []


def test_news_dates_are_evidence_and_prune(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    publish_pages(room, "/a", "/b")
    body = urlset(room, ("/a", "2026-03-03T10:00:00Z"), ("/b", "2026-01-03T10:00:00Z"), news=True)
    publish_xml(room, "/news-sitemap.xml", body)
    report = backfill(
        settings, room.url("/news-sitemap.xml"), extent=Extent(DateRange(since=date(2026, 3, 1))), pool=pool
    )
    assert (report.new_count, room.count("/b")) == (1, 0)
    assert one(settings, "SELECT published_from FROM articles") == "feed"
    assert str(one(settings, "SELECT published_on FROM articles")) == "2026-03-03"


@pytest.mark.parametrize(("status", "rule", "state"), [(404, "gone", "degraded"), (500, "http_status", "ok")])
def test_a_root_that_fails_is_a_feed_in_trouble(
    room: Newsroom, settings: Settings, pool: ParsingPool, status: int, rule: str, state: str
) -> None:
    """A server's own fault weighs less than an address that is gone."""
    room.fail("/sitemap.xml", status)
    report = ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert [refused.rule for refused in report.rejections] == [rule]
    assert run_query(settings.warehouse, "SELECT kind, state, consecutive_failures FROM feeds").rows == [
        ("sitemap", state, 1)
    ]


def test_a_root_that_is_something_else_is_refused_with_its_bytes(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    publish_xml(room, "/sitemap.xml", "<html><p>We moved.</p></html>")
    ingest(settings, [room.url("/sitemap.xml")], pool=pool)
    assert run_query(settings.warehouse, "SELECT rule, archive_path IS NOT NULL FROM rejections").rows == [
        ("invalid_sitemap", True)
    ]

"""The order of a walk over sitemaps, and what it leaves out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from connectors.sitemap import Sitemap, SitemapLink, SitemapUrl
from connectors.sitemap_spans import spans_of
from connectors.sitemap_walk import (
    MAX_DEPTH,
    SitemapWalk,
    WaitingSitemap,
    is_bare_site,
    is_sitemap_address,
    sitemap_of_robots,
    stamped_alike,
)

SITE = "https://quay.example"


def at(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def walked(walk: SitemapWalk) -> list[str]:
    found = []
    while (place := walk.next()) is not None:
        found.append(place.location.removeprefix(SITE))
    return found


def links(*paths: str) -> list[SitemapLink]:
    return [SitemapLink(f"{SITE}{path}") for path in paths]


def test_the_sitemaps_changed_last_come_first_and_the_undated_in_their_order() -> None:
    walk = SitemapWalk()
    dated = [SitemapLink(f"{SITE}/{day}.xml", at(day)) for day in (1, 3, 2)]
    walk.enter([*links("/a.xml"), *dated, *links("/b.xml", "/a.xml")])
    assert walked(walk) == ["/3.xml", "/2.xml", "/1.xml", "/a.xml", "/b.xml"]
    assert walk.is_over


def test_an_address_is_read_once_however_it_is_written() -> None:
    walk = SitemapWalk()
    walk.take(WaitingSitemap(f"{SITE}/sitemap.xml"), Sitemap(sitemaps=tuple(links("/sitemap.xml", "/a.xml"))))
    walk.enter([SitemapLink("http://www.quay.example/a.xml#top"), SitemapLink(f"{SITE}/a.xml?page=2")])
    assert walked(walk) == ["/a.xml?page=2", "/a.xml"]


def test_what_lies_too_deep_is_counted() -> None:
    walk = SitemapWalk()
    walk.enter(links("/deep.xml"), MAX_DEPTH + 1)
    assert (walk.is_over, walk.deep_count) == (True, 1)


@pytest.mark.parametrize(
    ("page", "is_wanted"),
    [
        (SitemapUrl(f"{SITE}/a", published_at=at(3)), True),
        (SitemapUrl(f"{SITE}/a", published_at=at(1)), True),
        (SitemapUrl(f"{SITE}/a", published_at=at(28, 2)), False),
        (SitemapUrl(f"{SITE}/a", published_at=at(6)), False),
        (SitemapUrl(f"{SITE}/2026/03/03/a", modified_at=at(20)), True),
        (SitemapUrl(f"{SITE}/2026/02/03/a", modified_at=at(3)), False),
        (SitemapUrl(f"{SITE}/2026/03/20/a"), False),
        (SitemapUrl(f"{SITE}/a", modified_at=at(1, 2)), False),
        (SitemapUrl(f"{SITE}/a", modified_at=at(20)), True),
        (SitemapUrl(f"{SITE}/a"), True),
        (SitemapUrl("https://other.example/a", published_at=at(3)), False),
        (SitemapUrl("https://news.quay.example/a", published_at=at(3)), True),
    ],
)
def test_only_pages_that_surely_lie_outside_are_left_out(page: SitemapUrl, is_wanted: bool) -> None:
    walk = SitemapWalk(date(2026, 3, 2), date(2026, 3, 4), (SITE,))
    assert walk.take(WaitingSitemap(f"{SITE}/sitemap.xml"), Sitemap((page,))) == ([page] if is_wanted else [])
    assert walk.pruned_count + walk.foreign_count == (not is_wanted)


def test_pages_come_newest_first() -> None:
    pages = (
        SitemapUrl(f"{SITE}/bare"),
        SitemapUrl(f"{SITE}/old", modified_at=at(1)),
        SitemapUrl(f"{SITE}/new", published_at=at(3), modified_at=at(1)),
    )
    taken = SitemapWalk().take(WaitingSitemap(f"{SITE}/sitemap.xml"), Sitemap(pages))
    assert [page.location.rpartition("/")[2] for page in taken] == ["new", "old", "bare"]


@pytest.mark.parametrize(
    ("paths", "wanted"),
    [
        (["/sitemap-2025-12.xml", "/sitemap-2026-01.xml", "/sitemap-2026-03.xml"], [2]),
        (["/2025.xml", "/2026.xml", "/2027.xml"], [1]),
        (["/map/2026/03/02.xml", "/map/2026/03/01.xml", "/map/2026/2/9.xml"], [0, 1]),
        (["/map.xml?yyyy=2026&mm=03&dd=04", "/map.xml?yyyy=2026&mm=02&dd=04", "/map.xml?yyyy=2026"], [0, 2]),
        (["/s-20260303.xml", "/s-20260101.xml", "/s-20260102.xml", "/s-20271301.xml"], [0, 3]),
        (["/post-sitemap1.xml", "/post-sitemap2.xml", "/post-sitemap1999.xml"], [0, 1, 2]),
        (["/sitemap-2019.xml", "/sitemap-news.xml"], [0, 1]),
    ],
)
def test_an_archive_that_names_its_days_is_read_where_they_are_wanted(paths: list[str], wanted: list[int]) -> None:
    walk = SitemapWalk(date(2026, 3, 2), date(2026, 3, 4))
    walk.enter(links(*paths))
    assert walked(walk) == [paths[number] for number in wanted]


def test_a_day_in_an_address_is_a_span_of_days() -> None:
    assert spans_of(["/2024-02.xml", "https://x.example/2024/12/31.xml", "/2023"]) == [None] * 3, "no host, no path"
    found = spans_of([f"{SITE}/{name}" for name in ("2024-02.xml", "2024/12/31.xml", "2023")])
    assert found == [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2024, 12, 31), date(2024, 12, 31)),
        (date(2023, 1, 1), date(2023, 12, 31)),
    ]


def test_a_stamp_that_most_pages_share_is_the_lists_own() -> None:
    alike = [SitemapUrl(f"{SITE}/{number}", modified="2026-03-03T10:00:00Z") for number in range(20)]
    others = [SitemapUrl(f"{SITE}/x{number}", modified=f"2026-02-{number:02d}") for number in range(1, 20)]
    assert stamped_alike([*alike, *others]) == "2026-03-03T10:00:00Z"
    assert stamped_alike([*alike, *others, *others]) is None
    assert stamped_alike(alike[:19]) is None
    assert stamped_alike([]) is None


def test_robots_txt_is_an_index() -> None:
    found = sitemap_of_robots(["/a.xml", "https://cdn.example/b.xml", "/a.xml", "mailto:x"], f"{SITE}/robots.txt")
    assert [link.location for link in found.sitemaps] == [f"{SITE}/a.xml", "https://cdn.example/b.xml"]
    assert [link.location for link in sitemap_of_robots([], f"{SITE}/robots.txt").sitemaps] == [f"{SITE}/sitemap.xml"]


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("/sitemap.xml", True),
        ("/sitemaps/sitemap-news.xml.gz?x=1", True),
        ("/sitemap_index.xml", True),
        ("/robots.txt", True),
        ("/sitemap", False),
        ("/news/sitemap-of-the-harbour.html", False),
        ("/feed.xml", False),
    ],
)
def test_some_addresses_are_a_sitemaps_by_their_name(url: str, is_one: bool) -> None:
    assert is_sitemap_address(f"{SITE}{url}") is is_one
    assert [is_bare_site(one) for one in (SITE, f"{SITE}/", f"{SITE}{url}")] == [True, True, False]

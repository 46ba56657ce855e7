"""A dry run of a remote backfill asks for lists alone, and counts what a backfill would then fetch."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from command_line import data, newsfold
from newsroom import LOOPBACK, Item, Newsroom, page_html, rss
from newsroom_writing import sitemap, sitemap_index

from connectors.registry import source_of
from flows import remote_estimates
from flows.parsing_pool import ParsingPool
from flows.remote_estimates import RemoteEstimate, remote_estimate
from flows.running import DateRange
from flows.settings import Settings
from flows.steps import Extent, backfill

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ALL = Extent()
WORDS = "The granary by the weir was sold on Tuesday to a cooperative of farmers from three villages. " * 12


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "sources.toml")


def publish_feed(room: Newsroom, path: str, numbers: range, older: str | None = None) -> None:
    """A feed of pages whose number is their day in March 2026, with a link to the older ones."""
    items = []
    for number in numbers:
        room.publish(f"/news/{number}", page_html(f"Granary sold, part {number}", WORDS))
        items.append(
            Item(f"Part {number}", room.url(f"/news/{number}"), published=f"{number:02d} Mar 2026 10:00:00 GMT")
        )
    link = f'<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="next" href="{older}"/>' if older else ""
    room.publish(path, rss(items).replace("<item>", f"{link}<item>", 1), media_type="application/rss+xml")


def publish_sitemaps(room: Newsroom, count: int, pages: int = 4) -> str:
    maps = []
    for number in range(count):
        links = [room.url(f"/{number}/{page}") for page in range(pages)]
        room.publish(f"/map-{number}.xml", sitemap(links), media_type="application/xml")
        maps.append(room.url(f"/map-{number}.xml"))
    room.publish("/sitemap.xml", sitemap_index(maps), media_type="application/xml")
    return room.url("/sitemap.xml")


def estimated(settings: Settings, place: str, extent: Extent = ALL) -> RemoteEstimate:
    return remote_estimate(settings, source_of(place), extent, NOW)


def asked_beside_robots(room: Newsroom) -> list[str]:
    return [one.path for one in room.requests if one.path != "/robots.txt"]


def test_a_feed_is_followed_to_its_older_entries_and_no_page_is_asked(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    publish_feed(room, "/feed", range(6, 9), "/feed/2")
    publish_feed(room, "/feed/2", range(1, 6))
    found = estimated(settings, room.url("/feed"))
    assert (found.item_count, found.known_count, found.unread_count, found.refused) == (8, 0, 0, [])
    assert asked_beside_robots(room) == ["/feed", "/feed/2"]
    assert found.asked == [room.url("/feed"), room.url("/feed/2")]
    assert not settings.warehouse.exists()
    report = backfill(settings, room.url("/feed"), pool=pool)
    assert report.new_count == found.item_count, "what was reckoned is what comes"
    assert estimated(settings, room.url("/feed")).known_count == 8


def test_days_and_a_limit_bound_it(room: Newsroom, settings: Settings) -> None:
    publish_feed(room, "/feed", range(20, 28), "/feed/2")
    publish_feed(room, "/feed/2", range(1, 6))
    of_days = estimated(settings, room.url("/feed"), Extent(DateRange(date(2026, 3, 26), date(2026, 3, 27))))
    assert (of_days.item_count, of_days.outside_count) == (3, 10), "a day to spare, as a backfill has"
    assert estimated(settings, room.url("/feed"), Extent(limit=2)).item_count == 2


def test_sitemaps_below_an_index_are_counted_and_many_are_reckoned(
    room: Newsroom, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = publish_sitemaps(room, 6)
    whole = estimated(settings, place)
    assert (whole.item_count, len(whole.pages), whole.unread_count) == (24, 24, 0)
    room.requests.clear()
    monkeypatch.setattr(remote_estimates, "MOST_LISTS", 3)
    part = estimated(settings, place)
    assert (part.item_count, len(part.pages), part.unread_count) == (24, 8, 4)
    assert len(asked_beside_robots(room)) == 3


def test_a_site_leads_to_its_sitemaps_by_robots_txt(room: Newsroom, settings: Settings, tmp_path: Path) -> None:
    place = publish_sitemaps(room, 1)
    room.publish("/robots.txt", f"Sitemap: {place}\n", media_type="text/plain")
    settings.sources.write_text(f'[[source]]\nname = "Site"\nkind = "sitemap"\nlocation = "{room.url("/")}"\n')
    at = ("--warehouse", settings.warehouse, "--sources", settings.sources)
    found = data("backfill", "Site", "--dry-run", *at, NEWSFOLD_ALLOW_ADDRESSES=LOOPBACK)
    assert (found["item_count"], found["refused_count"]) == (4, 0)
    assert found["asked"] == [room.url("/robots.txt"), place, room.url("/map-0.xml")]


def test_a_page_is_one_item_and_what_cannot_be_had_is_said(room: Newsroom, settings: Settings) -> None:
    room.publish("/one", page_html("Granary sold", WORDS))
    assert estimated(settings, room.url("/one")).item_count == 1
    at = ("--dry-run", "--warehouse", settings.warehouse)
    answer = newsfold("backfill", room.url("/nothing"), *at, NEWSFOLD_ALLOW_ADDRESSES=LOOPBACK)
    assert answer.returncode == 1
    assert "0 items would be read" in answer.stderr
    assert f"asked {room.url('/nothing')}" in answer.stderr
    assert "404" in answer.stderr

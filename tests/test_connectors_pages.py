"""Pages as captures: many at once, one host in line; and addresses of which nobody said what they are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from newsroom import LOOPBACK, Item, Newsroom, json_feed, page_html, rss

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions, Validators
from connectors.feed import parse_feed
from connectors.pages import UnchangedPage, WantedPage, fetch_pages, may_come_later, open_url
from connectors.polling import FeedState, Poll, poll_feed
from connectors.tdmrep import PATH as TDMREP
from transforms.errors import Gone
from transforms.model import Document, Hints, Rejection, Source

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
PAGE = page_html("Weir repaired", "The weir was repaired on Tuesday, engineers said.")


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


def source_at(url: str, **fields: Any) -> Source:
    return Source("herald", "The Herald", "feed", url, **fields)


def run(work: Callable[[Client], Awaitable[Any]], **changes: Any) -> Any:
    given = {"total_s": 2.0, "min_interval_s": 0.0, "allow_addresses": networks_from_text(LOOPBACK), **changes}

    async def inside() -> Any:
        async with Client(ClientOptions(**given)) as client:
            return await work(client)

    return asyncio.run(inside())


def poll(source: Source, state: FeedState | None = None, now: datetime = NOW, parse: Any = parse_feed) -> Poll:
    answer: Poll = run(lambda client: poll_feed(client, source, state, now, parse))
    return answer


# ---- pages


def pages(room: Newsroom, *wanted: WantedPage, source: Source | None = None, **changes: Any) -> list[Any]:
    async def collect(client: Client) -> list[Any]:
        found: AsyncIterator[Any] = fetch_pages(client, wanted, source or source_at(room.url("/feed.xml")), now=NOW)
        return [result async for result in found]

    results: list[Any] = run(collect, **changes)
    return results


def test_every_wanted_page_gives_one_result(room: Newsroom) -> None:
    room.publish("/a", PAGE)
    room.publish("/same", PAGE, etag='"1"')
    room.publish("/text", "Just words.", media_type="text/plain")
    wanted = [
        WantedPage(room.url("/a"), Hints(title="A")),
        WantedPage(room.url("/same"), validators=Validators('"1"')),
        WantedPage(room.url("/text")),
        WantedPage(room.url("/none")),
        WantedPage("not an address"),
        WantedPage("mailto:desk@herald.example"),
        WantedPage(room.url("/a"), Hints(title="A")),
    ]
    results = pages(room, *wanted)
    assert len(results) == 6
    documents = {result.location: result for result in results if isinstance(result, Document)}
    assert documents.keys() == {room.url("/a"), room.url("/text")}
    page = documents[room.url("/a")]
    assert (page.form, page.hints.title, page.source_id, page.fetched_at) == ("html", "A", "herald", NOW)
    assert documents[room.url("/text")].form == "text"
    assert [result.url for result in results if isinstance(result, UnchangedPage)] == [room.url("/same")]
    rejections = {result.location: result for result in results if isinstance(result, Rejection)}
    assert {location: one.rule for location, one in rejections.items()} == {
        room.url("/none"): "gone",
        "not an address": "invalid_url",
        "mailto:desk@herald.example": "scheme",
    }
    assert all(one.stage == "fetch" for one in rejections.values())
    assert room.count("/a") == 1


def test_hosts_are_fetched_side_by_side_and_one_host_in_line(room: Newsroom) -> None:
    with Newsroom() as other:
        for each in (room, other):
            for number in range(3):
                each.publish(f"/{number}", PAGE)
        wanted = [WantedPage(each.url(f"/{number}")) for each in (room, other) for number in range(3)]
        results = pages(room, *wanted, min_interval_s=0.3)
        assert len([result for result in results if isinstance(result, Document)]) == 6
        times = [[seen.at for seen in each.requests] for each in (room, other)]
        assert max(one[0] for one in times) < min(one[-1] for one in times)
        assert all(one[-1] - one[1] > 0.5 for one in times)
        assert [seen.path for seen in room.requests] == ["/robots.txt", "/0", TDMREP, "/1", "/2"]


def test_what_may_come_later_is_told_from_what_will_not(room: Newsroom) -> None:
    room.fail("/busy", 503)
    room.fail("/broken", 500)
    room.fail("/closed", 403)
    wanted = [WantedPage(room.url(path)) for path in ("/busy", "/broken", "/closed", "/none", "/fault/close")]
    later = {result.location.rpartition("/")[2]: may_come_later(result) for result in pages(room, *wanted)}
    assert later == {"busy": True, "broken": True, "closed": False, "none": False, "close": True}


def test_a_sources_headers_go_to_its_own_host_only(room: Newsroom) -> None:
    with Newsroom() as other:
        for each in (room, other):
            each.publish("/a", PAGE)
        source = source_at(room.url("/feed.xml"), headers=(("X-Key", "k"),))
        pages(room, WantedPage(room.url("/a")), WantedPage(other.url("/a")), source=source)
        assert room.seen("/a")[0].headers["x-key"] == "k"
        assert "x-key" not in other.seen("/a")[0].headers


def test_leaving_early_leaves_nothing_running(room: Newsroom) -> None:
    for number in range(5):
        room.publish(f"/{number}", PAGE)

    async def first_only(client: Client) -> None:
        wanted = [WantedPage(room.url(f"/{number}")) for number in range(5)]
        found = fetch_pages(client, wanted, source_at(room.url("/")), now=NOW)
        await anext(found)
        await found.aclose()  # type: ignore[attr-defined]
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run(first_only, min_interval_s=0.2)


# ---- an address of which nobody said what it is


@pytest.mark.parametrize("write", [rss, json_feed])
@pytest.mark.parametrize("media_type", ["text/html; charset=utf-8", "application/octet-stream"])
def test_a_body_that_is_a_feed_is_polled_whatever_its_type(room: Newsroom, write: Any, media_type: str) -> None:
    room.publish_feed("/", write([Item("One", room.url("/1"))]), media_type=media_type)
    opened = run(lambda client: open_url(client, source_at(room.url("/")), NOW, parse_feed))
    assert isinstance(opened, Poll)
    assert [entry.title for entry in opened.entries] == ["One"]
    assert room.count("/") == 1


def test_any_other_body_is_a_page(room: Newsroom) -> None:
    room.publish("/a", PAGE, media_type="application/xml")
    source = source_at(room.url("/a?token=canary-99"))
    opened = run(lambda client: open_url(client, source, NOW, parse_feed))
    assert isinstance(opened, Document)
    assert (opened.form, opened.body) == ("html", PAGE.encode())
    assert "canary" not in repr(opened)
    assert room.count("/a") == 1


def test_a_page_that_did_not_change_is_told(room: Newsroom) -> None:
    room.publish("/a", PAGE, etag='"1"')
    source, known = source_at(room.url("/a")), Validators('"1"')
    opened = run(lambda client: open_url(client, source, NOW, parse_feed, validators=known))
    assert opened == UnchangedPage(room.url("/a"))


def test_a_failure_to_open_is_raised(room: Newsroom) -> None:
    with pytest.raises(Gone):
        run(lambda client: open_url(client, source_at(room.url("/none")), NOW, parse_feed))

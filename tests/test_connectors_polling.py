"""Polling: what changed, when to ask again, and that no feed is ever given up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from newsroom import LOOPBACK, Item, Newsroom, Resource, json_feed, page_html, rss

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions, Validators
from connectors.feed import Feed, parse_feed
from connectors.pages import UnchangedPage, WantedPage, fetch_pages, may_come_later, open_url
from connectors.polling import DORMANT_AFTER, FULL_FETCH_EVERY, FeedState, Poll, poll_feed
from transforms.errors import Gone, InvalidFeed, ParserKilled, Throttled
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


def feed_of(room: Newsroom, count: int, **fields: Any) -> Source:
    items = [Item(f"Item {number}", room.url(f"/{number}"), guid=f"g{number}") for number in range(count)]
    room.publish_feed("/feed.xml", rss(items), **fields)
    return source_at(room.url("/feed.xml"))


def test_the_first_poll_brings_the_feed_and_remembers(room: Newsroom) -> None:
    source = feed_of(room, 2, last_modified="Mon, 02 Mar 2026 09:00:00 GMT")
    first = poll(source)
    assert [entry.guid for entry in first.entries] == ["g0", "g1"]
    assert first.error is None
    state = first.feed_state
    assert (state.state, state.source_id, state.kind, state.location) == ("ok", "herald", "feed", source.location)
    assert state.feed_id.startswith("herald/")
    assert (state.last_polled_at, state.next_poll_at) == (NOW, NOW + 15 * MINUTE)
    assert first.document is not None
    assert (first.document.form, first.document.fetched_at, first.document.feed_id) == ("feed", NOW, state.feed_id)
    assert first.document.sha256 == state.body_sha256
    assert parse_feed(first.document.body).entries == first.entries


def test_a_feed_that_did_not_change_answers_304_and_brings_nothing(room: Newsroom) -> None:
    source = feed_of(room, 2)
    second = poll(source, poll(source).feed_state, NOW + 15 * MINUTE)
    assert room.conditional_count("/feed.xml") == 1
    assert (second.document, second.entries, second.error) == (None, (), None)
    assert (second.feed_state.state, second.feed_state.not_modified_count) == ("ok", 1)
    assert second.feed_state.next_poll_at == NOW + 30 * MINUTE


def test_without_validators_the_bytes_tell(room: Newsroom) -> None:
    source = feed_of(room, 2, etag=None)
    first = poll(source)
    second = poll(source, first.feed_state)
    assert room.conditional_count("/feed.xml") == 0
    assert (second.document, second.entries) == (None, ())
    feed_of(room, 3, etag=None)
    third = poll(source, second.feed_state)
    assert len(third.entries) == 3
    assert third.document is not None


def test_a_server_that_always_says_unchanged_is_found_out(room: Newsroom) -> None:
    source = feed_of(room, 1)
    state = poll(source).feed_state
    feed_of(room, 2, etag='"other"', says_unchanged=True)
    polls = 0
    while True:
        answer = poll(source, state)
        state, polls = answer.feed_state, polls + 1
        if answer.entries:
            break
        assert polls <= FULL_FETCH_EVERY
    assert len(answer.entries) == 2


def test_pages_that_failed_can_be_had_again(room: Newsroom) -> None:
    source = feed_of(room, 2)
    state = poll(source).feed_state
    assert len(poll(source, state.without_validators()).entries) == 2


def test_failures_wait_longer_each_time_and_never_longer_than_a_day(room: Newsroom) -> None:
    source = source_at(room.url("/none"))
    room.fail("/none", 500)
    state, waits, standings = None, [], []
    for _ in range(30):
        answer = poll(source, state, NOW)
        state = answer.feed_state
        assert state.next_poll_at is not None
        assert answer.error is not None
        waits.append(state.next_poll_at - NOW)
        standings.append(state.state)
    assert waits[:3] == [30 * MINUTE, 45 * MINUTE, 60 * MINUTE]
    assert waits == sorted(waits)
    assert waits[-1] == DAY
    assert standings == ["degraded"] * (DORMANT_AFTER - 1) + ["dormant"] * (31 - DORMANT_AFTER)
    assert state is not None
    assert state.last_error is not None
    assert "HTTP 500" in state.last_error
    assert state.consecutive_failures == 30


def test_a_feed_that_was_down_for_two_months_is_back_within_a_day(room: Newsroom) -> None:
    source = feed_of(room, 2)
    room.withdraw("/feed.xml")
    now, state = NOW, FeedState.of(source)
    while now < NOW + timedelta(days=60):
        state = poll(source, state, now).feed_state
        assert state.next_poll_at is not None
        assert timedelta() < state.next_poll_at - now <= DAY
        now = state.next_poll_at
    assert state.state == "gone"
    feed_of(room, 2)
    back = poll(source, state, now)
    assert len(back.entries) == 2
    assert (back.feed_state.state, back.feed_state.consecutive_failures, back.feed_state.last_error) == ("ok", 0, None)


def test_410_is_dormant_at_once_and_gone_when_it_stays(room: Newsroom) -> None:
    room.fail("/feed.xml", 410)
    source = source_at(room.url("/feed.xml"))
    state, standings = None, []
    for _ in range(12):
        answer = poll(source, state)
        assert isinstance(answer.error, Gone)
        state = answer.feed_state
        standings.append(state.state)
    assert standings == ["dormant"] * 9 + ["gone"] * 3


@pytest.mark.parametrize(("asked", "wait"), [("7200", 120 * MINUTE), ("1", 30 * MINUTE), ("99999999", DAY)])
def test_retry_after_is_honoured(room: Newsroom, asked: str, wait: timedelta) -> None:
    room.fail("/feed.xml", 503, retry_after=asked)
    answer = poll(source_at(room.url("/feed.xml")))
    assert isinstance(answer.error, Throttled)
    assert answer.feed_state.next_poll_at == NOW + wait


def test_a_maintenance_page_is_an_error_with_its_bytes_and_the_feed_recovers(room: Newsroom) -> None:
    source = feed_of(room, 2)
    state = poll(source).feed_state
    room.publish("/feed.xml", PAGE)
    down = poll(source, state)
    assert isinstance(down.error, InvalidFeed)
    assert down.document is not None
    assert down.document.body == PAGE.encode()
    assert down.feed_state.state == "degraded"
    still_down = poll(source, down.feed_state)
    assert isinstance(still_down.error, InvalidFeed)
    assert still_down.document is None
    assert still_down.feed_state.consecutive_failures == 2
    feed_of(room, 3)
    assert len(poll(source, still_down.feed_state).entries) == 3


def test_a_parser_that_was_killed_is_an_error_of_this_feed(room: Newsroom) -> None:
    def killed(body: bytes, url: str | None, media_type: str | None) -> Feed:
        raise ParserKilled(url or "feed", "over 10 s")

    source = feed_of(room, 2)
    answer = poll(source, parse=killed)
    assert isinstance(answer.error, ParserKilled)
    assert answer.document is not None
    assert len(poll(source, answer.feed_state).entries) == 2


def test_the_parser_gets_body_address_and_content_type(room: Newsroom) -> None:
    seen: list[tuple[bytes, str | None, str | None]] = []

    def watched(body: bytes, url: str | None, media_type: str | None) -> Feed:
        seen.append((body, url, media_type))
        return parse_feed(body, url, media_type)

    room.redirect("/old", "/feed.xml")
    feed_of(room, 1, media_type="application/rss+xml; charset=utf-8")
    answer = poll(source_at(room.url("/old")), parse=watched)
    assert seen[0][1:] == (room.url("/feed.xml"), "application/rss+xml; charset=utf-8")
    assert answer.document is not None
    assert (answer.document.location, answer.document.final_location) == (room.url("/old"), room.url("/feed.xml"))


def test_the_interval_and_robots_are_the_sources_own(room: Newsroom) -> None:
    room.publish("/robots.txt", "User-agent: *\nDisallow: /\n", media_type="text/plain")
    source = feed_of(room, 1)
    refused = poll(source)
    assert getattr(refused.error, "rule", None) == "robots"
    own = replace(source, options=(("poll_minutes", "5"), ("obey_robots", "false")))
    assert poll(own).feed_state.next_poll_at == NOW + 5 * MINUTE


def test_secrets_of_the_location_are_not_remembered(room: Newsroom) -> None:
    room.publish_feed("/feed.xml", rss([]))
    source = source_at(room.url("/feed.xml?token=canary-77"), headers=(("Authorization", "Bearer canary-88"),))
    answer = poll(source)
    assert answer.error is None
    assert room.seen("/feed.xml")[0].headers["authorization"] == "Bearer canary-88"
    assert "canary-77" in room.seen("/feed.xml")[0].target
    assert "canary" not in repr(answer)


def test_a_clock_that_jumped_starves_no_feed(room: Newsroom) -> None:
    state = replace(FeedState.of(source_at(room.url("/"))), next_poll_at=NOW + timedelta(days=3650))
    assert state.is_due(NOW)
    assert not replace(state, next_poll_at=NOW + MINUTE).is_due(NOW)
    assert replace(state, next_poll_at=NOW).is_due(NOW)
    assert FeedState.of(source_at(room.url("/"))).is_due(NOW)


def test_feeds_of_one_source_have_ids_of_their_own() -> None:
    one, two = (FeedState.of(source_at(f"https://herald.example/{name}.xml")) for name in ("news", "sport"))
    assert one.feed_id != two.feed_id
    assert one.feed_id == FeedState.of(source_at("https://herald.example/news.xml")).feed_id


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
        assert [seen.path for seen in room.requests] == ["/robots.txt", "/0", "/1", "/2"]


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


def test_a_changing_answer_is_seen_at_once(room: Newsroom) -> None:
    bodies = [rss([Item(f"Item {number}", room.url(f"/{number}"))]).encode() for number in range(3)]
    room.answer_in_turn("/feed.xml", *(Resource(body, media_type="application/xml") for body in bodies))
    source, state, titles = source_at(room.url("/feed.xml")), None, []
    for _ in bodies:
        answer = poll(source, state)
        state = answer.feed_state
        titles += [entry.title for entry in answer.entries]
    assert titles == ["Item 0", "Item 1", "Item 2"]

"""Polling: what changed, when to ask again, and that no feed is ever given up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from newsroom import LOOPBACK, Item, Newsroom, Resource, page_html, rss

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions
from connectors.feed import Feed, parse_feed
from connectors.feed_states import FeedEvent, rescheduled
from connectors.polling import FULL_FETCH_EVERY, FeedState, Poll, poll_feed
from transforms.errors import Gone, InvalidFeed, ParserKilled, Throttled
from transforms.model import Source

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
    # A poll that brought nothing: a quarter more than the quarter of an hour of before.
    assert second.feed_state.next_poll_at == NOW + 15 * MINUTE + 15 * 1.25 * MINUTE


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


@pytest.mark.parametrize(
    ("path", "rule", "dormant_after"),
    [
        ("/broken", "http_status", 40),
        ("/closed", "blocked", 20),
        ("/none", "gone", 10),
        ("/fault/close", "connection", 40),
    ],
)
def test_failures_wait_longer_each_time_and_never_longer_than_a_day(
    room: Newsroom, path: str, rule: str, dormant_after: int
) -> None:
    source = source_at(room.url(path))
    room.fail("/broken", 500)
    room.fail("/closed", 403)
    state, waits, standings = None, [], []
    events: list[FeedEvent] = []
    for _ in range(42):
        answer = poll(source, state, NOW)
        state = answer.feed_state
        assert state.next_poll_at is not None
        assert getattr(answer.error, "rule", None) == rule
        waits.append(state.next_poll_at - NOW)
        standings.append(state.state)
        events += answer.events
    assert waits[:3] == [30 * MINUTE, 45 * MINUTE, 60 * MINUTE]
    assert waits == sorted(waits)
    assert waits[-1] == DAY
    assert standings.index("dormant") == dormant_after - 1
    changes = [(event.before, event.after) for event in events if event.kind == "state"]
    assert changes[:2] == [("ok", "degraded"), ("degraded", "dormant")]
    assert all(event.reason and event.reason.startswith(rule) for event in events)
    assert state is not None
    assert state.last_error is not None
    assert state.consecutive_failures == 42


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


@pytest.mark.parametrize("jump", [timedelta(days=3650), timedelta(days=1), timedelta(hours=2)])
def test_a_clock_that_jumped_starves_no_feed_and_asks_no_hundred_at_once(jump: timedelta) -> None:
    """Polls that were made by a clock that has been set back since."""
    wrong = NOW + jump
    states = [
        replace(
            FeedState.of(source_at(f"https://herald.example/{number}")),
            last_polled_at=wrong,
            next_poll_at=wrong + 60 * MINUTE,
        )
        for number in range(200)
    ]
    again = [rescheduled(state, NOW) for state in states]
    waits = sorted(state.next_poll_at - NOW for state in again if state.next_poll_at is not None)
    assert len(waits) == 200
    assert timedelta() <= waits[0]
    assert waits[-1] <= 60 * MINUTE
    assert sum(state.is_due(NOW) for state in again) <= 2
    assert [rescheduled(state, NOW) for state in again] == again
    # A clock that goes on after a long sleep leaves everything due, once.
    assert rescheduled(states[0], wrong + jump) == states[0]
    assert states[0].is_due(wrong + 60 * MINUTE)
    assert FeedState.of(source_at("https://herald.example/")).is_due(NOW)


def test_feeds_of_one_source_have_ids_of_their_own() -> None:
    one, two = (FeedState.of(source_at(f"https://herald.example/{name}.xml")) for name in ("news", "sport"))
    assert one.feed_id != two.feed_id
    assert one.feed_id == FeedState.of(source_at("https://herald.example/news.xml")).feed_id


def test_a_changing_answer_is_seen_at_once(room: Newsroom) -> None:
    bodies = [rss([Item(f"Item {number}", room.url(f"/{number}"))]).encode() for number in range(3)]
    room.answer_in_turn("/feed.xml", *(Resource(body, media_type="application/xml") for body in bodies))
    source, state, titles = source_at(room.url("/feed.xml")), None, []
    for _ in bodies:
        answer = poll(source, state)
        state = answer.feed_state
        titles += [entry.title for entry in answer.entries]
    assert titles == ["Item 0", "Item 1", "Item 2"]

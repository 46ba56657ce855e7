"""The life of a feed over days of a made-up clock: failing and coming back, moving, finding its rhythm."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from newsroom import LOOPBACK, Item, Newsroom, Resource, http_date, page_html, rss

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions
from connectors.feed import FeedEntry, parse_feed
from connectors.feed_identity import KnownItem, Trust, recognised
from connectors.feed_moves import ADOPT_AFTER, RETURN_AFTER, is_ready_to_move, moved
from connectors.feed_states import MAX_WAIT_S, FeedEvent, FeedState, rescheduled
from connectors.polling import FULL_FETCH_EVERY, Poll, poll_feed
from connectors.rhythm import (
    MAX_INTERVAL_S,
    MIN_INTERVAL_S,
    asked_interval,
    interval_of,
    learned_interval,
)
from transforms.model import Source

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


class Life:
    """One feed with its state, its memory and its clock, polled the way a round polls it."""

    def __init__(self, url: str) -> None:
        self.source = Source("herald", "The Herald", "feed", url)
        self.state = FeedState.of(self.source)
        self.now = NOW
        self.known: dict[str, KnownItem] = {}
        self.events: list[FeedEvent] = []
        self.found: list[str] = []

    def poll(self) -> Poll:
        answer = self._answer()
        listed, _ = recognised(answer.entries, self.known.values(), Trust(), self.now)
        self.found += [item.now.title or "" for item in listed if item.before is None]
        self.state = answer.feed_state
        self.events += answer.events
        if is_ready_to_move(self.state, self.now) and any(item.before for item in listed):
            self.state, event = moved(self.state, self.source, self.now)
            self.events.append(event)
        self.known |= {item.now.item_id: item.now for item in listed}
        return answer

    def _answer(self) -> Poll:
        given = {"total_s": 2.0, "min_interval_s": 0.0, "allow_addresses": networks_from_text(LOOPBACK)}

        async def inside() -> Poll:
            async with Client(ClientOptions(**given)) as client:  # type: ignore[arg-type]
                return await poll_feed(client, self.source, self.state, self.now, parse_feed)

        return asyncio.run(inside())

    def kinds(self, kind: str) -> list[tuple[str | None, str | None]]:
        return [(event.before, event.after) for event in self.events if event.kind == kind]


def items(room: Newsroom, *numbers: int) -> str:
    return rss([Item(f"Item {number}", room.url(f"/{number}"), guid=f"g{number}") for number in numbers])


# ---- failing and coming back


def test_two_hundred_failed_polls_in_sixty_days_lose_nothing(room: Newsroom) -> None:
    life = Life(room.url("/feed.xml"))
    room.publish_feed("/feed.xml", items(room, 1, 2))
    life.poll()
    room.fail("/feed.xml", 500)
    for _ in range(200):
        life.now += timedelta(days=60) / 200
        life.poll()
        assert life.state.next_poll_at is not None
        assert timedelta() < life.state.next_poll_at - life.now <= timedelta(seconds=MAX_WAIT_S)
    assert life.state.consecutive_failures == 200
    room.publish_feed("/feed.xml", items(room, 1, 2, 3, 4))
    life.now = life.state.next_poll_at or life.now
    life.poll()
    assert life.state.state == "ok"
    assert sorted(life.found) == ["Item 1", "Item 2", "Item 3", "Item 4"]
    assert life.kinds("state") == [("ok", "degraded"), ("degraded", "dormant"), ("dormant", "ok")]


def test_a_clock_that_jumps_ten_years_and_back_starves_no_feed(room: Newsroom) -> None:
    life = Life(room.url("/feed.xml"))
    room.publish_feed("/feed.xml", items(room, 1))
    life.poll()
    life.now += timedelta(days=3650)
    life.poll()
    life.now = NOW + timedelta(minutes=20)
    life.state = rescheduled(life.state, life.now)
    assert life.state.next_poll_at is not None
    assert life.now <= life.state.next_poll_at <= life.now + timedelta(seconds=MAX_WAIT_S)
    room.publish_feed("/feed.xml", items(room, 1, 2))
    life.now = life.state.next_poll_at
    life.poll()
    assert life.found == ["Item 1", "Item 2"]


def test_a_constant_etag_over_a_changing_body_is_seen_within_the_forced_fetches(room: Newsroom) -> None:
    life = Life(room.url("/feed.xml"))
    room.publish_feed("/feed.xml", items(room, 1), etag='"for ever"')
    life.poll()
    room.publish_feed("/feed.xml", items(room, 1, 2), etag='"for ever"')
    for _ in range(FULL_FETCH_EVERY):
        life.poll()
    assert life.found == ["Item 1"]
    life.poll()
    assert life.found == ["Item 1", "Item 2"]


def test_validators_that_never_hold_cost_a_body_and_no_entries(room: Newsroom) -> None:
    """An ETag that changes with every answer over a body that does not: the digest tells."""
    body = items(room, 1).encode()
    turns = [Resource(body, media_type="application/xml", etag=f'"{number}"') for number in range(4)]
    room.answer_in_turn("/feed.xml", *turns)
    life = Life(room.url("/feed.xml"))
    answers = [life.poll() for _ in range(4)]
    assert [len(answer.entries) for answer in answers] == [1, 0, 0, 0]
    assert room.conditional_count("/feed.xml") == 3


# ---- moving


def over_days(life: Life, polls: int, days: float) -> None:
    for _ in range(polls):
        life.poll()
        life.now += timedelta(days=days) / polls


def test_a_feed_that_moved_for_good_is_followed_and_its_old_address_kept(room: Newsroom) -> None:
    life = Life(room.url("/old.xml"))
    room.publish_feed("/old.xml", items(room, 1, 2))
    life.poll()
    room.publish_feed("/new.xml", items(room, 1, 2, 3))
    room.redirect("/old.xml", "/new.xml", 301)
    over_days(life, 10, 10)
    assert life.state.location == room.url("/new.xml")
    assert life.state.configured_location == room.url("/old.xml")
    assert life.kinds("address") == [(room.url("/old.xml"), room.url("/new.xml"))]
    asked = room.count("/old.xml")
    room.publish_feed("/new.xml", items(room, 1, 2, 3, 4))
    life.poll()
    assert room.count("/old.xml") == asked, "the old address is left alone"
    assert sorted(life.found) == ["Item 1", "Item 2", "Item 3", "Item 4"]


@pytest.mark.parametrize(("polls", "days"), [(ADOPT_AFTER - 1, 10.0), (30, 2.5)])
def test_a_redirect_that_is_young_or_was_seen_seldom_is_not_believed(room: Newsroom, polls: int, days: float) -> None:
    life = Life(room.url("/old.xml"))
    room.publish_feed("/new.xml", items(room, 1, 2))
    room.redirect("/old.xml", "/new.xml", 308)
    over_days(life, polls, days)
    assert life.state.location == room.url("/old.xml")
    assert life.found == ["Item 1", "Item 2"], "it is followed all the same"


def test_a_redirect_once_is_forgotten(room: Newsroom) -> None:
    life = Life(room.url("/old.xml"))
    room.publish_feed("/new.xml", items(room, 1))
    room.redirect("/old.xml", "/new.xml", 301)
    over_days(life, 4, 4)
    assert life.state.redirect_count == 4
    room.publish_feed("/old.xml", items(room, 1))
    life.poll()
    assert life.state.redirected_to is None
    assert life.state.redirected_since is None


def test_a_temporary_redirect_never_moves_a_feed(room: Newsroom) -> None:
    life = Life(room.url("/old.xml"))
    room.publish_feed("/new.xml", items(room, 1))
    room.redirect("/old.xml", "/new.xml", 302)
    over_days(life, 10, 10)
    assert life.state.location == room.url("/old.xml")


def test_a_redirect_to_a_page_is_never_adopted(room: Newsroom) -> None:
    life = Life(room.url("/old.xml"))
    room.publish_feed("/old.xml", items(room, 1))
    life.poll()
    room.publish("/sorry", page_html("Down for repairs", "We are back on Monday, with all the news."))
    room.redirect("/old.xml", "/sorry", 301)
    over_days(life, 10, 10)
    assert life.state.location == room.url("/old.xml")
    room.publish_feed("/old.xml", items(room, 1, 2))
    life.poll()
    assert life.found == ["Item 1", "Item 2"]


def test_a_redirect_to_another_feed_is_never_adopted(room: Newsroom) -> None:
    """A domain that was sold: a feed answers, and nothing in it is known."""
    life = Life(room.url("/old.xml"))
    room.publish_feed("/old.xml", items(room, 1))
    life.poll()
    turns = [Resource(items(room, number).encode(), media_type="application/xml") for number in range(100, 120)]
    room.answer_in_turn("/bets.xml", *turns)
    room.redirect("/old.xml", "/bets.xml", 301)
    over_days(life, 10, 10)
    assert life.state.location == room.url("/old.xml")


def test_an_adopted_address_that_fails_gives_way_to_the_configured_one(room: Newsroom) -> None:
    life = Life(room.url("/old.xml"))
    room.publish_feed("/new.xml", items(room, 1))
    room.redirect("/old.xml", "/new.xml", 301)
    over_days(life, 10, 10)
    assert life.state.location == room.url("/new.xml")
    room.withdraw("/new.xml")
    room.publish_feed("/old.xml", items(room, 1, 2))
    for _ in range(RETURN_AFTER + 1):
        life.poll()
    assert life.found == ["Item 1", "Item 2"]
    assert life.state.configured_location is None
    assert [after for _, after in life.kinds("address")] == [room.url("/new.xml"), room.url("/old.xml")]


def test_an_address_with_a_secret_in_it_is_not_adopted(room: Newsroom) -> None:
    life = Life(room.url("/old.xml"))
    room.publish_feed("/new.xml", items(room, 1))
    room.redirect("/old.xml", "/new.xml?token=canary-12345", 301)
    over_days(life, 10, 10)
    assert life.state.location == room.url("/old.xml")
    assert "canary" not in repr((life.state, life.events))


# ---- rhythm


def entries(*hours_ago: float) -> list[FeedEntry]:
    return [FeedEntry(published_at=NOW - timedelta(hours=hours)) for hours in hours_ago]


@pytest.mark.parametrize(
    ("hours_ago", "wanted_s"),
    [
        ([0, 1, 2, 3, 4], 1800.0),
        ([0, 0.01, 0.02, 0.03, 0.04], MIN_INTERVAL_S),
        ([0, 24, 48, 72, 96], MAX_INTERVAL_S),
        ([20, 20.1, 20.2, 20.3, 20.4, 20.5, 20.6, 20.7], 4657.5),
        ([-5, -400, 0, 1, 2, 3], 1800.0),
        ([1, 2, 3], None),
        ([5, 5, 5, 5, 5], None),
        ([], None),
    ],
)
def test_a_feed_is_asked_in_half_the_time_between_its_items(hours_ago: list[float], wanted_s: float | None) -> None:
    assert interval_of(entries(*hours_ago), NOW) == (pytest.approx(wanted_s) if wanted_s else None)


def test_without_dates_the_interval_follows_what_polls_find() -> None:
    interval, seen = None, []
    for is_changed in [False, False, False, True, True, True, True]:
        interval = learned_interval(interval, is_changed=is_changed)
        seen.append(round(interval))
    assert seen == [900, 1125, 1406, 703, 352, 300, 300]


@pytest.mark.parametrize(
    ("head", "cache_control", "wanted_s"),
    [
        ("<ttl>60</ttl>", None, 3600),
        ("<ttl>100000</ttl>", None, MAX_INTERVAL_S),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", None, 1800),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", None, MAX_INTERVAL_S),
        ("<ttl>10</ttl>", "public, max-age=1200", 1200),
        ("", "max-age=0, no-cache", 0),
        ("<ttl>soon</ttl>", "max-age=x", 0),
        ("<item><ttl>60</ttl></item>", None, 0),
    ],
)
def test_what_the_publisher_asks_is_heard(head: str, cache_control: str | None, wanted_s: float) -> None:
    body = f"<rss><channel>{head}<item><title>x</title></item></channel></rss>".encode()
    assert asked_interval(body, cache_control) == wanted_s


def test_the_interval_of_a_feed_comes_from_its_items_and_its_wishes(room: Newsroom) -> None:
    life = Life(room.url("/feed.xml"))
    listed = [
        Item(f"Item {hour}", room.url(f"/{hour}"), guid=f"g{hour}", published=http_date(NOW - timedelta(hours=hour)))
        for hour in range(8)
    ]
    room.publish_feed("/feed.xml", rss(listed))
    life.poll()
    assert life.state.interval_s == pytest.approx(1800)
    assert life.state.next_poll_at == NOW + timedelta(minutes=30)
    room.publish_feed("/feed.xml", rss(listed[1:]), headers={"Cache-Control": "max-age=7200"})
    life.poll()
    assert life.state.interval_s == 7200
    fixed: Any = replace(life.source, options=(("poll_minutes", "3"),))
    life.source = fixed
    life.poll()
    assert life.state.next_poll_at == NOW + timedelta(minutes=3)

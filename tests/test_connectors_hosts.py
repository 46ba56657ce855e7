"""What is known of a host goes from one run to the next: its pause, its silence, its rest, its robots.txt."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from newsroom import LOOPBACK, Item, Newsroom, Resource, page_html, rss

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions, HostState
from connectors.pacing import MAX_REST_S, REST_AFTER, REST_STEP_S, Pace
from connectors.robots import rules_from_status, rules_from_text
from connectors.robots_memory import LONGEST_S, SHORTEST_S, RobotsMemory
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import ingest
from transforms.errors import BadStatus, ConnectionLost, HostResting, RobotsDisallowed, RobotsUnreachable
from warehouse import run_query

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
PAGE = page_html("Ferry prices", "Ferry prices rise in spring.")


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


def visit(
    work: Callable[[Client], Awaitable[Any]],
    hosts: Sequence[HostState] = (),
    clock: Callable[[], datetime] | None = None,
    **changes: Any,
) -> tuple[HostState, ...]:
    """One run of a client; what it remembers of the hosts that it asked."""
    given = {"total_s": 2.0, "min_interval_s": 0.0, "allow_addresses": networks_from_text(LOOPBACK), **changes}

    async def inside() -> tuple[HostState, ...]:
        async with Client(ClientOptions(**given), hosts=hosts, clock=clock) as client:
            await work(client)
            return client.host_states()

    return asyncio.run(inside())


# ---- the pause between two requests


def test_the_pause_goes_on_from_one_run_to_the_next(room: Newsroom) -> None:
    room.publish("/a", PAGE)
    states = visit(lambda client: client.fetch(room.url("/a")), min_interval_s=0.6)
    began = time.monotonic()
    visit(lambda client: client.fetch(room.url("/a")), states, min_interval_s=0.6)
    times = [seen.at for seen in room.seen("/a")]
    assert times[1] - times[0] > 0.55
    assert time.monotonic() - began < 2


def test_a_clock_set_back_makes_no_host_wait_longer_than_its_pause() -> None:
    pace = Pace(2.0, [HostState("a:80", last_fetched_at=NOW + timedelta(days=1))], NOW)
    assert 1.5 < pace._hosts["a:80"].free_at - time.monotonic() <= 2.0


def test_a_crawl_delay_is_kept_by_the_next_run_without_asking_again(room: Newsroom) -> None:
    room.publish("/robots.txt", "User-agent: *\nCrawl-delay: 0.4\n", media_type="text/plain")
    for number in range(3):
        room.publish(f"/{number}", PAGE)
    states = visit(lambda client: client.fetch(room.url("/0")))

    async def two(client: Client) -> None:
        await client.fetch(room.url("/1"))
        await client.fetch(room.url("/2"))

    visit(two, states)
    times = [seen.at for seen in room.requests if seen.path != "/robots.txt"]
    assert all(later - earlier > 0.35 for earlier, later in pairwise(times))
    assert room.count("/robots.txt") == 1


def test_only_hosts_that_were_asked_are_told(room: Newsroom) -> None:
    room.publish("/a", PAGE)
    states = visit(lambda client: client.fetch(room.url("/a")), [HostState("other.example:443", crawl_delay_s=3.0)])
    assert [state.host for state in states] == [f"127.0.0.1:{room.port}"]


# ---- a host that is ill


def test_a_host_that_fails_again_and_again_is_left_alone_and_tried_once(room: Newsroom) -> None:
    room.publish("/a", PAGE)
    room.publish("/robots.txt", "", media_type="text/plain")

    async def failing(client: Client) -> None:
        for _ in range(REST_AFTER):
            with pytest.raises(ConnectionLost):
                await client.fetch(room.url("/fault/close"))
        with pytest.raises(HostResting, match="failed several times in a row") as caught:
            await client.fetch(room.url("/a"))
        assert caught.value.retry_after_s == pytest.approx(REST_STEP_S, abs=5)

    states = visit(failing)
    assert room.count("/a") == 0
    assert (states[0].consecutive_failures, states[0].last_error is not None) == (REST_AFTER, True)
    with pytest.raises(HostResting):
        visit(lambda client: client.fetch(room.url("/a")), states)
    later = datetime.now(UTC) + timedelta(minutes=2)

    async def still_failing(client: Client) -> None:
        with pytest.raises(ConnectionLost):
            await client.fetch(room.url("/fault/close"))
        with pytest.raises(HostResting):
            await client.fetch(room.url("/a"))

    longer = visit(still_failing, states, clock=lambda: later)
    assert longer[0].resting_until is not None
    assert longer[0].resting_until - later == pytest.approx(
        timedelta(seconds=2 * REST_STEP_S), abs=timedelta(seconds=9)
    )
    well = visit(lambda client: client.fetch(room.url("/a")), longer, clock=lambda: later + timedelta(minutes=5))
    assert (well[0].consecutive_failures, well[0].resting_until, well[0].last_error) == (0, None, None)


def test_missing_pages_and_walls_of_single_pages_say_nothing_about_the_host(room: Newsroom) -> None:
    room.publish("/a", PAGE)
    room.fail("/closed", 403)

    async def visits(client: Client) -> None:
        for path in ("/none", "/closed") * REST_AFTER:
            with pytest.raises(BadStatus):
                await client.fetch(room.url(path))
        await client.fetch(room.url("/a"))

    assert visit(visits)[0].consecutive_failures == 0


def test_a_bot_challenge_on_every_page_is_a_reason_to_stop(room: Newsroom) -> None:
    room.fail("/closed", 403, cf_mitigated="challenge")

    async def visits(client: Client) -> None:
        for _ in range(REST_AFTER):
            with pytest.raises(BadStatus):
                await client.fetch(room.url("/closed"))
        with pytest.raises(HostResting):
            await client.fetch(room.url("/closed"))

    visit(visits)
    assert room.count("/closed") == REST_AFTER


def test_no_rest_is_longer_than_an_hour() -> None:
    pace = Pace(0.0)
    for _ in range(500):
        pace.note_failure("a:80", "down")
    assert pace.resting_for_s("a:80") <= MAX_REST_S


# ---- robots.txt


def test_rules_are_used_for_a_day_and_as_long_as_the_file_says() -> None:
    memory = RobotsMemory()
    for host, cache_control, holds_s in (
        ("a", None, LONGEST_S),
        ("b", "max-age=3600", 3600),
        ("c", "max-age=5", SHORTEST_S),
        ("d", "max-age=99999999", LONGEST_S),
        ("e", "no-store", LONGEST_S),
    ):
        memory.keep(host, rules_from_text("User-agent: *\nDisallow: /x"), NOW, cache_control)
        assert memory.fresh(host, NOW + timedelta(seconds=holds_s - 1)) is not None
        assert memory.fresh(host, NOW + timedelta(seconds=holds_s + 1)) is None
    memory.keep("f", rules_from_status(503), NOW)
    assert memory.fresh("f", NOW + timedelta(seconds=SHORTEST_S + 1)) is None
    assert memory.fresh("a", NOW - timedelta(days=2)) is None, "checked in what is the future now"


def test_rules_that_were_read_before_stay_in_force_while_the_file_cannot_be_had(room: Newsroom) -> None:
    room.publish("/robots.txt", "User-agent: *\nDisallow: /private\n", media_type="text/plain")
    room.publish("/a", PAGE)
    room.publish("/private", PAGE)
    states = visit(lambda client: client.fetch(room.url("/a")))
    room.fail("/robots.txt", 500)
    next_week = datetime.now(UTC) + timedelta(days=7)
    visit(lambda client: client.fetch(room.url("/a")), states, clock=lambda: next_week)
    with pytest.raises(RobotsDisallowed):
        visit(lambda client: client.fetch(room.url("/private")), states, clock=lambda: next_week)
    with pytest.raises(RobotsUnreachable):
        visit(lambda client: client.fetch(room.url("/a")))


@pytest.mark.parametrize(("status", "is_allowed"), [(404, True), (403, True), (429, False), (500, False), (503, False)])
def test_what_robots_answers_is_remembered_as_what_it_means(room: Newsroom, status: int, *, is_allowed: bool) -> None:
    room.fail("/robots.txt", status)
    room.publish("/a", PAGE)

    async def tries(client: Client) -> None:
        if is_allowed:
            await client.fetch(room.url("/a"))
        else:
            with pytest.raises(RobotsUnreachable):
                await client.fetch(room.url("/a"))

    states = visit(tries)
    assert states[0].robots_access == ("all" if is_allowed else "none")
    asked = room.count("/robots.txt")
    visit(tries, states)
    assert room.count("/robots.txt") == asked


# ---- in the warehouse


def test_a_second_run_knows_the_hosts_of_the_first(
    room: Newsroom, pool: ParsingPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSFOLD_ALLOW_ADDRESSES", LOOPBACK)
    monkeypatch.setenv("NEWSFOLD_MIN_INTERVAL_S", "0")
    room.publish("/robots.txt", "User-agent: *\nDisallow: /private\n", media_type="text/plain")
    room.publish_feed("/feed.xml", rss([Item("Hidden", room.url("/private/1"), guid="g")]))
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb")
    for _ in range(2):
        ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert room.count("/robots.txt") == 1
    assert room.count("/private/1") == 0
    columns = "robots_access, robots_text LIKE '%/private%', last_fetched_at IS NOT NULL, robots_expires_at > now()"
    assert run_query(settings.warehouse, f"SELECT {columns} FROM hosts").rows == [("rules", True, True, True)]
    room.answer_in_turn("/feed.xml", Resource(b"", status=429, headers={"Retry-After": "7200"}))
    ingest(settings, [room.url("/feed.xml")], pool=pool)
    asked = room.count()
    report = ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert room.count() == asked
    assert "asked to be left alone" in report.rejections[0].reason

"""tdmrep.json: what its rules say of an address, and how a site is asked for it."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import LOOPBACK, Newsroom

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions, HostState, Manners
from connectors.tdmrep import PATH, rules_of
from transforms.model import SiteReservation

POLICY = "https://www.example.org/tdm-policy.json"
RULES = [
    {"location": "/", "tdm-reservation": 1, "tdm-policy": POLICY},
    {"location": "/open/", "tdm-reservation": 0},
    {"location": "/open/*.pdf$", "tdm-reservation": "1"},
    {"location": "/both", "tdm-reservation": 0},
    {"location": "/both", "tdm-reservation": 1},
]
USUAL: Manners = {"obey_robots": None, "user_agent": None, "proxy": None}
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def body_of(rules: Any) -> bytes:
    return json.dumps(rules).encode()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/news/1", SiteReservation("reserved", POLICY)),
        ("/open/1.html?page=2", SiteReservation("free")),
        ("/open/a/report.pdf", SiteReservation("reserved")),
        ("/open/report.pdf.html", SiteReservation("free")),
        ("/both/1", SiteReservation("reserved")),
    ],
)
def test_the_longest_pattern_that_matches_counts(path: str, said: SiteReservation) -> None:
    assert rules_of(body_of(RULES)).said_of(f"https://www.example.org{path}") == said


def test_what_no_pattern_names_is_not_spoken_of() -> None:
    rules = rules_of(body_of([{"location": "/paid/", "tdm-reservation": 1}]))
    assert rules.said_of("https://www.example.org/news/1") is None
    assert rules_of(b"[]").said_of("https://www.example.org/") is None


@pytest.mark.parametrize(
    ("body", "access"),
    [
        (b"<!doctype html><p>The page was not found.</p>", "none"),
        (b"", "none"),
        (b'[{"location": "/", "tdm-res', "unknown"),
        (b"[" * 100_000, "unknown"),
        (b'{"location": "/", "tdm-reservation": 1}', "rules"),
        (b'[{"location": "/", "tdm-reservation": true}]', "unknown"),
        (b'[{"location": 7, "tdm-reservation": 1}, 5, null]', "unknown"),
        (b'[{"location": "/", "tdm-reservation": 2}, {"location": "/a", "tdm-reservation": 1}]', "rules"),
        (b"\xef\xbb\xbf[]", "rules"),
    ],
)
def test_a_body_that_is_no_list_of_rules(body: bytes, access: str) -> None:
    assert rules_of(body).access == access


@given(st.binary(max_size=200) | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(body_of))
def test_no_body_breaks_it(body: bytes) -> None:
    rules = rules_of(body)
    said = rules.said_of("https://www.example.org/news")
    assert said is None or said.state in ("reserved", "free", "unknown")


def asked(
    room: Newsroom, *paths: str, hosts: tuple[HostState, ...] = (), at: datetime = NOON, manners: Manners = USUAL
) -> tuple[list[SiteReservation | None], tuple[HostState, ...]]:
    """What a client of its own learns of these pages, after fetching something there, and what it remembers."""

    async def ask() -> tuple[list[SiteReservation | None], tuple[HostState, ...]]:
        options = ClientOptions(allow_addresses=networks_from_text(LOOPBACK), min_interval_s=0, total_s=5)
        async with Client(options, hosts=hosts, clock=lambda: at) as client:
            said = [await client.reservation(room.url(path), **manners) for path in paths]
            return said, client.host_states()

    return asyncio.run(ask())


def test_a_site_is_asked_once_and_again_after_a_day() -> None:
    with Newsroom() as room:
        room.publish(PATH, body_of(RULES), media_type="application/json")
        said, states = asked(room, "/news/1", "/open/1")
        assert said == [SiteReservation("reserved", POLICY), SiteReservation("free")]
        assert (room.count(PATH), states[0].tdmrep_access) == (1, "rules")
        said, _ = asked(room, "/news/2", hosts=states, at=NOON + timedelta(hours=23))
        assert (said, room.count(PATH)) == ([SiteReservation("reserved", POLICY)], 1)
        asked(room, "/news/2", hosts=states, at=NOON + timedelta(hours=25))
        assert room.count(PATH) == 2


def test_a_missing_file_costs_one_request_a_day() -> None:
    with Newsroom() as room:
        said, states = asked(room, "/news/1", "/news/2")
        assert (said, room.count(PATH), states[0].tdmrep_access) == ([None, None], 1, "none")
        asked(room, "/news/3", hosts=states, at=NOON + timedelta(hours=23))
        assert room.count(PATH) == 1


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_broken_server_leaves_it_unknown_and_is_not_asked_with_every_page(status: int) -> None:
    with Newsroom() as room:
        room.fail(PATH, status)
        said, states = asked(room, "/news/1", "/news/2")
        assert said == [SiteReservation("unknown")] * 2
        assert room.count(PATH) == 1
        asked(room, "/news/1", hosts=states, at=NOON + timedelta(minutes=50))
        assert room.count(PATH) == 1


@pytest.mark.parametrize("fault", ["close", "torn-gzip", "loop", "to-file", "endless"])
def test_a_fault_on_the_way_leaves_it_unknown(fault: str) -> None:
    with Newsroom() as room:
        room.redirect(PATH, f"/fault/{fault}")
        assert asked(room, "/news/1")[0] == [SiteReservation("unknown")]


def test_robots_txt_is_kept_to() -> None:
    with Newsroom(robots="User-agent: *\nDisallow: /.well-known/\n") as room:
        room.publish(PATH, body_of(RULES))
        assert asked(room, "/news/1")[0] == [SiteReservation("unknown")]
        assert room.count(PATH) == 0
        assert asked(room, "/news/1", manners={**USUAL, "obey_robots": False})[0] == [
            SiteReservation("reserved", POLICY)
        ]

"""robots.txt as RFC 9309 wants it obeyed."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from newsroom import LOOPBACK, Newsroom, page_html

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions
from connectors.pacing import MAX_CRAWL_DELAY_S, Pace, retry_after_s
from connectors.robots import MAX_BYTES, rules_from_body, rules_from_status
from transforms.errors import RobotsDisallowed, RobotsUnreachable, TimedOut

PAGE = page_html("Ferry prices", "Ferry prices rise in spring.")


def visit(*urls: str, **changes: Any) -> Client:
    """One client, one address after the other."""
    given = {"total_s": 2.0, "min_interval_s": 0.0, "allow_addresses": networks_from_text(LOOPBACK), **changes}

    async def inside() -> Client:
        async with Client(ClientOptions(**given)) as client:
            for url in urls:
                await client.fetch(url)
            return client

    return asyncio.run(inside())


def test_a_disallowed_page_is_not_asked_for() -> None:
    with Newsroom(robots="User-agent: newsfold\nDisallow: /private\n") as room:
        room.publish("/private/a", PAGE)
        room.publish("/open", PAGE)
        visit(room.url("/open"))
        with pytest.raises(RobotsDisallowed, match="/private/a"):
            visit(room.url("/private/a"))
        assert room.count("/private/a") == 0
        visit(room.url("/private/a"), obey_robots=False)
        assert room.count("/private/a") == 1


def test_a_redirect_into_a_disallowed_place_is_not_followed() -> None:
    with Newsroom(robots="User-agent: *\nDisallow: /private\n") as room:
        room.redirect("/open", "/private/a")
        room.publish("/private/a", PAGE)
        with pytest.raises(RobotsDisallowed):
            visit(room.url("/open"))
        assert room.count("/private/a") == 0


def test_robots_is_asked_once_for_each_host() -> None:
    with Newsroom(robots="User-agent: *\nAllow: /\n") as room:
        room.publish("/a", PAGE)
        visit(*[room.url("/a")] * 3)
        assert room.count("/robots.txt") == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_an_unavailable_file_allows_everything(status: int) -> None:
    with Newsroom() as room:
        room.fail("/robots.txt", status)
        room.publish("/a", PAGE)
        visit(room.url("/a"))
        assert room.count("/a") == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_unreachable_file_allows_nothing_for_now(status: int) -> None:
    with Newsroom() as room:
        room.fail("/robots.txt", status)
        room.publish("/a", PAGE)
        with pytest.raises(RobotsUnreachable, match=f"robots.txt answered {status}"):
            visit(room.url("/a"), max_redirects=1)
        assert room.count("/a") == 0


def test_a_file_that_hangs_is_told_as_the_page_that_timed_out() -> None:
    with Newsroom() as room:
        room.redirect("/robots.txt", "/fault/hang")
        with pytest.raises(TimedOut) as caught:
            visit(room.url("/a"), total_s=0.3)
        assert caught.value.resource == room.url("/a")


def test_redirected_rules_hold() -> None:
    with Newsroom() as room:
        room.redirect("/robots.txt", "/rules/robots.txt", 301)
        room.publish("/rules/robots.txt", "User-agent: *\nDisallow: /\n", media_type="text/plain")
        with pytest.raises(RobotsDisallowed):
            visit(room.url("/a"))


def test_redirects_that_never_end_count_as_no_file() -> None:
    with Newsroom() as room:
        room.redirect("/robots.txt", "/fault/loop")
        room.publish("/a", PAGE)
        visit(room.url("/a"))


def test_only_the_first_500_kib_are_read() -> None:
    head = "User-agent: *\nDisallow: /first\n" + "# filler that differs\n" * 40_000
    assert len(head) > MAX_BYTES
    with Newsroom(robots=head + "Disallow: /last\n") as room:
        room.publish("/last", PAGE)
        visit(room.url("/last"))
        with pytest.raises(RobotsDisallowed):
            visit(room.url("/first"))


def test_a_bomb_instead_of_rules_does_not_stop_the_page_for_long() -> None:
    with Newsroom() as room:
        room.publish("/robots.txt", b"User-agent: *\nDisallow: /no\n" + b" " * 30_000_000, encoding="gzip")
        room.publish("/a", PAGE)
        visit(room.url("/a"))
        with pytest.raises(RobotsDisallowed):
            visit(room.url("/no"))


def test_the_crawl_delay_is_kept_and_remembered() -> None:
    with Newsroom(robots="User-agent: *\nCrawl-delay: 0.3\n") as room:
        room.publish("/a", PAGE)
        client = visit(*[room.url("/a")] * 3)
        times = [seen.at for seen in room.seen("/a")]
        assert all(later - earlier > 0.25 for earlier, later in pairwise(times))
        assert [state.crawl_delay_s for state in client.host_states()] == [0.3]


def test_an_endless_crawl_delay_is_clamped() -> None:
    pace = Pace(0.0)
    pace.slow_down("example.org:443", 86_400.0)
    assert pace.states(datetime.now(UTC))[0].crawl_delay_s == MAX_CRAWL_DELAY_S


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbfUser-agent: newsfold\nDisallow: /a\n",
        "User-agent: newsfold\nDisallow: /a\n".encode("utf-16"),
        b"User-agent: newsfold\r\nDisallow: /a\r\n",
        b"USER-AGENT: NewsFold\nDISALLOW: /a\n",
        b"User-agent: other\nUser-agent: newsfold\nDisallow: /a\n",
        b"User-agent: *\nAllow: /\n\nUser-agent: newsfold\nDisallow: /a$\nDisallow: /a/\n",
    ],
)
def test_spellings_of_the_same_rule(body: bytes) -> None:
    rules = rules_from_body(body)
    assert not rules.may_fetch("https://example.org/a", "newsfold/1.0 (+https://example.org/bot)")
    assert rules.may_fetch("https://example.org/b", "newsfold/1.0")


@pytest.mark.parametrize("body", [b"", b"<!doctype html><p>not found", bytes(range(256)) * 20])
def test_what_is_no_robots_file_has_no_rules(body: bytes) -> None:
    assert rules_from_body(body).may_fetch("https://example.org/a", "newsfold/1")


def test_the_longest_rule_wins() -> None:
    rules = rules_from_body(b"User-agent: *\nDisallow: /news/\nAllow: /news/open/\n")
    assert rules.may_fetch("https://example.org/news/open/a", "newsfold")
    assert not rules.may_fetch("https://example.org/news/a", "newsfold")


def test_statuses_mean_what_the_rfc_says() -> None:
    assert rules_from_status(404).may_fetch("https://example.org/", "x")
    assert not rules_from_status(502).may_fetch("https://example.org/", "x")


NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 120 ", 120),
        ("86400", 86_400),
        ("315360000", 86_400),
        ("9" * 400, 86_400),
        ("Tue, 03 Mar 2026 12:01:30 GMT", 90),
        ("Tue, 03 Mar 2026 11:00:00 GMT", 0),
        ("Tue, 03 Mar 2036 12:00:00 GMT", 86_400),
        ("Tuesday, 03-Mar-26 12:01:30 GMT", 90),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


# ---- matching

RULES = """
# a remark
User-agent: newsfold   # ours
User agent: quaybot
Unknown-line: x
Disallow: /private
Allow: /private/press
Disallow: /*?print=
Disallow: /*.pdf$
Crawl-delay: 2.5
Sitemap: https://quay.example/sitemap.xml

USER-AGENT: *
Dissallow: /
Allow: /index.html
site-map: /news.xml
"""


@pytest.mark.parametrize(
    ("path", "agent", "allowed"),
    [
        ("/", "newsfold/1", True),
        ("/private/a", "newsfold/1", False),
        ("/private/press/a", "newsfold/1", True),
        ("/a?print=1", "NEWSFOLD", False),
        ("/a.pdf", "quaybot/2", False),
        ("/a.pdf?x=1", "quaybot/2", True),
        ("/%70rivate/a", "newsfold/1", False),
        ("/a", "other", False),
        ("/", "other", True),
        ("/index.html", "other", True),
        ("/index.htm", "other", False),
    ],
)
def test_the_longest_rule_of_the_own_group_decides(path: str, agent: str, allowed: bool) -> None:
    assert rules_from_body(RULES.encode()).may_fetch(f"https://quay.example{path}", agent) is allowed


def test_delays_and_sitemaps_are_read() -> None:
    rules = rules_from_body(RULES.encode())
    assert (rules.crawl_delay_s("newsfold/1"), rules.crawl_delay_s("other")) == (2.5, None)
    assert rules.sitemaps == ("https://quay.example/sitemap.xml", "/news.xml")


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: newsfold\nDisallow:", True),
        ("Disallow: /", True),
        ("User-agent newsfold\nDisallow /", False),
        ("User-agent: a\nUser-agent: newsfold\n\nDisallow: /", False),
        ("User-agent: newsfold\nSitemap: /x\nUser-agent: *\nDisallow: /", False),
        ("User-agent: newsfold\nDisallow: /a\nAllow: /a", True),
        ("User-agent: newsfold\nDisallow: /\nUser-agent: newsfold\nAllow: /a", True),
        ("User-agent: * (all)\r\nDisallow: /\r\n", False),
        ("User-agent: newsfoldbot\nDisallow: /", True),
        ("\ufeffUser-agent: *\rDisallow: /a*b*c$", False),
        ("User-agent: *\nDisallow: /ab*cd", True),
        ("<html>User-agent: *\nDisallow: /", True),
    ],
)
def test_groups(text: str, allowed: bool) -> None:
    assert rules_from_body(text.encode()).may_fetch("https://quay.example/abc", "newsfold/1") is allowed


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /" + "*a" * 100_000,
        "User-agent: *\n" + "Disallow: /*a*a*a*a*a*b$\n" * 20_000,
        "User-agent: a\n" * 30_000 + "Disallow: /x\n" * 2,
        "Disallow" * 60_000,
    ],
)
def test_a_hostile_file_costs_little(text: str) -> None:
    started = time.perf_counter()
    rules_from_body(text.encode()).may_fetch("https://quay.example/" + "a" * 2_000, "newsfold/1")
    assert time.perf_counter() - started < 3

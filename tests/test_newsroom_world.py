"""The newsroom as a world of its own: hosts with feeds in every format, copies of each other's articles, and every
fault of the road with the behaviour that it must meet.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from made_up import corpus
from newsroom import LOOPBACK, Everywhere, Item, Newsroom, page_html
from newsroom_faults import make_bombs
from newsroom_writing import FEEDS, rss, sitemap, sitemap_index

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions
from connectors.pages import UnchangedPage, WantedPage, fetch_page
from flows.parsing_pool import ParsingPool
from flows.polling_rounds import polled_side_by_side
from flows.running import Run
from flows.settings import Settings
from flows.steps import ingest
from transforms.errors import LeaseHeld
from transforms.model import Document, Rejection, Source
from warehouse import run_checks, run_query

PAGE = page_html("Ferry prices", "Ferry prices rise in spring, the harbour office said on Monday.")


@pytest.fixture(scope="module", autouse=True)
def bombs() -> None:
    make_bombs()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("NEWSFOLD_ALLOW_ADDRESSES", LOOPBACK)
    monkeypatch.setenv("NEWSFOLD_MIN_INTERVAL_S", "0.02")
    return Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "sources.toml")


# ---- every fault, and what must come of it


def published(**fields: Any) -> Callable[[Newsroom], str]:
    """A resource at /x, asked for there."""

    def prepare(room: Newsroom) -> str:
        room.publish("/x", fields.pop("body", b""), **fields)
        return room.url("/x")

    return prepare


def fault(name: str) -> Callable[[Newsroom], str]:
    return lambda room: room.url(f"/fault/{name}")


def redirected(to: str) -> Callable[[Newsroom], str]:
    def prepare(room: Newsroom) -> str:
        room.publish("/login", "<form><input type=password></form>")
        room.redirect("/x", to)
        return room.url("/x")

    return prepare


def robots(text: str | None, status: int = 200) -> Callable[[Newsroom], str]:
    def prepare(room: Newsroom) -> str:
        room.publish("/robots.txt", text or "", status=status, media_type="text/plain")
        room.publish("/x", PAGE)
        return room.url("/x")

    return prepare


FAULTS: dict[str, tuple[Callable[[Newsroom], str], str]] = {
    "address of this machine by a literal": (lambda room: "http://[::1]:80/", "blocked_ssrf"),
    "address of this machine by a number": (lambda room: "http://2886729729/", "blocked_ssrf"),
    "address of a cloud's secrets by redirect": (fault("to-metadata"), "blocked_ssrf"),
    "scheme file": (lambda room: "file:///etc/hostname", "scheme"),
    "scheme ftp": (lambda room: "ftp://127.0.0.1/x", "scheme"),
    "scheme data": (lambda room: "data:text/html,x", "scheme"),
    "scheme feed:file": (lambda room: "feed:file:///etc/hostname", "scheme"),
    "redirect to a file": (fault("to-file"), "scheme"),
    "bomb of gzip": (fault("bomb-gzip"), "too_large"),
    "bomb of brotli": (fault("bomb-br"), "too_large"),
    "bomb of zstd": (fault("bomb-zstd"), "too_large"),
    "gzip in gzip": (fault("bomb-gzip-gzip"), "too_large"),
    "Content-Length that promises more": (fault("lying-length"), "connection"),
    "Content-Length over the limit": (fault("huge-length"), "too_large"),
    "endless body": (fault("endless"), "too_large"),
    "a byte now and then": (fault("drip"), "timeout"),
    "no answer": (fault("hang"), "timeout"),
    "flood of headers": (fault("many-headers"), "too_large"),
    "header without end": (fault("long-header"), "too_large"),
    "headers that are large together": (fault("large-headers"), "too_large"),
    "connection closed": (fault("close"), "connection"),
    "no HTTP": (fault("not-http"), "connection"),
    "gzip that is torn": (fault("torn-gzip"), "connection"),
    "gzip that is none": (fault("false-gzip"), "connection"),
    "encoding that nobody knows": (fault("odd-encoding"), "connection"),
    "redirect loop": (fault("loop"), "redirects"),
    "redirects without end": (fault("ever-on"), "redirects"),
    "redirect to a login": (redirected("/login?next=%2Fx"), "login"),
    "301 without a target": (published(status=301), "http_status"),
    "304 to a request without conditions": (published(status=304), "http_status"),
    "401": (published(status=401), "login"),
    "402": (published(status=402), "paywall"),
    "403": (published(status=403), "blocked"),
    "403 of a bot challenge": (published(status=403, headers={"cf-mitigated": "challenge"}), "challenge"),
    "404": (published(status=404), "gone"),
    "410": (published(status=410), "gone"),
    "429": (published(status=429, headers={"Retry-After": "9"}), "throttled"),
    "500": (published(status=500), "http_status"),
    "503": (published(status=503), "throttled"),
    "captcha under 200": (published(body='<div class="g-recaptcha"></div>'), "challenge"),
    "login form under 200": (published(body="<input type=password>"), "login"),
    "name that is gone": (lambda room: "http://no-such-paper.invalid/", "dns"),
    "robots.txt that says no": (robots("User-agent: *\nDisallow: /"), "robots"),
    "robots.txt that cannot be had": (robots(None, 500), "robots_unreachable"),
    "robots.txt that is throttled": (robots(None, 429), "robots_unreachable"),
    "robots.txt that is missing": (robots(None, 404), "page"),
    "robots.txt without end": (robots("User-agent: x\nDisallow: /\n" * 40_000), "page"),
    "bytes of another charset": (fault("broken-charset"), "page"),
    "page": (published(body=PAGE), "page"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_meets_its_behaviour_in_time_and_the_next_page_comes(name: str) -> None:
    prepare, wanted = FAULTS[name]
    options = ClientOptions(
        total_s=1.5, min_interval_s=0.0, max_bytes=2**20, allow_addresses=networks_from_text("127.0.0.0/8")
    )

    async def both(url: str, following: str) -> tuple[Any, Any, float]:
        source = Source("herald", "The Herald", "feed", url)
        async with Client(options) as client:
            began = time.monotonic()
            first = await fetch_page(client, WantedPage(url), source)
            return first, await fetch_page(client, WantedPage(following), source), time.monotonic() - began

    with Newsroom() as room, Newsroom() as other:
        other.publish("/next", PAGE)
        first, following, elapsed_s = asyncio.run(both(prepare(room), other.url("/next")))
    assert elapsed_s < options.total_s + 2
    assert isinstance(following, Document)
    if wanted == "page":
        assert isinstance(first, Document)
    else:
        assert isinstance(first, Rejection)
        assert (first.stage, first.rule) == ("fetch", wanted), first.reason


def test_a_certificate_that_ran_out_is_refused_and_never_downgraded(tmp_path: Path) -> None:
    from test_connectors_client import self_signed

    source = Source("herald", "The Herald", "feed", "https://herald.example/")
    options = ClientOptions(min_interval_s=0.0, allow_addresses=networks_from_text(LOOPBACK))

    async def one(url: str) -> Any:
        async with Client(options) as client:
            return await fetch_page(client, WantedPage(url), source)

    with Newsroom(ssl_context=self_signed(tmp_path)) as secure:
        secure.publish("/a", PAGE)
        refused = asyncio.run(one(secure.url("/a")))
    assert isinstance(refused, Rejection)
    assert refused.rule == "tls"
    assert secure.count() == 0


def table(name: str, location: str) -> str:
    """A source of a sources file."""
    return f'[[source]]\nname = "{name}"\nkind = "feed"\nlocation = "{location}"\n'


# ---- several hosts


def test_one_server_is_several_hosts_by_name_and_each_has_a_pace_of_its_own() -> None:
    async def visits(room: Newsroom) -> list[Any]:
        options = ClientOptions(min_interval_s=0.3, allow_addresses=networks_from_text(LOOPBACK))
        async with Client(options, resolver=Everywhere()) as client:
            source = Source("s", "S", "page", "http://one.example/")
            wanted = [room.url("/a", host=f"{name}.example") for name in ("one", "two", "three") for _ in range(2)]
            return await asyncio.gather(*(fetch_page(client, WantedPage(url), source) for url in wanted))

    with Newsroom() as room:
        for name in ("one", "two"):
            room.publish("/a", page_html(name, f"This is {name}."), host=f"{name}.example")
        results = asyncio.run(visits(room))
        titles = [b"This is one" in one.body for one in results[:2]] + [
            b"This is two" in one.body for one in results[2:4]
        ]
        assert titles == [True] * 4
        assert {one.rule for one in results[4:]} == {"gone"}
        by_host: dict[str, list[float]] = {}
        for seen in room.seen("/a"):
            by_host.setdefault(seen.headers["host"], []).append(seen.at)
        assert all(second - first > 0.28 for first, second in by_host.values())
        starts = [moments[0] for moments in by_host.values()]
        assert max(starts) - min(starts) < 0.25, "hosts do not wait for each other"


@pytest.fixture
def rooms() -> Iterator[list[Newsroom]]:
    with ExitStack() as stack:
        yield [stack.enter_context(Newsroom(robots="User-agent: *\nDisallow: /private\n")) for _ in range(3)]


def test_feeds_of_every_format_bring_their_articles_and_the_copies_are_tied(
    rooms: list[Newsroom], settings: Settings, pool: ParsingPool
) -> None:
    articles = corpus(11, texts=10)
    texts = {article.title: article for article in articles}
    dated = '<meta property="article:published_time" content="2026-03-03T10:00:00Z">'
    names = []
    for number, room in enumerate(rooms):
        for kind, write in FEEDS.items():
            items = []
            for place, article in enumerate(list(texts.values())[:3]):
                path = f"/{kind}/{place}"
                text = (*article.paragraphs, f"Desk {number} {kind}.")
                room.publish(path, page_html(article.title, *text, head=dated))
                items.append(Item(article.title, room.url(path), guid=room.url(path)))
            room.publish_feed(f"/{kind}.feed", write(items))
            names.append(table(f"{number} {kind}", room.url(f"/{kind}.feed")))
        links = [room.url(f"/rss/{place}") for place in range(3)]
        room.publish("/news.xml", sitemap(links, "News"), media_type="application/xml")
        room.publish("/sitemap.xml", sitemap_index([room.url("/news.xml")]), media_type="application/xml")
    settings.sources.write_text("\n".join(names))
    report = ingest(settings, pool=pool)
    assert report.rejected_count == 0, report.rejections
    assert report.new_count == len(rooms) * len(FEEDS) * 3
    sizes = run_query(settings.warehouse, "SELECT article_count FROM clusters ORDER BY ALL").rows
    assert sizes == [(len(rooms) * len(FEEDS),)] * 3
    assert all(room.count("/robots.txt") == 1 for room in rooms)
    for room in rooms:
        times = sorted(seen.at for seen in room.requests if seen.path != "/robots.txt")
        assert min(later - earlier for earlier, later in pairwise(times)) > 0.015, "no host over its rate"
    states = run_query(settings.warehouse, "SELECT DISTINCT state FROM feeds").rows
    assert states == [("ok",)]
    assert run_checks(settings.warehouse) == []


# ---- a round


def test_many_feeds_are_polled_side_by_side_and_the_second_round_is_conditional(
    rooms: list[Newsroom], settings: Settings, pool: ParsingPool
) -> None:
    """The short form of bench/bench_polling.py."""
    article = corpus(3)[0]
    lines = []
    for number in range(30):
        room = rooms[number % 3]
        room.publish(
            f"/page/{number}", page_html(f"{article.title} {number}", *article.paragraphs[:2], f"Part {number}.")
        )
        items = [Item(f"Item {number}", room.url(f"/page/{number}"), guid=f"urn:feed:{number}")]
        room.publish_feed(f"/feed/{number}", rss(items))
        lines.append(table(f"feed {number}", room.url(f"/feed/{number}")))
    settings.sources.write_text("\n".join(lines))
    moment = datetime.now(UTC)
    first = ingest(settings, pool=pool, clock=lambda: moment)
    assert (first.new_count, first.rejected_count) == (30, 0), first.rejections
    assert ingest(settings, pool=pool, clock=lambda: moment + timedelta(seconds=60)).item_count == 0
    assert sum(room.count() for room in rooms) == 66, "feeds, pages, robots.txt and tdmrep.json: nothing is due yet"
    second = ingest(settings, pool=pool, clock=lambda: moment + timedelta(days=1))
    assert (second.item_count, len(second.sources)) == (0, 30)
    asked = [seen for room in rooms for seen in room.requests if seen.path.startswith("/feed/")]
    assert sum(seen.is_conditional for seen in asked) == 30
    assert len(asked) == 60
    for room in rooms:
        times = sorted(seen.at for seen in room.requests if seen.path != "/robots.txt")
        assert min(later - earlier for earlier, later in pairwise(times)) > 0.015


def test_a_host_that_hangs_does_not_keep_the_round_from_the_others(
    rooms: list[Newsroom], settings: Settings, pool: ParsingPool
) -> None:
    good, bad = rooms[0], rooms[1]
    good.publish_feed("/feed.xml", rss([]))
    sources = [Source(f"bad-{number}", "Bad", "feed", bad.url(f"/fault/hang?{number}")) for number in range(6)]
    sources.append(Source("good", "Good", "feed", good.url("/feed.xml")))
    with Run(settings, "ingest", pool=pool) as run:
        outcomes = polled_side_by_side(run, sources)
        began = time.monotonic()
        source, fetched = next(outcomes)
        assert time.monotonic() - began < 10
        assert (source.source_id, fetched.line) == ("good", "0 entries, 0 pages asked for")
        outcomes.close()
    assert "polling" not in {thread.name for thread in threading.enumerate()}


def test_a_source_that_is_set_up_wrong_stops_no_other(
    rooms: list[Newsroom], settings: Settings, pool: ParsingPool
) -> None:
    rooms[0].publish_feed("/feed.xml", rss([]))
    wrong = Source("wrong", "Wrong", "url", rooms[1].url("/x"), options=(("proxy", "socks5://x"),))
    with Run(settings, "ingest", pool=pool) as run:
        sources = [wrong, Source("good", "Good", "feed", rooms[0].url("/feed.xml"))]
        lines = {source.source_id: fetched.line for source, fetched in polled_side_by_side(run, sources)}
    assert lines["good"] == "0 entries, 0 pages asked for"
    assert "no HTTP proxy" in lines["wrong"]


def test_a_lease_that_cannot_be_had_is_told_as_such(
    rooms: list[Newsroom], settings: Settings, pool: ParsingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms[0].publish_feed("/feed.xml", rss([]))
    with Run(settings, "ingest", pool=pool) as run:

        def held() -> Any:
            raise LeaseHeld("newsfold.duckdb", "process 1 has held the lease")

        with monkeypatch.context() as patched:
            patched.setattr(run, "looking", held)
            with pytest.raises(LeaseHeld):
                list(polled_side_by_side(run, [Source("good", "Good", "feed", rooms[0].url("/feed.xml"))]))


def test_an_unchanged_page_is_no_document(rooms: list[Newsroom]) -> None:
    from connectors.client import Validators

    rooms[0].publish("/a", PAGE, etag='"1"')

    async def one() -> Any:
        async with Client(ClientOptions(min_interval_s=0, allow_addresses=networks_from_text(LOOPBACK))) as client:
            wanted = WantedPage(rooms[0].url("/a"), validators=Validators('"1"'))
            return await fetch_page(client, wanted, Source("s", "S", "page", rooms[0].url("/a")))

    assert asyncio.run(one()) == UnchangedPage(rooms[0].url("/a"))

"""The client meets servers that behave, and servers that do not."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from newsroom import LOOPBACK, Newsroom, page_html
from newsroom_faults import make_bombs

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions, Fetched, HostState, Validators
from transforms.errors import (
    AddressRefused,
    BadStatus,
    BodyTooLarge,
    BotChallenged,
    Challenged,
    ConnectionLost,
    Gone,
    HostUnknown,
    InvalidUrl,
    LoginNeeded,
    Paywalled,
    SchemeRefused,
    Throttled,
    TimedOut,
    TlsFailed,
    TooManyRedirects,
)

PAGE = page_html("Harbour reopens", "The harbour reopened on Monday after a storm had closed it for a week.")


@pytest.fixture(scope="module", autouse=True)
def bombs() -> None:
    make_bombs()


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


def options(**changes: Any) -> ClientOptions:
    given = {"total_s": 2.0, "min_interval_s": 0.0, "allow_addresses": networks_from_text(LOOPBACK), **changes}
    return ClientOptions(**given)


def run(work: Callable[[Client], Awaitable[Any]], client_options: ClientOptions | None = None, **given: Any) -> Any:
    async def inside() -> Any:
        async with Client(client_options or options(), **given) as client:
            return await work(client)

    return asyncio.run(inside())


def fetch(url: str, client_options: ClientOptions | None = None, **given: Any) -> Fetched:
    fetched: Fetched = run(lambda client: client.fetch(url, **given), client_options)
    return fetched


# ---- what comes


def test_a_page_comes_with_its_type_charset_validators_and_time(room: Newsroom) -> None:
    dated = "Mon, 02 Mar 2026 09:00:00 GMT"
    room.publish("/a", PAGE, etag='"one"', last_modified=dated, headers={"Set-Cookie": "id=1"})
    before = datetime.now(UTC)
    fetched = fetch(room.url("/a#top"))
    assert fetched.body == PAGE.encode()
    assert (fetched.url, fetched.final_url) == (room.url("/a"), room.url("/a"))
    assert (fetched.status_code, fetched.media_type, fetched.charset) == (200, "text/html", "utf-8")
    assert fetched.validators == Validators('"one"', dated)
    assert not fetched.not_modified
    assert before <= fetched.fetched_at <= datetime.now(UTC)
    assert "set-cookie" not in {name.lower() for name, _ in fetched.headers}


def test_validators_make_the_request_conditional_and_304_has_no_body(room: Newsroom) -> None:
    room.publish("/a", PAGE, etag='"one"')
    fetched = fetch(room.url("/a"), validators=Validators('"one"', "Mon, 02 Mar 2026 09:00:00 GMT"))
    assert fetched.not_modified
    assert fetched.body == b""
    assert room.conditional_count("/a") == 1
    assert room.seen("/a")[0].headers["if-modified-since"] == "Mon, 02 Mar 2026 09:00:00 GMT"


def test_304_to_a_request_without_conditions_is_an_error(room: Newsroom) -> None:
    room.fail("/a", 304)
    with pytest.raises(BadStatus, match="HTTP 304"):
        fetch(room.url("/a"))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
def test_a_packed_body_is_unpacked(room: Newsroom, encoding: str) -> None:
    room.publish("/a", PAGE, encoding=encoding)
    assert fetch(room.url("/a")).body == PAGE.encode()


def test_the_client_says_who_it_is_and_what_it_unpacks(room: Newsroom) -> None:
    room.publish("/a", PAGE)
    fetch(room.url("/a"), options(user_agent="newsfold/9 (+https://example.org/bot)"))
    headers = room.seen("/a")[0].headers
    assert headers["user-agent"] == "newsfold/9 (+https://example.org/bot)"
    assert headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert "cookie" not in headers


def test_bytes_of_a_broken_charset_come_as_they_are(room: Newsroom) -> None:
    assert b"Caf\xe9" in fetch(room.url("/fault/broken-charset")).body


# ---- what does not

FAILURES = {
    "/fault/hang": (TimedOut, "no complete answer within 2 s"),
    "/fault/drip": (TimedOut, "no complete answer within 2 s"),
    "/fault/endless": (BodyTooLarge, "more than 1048576 bytes on the wire"),
    "/fault/huge-length": (BodyTooLarge, "99999999999 bytes announced"),
    "/fault/bomb-gzip": (BodyTooLarge, "more than 1048576 bytes when unpacked"),
    "/fault/bomb-br": (BodyTooLarge, "unpack"),
    "/fault/bomb-zstd": (BodyTooLarge, "unpack"),
    "/fault/bomb-gzip-gzip": (BodyTooLarge, "unpack"),
    "/fault/many-headers": (BodyTooLarge, "headers"),
    "/fault/long-header": (BodyTooLarge, "headers"),
    "/fault/large-headers": (BodyTooLarge, "more than 65536 bytes of headers"),
    "/fault/close": (ConnectionLost, "closed the connection"),
    "/fault/not-http": (ConnectionLost, "status line"),
    "/fault/lying-length": (ConnectionLost, "not completed"),
    "/fault/torn-gzip": (ConnectionLost, "ended early"),
    "/fault/false-gzip": (ConnectionLost, "not valid gzip"),
    "/fault/odd-encoding": (ConnectionLost, "'x-newspaper' is not known"),
    "/fault/loop": (TooManyRedirects, "a redirect loop"),
    "/fault/ever-on": (TooManyRedirects, "more than 5 redirects"),
    "/fault/to-metadata": (AddressRefused, "169.254.169.254 is not a public address"),
    "/fault/to-file": (SchemeRefused, "file is neither http nor https"),
}


@pytest.mark.parametrize("path", FAILURES)
def test_a_fault_is_told_in_time_and_the_next_page_comes(room: Newsroom, path: str) -> None:
    room.publish("/next", PAGE)
    kind, cause = FAILURES[path]

    async def both(client: Client) -> bytes:
        started = time.monotonic()
        with pytest.raises(kind, match=cause) as caught:
            await client.fetch(room.url(path), max_bytes=2**20)
        assert type(caught.value) is kind
        assert time.monotonic() - started < 2 + 2
        return (await client.fetch(room.url("/next"))).body

    assert run(both) == PAGE.encode()


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "gzip-gzip"])
def test_a_bomb_does_not_fill_the_memory(room: Newsroom, encoding: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(BodyTooLarge):
            fetch(room.url(f"/fault/bomb-{encoding}"), options(total_s=10.0))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40_000_000  # of 64 MB


def test_a_high_ratio_is_refused_above_its_floor_and_not_below(room: Newsroom) -> None:
    room.publish("/blank", b" " * 900_000, encoding="gzip")
    assert len(fetch(room.url("/blank")).body) == 900_000
    room.publish("/blank", b" " * 5_000_000, encoding="gzip")
    with pytest.raises(BodyTooLarge, match="more than 200 times its size"):
        fetch(room.url("/blank"))


@pytest.mark.parametrize(
    ("status", "headers", "kind", "rule"),
    [
        (404, {}, Gone, "gone"),
        (410, {}, Gone, "gone"),
        (401, {}, LoginNeeded, "login"),
        (402, {}, Paywalled, "paywall"),
        (403, {}, Challenged, "blocked"),
        (503, {"cf_mitigated": "challenge"}, BotChallenged, "challenge"),
        (429, {"Retry_After": "120"}, Throttled, "throttled"),
        (503, {}, Throttled, "throttled"),
        (500, {}, BadStatus, "http_status"),
        (301, {}, BadStatus, "http_status"),
    ],
)
def test_a_status_is_told_as_what_it_means(
    room: Newsroom, status: int, headers: dict[str, str], kind: type[BadStatus], rule: str
) -> None:
    room.fail("/a", status, **headers)
    with pytest.raises(kind) as caught:
        fetch(room.url("/a"))
    assert (type(caught.value), caught.value.status_code, caught.value.rule) == (kind, status, rule)
    assert room.url("/a") in str(caught.value)


def test_a_host_that_asks_for_silence_gets_it_and_others_are_served(room: Newsroom) -> None:
    with Newsroom() as other:
        room.fail("/busy", 429, retry_after="3600")
        room.publish("/a", PAGE)
        other.publish("/b", PAGE)

        async def visit(client: Client) -> tuple[HostState, ...]:
            with pytest.raises(Throttled) as first:
                await client.fetch(room.url("/busy"))
            assert first.value.retry_after_s == 3600
            with pytest.raises(Throttled, match="asked to be left alone") as second:
                await client.fetch(room.url("/a"))
            assert second.value.retry_after_s == pytest.approx(3600, abs=5)
            assert (await client.fetch(other.url("/b"))).status_code == 200
            return client.host_states()

        states = run(visit)
        assert room.count("/a") == 0
        # The next run's client remembers.
        with pytest.raises(Throttled, match="left alone") as third:
            run(lambda client: client.fetch(room.url("/a")), hosts=states)
        assert third.value.retry_after_s == pytest.approx(3600, abs=5)
        later = datetime.now(UTC) + timedelta(hours=2)
        assert run(lambda client: client.fetch(room.url("/a")), hosts=states, clock=lambda: later).body == PAGE.encode()


def test_a_name_that_does_not_exist_is_told() -> None:
    with pytest.raises(HostUnknown):
        fetch("http://no-such-newsroom.invalid/")


def test_a_closed_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ConnectionLost):
            fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/")


@pytest.mark.parametrize("url", ["", "//example.org/a", "http://", "http://127.0.0.1%00.example.org/", "http://a b/"])
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(InvalidUrl):
        fetch(url)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org/", "data:text/html,x", "ws://example.org/"])
def test_other_schemes_are_refused_before_anything_opens(url: str) -> None:
    with pytest.raises(SchemeRefused):
        fetch(url)


def test_a_certificate_that_nobody_signed_is_refused(tmp_path: Path) -> None:
    with Newsroom(ssl_context=self_signed(tmp_path)) as secure:
        secure.publish("/a", PAGE)
        with pytest.raises(TlsFailed):
            fetch(secure.url("/a"))
        assert secure.count() == 0


def self_signed(folder: Path) -> ssl.SSLContext:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    pem = folder / "newsroom.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


# ---- redirects


def test_redirects_are_followed_and_told(room: Newsroom) -> None:
    room.redirect("/old", "/moved", 301)
    room.redirect("/moved", "/new#part", 302)
    room.publish("/new", PAGE)
    fetched = fetch(room.url("/old"))
    assert (fetched.url, fetched.final_url) == (room.url("/old"), room.url("/new"))
    assert [(hop.status_code, hop.url) for hop in fetched.redirects] == [
        (301, room.url("/moved")),
        (302, room.url("/new")),
    ]


def test_a_loop_is_seen_the_first_time_round(room: Newsroom) -> None:
    with pytest.raises(TooManyRedirects):
        fetch(room.url("/fault/loop"))
    assert (room.count("/fault/loop"), room.count("/fault/loop-back")) == (1, 1)


def test_headers_and_passwords_do_not_follow_a_redirect_to_another_host(room: Newsroom) -> None:
    with Newsroom() as other:
        room.redirect("/a", "/b")
        room.redirect("/b", other.url("/c"))
        other.publish("/c", PAGE)
        url = room.url("/a").replace("http://", "http://reader:pass-word-1@")
        fetched = fetch(url, headers=[("X-Key", "key-value-1"), ("Cookie", "session=cookie-value-1")])
        for path in ("/a", "/b"):
            headers = room.seen(path)[0].headers
            assert (headers["x-key"], headers["cookie"]) == ("key-value-1", "session=cookie-value-1")
            assert headers["authorization"].startswith("Basic ")
        assert not {"x-key", "cookie", "authorization"} & set(other.seen("/c")[0].headers)
        assert "pass-word-1" not in repr(fetched)
        assert fetched.url == room.url("/a")


# ---- manners


def test_one_host_is_asked_one_at_a_time_with_a_pause(room: Newsroom) -> None:
    for number in range(4):
        room.publish(f"/{number}", PAGE)

    async def at_once(client: Client) -> None:
        await asyncio.gather(*(client.fetch(room.url(f"/{number}")) for number in range(4)))

    run(at_once, options(min_interval_s=0.2))
    times = [seen.at for seen in room.requests if seen.path != "/robots.txt"]
    assert all(later - earlier > 0.15 for earlier, later in pairwise(times))


def test_waiting_for_a_turn_does_not_count_against_the_total_time(room: Newsroom) -> None:
    for number in range(4):
        room.publish(f"/{number}", PAGE)

    async def at_once(client: Client) -> list[Fetched]:
        return await asyncio.gather(*(client.fetch(room.url(f"/{number}")) for number in range(4)))

    assert len(run(at_once, options(min_interval_s=0.3, total_s=0.5))) == 4


def test_a_slow_host_does_not_keep_others_waiting(room: Newsroom) -> None:
    with Newsroom() as other:
        other.publish("/b", PAGE)

        async def both(client: Client) -> float:
            slow = asyncio.create_task(client.fetch(room.url("/fault/hang")))
            await asyncio.sleep(0.1)
            started = time.monotonic()
            await client.fetch(other.url("/b"))
            elapsed = time.monotonic() - started
            with pytest.raises(TimedOut):
                await slow
            return elapsed

        assert run(both, options(total_s=2.0)) < 1.5

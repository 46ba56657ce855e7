"""No spelling, name or redirect leads the client inside, and no message shows a secret."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from newsroom import LOOPBACK, Newsroom, Resource, page_html

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions, Fetched
from transforms.errors import AddressRefused, FetchFailed, HostUnknown, InvalidSetting, InvalidUrl

PAGE = page_html("Harbour reopens", "The harbour reopened on Monday after a storm had closed it for a week.")


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


class Names(AbstractResolver):
    """A name server that answers what it is told to, the last answer for ever."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        found = {"hostname": host, "host": answer, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
        return [ResolveResult(**found)]  # type: ignore[typeddict-item]

    async def close(self) -> None:
        """Nothing is open."""


SPELLINGS = [
    "127.0.0.1", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "localhost", "localhost.", "①②⑦.⓪.⓪.①",
    "127。0。0。1", "[::1]", "[::ffff:127.0.0.1]", "0", "user:pass@localhost",
]  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_loopback_gets_a_request_through(room: Newsroom, host: str) -> None:
    with pytest.raises((AddressRefused, HostUnknown, InvalidUrl)):  # some systems do not know localhost with a dot
        fetch(f"http://{host}:{room.port}/secret", options(allow_addresses=()))
    assert room.requests == []


def test_a_name_that_resolves_to_loopback_is_refused(room: Newsroom) -> None:
    with pytest.raises(AddressRefused):
        run(
            lambda client: client.fetch(f"http://news.example:{room.port}/"),
            options(allow_addresses=()),
            resolver=Names("127.0.0.1"),
        )
    assert room.requests == []


def test_a_name_that_changes_its_answer_to_loopback_is_refused(room: Newsroom) -> None:
    """The first answer is public (and goes nowhere here), the second is not: no answer is trusted for the next."""
    room.publish("/", PAGE)

    async def twice(client: Client) -> None:
        for _ in range(2):
            with pytest.raises(FetchFailed):
                await client.fetch(f"http://news.example:{room.port}/")

    run(twice, options(allow_addresses=(), total_s=1.0), resolver=Names("192.0.2.1", "127.0.0.1"))
    assert room.requests == []


def test_a_redirect_to_loopback_is_refused_when_only_its_origin_is_allowed(room: Newsroom) -> None:
    with Newsroom(host="127.0.0.2") as canary:
        room.redirect("/a", canary.url("/latest/meta-data"))
        with pytest.raises(AddressRefused, match=r"127\.0\.0\.2 is not a public address"):
            fetch(room.url("/a"), options(allow_addresses=networks_from_text("127.0.0.1")))
        assert canary.requests == []


# ---- settings and secrets


def test_options_come_from_the_environment() -> None:
    environ = {
        "NEWSFOLD_ALLOW_ADDRESSES": "10.0.0.0/8,::1/128",
        "NEWSFOLD_USER_AGENT": "desk/2",
        "NEWSFOLD_MIN_INTERVAL_S": "0.25",
    }
    found = ClientOptions.from_environment(environ)
    assert [str(network) for network in found.allow_addresses] == ["10.0.0.0/8", "::1/128"]
    assert (found.user_agent, found.min_interval_s) == ("desk/2", 0.25)
    assert ClientOptions.from_environment({}).allow_addresses == ()
    assert ClientOptions.from_environment({}).user_agent.startswith("newsfold/")


@pytest.mark.parametrize("value", ["soon", "-1", "nan", "1e9"])
def test_a_wrong_interval_is_named(value: str) -> None:
    with pytest.raises(InvalidSetting, match="NEWSFOLD_MIN_INTERVAL_S"):
        ClientOptions.from_environment({"NEWSFOLD_MIN_INTERVAL_S": value})


@pytest.mark.parametrize("path", ["/fault/hang", "/fault/close", "/none", "/fault/odd-encoding", "/fault/loop", "/to"])
def test_no_error_shows_a_secret(room: Newsroom, path: str) -> None:
    room.redirect("/to", "http://169.254.169.254/?token=query-secret-3")
    url = room.url(f"{path}?api_key=query-secret-1").replace("http://", "http://reader:pass-secret-2@")
    with pytest.raises(FetchFailed) as caught:
        fetch(url, options(total_s=0.3), headers=[("Authorization", "Bearer header-secret-4")])
    shown: BaseException | None = caught.value
    assert isinstance(shown, FetchFailed)
    for text in (str(shown), repr(shown), shown.resource, shown.cause):
        assert "secret-" not in text


def test_a_secret_that_the_server_repeats_is_masked_in_kept_headers(room: Newsroom) -> None:
    room.publish("/a", PAGE, headers={"X-Echo": "token was canary-123", "Content-Location": "/a?token=canary-123"})
    fetched = fetch(room.url("/a?token=canary-123"))
    assert "canary-123" not in repr(fetched)


def test_two_answers_in_turn(room: Newsroom) -> None:
    room.answer_in_turn("/a", Resource(b"<p>one"), Resource(b"<p>two"))
    bodies = [fetch(room.url("/a")).body for _ in range(3)]
    assert bodies == [b"<p>one", b"<p>two", b"<p>two"]

"""Addresses: the WHATWG cases, canonical spellings, robots.txt, and that nothing leads the client inside.

For the last, a canary listens on a loopback port of its own. Every vector is fetched as it is, with its port changed
to the canary's, and by a redirect from an allowed host; and there is a name whose second answer is loopback. A vector
is met when every one of these is refused before anything is sent; the canary counts what reaches it.
"""

from __future__ import annotations

import asyncio
import csv
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, quote, urlsplit

import ada_url
from aiohttp.abc import AbstractResolver, ResolveResult
from conformance import Row, row_of

from connectors import is_public_address
from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions
from connectors.request_addresses import prepared
from connectors.robots import rules_from_body
from transforms import canonical_url
from transforms.addresses import whatwg_url
from transforms.errors import AddressRefused, FetchFailed, HostUnknown, InvalidInput, InvalidUrl, SchemeRefused

REFUSALS = (AddressRefused, SchemeRefused, InvalidUrl, HostUnknown)


def rows(folder: Path) -> list[Row]:
    """The counts of url/ and robots/ under ``folder``."""
    url, robots = folder / "url", folder / "robots"
    vectors = _json(url / "ssrf-own" / "ssrf_vectors.json")
    with Canary() as canary:
        ssrf = row_of("SSRF vectors", 1.0, ssrf_outcomes(vectors, canary))
        hits = canary.hits
    return [
        row_of("WHATWG URL cases", 0.99, whatwg_outcomes(url)),
        row_of("canonical-URL pairs", 1.0, canonical_outcomes(url / "crawler-commons")),
        row_of("Google robots cases", 0.92, robots_outcomes(robots / "google")),
        row_of("real robots.txt files read", 1.0, real_robots_outcomes(robots)),
        ssrf,
        Row("requests that reached the canary: none", int(hits == 0 and ssrf.count > 0), int(ssrf.count > 0), 1.0),
    ]


def _json(path: Path) -> list[Any]:
    return list(json.loads(path.read_bytes())) if path.exists() else []


# ---- spellings


def whatwg_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    for path in (folder / "wpt" / "urltestdata.json", folder / "ada" / "ada_extra_urltestdata.json"):
        for case in _json(path):
            if isinstance(case, dict):
                yield f"{case['input']!r} on {case.get('base')}", _reads_as(case)


def _reads_as(case: dict[str, Any]) -> bool:
    try:
        found = whatwg_url(case["input"], case.get("base"))
    except InvalidUrl:
        return bool(case.get("failure"))
    return not case.get("failure") and found == case["href"]


def canonical_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    """What is no URL by the standard is refused; the pair then says that it stays as it is."""
    for line in _json(folder / "weirdToNormalizedUrls.json"):
        given, *_, wanted = next(csv.reader([line], skipinitialspace=True))
        try:
            yield line, canonical_url(given) == wanted.strip()
        except InvalidUrl:
            yield line, given.strip() == wanted.strip()


# ---- robots.txt


def robots_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    for case in _json(folder / "google_robots_cases.json"):
        rules = rules_from_body(case["robots"].encode("utf-8", "surrogatepass"))
        yield f"{case['test']}: {case['url']}", rules.may_fetch(case["url"], case["ua"]) is case["allowed"]


def real_robots_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    for path in sorted((*folder.glob("protego-real/*"), *folder.glob("crawler-commons/*"))):
        rules = rules_from_body(path.read_bytes())
        answer = rules.may_fetch("https://quay.example/news/1", "newsfold/1")
        delay = rules.crawl_delay_s("newsfold/1")
        yield path.name, isinstance(answer, bool) and (delay is None or delay >= 0)


# ---- SSRF


class Canary:
    """A server on 127.0.0.2 that must never be asked, and one on 127.0.0.1 that redirects where it is told to."""

    def __enter__(self) -> Self:
        canary = self

        class Hit(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                canary.hits += 1
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: Any) -> None: ...

        class Leads(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                to = parse_qs(urlsplit(self.path).query).get("to", [""])[0]
                self.send_response(302 if to else 404)
                if to:
                    self.send_header("Location", to)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None: ...

        self.hits = 0
        # All of loopback, so that no spelling of it misses the canary.
        self._servers = [ThreadingHTTPServer(("0.0.0.0", 0), Hit), ThreadingHTTPServer(("127.0.0.3", 0), Leads)]
        self.port, self.leading_port = (server.server_address[1] for server in self._servers)
        for server in self._servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()


class _Rebinding(AbstractResolver):
    """A name server whose first answer is public (TEST-NET, where nothing is) and whose next ones are loopback."""

    def __init__(self) -> None:
        self._answers = ["192.0.2.1", "127.0.0.1"]

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [ResolveResult(hostname=host, host=answer, port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None: ...


def ssrf_outcomes(vectors: list[dict[str, Any]], canary: Canary) -> Iterator[tuple[str, bool]]:
    for vector in vectors:
        yield vector["url"], is_public(vector["url"]) is (vector["expect"] == "allow")
    blocked = [vector["url"] for vector in vectors if vector["expect"] == "block"]
    yield from asyncio.run(_attempts(blocked, canary))


def is_public(url: str) -> bool:
    """Whether the guard would let a connection to this address begin: decided on what the name resolves to, unasked."""
    try:
        address, _ = prepared(url, ())
        host = str(ada_url.URL(address).hostname).strip("[]")
        found = socket.getaddrinfo(host, 80, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (InvalidInput, FetchFailed, OSError, UnicodeError):
        return False
    return all(is_public_address(str(one[4][0])) for one in found)


async def _attempts(urls: list[str], canary: Canary) -> list[tuple[str, bool]]:
    found = []
    inside = ClientOptions(total_s=3.0, min_interval_s=0.0, obey_robots=False)
    leading = ClientOptions(
        total_s=3.0, min_interval_s=0.0, obey_robots=False, allow_addresses=networks_from_text("127.0.0.3/32")
    )
    async with Client(inside) as client, Client(leading) as led:
        for url in urls:
            found.append((f"{url} as it is", await _is_refused(client, url)))
            aimed = _at_port(url, canary.port)
            if aimed is not None:
                found.append((f"{url} at the canary", await _is_refused(client, aimed)))
            target = quote(aimed or url, safe="")
            door = f"http://127.0.0.3:{canary.leading_port}/?to={target}"
            found.append((f"{url} by a redirect", await _is_refused(led, door)))
    hits = canary.hits
    async with Client(ClientOptions(total_s=1.0, min_interval_s=0.0), resolver=_Rebinding()) as client:
        for _ in range(3):
            await _is_refused(client, f"http://news.example:{canary.port}/")
    return [*found, ("a name that changes its answer", canary.hits == hits)]


async def _is_refused(client: Client, url: str) -> bool:
    try:
        await client.fetch(url)
    except REFUSALS:
        return True
    except (FetchFailed, InvalidInput):
        return False
    return False


def _at_port(url: str, port: int) -> str | None:
    try:
        parsed = ada_url.URL(url)
    except ValueError:
        return None
    if parsed.protocol != "http:":
        return None
    parsed.port = str(port)
    return str(parsed.href)

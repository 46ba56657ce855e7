"""A newsroom on the loopback interface: feeds, pages and faults, served by aiohttp.web from a thread.

    with Newsroom() as room:
        room.publish("/story", page_html("Headline", "First paragraph."))
        room.publish_feed("/feed.xml", rss([Item("Headline", room.url("/story"))]))
        ...
        assert room.count("/feed.xml") == 1

Every request is recorded with its headers. Each newsroom has a port of its own, so that two of them are two hosts to
a client that paces by host:port; one newsroom has several hosts where what it publishes names them (``host=``), and a
client that resolves names by Everywhere finds them all here. Faults lie under /fault/ (see FAULTS).
"""

from __future__ import annotations

import asyncio
import hashlib
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.abc import AbstractResolver
from newsroom_faults import FAULTS, pack
from newsroom_writing import Item as Item
from newsroom_writing import atom as atom
from newsroom_writing import http_date as http_date
from newsroom_writing import json_feed as json_feed
from newsroom_writing import page_html as page_html
from newsroom_writing import rss as rss

LOOPBACK = "127.0.0.0/8"
"""What NEWSFOLD_ALLOW_ADDRESSES must hold for a client to be let in."""


@dataclass(frozen=True)
class Seen:
    """One request as it came: method, path with query, headers with names in lower case, and when (monotonic)."""

    method: str
    target: str
    headers: Mapping[str, str]
    at: float

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def is_conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


@dataclass
class Resource:
    """Something that is served. ``etag`` and ``last_modified`` are sent and honoured where they are set;
    ``encoding`` (gzip, deflate, br, zstd) packs the body; ``says_unchanged`` lies: 304 to every conditional request."""

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    encoding: str | None = None
    says_unchanged: bool = False


class Newsroom:
    """The server, a context manager. ``robots`` is the text of robots.txt, None for 404."""

    def __init__(self, host: str = "127.0.0.1", robots: str | None = None, *, ssl_context: Any = None) -> None:
        self.host = host
        self.requests: list[Seen] = []
        self._resources: dict[str, Resource | list[Resource]] = {}
        self._ssl_context = ssl_context
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="newsroom", daemon=True)
        self._started = threading.Event()
        self._stopping: asyncio.Event | None = None
        self.port = 0
        if robots is not None:
            self.publish("/robots.txt", robots, media_type="text/plain")

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._started.wait(10):
            raise RuntimeError("the newsroom did not open")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stopping = self._stopping
        if stopping is not None:
            self._loop.call_soon_threadsafe(stopping.set)
        self._thread.join(10)

    # ---- what tests say

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The address of a path; ``host`` for another name of the same server, such as localhost."""
        return f"{'https' if self._ssl_context else 'http'}://{host or self.host}:{self.port}{path}"

    def publish(self, path: str, body: str | bytes, *, host: str | None = None, **fields: Any) -> Resource:
        """Serve this from now on, under one host name or under all; ``fields`` are those of Resource."""
        resource = Resource(body.encode() if isinstance(body, str) else body, **fields)
        self._resources[f"//{host}{path}" if host else path] = resource
        return resource

    def publish_feed(self, path: str, body: str | bytes, **fields: Any) -> Resource:
        """Serve a feed with an ETag made of its bytes, as good servers do."""
        content = body.encode() if isinstance(body, str) else body
        media_type = "application/feed+json" if content.lstrip().startswith(b"{") else "application/xml"
        defaults = {"media_type": media_type, "etag": f'"{hashlib.sha256(content).hexdigest()[:16]}"'}
        return self.publish(path, content, **{**defaults, **fields})

    def answer_in_turn(self, path: str, *resources: Resource) -> None:
        """Serve these one after the other, the last one for ever."""
        self._resources[path] = list(resources)

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.publish(path, "", status=status, headers={"Location": to})

    def fail(self, path: str, status: int, retry_after: str | None = None, **headers: str) -> None:
        """Answer with an error status."""
        extra = {"Retry-After": retry_after} if retry_after is not None else {}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.publish(path, "<p>an error page", status=status, headers={**extra, **named})

    def withdraw(self, path: str) -> None:
        """Answer 404 from now on."""
        self._resources.pop(path, None)

    def seen(self, path: str | None = None) -> list[Seen]:
        """The requests so far, to one path or all."""
        return [request for request in self.requests if path in (None, request.path)]

    def count(self, path: str | None = None) -> int:
        return len(self.seen(path))

    def conditional_count(self, path: str) -> int:
        return sum(request.is_conditional for request in self.seen(path))

    # ---- how it answers

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stopping = asyncio.Event()
        runner = web.ServerRunner(
            web.Server(self._handle, handler_cancellation=True), access_log=None, shutdown_timeout=0.1
        )
        await runner.setup()
        site = web.TCPSite(runner, self.host, 0, ssl_context=self._ssl_context)
        await site.start()
        assert site._server is not None
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        self._started.set()
        await self._stopping.wait()
        await runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.requests.append(Seen(request.method, request.raw_path, headers, self._loop.time()))
        fault = FAULTS.get(request.path)
        if fault is not None:
            return await fault(request)
        name = headers.get("host", "").partition(":")[0]
        resource = self._resource(f"//{name}{request.path}") or self._resource(request.path)
        if resource is None:
            return web.Response(status=404, text="no such page")
        return _response(resource, headers)

    def _resource(self, path: str) -> Resource | None:
        found = self._resources.get(path)
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


def _response(resource: Resource, asked: Mapping[str, str]) -> web.Response:
    headers = dict(resource.headers)
    if resource.etag:
        headers["ETag"] = resource.etag
    if resource.last_modified:
        headers["Last-Modified"] = resource.last_modified
    is_same = (resource.etag is not None and asked.get("if-none-match") == resource.etag) or (
        resource.last_modified is not None and asked.get("if-modified-since") == resource.last_modified
    )
    is_asked = "if-none-match" in asked or "if-modified-since" in asked
    if resource.status == 200 and (is_same or (resource.says_unchanged and is_asked)):
        return web.Response(status=304, headers=headers)
    body = resource.body
    if resource.encoding:
        body = pack(body, resource.encoding)
        headers["Content-Encoding"] = resource.encoding
    if resource.media_type:
        headers.setdefault("Content-Type", resource.media_type)
    return web.Response(status=resource.status, headers=headers, body=body)


class Everywhere(AbstractResolver):
    """Every name is this machine's."""

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[Any]:
        return [{"hostname": host, "host": "127.0.0.1", "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        """Nothing is held."""

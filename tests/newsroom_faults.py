"""What goes wrong on the way: endpoints under /fault/ of every newsroom, one for each way to misbehave."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable, Iterable

import brotli
import zstandard
from aiohttp import web

MEGABYTE = 2**20

Fault = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
FAULTS: dict[str, Fault] = {}
"""Paths under /fault/ and what they do."""


def fault(path: str) -> Callable[[Fault], Fault]:
    def register(function: Fault) -> Fault:
        FAULTS[path] = function
        return function

    return register


def _bomb(encoding: str) -> Fault:
    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response(body=_packed_zeros(encoding), headers={"Content-Encoding": encoding})

    return answer


_BOMBS: dict[str, bytes] = {}


def _packed_zeros(encoding: str) -> bytes:
    """A few hundred kilobytes at most that unpack to 64 MB of zeros; made once, which takes a moment."""
    if encoding not in _BOMBS:
        _BOMBS[encoding] = pack(bytes(64 * MEGABYTE), encoding)
    return _BOMBS[encoding]


def make_bombs() -> None:
    """Make them before the clock runs."""
    for encoding in BOMB_ENCODINGS:
        _packed_zeros(encoding)


BOMB_ENCODINGS = ("gzip", "br", "zstd", "gzip, gzip")

for _encoding in BOMB_ENCODINGS:
    FAULTS[f"/fault/bomb-{_encoding.replace(', ', '-')}"] = _bomb(_encoding)


@fault("/fault/endless")
async def _endless(request: web.BaseRequest) -> web.StreamResponse:
    """A body that never ends, as fast as it is read."""
    return await _streamed(request, (b"x" * 65_536 for _ in iter(int, 1)))


@fault("/fault/drip")
async def _drip(request: web.BaseRequest) -> web.StreamResponse:
    """A byte now and then, so that no single read is slow."""
    return await _streamed(request, (b"x" for _ in iter(int, 1)), pause_s=0.05)


async def _streamed(request: web.BaseRequest, pieces: Iterable[bytes], pause_s: float = 0.0) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    for piece in pieces:
        try:
            await response.write(piece)
        except (ConnectionError, asyncio.CancelledError):
            break
        await asyncio.sleep(pause_s)
    return response


@fault("/fault/hang")
async def _hang(_: web.BaseRequest) -> web.StreamResponse:
    """No answer at all."""
    await asyncio.sleep(600)
    return web.Response()


@fault("/fault/close")
async def _close(request: web.BaseRequest) -> web.StreamResponse:
    """The connection closed without an answer."""
    return await _raw(request, b"")


@fault("/fault/not-http")
async def _not_http(request: web.BaseRequest) -> web.StreamResponse:
    return await _raw(request, b"220 mail.example.org ready\r\n")


@fault("/fault/lying-length")
async def _lying_length(request: web.BaseRequest) -> web.StreamResponse:
    """More promised than sent."""
    return await _raw(request, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>cut off")


@fault("/fault/huge-length")
async def _huge_length(request: web.BaseRequest) -> web.StreamResponse:
    """A length over the limit, told in advance."""
    return await _raw(request, b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n<p>")


@fault("/fault/many-headers")
async def _many_headers(request: web.BaseRequest) -> web.StreamResponse:
    flood = b"".join(b"X-Flood-%d: %s\r\n" % (number, b"y" * 900) for number in range(2000))
    return await _raw(request, b"HTTP/1.1 200 OK\r\n" + flood + b"Content-Length: 2\r\n\r\nok")


@fault("/fault/long-header")
async def _long_header(request: web.BaseRequest) -> web.StreamResponse:
    return await _raw(request, b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 200_000 + b"\r\nContent-Length: 2\r\n\r\nok")


@fault("/fault/large-headers")
async def _large_headers(request: web.BaseRequest) -> web.StreamResponse:
    """Each header is within what parsers take, together they are over 64 KiB."""
    flood = b"".join(b"X-Part-%d: %s\r\n" % (number, b"y" * 8000) for number in range(10))
    return await _raw(request, b"HTTP/1.1 200 OK\r\n" + flood + b"Content-Length: 2\r\n\r\nok")


@fault("/fault/torn-gzip")
async def _torn_gzip(_: web.BaseRequest) -> web.StreamResponse:
    """A gzip body whose end is missing, though its length agrees."""
    body = gzip.compress(b"<p>" + b"words that differ " * 500)[:-20]
    return web.Response(body=body, headers={"Content-Encoding": "gzip"})


@fault("/fault/false-gzip")
async def _false_gzip(_: web.BaseRequest) -> web.StreamResponse:
    return web.Response(body=b"<p>plain after all", headers={"Content-Encoding": "gzip"})


@fault("/fault/odd-encoding")
async def _odd_encoding(_: web.BaseRequest) -> web.StreamResponse:
    return web.Response(body=b"<p>?", headers={"Content-Encoding": "x-newspaper"})


@fault("/fault/loop")
async def _loop(_: web.BaseRequest) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/fault/loop-back"})


@fault("/fault/loop-back")
async def _loop_back(_: web.BaseRequest) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/fault/loop"})


@fault("/fault/ever-on")
async def _ever_on(request: web.BaseRequest) -> web.StreamResponse:
    """Redirects that never repeat and never end."""
    number = int(request.query.get("n", "0")) + 1
    return web.Response(status=302, headers={"Location": f"/fault/ever-on?n={number}"})


@fault("/fault/to-metadata")
async def _to_metadata(_: web.BaseRequest) -> web.StreamResponse:
    """A redirect to an address that clouds keep their secrets at."""
    return web.Response(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})


@fault("/fault/to-file")
async def _to_file(_: web.BaseRequest) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "file:///etc/hostname"})


@fault("/fault/broken-charset")
async def _broken_charset(_: web.BaseRequest) -> web.StreamResponse:
    """Bytes of windows-1252 under the name of UTF-8."""
    body = "<p>Café prices rose “again”, the mayor said.</p>".encode("windows-1252")
    return web.Response(body=body, headers={"Content-Type": "text/html; charset=utf-8"})


async def _raw(request: web.BaseRequest, data: bytes) -> web.StreamResponse:
    transport = request.transport
    assert transport is not None
    transport.write(data)
    await asyncio.sleep(0.05)
    transport.close()
    return web.Response()


def pack(body: bytes, encoding: str) -> bytes:
    """The body under a Content-Encoding; several are applied from left to right."""
    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda raw: brotli.compress(raw, quality=5),
        "zstd": lambda raw: zstandard.ZstdCompressor(write_content_size=False).compress(raw),
    }
    for name in encoding.split(","):
        body = packers[name.strip()](body)
    return body

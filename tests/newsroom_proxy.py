"""A forward proxy on the loopback interface: plain requests and tunnels, with or without a password."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass
class ProxySeen:
    """One request line with the headers that came with it, names in lower case."""

    line: str
    headers: dict[str, str] = field(default_factory=dict)


class ProxyServer:
    """Takes ``GET http://...`` and ``CONNECT host:port`` and hands them on, whatever they ask for."""

    def __init__(self) -> None:
        self.seen: list[ProxySeen] = []
        self.port = 0
        self.loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._stopping: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._stopping is not None
        self.loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._serve())
        self.loop.close()

    async def _serve(self) -> None:
        self._stopping = asyncio.Event()
        server = await asyncio.start_server(self._handle, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stopping.wait()
        server.close()
        # connections that are still open, or they are complained about whenever their garbage is collected
        waiting = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        # the loop closes a transport in a turn of its own
        await asyncio.sleep(0.01)

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            line, *lines = head.strip().split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)}
            self.seen.append(ProxySeen(line, headers))
            method, target, _ = line.split(" ")
            if method == "CONNECT":
                await self._tunnel(target, reader, writer)
            else:
                await self._hand_on(method, target, lines, writer)
        except (OSError, asyncio.IncompleteReadError, ValueError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _hand_on(self, method: str, target: str, lines: list[str], writer: asyncio.StreamWriter) -> None:
        host, _, path = target.removeprefix("http://").partition("/")
        name, _, port = host.partition(":")
        upstream, out = await asyncio.open_connection(name, int(port or 80))
        kept = [one for one in lines if not one.lower().startswith(("proxy-", "connection:"))]
        out.write("\r\n".join([f"{method} /{path} HTTP/1.1", *kept, "Connection: close", "", ""]).encode("latin-1"))
        try:
            while data := await upstream.read(65_536):
                writer.write(data)
            await writer.drain()
        finally:
            out.close()

    async def _tunnel(self, target: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name, _, port = target.partition(":")
        upstream, out = await asyncio.open_connection(name, int(port))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            await asyncio.wait(
                [asyncio.ensure_future(_copied(reader, out)), asyncio.ensure_future(_copied(upstream, writer))],
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            out.close()


async def _copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()

"""Polls beside the writer: an event loop in a thread of its own, with one client, so that a slow site holds up nobody.

The writer starts polls and takes in what they brought; it starts none while it works, which is all the back-pressure
that is needed: at most one poll a source is on its way.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from connectors.client import Client, ClientOptions, HostState
from connectors.polling import FeedState
from flows.fetching import Fetched, Known, fetch_with, known_of
from flows.running import Run
from transforms.model import Source

_CLOSING_S = 10.0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A finished poll: what it brought, or the error that nobody foresaw."""

    source: Source
    fetched: Fetched | None
    error: BaseException | None
    elapsed_s: float


class Poller:
    """A context manager. ``hosts`` is what is remembered of hosts from earlier runs."""

    def __init__(self, run: Run, hosts: Iterable[HostState] = ()) -> None:
        self._run = run
        self._hosts = tuple(hosts)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._work, name="polls", daemon=True)
        self._client: Client | None = None
        self._arrived: queue.SimpleQueue[Arrival] = queue.SimpleQueue()
        self._pending: set[Future[None]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(_CLOSING_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CLOSING_S)
        if not self._thread.is_alive():
            self._loop.close()

    @property
    def pending_count(self) -> int:
        """Polls on their way."""
        return len(self._pending)

    def start(self, source: Source, state: FeedState | None) -> None:
        """Begins a poll. A source without a feed state is looked up in the warehouse first."""
        future = asyncio.run_coroutine_threadsafe(self._poll(source, state), self._loop)
        self._pending.add(future)

    def arrived(self, wait_s: float) -> list[Arrival]:
        """What came in, waiting so long for the first."""
        found: list[Arrival] = []
        with suppress(queue.Empty):
            found.append(self._arrived.get(timeout=wait_s) if wait_s > 0 else self._arrived.get_nowait())
            while True:
                found.append(self._arrived.get_nowait())
        self._pending = {one for one in self._pending if not one.done()}
        return found

    def _work(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _open(self) -> None:
        client = Client(ClientOptions.from_environment(), hosts=self._hosts, clock=self._run.clock)
        self._client = await client.__aenter__()

    async def _close(self) -> None:
        mine = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not mine]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.__aexit__(None, None, None)

    async def _poll(self, source: Source, state: FeedState | None) -> None:
        began = time.monotonic()
        try:
            known = (
                Known(state, None, ()) if state is not None else await asyncio.to_thread(known_of, self._run, source)
            )
            assert self._client is not None  # noqa: S101  start() is only there between enter and exit
            fetched = await fetch_with(self._client, self._run, source, known, self._run.clock())
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001  the writer says it, and goes on with the other sources
            self._arrived.put(Arrival(source, None, error, time.monotonic() - began))
        else:
            self._arrived.put(Arrival(source, fetched, None, time.monotonic() - began))

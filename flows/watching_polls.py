"""Polls beside the writer: an event loop in a thread of its own, with one client, so that a slow site holds up nobody.

Polls begin when they are due, also while the writer works. Where it lags, so that too much waits for it, none begin.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from connectors.client import Client, ClientOptions, HostState
from connectors.polling import FeedState
from flows.feed_memory import FeedMemory
from flows.fetched import Fetched
from flows.fetching import Known, fetch_with, known_of
from flows.polling_rows import feed_state
from flows.revisiting import fetch_revisits
from flows.running import Run
from flows.watching_agenda import Agenda
from transforms.model import Source

MOST_POLLS = 64
"""Polls on their way at once."""
TICK_S = 0.1
"""How often it is looked whether something is due."""
_CLOSING_S = 10.0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A finished poll: what it brought, or the error that nobody foresaw."""

    source: Source
    fetched: Fetched | None
    error: BaseException | None
    elapsed_s: float

    @property
    def item_count(self) -> int:
        return len(self.fetched.items) if self.fetched else 0


class Poller:
    """A context manager. ``agenda`` is this one's alone from now on; ``hosts`` is what is remembered of hosts from
    earlier runs; ``most_waiting`` counts items that nobody has taken in, beyond which no poll begins.
    """

    def __init__(self, run: Run, agenda: Agenda, hosts: Iterable[HostState] = (), most_waiting: int = 1000) -> None:
        self._run = run
        self._agenda = agenda
        self._hosts = tuple(hosts)
        self._most_waiting = most_waiting
        self._waiting_count = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._work, name="polls", daemon=True)
        self._client: Client | None = None
        self._memory = FeedMemory(run)
        self._arrived: queue.SimpleQueue[Arrival] = queue.SimpleQueue()
        self._polls: set[asyncio.Task[None]] = set()

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

    def take_up(self, sources: Sequence[Source], states: Mapping[str, FeedState]) -> None:
        """These sources from now on."""
        self._loop.call_soon_threadsafe(self._agenda.take_up, tuple(sources), dict(states))

    def arrived(self, wait_s: float) -> list[Arrival]:
        """What came in, waiting so long for the first."""
        found: list[Arrival] = []
        with suppress(queue.Empty):
            found.append(self._arrived.get(timeout=wait_s) if wait_s > 0 else self._arrived.get_nowait())
            while True:
                found.append(self._arrived.get_nowait())
        self._waiting_count -= sum(one.item_count for one in found)
        return found

    def _work(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _open(self) -> None:
        client = Client(ClientOptions.from_environment(), hosts=self._hosts, clock=self._run.clock)
        self._client = await client.__aenter__()
        self._asking = asyncio.create_task(self._ask())

    async def _close(self) -> None:
        mine = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not mine]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.__aexit__(None, None, None)

    async def _ask(self) -> None:
        """Begins every poll that is due, for ever."""
        while True:
            room = 0 if self._waiting_count >= self._most_waiting else MOST_POLLS - len(self._polls)
            for source in self._agenda.due(self._run.clock(), max(room, 0)):
                poll = asyncio.create_task(self._poll(source, self._agenda.state_of(source)))
                self._polls.add(poll)
                poll.add_done_callback(self._polls.discard)
            await asyncio.sleep(TICK_S)

    async def _room(self) -> None:
        while self._waiting_count >= self._most_waiting:  # noqa: ASYNC110  the writer is another thread
            await asyncio.sleep(TICK_S)

    def _put(self, arrival: Arrival) -> None:
        states = [feed_state(row) for row in arrival.fetched.riders.feeds] if arrival.fetched else []
        self._agenda.told(arrival.source, states, self._run.clock())
        self._put_part(arrival)

    def _put_part(self, arrival: Arrival) -> None:
        """What a poll brought that goes on."""
        self._waiting_count += arrival.item_count
        self._arrived.put(arrival)

    def _put_part_of_revisits(self, source: Source, fetched: Fetched | None) -> None:
        if fetched is not None:
            self._put_part(Arrival(source, fetched, None, 0.0))

    async def _poll(self, source: Source, state: FeedState | None) -> None:
        began = time.monotonic()
        try:
            known = Known(state) if state is not None else await asyncio.to_thread(known_of, self._run, source)
            assert self._client is not None  # noqa: S101  polls begin after it was opened
            fetched = await fetch_with(self._client, self._run, source, known, self._memory, self._run.clock())
            while fetched.more is not None:
                # part by part, so that what a part brought is committed while the next is fetched
                self._put_part(Arrival(source, fetched, None, time.monotonic() - began))
                await self._room()
                began, fetched = time.monotonic(), await asyncio.to_thread(fetched.more)
            if source.revisit is not None:
                self._put_part_of_revisits(source, await asyncio.to_thread(fetch_revisits, self._run, source))
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001  the writer says it, and goes on with the other sources
            self._put(Arrival(source, None, error, time.monotonic() - began))
        else:
            self._put(Arrival(source, fetched, None, time.monotonic() - began))

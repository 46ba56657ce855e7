"""A round: many remote sources polled side by side by one client, each host at its own pace.

The exchange runs in a thread of its own, so that pages are fetched while others are parsed and committed. What is
fetched and not yet taken is bounded, and the order in which sources come is that in which they are done.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from datetime import datetime
from queue import SimpleQueue

from connectors.client import Client, ClientOptions, HostState
from connectors.feed_states import FeedState
from connectors.source_manners import origin
from flows.feed_memory import FeedMemory
from flows.fetched import Fetched
from flows.fetching import Known, fetch_with
from flows.polling_rows import feed_state, host_state
from flows.running import Run
from transforms.model import Source
from warehouse.feed_rows import FeedRow
from warehouse.rows import DocumentRow

POLLS_AT_ONCE = 64
"""Sources in flight, or fetched and not taken yet: what bounds the memory of a round."""
POLLS_A_HOST = 4
"""Sources of one host in flight: they wait for its pace, and must not keep others from their turn."""

_Outcome = tuple[Source, Fetched] | BaseException | None


def polled_side_by_side(run: Run, sources: Sequence[Source]) -> Generator[tuple[Source, Fetched]]:
    """Every source with what it brought, as they come. Raises WarehouseError, and what is a defect of newsfold.

    Closing the iterator early ends the round; nothing that was not taken is remembered.
    """
    round_ = _Round(run, sources)
    round_.start()
    try:
        yield from round_.outcomes()
    finally:
        round_.stop()


class _Round:
    """The thread of a round and the queue between it and whoever stores."""

    def __init__(self, run: Run, sources: Sequence[Source]) -> None:
        self._run = run
        self._sources = sources
        self._now: datetime = run.clock()
        self._done: SimpleQueue[_Outcome] = SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._slots = asyncio.Semaphore(POLLS_AT_ONCE)
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._work, name="polling", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def outcomes(self) -> Iterator[tuple[Source, Fetched]]:
        while (outcome := self._done.get()) is not None:
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome
            self._loop.call_soon_threadsafe(self._slots.release)

    def stop(self) -> None:
        """End the round, also in the middle, and wait for its thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._cancel)
        self._thread.join()
        self._loop.close()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _work(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._task = self._loop.create_task(self._polls())
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        except BaseException as error:  # noqa: BLE001 - raised again where the outcomes are read
            self._done.put(_first(error))
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._done.put(None)

    async def _polls(self) -> None:
        known, hosts = await asyncio.to_thread(_known, self._run, self._sources)
        options = ClientOptions.from_environment()
        turns: dict[str, asyncio.Semaphore] = {}
        async with Client(options, hosts=hosts, clock=self._run.clock) as client, asyncio.TaskGroup() as group:
            memory = FeedMemory(self._run)
            for source in self._sources:
                turn = turns.setdefault(origin(source.location), asyncio.Semaphore(POLLS_A_HOST))
                group.create_task(self._poll(client, source, known[FeedState.of(source).feed_id], memory, turn))

    async def _poll(
        self, client: Client, source: Source, known: Known, memory: FeedMemory, turn: asyncio.Semaphore
    ) -> None:
        async with turn:
            await self._slots.acquire()
            began = time.monotonic()
            fetched = await fetch_with(client, self._run, source, known, memory, self._now)
        fetched.elapsed_s = time.monotonic() - began
        self._done.put((source, fetched))


def _first(error: BaseException) -> BaseException:
    """What went wrong first in a group of tasks; the others were cancelled for it."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _known(run: Run, sources: Sequence[Source]) -> tuple[dict[str, Known], tuple[HostState, ...]]:
    """What is remembered of these sources by feed id, and of all hosts: one look for the whole round."""
    states = [FeedState.of(source) for source in sources]
    with run.looking() as reads:
        feeds = {
            row.feed_id: feed_state(row)
            for row in reads.stored(FeedRow, ("feed_id",), [(one.feed_id,) for one in states])
        }
        rows = reads.stored(DocumentRow, ("location",), [(one.location,) for one in states])
        hosts = tuple(host_state(row) for row in reads.hosts())
    pages: dict[str, DocumentRow] = {}
    for row in sorted(rows, key=lambda row: row.last_seen_at):
        if row.form != "feed":
            pages[row.location] = row
    known = {one.feed_id: Known(feeds.get(one.feed_id), pages.get(one.location)) for one in states}
    return known, hosts

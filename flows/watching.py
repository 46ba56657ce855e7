"""The stream: polls what is due, looks at folders, and commits what comes in small batches, until it is stopped.

Polls run beside the writer (flows.watching_polls); a commit takes whatever has come by then, so batches are small while
little happens and full while much does. Nothing is lost by a kill: feed states are committed with or after what they
stand for, and whole archive records without rows are taken up by the next run.
"""

from __future__ import annotations

import itertools
import logging
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from uuid import UUID

from connectors.client import HostState
from connectors.polling import FeedState
from connectors.registry import REMOTE_KINDS, read_local
from flows.fetched import Fetched
from flows.heap import give_back, hold_little
from flows.inboxes import INBOX, take_inbox
from flows.leftovers import OnlyOne
from flows.parsing_pool import ParsingPool
from flows.polling_rows import feed_state, host_state
from flows.reports import RunReport
from flows.running import Clock, Item, Riders, Run, Taken, source_row, utc_now
from flows.settings import Settings
from flows.steps import Call, Watch, batches, configured, plain_call, recover, tagged
from flows.watching_agenda import Agenda
from flows.watching_folders import Folders
from flows.watching_polls import Arrival, Poller
from transforms.errors import InvalidSources, LeaseHeld, LocationMissing, NewsfoldError
from transforms.model import Rejection, Source
from warehouse.feed_rows import FeedEventRow, FeedItemRow, FeedRow, HostRow
from warehouse.source_rows import RevisitRow

_log = logging.getLogger(__name__)

STATES_EVERY_S = 20.0
"""Feed states of polls that brought nothing are committed so often; a kill before that costs one poll each."""
SOURCES_EVERY_S = 30.0
"""How often the sources file is looked at for changes."""
TICK_S = 0.5
"""The longest that the stream sleeps, so that it notices a stop and what changed in folders."""
PUBLISH_SHARE = 0.5
"""A stream mostly waits, so publishing may take more of its time than a backfill's: people look at what is new."""


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """``every_s`` asks feeds that are well so often instead of at their own pace (for sites of one's own); ``tags``
    keeps to sources with one of them; the stream ends by itself after ``for_s`` seconds (None: never).
    """

    every_s: float | None = None
    tags: tuple[str, ...] = ()
    for_s: float | None = None


def watch(
    settings: Settings,
    options: WatchOptions | None = None,
    *,
    stop: threading.Event | None = None,
    call: Call = plain_call,
    flow_run_id: UUID | None = None,
    progress: Watch | None = None,
    clock: Clock = utc_now,
    pool: ParsingPool | None = None,
) -> RunReport:
    """Runs until ``stop`` is set, SIGTERM or SIGINT comes, or its time is over; the batch in work is finished first.

    Raises AtWorkAlready where another stream is at work on this warehouse, InvalidSources, LocationMissing and
    WarehouseErrors.
    """
    hold_little()
    options = options or WatchOptions()
    settings = replace(settings, publish_share=PUBLISH_SHARE, looks_at_published=True)
    stop = stop or threading.Event()
    sources = tagged(configured(settings), options.tags)
    parameters: dict[str, object] = {"every_s": options.every_s, "tags": list(options.tags), "for_s": options.for_s}
    with (
        stopped_by_signals(stop),
        OnlyOne(settings.archive, "watch"),
        Run(settings, "watch", flow_run_id=flow_run_id, parameters=parameters, clock=clock, pool=pool) as run,
    ):
        recover(run, call)
        # polls look into the published file, which an upgrade leaves as it was
        run.warehouse.publish(force=True)
        states, hosts = _remembered(run)
        with Poller(run, Agenda(options.every_s), hosts) as poller:
            stream = _Stream(run, poller, options, stop, call, progress)
            stream.take_up(sources, states)
            stream.go()
    return run.report


@contextmanager
def stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """SIGTERM and SIGINT set ``stop``; a second one of a kind does what it did before. Only in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}

    def noticed(number: int, _frame: object) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    try:
        for one in before:
            signal.signal(one, noticed)
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _remembered(run: Run) -> tuple[dict[str, FeedState], list[HostState]]:
    with run.looking() as reads:
        feeds = {row.feed_id: feed_state(row) for row in reads.all_of(FeedRow)}
        hosts = [host_state(row) for row in reads.hosts()]
    return feeds, hosts


@dataclass(slots=True)
class _Waiting:
    """What came in and is not committed yet."""

    items: list[Item] = field(default_factory=list)
    feeds: dict[str, FeedRow] = field(default_factory=dict)
    feed_items: dict[tuple[str, str], FeedItemRow] = field(default_factory=dict)
    feed_events: list[FeedEventRow] = field(default_factory=list)
    hosts: dict[str, HostRow] = field(default_factory=dict)
    revisits: dict[str, RevisitRow] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    since: float = 0.0

    def add(self, source: Source, fetched: Fetched) -> None:
        if not self.feeds:
            self.since = time.monotonic()
        self.items.extend(fetched.items)
        self.feeds.update((row.feed_id, row) for row in fetched.riders.feeds)
        self.feed_items.update(((row.feed_id, row.item_id), row) for row in fetched.riders.feed_items)
        self.feed_events.extend(fetched.riders.feed_events)
        self.hosts.update((row.host, row) for row in fetched.riders.hosts)
        self.revisits.update((row.location, row) for row in fetched.riders.revisits)
        if fetched.items:
            self.sources[source.source_id] = source

    @property
    def is_due(self) -> bool:
        """Items at once, states of quiet polls now and then."""
        return bool(self.items) or (bool(self.feeds) and time.monotonic() - self.since >= STATES_EVERY_S)


class _Stream:
    """One stream at work: the loop of the writer."""

    def __init__(  # noqa: PLR0917
        self,
        run: Run,
        poller: Poller,
        options: WatchOptions,
        stop: threading.Event,
        call: Call,
        progress: Watch | None,
    ) -> None:
        self._run = run
        self._stop = stop
        self._poller = poller
        self._options = options
        self._call = call
        self._progress = progress
        self._folders = Folders(())
        self._waiting = _Waiting()
        self._sources_stamp: object = None
        self._sources_at = time.monotonic()
        self._given_back_at = time.monotonic()
        self._number = 0

    def take_up(self, sources: Sequence[Source], states: dict[str, FeedState]) -> None:
        """These sources from now on."""
        self._poller.take_up([one for one in sources if one.kind in REMOTE_KINDS], states)
        self._folders = Folders(tuple(one for one in sources if one.kind not in REMOTE_KINDS))
        self._sources_stamp = self._stamp()
        self._run.schedules = {source.source_id: source.revisit for source in sources if source.revisit}

    def go(self) -> None:
        """Until stopped or the time is over; what came in is committed before it returns."""
        until = time.monotonic() + self._options.for_s if self._options.for_s is not None else float("inf")
        while not self._stop.is_set() and time.monotonic() < until:
            self._look_at_sources()
            self._give_back()
            for arrival in self._poller.arrived(max(0.01, min(TICK_S, until - time.monotonic()))):
                self._take_in(arrival)
            self._read_folders()
            if self._waiting.is_due:
                self._commit()
            else:
                self._run.warehouse.publish(share=self._run.settings.publish_share)
        for arrival in self._poller.arrived(0):
            self._take_in(arrival)
        if self._waiting.items or self._waiting.feeds:
            self._commit()

    def _take_in(self, arrival: Arrival) -> None:
        source, fetched = arrival.source, arrival.fetched
        self._run.report.took(source.name, arrival.elapsed_s)
        if fetched is None:
            self._run.report.failed(f"poll of {source.name}: {type(arrival.error).__name__}: {arrival.error}")
            return
        self._run.report.unchanged_count += fetched.unchanged_pages
        self._run.report.said(source.name, fetched.line)
        self._waiting.add(source, fetched)

    def _give_back(self) -> None:
        if time.monotonic() - self._given_back_at >= STATES_EVERY_S:
            self._given_back_at = time.monotonic()
            give_back()

    def _commit(self) -> None:
        """Everything that waits, in batches; states and hosts go with the last of them."""
        waiting, self._waiting = self._waiting, _Waiting()
        parts = list(batches(waiting.items, self._run.settings)) or [[]]
        for part in parts:
            riders = _riders(waiting, self._run, is_last=part is parts[-1])
            names = list(waiting.sources.values())
            self._store(_named(names), part, riders)

    def _store(self, name: str, items: Sequence[Taken], riders: Riders) -> None:
        """One batch. A stream outlives another writer's long commit: it waits again and again."""
        if not items:
            self._run.store([], riders)
            return
        self._number += 1
        while True:
            try:
                self._call("batch", f"{name}: batch {self._number}", lambda: self._run.store(items, riders))
            except LeaseHeld as error:
                if self._stop.is_set():
                    raise
                _log.warning("the stream waits: %s", error)
            else:
                break
        if self._progress is not None:
            self._progress(self._run.report)

    def _read_folders(self) -> None:
        for source in self._folders.changed():
            if source.kind == INBOX:
                self._take_inbox(source)
                continue
            items = _local_items(self._run, source)
            for part in batches(items, self._run.settings):
                riders = Riders(sources=[source_row(source, self._run.clock())], publishers=_publishers([source]))
                self._store(source.name, part, riders)

    def _take_inbox(self, source: Source) -> None:
        """A round of an inbox, which has its own rules about files that are still being written, and moves them."""
        riders = Riders(sources=[source_row(source, self._run.clock())], publishers=_publishers([source]))

        def store_all(items: Iterable[Item]) -> None:
            for part in batches(items, self._run.settings):
                self._store(source.name, part, riders)

        try:
            take_inbox(self._run, source, store_all)
        except LocationMissing as error:
            self._run.report.said(source.name, str(error))

    def _look_at_sources(self) -> None:
        """A changed sources file is taken up; a broken one is said, and the stream goes on with what it has."""
        if time.monotonic() - self._sources_at < SOURCES_EVERY_S:
            return
        self._sources_at = time.monotonic()
        stamp = self._stamp()
        if stamp == self._sources_stamp:
            return
        self._sources_stamp = stamp
        try:
            sources = tagged(configured(self._run.settings), self._options.tags)
        except (InvalidSources, LocationMissing) as error:
            self._run.report.failed(str(error))
            _log.warning("%s", error)
            return
        self.take_up(sources, _remembered(self._run)[0])

    def _stamp(self) -> object:
        try:
            status = self._run.settings.sources.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size


def _riders(waiting: _Waiting, run: Run, *, is_last: bool) -> Riders:
    now = run.clock()
    sources = list(waiting.sources.values())
    return Riders(
        sources=[source_row(source, now) for source in sources],
        publishers=_publishers(sources),
        feeds=tuple(waiting.feeds.values()) if is_last else (),
        feed_items=tuple(waiting.feed_items.values()) if is_last else (),
        feed_events=tuple(waiting.feed_events) if is_last else (),
        hosts=tuple(waiting.hosts.values()) if is_last else (),
        revisits=tuple(waiting.revisits.values()) if is_last else (),
    )


def _publishers(sources: Iterable[Source]) -> list:  # type: ignore[type-arg]
    return [source.publisher for source in sources if source.publisher is not None]


def _named(sources: Sequence[Source]) -> str:
    names = [source.name for source in itertools.islice(sources, 3)]
    more = f" and {len(sources) - 3} more" if len(sources) > 3 else ""
    return ", ".join(names) + more


def _local_items(run: Run, source: Source) -> Iterator[Item]:
    try:
        yield from read_local(source, run.clock())
    except NewsfoldError as error:
        rule = getattr(error, "rule", "unreadable")
        yield Rejection(source.location, "locate", rule, str(error), source_id=source.source_id)

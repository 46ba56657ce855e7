"""How often one host is asked: one request at a time, a pause between two, silence where it asked for it or is ill.

What is known of a host is handed to the next run, so that neither its pause nor its silence ends with a process.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MAX_RETRY_AFTER_S = 86_400.0
MAX_CRAWL_DELAY_S = 30.0
SHORT_HOLD_S = 5.0
"""A hold shorter than this is waited for; a longer one is refused at once, so that other hosts get their turn."""
REST_AFTER = 5
"""Failed requests in a row after which a host is left alone for a while (a circuit breaker)."""
REST_STEP_S = 60.0
MAX_REST_S = 3600.0
"""The first rest takes a minute, each further failure adds one, and no rest is longer than an hour: then one request
is let through, and a good answer ends it."""


@dataclass(frozen=True, slots=True)
class HostState:
    """What is worth remembering of a host between runs. ``host`` is name:port, ``held_until`` the time before
    which it asked not to be asked, ``crawl_delay_s`` what its robots.txt wants between two requests, ``resting_until``
    how long it is left alone because it failed ``consecutive_failures`` times. ``robots_access`` is that of
    RobotsRules, ``robots_text`` the file itself, good until ``robots_expires_at``; so with TdmRules and tdmrep.json.
    """

    host: str
    held_until: datetime | None = None
    crawl_delay_s: float | None = None
    last_fetched_at: datetime | None = None
    resting_until: datetime | None = None
    consecutive_failures: int = 0
    last_error: str | None = None
    robots_access: str | None = None
    robots_text: str | None = None
    robots_checked_at: datetime | None = None
    robots_expires_at: datetime | None = None
    tdmrep_access: str | None = None
    tdmrep_text: str | None = None
    tdmrep_checked_at: datetime | None = None
    tdmrep_expires_at: datetime | None = None


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header, clamped to 0..86400; None where it is missing or nonsense.

    It is a whole number of seconds or an HTTP date; a date in the past is 0.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), MAX_RETRY_AFTER_S)
    try:
        moment = parsedate_to_datetime(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return min(max((moment - now).total_seconds(), 0.0), MAX_RETRY_AFTER_S)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


@dataclass
class _Host:
    """Times are those of time.monotonic()."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    held_until: float = 0.0
    resting_until: float = 0.0
    fetched_at: float | None = None
    crawl_delay_s: float | None = None
    failures: int = 0
    last_error: str | None = None
    is_touched: bool = False


class Pace:
    """The turns of all hosts of one client. Hosts are named ``name:port``."""

    def __init__(self, min_interval_s: float, known: Iterable[HostState] = (), now: datetime | None = None) -> None:
        self._min_interval_s = min_interval_s
        self._hosts: dict[str, _Host] = {}
        for state in known:
            self._remember(state, now)

    @asynccontextmanager
    async def turn(self, name: str, *, is_spaced: bool = True) -> AsyncIterator[None]:
        """Wait for this host's turn and hold it. Unspaced turns (robots.txt) cost no pause before the next."""
        host = self._touched(name)
        async with host.lock:
            moment = max(host.free_at if is_spaced else 0.0, self._short_hold(host))
            await asyncio.sleep(max(moment - time.monotonic(), 0.0))
            try:
                yield
            finally:
                # The pause begins when the answer is there: counted from its start, a request that was held up on
                # its way would meet the next one at the host.
                host.fetched_at = time.monotonic()
                if is_spaced:
                    host.free_at = host.fetched_at + self._interval_s(host)

    def held_for_s(self, name: str) -> float:
        """Seconds that this host asked to be left alone, 0 where it did not or where they are worth waiting for."""
        host = self._hosts.get(name)
        left = host.held_until - time.monotonic() if host else 0.0
        return left if left > SHORT_HOLD_S else 0.0

    def resting_for_s(self, name: str) -> float:
        """Seconds that this host is still left alone after its failures; 0 where one request may try it."""
        host = self._hosts.get(name)
        return max(host.resting_until - time.monotonic(), 0.0) if host else 0.0

    def hold(self, name: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        host = self._touched(name)
        host.held_until = max(host.held_until, time.monotonic() + seconds)

    def note_failure(self, name: str, cause: str) -> None:
        """The host could not answer. From REST_AFTER failures in a row it rests, longer after each."""
        host = self._touched(name)
        host.failures += 1
        host.last_error = cause
        if host.failures >= REST_AFTER:
            rest_s = min(REST_STEP_S * (host.failures - REST_AFTER + 1), MAX_REST_S)
            host.resting_until = time.monotonic() + rest_s

    def note_success(self, name: str) -> None:
        """The host answered, whatever it said."""
        host = self._touched(name)
        host.failures, host.last_error, host.resting_until = 0, None, 0.0

    def slow_down(self, name: str, crawl_delay_s: float | None) -> None:
        """Keep at least the pause that its robots.txt wants, up to MAX_CRAWL_DELAY_S; None takes the wish back."""
        host = self._touched(name)
        host.crawl_delay_s = None if crawl_delay_s is None else min(max(crawl_delay_s, 0.0), MAX_CRAWL_DELAY_S)

    def states(self, now: datetime) -> tuple[HostState, ...]:
        """What to remember of the hosts that were asked since this was called last, sorted by host."""
        elapsed = time.monotonic()
        touched = [(name, host) for name, host in sorted(self._hosts.items()) if host.is_touched]
        for _, host in touched:
            host.is_touched = False

        def instant(moment: float | None) -> datetime | None:
            return None if moment is None else now + timedelta(seconds=moment - elapsed)

        return tuple(
            HostState(
                host=name,
                held_until=instant(host.held_until) if host.held_until > elapsed else None,
                crawl_delay_s=host.crawl_delay_s,
                last_fetched_at=instant(host.fetched_at),
                resting_until=instant(host.resting_until) if host.resting_until > elapsed else None,
                consecutive_failures=host.failures,
                last_error=host.last_error,
            )
            for name, host in touched
        )

    def _remember(self, state: HostState, now: datetime | None) -> None:
        host = self._hosts.setdefault(state.host, _Host())
        host.crawl_delay_s = state.crawl_delay_s
        host.failures, host.last_error = state.consecutive_failures, state.last_error
        if now is None:
            return
        elapsed = time.monotonic()
        host.held_until = elapsed + _left_s(state.held_until, now, MAX_RETRY_AFTER_S)
        host.resting_until = elapsed + _left_s(state.resting_until, now, MAX_REST_S)
        if state.last_fetched_at is not None:
            # A clock that was set back must not make the host wait for longer than its own pause.
            interval_s = self._interval_s(host)
            host.free_at = elapsed + _left_s(state.last_fetched_at + timedelta(seconds=interval_s), now, interval_s)
            host.fetched_at = elapsed - max((now - state.last_fetched_at).total_seconds(), 0.0)

    def _touched(self, name: str) -> _Host:
        host = self._hosts.setdefault(name, _Host())
        host.is_touched = True
        return host

    def _interval_s(self, host: _Host) -> float:
        return max(self._min_interval_s, host.crawl_delay_s or 0.0)

    @staticmethod
    def _short_hold(host: _Host) -> float:
        return host.held_until if host.held_until - time.monotonic() <= SHORT_HOLD_S else 0.0


def _left_s(until: datetime | None, now: datetime, most_s: float) -> float:
    return min(max((until - now).total_seconds(), 0.0), most_s) if until is not None else 0.0

"""How often one host is asked: one request at a time, a pause between two, and silence where it asked for it."""

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


@dataclass(frozen=True, slots=True)
class HostState:
    """What is worth remembering of a host between runs. ``host`` is name:port, ``held_until`` the time before
    which it asked not to be asked, ``crawl_delay_s`` what its robots.txt wants between two requests.
    """

    host: str
    held_until: datetime | None = None
    crawl_delay_s: float | None = None


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
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    held_until: float = 0.0
    crawl_delay_s: float | None = None


class Pace:
    """The turns of all hosts of one client. Hosts are named ``name:port``."""

    def __init__(self, min_interval_s: float, known: Iterable[HostState] = (), now: datetime | None = None) -> None:
        self._min_interval_s = min_interval_s
        self._hosts: dict[str, _Host] = {}
        for state in known:
            host = self._host(state.host)
            host.crawl_delay_s = state.crawl_delay_s
            if state.held_until is not None and now is not None:
                left = min((state.held_until - now).total_seconds(), MAX_RETRY_AFTER_S)
                host.held_until = time.monotonic() + max(left, 0.0)

    @asynccontextmanager
    async def turn(self, name: str, *, is_spaced: bool = True) -> AsyncIterator[None]:
        """Wait for this host's turn and hold it. Unspaced turns (robots.txt) cost no pause before the next."""
        host = self._host(name)
        async with host.lock:
            moment = max(host.free_at if is_spaced else 0.0, self._short_hold(host))
            await asyncio.sleep(max(moment - time.monotonic(), 0.0))
            if is_spaced:
                host.free_at = time.monotonic() + self._interval_s(host)
            yield

    def held_for_s(self, name: str) -> float:
        """Seconds that this host asked to be left alone, 0 where it did not or where they are worth waiting for."""
        host = self._hosts.get(name)
        left = host.held_until - time.monotonic() if host else 0.0
        return left if left > SHORT_HOLD_S else 0.0

    def hold(self, name: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        host = self._host(name)
        host.held_until = max(host.held_until, time.monotonic() + seconds)

    def slow_down(self, name: str, crawl_delay_s: float | None) -> None:
        """Keep at least the pause that its robots.txt wants, up to MAX_CRAWL_DELAY_S."""
        if crawl_delay_s is not None:
            self._host(name).crawl_delay_s = min(max(crawl_delay_s, 0.0), MAX_CRAWL_DELAY_S)

    def states(self, now: datetime) -> tuple[HostState, ...]:
        """What to remember, sorted by host."""
        elapsed = time.monotonic()
        return tuple(
            HostState(
                name,
                now + timedelta(seconds=host.held_until - elapsed) if host.held_until > elapsed else None,
                host.crawl_delay_s,
            )
            for name, host in sorted(self._hosts.items())
        )

    def _host(self, name: str) -> _Host:
        return self._hosts.setdefault(name, _Host())

    def _interval_s(self, host: _Host) -> float:
        return max(self._min_interval_s, host.crawl_delay_s or 0.0)

    @staticmethod
    def _short_hold(host: _Host) -> float:
        return host.held_until if host.held_until - time.monotonic() <= SHORT_HOLD_S else 0.0

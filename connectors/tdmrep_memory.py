"""Each site's tdmrep.json: asked for once, and again when a day is over; within a run and from one run to the next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from connectors.exchange import Fetched
from connectors.pacing import HostState
from connectors.request_addresses import host_and_port, origin_of
from connectors.tdmrep import PATH, TdmRules, rules_of
from transforms.errors import Challenged, FetchFailed, Gone, InvalidUrl, RobotsDisallowed
from transforms.model import SiteReservation

KEPT_S = 86_400.0
"""Also where there is no such file: it costs one request a day."""
UNKNOWN_S = 3_600.0
"""A file that could not be had is asked for again sooner, but not with every page."""


@dataclass(frozen=True, slots=True)
class _Kept:
    rules: TdmRules
    checked_at: datetime
    expires_at: datetime


class TdmrepMemory:
    """The reservations of sites. ``known`` are the host states of earlier runs."""

    def __init__(self, clock: Callable[[], datetime], known: Iterable[HostState] = ()) -> None:
        self._clock = clock
        # Parsed when first needed: most hosts that are remembered are not asked in this run.
        self._remembered = {state.host: state for state in known if state.tdmrep_access is not None}
        self._kept: dict[str, _Kept] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def said_of(self, url: str, fetch: Callable[[str], Awaitable[Fetched]]) -> SiteReservation | None:
        """What its site reserves of an address; None where nothing is said. ``fetch`` is how the file is asked for.

        Never fails for what the site does: a file that cannot be had makes the reservation unknown.
        """
        origin = origin_of(url)
        host = host_and_port(origin)
        async with self._locks.setdefault(host, asyncio.Lock()):
            kept = self._of(host)
            now = self._clock()
            if kept is None or not kept.checked_at - timedelta(minutes=5) <= now < kept.expires_at:
                kept = await self._asked(f"{origin}{PATH}", fetch)
                self._kept[host] = kept
        return kept.rules.said_of(url)

    async def _asked(self, place: str, fetch: Callable[[str], Awaitable[Fetched]]) -> _Kept:
        try:
            rules = rules_of((await fetch(place)).body)
        except (FetchFailed, InvalidUrl) as error:
            rules = TdmRules("none" if isinstance(error, Gone) else "unknown")
            # neither a missing file nor a closed door will be another within the hour
            is_lasting = isinstance(error, (Gone, Challenged, RobotsDisallowed))
            lifetime_s = KEPT_S if is_lasting else UNKNOWN_S
        else:
            lifetime_s = UNKNOWN_S if rules.access == "unknown" else KEPT_S
        now = self._clock()
        return _Kept(rules, now, now + timedelta(seconds=lifetime_s))

    def told(self, state: HostState) -> HostState:
        """The state with what is known of the site's file."""
        kept = self._of(state.host)
        if kept is None:
            return state
        return replace(
            state,
            tdmrep_access=kept.rules.access,
            tdmrep_text=kept.rules.text,
            tdmrep_checked_at=kept.checked_at,
            tdmrep_expires_at=kept.expires_at,
        )

    def _of(self, host: str) -> _Kept | None:
        state = self._remembered.pop(host, None)
        if state is not None and (kept := _kept_of(state)) is not None:
            self._kept.setdefault(host, kept)
        return self._kept.get(host)


def _kept_of(state: HostState) -> _Kept | None:
    if state.tdmrep_access is None or state.tdmrep_checked_at is None or state.tdmrep_expires_at is None:
        return None
    if state.tdmrep_access == "rules":
        rules = rules_of((state.tdmrep_text or "[]").encode())
    else:
        rules = TdmRules("none" if state.tdmrep_access == "none" else "unknown")
    return _Kept(rules, state.tdmrep_checked_at, state.tdmrep_expires_at)

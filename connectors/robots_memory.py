"""What hosts' robots.txt files said, and how long that holds: within a run and from one run to the next.

RFC 9309, 2.4: a copy is used for a day at the most, less where its Cache-Control says so, and longer only while the
file itself cannot be had.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from connectors.pacing import HostState
from connectors.robots import RobotsRules, rules_from_status, rules_from_text

LONGEST_S = 86_400.0
SHORTEST_S = 600.0
"""Also after an answer that gave no access: it is asked again soon, but not with every page."""

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Kept:
    rules: RobotsRules
    checked_at: datetime
    expires_at: datetime


class RobotsMemory:
    """The rules by host (name:port), as far as they were asked for or remembered."""

    def __init__(self, known: Iterable[HostState] = ()) -> None:
        # Parsed when first needed: most hosts that are remembered are not asked in this run.
        self._remembered = {state.host: state for state in known if state.robots_access is not None}
        self._kept: dict[str, _Kept] = {}

    def fresh(self, host: str, now: datetime) -> RobotsRules | None:
        """The rules that hold now; None where they must be asked for."""
        kept = self._of(host)
        # A time of checking that lies ahead is a clock that jumped.
        if kept is None or kept.checked_at > now + timedelta(minutes=5) or kept.expires_at <= now:
            return None
        return kept.rules

    def stale(self, host: str) -> RobotsRules | None:
        """The last rules that the host gave, however old: they stay in force while the file cannot be had."""
        kept = self._of(host)
        return kept.rules if kept is not None and kept.rules.access != "none" else None

    def keep(self, host: str, rules: RobotsRules, now: datetime, cache_control: str | None = None) -> None:
        """Remember an answer for as long as it may be used."""
        self._kept[host] = _Kept(rules, now, now + timedelta(seconds=_lifetime_s(rules, cache_control)))

    def told(self, state: HostState) -> HostState:
        """The state with what is known of the host's robots.txt."""
        kept = self._kept.get(state.host)
        if kept is not None:
            return replace(
                state,
                robots_access=kept.rules.access,
                robots_text=kept.rules.text,
                robots_checked_at=kept.checked_at,
                robots_expires_at=kept.expires_at,
            )
        old = self._remembered.get(state.host)
        if old is None:
            return state
        return replace(
            state,
            robots_access=old.robots_access,
            robots_text=old.robots_text,
            robots_checked_at=old.robots_checked_at,
            robots_expires_at=old.robots_expires_at,
        )

    def _of(self, host: str) -> _Kept | None:
        if host not in self._kept and host in self._remembered:
            state = self._remembered[host]
            if state.robots_checked_at is not None and state.robots_expires_at is not None:
                self._kept[host] = _Kept(_rules(state), state.robots_checked_at, state.robots_expires_at)
        return self._kept.get(host)


def _rules(state: HostState) -> RobotsRules:
    if state.robots_access == "rules":
        return rules_from_text(state.robots_text or "")
    return rules_from_status(404 if state.robots_access == "all" else 503)


def _lifetime_s(rules: RobotsRules, cache_control: str | None) -> float:
    if rules.access == "none":
        return SHORTEST_S
    found = _MAX_AGE.search(cache_control or "")
    return min(max(float(found[1]), SHORTEST_S), LONGEST_S) if found else LONGEST_S

"""What a site reserves in /.well-known/tdmrep.json, by the TDM Reservation Protocol (W3C community group report,
2024-05-10): a list of location patterns, each with its reservation and perhaps a policy. Pure.

Patterns are those of robots.txt (RFC 9309), and the longest that matches an address counts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from connectors.robots_matching import MAX_PATTERN, escaped, path_of, weight
from transforms.model import SiteReservation

PATH = "/.well-known/tdmrep.json"
MAX_BYTES = 500 * 1024
MAX_RULES = 5_000
MAX_POLICY = 2_000
Access = Literal["rules", "none", "unknown"]


@dataclass(frozen=True, slots=True)
class TdmRule:
    """One entry of the file. ``location`` is its pattern, escaped as addresses are."""

    location: str
    is_reserved: bool
    policy: str | None = None


@dataclass(frozen=True, slots=True)
class TdmRules:
    """What one site's file says. ``access`` is ``rules`` where there is one, ``none`` where there is none, ``unknown``
    where that could not be learned.
    """

    access: Access
    rules: tuple[TdmRule, ...] = ()
    text: str | None = None

    def said_of(self, url: str) -> SiteReservation | None:
        """What is reserved of an address; None where the site says nothing of it. Of two rules of one length the one
        that reserves counts.
        """
        if self.access == "unknown":
            return SiteReservation("unknown")
        path = path_of(url)
        matching = [(weight(path, rule.location), rule.is_reserved, rule) for rule in self.rules]
        longest = max((one for one in matching if one[0] >= 0), key=lambda one: one[:2], default=None)
        if longest is None:
            return None
        return SiteReservation("reserved" if longest[1] else "free", longest[2].policy)


def rules_of(body: bytes) -> TdmRules:
    """The rules in a body. A body that is no JSON at all (a page that a server sends for every address) is as good as
    none; one that begins as JSON and is not the list that it ought to be leaves open what is reserved.
    """
    text = body[: MAX_BYTES + 1].decode("utf-8-sig", "replace").strip()
    if not text.startswith(("[", "{")):
        return TdmRules("none")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return TdmRules("unknown")
    entries = told if isinstance(told, list) else [told]
    rules = [rule for entry in entries[:MAX_RULES] if (rule := _rule(entry)) is not None]
    if entries and not rules:
        return TdmRules("unknown")
    return TdmRules("rules", tuple(rules), text)


def _rule(entry: Any) -> TdmRule | None:
    """None for what is no entry: without a place, or with a reservation that is neither 0 nor 1."""
    if not isinstance(entry, dict):
        return None
    location, reservation, policy = (entry.get(name) for name in ("location", "tdm-reservation", "tdm-policy"))
    if not isinstance(location, str) or not location.startswith(("/", "*")) or str(reservation) not in ("0", "1"):
        return None
    return TdmRule(escaped(location.strip())[:MAX_PATTERN], str(reservation) == "1", _address(policy))


def _address(policy: Any) -> str | None:
    if not isinstance(policy, str) or not policy.strip().startswith(("http://", "https://")):
        return None
    return policy.strip()[:MAX_POLICY]

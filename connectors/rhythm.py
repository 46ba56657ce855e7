"""How often a feed is asked: by the rhythm in which its own items come, and never more often than it wants. Pure.

Half the mean time between its recent items (at most LOOKED_AT of them), so that an item is seen about half a gap after
it was published and no feed that holds four items or more can lose one between two polls. A feed that has gone quiet
is asked less often with its silence. Where items carry no dates the interval is learned from what polls find: twice as
often after one that brought something, a quarter longer after each that brought nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from connectors.feed import FeedEntry

DEFAULT_INTERVAL_S = 900.0
MIN_INTERVAL_S = 300.0
MAX_INTERVAL_S = 21_600.0
"""A feed that is well is asked at least four times a day: a daily paper's items are not found the day after."""
LOOKED_AT = 20
_FEWEST = 4
_OLDEST = timedelta(days=30)
_GROWTH = 1.25

_HEAD_BYTES = 65_536
_ITEM = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<(?:\w+:)?updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<(?:\w+:)?updateFrequency>\s*(\d{1,5})\s*<", re.IGNORECASE)
_PERIOD_S = {b"hourly": 3600, b"daily": 86_400, b"weekly": 604_800, b"monthly": 2_592_000, b"yearly": 31_536_000}
_MAX_AGE = re.compile(r"(?:^|[\s,])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def interval_of(entries: Sequence[FeedEntry], now: datetime) -> float | None:
    """Seconds between two polls by the dates of the entries, within the bounds; None where too few are dated."""
    times = sorted(
        {entry.published_at for entry in entries if entry.published_at and now - _OLDEST < entry.published_at <= now},
        reverse=True,
    )[:LOOKED_AT]
    if len(times) < _FEWEST:
        return None
    gap_s = (times[0] - times[-1]).total_seconds() / (len(times) - 1)
    silence_s = (now - times[-1]).total_seconds() / len(times)
    return bounded(max(gap_s, silence_s) / 2)


def learned_interval(previous_s: float | None, *, is_changed: bool) -> float:
    """The interval after one more poll of a feed whose items tell nothing."""
    if previous_s is None:
        return DEFAULT_INTERVAL_S
    return bounded(previous_s / 2 if is_changed else previous_s * _GROWTH)


def asked_interval(body: bytes, cache_control: str | None) -> float:
    """Seconds for which the publisher asks not to come again: RSS ttl, sy:updatePeriod and sy:updateFrequency, and
    Cache-Control, the longest of them up to MAX_INTERVAL_S (many name a day and publish by the hour); 0 for none.
    """
    first = _ITEM.search(body, 0, _HEAD_BYTES)
    head = body[: first.start() if first else _HEAD_BYTES]
    asked = [0.0]
    if ttl := _TTL.search(head):
        asked.append(float(ttl[1]) * 60)
    if period := _PERIOD.search(head):
        frequency = _FREQUENCY.search(head)
        asked.append(_PERIOD_S[period[1].lower()] / max(int(frequency[1]) if frequency else 1, 1))
    if age := _MAX_AGE.search(cache_control or ""):
        asked.append(float(age[1]))
    return min(max(asked), MAX_INTERVAL_S)


def bounded(seconds: float) -> float:
    """The interval between MIN_INTERVAL_S and MAX_INTERVAL_S."""
    return min(max(seconds, MIN_INTERVAL_S), MAX_INTERVAL_S)

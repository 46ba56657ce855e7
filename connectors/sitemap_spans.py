"""The days that a sitemap's address names: archives often have one for each year, month or day, and say no more."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

_YEAR = r"(?<!\d)(19[89]\d|20[0-4]\d)"
_SPAN = re.compile(
    rf"{_YEAR}(?:[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?|[-_/.]([1-9])(?:[-_/.](\d{{1,2}}))?)?(?!\d)"
)
_NAMED = re.compile(
    r"[?&](?:year|yyyy|y)=(\d{4})(?:&(?:month|mm|m)=(\d{1,2}))?(?:&(?:day|dd|d)=(\d{1,2}))?(?=&|$)", re.IGNORECASE
)
_FEWEST = 3
_SHARE = 0.5

Span = tuple[date, date]


def spans_of(locations: Sequence[str]) -> list[Span | None]:
    """First and last day that each address names, None where it names none.

    One address may have such a number by chance, so they count only where at least half of the siblings, and three,
    name days.
    """
    found = [_span(location) for location in locations]
    named = sum(span is not None for span in found)
    return found if named >= max(_FEWEST, _SHARE * len(found)) else [None] * len(found)


def _span(location: str) -> Span | None:
    match = _NAMED.search(location) or _SPAN.search(location.partition("://")[2].partition("/")[2])
    if match is None:
        return None
    year, *others = (int(part) for part in match.groups() if part)
    try:
        if not others:
            return date(year, 1, 1), date(year, 12, 31)
        if len(others) == 1:
            return date(year, others[0], 1), date(year, others[0], monthrange(year, others[0])[1])
        return date(year, *others), date(year, *others)
    except ValueError:
        return None

"""Dates of feeds: an instant only where the printed words plausibly say one.

The standard library reads RFC 822 and ISO 8601; only what it cannot read is left to feedparser, whose lenient
readers turn nonsense into dates (an epoch number into the year 1772, month 13 into the next year), so that what
it says is accepted only where the words print its year.
"""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from time import struct_time

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MAX_LENGTH = 80

_ZONES = {
    **dict.fromkeys(("WET", "UT", "UTC", "Z"), 0),
    **dict.fromkeys(("CET", "WEST", "BST", "MEZ"), 60),
    **dict.fromkeys(("CEST", "EET", "SAST", "MESZ"), 120),
    **dict.fromkeys(("EEST", "MSK"), 180),
    **dict.fromkeys(("HKT", "SGT", "AWST"), 480),
    **dict.fromkeys(("JST", "KST"), 540),
    **dict.fromkeys(("AEST",), 600),
    **dict.fromkeys(("AEDT",), 660),
    **dict.fromkeys(("NZST",), 720),
    **dict.fromkeys(("NZDT",), 780),
    **dict.fromkeys(("AKST",), -540),
    **dict.fromkeys(("AKDT",), -480),
    **dict.fromkeys(("HST",), -600),
}
"""Minutes east of UTC, for zone names that mean one thing in news; IST is three zones and is not here."""

_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d|\d{8})"
    r"(?:[T ](\d\d(?::?\d\d){1,2}(?:[.,]\d+)?)\s*(Z|[+-]\d\d(?::?\d\d)?|[A-Z]{2,5})?)?",
    re.IGNORECASE,
)
_ZONE_NAME = re.compile(r"(?<=[\d\s])([A-Z]{1,5})\s*$", re.IGNORECASE)
_YEAR_OF_ZEROS = re.compile(r"(?<![\d+:-])0\d{3}(?!\d)")
_DOTTED_CLOCK = re.compile(r"\b(\d\d)\.(\d\d)\.(\d\d)\b")


def instant_of(raw: str | None, lenient: struct_time | None = None) -> datetime | None:
    """The instant that the words say, in UTC; None where they say none or name an unknown zone.

    ``lenient`` is feedparser's reading of the same words. A time without a zone is taken as UTC and a day as
    its midnight in UTC; the words tell which it was.
    """
    text = " ".join((raw or "").split())
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        return _plausible(_iso_instant(text) or _mail_instant(text) or _lenient_instant(text, lenient))
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _plausible(instant: datetime | None) -> datetime | None:
    if instant is None:
        return None
    instant = instant.astimezone(UTC)
    return instant if _FIRST_YEAR <= instant.year <= _LAST_YEAR else None


def _iso_instant(text: str) -> datetime | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    day, clock, zone = found[1], found[2] or "00:00", (found[3] or "Z").upper()
    offset = _offset(zone)
    if offset is None:
        return None
    moment = datetime.fromisoformat(f"{day}T{_no_leap_second(clock)}")
    return moment.replace(tzinfo=timezone(offset))


def _offset(zone: str) -> timedelta | None:
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return timedelta(minutes=minutes if zone[0] == "+" else -minutes)
    if zone in _ZONES or zone == "GMT":
        return timedelta(minutes=_ZONES.get(zone, 0))
    return None


def _no_leap_second(clock: str) -> str:
    return re.sub(r"^(\d\d:?\d\d:?)60", r"\g<1>59", clock)


def _mail_instant(text: str) -> datetime | None:
    text = _DOTTED_CLOCK.sub(r"\1:\2:\3", text)
    parts = parsedate_tz(text)
    # The standard library takes the year 0001 for 2001.
    if parts is None or len(text.split()) < 3 or _YEAR_OF_ZEROS.search(text):
        return None
    year, month, day, hour, minute, second = parts[:6]
    offset = parts[9]
    name = _ZONE_NAME.search(text)
    if name and name[1].upper() in _ZONES:
        offset = _ZONES[name[1].upper()] * 60
    elif name and not offset and name[1].upper() not in ("GMT", "Z", *_MONTHS_AND_HALVES):
        return None
    zone = timezone(timedelta(seconds=offset or 0))
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)


_MONTHS_AND_HALVES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC", "AM", "PM")


def _lenient_instant(text: str, lenient: struct_time | None) -> datetime | None:
    """The reading of feedparser, where the words print its year and no zone that it silently took for UTC."""
    if lenient is None or not re.search(rf"(?<!\d){lenient.tm_year}|(?<!\d){lenient.tm_year % 100:02d}(?!\d)", text):
        return None
    name = _ZONE_NAME.search(text)
    if name and name[1].upper() not in (*_ZONES, "GMT", *_MONTHS_AND_HALVES, *_AMERICAN):
        return None
    return datetime.fromtimestamp(timegm(lenient), UTC)


_AMERICAN = ("AST", "ADT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "ET", "CT", "MT", "PT")

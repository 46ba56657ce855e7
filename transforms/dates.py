"""Dates: every piece of evidence is kept, one is chosen by rule, and a day stays a day.

A date without a time or without a zone has precision ``day``: the printed calendar day is all that is known, so
no session time zone can move it. The order of trust among origins is ORIGINS; what cannot be right (after the
capture, before 1990) is kept as evidence and not chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from transforms.model import DateEvidence, Precision
from transforms.months import MONTHS

ORIGINS = ("wire", "json-ld", "meta", "time", "table", "feed", "mark", "byline", "dateline", "text", "url", "page")
"""Where dates are found, most trusted first."""

EARLIEST = date(1990, 1, 1)
_CLOCK_SLACK = timedelta(hours=1)

_NAMES = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_ISO = re.compile(
    r"(?<![\d-])(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
    r"(?:[T ](?P<clock>\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?(?![\d-])"
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<month>{_NAMES})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?<![\w.,-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?(?P<month>{_NAMES})\.?,?\s+(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_EAST_ASIAN = re.compile(r"(?P<year>(?:19|20)\d\d)\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]")
_DOTTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)(?![\d.])")
_SLASHED = re.compile(r"(?<![\d/])(?P<first>\d{1,2})[/-](?P<second>\d{1,2})[/-](?P<year>(?:19|20)\d\d)(?![\d/])")
_URL_DAY = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-]?(?P<month>0[1-9]|1[0-2]|[1-9])[/-]?(?P<day>0[1-9]|[12]\d|3[01]|[1-9])(?=[/-])"
)
_URL_NAMED = re.compile(
    r"/(?P<year>(?:19|20)\d\d)/(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(?P<day>\d{1,2})/"
)
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?)?$")


def machine_date(raw: str, origin: str) -> DateEvidence | None:
    """Evidence from a date written for machines (ISO 8601, RFC 822), None where it is no such date.

    A time without a zone, or one that is exactly midnight without one, is only good for its day.
    """
    text = " ".join(raw.split())
    if not text or len(text) > 80:
        return None
    moment = _iso_moment(text) or _mail_moment(text)
    if moment is None:
        return next((replace(found, origin=origin) for _, found in printed_dates(text, origin)), None)
    if moment.tzinfo is None or len(text) <= 10:
        return DateEvidence(origin, text, moment.date())
    precision: Precision = "second" if re.search(r"\d\d:?\d\d:?\d\d", text.partition("T")[2] or text) else "minute"
    try:
        return DateEvidence(origin, text, moment.date(), moment.astimezone(UTC), precision)
    except (OverflowError, ValueError):
        return None


def _iso_moment(text: str) -> datetime | None:
    if not re.match(r"^\d{4}-?\d\d-?\d\d", text):
        return None
    compact = _COMPACT.match(text)
    try:
        if compact:
            return datetime.fromisoformat(text)
        return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)|(?<=\d)\s+(?=Z$)", "", text))
    except ValueError:
        return None


def _mail_moment(text: str) -> datetime | None:
    if not re.match(r"^(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[ -][A-Za-z]{3}", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment if moment.year >= 1970 and re.search(r"\d:\d\d", text) else None


def printed_dates(text: str, origin: str = "text") -> Iterator[tuple[tuple[int, int], DateEvidence]]:
    """Every whole date printed in a text with its span, in order. A date that could be read two ways is not one."""
    found = []
    for pattern in (_ISO, _MONTH_FIRST, _DAY_FIRST, _EAST_ASIAN, _DOTTED, _SLASHED):
        for match in pattern.finditer(text):
            evidence = _evidence(match, origin)
            if evidence:
                found.append((match.span(), evidence))
    found.sort(key=lambda pair: (pair[0][0], -pair[0][1]))
    end = 0
    for span, evidence in found:
        if span[0] >= end:
            yield span, evidence
            end = span[1]


def _evidence(match: re.Match[str], origin: str) -> DateEvidence | None:
    parts = match.groupdict()
    if parts.get("iso"):
        if parts["clock"] and parts["zone"]:
            return machine_date(f"{parts['iso']}T{parts['clock']}{parts['zone']}", origin)
        return _day(origin, match[0], *map(int, parts["iso"].split("-")))
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if first > 12 or first == second else (second, first)
        return _day(origin, match[0], year, month, day)
    name = parts["month"].casefold()
    return _day(origin, match[0], year, int(name) if name.isdigit() else MONTHS[name], int(parts["day"]))


def _day(origin: str, raw: str, year: int, month: int, day: int) -> DateEvidence | None:
    try:
        return DateEvidence(origin, raw, date(year, month, day))
    except ValueError:
        return None


def url_date(url: str) -> DateEvidence | None:
    """The day in an address like /2022/05/17/, None where there is none."""
    match = _URL_NAMED.search(url.lower()) or _URL_DAY.search(url)
    return _evidence(match, "url") if match else None


def chosen_date(dates: Iterable[DateEvidence], captured_at: datetime | None = None) -> DateEvidence | None:
    """The evidence that wins: the most trusted origin whose date can be right, the first of equals.

    ``captured_at`` is the moment of the capture: nothing after it was published. A moment that lies after it by
    more than an hour, on a day that is possible, is a wrong zone and keeps only its day.
    """
    best: DateEvidence | None = None
    for evidence in dates:
        usable = _possible(evidence, captured_at)
        if usable and (best is None or _trust(usable) < _trust(best)):
            best = usable
    return best


def _possible(evidence: DateEvidence, captured_at: datetime | None) -> DateEvidence | None:
    if evidence.on < EARLIEST:
        return None
    if captured_at is None:
        return evidence
    if evidence.on > captured_at.astimezone(UTC).date() + timedelta(days=1):
        return None
    if evidence.at is not None and evidence.at > captured_at + _CLOCK_SLACK:
        return replace(evidence, at=None, precision="day")
    return evidence


def _trust(evidence: DateEvidence) -> int:
    return ORIGINS.index(evidence.origin) if evidence.origin in ORIGINS else len(ORIGINS)

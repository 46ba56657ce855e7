"""Bylines and datelines: who wrote it, and where it was filed.

A byline is a line of its own; a dateline opens the first paragraph or stands alone before it. What stands alone is
a field and leaves the body; what opens a paragraph is lifted as a copy and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.agencies import OUTLET_NOUNS, agencies_in, agency_of
from transforms.byline_words import BY, LABELS, ROLES_BEHIND, UPDATES, WEEKDAY_PATTERN, pattern_of
from transforms.dates import printed_dates
from transforms.model import DateEvidence
from transforms.text import fold

_GLUED = ("ja", "ko", "zh")
_BY = re.compile(
    rf"^\s*(?:{pattern_of(*(line for language, line in BY.items() if language not in _GLUED))})\s*:?\s+|"
    rf"^\s*(?:{pattern_of(*(BY[language] for language in _GLUED))})\s*[:：/／|・\s]\s*",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"(?:{pattern_of(*LABELS.values())})\s*[:：]?", re.IGNORECASE)
_UPDATE = re.compile(pattern_of(UPDATES), re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}\s?[:.hH時时시]\s?\d{2}(?:[:.]\d{2})?\s*(?:分|분)?\s*(?:[ap]\.?m\.?)?\s*(?:(?:uhr|hrs|hours|hs?|horas|uur|ч)(?![^\W_]))?(?![a-z])\s*"
    r"(?:\(?(?:GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|IST|PKT|BST|CET|CEST|ET|PT|CT|KST|JST|MSK|МСК|HKT|SGT)"
    r"(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<!\d)(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}月\d{1,2}日)\.?(?!\d)"
)
"""Dates that could be read two ways, or without a year: no evidence, and no name either."""
_SOURCE = re.compile(
    r"(?:来源|來源|출처|\bsource|\bquelle|\bfuente|\bfonte|\bbron|источник|المصدر|स्रोत|بشکریہ)\s*[:：]", re.IGNORECASE
)
"""Before an agency, in a line with the date."""
_CASELESS = re.compile("[\u0590-\u0dff\u0e00-\u0fff\u1100-\u11ff\u3040-\u9fff\uac00-\ud7af]")
_WEEKDAY = re.compile(rf"(?:{WEEKDAY_PATTERN}),?", re.IGNORECASE)
_READ_TIME = re.compile(r"\b\d+\s+min(?:ute)?s?\.?\s+(?:read|lesezeit)\b", re.IGNORECASE)
_EDGES = " \t|·•–—-,;:/()[]（）【】［］・、。."
_PARTICLES = frozenset(
    "de del della di da dos van von der den bin ibn al el la le du des ten ter y e abu ul ur".split()
)
_ELIDED = re.compile(r"^[dl]['’](?=[^\W\d_a-z])")
_NAME_WORD = re.compile(r"^(?:[^\W\d_][\w\u0300-\u036f\u064b-\u0652\u0900-\u0dff'’.-]*)$")
_SPLIT = re.compile(r"\s*(?:,|;|\||/|\band\b|\bund\b|\bet\b|\by\b|\be\b|&)\s*", re.IGNORECASE)
_OFFICES = (
    "redakteur(?:in)?|korrespondent(?:in)?|journaliste|correspondante?|periodista|redactora?|corresponsal|repórter|jornalista|"
    "giornalista|inviat[oa]|verslaggever|redacteur|корреспондент|спецкор|редактор|журналист|обозреватель|مراسل|صحفي|محرر|"
    "संवाददाता|पत्रकार|نامہ نگار|صحافی"
)
_ROLE = re.compile(
    r",?\s*\b(?:(?:staff|senior|chief|political|special|sports?|business|diplomatic|our)\s+)*"
    r"(?:correspondent|reporter|editor|writer|columnist|contributor|{_OFFICES})\b.*$",
    re.IGNORECASE,
)

_ENDS_IN_ROLE = re.compile(
    rf"[,|/–—-]\s*(?:(?:staff|senior|chief|special|political|our|sports?|business|diplomatic)\s+)*(?:correspondent|reporter|editor|writer|columnist|contributor|{_OFFICES})"
    r"(?:\s+in\s+[^\W\d_][\w-]+)?$",
    re.IGNORECASE,
)
"""A name, a separator and what the person is: a byline without "By"."""

_OFFICE = re.compile(rf"(?<=\w)\s*(?:{pattern_of(ROLES_BEHIND)})(?:\s외\s\d명)?\s*$|^\s*[【（(](?=\w{{2,12}}[】）)]$)")
_DESK = re.compile(
    r"^(?:(?:a|an|our|staff|special|own|sports?|business|city)\s+){1,3}(?:correspondents?|reporters?)"
    r"(?:\s+in\s+[^\W\d_][\w-]+(?:\s[^\W\d_][\w-]+)?)?$",
    re.IGNORECASE,
)
"""A byline that names nobody: "Our Correspondent", "Staff Reporter"."""

_PLACE = r"[^\W\d_][\w.'’-]*(?:[ /-][^\W\d_][\w.'’]*){0,4}"
_DATELINE = re.compile(
    rf"^(?P<place>{_PLACE}(?:,\s{_PLACE}){{0,2}})"
    r"(?:,?\s+(?P<date>(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\.?\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?))?"
    r"\s*(?:\((?P<agency>[^()]{2,40})\)\s*[-–—:.]*|[-–—:]+)(?:\s+|$)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a text was filed: place as printed, the agency named beside it, and how many characters it takes."""

    place: str
    agency: str | None
    length: int


@dataclass(frozen=True, slots=True)
class BylineLine:
    """A head line that holds names, agencies, dates, and nothing else."""

    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    dates: tuple[DateEvidence, ...]
    is_update: bool


def byline_line(text: str) -> BylineLine | None:
    """A line read as byline and date, None where it holds anything else."""
    if len(text) > 160 or "\n" in text:
        return None
    rest = text
    dates: list[DateEvidence] = []
    for (start, end), evidence in reversed(list(printed_dates(text, "byline"))):
        dates.insert(0, evidence)
        rest = f"{rest[:start]} | {rest[end:]}"
    rest = _SOURCE.sub(" | ", rest)
    is_dated = bool(dates) or bool(_NUMERIC.search(rest))
    is_clocked = bool(_UPDATE.search(text) and _CLOCK.search(text))
    for noise in (_READ_TIME, _NUMERIC, _CLOCK, _LABEL, _WEEKDAY) if is_dated or is_clocked else (_READ_TIME,):
        rest = noise.sub(" | ", rest)
    rest = " ".join(rest.split()).strip(_EDGES)
    has_by = bool(_BY.match(rest))
    rest = _OFFICE.sub("", _BY.sub("", rest, count=1)).strip(_EDGES)
    has_office = bool(_OFFICE.search(text.strip()))
    rest = re.sub(r"[\s|]*\|[\s|]*", " | ", rest)
    # in scripts without capitals a date beside some words does not make names of them
    is_caseless = bool(_CASELESS.search(rest))
    has_sign = has_by or has_office or (bool(dates) and not is_caseless)
    has_sign = has_sign and not (is_caseless and text.rstrip()[-1:] in ".。।۔")
    authors = names(rest) if has_sign or _ENDS_IN_ROLE.search(rest) else ()
    authors = authors or ((rest,) if _DESK.match(rest) else ())
    parts = [part for part in _SPLIT.split(rest) if part]
    agencies = tuple(name for part in parts if (name := agency_of(part)))
    others = [part for part in parts if not agency_of(part)]
    if others and not authors:
        return None
    is_update = bool(_UPDATE.search(text)) and len(dates) == 1
    is_empty = not (authors or agencies or dates or ((is_clocked or is_dated) and not rest))
    return None if is_empty else BylineLine(authors, agencies, tuple(dates), is_update)


def names(text: str) -> tuple[str, ...]:
    """The persons (or desks) named in a byline, in order without repeats; empty when it is not a list of names."""
    text = _BY.sub("", text.strip(), count=1)
    found: list[str] = []
    for part in _SPLIT.split(_ROLE.sub("", text)):
        name = " ".join(part.split()).strip(_EDGES)
        if not name or agency_of(name):
            continue
        if not _is_name(name):
            return ()
        if name not in found:
            found.append(name)
    return tuple(found)


def _is_name(name: str) -> bool:
    parts = name.split()
    if not 1 <= len(parts) <= 5 or len(name) > 60:
        return False
    for part in parts:
        if not _NAME_WORD.match(part):
            return False
        if part[0].islower() and part.casefold() not in _PARTICLES and not _ELIDED.match(part):
            return False
    return len(parts) > 1 or not parts[0].isupper() or len(parts[0]) > 5


def is_bare_name(text: str) -> bool:
    """A person's name with nothing before it: two or three capitalised words and particles, no desk or section."""
    parts = text.split()
    own = [part for part in parts if part.casefold() not in _PARTICLES]
    return len(own) in (2, 3) and _is_name(text) and not any(fold(part) in _NOT_PERSONS for part in own)


def dateline_of(text: str) -> Dateline | None:
    """The dateline that opens a paragraph or is all of it, None where there is none.

    A place is in capitals, or has an agency or a date beside it; a capitalised phrase with a colon alone is none.
    """
    match = _DATELINE.match(text)
    if not match:
        return None
    place, agency = match["place"], (match["agency"] or "").strip() or None
    if not all(part[0].isupper() or part in _PARTICLES for part in re.split(r"[\s,/-]+", place) if part):
        return None
    known = next(iter(agencies_in(agency)), None) if agency else None
    capitals = place.split(",")[0]
    is_capital = capitals.isupper() and len(capitals) >= 3
    if agency and not known and not is_capital:
        return None
    if not is_capital and not known:
        return None
    if is_capital and not known and capitals.casefold() in _NOT_PLACES:
        return None
    return Dateline(place, known or agency, match.end())


_NOT_PERSONS = OUTLET_NOUNS | frozenset(
    "world business sports sport politics local national international opinion culture science technology health "
    "staff desk team editors reporters correspondent desks service breaking latest top more read about".split()
)

_NOT_PLACES = frozenset(
    "breaking update updated watch read related video photo photos exclusive opinion analysis editorial comment "
    "comments advertisement more note editor's claim fact rating verdict live new correction clarification summary "
    "key".split()
)

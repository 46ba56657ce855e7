"""Bylines and datelines: who wrote it, and where it was filed.

A byline is a line of its own; a dateline opens the first paragraph or stands alone before it. What stands alone is
a field and leaves the body; what opens a paragraph is lifted as a copy and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.agencies import OUTLET_NOUNS, agencies_in, agency_of
from transforms.dates import printed_dates
from transforms.model import DateEvidence
from transforms.text import fold

_BY = re.compile(
    r"^\s*(?:(?:written|reported|posted|published|story)\s+)?(?:by|von|par|por|di|door|от|автор)\s*:?\s+", re.IGNORECASE
)
_LABEL = re.compile(
    r"\b(?:(?:first\s+)?published|posted|updated|last\s+(?:updated|modified)|modified|created|date|on|at|veröffentlicht|aktualisiert|"
    r"stand|publié|mis\s+à\s+jour|le|publicado|actualizado|atualizado)\b\s*:?",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"\b(?:updated|modified|aktualisiert|mis\s+à\s+jour|actualizado|atualizado)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:uhr|hrs|hours)?\s*(?:\(?(?:GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|IST|PKT|BST|CET|CEST|ET|PT|CT)(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b,?|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b,?",
    re.IGNORECASE,
)
_READ_TIME = re.compile(r"\b\d+\s+min(?:ute)?s?\.?\s+(?:read|lesezeit)\b", re.IGNORECASE)
_EDGES = " \t|·•–—-,;:/()[]"
_PARTICLES = frozenset(
    "de del della di da dos van von der den bin ibn al el la le du des ten ter y e abu ul ur".split()
)
_ELIDED = re.compile(r"^[dl]['’](?=[^\W\d_a-z])")
_NAME_WORD = re.compile(r"^(?:[^\W\d_][\w'’.-]*)$")
_SPLIT = re.compile(r"\s*(?:,|;|\||/|\band\b|\bund\b|\bet\b|\by\b|\be\b|&)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r",?\s*\b(?:(?:staff|senior|chief|political|special|sports?|business|diplomatic|our)\s+)*"
    r"(?:correspondent|reporter|editor|writer|columnist|contributor)\b.*$",
    re.IGNORECASE,
)

_ENDS_IN_ROLE = re.compile(
    r"[,|/–—-]\s*(?:(?:staff|senior|chief|special|political|our|sports?|business|diplomatic)\s+)*(?:correspondent|reporter|editor|writer|columnist|contributor)"
    r"(?:\s+in\s+[^\W\d_][\w-]+)?$",
    re.IGNORECASE,
)
"""A name, a separator and what the person is: a byline without "By"."""

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
    has_by = bool(_BY.match(rest))
    rest = _BY.sub("", rest, count=1)
    is_clocked = bool(_UPDATE.search(text) and _CLOCK.search(text))
    for noise in (_READ_TIME, _CLOCK, _LABEL) if dates or is_clocked else (_READ_TIME,):
        rest = noise.sub(" ", rest)
    rest = _WEEKDAY.sub(" ", rest) if dates else rest
    rest = " ".join(rest.split()).strip(_EDGES)
    authors = names(rest) if has_by or dates or _ENDS_IN_ROLE.search(rest) else ()
    authors = authors or ((rest,) if _DESK.match(rest) else ())
    parts = [part for part in _SPLIT.split(rest) if part]
    agencies = tuple(name for part in parts if (name := agency_of(part)))
    others = [part for part in parts if not agency_of(part)]
    if others and not authors:
        return None
    is_update = bool(_UPDATE.search(text)) and len(dates) == 1
    is_empty = not (authors or agencies or dates or (is_clocked and not rest))
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

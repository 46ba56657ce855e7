"""The head of a plain-text capture: date mark, title, subtitle, byline, dateline; fields, not body.

A plain-text capture is what a scraper or a person saved: sometimes with the page's head on lines of its own,
sometimes only prose. The head ends where prose begins; a capture that begins with prose has no title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.bylines import byline_line, dateline_of, is_bare_name
from transforms.clean import advertisement, clean, photo_credits, share
from transforms.dates import machine_date, printed_dates
from transforms.draft import Block, Draft, blocks_of
from transforms.model import Credit, DateEvidence
from transforms.prose import is_prose
from transforms.text import words

MOST_HEAD_LINES = 12
LONGEST_TITLE = 250

_NEVER_TITLES = frozenset({advertisement.NAME, photo_credits.NAME, share.NAME})
_MARK = re.compile(
    r"^\s*(?:date|published(?:\s+(?:on|at))?|posted(?:\s+on)?|dated|publication\s+date)\s*[:=-]?\s*", re.IGNORECASE
)
_LABELLED = re.compile(
    r"^\s*(?P<label>title|headline|author|authors|byline|by|date|published|pubdate|url|link|source)\s*[:=]\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Head:
    title: str | None = None
    subtitle: str | None = None
    authors: list[str] = field(default_factory=list)
    dates: list[DateEvidence] = field(default_factory=list)
    modified: DateEvidence | None = None
    dateline: str | None = None
    credits: list[Credit] = field(default_factory=list)
    own_url: str | None = None
    furniture: list[str] = field(default_factory=list)
    """Lines that the cleaning rules will cut: they end no head."""
    body: list[str] = field(default_factory=list)


def draft_of_text(paragraphs: Sequence[str]) -> Draft:
    """The draft of a plain-text capture from its paragraphs (see transforms.plaintext.paragraphs_of)."""
    head = _Head()
    rest = list(paragraphs)
    if rest:
        rest[0] = _without_mark(rest[0], head)
    lines = [line for paragraph in rest for line in ([paragraph] if is_prose(paragraph) else paragraph.split("\n"))]
    lines = [line.strip() for line in lines if line.strip()]
    has_prose = any(is_prose(line) for line in lines)
    place = 0
    while has_prose and place < min(len(lines), MOST_HEAD_LINES) and not is_prose(lines[place]):
        beside = (lines[place - 1 : place] if place else []) + lines[place + 1 : place + 2]
        ends_head = bool(head.subtitle) and is_prose((lines[place + 1 :] or [""])[0])
        _read_line(lines[place], head, is_first=place == 0, may_be_name=ends_head or any(map(_is_date, beside)))
        place += 1
    return Draft(
        blocks=blocks_of([*head.furniture, *head.body, *lines[place:]]),
        title=head.title,
        subtitle=head.subtitle,
        authors=tuple(dict.fromkeys(head.authors)),
        dateline=head.dateline,
        dates=tuple(head.dates),
        modified=head.modified,
        own_url=head.own_url,
        credits=tuple(head.credits),
    )


def _without_mark(text: str, head: _Head) -> str:
    """The first paragraph without a scraper's date mark ("date 2022-05-17 ..."), whose date becomes evidence."""
    mark = _MARK.match(text)
    if not mark:
        return text
    for (start, end), evidence in printed_dates(text[: mark.end() + 60]):
        rest = text[end:].lstrip(" \t|,:;-")
        if start > mark.end() or (rest and (rest[0].islower() or rest[0].isdigit())):
            return text
        raw = " ".join(text[:end].split())
        head.dates.append(DateEvidence("mark", raw, evidence.on, evidence.at, evidence.precision))
        return rest
    return text


def _read_line(line: str, head: _Head, *, is_first: bool, may_be_name: bool) -> None:
    labelled = _LABELLED.match(line)
    if labelled and _read_label(labelled["label"].lower(), labelled["value"].strip(), head):
        return
    dateline = dateline_of(line)
    if dateline and dateline.length == len(line) and head.dateline is None:
        head.dateline = dateline.place
        if dateline.agency:
            head.credits.append(Credit("dateline", line, dateline.agency))
        return
    may_be_byline = not is_first or line.lower().startswith("by ") or _is_date(line)
    byline = byline_line(line) if may_be_byline else None
    if byline:
        head.authors.extend(byline.authors)
        head.credits.extend(Credit("byline", line, agency) for agency in byline.agencies)
        if byline.is_update:
            head.modified = byline.dates[0]
        else:
            head.dates.extend(byline.dates)
    elif _is_furniture(line, is_first=is_first):
        head.furniture.append(line)
    elif may_be_name and head.title and not head.authors and is_bare_name(line):
        head.authors.append(line)
    else:
        _read_headline(line, head)


def _read_headline(line: str, head: _Head) -> None:
    """Take a line as title or subtitle, else as the body's first line."""
    may_be_title = len(line) <= LONGEST_TITLE and len(words(line)) >= 2 and not line.endswith(":")
    if head.title is None and may_be_title and not head.body:
        head.title = line
    elif head.subtitle is None and head.title and may_be_title and not (head.dateline or head.body):
        head.subtitle = line
    else:
        head.body.append(line)


def _is_date(line: str) -> bool:
    """A line with a date and nothing else: no title, wherever it stands."""
    byline = byline_line(line)
    return byline is not None and bool(byline.dates) and not (byline.authors or byline.agencies)


def _is_furniture(line: str, *, is_first: bool) -> bool:
    """Whether a cleaning rule would cut this line from a body. A first line may be a headline that begins so."""
    cuts = clean(Draft(blocks=(Block("", 1), Block(line, 2)))).cuts
    return any(not is_first or cut.rule in _NEVER_TITLES for cut in cuts)


def _read_label(label: str, value: str, head: _Head) -> bool:
    """Take a "Title: ..." line of a saved page's own header; False where the value does not fit its label."""
    if label in ("title", "headline"):
        if head.title is not None:
            return False
        head.title = value
    elif label in ("author", "authors", "byline", "by"):
        byline = byline_line(f"By {value}")
        if byline is None:
            return False
        head.authors.extend(byline.authors)
        head.credits.extend(Credit("byline", value, agency) for agency in byline.agencies)
    elif label in ("date", "published", "pubdate"):
        evidence = machine_date(value, "mark")
        if evidence is None:
            return False
        head.dates.append(evidence)
    elif label in ("url", "link"):
        if not value.startswith(("http://", "https://")) or " " in value:
            return False
        head.own_url = value
    else:
        return False
    return True


def lede_dateline(blocks: Sequence[Block]) -> tuple[str | None, Credit | None]:
    """The dateline that opens the first paragraph, lifted as a copy, with the agency it credits."""
    if not blocks:
        return None, None
    found = dateline_of(blocks[0].text)
    if found is None:
        return None, None
    words_of_it = blocks[0].text[: found.length].strip()
    return found.place, Credit("dateline", words_of_it, found.agency) if found.agency else None

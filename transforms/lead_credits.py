"""The agency that signs the beginning of a text: "PARIS (AFP) -", "新华社北京5月4日电", "(서울=연합뉴스)".

A copy is lifted: what opens a paragraph stays in it. A name in brackets signs a text only in the shape of a dateline;
"the Canadian Press (CP) said" does not.
"""

from __future__ import annotations

import re

from transforms.agencies import AGENCIES, agencies_in, agency_of
from transforms.model import Credit
from transforms.prose import glues

NEAR = 110
"""Characters from the beginning in which a dateline has its agency."""
LONGEST_PLACE = 60
"""Characters of place and date before it."""

_NAMES = r"\s?([^()\[\]【】（）<>]{2,40}?)\s?"
_BRACKET = re.compile(rf"\({_NAMES}\)|\[{_NAMES}\]|【{_NAMES}】|（{_NAMES}）|<{_NAMES}>|/\s?([^()/]{{2,40}}?)\s?/")
_BEHIND = re.compile(r"\s*(?:[-–—:.=,،।]|$)")
_PLACE_AND_DATE = re.compile(r"^[^!?;:\"«»“”।()\[\]]+$")
_DASHED = re.compile(r"^(?P<names>[^\W\d_][\w .&]{1,30}?)\s*(?:\.\s?[-–—]+|\s[-–—]+|[-–—]{2,})\s")
_WIRE = re.compile(r"^[(（【\[]?(?P<name>[\u4e00-\u9fff]{2,5}(?:社|网|網))[^，。,]{0,24}?[电電讯訊][)）】\]]?")
_GLUED = tuple(sorted((code for code in AGENCIES if glues(code[-1])), key=len, reverse=True))


def lead_credits(opening: str) -> tuple[Credit, ...]:
    """The credits in the dateline of a first paragraph, one an agency, with its words as evidence; mostly none."""
    head = opening[:NEAR]
    for found in (_in_brackets(head), _before_a_dash(head), _by_wire(head)):
        if found:
            names, evidence = found
            return tuple(Credit("dateline", " ".join(evidence.split()), name) for name in names)
    return ()


def _in_brackets(head: str) -> tuple[tuple[str, ...], str] | None:
    for bracket in _BRACKET.finditer(head):
        before = head[: bracket.start()].strip()
        if len(before) > LONGEST_PLACE:
            return None
        inside = bracket[bracket.lastindex or 0]
        names = agencies_in(inside) or _glued(inside)
        if names and _is_dateline(before, head[bracket.end() :]):
            return names, head[: bracket.end()]
    return None


def _is_dateline(before: str, behind: str) -> bool:
    """Whether what stands before the brackets is nothing, or place and date, and what follows begins the text."""
    if not before:
        return True
    if not _PLACE_AND_DATE.match(before) or before[0].islower():
        return False
    is_dated = any(character.isdigit() for character in before)
    return is_dated or (bool(_BEHIND.match(behind)) and len(before.split()) <= 5)


def _glued(names: str) -> tuple[str, ...]:
    """The agency at the end of a place in a script without spaces: "北京共同"."""
    text = names.strip()
    code = next((code for code in _GLUED if text.casefold().endswith(code) and len(text) > len(code)), None)
    return (AGENCIES[code],) if code else ()


def _before_a_dash(head: str) -> tuple[tuple[str, ...], str] | None:
    """The agency alone in the place of the dateline: "EFE.- ", "Reuters - "."""
    dashed = _DASHED.match(head)
    names = agencies_in(dashed["names"]) if dashed else ()
    return (names, dashed[0]) if dashed and names else None


def _by_wire(head: str) -> tuple[tuple[str, ...], str] | None:
    wire = _WIRE.match(head)
    name = agency_of(wire["name"]) if wire else None
    return ((name,), wire[0]) if wire and name else None

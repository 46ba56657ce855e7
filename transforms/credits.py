"""Credits: whose matter it is, by the words that say so.

An agency in the byline, dateline or tail, and attributions in the prose ("The Northern Courier reported", "according
to a report in ...", "he told Reuters", "a media report said"). Anonymous
attributions ("the report said") count only beside a named one or a "media report", since the report may be a
ministry's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from transforms.agencies import AGENCIES, AMBIGUOUS, OUTLET_NOUNS, OUTLETS
from transforms.attributions import attributed
from transforms.lead_credits import lead_credits
from transforms.model import Credit
from transforms.text import fold

_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w'’&.-]*)"
_NAME = rf"(?:[Tt]he\s+)?{_CAPITAL}(?:\s+(?:of|and|de|la|el)?\s*{_CAPITAL}){{0,5}}"
_SAYS = (
    r"(?:has\s+|had\s+|have\s+|also\s+|first\s+|earlier\s+)*(?:reported|reports|quoted|cited|disclosed|revealed|"
    r"said\s+in\s+(?:a|its)\s+report|said\s+(?:citing|quoting))"
)

SURE_IN_CAPITALS = frozenset({"ap", "efe", "ani", "epd", "kna"})
"""Ambiguous codes that prose prints in capitals only where the agency is meant."""

_SENTENCE = re.compile(r"^.*[a-z]{3,}\.\s+")
"""The end of the sentence before, which a pattern of capitals takes along; "St. Louis" and "U.S." end none."""

_HONORIFICS = frozenset("mr mrs ms miss dr prof sir dame lord lady rev herr frau".split())
_SUBJECT = re.compile(
    rf"(?<![\w'’&.-])(?P<name>{_NAME})(?:\s+(?:newspaper|news\s+agency|daily|website|channel|magazine))?\s+{_SAYS}\b"
)
_OBJECT = re.compile(
    rf"\b(?i:reported\s+by|(?:as|was|were|first)\s+reported\s+(?:by|in|on)|according\s+to\s+(?:(?:(?:a|the|an)\s+)?(?:news\s+|media\s+)?reports?\s+(?:in|by|from|on)\s+)?"
    rf"|(?:told|tells)\s+|(?:a|the)\s+report\s+(?:in|by|from)|(?:quoting|citing)\s+(?:a\s+report\s+(?:in|by)\s+)?|first\s+published\s+(?:in|by))\s*(?P<name>{_NAME})"
)
_ANONYMOUS = re.compile(
    r"\b(?:(?:a|the|one)\s+(?:media|news|newspaper|press)\s+reports?\s+(?:said|says|stated|claimed)|(?:the|a)\s+(?:report|newspaper|paper|daily|channel|broadcaster|news\s+agency|publication|magazine)\s+"
    r"(?:said|reported|added|stated|quoted|further\s+said)|according\s+to\s+(?:the\s+)?(?:media|news|press)\s+reports?|media\s+reports\s+(?:said|say|suggested))\b",
    re.IGNORECASE,
)
_ANY_WORD = (
    "report",
    "said",
    "told",
    "tells",
    "according to",
    "quot",
    "citing",
    "cited",
    "disclosed",
    "revealed",
    "published",
    "stated",
    "added",
)
"""One of the words that every attribution has: looking for it is cheap."""
_OF_MEDIA = re.compile(r"\b(?:media|news|newspaper|press)\s+reports?\b", re.IGNORECASE)


def outlet_name(name: str) -> str | None:
    """The normalised name of an outlet or agency, None where the words name something else (a person, a ministry)."""
    name = _SENTENCE.sub("", " ".join(name.split())).strip(" ,.")
    folded = fold(name)
    bare = folded.removeprefix("the ")
    if folded in AGENCIES or bare in AGENCIES:
        # a code that is also a word or a state is more often that inside prose
        is_sure = bare not in AMBIGUOUS or (bare in SURE_IN_CAPITALS and name.removeprefix("The ").isupper())
        return AGENCIES.get(folded) or AGENCIES[bare] if is_sure else None
    if folded.split(".")[0].split(" ")[0] in _HONORIFICS:
        return None
    # "the Daily Chronicle" and "The Daily Chronicle" are one outlet
    written = f"The {name[4:]}" if name.startswith("the ") else name
    if folded in OUTLETS or bare in OUTLETS:
        return written
    last = re.split(r"[\s-]", bare)[-1]
    parts = bare.split()
    if last in OUTLET_NOUNS and (len(parts) > 1 or folded.startswith("the ")):
        return written
    return written if len(parts) > 1 and parts[0] in ("times", "daily", "radio", "sunday") else None


def mentions(paragraphs: Sequence[str]) -> tuple[Credit, ...]:
    """The attributions of the whole matter in the prose, one credit an outlet, its words joined by "; "."""
    named: dict[str, list[str]] = {}
    anonymous: list[str] = []
    for paragraph in paragraphs:
        for agency, said in attributed(paragraph):
            named.setdefault(agency, []).append(said)
        lowered = paragraph.lower()
        if not any(word in lowered for word in _ANY_WORD):
            continue
        for pattern in (_SUBJECT, _OBJECT):
            for match in pattern.finditer(paragraph):
                name = outlet_name(match["name"])
                if name:
                    named.setdefault(name, []).append(" ".join(match[0].split()))
        anonymous.extend(" ".join(match[0].split()) for match in _ANONYMOUS.finditer(paragraph))
    credits = [Credit("mention", _joined(evidence), name) for name, evidence in named.items()]
    if anonymous and (named or any(_OF_MEDIA.search(words) for words in anonymous)):
        credits.append(Credit("mention", _joined(anonymous), next(iter(named)) if len(named) == 1 else None))
    return _merged(credits)


def _joined(evidence: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(evidence))


def _merged(credits: Iterable[Credit]) -> tuple[Credit, ...]:
    """One credit a kind and agency, in the order of first mention."""
    merged: dict[tuple[str, str | None], Credit] = {}
    for credit in credits:
        key = (credit.kind, credit.agency)
        before = merged.get(key)
        evidence = _joined([*before.evidence.split("; "), *credit.evidence.split("; ")]) if before else credit.evidence
        merged[key] = Credit(credit.kind, evidence, credit.agency, credit.publisher_id)
    return tuple(merged.values())


def all_credits(paragraphs: Sequence[str], lifted: Iterable[Credit]) -> tuple[Credit, ...]:
    """Every credit of an article: those lifted from head and tail, then the mentions in its prose."""
    before = list(lifted)
    known = {credit.agency for credit in before if credit.kind == "dateline"}
    opening = [one for one in lead_credits(paragraphs[0]) if one.agency not in known] if paragraphs else []
    return _merged([*before, *opening, *mentions(paragraphs)])

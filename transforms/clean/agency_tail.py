"""Agency tails: "(With inputs from PTI)", "(Reuters)", "This story originally appeared in ...": credits, not prose."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.agencies import AGENCIES
from transforms.draft import Draft
from transforms.model import Credit
from transforms.text import fold, words

NAME = "agency_tail"
LAST_BLOCKS = 4
LONGEST = 45

_INPUTS = re.compile(
    r"^[\s(\[*-]*(?:(?:with|additional|contains)\s+(?:inputs?|reporting|information|agency inputs?)\s+(?:from|by)|"
    r"inputs?\s+from|mit material (?:von|der)|com informações d[aeo]s?|con información de)\s+"
    r"(?P<name>[^.;()\]]{2,80})(?:[.;]\s*(?:writing|reporting|editing)\s+by\s.{2,80})?[\s.)\]]*$",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"^[\s(\[*-]*(?:avec|con|com|mit|with)\s+(?P<name>[^.;()\]]{2,60})[\s.)\]]*$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|/|&|\b(?:and|und|et|y|e)\b)\s*", re.IGNORECASE)
_ANY_AGENCY = frozenset("agencies agency wires wire services media staff agenturen agences agencias agências".split())
_LEADING_NAME = re.compile(
    r"[\w-]+(?:\.[\w-]+)+|(?:(?:the|our|a|an)\s+)?[^\W\d_a-zà-ÿ][\w'’&-]*(?:\s+(?:(?:of|the|in|for|and|de|del|la)\s+)*[^\W\d_a-zà-ÿ][\w'’&-]*)*"
)
_SIGNED = re.compile(r"^[\s(\[—–-]*(?P<name>[^\W\d_][\w .&'/-]{1,40}?)[\s)\].]*$")
_ORIGINALLY = re.compile(
    r"^[\s(\[*]*(?:this|the)\s+(?:story|article|report|piece|post|column|content)\s+(?:(?:was|has been|is)\s+)?"
    r"(?P<sure>(?:first|originally)\s+)?"
    r"(?:appeared|published|republished|reprinted|produced|distributed|provided|syndicated|reported)\s+"
    r"(?:in|on|by|from|at|with permission from)\s+(?P<name>(?:[^.,;()]|\.(?=\w)){2,80})",
    re.IGNORECASE,
)
_UNEDITED = re.compile(
    r"^[\s(\[*]*(?:except for the headline|this (?:story|report|article) (?:has not been|was not) (?:edited|"
    r"created) by|(?:this|the) (?:story|report) is (?:auto-generated|published) from)"
    r".{0,160}?(?:from (?:a|the)?\s*(?P<name>[A-Z][\w .-]{1,40}?)?\s*(?:feed|wire|syndicated))?",
    re.IGNORECASE,
)


def lift_agency_tails(draft: Draft) -> Draft:
    """Cut whole lines among the last blocks that only say whose text it is; the words become a credit."""
    gone: list[int] = []
    credits = list(draft.credits)
    for block in draft.blocks[-LAST_BLOCKS:]:
        credit = _credit(block.text) if len(words(block.text)) <= LONGEST else None
        if credit and len(gone) + 1 < len(draft.blocks):
            gone.append(block.position)
            credits.append(credit)
    return replace(draft, credits=tuple(credits)).without(gone, NAME) if gone else draft


def _credit(text: str) -> Credit | None:
    name = _inputs(text) or _first_published(text)
    if name:
        return Credit("tail", text.strip(), AGENCIES.get(fold(name), name))
    if _UNEDITED.match(text):
        return Credit("tail", text.strip(), None)
    signed = _SIGNED.match(text)
    known = AGENCIES.get(fold(signed["name"].split("/")[0].strip())) if signed else None
    return Credit("tail", text.strip(), known) if known else None


def _inputs(text: str) -> str | None:
    """The names in a line that says whose matter went into the text, None where it says more than that."""
    inputs = _INPUTS.match(text)
    if inputs:
        return inputs["name"].strip() if all(map(_is_named, _AND.split(inputs["name"].strip()))) else None
    together = _TOGETHER.match(text)
    if together:
        parts = _AND.split(together["name"].strip())
        return together["name"].strip() if all(fold(part) in AGENCIES for part in parts) else None
    return None


def _first_published(text: str) -> str | None:
    """The outlet in a line that says where the text stood first; without a name it is prose about some text."""
    match = _ORIGINALLY.match(text)
    if not match:
        return None
    found = _LEADING_NAME.match(match["name"].strip())
    if not found:
        return None
    is_whole = found.end() == len(match["name"].strip()) and text[match.end() :].strip(" .)]*") == ""
    return found[0].strip() if match["sure"] or is_whole else None


def _is_named(part: str) -> bool:
    """A name, as its capitals show, or a word for agencies in general."""
    found = _LEADING_NAME.match(part)
    return fold(part) in AGENCIES or fold(part) in _ANY_AGENCY or (found is not None and found.end() == len(part))

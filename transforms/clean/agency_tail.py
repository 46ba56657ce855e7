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
    r"^[\s(\[*-]*(?:\(?(?:with|additional|contains)\s+(?:inputs?|reporting|information|agency inputs?)\s+(?:from|by)|"
    r"inputs?\s+from|mit material (?:von|der)|avec|com informações d[aeo]|"
    r"con información de)\s+(?P<name>[^.()\]]{2,80})",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^[\s(\[—–-]*(?P<name>[^\W\d_][\w .&'/-]{1,40}?)[\s)\].]*$")
_ORIGINALLY = re.compile(
    r"^[\s(\[*]*(?:this|the)\s+(?:story|article|report|piece|post|column|content)\s+(?:(?:was|has been|"
    r"is)\s+)?(?:(?:first|originally)\s+)?"
    r"(?:appeared|published|republished|reprinted|produced|distributed|provided|syndicated|reported)\s+(?:in|on|by|"
    r"from|at|with permission from)\s+(?P<name>[^.,;()]{2,80})",
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
    for pattern in (_INPUTS, _ORIGINALLY):
        match = pattern.match(text)
        if match:
            name = " ".join(match["name"].split()).strip(" )")
            return Credit("tail", text.strip(), AGENCIES.get(fold(name), name))
    if _UNEDITED.match(text):
        return Credit("tail", text.strip(), None)
    signed = _SIGNED.match(text)
    known = AGENCIES.get(fold(signed["name"].split("/")[0].strip())) if signed else None
    return Credit("tail", text.strip(), known) if known else None

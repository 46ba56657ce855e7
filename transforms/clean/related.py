"""Related sections: a heading over a list of other texts at the end."""

from __future__ import annotations

import re

from transforms.clean.openings import Openings, phrases_of, unmarked
from transforms.clean.wording.leading import RELATED_HEADINGS
from transforms.draft import Draft
from transforms.prose import is_long

NAME = "related"
LONGEST_CHARACTERS = 90

_HEADINGS = Openings(phrases_of(RELATED_HEADINGS))
_MORE = re.compile(
    r"^(?:more (?:from|on|about|in)|mehr (?:aus|von|über)|plus (?:sur|de)|más (?:de|sobre|en)|mais (?:de|sobre|em)|"
    r"altr[eio] (?:da|su|notizie)|meer (?:over|uit|van)|еще (?:о|по|в)|المزيد (?:من|عن|حول))\b[^.!?]{2,50}[\s:.|]*$"
)


def drop_related(draft: Draft) -> Draft:
    """Cut a related heading and all after it, only where no long paragraph follows: then the article goes on."""
    blocks = draft.blocks
    for place, block in enumerate(blocks):
        if place and _is_heading(block.text) and not any(is_long(later.text) for later in blocks[place + 1 :]):
            return draft.without((later.position for later in blocks[place:]), NAME)
    return draft


def _is_heading(text: str) -> bool:
    if len(text) > LONGEST_CHARACTERS:
        return False
    folded = unmarked(text)
    return _HEADINGS.is_whole(folded) or bool(_MORE.match(folded))

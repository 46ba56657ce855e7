"""Related sections: a heading over a list of other texts at the end."""

from __future__ import annotations

import re

from transforms.clean.phrases import RELATED_HEADINGS, alternatives
from transforms.draft import Draft
from transforms.prose import is_long
from transforms.text import fold

NAME = "related"

_HEADING = re.compile(rf"^[\s#•|]*(?:{alternatives(RELATED_HEADINGS)}|more (?:from|on|about|in) .{{2,50}})\s*[:：.|]*$")


def drop_related(draft: Draft) -> Draft:
    """Cut a related heading and all after it, only where no long paragraph follows: then the article goes on."""
    blocks = draft.blocks
    for place, block in enumerate(blocks):
        if place and _HEADING.match(fold(block.text)) and not any(is_long(later.text) for later in blocks[place + 1 :]):
            return draft.without((later.position for later in blocks[place:]), NAME)
    return draft

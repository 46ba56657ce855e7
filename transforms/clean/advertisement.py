"""Advertisement marks and continue-reading lines."""

from __future__ import annotations

import re

from transforms.clean.phrases import ADVERTISEMENT, alternatives
from transforms.draft import Draft
from transforms.text import fold

NAME = "advertisement"

_LINE = re.compile(rf"^[\s\[(•|*-]*(?:{alternatives(ADVERTISEMENT)})[\s\])•|*:.…-]*$")


def drop_advertisement(draft: Draft) -> Draft:
    """Cut whole blocks that are nothing but the mark of an advertisement."""
    return draft.without((b.position for b in draft.blocks if _LINE.match(fold(b.text))), NAME)

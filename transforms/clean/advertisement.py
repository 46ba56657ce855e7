"""Advertisement marks and continue-reading lines."""

from __future__ import annotations

from transforms.clean.openings import Openings, phrases_of, unmarked
from transforms.clean.wording.notices import ADVERTISEMENT
from transforms.draft import Draft

NAME = "advertisement"
LONGEST_CHARACTERS = 90

_MARKS = Openings(phrases_of(ADVERTISEMENT))


def drop_advertisement(draft: Draft) -> Draft:
    """Cut whole blocks that are nothing but the mark of an advertisement."""
    return draft.without((block.position for block in draft.blocks if _is_mark(block.text)), NAME)


def _is_mark(text: str) -> bool:
    return len(text) <= LONGEST_CHARACTERS and _MARKS.is_whole(unmarked(text))

"""Counters and clocks that run: "12 comments", "5 minutes ago". They would make a version of every look at a page."""

from __future__ import annotations

import re

from transforms.byline_words import LABELS, pattern_of
from transforms.clean.openings import Openings, phrases_of, unmarked
from transforms.clean.wording.counting import COUNTERS
from transforms.draft import Draft

NAME = "counter"
LONGEST_CHARACTERS = 60

_COUNTERS = Openings(phrases_of(COUNTERS))
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:\s?(?:[km](?![^\W_])|тыс\.?|万|만))?")
_LABEL = re.compile(rf"^(?:(?:{pattern_of(*LABELS.values())})\s*:?\s*)?")


def drop_counters(draft: Draft) -> Draft:
    """Cut whole blocks that are nothing but a counter or the time since; a sentence with a number has more words."""
    return draft.without((block.position for block in draft.blocks if _is_counter(block.text)), NAME)


def _is_counter(text: str) -> bool:
    if len(text) > LONGEST_CHARACTERS:
        return False
    line = _NUMBER.sub("#", unmarked(text))
    if _COUNTERS.is_whole(line):
        return True
    label = _LABEL.match(line)
    return label is not None and label.end() > 0 and _COUNTERS.is_whole(line[label.end() :])

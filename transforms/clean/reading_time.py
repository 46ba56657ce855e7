"""Lines that say how long reading takes."""

from __future__ import annotations

import re

from transforms.clean.openings import Openings, phrases_of, unmarked
from transforms.clean.wording.appealing import READING_TIME, READING_TIME_LABELS
from transforms.draft import Draft

NAME = "reading_time"
LONGEST_CHARACTERS = 60

_BEHIND = Openings(phrases_of(READING_TIME))
_LABELS = Openings(phrases_of(READING_TIME_LABELS))
_NUMBER = re.compile(r"(?:약|约|約|ca\.|about)?\s*\d{1,3}\s*")
_TIME = re.compile(
    r"\s*:?\s*(?:~|ca\.?|about|etwa|environ|約|约|약|लगभग|حوالي)?\s*\d{1,3}(?:[:.]\d+)?\s*"
    r"(?:min(?:\.|s|utes?|uten?|uti|utos?|uut)?|мин\w*|دقيق\w*|دقائق|मिनट|منٹ|分钟?|分鐘?|分で読めます|분)?[\s.|·)]*$"
)
_CLOSING = re.compile(r"[\s.|·)\]】]*$")


def drop_reading_time(draft: Draft) -> Draft:
    """Cut whole blocks that are nothing but a reading time; a sentence about one has more words."""
    return draft.without((block.position for block in draft.blocks if _is_time(block.text)), NAME)


def _is_time(text: str) -> bool:
    if len(text) > LONGEST_CHARACTERS:
        return False
    folded = unmarked(text)
    number = _NUMBER.match(folded)
    if number:
        end = _BEHIND.end(folded, number.end())
        return end >= 0 and bool(_CLOSING.match(folded, end))
    end = _LABELS.end(folded)
    return end >= 0 and bool(_TIME.match(folded, end))

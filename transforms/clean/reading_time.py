"""Lines that say how long reading takes."""

from __future__ import annotations

import re

from transforms.clean.notice_phrases import READING_TIME, READING_TIME_LABELS
from transforms.clean.phrases import alternatives
from transforms.draft import Draft
from transforms.text import fold

NAME = "reading_time"
LONGEST_CHARACTERS = 60

_UNIT = r"(?:min(?:\.|s|utes?|uten?|uti|utos?|uut)?|мин\w*|دقيق\w*|دقائق|मिनट|منٹ|分钟?|分鐘?|분)"
_LINE = re.compile(
    rf"^[\s•|·~-]*(?:\d+\s*(?:{alternatives(READING_TIME)})|"
    rf"(?:{alternatives(READING_TIME_LABELS)})\s*[:：]?\s*(?:~|ca\.?|about)?\s*\d+(?:[:.]\d+)?\s*{_UNIT}?)[\s.•|·]*$"
)


def drop_reading_time(draft: Draft) -> Draft:
    """Cut whole blocks that are nothing but a reading time; a sentence about one has more words."""
    return draft.without(
        (b.position for b in draft.blocks if len(b.text) <= LONGEST_CHARACTERS and _LINE.match(fold(b.text))), NAME
    )

"""Comment sections: the heading over what readers wrote, and everything after it; the rules for commenting."""

from __future__ import annotations

import re

from transforms.clean.openings import Contained, Openings, phrases_of, unmarked
from transforms.clean.wording.notices import COMMENT_HEADINGS, COMMENT_NOTICES
from transforms.draft import Block, Draft
from transforms.prose import has_speaker, is_long, is_prose, weight
from transforms.text import fold

NAME = "comments"
LONGEST_HEADING = 60
"""Characters."""
LONGEST = 50
"""Words of a line of a comment form."""

_HEADINGS = Openings(phrases_of(COMMENT_HEADINGS))
_COUNT = re.compile(r"^\(?\d+\)?\s*(?:条|條|件の?|개의?)?\s*")
_BEHIND = re.compile(r"\s*(?:[(\[]?\s*\d+\s*[)\]]?|policy|section)?\s*[:.|)\]]*$")
_NOTICES = Openings(phrases_of(COMMENT_NOTICES))
_INSIDE = Contained(phrase for phrase in phrases_of(COMMENT_NOTICES) if len(phrase) >= 4)
_MACHINERY = Contained(
    "replying to|reply|community guidelines|posting a comment|post a comment|comment policy|comments policy|"
    "join the conversation|sort by|newest first|oldest first|antworten|répondre|responder|rispondi|beantwoorden|"
    "ответить|رد|जवाब दें|جواب دیں|返信|답글|回复|回覆|최신순|共感|点赞".split("|")
)


def drop_comments(draft: Draft) -> Draft:
    """Cut a comments heading and all after it, where what follows is a thread and not the article going on.

    It is a thread when the machinery of comment forms stands in it, or when nothing long follows. An article with
    a section called "Comments" keeps it: long paragraphs and no machinery.
    """
    blocks = draft.blocks
    for place, block in enumerate(blocks):
        # a number of comments under the headline is a counter
        if place and _is_heading(block.text) and _is_thread(blocks[place + 1 :]) and _has_prose(blocks[:place]):
            return draft.without((later.position for later in blocks[place:]), NAME)
    return _without_trailing_machinery(draft)


def _is_heading(text: str) -> bool:
    if len(text) > LONGEST_HEADING:
        return False
    folded = unmarked(text)
    end = _HEADINGS.end(folded, _COUNT.match(folded).end() if folded[:1].isdigit() else 0)  # type: ignore[union-attr]
    return end >= 0 and bool(_BEHIND.match(folded, end))


def _has_prose(before: tuple[Block, ...]) -> bool:
    return any(is_prose(block.text) for block in before)


def _is_thread(following: tuple[Block, ...]) -> bool:
    has_machinery = any(_is_machinery(block) for block in following)
    return has_machinery or not any(is_long(block.text) for block in following)


def _is_machinery(block: Block) -> bool:
    if is_long(block.text):
        return False
    folded = fold(block.text)
    return _MACHINERY.found_in(folded) or _INSIDE.found_in(folded)


def _without_trailing_machinery(draft: Draft) -> Draft:
    """Cut the closing lines of a comment form, or of its rules, that stand at the end without a heading."""
    gone = []
    for block in reversed(draft.blocks[1:]):
        if not _is_notice(block.text):
            break
        gone.append(block.position)
    return draft.without(gone, NAME)


def _is_notice(text: str) -> bool:
    if len(text) > 12 * LONGEST:
        return False
    folded = unmarked(text)
    return _NOTICES.end(folded) >= 0 and weight(folded) <= LONGEST and not has_speaker(folded)

"""Comment sections: the heading over what readers wrote, and everything after it."""

from __future__ import annotations

import re

from transforms.clean.phrases import COMMENT_HEADINGS, alternatives
from transforms.draft import Block, Draft
from transforms.prose import has_speaker, is_long
from transforms.text import fold

NAME = "comments"

_HEADING = re.compile(
    rf"^[\s#•|]*(?:\(?\d+\)?\s+)?(?:{alternatives(COMMENT_HEADINGS)})\s*(?:[(\[]?\s*\d+\s*[)\]]?|policy|section)?\s*[:：.|]*$"
)
_MACHINERY = re.compile(
    r"\b(?:replying to|reply|log ?in to (?:comment|reply|post)|sign in to comment|comments? (?:are|is|will be|"
    r"may be) (?:moderated|closed|disabled|reviewed|subject)|"
    r"be the first to comment|comments? (?:faq|policy|guidelines)|community guidelines|post(?:ing)? a comment|"
    r"your email address will not be published|"
    r"required fields are marked|join the conversation|comments? powered by|sort by|newest first|oldest first|"
    r"report (?:abuse|comment)|view all comments|"
    r"moderated and (?:generally )?will be posted|notify me of)\b"
    r"|kommentar (?:melden|schreiben)|netiquette|connectez-vous|inicie sesión|moderação|модератор|댓글"
)


def drop_comments(draft: Draft) -> Draft:
    """Cut a comments heading and all after it, where what follows is a thread and not the article going on.

    It is a thread when the machinery of comment forms stands in it, or when nothing long follows. An article with
    a section called "Comments" keeps it: long paragraphs and no machinery.
    """
    blocks = draft.blocks
    for place, block in enumerate(blocks):
        if place and _HEADING.match(fold(block.text)) and _is_thread(blocks[place + 1 :]):
            return draft.without((later.position for later in blocks[place:]), NAME)
    return _without_trailing_machinery(draft)


def _is_thread(following: tuple[Block, ...]) -> bool:
    has_machinery = any(_is_machinery(block) for block in following)
    return has_machinery or not any(is_long(block.text) for block in following)


def _is_machinery(block: Block) -> bool:
    return not is_long(block.text) and bool(_MACHINERY.search(fold(block.text)))


_CLOSING = re.compile(
    r"^(?:comments? (?:are|is) (?:moderated|closed|disabled|off)|be the first to comment|log ?in to (?:comment|reply|"
    r"post)|"
    r"sign in to comment|your email address will not be published|"
    r"for more information, please see our comments? (?:faq|policy)|view comments?)\b"
)


def _without_trailing_machinery(draft: Draft) -> Draft:
    """Cut the closing lines of a comment form that stand at the end without a heading."""
    gone = []
    for block in reversed(draft.blocks[1:]):
        text = fold(block.text)
        if is_long(block.text) or has_speaker(text) or not _CLOSING.match(text):
            break
        gone.append(block.position)
    return draft.without(gone, NAME)

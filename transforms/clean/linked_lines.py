"""Lines that are links to other texts: after the last paragraph, and headlines set between paragraphs."""

from __future__ import annotations

import re

from transforms.draft import Block, Draft
from transforms.prose import ends_with_stop, is_long, is_prose
from transforms.text import words

NAME = "linked_line"
MOSTLY = 0.6
"""Share of a line's characters that is a link's, after the last paragraph."""
NEARLY_ALL = 0.7
"""The same between paragraphs, where a link may be the subject of a sentence."""
LAST_PARAGRAPH = 150
"""Characters: after the last block longer than this that is no link, nothing of the article follows but its marks."""
FEWEST_WORDS = 5
"""Of a headline between paragraphs: shorter links are names, tickets, addresses."""

_ADDRESS = re.compile(r"@|www\.|://|\.(?:com|org|net)\b")


def drop_linked_lines(draft: Draft) -> Draft:
    """Cut lines that lead to other texts. The opening block, headings between paragraphs and addresses stay."""
    blocks = draft.blocks
    last = max((place for place, block in enumerate(blocks) if _is_paragraph(block)), default=len(blocks))
    gone = [
        block.position
        for place, block in enumerate(blocks)
        if place and (_leads_away(block) or (place > last and _is_link(block, MOSTLY) and not is_prose(block.text)))
    ]
    return draft.without(gone, NAME)


def _is_paragraph(block: Block) -> bool:
    return len(block.text) > LAST_PARAGRAPH and block.link_share < 0.5


def _is_link(block: Block, share: float) -> bool:
    return block.link_share >= share and not is_long(block.text) and not _ADDRESS.search(block.text)


def _leads_away(block: Block) -> bool:
    return (
        block.kind != "heading"
        and _is_link(block, NEARLY_ALL)
        and not block.text[0].islower()
        and not ends_with_stop(block.text)
        and len(words(block.text)) >= FEWEST_WORDS
    )

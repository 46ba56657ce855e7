"""Read-more lines: a prompt, a separator and another text's headline, or the prompt alone."""

from __future__ import annotations

import re

from transforms.clean.phrases import READ_MORE, SEE_ALSO, alternatives
from transforms.draft import Block, Draft
from transforms.prose import ends_with_stop
from transforms.text import fold, words

NAME = "read_more"
LONGEST_HEADLINE = 30
"""Words behind the prompt: a headline is shorter."""
LONGEST = 100
"""Words of a whole line that may lead away: what is longer in characters than these is never looked at."""

# these point somewhere; folded they would be quotation marks
_ARROWS = str.maketrans("»›", ">>")
_BULLET = r"^[\s\[(•*>→▶▸►|#-]*"
_STRONG = re.compile(
    rf"{_BULLET}(?:{alternatives(READ_MORE)})(?:\s+(?:on|about|at|from|here|by)\b[^:|]{{0,60}})?\s*[:：|>→-]+\s*(?P<rest>\S.*)$"
)
_WEAK = re.compile(rf"{_BULLET}(?:{alternatives(SEE_ALSO)})\s*[:：|>]\s*(?P<rest>\S.*)$")
_ALONE = re.compile(
    rf"{_BULLET}(?:{alternatives(READ_MORE)})(?:\s+(?:here|at|on|from|about)\b.{{0,60}})?[\s\])>→.:!-]*$"
)


def drop_read_more(draft: Draft) -> Draft:
    """Cut whole blocks that lead to another text.

    Prose that mentions the phrase survives: behind the separator a full stop ends a sentence, not a headline.
    """
    return draft.without((block.position for block in draft.blocks if _leads_away(block)), NAME)


def _leads_away(block: Block) -> bool:
    if len(block.text) > 12 * LONGEST:
        return False
    text = fold(block.text.translate(_ARROWS))
    if _ALONE.match(text) and len(words(text)) <= 12:
        return True
    strong = _STRONG.match(text)
    match = strong or _WEAK.match(text)
    if match is None:
        return False
    is_headline = len(words(match["rest"])) <= LONGEST_HEADLINE and not ends_with_stop(text)
    if strong:
        return is_headline or block.link_share >= 0.5
    return is_headline and len(words(match["rest"])) <= 20 and (block.kind != "heading" or block.link_share >= 0.5)

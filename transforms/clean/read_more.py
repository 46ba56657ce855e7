"""Read-more lines: a prompt, a separator and another text's headline, or the prompt alone."""

from __future__ import annotations

import re

from transforms.clean.openings import Openings, phrases_of, unmarked
from transforms.clean.wording.leading import READ_MORE, SEE_ALSO
from transforms.draft import Block, Draft
from transforms.prose import ends_with_stop, weight
from transforms.text import words

NAME = "read_more"
LONGEST_HEADLINE = 30
"""Words behind the prompt: a headline is shorter."""
LINKED = 0.3
LONGEST = 100
"""Words of a whole line that may lead away: what is longer in characters than these is never looked at."""

_STRONG = Openings(phrases_of(READ_MORE))
_WEAK = Openings(phrases_of(SEE_ALSO))
_ON = (
    r"(?:\s+(?:on|about|at|from|here|by|in|hier|ici|sur|aquí|en|aqui|em|qui|su|op|здесь|тут|в|на|هنا|في|یہاں|यहां|यहाँ|bei|auf|im)\b"
    r"[^:|]{0,60})?"
)
_BEHIND = re.compile(
    rf"{_ON}(?:\s*[:|>→=\-])+\s*(?P<rest>[^\s:|>→=-].*)$|\s*[\])】〉》」』>]+\s*[:|-]?\s*(?P<boxed>\S.*)$"
)
_BEHIND_WEAK = re.compile(r"\s*[:|>\])】〉》」』]+\s*(?P<rest>\S.*)$")
_ALONE = re.compile(
    r"(?:\s+(?:here|hier|ici|aquí|aqui|qui|здесь|тут|هنا|یہاں|यहां|यहाँ)|\s+(?:at|on|from|about)\b.{0,60})?[\s\])】〉》」』>→.:!…-]*$"
)


def drop_read_more(draft: Draft) -> Draft:
    """Cut whole blocks that lead to another text.

    Prose that mentions the phrase survives: behind the separator a full stop ends a sentence, not a headline.
    """
    return draft.without((block.position for block in draft.blocks if _leads_away(block)), NAME)


def _leads_away(block: Block) -> bool:
    if len(block.text) > 12 * LONGEST:
        return False
    text = unmarked(block.text)
    end = _STRONG.end(text)
    if end >= 0:
        return _leads_strongly(block, text, end)
    end = _WEAK.end(text)
    match = _BEHIND_WEAK.match(text, end) if end >= 0 else None
    if match is None or (block.kind == "heading" and block.link_share < 0.5):
        return False
    return _is_headline(text, match["rest"], 20)


def _leads_strongly(block: Block, text: str, end: int) -> bool:
    if _ALONE.match(text, end) and len(words(text)) <= 12:
        return True
    match = _BEHIND.match(text, end)
    if match is None:
        # no sign between the prompt and the headline, but a link
        return block.link_share >= LINKED and " " in text[:end] and not ends_with_stop(text)
    return block.link_share >= 0.5 or _is_headline(text, match["rest"] or match["boxed"], LONGEST_HEADLINE)


def _is_headline(text: str, rest: str, longest: int) -> bool:
    return weight(rest) <= longest and not ends_with_stop(text)

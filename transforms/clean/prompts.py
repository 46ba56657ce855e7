"""Newsletter, app and alert prompts: lines that ask the reader to sign up, subscribe, download or support."""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.clean.openings import Contained, Openings, phrases_of, unmarked
from transforms.clean.wording.asking import ASKED_FOR, ASKS, ASKS_AT_END, BUTTONS
from transforms.draft import Draft
from transforms.prose import has_speaker, weight
from transforms.text import sentences

NAME = "prompt"
LONGEST = 60
"""Words: a prompt longer than this has prose in it."""
LONGEST_CHARACTERS = 12 * LONGEST
"""What is longer has more words than that in any language; asking this first is cheap."""
MOST_BEFORE = 4
"""Sentences of a prompt whose last one asks."""

_ASKS = Openings(phrases_of(ASKS))
_BUTTONS = Openings(phrases_of(BUTTONS))
_POLITE = re.compile(r"^(?:please |click (?:here )?to |tap (?:here )?to |to |and |you can (?:also )?|kindly )+")
_ENDINGS = tuple(phrases_of(ASKS_AT_END))
_STOPS = (". ", "! ", "? ", "। ", "۔ ", "؟ ", "。", "！", "？", "…", ": ")
_TAIL = " .!।۔。！:>→)】」"
_FOR = Contained(phrases_of(ASKED_FOR))
_APP = re.compile(
    r"\b(?:our|the|mobile|news)\b.{0,30}\bapps?\b|\bapp\b.{0,30}(?:app store|google play|ios|android)|start your day"
)


def drop_prompts(draft: Draft) -> Draft:
    """Cut whole blocks whose every sentence belongs to a sign-up prompt and one of which asks.

    Prose about newsletters survives: it tells of somebody, it does not begin with an imperative.
    """
    return draft.without((block.position for block in draft.blocks if _is_prompt(block.text)), NAME)


@lru_cache(maxsize=512)
def _is_prompt(text: str) -> bool:
    if len(text) > LONGEST_CHARACTERS:
        return False
    folded = unmarked(text)
    if _BUTTONS.is_whole(folded):
        return True
    if not _may_ask(folded) or not (_FOR.found_in(folded) or _APP.search(folded)):
        return False
    if weight(folded) > LONGEST or has_speaker(folded):
        return False
    asking = [_asks(part) for part in sentences(folded)]
    return asking[0] or (asking[-1] and len(asking) <= MOST_BEFORE)


def _may_ask(folded: str) -> bool:
    """Whether its beginning or its last sentence may ask: cheaper than to look for what is asked."""
    body = folded.rstrip(_TAIL)
    last = max(body.rfind(stop) for stop in _STOPS) + 1
    return _asks(folded) or (last > 0 and _asks(folded[last:].lstrip()))


def _asks(sentence: str) -> bool:
    start = _POLITE.match(sentence)
    return _ASKS.end(sentence, start.end() if start else 0) >= 0 or sentence.rstrip(_TAIL).endswith(_ENDINGS)

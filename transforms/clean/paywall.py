"""Notices of the subscription: that the rest is for subscribers, that a limit is reached, how to sign in."""

from __future__ import annotations

from transforms.clean.openings import Openings, phrases_of, unmarked
from transforms.clean.wording.notices import PAYWALL, PAYWALL_ABOUT
from transforms.draft import Draft
from transforms.prose import has_speaker, is_long, is_prose, weight
from transforms.text import fold

NAME = "paywall"
LONGEST = 60

_NOTICES = Openings(phrases_of(PAYWALL))
_ABOUT = tuple(dict.fromkeys(fold(word) for word in PAYWALL_ABOUT.split("|")))


def drop_paywall(draft: Draft) -> Draft:
    """Cut whole blocks that begin as such a notice and speak of subscribing; and, where no prose follows the first of
    them, all behind it: prices, what one gets, where to sign in.
    """
    blocks = draft.blocks
    found = [place for place, block in enumerate(blocks) if _is_notice(block.text)]
    if not found:
        return draft
    behind = blocks[found[0] + 1 :]
    if found[0] and not any(is_prose(block.text) or is_long(block.text) for block in behind):
        return draft.without((block.position for block in blocks[found[0] :]), NAME)
    return draft.without((blocks[place].position for place in found), NAME)


def _is_notice(text: str) -> bool:
    if len(text) > 12 * LONGEST:
        return False
    folded = unmarked(text)
    if _NOTICES.end(folded) < 0 or not any(word in folded for word in _ABOUT):
        return False
    return weight(folded) <= LONGEST and not has_speaker(folded)

"""Notices about cookies, consent, scripts and external content, where the content itself does not stand."""

from __future__ import annotations

from transforms.clean.openings import Openings, phrases_of, unmarked
from transforms.clean.wording.notices import CONSENT, CONSENT_ABOUT
from transforms.draft import Draft
from transforms.prose import has_speaker, weight
from transforms.text import fold

NAME = "consent"
LONGEST = 80
"""Words: such notices are longer than prompts, since lawyers write them."""

_NOTICES = Openings(phrases_of(CONSENT))
_ABOUT = tuple(dict.fromkeys(fold(word) for word in CONSENT_ABOUT.split("|")))


def drop_consent(draft: Draft) -> Draft:
    """Cut whole blocks that begin as such a notice and speak of what it is about; reports tell of somebody."""
    return draft.without((block.position for block in draft.blocks if _is_notice(block.text)), NAME)


def _is_notice(text: str) -> bool:
    if len(text) > 12 * LONGEST:
        return False
    folded = unmarked(text)
    if _NOTICES.end(folded) < 0 or not any(word in folded for word in _ABOUT):
        return False
    return weight(folded) <= LONGEST and not has_speaker(folded)

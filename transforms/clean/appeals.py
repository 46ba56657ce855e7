"""Appeals: for tips, corrections, opinions, donations; and who earns when a reader buys (affiliate notices)."""

from __future__ import annotations

import re

from transforms.clean.notice_phrases import AFFILIATE, APPEALS
from transforms.clean.phrases import alternatives
from transforms.draft import Draft
from transforms.prose import has_speaker
from transforms.text import fold, words

NAME = "appeal"
LONGEST = 60
"""Words: a longer block has prose in it."""

_OPENING = re.compile(rf"^[\s*•>+(\[-]*(?:{alternatives(APPEALS)})")
_AFFILIATE = re.compile(rf"^[\s*•>+(\[-]*(?:{alternatives(AFFILIATE)})")
_EARNS = re.compile(
    r"commission|affiliate|share of (?:the )?(?:sale|revenue)|provision|partner|comisi[óo]n|comiss[ãa]o|commission[ei]|"
    r"commissie|комисси|партн|عمولة|कमीशन|एफिलिएट|کمیشن|ملحقہ|アフィリエイト|제휴|쿠팡|联盟|聯盟|佣金|advertising"
)
_ADDRESSES = re.compile(
    r"@|\?|https?:|\b(?:you|your|us|our|now|today|here)\b|\b(?:sie|uns|hier|jetzt|du)\b|\b(?:vous|nous|votre|ici)\b|"
    r"\b(?:tu|su|nos|aquí|te)\b|\b(?:você|nos|aqui|seu)\b|\b(?:ci|qui|tuo)\b|\b(?:ons|je|u|hier)\b|нам|нас|вы|ctrl|"
    r"[\u0600-\u06ff\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)


def drop_appeals(draft: Draft) -> Draft:
    """Cut whole blocks that ask the reader for something, or say who earns by a link. Never the opening block.

    Prose about tips or donations survives: it has a speaker, or does not speak to the reader.
    """
    return draft.without((block.position for block in draft.blocks[1:] if _is_appeal(block.text)), NAME)


def _is_appeal(text: str) -> bool:
    if len(text) > 12 * LONGEST:
        return False
    folded = fold(text)
    is_notice = bool(_OPENING.match(folded) and _ADDRESSES.search(folded)) or bool(
        _AFFILIATE.match(folded) and _EARNS.search(folded)
    )
    return is_notice and len(words(folded)) <= LONGEST and not has_speaker(folded)

"""Appeals: for tips, corrections, opinions, donations; and who earns when a reader buys (affiliate notices)."""

from __future__ import annotations

import re

from transforms.clean.openings import Openings, phrases_of, unmarked
from transforms.clean.wording.appealing import AFFILIATE, APPEALS
from transforms.draft import Draft
from transforms.prose import has_speaker, weight

NAME = "appeal"
LONGEST = 60
"""Words: a longer block has prose in it."""

_APPEALS = Openings(phrases_of(APPEALS))
_AFFILIATE = Openings(phrases_of(AFFILIATE))
_EARNS = re.compile(
    r"commission|affiliate|affiliat|afiliad|affilié|share of (?:the )?(?:sale|revenue)|compensat|provision|partner|"
    r"comisi[óo]n|comiss[ãa]o|commissie|комисси|партн|عمولة|रोज़ी|कमीशन|एफिलिएट|کمیشن|ملحقہ|アフィリエイト|プロモーション|報酬|"
    r"제휴|쿠팡|수수료|联盟|聯盟|佣金|advertising|تابعة"
)
_ADDRESSES = re.compile(
    r"@|\?|https?:|\b(?:you|your|us|our|now|today|here)\b|\b(?:sie|ihre?|uns|unsere?|hier|jetzt|du|dir)\b|"
    r"\b(?:vous|nous|votre|notre|ici)\b|\b(?:tu|su|nos|nuestro|nuestra|aquí|te|usted|tienes)\b|"
    r"\b(?:você|nos|nosso|nossa|aqui|sua|seu)\b|\b(?:ci|qui|tuo|nostro|nostra|hai)\b|\b(?:ons|onze|je|u|hier)\b|"
    r"нам|нас|вы|наш|ctrl|редакц|"
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
    folded = unmarked(text)
    is_notice = (_APPEALS.end(folded) >= 0 and _ADDRESSES.search(folded)) or (
        _AFFILIATE.end(folded) >= 0 and _EARNS.search(folded)
    )
    return bool(is_notice) and weight(folded) <= LONGEST and not has_speaker(folded)

"""Copyright tails and notices of what may not be done with the text."""

from __future__ import annotations

import re

from transforms.clean.openings import Contained, Openings, phrases_of, unmarked
from transforms.clean.wording.rights import COPYRIGHT, FORBIDS
from transforms.draft import Draft
from transforms.prose import has_speaker, weight

NAME = "copyright"
LONGEST = 70

_CLAIMS = Openings(phrases_of(COPYRIGHT))
_FORBIDS = Contained(phrases_of(FORBIDS))
_SURE = re.compile(r"(?:copyright|版权|版權|著作権)?\s*(?:©|ⓒ|\(?c\)\s?\d{4}|copyright\s*(?:\(c\)|\d{4}|by\b|the\b|:))")
_SAYS_NO_MORE = re.compile(r"\s*(?:$|[.,;|()©ⓒ<>:!。-]|\d{4})")
_INSIDE = Contained(
    "may not be published, broadcast, rewritten|published under a creative commons|"
    "무단 전재|무단전재|無断転載|不得转载|不得轉載|"
    "без письменного разрешения редакции|без разрешения редакции|sin autorización expresa".split("|")
)
_ENDINGS = (
    "all rights reserved",
    "tous droits réservés",
    "alle rechte vorbehalten",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "riproduzione riservata",
    "alle rechten voorbehouden",
    "جميع الحقوق محفوظة",
    "все права защищены",
    "حقوق محفوظ ہیں",
    "सर्वाधिकार सुरक्षित",
)


def drop_copyright(draft: Draft) -> Draft:
    """Cut whole blocks that claim copyright or forbid reuse; prose about copyright law does not begin so."""
    return draft.without((block.position for block in draft.blocks if _is_notice(block.text)), NAME)


def _is_notice(text: str) -> bool:
    if len(text) > 12 * LONGEST:
        return False
    folded = unmarked(text)
    is_claim = bool(_SURE.match(folded)) or _claims(folded)
    is_notice = is_claim or folded.rstrip(" .!。।۔").endswith(_ENDINGS) or _INSIDE.found_in(folded)
    return is_notice and weight(folded) <= LONGEST and not has_speaker(folded)


def _claims(folded: str) -> bool:
    """An opening that claims rights and says no more, or behind it what is forbidden: rights to fish are none."""
    end = _CLAIMS.end(folded)
    return end >= 0 and (bool(_SAYS_NO_MORE.match(folded, end)) or _FORBIDS.found_in(folded[end:]))

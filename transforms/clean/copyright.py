"""Copyright tails and notices of what may not be done with the text."""

from __future__ import annotations

import re

from transforms.draft import Draft
from transforms.prose import has_speaker
from transforms.text import fold, words

NAME = "copyright"
LONGEST = 70

_NOTICE = re.compile(
    r"^[\s(•*-]*(?:©|\(c\) ?\d{4}|copyright\s*(?:©|\(c\)|\d{4}|by|the)|all rights reserved(?![^.,;|()©-])|"
    r"(?:this (?:material|article|story)|no part of this) .{0,60}(?:may not|must not|cannot) be (?:published|"
    r"reproduced|copied)|"
    r"alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|"
    r"tutti i diritti riservati|все права защищены|無断転載|무단 ?전재|版权所有)"
)
_INSIDE = re.compile(
    r"may not be published, broadcast, rewritten|all rights reserved\W*$|published under a creative commons|무단 ?전재"
)


def drop_copyright(draft: Draft) -> Draft:
    """Cut whole blocks that claim copyright or forbid reuse; prose about copyright law does not begin so."""
    gone = []
    for block in draft.blocks:
        if len(block.text) > 12 * LONGEST:
            continue
        text = fold(block.text)
        if (_NOTICE.match(text) or _INSIDE.search(text)) and len(words(text)) <= LONGEST and not has_speaker(text):
            gone.append(block.position)
    return draft.without(gone, NAME)

"""Captions of pictures that stand between the paragraphs: what closes them is the name of who made the picture."""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.agencies import AGENCIES
from transforms.clean.openings import Openings
from transforms.clean.wording.rights import PICTURE_SOURCES
from transforms.draft import Draft
from transforms.prose import weight
from transforms.text import fold

NAME = "caption"
LONGEST = 60

_SOURCES = Openings(fold(name) for name in PICTURE_SOURCES.split("|"))
_BRACKET = re.compile(r"[(|]\s*([^()|]{2,80})\s*[)|]\s*$")
_VIA = re.compile(r"(?:/|\bvia\s|\bfor\s|\bde\s|\bpour\s|:\s?|\bby\s|-\s)")
_CREDITED = re.compile(
    r"\S.{3,200}\s(?:photo |picture |image )?(?:credits?|photograph|foto|fotos|bild|crédit|crédits|crédito|créditos|"
    r"fotografía|fotografia|фото|照片|写真|사진|fonte foto|image source|getty images)\s?[:：=]\s?[^.!?:]{2,80}$"
)
_KOREAN = re.compile(
    r"^.{4,200}[./] ?(?:\[?사진|자료사진|연합뉴스|뉴시스|뉴스1)[^.]{0,30}$|^.{4,200}\[(?:사진|연합뉴스)[^\]]{0,40}\]$"
)
_JAPANESE = re.compile(r"^[^。]{4,120}=[^。=]{1,40}(?:写す|撮影|提供|共同|ロイター|時事|写真)(?:\([^)]{1,20}\))?$")
_CHINESE = re.compile(r"^.{4,200}(?:记者|記者|社|图|圖|\(|。)\s?[\u4e00-\u9fff·\s]{2,12}[摄攝发發]\)?。?$")


def drop_captions(draft: Draft) -> Draft:
    """Cut captions closed by who made the picture; the block that opens the article stays."""
    return draft.without((block.position for block in draft.blocks[1:] if _is_caption(block.text)), NAME)


@lru_cache(maxsize=512)
def _is_caption(text: str) -> bool:
    if len(text) > 12 * LONGEST:
        return False
    folded = fold(text)
    if folded[-1:] in ")|" and _closes_with_source(folded):
        return weight(folded) <= LONGEST
    if (":" in folded or "=" in folded) and _CREDITED.match(folded) and weight(folded) <= LONGEST:
        return True
    return not folded.isascii() and _is_eastern(folded) and weight(folded) <= LONGEST


def _is_eastern(folded: str) -> bool:
    """The habits of Japanese, Korean and Chinese newsrooms: an equals sign, a label, "taken by" at the end."""
    if "=" in folded[-60:]:
        return bool(_JAPANESE.match(folded))
    if "사진" in folded or "뉴스" in folded[-30:]:
        return bool(_KOREAN.match(folded))
    return folded.rstrip(")。 ")[-1:] in "摄攝发發" and bool(_CHINESE.match(folded))


def _closes_with_source(folded: str) -> bool:
    """Whether brackets at the end name a picture agency, alone or behind a photographer.

    A news agency alone in brackets signs texts as well as pictures: it is no sign of a caption.
    """
    bracket = _BRACKET.search(folded[-90:])
    if bracket is None or bracket.start() + max(0, len(folded) - 90) < 4:
        return False
    inside = bracket[1].strip()
    if inside in AGENCIES:
        return False
    return _SOURCES.end(inside) >= 0 or any(_SOURCES.end(part.strip()) >= 0 for part in _VIA.split(inside)[1:])

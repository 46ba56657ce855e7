"""Photo and graphic credits, and captions that end in one."""

from __future__ import annotations

import re

from transforms.draft import Draft
from transforms.text import fold, words

NAME = "photo_credit"
LONGEST_CAPTION = 60

_SOURCES = (
    r"(?:ap photo|ap|getty(?: images)?|reuters|afp|epa|shutterstock|istock|alamy|file photo|handout|courtesy|pti|dpa|"
    r"imago|picture alliance|photo|foto|bloomberg)"
)
_LABEL = re.compile(
    r"^[\s(\[]*(?:photo(?:graph)?s?|photographer|image|picture|graphic|illustration|video|"
    r"file photo|representational image|foto|"
    r"bild|crédit photo|credit|imagem|imagen|фото)"
    r"(?: (?:credits?|by|courtesy(?: of)?|source))?\s*[:：/]\s*.{1,120}$"
)
_CAPTION = re.compile(
    rf"[(\[|]\s*(?:{_SOURCES}\b[^()\[\]]{{0,60}}|[^()\[\]]{{0,50}}(?:/|via |"
    rf"for )\s*{_SOURCES}[^()\[\]]{{0,30}})\s*[)\]|]\s*$"
)


_SLASHED = re.compile(
    r"[^\W_]\s?/\s?(?:ap|afp|reuters|epa|bloomberg|getty|getty images|shutterstock|alamy|dpa|pool)"
    r"(?:\s?/\s?getty(?: images)?| images)?$"
)


_CREDITED = re.compile(
    r"\S.{3,200}\s(?:photo |picture |image )?(?:credits?|photograph|foto|fotos|bild|crédit|crédits|crédito|créditos|"
    r"fotografía|fotografia|фото|照片|写真|사진)\s?[:：]\s?[^.!?:]{2,80}$"
)
"""A caption with its credit behind it."""


def drop_photo_credits(draft: Draft) -> Draft:
    """Cut credit lines and captions closed by a picture agency; a paragraph that opens the article stays."""
    gone = []
    for place, block in enumerate(draft.blocks):
        if len(block.text) > 12 * LONGEST_CAPTION:
            continue
        if is_photo_credit(block.text) or (place > 0 and _is_caption(fold(block.text))):
            gone.append(block.position)
    return draft.without(gone, NAME)


def is_photo_credit(text: str) -> bool:
    """A line that names who made a picture: by a label, or by a slash before a picture agency at its end."""
    folded = fold(text)
    if _LABEL.match(folded) and len(words(folded)) <= 20 and not folded.endswith((".", "!")):
        return True
    return "/" in folded and bool(_SLASHED.search(folded)) and len(words(folded)) <= LONGEST_CAPTION


def _is_caption(folded: str) -> bool:
    if (":" in folded or "：" in folded) and _CREDITED.match(folded) and len(words(folded)) <= LONGEST_CAPTION:
        return True
    names_picture = re.search(r"photo|getty|shutterstock|alamy|istock|/(?:ap|afp|reuters|epa)\b|via ", folded[-80:])
    return bool(names_picture and len(words(folded)) <= LONGEST_CAPTION and _CAPTION.search(folded))

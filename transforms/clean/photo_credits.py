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
    r"^[\s(\[]*(?:photo(?:graph)?s?|image|picture|graphic|illustration|video|file photo|representational image|foto|"
    r"bild|crédit photo|credit|imagem|imagen|фото)"
    r"(?: (?:credits?|by|courtesy(?: of)?|source))?\s*[:：/]\s*.{1,120}$"
)
_CAPTION = re.compile(
    rf"[(\[|]\s*(?:{_SOURCES}\b[^()\[\]]{{0,60}}|[^()\[\]]{{0,50}}(?:/|via |"
    rf"for )\s*{_SOURCES}[^()\[\]]{{0,30}})\s*[)\]|]\s*$"
)


def drop_photo_credits(draft: Draft) -> Draft:
    """Cut credit lines and captions closed by a picture agency; a paragraph that opens the article stays."""
    gone = []
    for place, block in enumerate(draft.blocks):
        text = fold(block.text)
        count = len(words(text))
        is_label = count <= 20 and bool(_LABEL.match(text)) and not text.endswith((".", "!"))
        names_picture = re.search(r"photo|getty|shutterstock|alamy|istock|/(?:ap|afp|reuters|epa)\b|via ", text[-80:])
        is_caption = count <= LONGEST_CAPTION and place > 0 and bool(_CAPTION.search(text)) and bool(names_picture)
        if is_label or is_caption:
            gone.append(block.position)
    return draft.without(gone, NAME)

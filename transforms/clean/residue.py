"""Rules drawn with signs, short codes and templates that nothing filled in."""

from __future__ import annotations

import re

from transforms.draft import Draft
from transforms.text import fold

NAME = "residue"
LONGEST_CHARACTERS = 400

_SIGNS = re.compile(r"^[\W_]{1,80}$")
_CODE = re.compile(
    r"^\{\{.{0,200}\}\}$|^\{%.{0,200}%\}$|"
    r"^\[(?P<code>[a-z_]{3,20})(?:#[^\]]*|\s[^\]]*=[^\]]*|\s?)\](?:.{0,300}\[/(?P=code)\])$|^\[[a-z_]{2,20}(?:#|\s[^\]]*=)[^\]]*\]$"
)
_NAMED_CODE = re.compile(
    r"^\[/?(?:caption|gallery|embed|video|audio|playlist|instagram|youtube|twitter|tweet|facebook|image|img|ad|ads|"
    r"adsense|related|poll|quote|pullquote|iframe|newsletter|widget|shortcode|footnote|infobox|read_more|contact-form|"
    r"[a-z]+_[a-z_]+|vc_[a-z_]+)\b[^\]]*\](?:.{0,300}\[/[a-z_-]+\])?$"
)


def drop_residue(draft: Draft) -> Draft:
    """Cut whole blocks that are signs or codes, with no word of the article in them; a source in brackets stays."""
    return draft.without((block.position for block in draft.blocks if _is_residue(block.text)), NAME)


def _is_residue(text: str) -> bool:
    if len(text) > LONGEST_CHARACTERS:
        return False
    if text[:1].isalnum():
        return False
    folded = fold(text)
    if not any(character.isalnum() for character in folded[:80]):
        return bool(_SIGNS.match(folded))
    return bool(_NAMED_CODE.match(folded) or _CODE.match(folded))

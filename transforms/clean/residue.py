"""What machinery leaves in a text: rules drawn with signs, short codes, script, the frames of embedded posts."""

from __future__ import annotations

import re

from transforms.draft import Draft
from transforms.text import fold

NAME = "residue"
LONGEST_CHARACTERS = 1_000

_SIGNS = re.compile(r"^[\W_]{1,80}$")
_CODE = re.compile(
    r"^\[(?P<code>[a-z_]{3,20})[^\]]*\](?:.{0,300}\[/(?P=code)\])?$|^\{\{.{0,200}\}\}$|"
    r"^(?:\(?function ?\(|window\.|document\.|var \w+ ?=|googletag\.|jquery\(|\(adsbygoogle|<!--|<script|<iframe)"
)
_FRAME = re.compile(
    r"^(?:view this post on \w+|(?:a )?(?:post|video|photo) shared by .{1,120}|sieh dir diesen beitrag auf \w+ an|"
    r"voir cette publication sur \w+|ver esta publicación en \w+|ver essa foto no \w+|visualizza questo post su \w+|"
    r"dit bericht op \w+ bekijken|посмотреть эту публикацию в \w+|عرض هذا المنشور على \w+|この投稿を\w+で見る|"
    r"\w+에서 이 게시물 보기|在 ?\w+ ?查看这篇帖子|इस पोस्ट को \w+ पर देखें|یہ پوسٹ \w+ پر دیکھیں)[\s.]*$"
)


def drop_residue(draft: Draft) -> Draft:
    """Cut whole blocks that are signs, codes or frames, with no word of the article in them."""
    return draft.without((block.position for block in draft.blocks if _is_residue(block.text)), NAME)


def _is_residue(text: str) -> bool:
    if len(text) > LONGEST_CHARACTERS:
        return False
    folded = fold(text)
    return bool(_SIGNS.match(folded) or _CODE.match(folded) or _FRAME.match(folded))

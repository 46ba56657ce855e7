"""The frames of embedded posts: what a network's widget writes around a post. The post itself stays."""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.draft import Draft
from transforms.prose import has_speaker
from transforms.text import fold

NAME = "embedded_post"
LONGEST_CHARACTERS = 200

_FRAME = re.compile(
    r"^(?:view this post on \w+|view (?:more|the original post|on)\b.{0,30}(?:instagram|twitter|x|facebook|threads)|"
    r"view (?:instagram|twitter|facebook|tiktok) post|"
    r"(?:a )?(?:post|video|photo|reel|story) shared by .{1,120}|click to tweet|"
    r"(?:content|post|tweet) (?:is )?not available|"
    r"sieh dir diesen beitrag auf \w+ an|(?:ein beitrag|ein post) geteilt von .{1,120}|"
    r"voir cette publication sur \w+|(?:une publication|un post) partagée? par .{1,120}|"
    r"ver esta publicación en \w+|(?:una publicación|una foto) compartida (?:por|de) .{1,120}|"
    r"ver (?:essa foto|este post|esta publicação) no \w+|(?:uma publicação|um post) (?:com)?partilhad[ao] por .{1,120}|"
    r"uma publicação compartilhada por .{1,120}|"
    r"visualizza questo post su \w+|un post condiviso da .{1,120}|"
    r"dit bericht op \w+ bekijken|een bericht gedeeld door .{1,120}|"
    r"посмотреть эту публикацию в \w+|публикация от .{1,120}|"
    r"عرض هذا المنشور على \w+|تمت مشاركة منشور بواسطة .{1,120}|"
    r"この投稿を\w+で見る|.{1,60}がシェアした投稿|\w+에서 이 게시물 보기|.{1,60}님의 공유 게시물|"
    r"在 ?\w+ ?(?:查看这篇帖子|查看這則貼文)|.{1,40}(?:分享的帖子|分享的貼文)|"
    r"इस पोस्ट को \w+ पर देखें|.{1,60} द्वारा साझा की गई पोस्ट|یہ پوسٹ \w+ پر دیکھیں|.{1,60} کی جانب سے شیئر کردہ پوسٹ|"
    r"pic\.twitter\.com/\w{4,20}|https?://t\.co/\w{4,20})[\s.]*$"
)
_HINTS = (
    "post|video|photo|reel|story|tweet|content|beitrag|publi|foto|bericht|публикац|منشور|投稿|게시물|帖子|貼文|पोस्ट|پوسٹ|"
    "pic.twitter|t.co/|instagram|twitter|facebook|tiktok"
).split("|")


def drop_embedded_posts(draft: Draft) -> Draft:
    """Cut whole blocks that only frame a post."""
    return draft.without((block.position for block in draft.blocks if _is_frame(block.text)), NAME)


@lru_cache(maxsize=512)
def _is_frame(text: str) -> bool:
    if len(text) > LONGEST_CHARACTERS:
        return False
    folded = fold(text)
    return any(hint in folded for hint in _HINTS) and bool(_FRAME.match(folded)) and not has_speaker(folded)

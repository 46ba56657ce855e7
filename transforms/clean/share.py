"""Share and follow lines."""

from __future__ import annotations

import re

from transforms.draft import Draft
from transforms.prose import has_speaker
from transforms.text import fold, words

NAME = "share"
LONGEST = 30

_NETWORK = (
    r"(?:facebook|twitter|x|instagram|whatsapp|linkedin|reddit|pinterest|telegram|tiktok|youtube|threads|bluesky|"
    r"mastodon|e-?mail|snapchat|flipboard)"
)
_LINE = re.compile(
    rf"^[\s•|*-]*(?:"
    rf"share(?: (?:this|on|via|the|article|story|post|options|save)\b.{{0,60}})?[:.!]*|"
    rf"(?:like|enjoy) (?:this|our) (?:story|article)\?.{{0,80}}|"
    rf"follow (?:us|me|him|her|them)(?:(?::| @| (?:on|at|for|via|here|to)\b).{{0,120}})?|"
    rf"follow .{{2,120}}\bon (?:the )?{_NETWORK}\b.{{0,120}}|"
    rf"(?:find|like|join) us on {_NETWORK}\b.{{0,80}}|"
    rf"(?:tweet|retweet|copy link|copy url|print|print this article|save|save article|bookmark|e-?mail this|"
    rf"listen to this article|link copied|click to share.{{0,60}}|"
    rf"teilen|partager|compartir|compartilhar|condividi|delen|поделиться|مشاركة|シェア|공유|分享)|"
    rf"{_NETWORK}(?:[\s|,/•]+{_NETWORK})*"
    rf")[\s.!]*$"
)


def drop_share(draft: Draft) -> Draft:
    """Cut whole blocks that ask to share or follow, or that only name networks."""
    return draft.without((block.position for block in draft.blocks if _asks_to_share(block.text)), NAME)


def _asks_to_share(text: str) -> bool:
    if len(text) > 12 * LONGEST:
        return False
    folded = fold(text)
    return bool(_LINE.match(folded)) and len(words(text)) <= LONGEST and not has_speaker(folded)

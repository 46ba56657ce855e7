"""Share and follow lines: buttons, and requests to follow that name a network."""

from __future__ import annotations

import re

from transforms.clean.openings import Contained, Openings, phrases_of, unmarked
from transforms.clean.wording.asking import FOLLOW, NETWORKS, SHARE
from transforms.draft import Draft
from transforms.prose import ends_with_stop, has_speaker, weight
from transforms.text import fold

NAME = "share"
LONGEST = 30
LONGEST_BUTTON = 12

_SHARE = Openings(phrases_of(SHARE))
_FOLLOW = Openings(phrases_of(FOLLOW))
_NETWORK = Contained(fold(name) for name in NETWORKS.split("|"))
_PLACED = re.compile(
    r"\s*(?:(?:on|via|to|by|with|auf|per|über|sur|par|en|por|no|na|su|op|в|на|через|على|عبر|to|at|in|:)\s+)?(?P<where>[^.!?।۔。]{2,40})$"
)
_BEFORE = re.compile(r"^[\w\s.]{2,20}?\s?(?:पर|پر|で|に|에|으로|로|上)\s?")
_NAMES = (
    r"(?:facebook|twitter|x|instagram|whatsapp|linkedin|reddit|pinterest|telegram|tiktok|youtube|threads|bluesky|"
    r"mastodon|e-?mail|snapchat|flipboard|вконтакте|одноклассники|telegram|فيسبوك|تويتر|واتساب|फेसबुक|ट्विटर|"
    r"व्हाट्सएप|فیس بک|ٹوئٹر|واٹس ایپ|line|카카오톡|페이스북|트위터|微信|微博|facebook messenger|xing|viber|ok|vk)"
)
_ONLY_NAMES = re.compile(rf"^{_NAMES}(?:[\s|,/•·]+{_NAMES})*[\s.!]*$")
_ENGLISH = re.compile(
    r"^(?:share(?: (?:this|on|via|the|article|story|post|options|save)\b.{0,60})?[:.!?]*|"
    r"(?:like|enjoy) (?:this|our) (?:story|article)\?.{0,80}|"
    r"follow (?:us|me|him|her|them)(?:(?::| @| (?:on|at|for|via|here|to)\b).{0,120})?|"
    r"follow .{2,120}\bon (?:the )?(?:facebook|twitter|x|instagram|linkedin|tiktok|threads|bluesky|youtube)\b.{0,120}|"
    r"click to share.{0,60})[\s.!]*$"
)


def drop_share(draft: Draft) -> Draft:
    """Cut whole blocks that ask to share or follow, or that only name networks."""
    return draft.without((block.position for block in draft.blocks if _asks_to_share(block.text)), NAME)


def _asks_to_share(text: str) -> bool:
    if len(text) > 12 * LONGEST:
        return False
    folded = unmarked(text)
    is_asking = _is_button(folded) or _asks_to_follow(folded) or bool(_ENGLISH.match(folded))
    return is_asking and weight(folded) <= LONGEST and not has_speaker(folded)


def _is_button(folded: str) -> bool:
    if len(folded) > 12 * LONGEST_BUTTON:
        return False
    if _ONLY_NAMES.match(folded) or _SHARE.is_whole(folded):
        return True
    end = _SHARE.end(folded)
    if end >= 0:
        placed = _PLACED.match(folded, end)
        return placed is not None and _NETWORK.found_in(placed["where"]) and weight(folded) <= LONGEST_BUTTON
    before = _BEFORE.match(folded)
    return before is not None and _NETWORK.found_in(before[0]) and _SHARE.is_whole(folded[before.end() :])


def _asks_to_follow(folded: str) -> bool:
    """An opening that asks, and a network behind it; "Follow the river on Facebook Street." ends as a sentence."""
    end = _FOLLOW.end(folded)
    if end < 0:
        return False
    is_short = weight(folded) <= LONGEST_BUTTON or not ends_with_stop(folded)
    return is_short and _NETWORK.found_in(folded[end:])

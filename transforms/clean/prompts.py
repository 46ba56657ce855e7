"""Newsletter, app and alert prompts: lines that ask the reader to sign up, subscribe, download or support."""

from __future__ import annotations

import re

from transforms.draft import Draft
from transforms.prose import has_speaker
from transforms.text import fold, sentences, words

NAME = "prompt"
LONGEST = 60
"""Words: a prompt longer than this has prose in it."""
LONGEST_CHARACTERS = 12 * LONGEST
"""What is longer has more words than that in any language; asking this first is cheap."""

_ASKS = re.compile(
    r"^[\s*•>»×+-]*(?:please |click (?:here )?to |to )?(?:sign up|sign-up|subscribe|download (?:the|our)|get (?:the|"
    r"our|all|more|your)|join (?:our|the|us)|become a (?:member|subscriber)|"
    r"register (?:now|for)|enjoy(?:ed|ing)? |want (?:more|the|to)|for (?:more|the latest|breaking|all the latest)|"
    r"start your (?:day|week)|follow (?:our|us|the)|stay (?:up to date|informed|updated|connected)|"
    r"don't miss|never miss|support (?:our|independent|quality|local)|you can (?:also )?(?:sign up|subscribe)|"
    r"there's plenty more|like (?:this|what)|"
    r"abonnieren sie|melden sie sich|newsletter|inscrivez-vous|abonnez-vous|suscríbete|suscríbase|assine|inscreva-se|"
    r"iscriviti|abbonati|"
    r"schrijf je in|meld je aan|подпишитесь|подписывайтесь|اشترك)"
)
_FOR = re.compile(
    r"newsletter|inbox|e-?mail (?:alert|update|brief)|news alerts?|push notification|(?:our|the|mobile|"
    r"news) .{0,30}\bapp\b|whatsapp channel|telegram channel|telegram|youtube channel|"
    r"free trial|subscri(?:be|ption) (?:now|today)|subscribe (?:to|for)|subscribe$|morning (?:brief|email)|"
    r"google news|podcast|substack|"
    r"\bapp\b.{0,30}(?:app store|google play|ios|android)|rassegna|bulletin|boletín|boletim|рассылк|канал|nieuwsbrief|"
    r"become a member"
)

_WORDS = (
    "newsletter inbox mail alert notification app whatsapp telegram youtube trial subscri brief google podcast "
    "substack rassegna bulletin boletín boletim рассылк канал nieuwsbrief member"
).split()
"""One of these stands in everything that _FOR finds; looking for them is cheap."""


def drop_prompts(draft: Draft) -> Draft:
    """Cut whole blocks whose every sentence belongs to a sign-up prompt and one of which asks.

    Prose about newsletters survives: it tells of somebody, it does not begin with an imperative.
    """
    return draft.without((block.position for block in draft.blocks if _is_prompt(block.text)), NAME)


def _is_prompt(text: str) -> bool:
    if len(text) > LONGEST_CHARACTERS:
        return False
    folded = fold(text)
    if not any(word in folded for word in _WORDS):
        return False
    if not _FOR.search(folded) or len(words(folded)) > LONGEST or has_speaker(folded):
        return False
    parts = sentences(folded)
    asking = [bool(_ASKS.match(part)) for part in parts]
    return asking[0] or (asking[-1] and len(parts) <= 4)

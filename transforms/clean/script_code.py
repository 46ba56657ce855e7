"""Program text that ran into the body: scripts, style sheets, data objects."""

from __future__ import annotations

import re

from transforms.draft import Draft
from transforms.text import fold

NAME = "script"
LONGEST_CHARACTERS = 4_000

_SCRIPT = re.compile(
    r"^(?:\(?\s?function ?[\w$]* ?\(|!function|\(\(\) ?=>|window\.|document\.|(?:var|let|const) [\w$]+ ?=|googletag\.|"
    r"jquery\(|\$\(|\(adsbygoogle|<!--|<script|<iframe|<style|<div|//<!\[cdata\[|@media\b|@import\b|@font-face|"
    r"try ?\{|if ?\( ?typeof|dataLayer\.|datalayer\.|fbq\(|gtag\(|ga\(|new \w+\(|require\(|export |"
    r"[.#][\w-]+(?: [.#]?[\w-]+)* ?\{ ?[\w-]+ ?:)"
)
_SIGNS_OF_CODE = "{}();=<>[]"
_FEWEST_SIGNS = 3


def drop_script(draft: Draft) -> Draft:
    """Cut whole blocks that begin as program text and have its signs in them; prose about a program has not."""
    return draft.without((block.position for block in draft.blocks if _is_script(block.text)), NAME)


def _is_script(text: str) -> bool:
    if len(text) > LONGEST_CHARACTERS or not _SCRIPT.match(fold(text)):
        return False
    return sum(text.count(sign) for sign in _SIGNS_OF_CODE) >= _FEWEST_SIGNS

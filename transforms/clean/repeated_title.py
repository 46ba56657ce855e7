"""The title (and subtitle) repeated as the first lines of the body."""

from __future__ import annotations

from rapidfuzz import fuzz

from transforms.draft import Draft
from transforms.prose import is_long
from transforms.text import fold

NAME = "repeated_title"
FIRST_BLOCKS = 4
LONG_HEAD = 15
"""Characters: a shorter headline is compared whole."""
NEAR = 92.0
"""rapidfuzz ratio (0..100): a headline printed twice differs by quotes or a word at most."""


def drop_repeated_title(draft: Draft) -> Draft:
    """Cut the title, the printed title or the subtitle where it opens the body again. Never the only block."""
    heads = [fold(text) for text in (draft.title, draft.printed_title, draft.subtitle) if text]
    gone: list[int] = []
    for block in draft.blocks[:FIRST_BLOCKS]:
        text = fold(block.text)
        is_head = any(_repeats(text, head) for head in heads)
        if is_head and (not is_long(block.text) or text in heads) and len(gone) + 1 < len(draft.blocks):
            gone.append(block.position)
    return draft.without(gone, NAME)


def _repeats(text: str, head: str) -> bool:
    """The same words, or nearly; or the headline as the window of a browser shows it, with section and site behind."""
    if text == head:
        return True
    if len(head) < LONG_HEAD:
        return False
    return text.startswith(f"{head} | ") or fuzz.ratio(text, head) >= NEAR

"""What stands over an article besides its headline: the kicker, the way to the page, a standfirst printed twice."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.clean.openings import Openings, phrases_of, unmarked
from transforms.clean.wording.heads import KICKERS
from transforms.draft import Block, Draft
from transforms.prose import is_prose, weight
from transforms.text import fold

NAME = "head_line"
FIRST_BLOCKS = 6
LONGEST_KICKER = 4
"""Words."""
LEAST_STANDFIRST = 40
"""Characters that a standfirst has before its first words are compared."""
FEWEST_STEPS = 2
"""Links one after another that make a way to the page."""

_KICKERS = Openings(phrases_of(KICKERS))


def drop_head_lines(draft: Draft) -> Draft:
    """Cut, before the first prose, what is no part of the text; and of a standfirst printed twice the first.

    A kicker is one of the words for a kind of article, or repeats the section or a keyword. Never the only block.
    """
    blocks = draft.blocks[:FIRST_BLOCKS]
    first = next((place for place, block in enumerate(draft.blocks) if is_prose(block.text)), 0)
    labels = {fold(label) for label in (draft.section, *draft.keywords) if label}
    gone = [block.position for block in blocks[:first] if _is_kicker(block, labels)]
    gone += _way(draft.blocks[:first])
    gone += [one.position for place, one in enumerate(blocks) if _is_repeated(one, draft.blocks[place + 1 : place + 4])]
    return draft.without(gone, NAME) if len(set(gone)) < len(draft.blocks) else draft


def _is_kicker(block: Block, labels: set[str]) -> bool:
    if len(block.text) > 40 or block.text.rstrip()[-1:] in ".!?…-–—" or weight(block.text) > LONGEST_KICKER:
        return False
    folded = unmarked(block.text)
    return _KICKERS.is_whole(folded) or folded.rstrip(" :|>") in labels


def _way(head: Sequence[Block]) -> list[int]:
    """The positions of links that stand one after another at the very top: the way from the front page."""
    steps: list[int] = []
    for block in head:
        if block.link_share < 0.9 or weight(block.text) > LONGEST_KICKER:
            break
        steps.append(block.position)
    return steps if len(steps) >= FEWEST_STEPS else []


def _is_repeated(block: Block, later: Sequence[Block]) -> bool:
    """Whether it breaks off in dots, or is a heading, and one of the next blocks says it again."""
    is_broken = block.text.rstrip().endswith(("...", "…"))
    if len(block.text) < LEAST_STANDFIRST or not (is_broken or block.kind == "heading"):
        return False
    text = fold(block.text).rstrip(" .")
    return any(other.kind != "heading" and fold(other.text).startswith(text) for other in later)

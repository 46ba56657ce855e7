"""Byline and date lines that stand in the body: fields, lifted where the fields are empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.bylines import byline_line
from transforms.draft import Block, Draft
from transforms.model import Credit
from transforms.prose import is_prose

NAME = "byline"
FIRST_BLOCKS = 4
LAST_BLOCKS = 1


def lift_byline_lines(draft: Draft) -> Draft:
    """Cut lines that hold only names and dates at the start or the very end; names and dates go to their fields."""
    blocks = draft.blocks
    edge = [*blocks[:FIRST_BLOCKS], *(blocks[-LAST_BLOCKS:] if len(blocks) > FIRST_BLOCKS else ())]
    gone: list[int] = []
    for block in edge:
        line = byline_line(block.text)
        if line is None or len(gone) + 1 >= len(blocks):
            continue
        if not (line.authors or line.dates) and _is_behind_prose(block, blocks):
            continue
        gone.append(block.position)
        credits = tuple(Credit("byline", block.text, agency) for agency in line.agencies)
        draft = replace(
            draft,
            authors=draft.authors or line.authors,
            dates=draft.dates if line.is_update else (*draft.dates, *line.dates),
            credits=(*draft.credits, *credits),
        )
    return draft.without(gone, NAME)


def _is_behind_prose(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether prose comes first: then an agency's name alone is the tail of a short text."""
    return any(is_prose(earlier.text) for earlier in blocks if earlier.position < block.position)

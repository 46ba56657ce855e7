"""A draft: what extraction found in a capture, on its way to become an Article through the cleaning rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from transforms.model import Credit, DateEvidence, Publisher

BlockKind = Literal["paragraph", "heading", "item", "quote", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item; ``position`` counts from 1 in the capture, ``link_share`` is 0..1."""

    text: str
    position: int
    kind: BlockKind = "paragraph"
    link_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Cut:
    """A block and the rule that cut it."""

    block: Block
    rule: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Blocks still in, blocks cut, and the fields that the capture's head and metadata gave so far."""

    blocks: tuple[Block, ...]
    cuts: tuple[Cut, ...] = ()
    title: str | None = None
    printed_title: str | None = None
    """The headline as it stands on the page, where the metadata's differs; both are repeats in the body."""
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    dates: tuple[DateEvidence, ...] = ()
    modified: DateEvidence | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image_url: str | None = None
    image_caption: str | None = None
    canonical_url: str | None = None
    own_url: str | None = None
    guid: str | None = None
    publisher: Publisher | None = None
    credits: tuple[Credit, ...] = ()
    is_accessible_for_free: bool | None = None

    def without(self, positions: Iterable[int], rule: str) -> Draft:
        """The draft with the blocks at these positions cut by a rule; itself when there are none."""
        gone = frozenset(positions)
        if not gone:
            return self
        cuts = tuple(Cut(block, rule) for block in self.blocks if block.position in gone)
        kept = tuple(block for block in self.blocks if block.position not in gone)
        return replace(self, blocks=kept, cuts=(*self.cuts, *cuts))


def blocks_of(texts: Iterable[str]) -> tuple[Block, ...]:
    """Plain paragraphs as blocks, numbered from 1; empty ones left out."""
    kept = [text for text in texts if text.strip()]
    return tuple(Block(text, position) for position, text in enumerate(kept, start=1))

"""A text in the order of its page, with what was cut in its places: for a person, and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flows.cli_printing import counted, wrapped
from transforms.clean.reasons import reason_of

_CUT, _KEPT = "- ", "  "


class CutBlock(Protocol):
    """What is known of a cut block, in an article or in the warehouse."""

    @property
    def position(self) -> int: ...
    @property
    def rule(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def evidence_count(self) -> int | None: ...
    @property
    def paragraphs_before(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of the page: kept, or cut by a rule for a reason. ``is_placed`` is false where its place is unknown."""

    text: str
    rule: str | None = None
    reason: str | None = None
    evidence_count: int | None = None
    is_placed: bool = True

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Piece:
        """The piece that to_json described."""
        kept = {name: value for name, value in values.items() if name != "is_cut"}
        return cls(**kept)

    def to_json(self) -> dict[str, Any]:
        """For programs; kept blocks have their text alone."""
        if self.rule is None:
            return {"text": self.text, "is_cut": False}
        return {
            "text": self.text,
            "is_cut": True,
            "rule": self.rule,
            "reason": self.reason,
            "evidence_count": self.evidence_count,
            "is_placed": self.is_placed,
        }


def pieces_of(paragraphs: Sequence[str], removed: Iterable[CutBlock]) -> list[Piece]:
    """The kept paragraphs and the cut blocks in the order of the page; what has no place stands at the end."""
    cuts = sorted(removed, key=lambda block: block.position)
    found: list[Piece] = []
    for place in range(len(paragraphs) + 1):
        found += [_cut(block) for block in cuts if block.paragraphs_before == place]
        if place < len(paragraphs):
            found.append(Piece(paragraphs[place]))
    known = range(len(paragraphs) + 1)
    return [*found, *(_cut(block, is_placed=False) for block in cuts if block.paragraphs_before not in known)]


def _cut(block: CutBlock, *, is_placed: bool = True) -> Piece:
    reason = reason_of(block.rule, block.evidence_count)
    return Piece(block.text, block.rule, reason, block.evidence_count, is_placed)


def piece_lines(pieces: Sequence[Piece], columns: int) -> Iterator[str]:
    """The page as lines: what was cut has a dash before it, and behind it the rule and the reason."""
    cut = [piece for piece in pieces if piece.rule]
    yield f"The page in its order: {counted(len(cut), 'block')} of {len(pieces)} cut (-)"
    yield ""
    unplaced = False
    for piece in pieces:
        if not piece.is_placed and not unplaced:
            unplaced = True
            yield from wrapped(
                "Cut as well; where these stood is not known (`newsfold reprocess` finds it):", columns, _KEPT
            )
        yield from _piece(piece, columns)
        yield ""


def _piece(piece: Piece, columns: int) -> Iterator[str]:
    if piece.rule is None:
        yield from wrapped(piece.text, columns, _KEPT)
        return
    yield from wrapped(piece.text, columns, _CUT)
    yield from wrapped(f"{piece.rule}: {piece.reason}", columns, "    [", "     ", "]")

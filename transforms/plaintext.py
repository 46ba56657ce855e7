"""Paragraphs of a plain text: by blank lines, or by lines where there are none; hard-wrapped lines joined."""

from __future__ import annotations

import re
import statistics

from transforms.text import tidy

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text in order, tidied, without empty ones.

    A paragraph may keep line ends: lines of a head stay apart, hard-wrapped prose is joined.
    """
    tidied = tidy(text).strip("\n")
    blocks = [block for block in _BLANK.split(tidied) if block.strip()]
    if len(blocks) == 1 and "\n" in blocks[0]:
        lines = blocks[0].split("\n")
        if not _is_wrapped(lines):
            return [line.strip() for line in lines if line.strip()]
    return [_joined(block) for block in blocks]


def _joined(block: str) -> str:
    lines = [line.strip() for line in block.split("\n")]
    if _is_wrapped(lines):
        return " ".join(_HYPHENATED.sub("", "\n".join(lines)).split())
    return "\n".join(line for line in lines if line)


def _is_wrapped(lines: list[str]) -> bool:
    """Prose broken at a column: every line but the last about as long, most not ending a sentence."""
    inner = lines[:-1]
    if not inner or min(map(len, inner)) < 40 or max(map(len, inner)) > 130:
        return False
    ends = sum(line.endswith((".", "!", "?", '"', "”")) for line in inner)
    return statistics.pstdev(map(len, inner)) <= 12 and ends <= len(inner) // 2

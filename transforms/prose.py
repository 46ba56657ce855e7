"""What is prose: the few tests that head parsing and the cleaning rules share.

Lengths are in words (characters, for scripts without spaces). The numbers are floors that a caption, prompt or
heading seldom passes and a newspaper paragraph seldom misses; each was checked on the seeds and on development pages.
"""

from __future__ import annotations

import re

from transforms.text import words

LONG_CHARACTERS = 200
"""A block longer than this is a paragraph whatever it says (measured: cutting at a heading only when no block
over 200 characters follows is what paid)."""

_TERMINAL = re.compile(r"""[.!?…。！？؟۔।:;]["'”’»)\]」』）]*$""")
_FULL_STOP = re.compile(r"""[.…。۔।]["'”’»)\]」』）]*$""")


def ends_sentence(text: str) -> bool:
    """Whether a block ends as a sentence does."""
    return bool(_TERMINAL.search(text.rstrip()))


def ends_with_stop(text: str) -> bool:
    """Whether a block ends in a full stop: headlines may ask and exclaim but seldom stop."""
    return bool(_FULL_STOP.search(text.rstrip()))


def is_prose(text: str) -> bool:
    """A paragraph of running text, not a headline, label or prompt."""
    count = len(words(text))
    if ends_with_stop(text) and not text.rstrip().endswith(("...", "…")):
        return count >= 8
    return count >= 25 or (count >= 12 and ends_sentence(text) and not text.rstrip().endswith((":", "?", "!")))


def is_long(text: str) -> bool:
    """Longer than any prompt: see LONG_CHARACTERS."""
    return len(text) > LONG_CHARACTERS

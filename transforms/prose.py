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


_SAYS = re.compile(
    r"\b(?:said|says|told|asked|wrote|announced|added|explained|replied|ruled|promised|according to|"
    r"sagte|sagt|teilte|erklärte|laut|a dit|a déclaré|a affirmé|a annoncé|selon|dijo|afirmó|anunció|según|"
    r"disse|afirmou|anunciou|ha detto|ha dichiarato|zei|volgens|сказал\w*|заявил\w*|сообщил\w*)\b"
)


def has_speaker(folded: str) -> bool:
    """Whether somebody says something in a folded text: reporting does, prompts and notices have no speaker."""
    return bool(_SAYS.search(folded))


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

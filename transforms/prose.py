"""What is prose: the few tests that head parsing and the cleaning rules share.

Lengths are in words (characters, for scripts without spaces). The numbers are floors that a caption, prompt or
heading seldom passes and a newspaper paragraph seldom misses; each was checked on the seeds and on development pages.
"""

from __future__ import annotations

import re

from transforms.text import UNSPACED, words

LONG_CHARACTERS = 200
"""A block longer than this is a paragraph whatever it says (measured: cutting at a heading only when no block
over 200 characters follows is what paid)."""

LONG_GLUED = 80
"""The same where words are glued together: a character of such a script says as much as two and a half Latin ones."""

_TERMINAL = re.compile(r"""[.!?…。！？؟۔।:;]["'”’»)\]」』）]*$""")
_FULL_STOP = re.compile(r"""[.…。۔।]["'”’»)\]」』）]*$""")


_SAYS = re.compile(
    r"\b(?:said|says|told|asked|wrote|announced|added|explained|replied|ruled|promised|according to|"
    r"sagte|sagt|teilte|erklärte|laut|a dit|a déclaré|a affirmé|a annoncé|selon|dijo|afirmó|anunció|según|"
    r"disse|afirmou|anunciou|ha detto|ha dichiarato|zei|vroeg|fragte|demanda|preguntó|perguntou|chiese|volgens|"
    r"спросил\w*|сказал\w*|заявил\w*|сообщил\w*|"
    r"قال|قالت|أعلن|أعلنت|أكد|أكدت|صرح|أوضح|وفقا|بحسب)\b|"
    r"ने कहा|ने बताया|का कहना|के मुताबिक|के अनुसार|نے کہا|نے بتایا|کا کہنا|کے مطابق|"
    r"述べ[たて]|話し[たて]|語っ[たて]|と語る|と話す|によると|と発表|말했다|밝혔다|전했다|따르면|설명했다|表示[,:，：]|指出[,:，：]|介绍说|[说說][,:，：]|[称稱][,:，：]"
)
_GLUED = re.compile(f"[{UNSPACED}\uac00-\ud7af\u3130-\u318f]")


def has_speaker(folded: str) -> bool:
    """Whether somebody says something in a folded text: reporting does, prompts and notices have no speaker."""
    return bool(_SAYS.search(folded))


def glues(character: str) -> bool:
    """Whether a script writes words without spaces between them, or endings onto them (ja, zh, th; ko)."""
    return character > "\u0e00" and bool(_GLUED.match(character))


def weight(text: str) -> float:
    """The length of a text in words, where two characters of a script without spaces count as one word."""
    return sum(0.5 if len(word) == 1 and glues(word) else 1.0 for word in words(text))


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
    return len(text) > LONG_CHARACTERS or (
        not text.isascii() and len(text) > LONG_GLUED and len(text) + 1.5 * len(_GLUED.findall(text)) > LONG_CHARACTERS
    )

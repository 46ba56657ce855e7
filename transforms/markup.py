"""Markup made safe before a parser sees it: what XML forbids, tags swollen with attributes, bottomless nesting."""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 1_000
"""Of one tag: the parser's time grows with their square (measured: 1 s at 40,000, a minute at 110,000)."""

LONGEST_TAG = 20_000
"""Bytes: only longer ones are counted."""

_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\r")
_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|"
    rb"[fF]{3}[eEfF]))(?:;|(?![0-9a-zA-Z]))"
)
_LAYOUT = "div|span|section|center|font|b|i|u|em|strong|small|big|[a-z]+-[a-z-]+"
_STRUCTURE = (
    "table|tbody|thead|tr|td|th|ul|ol|li|dl|dd|dt|blockquote|article|main|form|fieldset|details|figure|a|nav|aside|"
    "header|footer"
)
_TAGS = r"(?:</?(?:{})\b[^<>]*+>\s*+)+"
_LAYOUT_TAGS = re.compile(_TAGS.format(_LAYOUT), re.IGNORECASE)
_NESTING_TAGS = re.compile(_TAGS.format(f"{_LAYOUT}|{_STRUCTURE}"), re.IGNORECASE)


def safe_markup(text: str) -> bytes:
    """The markup in UTF-8 without an XML declaration, control characters (and references to them), and swollen tags.

    A tag with more than MOST_ATTRIBUTES attributes loses all of them.
    """
    for stray in "\ufffe\uffff":
        text = text.replace(stray, "")
    data = _DECLARATION.sub(b"", text.encode("utf-8", "replace"))
    # looking for each is faster than one pass that looks at every byte
    if any(control in data for control in _CONTROLS):
        data = data.translate(None, _CONTROLS)
    if b"&#" in data:
        data = _REFERENCE.sub(b"", data)
    if _has_long_tag(data):
        data = b"<".join(piece if len(piece) <= LONGEST_TAG else _slim(piece) for piece in data.split(b"<"))
    return data


def _has_long_tag(data: bytes) -> bool:
    """Whether there may be a tag of LONGEST_TAG bytes: it would fill a window of half its length."""
    window = LONGEST_TAG // 2
    starts = range(0, len(data), window)
    return any(data.find(b">", at, at + window) < 0 and data.find(b"<", at, at + window) < 0 for at in starts)


def _slim(piece: bytes) -> bytes:
    """A tag and the text behind it; the tag without its attributes where it has thousands."""
    end = piece.find(b">")
    tag = piece if end < 0 else piece[:end]
    if not tag[:1].isalpha() or tag.count(b"=") <= MOST_ATTRIBUTES:
        return piece
    return tag.split(None, 1)[0] + (b"" if end < 0 else piece[end:])


def flattened(text: str) -> tuple[str, str]:
    """The markup without tags of layout, and without any tag that nests: paragraphs and headings side by side.

    For pages that nest deeper than the parser follows; the second where the first still does.
    """
    return _LAYOUT_TAGS.sub("<br>", text), _NESTING_TAGS.sub("<br>", text)

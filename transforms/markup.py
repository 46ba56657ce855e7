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
    data = _DECLARATION.sub(b"", text.encode("utf-8", "replace"))
    # looking for each is faster than one pass that looks at every byte
    if b"\xef\xbf" in data:
        for stray in "\ufffe\uffff":
            data = data.replace(stray.encode(), b"")
    if any(control in data for control in _CONTROLS):
        data = data.translate(None, _CONTROLS)
    if b"&#" in data:
        data = _REFERENCE.sub(b"", data)
    return _without_swollen_tags(data)


def _without_swollen_tags(data: bytes) -> bytes:
    """A tag of LONGEST_TAG bytes fills a window of half its length; only what is around such a window is looked at."""
    window = LONGEST_TAG // 2
    kept: list[bytes] = []
    done = at = 0
    while at < len(data):
        if data.find(b">", at, at + window) >= 0 or data.find(b"<", at, at + window) >= 0:
            at += window
            continue
        start = data.rfind(b"<", 0, at) + 1
        end = data.find(b"<", at + window)
        end = len(data) if end < 0 else end
        if end - start > LONGEST_TAG:
            kept += [data[done:start], _slim(data[start:end])]
            done = end
        at = end
    return b"".join([*kept, data[done:]]) if kept else data


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

"""Markup made safe before a parser sees it: what XML forbids, tags swollen with attributes, bottomless nesting."""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 1_000
"""Of one tag: the parser's time grows with their square (measured: 1 s at 40,000, a minute at 110,000)."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]))"
    r"(?:;|(?![0-9a-zA-Z]))"
)
_SWOLLEN = re.compile(r"<([A-Za-z][A-Za-z0-9:-]*+)[^<>]{20000,}+>")
_LAYOUT = "div|span|section|center|font|b|i|u|em|strong|small|big|[a-z]+-[a-z-]+"
_STRUCTURE = (
    "table|tbody|thead|tr|td|th|ul|ol|li|dl|dd|dt|blockquote|article|main|form|fieldset|details|figure|a|nav|aside|"
    "header|footer"
)
_TAGS = r"(?:</?(?:{})\b[^<>]*+>\s*+)+"
_LAYOUT_TAGS = re.compile(_TAGS.format(_LAYOUT), re.IGNORECASE)
_NESTING_TAGS = re.compile(_TAGS.format(f"{_LAYOUT}|{_STRUCTURE}"), re.IGNORECASE)


def safe_markup(text: str) -> str:
    """The markup without an XML declaration, control characters (and references to them), and swollen tags.

    A tag with more than MOST_ATTRIBUTES attributes loses all of them.
    """
    text = _FORBIDDEN.sub("", _DECLARATION.sub("", text))
    if "&#" in text:
        text = _REFERENCE.sub("", text)
    return _SWOLLEN.sub(_bare, text)


def _bare(swollen: re.Match[str]) -> str:
    return f"<{swollen[1]}>" if swollen[0].count("=") > MOST_ATTRIBUTES else swollen[0]


def flattened(text: str) -> tuple[str, str]:
    """The markup without tags of layout, and without any tag that nests: paragraphs and headings side by side.

    For pages that nest deeper than the parser follows; the second where the first still does.
    """
    return _LAYOUT_TAGS.sub("<br>", text), _NESTING_TAGS.sub("<br>", text)

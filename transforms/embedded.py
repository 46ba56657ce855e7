"""The text of an article that a page carries in its scripts: JSON-LD's articleBody, or markup for a script to show.

Some sites send a page whose elements are empty and whose text lies, as a string of markup, in the data that their
script starts from. Nothing is run: strings are read as JSON strings.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

from transforms.elements import Element
from transforms.json_ld import linked_data

MOST_SCRIPT = 4 * 2**20
"""Characters of a script that are looked through; the sites that were seen stay below one million."""

SHORTEST = 400
"""Characters of a string that may be an article."""

FEWEST_PARAGRAPHS = 3
"""Opening tags of paragraphs in a string of markup; a teaser or a label has fewer."""

# possessive, and a string that never ends is one too: every character is read once, whatever the script holds
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)(?:"|\\?\Z)', re.DOTALL)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_PLACE = re.compile(r"\$\$[A-Z_]{3,40}\$\$|\{\{[\w. ]{3,40}\}\}")
"""Where a script puts an advertisement or a value."""
_DEPTH = 2
"""Data are at times a string of JSON within a string."""


def embedded_bodies(scripts: Iterable[Element]) -> Iterator[str]:
    """Markup of what may be the article, the declared body first, then strings of markup, the longest first."""
    elements = list(scripts)
    for node in linked_data(elements).articles:
        body = node.get("articleBody")
        if isinstance(body, str) and len(body) >= SHORTEST:
            yield _as_markup(body)
    scripted = [one.text or "" for one in elements if "ld+json" not in (one.get("type") or "")]
    strings = (one for text in scripted for one in _strings(text[:MOST_SCRIPT], _DEPTH))
    found = {_PLACE.sub(" ", one) for one in strings if len(_PARAGRAPH.findall(one)) >= FEWEST_PARAGRAPHS}
    yield from sorted(found, key=lambda one: (-len(one), one))[:2]


def _strings(text: str, depth: int) -> Iterator[str]:
    """The long strings of a piece of JSON or script, decoded."""
    for match in _STRING.finditer(text):
        if len(match[1]) < SHORTEST or ("\\u003c" not in match[1] and "<" not in match[1]):
            continue
        try:
            decoded = json.loads(f'"{match[1]}"', strict=False)
        except ValueError:
            continue
        inner = [one for one in _strings(decoded, depth - 1) if _PARAGRAPH.search(one)] if depth > 1 else []
        yield from inner or [decoded]


def _as_markup(body: str) -> str:
    """A declared body as markup: many hold plain text, with a line an element or none."""
    if _PARAGRAPH.search(body):
        return body
    lines = html.unescape(re.sub(r"<br\s*/?>", "\n", body)).split("\n")
    return "".join(f"<p>{html.escape(line.strip())}</p>" for line in lines if line.strip())

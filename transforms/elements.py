"""Elements of a parsed page: what a path selects and what a reader sees of it, with types.

lxml's ``xpath`` answers numbers, strings or lists as the expression goes; here the paths are those that select
elements.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lxml.etree import XPath, _Element

from transforms.text import one_line

Element = _Element
"""lxml's element: it has no public name for its own type."""


def select(tree: Element, path: str) -> list[Element]:
    """The elements that an XPath expression selects, in document order; nothing else that it may answer."""
    found = _compiled(path)(tree)
    return [item for item in found if isinstance(item, Element)] if isinstance(found, list) else []


@lru_cache(maxsize=64)
def _compiled(path: str) -> Any:
    return XPath(path)


def is_tag(element: Element) -> bool:
    """Whether an element has a name: comments, entities and processing instructions stand in lxml's trees too."""
    tag: object = element.tag
    return isinstance(tag, str)


def visible_text(element: Element, separator: str = "") -> str:
    """All text inside an element on one line, its pieces joined by ``separator``."""
    return one_line(separator.join(str(piece) for piece in element.itertext()))


def drop(element: Element) -> None:
    """Take an element with all that is in it out of its tree; the text behind it stays. A root stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)

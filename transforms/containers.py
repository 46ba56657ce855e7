"""Bodies that a page lays out in several containers: between advertisements, pictures, or the posts of a ticker.

Trafilatura takes the first element that is marked as the body and leaves the rest of the text where it is. Here the
parts are found again and their nearest common element is marked in their place, so the order of the page is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from transforms.elements import Element

FEWEST_CHARACTERS = 80
"""In a paragraph of prose; labels, captions and teasers are shorter."""

MOST_OTHER_PROSE = 1.5
"""How much prose the common element may hold beside that of the parts: more is another text."""

_BY_ID = re.compile(
    r"(?:entry|article|art)-content|article__content|article(?:-|__)?body|articleBody|body-text|^articleContent$"
)
_BY_CLASS = re.compile(
    r"post[-_]text|post-body|post-?entry|post[-_]?content|postContent|post_inner_wrapper|article-?text|articleText|"
    r"(?:entry|page|text|article|art)-content|article__content|article(?:-|__)?body|articleBody|ArticleContent|"
    r"body-text|article__container|^post$|^entry$"
)
_MARKABLE = frozenset({"div", "section", "article", "main"})


def marked_bodies(tree: Element) -> list[Element]:
    """The elements that carry a name for an article's body, in the order of the page.

    The names are trafilatura's (its first body path), asked of each distinct name once.
    """
    return [one for one in tree.iter(*_MARKABLE) if _is_body(one)]


def _is_body(element: Element) -> bool:
    return (
        element.get("itemprop") == "articleBody"
        or _names_body(element.get("id") or "", _BY_ID)
        or _names_body(element.get("class") or "", _BY_CLASS)
    )


@lru_cache(maxsize=4096)
def _names_body(name: str, pattern: re.Pattern[str]) -> bool:
    return bool(name) and bool(pattern.search(name))


def whole_body(marked: Sequence[Element]) -> Element | None:
    """The element that holds the whole body, marked as such: of a body in several parts, what holds all of them.

    ``marked`` are the elements that carry a name for a body, in the order of the page.
    Parts are elements marked as a body, of one tag and class, with prose, under one article, and without a headline of
    their own: the next story on an endless page has one.
    """
    if len(marked) < 2:
        return next(iter(marked), None)
    every = set(marked)
    outer = [one for one in marked if not any(above in every for above in one.iterancestors())]
    with_prose = [one for one in outer if prose_characters(one)]
    if not with_prose:
        return marked[0]
    first = with_prose[0]
    parts = [one for one in with_prose if one is first or _continues(first, one)]
    whole = _nearest_above(parts) if len(parts) > 1 else first
    if whole.tag not in _MARKABLE or whole is outer[0]:
        return marked[0]
    if prose_characters(whole) > MOST_OTHER_PROSE * sum(map(prose_characters, parts)):
        return marked[0]
    whole.set("itemprop", "articleBody")
    return whole


def densest(tree: Element) -> Element | None:
    """The element in which most of the page's prose lies, None where there is none.

    Each paragraph counts for its parent and half for the one above, as in Readability (Arc90, 2009).
    """
    weight: dict[Element, float] = {}
    for paragraph in tree.iter("p"):
        size = prose_characters(paragraph)
        above = paragraph.getparent() if size else None
        if above is not None:
            weight[above] = weight.get(above, 0) + size
            further = above.getparent()
            if further is not None:
                weight[further] = weight.get(further, 0) + size / 2
    return max(weight, key=lambda one: weight[one], default=None)


def prose_characters(element: Element) -> int:
    """Characters in paragraphs of prose in an element (or itself), each longer than a label and mostly no link."""
    total = 0
    for paragraph in element.iter("p"):
        length = _length(paragraph)
        if length >= FEWEST_CHARACTERS and _linked(paragraph) < length / 2:
            total += length
    return total


def _length(element: Element) -> int:
    return len(" ".join("".join(map(str, element.itertext())).split()))


def _linked(element: Element) -> int:
    return sum(_length(link) for link in element.iter("a"))


def _continues(first: Element, other: Element) -> bool:
    article = _article_of(first)
    if article is not _article_of(other) or next(other.iter("h1"), None) is not None:
        return False
    is_alike = first.get("class") and (first.tag, first.get("class")) == (other.tag, other.get("class"))
    return bool(is_alike) or article is not None


def _article_of(element: Element) -> Element | None:
    return next(element.iterancestors("article"), None)


def _nearest_above(elements: Sequence[Element]) -> Element:
    """The nearest element that holds all of these."""
    first, *others = (list(one.iterancestors())[::-1] for one in elements)
    depth = min(len(line) for line in (first, *others))
    while depth and any(line[depth - 1] is not first[depth - 1] for line in others):
        depth -= 1
    return first[depth - 1]

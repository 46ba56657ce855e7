"""Who signs a page in sight, where its metadata name nobody or only the house."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from transforms.bylines import names
from transforms.elements import Element, select, visible_text

_OTHERS = (
    "related",
    "teaser",
    "recommend",
    "read-more",
    "readmore",
    "most-",
    "trending",
    "sidebar",
    "comment",
    "promo",
)
OF_OTHER_TEXTS = "//nav | //aside | //footer | " + " | ".join(
    f"//*[self::div or self::ul or self::section or self::ol][contains(@class, '{word}') or contains(@id, '{word}')]"
    for word in _OTHERS
)
"""Parts of a page whose dates and names are those of other texts."""

_VISIBLE_AUTHORS = (
    "descendant::*[@itemprop='author' or @rel='author' or contains(@class, 'author-name')"
    " or contains(@class, 'byline') and contains(concat(' ', normalize-space(@class), ' '), ' byline ')]"
)
_MOST_TRIED = 4
_SIGNING = ("a", "span", "div", "p", "li", "strong", "address", "cite")
_OF_AUTHOR = re.compile(r"(?:^|[\s_-])(?:authors?|authornames?|byline|by-?line-?name)(?:$|[\s_-])", re.IGNORECASE)
_PAGE_OF_AUTHOR = re.compile(
    r"/(?:authors?|staff|reporters?|autor(?:en|es)?|auteurs?|journalists?|contributors?)/[^/?#]{3,}"
)
_ELSEWHERE = re.compile(
    "related|teaser|recommend|read-?more|most-|trending|sidebar|comment|promo|footer|widget|popular|latest-posts",
    re.IGNORECASE,
)
_PLACES_ELSEWHERE = frozenset({"aside", "nav", "footer", "figure"})


def signed(tree: Element) -> tuple[str, ...]:
    """The names that an element marked as the author's holds, else one that is called so or leads to an author's page.

    Nothing from parts of the page that belong to other texts; empty where nobody signs.
    """
    for element in select(tree, _VISIBLE_AUTHORS)[:_MOST_TRIED]:
        found = names(visible_text(element, " "))
        if found:
            return found
    return next((found for element in _called(tree) if (found := names(visible_text(element, " ")))), ())


def _called(tree: Element) -> Iterator[Element]:
    for element in tree.iter(*_SIGNING):
        is_called = _is_of_author(element.get("class") or "") or (
            element.tag == "a" and _PAGE_OF_AUTHOR.search(element.get("href") or "") is not None
        )
        if is_called and not any(map(_is_elsewhere, (element, *element.iterancestors()))):
            yield element


@lru_cache(maxsize=4096)
def _is_of_author(name: str) -> bool:
    return bool(name) and bool(_OF_AUTHOR.search(name))


def _is_elsewhere(element: Element) -> bool:
    if element.tag in _PLACES_ELSEWHERE:
        return True
    return _names_elsewhere(element.get("class") or "") or _names_elsewhere(element.get("id") or "")


@lru_cache(maxsize=4096)
def _names_elsewhere(name: str) -> bool:
    return bool(name) and bool(_ELSEWHERE.search(name))

"""Parts of a page that their names give away as no text: trafilatura's own lists, each distinct name asked once.

Its paths ask a regular expression of every attribute of every element, through Python each time; the answers depend on
the name alone, and a page has few distinct ones. Where a pattern is only written inside a path of trafilatura's it is
written again here; a test compares what both choose.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trafilatura.xpaths import (
    _COMMENTS_CLASS,
    _COMMENTS_ID,
    _CONSENT_ID_CLASS_TOKENS,
    _OVERALL_DISCARD_BOTH_TOKENS,
    _OVERALL_DISCARD_CLASS_TOKENS,
    _OVERALL_DISCARD_ID_TOKENS,
)

from transforms.containers import prose_characters
from transforms.elements import Element, drop

_ID = re.compile("|".join((*_OVERALL_DISCARD_BOTH_TOKENS, *_OVERALL_DISCARD_ID_TOKENS)))
_CLASS = re.compile("|".join((*_OVERALL_DISCARD_BOTH_TOKENS, *_OVERALL_DISCARD_CLASS_TOKENS)))
_CONSENT = re.compile("|".join(_CONSENT_ID_CLASS_TOKENS))
_HIDDEN_CLASS = re.compile(
    "^hide-|comments-title|nocomments|-reply-|message|akismet|suggest-links|-hide-|hide-print| hidden| hide|noprint|"
    "notloaded"
)
_HIDDEN_ID = re.compile("reader-comments|akismet")
_HIDDEN = re.compile("hidden")
_NO_DISPLAY = re.compile("display: ?none")
_CAPTION = re.compile("caption")
_TEASER = re.compile("[Tt]easer")
_ADDED = re.compile("mvp-post-add-(?:box|wrap)|infinite-?scroll")
_ADDED_STORY = re.compile("mvp-post-add-(?:box|wrap)")
_COMMENT_ID = re.compile(f"^(?:{_COMMENTS_ID}|disqus_thread|dsq-comments)")
_COMMENT_LIST_ID = re.compile(f"^(?:{_COMMENTS_ID})")
_COMMENT_CLASS = re.compile(_COMMENTS_CLASS)

_DISCARDABLE = ("div", "item", "list", "p", "section", "span")
_MOST_KEPT_AWAY = 7
"""Nothing goes where less than a seventh of the text would be left: the names are then those of the article."""


_LARGE = 1_000
"""Characters of an element that is worth a look at how much of the prose it holds."""


@lru_cache(maxsize=16384)
def _says(pattern: re.Pattern[str], name: str) -> bool:
    return bool(pattern.search(name))


def discard_raw(tree: Element) -> None:
    """Take out follow-up stories of endless pages, share buttons and comments, before anything is chosen."""
    for element in [one for one in tree.iterdescendants("div", "section", "aside") if _is_added(one)]:
        drop(element)
    for element in [one for one in tree.iterdescendants("div", "section", "aside") if _shares(one)]:
        drop(element)
    for element in comments(tree):
        drop(element)


def _is_added(element: Element) -> bool:
    name, style = element.get("id", ""), element.get("class", "")
    if not (_says(_ADDED, name) or _says(_ADDED, style)):
        return False
    return element.find(".//h1") is None or _says(_ADDED_STORY, name) or _says(_ADDED_STORY, style)


def _shares(element: Element) -> bool:
    return "elementor-share-buttons" in element.get("class", "")


def comments(tree: Element) -> list[Element]:
    """Sections and lists of readers' comments."""
    return [one for one in tree.iterdescendants("div", "list", "section", "details", "ol", "ul") if _is_comments(one)]


def _is_comments(element: Element) -> bool:
    if _says(_COMMENT_CLASS, element.get("class", "")):
        return True
    pattern = _COMMENT_LIST_ID if element.tag in ("ol", "ul") else _COMMENT_ID
    return _says(pattern, element.get("id", ""))


def discard(body: Element, *, with_teasers: bool = True) -> None:
    """Take navigation, advertisements, captions and the like out of a body, teasers only if told."""
    found = overall(body)
    outer = [one for one in found if not any(above in found for above in one.iterancestors())]
    length = _length(body)
    if length - sum(map(_length, outer)) > length / _MOST_KEPT_AWAY:
        for element in outer:
            if _length(element) < _LARGE or _is_furniture(element) or not _is_most_of(element, body):
                drop(element)
    patterns = (_CAPTION, _TEASER) if with_teasers else (_CAPTION,)
    for element in [one for one in body.iterdescendants(*_DISCARDABLE) if _is_named(one, patterns)]:
        drop(element)


def _is_most_of(element: Element, body: Element) -> bool:
    """Whether an element holds most of the body's prose: what a wall hides with a style is the article all the same."""
    return prose_characters(element) > prose_characters(body) / 2


def overall(body: Element) -> dict[Element, None]:
    """What is furniture by its name or is not shown, in trafilatura's order."""
    named = [one for one in body.iterdescendants(*_DISCARDABLE) if _is_furniture(one)]
    unseen = [one for one in body.iterdescendants("*") if _is_unseen(one)]
    return dict.fromkeys([*named, *unseen])


def _is_furniture(element: Element) -> bool:
    found = element.attrib
    if not found:
        return False
    name, style = found.get("id", ""), found.get("class", "")
    return bool(
        (style and _says(_CLASS, style))
        or (name and _says(_ID, name))
        or "data-lp-replacement-content" in found
        or "nav" in found.get("role", "").replace("N", "n")
        or "MostPopularStories" in found.get("data-component", "")
        or ((name or style) and _says(_CONSENT, _first_of(element, "id", "class")))
    )


def _is_unseen(element: Element) -> bool:
    found = element.attrib
    if not found:
        return False
    name, style, shown = found.get("id", ""), found.get("class", ""), found.get("style", "")
    return bool(
        (style and (style == "comments-title" or _says(_HIDDEN_CLASS, style)))
        or (name and _says(_HIDDEN_ID, name))
        or (shown and _NO_DISPLAY.search(shown))
        or found.get("aria-hidden") == "true"
        or ((name or style) and _first_of(element, "id", "class").startswith("reply-"))
        or ((name or shown) and _HIDDEN.search(_first_of(element, "id", "style")))
    )


def _first_of(element: Element, *names: str) -> str:
    """The value of the attribute that stands first in the markup: what XPath 1.0 makes of a set of two."""
    return str(next((value for name, value in element.attrib.items() if name in names), ""))


def _is_named(element: Element, patterns: tuple[re.Pattern[str], ...]) -> bool:
    name, style = element.get("id"), element.get("class")
    return any((name and _says(one, name)) or (style and _says(one, style)) for one in patterns)


def _length(element: Element) -> int:
    return sum(map(len, element.itertext()))

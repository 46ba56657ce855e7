"""Paragraphs that stand between the headline and the element that is marked as the body: standfirst, lead, summary.

A page often sets its opening in large type outside that element, and an extractor that takes the element loses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from transforms.elements import Element, visible_text
from transforms.titles import overlap

SHORTEST, LONGEST = 60, 1_200
"""Characters: below are labels and dates, above is a text of its own."""

MOST = 2
"""Paragraphs: with more of them the body's own beginning has been missed, which is for containers to find."""

_LEAD = re.compile(
    r"lead|lede|intro|standfirst|stand-first|\bdek|[-_]dek|deck|subdeck|sub-?(?:title|head|line)|strap-?line|excerpt|"
    r"summary|preamble|ingress|chapo|teaser[-_]?text|abstract|description|speakable|kicker-?text",
    re.IGNORECASE,
)
_NO_LEAD = re.compile(
    r"author|\bbio|[-_]bio|caption|credit|byline|tooltip|disclaim|disclos|affiliate|trust|share|newsletter|message|"
    r"audio|video|hidden|social|promo|subscribe|related|breadcrumb|\bmeta|[-_]meta|\bcard|cookie|consent|banner|advert|"
    r"comment|gallery|image|photo|rating|login|paywall|topbar|sticky",
    re.IGNORECASE,
)
_HOLDERS = frozenset({"p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "section", "article"})


def lead_paragraphs(tree: Element, body: Element, title: str | None) -> tuple[str, ...]:
    """The texts between the page's headline and its body in order, none where the headline is not before the body."""
    heading = _heading(tree, title)
    if heading is None or body in heading.iterancestors() or heading in body.iterancestors():
        return ()
    found = list(dict.fromkeys(visible_text(one) for one in _between(heading, body) if _is_lead(one)))
    return tuple(found) if len(found) <= MOST else ()


def _heading(tree: Element, title: str | None) -> Element | None:
    headings = [one for one in tree.iter("h1") if visible_text(one)]
    if title is None or len(headings) < 2:
        return next(iter(headings), None)
    return next((one for one in headings if overlap(visible_text(one), title)), headings[0])


def _between(heading: Element, body: Element) -> Iterator[Element]:
    """The elements behind the heading and before the body, where one element holds both; none elsewhere."""
    above = set(body.iterancestors())
    element: Element | None = heading
    found: list[Element] = []
    while element is not None and element not in above:
        for beside in element.itersiblings():
            if beside is body or beside in above:
                yield from found
                yield from _before(beside, body, above)
                return
            found.extend(beside.iter("p", "h2", "div"))
        element = element.getparent()


def _before(holder: Element, body: Element, above: set[Element]) -> Iterator[Element]:
    """The elements in what holds the body, up to the body."""
    if holder is body:
        return
    for child in holder:
        if child is body or child in above:
            yield from _before(child, body, above)
            return
        yield from child.iter("p", "h2", "div")


def _is_lead(element: Element) -> bool:
    named = [element, *element.iterancestors()][:_NAMED]
    names = [name for one in named for name in (one.get("class"), one.get("id")) if name]
    if any(map(_names_none, names[:4])):
        return False
    if element.tag != "p" and not any(map(_names_lead, names[:2])):
        return False
    if element.tag == "div" and any(one.tag in _HOLDERS for one in element.iterdescendants("*")):
        return False
    text = visible_text(element)
    return SHORTEST <= len(text) <= LONGEST and _linked(element) < len(text) / 2


_NAMED = 3
"""Elements whose names count: its own, and two above."""


def _linked(element: Element) -> int:
    return sum(len(visible_text(link)) for link in element.iter("a"))


@lru_cache(maxsize=4096)
def _names_lead(name: str) -> bool:
    return bool(_LEAD.search(name))


@lru_cache(maxsize=4096)
def _names_none(name: str) -> bool:
    return bool(_NO_LEAD.search(name))


def with_lead(texts: Sequence[str], lead: Sequence[str]) -> list[str]:
    """Those of the lead that no text of the body repeats."""
    return [one for one in lead if not any(overlap(one, text) for text in texts)]

"""Selectors of a source, applied to a page: what its own description names is the body, or is cut."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache

from transforms.clean import RULES_ID
from transforms.draft import Block, Cut
from transforms.elements import Element, drop, select, visible_text
from transforms.model import Selectors

CUT_RULE = "source_cut"
"""The rule of blocks that a source's own ``cut`` selectors took out."""


def rules_id_of(selectors: Selectors | None) -> str:
    """The rules that make a text: newsfold's own, and the selectors where its source has some.

    A changed selector changes the id, so that what it made before is known to be out of date.
    """
    if selectors is None or not (selectors.body or selectors.cut):
        return RULES_ID
    named = "\n".join(("body", *selectors.body, "cut", *selectors.cut))
    return f"{RULES_ID}+{hashlib.sha256(named.encode()).hexdigest()[:8]}"


@lru_cache(maxsize=1000)
def xpath_of(selector: str) -> str:
    """The XPath of a CSS selector (level 3, as cssselect reads it). Raises ValueError with what is wrong in it."""
    from cssselect import HTMLTranslator, SelectorError

    try:
        return HTMLTranslator().css_to_xpath(selector)
    except (SelectorError, RecursionError) as error:
        raise ValueError(f"{selector!r} is no CSS selector: {error}") from error


def page_blocks(
    tree: Element, resource: str, again: Callable[[], Element], title: str | None, selectors: Selectors | None
) -> tuple[tuple[Block, ...], tuple[Cut, ...]]:
    """The blocks of a page's article, and what its source's selectors cut; the tree is used up.

    ``again`` parses the page once more and ``title`` is its title, as body_blocks needs them.

    Raises NoArticle where there is no text, ValueError for what is no selector.
    """
    from transforms.extract import blocks_within, body_blocks

    if selectors is None:
        return body_blocks(tree, resource, again, title), ()
    cuts = tuple(cut for selector in selectors.cut for cut in _taken_out(tree, selector))
    for selector in selectors.body:
        blocks = blocks_within(outermost(select(tree, xpath_of(selector))))
        if blocks:
            return blocks, cuts
    return body_blocks(tree, resource, lambda: _cut(again(), selectors), title), cuts


def _cut(tree: Element, selectors: Selectors) -> Element:
    for selector in selectors.cut:
        _taken_out(tree, selector)
    return tree


def outermost(elements: list[Element]) -> list[Element]:
    """The elements that lie in none of the others."""
    chosen = set(elements)
    return [element for element in elements if not any(above in chosen for above in element.iterancestors())]


def _taken_out(tree: Element, selector: str) -> list[Cut]:
    cuts = []
    for element in outermost(select(tree, xpath_of(selector))):
        text = visible_text(element, " ")
        drop(element)
        if text:
            # in front of everything that extraction numbers from 1
            cuts.append(Cut(Block(text, 0), CUT_RULE))
    return cuts

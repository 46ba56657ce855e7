"""Trafilatura's main extractor, its first stage alone, with the walks over the page that this costs there saved.

The handlers of single elements are trafilatura's own; the loop around them is that of its ``_extract`` (version 2.3.1,
Apache licence) with the same choices in the same order. Saved are the paths over names (transforms.discarding), link
densities of what holds no link, and a second round where the first cut nothing. A test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from trafilatura.htmlprocessing import (
    convert_tags,
    link_density_test,
    link_density_test_tables,
    process_node,
    prune_html,
)
from trafilatura.main_extractor import NOT_AT_THE_END, REBUILT_BLOCKS, handle_textelem
from trafilatura.settings import INLINE_FORMATTABLE, TAG_CATALOG, Extractor
from trafilatura.utils import text_chars_test, trim
from trafilatura.xpaths import BODY_XPATH

from transforms.containers import marked_bodies
from transforms.discarding import discard, discard_raw
from transforms.elements import Element, drop

_LEAST_IN_PARAGRAPHS = 3
"""Times trafilatura's least size: with less text in paragraphs, divisions count as paragraphs too."""

_SHORT_CHILDREN, _SHORT_CHARACTERS = 3, 100
"""A division of so many children and so few characters, with links in it, is a list of links."""


def options() -> Extractor:
    """What extraction asks of trafilatura: no comments, tables and links kept, no fallback of its own."""
    return Extractor(output_format="python", fast=True, comments=False, tables=True, links=True)


def first_stage(tree: Element) -> Element | None:
    """The text of a stripped page as trafilatura's elements under one body, None where it finds none.

    The tree is used up.
    """
    asked = options()
    tree = prune_html(tree)
    discard_raw(tree)
    tree = convert_tags(tree, asked, None)
    body = etree.Element("body")
    tags = {*TAG_CATALOG, "table", "td", "th", "tr", "ref"}
    for frame in _frames(tree):
        _prune(frame)
        if not len(frame):
            continue
        if _has_few_paragraphs(tree, _LEAST_IN_PARAGRAPHS * asked.min_extracted_size):
            tags.add("div")
        _take(frame, body, tags, asked)
        if len(body) > 1:
            break
    if not "".join(map(str, body.itertext())).strip():
        return None
    etree.strip_elements(body, "done")
    etree.strip_tags(body, "div")
    return body


def _frames(tree: Element) -> Iterator[Element]:
    """What may be the body, best first: the first element with a name for one, the first article, weaker names."""
    marked = next(iter(marked_bodies(tree)), None)
    if marked is not None:
        yield marked
    for path in BODY_XPATH[1:]:
        found: Any = path(tree)
        if found:
            yield found[0]


def _prune(frame: Element) -> None:
    discard(frame)
    # trafilatura makes two rounds; after one that cut nothing the second would not either
    if _discard_linked(frame):
        _discard_linked(frame)
    for table in [table for table in frame.iter("table") if link_density_test_tables(table)]:
        parent = table.getparent()
        if parent is not None:
            parent.remove(table)
    etree.strip_tags(frame, "span")


def _discard_linked(frame: Element) -> bool:
    """Take out what is mostly links: divisions, then lists, then paragraphs. Whether anything went."""
    is_changed = False
    for tag in ("div", "list", "p"):
        holders = {above for link in frame.iter("ref") for above in link.iterancestors(tag)}
        if not holders:
            continue
        gone = [one for one in frame.iter(tag) if one in holders and _is_linked(one, tag)]
        for element in dict.fromkeys(gone):
            drop(element)
        is_changed = is_changed or bool(gone)
    return is_changed


def _is_linked(element: Element, tag: str) -> bool:
    is_full, is_short = link_density_test(element)
    if not is_full and not (
        tag == "div"
        and is_short
        and len(element) >= _SHORT_CHILDREN
        and len(trim("".join(map(str, element.itertext())))) < _SHORT_CHARACTERS
    ):
        return False
    parent = element.getparent()
    return not (tag == "p" and parent is not None and parent.tag in ("item", "td", "th"))


def _has_few_paragraphs(tree: Element, least: int) -> bool:
    """Whether paragraphs anywhere on the page hold fewer characters than ``least``."""
    total = 0
    for paragraph in tree.iter("p"):
        if next(paragraph.iterancestors("p"), None) is None:
            total += sum(map(len, paragraph.itertext()))
        if total >= least:
            return False
    return True


def _take(frame: Element, body: Element, tags: set[str], asked: Any) -> None:
    """Move the texts of a frame into the body; as trafilatura does, only a frame with two of them is believed."""
    elements = list(frame.iterdescendants("*"))
    names = {str(element.tag) for element in elements}
    is_single = names == {"lb"} or (frame.tag == "div" and "div" in tags and names <= set(INLINE_FORMATTABLE) | {"lb"})
    start, lead = len(body), None
    if is_single:
        elements = [frame]
    elif text_chars_test(frame.text):
        lead = process_node(_paragraph(frame.text), asked)
    for element in elements:
        _take_element(element, body, tags, asked)
    while len(body) and body[-1].tag in NOT_AT_THE_END:
        body.remove(body[-1])
    if lead is not None and len(body) > 1:
        body.insert(start, lead)


def _take_element(element: Element, body: Element, tags: set[str], asked: Any) -> None:
    if _is_within(element, body):
        return
    tag, tail = element.tag, element.tail
    processed = handle_textelem(element, tags, asked)
    if processed is not None:
        body.append(processed)
        if not _is_within(element, body):
            element.tag = "done"
    is_rebuilt = tag in REBUILT_BLOCKS and (processed is None or processed.tail is None)
    if is_rebuilt and text_chars_test(tail):
        behind = _paragraph(tail)
        if process_node(behind, asked) is not None:
            body.append(behind)


def _is_within(element: Element, body: Element) -> bool:
    """Whether an element has been moved into the body already, alone or with one above it."""
    return element.getroottree().getroot() is body


def _paragraph(text: str | None) -> Element:
    made = etree.Element("p")
    made.text = text
    return made

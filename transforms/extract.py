"""The body of a page: the one module that knows trafilatura.

One tree is parsed and read once: trafilatura's own first stage runs on it, and its whole cascade (readability, justext,
baseline) only where that gives too little; docs/measurements.md says what this costs and gains beside the public call.
The stages are internals, so the version is pinned exactly and a test compares with the public result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace

from lxml.etree import ElementDefaultClassLookup, HTMLParser, ParserError, XMLSyntaxError, strip_elements, strip_tags
from lxml.html import HtmlElement, document_fromstring
from trafilatura import bare_extraction
from trafilatura.htmlprocessing import convert_tags, prune_html, recover_math
from trafilatura.settings import MANUALLY_CLEANED, MANUALLY_STRIPPED

from transforms.containers import densest, marked_bodies, prose_characters, whole_body
from transforms.draft import Block, BlockKind
from transforms.elements import Element, drop, is_tag, select
from transforms.embedded import embedded_bodies
from transforms.errors import EmptyDocument, NoArticle, TooDeep
from transforms.first_stage import first_stage, options
from transforms.lead_paragraphs import lead_paragraphs, with_lead
from transforms.markup import flattened, safe_markup
from transforms.text import fold, one_line, tidy

ENOUGH_CHARACTERS = 500
"""Below this the first stage has probably missed the body, and the whole cascade is asked."""

SHORT_CHARACTERS = 300
"""Below this not even a page without further prose is believed."""

LEAST_SHARE = 0.4
"""Of the characters in the page's own paragraphs; less means that the first stage took a teaser or a caption for the
article."""

PLENTY_CHARACTERS = 1_500
"""More than any teaser: where the page has far more prose than this, it is that of other stories."""

_DROPPED = tuple(tag for tag in MANUALLY_CLEANED if tag != "form")
_KINDS: dict[str, BlockKind] = {"head": "heading", "item": "item", "quote": "quote", "row": "table"}
_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "div", "section", "article", "main", "body"})


_SPACED = re.compile(r"[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""A letter or digit of a script that puts spaces between words."""

_ENDS_LINE = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "figcaption", "pre")


def parse_page(text: str, resource: str) -> Element:
    """The lxml tree of a page. Raises EmptyDocument or TooDeep."""
    try:
        parser = _parser()
        tree = document_fromstring(safe_markup(text), parser=parser)
    except (ParserError, XMLSyntaxError, ValueError) as error:
        raise EmptyDocument(resource, f"no markup in it ({error})") from error
    # libxml2 drops what lies deeper than 256 levels and says so only here
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooDeep(resource, "its elements are nested deeper than the parser follows (256 levels)")
    return tree


def parse_flat(text: str, resource: str) -> Element:
    """The tree of a page that may nest without a bottom: such a one is flattened, where parse_page refuses it.

    Raises EmptyDocument, and TooDeep where nothing flattens it.
    """
    try:
        return parse_page(text, resource)
    except TooDeep:
        without_layout, without_nesting = flattened(text)
    try:
        return parse_page(without_layout, resource)
    except TooDeep:
        return parse_page(without_nesting, resource)


def _parser() -> HTMLParser:
    """A parser whose elements are all of one class, as trafilatura needs them: lxml's own looks each one's class up."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _made(tag: str) -> Element:
    return _MAKER.makeelement(tag)


_MAKER = _parser()


def markup_lines(markup: str, resource: str) -> list[str]:
    """The lines of a piece of HTML, one a block element, without any choice of what is the article.

    Raises EmptyDocument or TooDeep.
    """
    tree = parse_flat(f"<body>{markup}</body>", resource)
    for element in tree.iter(*_ENDS_LINE):
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "")
    for element in select(tree, "//script|//style"):
        element.text = ""
    text = tidy("".join(str(part) for part in tree.itertext()))
    return [line.strip() for line in text.split("\n") if line.strip()]


def body_blocks(
    tree: Element, resource: str, again: Callable[[], Element], title: str | None = None
) -> tuple[Block, ...]:
    """The blocks of the page's article in order. Raises NoArticle where there is no text.

    The tree is used up; ``again`` parses the page once more for the few on which the first stage fails.
    """
    _strip(tree)
    expected = _paragraph_characters(tree)
    frame = _frame(tree)
    lead = lead_paragraphs(tree, frame, title) if frame is not None else ()
    blocks = _first_stage(tree if frame is None else _alone(frame))
    if len(blocks) < 2 and frame is not None:
        blocks = max(blocks, _first_stage(_strip(again())), key=_size)
    if _is_thin(blocks, expected, title, again):
        blocks = max(blocks, _densest(again(), title), key=_size)
        if _size(blocks) < SHORT_CHARACTERS:
            blocks = max(blocks, _embedded(again(), resource), key=_size)
        if _size(blocks) < max(2 * ENOUGH_CHARACTERS, expected / 2):
            blocks = max(blocks, _cascade(again()), key=_size)
    if not blocks:
        raise NoArticle(resource, "extraction found no text that reads like an article")
    return tuple(_led(lead, blocks))


def blocks_within(elements: Sequence[Element]) -> tuple[Block, ...]:
    """The blocks inside elements that somebody named as the body, in order: nothing is judged, only what is never
    text (scripts, forms, navigation, figures) is left out.
    """
    root = _made("html")
    body = _made("body")
    root.append(body)
    for element in elements:
        named = deepcopy(element)
        named.tail = None
        body.append(named)
    return tuple(_blocks(convert_tags(prune_html(_strip(root)), options(), None)))


def _is_thin(blocks: Sequence[Block], expected: int, title: str | None, again: Callable[[], Element]) -> bool:
    """Whether the body has probably been missed; ``expected`` are the characters in the page's own paragraphs.

    A short text is whole where the page has no more prose than that. One under the page's own title is the article
    among many others, unless most of what lies inside its own element got lost.
    """
    size = _size(blocks)
    if size < ENOUGH_CHARACTERS:
        return size < SHORT_CHARACTERS or size < expected
    if size >= LEAST_SHARE * expected or size >= PLENTY_CHARACTERS:
        return False
    is_titled = title is not None and any(fold(block.text) == fold(title) for block in blocks[:2])
    return not is_titled or size < LEAST_SHARE * _paragraph_characters(_framed(_strip(again())))


def _strip(tree: Element) -> Element:
    """The tree without what is never text: trafilatura's own lists, in one pass each."""
    has_math = has_forms = False
    for element in tree.iter("figure", "table", "math", "form"):
        has_math = has_math or element.tag == "math"
        has_forms = has_forms or element.tag == "form"
        is_frame = element.tag == "figure" and element.find(".//table") is not None
        if is_frame or (element.tag == "table" and element.get("role") in {"presentation", "none"}):
            element.tag = "div"
    if has_math:
        recover_math(tree)
    strip_tags(tree, *MANUALLY_STRIPPED)
    strip_elements(tree, *_DROPPED, with_tail=False)
    if has_forms:
        _without_forms(tree)
    return tree


def _frame(tree: Element) -> Element | None:
    """The element that is marked as the body; None where none is.

    What lies outside costs most of the time, and trafilatura takes the same element first.
    """
    frame = whole_body(marked_bodies(tree))
    if frame is None:
        frame = next(tree.iter("article"), None)
    return None if frame is None or frame.getparent() is None else frame


def _framed(tree: Element) -> Element:
    """The marked body alone in a tree of its own; the whole tree where none is marked."""
    frame = _frame(tree)
    return tree if frame is None else _alone(frame)


def _alone(frame: Element) -> Element:
    frame.tail = None
    root: Element = _made("html")
    root.append(frame)
    return root


def _without_forms(tree: Element) -> None:
    """Forms go, but for one around most of the page's text: some systems put the whole page into one."""
    forms = list(tree.iter("form"))
    total = _length(tree) if forms else 0
    for form in forms:
        if total and _length(form) > total / 2:
            form.tag = "div"
        else:
            drop(form)


def _length(element: Element) -> int:
    return sum(len(str(text)) for text in element.itertext())


def _paragraph_characters(tree: Element) -> int:
    """Characters in paragraphs of prose anywhere but in quotations; navigation and the like are gone already."""
    return sum(
        prose_characters(paragraph)
        for paragraph in tree.iter("p")
        if next(paragraph.iterancestors("blockquote"), None) is None
    )


def _first_stage(tree: Element) -> list[Block]:
    """Trafilatura's main extractor alone; it works on the tree given, which is not usable afterwards."""
    body = first_stage(tree)
    return [] if body is None else _blocks(body)


def _size(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _densest(tree: Element, title: str | None) -> list[Block]:
    """The first stage on the element with most of the prose, on a page that marks none, with the lead before it."""
    _strip(tree)
    frame = densest(tree)
    if frame is None:
        return []
    lead = lead_paragraphs(tree, frame, title)
    frame.tag = "div"
    frame.set("itemprop", "articleBody")
    return _led(lead, _first_stage(_alone(frame)))


def _led(lead: Sequence[str], blocks: Sequence[Block]) -> list[Block]:
    """The blocks behind those of the lead that none of them repeats, numbered anew."""
    opening = [Block(text, 0) for text in with_lead([block.text for block in blocks], lead)] if blocks else []
    return [replace(block, position=place) for place, block in enumerate([*opening, *blocks], start=1)]


def _embedded(tree: Element, resource: str) -> list[Block]:
    """The text that the page carries in its scripts; none where it carries none."""
    for markup in embedded_bodies(tree.iter("script")):
        inside = parse_flat(f"<article>{markup}</article>", resource)
        blocks = list(blocks_within(list(inside.iter("article"))[:1]))
        if _size(blocks) >= SHORT_CHARACTERS:
            return blocks
    return []


def _cascade(tree: Element) -> list[Block]:
    document = bare_extraction(tree, include_comments=False, include_links=True, with_metadata=False)
    body = getattr(document, "body", None)
    return _blocks(body) if body is not None else []


def _blocks(body: Element) -> list[Block]:
    found: list[Block] = []
    for element in body:
        _collect(element, found)
    blocks: list[Block] = []
    for block in found:
        if not blocks or blocks[-1].text != block.text:
            blocks.append(Block(block.text, len(blocks) + 1, block.kind, block.link_share))
    return blocks


def _collect(element: Element, found: list[Block]) -> None:
    """One block for each run of inline content, in document order; what the parser does not know is inline."""
    run: list[_Run] = [(element.text or "", False)]
    kind = _KINDS.get(str(element.tag), "paragraph")
    for child in element:
        if not is_tag(child):
            run.append((child.tail or "", False))
        elif child.tag in _BLOCKS:
            _flush(run, kind, found)
            _collect(child, found)
            run = [(child.tail or "", False)]
        else:
            run.extend(_inline(child))
            run.append((child.tail or "", False))
    _flush(run, kind, found)


_Run = tuple[str, bool]
"""A piece of inline text and whether it is a link's."""


def _inline(element: Element) -> list[_Run]:
    if element.tag == "lb":
        return [("\n", False)]
    if element.tag == "cell":
        runs = [(f" {text}", is_link) for text, is_link in _inline_parts(element)]
        return [*runs, (" ", False)]
    return _inline_parts(element)


def _inline_parts(element: Element) -> list[_Run]:
    runs: list[_Run] = [(element.text or "", element.tag == "ref")]
    for child in element:
        if is_tag(child):
            runs.extend((text, is_link or element.tag == "ref") for text, is_link in _inline(child))
        runs.append((child.tail or "", element.tag == "ref"))
    return runs


def _flush(run: list[_Run], kind: BlockKind, found: list[Block]) -> None:
    """The run as blocks: a line break in it ends a paragraph, any other line end is a space."""
    pieces = [(text if text == "\n" else text.replace("\n", " ").replace("\r", " "), is_link) for text, is_link in run]
    linked = sum(len(one_line(text)) for text, is_link in pieces if is_link)
    for line in tidy(_joined(pieces)).split("\n"):
        words = " ".join(line.split())
        if words:
            found.append(Block(words, 0, kind, min(1.0, linked / len(words))))


def _joined(pieces: list[_Run]) -> str:
    """The pieces with a space where a link touches a word: trafilatura trims the one that stood there."""
    text = ""
    was_link = False
    for piece, is_link in pieces:
        if piece and text and is_link != was_link and _SPACED.match(text[-1]) and _SPACED.match(piece[0]):
            text += " "
        text += piece
        was_link = is_link if piece else was_link
    return text

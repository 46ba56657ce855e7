"""Hardened XML of wire items, looked at by local names: agencies differ in namespaces and versions, not in names."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from transforms.errors import InvalidWire, NoArticle
from transforms.text import decode, one_line

Element = etree._Element  # noqa: SLF001  lxml's own name for the type

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")

_BLOCKS = frozenset(
    "p li dt dd h1 h2 h3 h4 h5 h6 hl1 hl2 hl3 div block blockquote bq pre tr caption ul ol dl table section article "
    "body body.content abstract note address nitf-table figure figcaption para paragraph".split()
)
_LEFT_OUT = frozenset(
    "script style head title media media-reference media-caption media-producer media-metadata body.head hedline "
    "byline dateline docdata template noscript iframe object svg".split()
)
_SPACED = frozenset({"br", "td", "th"})


def parsed_xml(body: bytes, resource: str) -> Element:
    """The root of a document. No entity is expanded and nothing is loaded. Raises InvalidWire."""
    body = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        root = etree.fromstring(body, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        root = _mended(body, resource, error)
    dtd = root.getroottree().docinfo.internalDTD
    # the stubs know one of its two iterators
    if dtd is not None and any(True for _ in dtd.iterentities()):  # type: ignore[union-attr]
        raise InvalidWire(resource, "it declares entities of its own, which are not expanded", "ask for it without")
    # under a DOCTYPE whose file is not loaded an unknown name is no error, and its text would be lost
    return _mended(body, resource, None) if next(root.iter(etree.Entity), None) is not None else root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _mended(body: bytes, resource: str, error: Exception | None) -> Element:
    """Names of HTML's characters without their DTD, and a charset that is not the declared one, are common."""
    cause = f"not well-formed XML ({error})"
    try:
        text = _DECLARATION.sub("", decode(body, resource))
        plain = _NAMED.sub(lambda found: found[0] if found[1] in _OF_XML else html.unescape(found[0]), text)
        return etree.fromstring(plain.encode(), _parser())
    except (NoArticle, etree.XMLSyntaxError, ValueError):
        raise InvalidWire(resource, cause) from error


def local(element: Element) -> str:
    """The name without its namespace, empty for what is no element."""
    tag: object = element.tag
    return str(etree.QName(tag).localname) if isinstance(tag, str) else ""


def all_named(element: Element, *names: str) -> Iterator[Element]:
    """Every descendant with one of these local names, in order."""
    for one in element.iter():
        if one is not element and local(one) in names:
            yield one


def first_named(element: Element | None, *names: str) -> Element | None:
    """The first descendant with one of these local names."""
    return next(all_named(element, *names), None) if element is not None else None


def children(element: Element | None, *names: str) -> list[Element]:
    """The children with one of these local names."""
    return [one for one in element if local(one) in names] if element is not None else []


def child(element: Element | None, *path: str) -> Element | None:
    """The element at the end of a path of local names, by the first child of each."""
    for name in path:
        element = next(iter(children(element, name)), None)
        if element is None:
            return None
    return element


def text_of(element: Element | None) -> str | None:
    """All text in an element on one line, None where there is none."""
    if element is None:
        return None
    return one_line(" ".join(str(piece) for piece in element.itertext())) or None


def attribute(element: Element | None, *names: str) -> str | None:
    """The first of these attributes that says something, whatever its namespace."""
    if element is None:
        return None
    found = {str(etree.QName(name).localname): str(value) for name, value in element.attrib.items()}
    return next((found[name].strip() for name in names if found.get(name, "").strip()), None)


def language_of(element: Element | None) -> str | None:
    """xml:lang of an element or of what it stands in."""
    while element is not None:
        said = element.get(_XML_LANG) or element.get("lang")
        if said and str(said).strip():
            return str(said).strip()
        element = element.getparent()
    return None


def paragraphs_of_markup(root: Element) -> list[str]:
    """The blocks of text in XHTML, HTML or NITF, in order, each on one line. Scripts, media and heads are left out."""
    found: list[str] = []
    run: list[str] = []

    def flush() -> None:
        line = one_line("".join(run))
        run.clear()
        if line:
            found.append(line)

    def walk(element: Element) -> None:
        name = local(element).lower()
        if name in _LEFT_OUT or not name:
            return
        if name in _BLOCKS:
            flush()
        run.append(element.text or "")
        for one in element:
            walk(one)
            if local(one).lower() in _SPACED:
                run.append(" ")
            run.append(one.tail or "")
        if name in _BLOCKS:
            flush()

    # libxml2 follows 256 levels, far below Python's limit
    walk(root)
    flush()
    return found


def paragraphs_of_html(markup: str) -> list[str]:
    """The blocks of a piece of HTML, however broken."""
    if not markup.strip():
        return []
    try:
        root = lxml_html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        try:
            root = lxml_html.document_fromstring(markup.encode("utf-8", "replace"))
        except (etree.ParserError, ValueError):
            return []
    return paragraphs_of_markup(root)

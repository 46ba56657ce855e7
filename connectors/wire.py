"""Wire items: NewsML-G2, NewsML 1.x, NITF and ninjs, told apart by their content. Liberal in what comes in.

What a reader would miss in an article (an id by which it is known, for NewsML-G2 also its itemMeta) is refused with
the reason; a harmless extra is read and noted in Article.notes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from lxml import etree

from connectors.wire_item import WireItem, article_of_item, moment_of_item
from connectors.wire_newsml import read_newsml
from connectors.wire_newsml1 import read_newsml1
from connectors.wire_ninjs import json_of, read_ninjs
from connectors.wire_nitf import read_nitf
from connectors.wire_sniffing import ITEMS, MAX_BYTES, OTHER_ITEMS
from connectors.wire_xml import Element, all_named, child, local, parsed_xml
from transforms.errors import InvalidWire, NoArticle
from transforms.model import Article, Document

_ITEM_LISTS = ("items", "_items", "newsItems")


@dataclass(frozen=True, slots=True)
class _Part:
    """One item of a body: how to read it, and its own bytes where the body holds more than one."""

    read: Callable[[], WireItem]
    body: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class WirePart:
    """One item on its own: id and version as said, when it was made by its own word, and its bytes."""

    guid: str
    version: str | None
    made_at: datetime | None
    body: bytes


def parse_wire(body: bytes, media_type: str | None = None) -> list[Article]:
    """The articles of a body: one, or those of a newsMessage, a NewsML 1.x document or a list of ninjs items.

    An item without text (a picture, a package, a bare kill) is an Article without paragraphs. Of several items those
    that cannot be read are left out. Raises InvalidWire naming what is wrong where none can be read.
    """
    articles: list[Article] = []
    refused: InvalidWire | None = None
    for part in _parts(body, media_type, "wire item"):
        try:
            articles.append(article_of_item(part.read()))
        except InvalidWire as error:
            refused = refused or error
    if not articles:
        raise refused or InvalidWire("wire item", "it holds no news item")
    return articles


def split_wire(body: bytes, media_type: str | None, resource: str) -> list[WirePart]:
    """The items of a body, each with bytes of its own: the whole body where it is one item.

    Raises InvalidWire where the body is none of the standards, or its only item lacks its id.
    """
    parts = list(_parts(body, media_type, resource))
    found = []
    for number, part in enumerate(parts, start=1):
        try:
            item = part.read()
        except InvalidWire:
            if len(parts) == 1:
                raise
            # on its own it is refused with its reason
            found.append(WirePart(f"item {number}", None, None, part.body()))
            continue
        # the very object, which says that nothing was cut apart
        own = body if len(parts) == 1 else part.body()
        found.append(WirePart(item.guid, item.version, moment_of_item(item), own))
    if not found:
        raise InvalidWire(resource, "it holds no news item")
    return found


def wire_article(document: Document) -> Article:
    """The article of one captured item. Raises InvalidWire, and NoArticle where it has no text.

    A canceled item needs none: it says what became of the article.
    """
    for part in _parts(document.body, document.media_type, document.location):
        item = part.read()
        article = article_of_item(item)
        if not article.paragraphs and article.pub_status != "canceled":
            remote = next((f"; it points to {note.text}" for note in article.notes if note.kind == "remote"), "")
            raise NoArticle(document.location, f"the item {item.guid} has no text of its own{remote}")
        return replace(article, publisher=document.hints.publisher or article.publisher)
    raise InvalidWire(document.location, "it holds no news item")


def _parts(body: bytes, media_type: str | None, resource: str) -> Iterator[_Part]:
    if len(body) > MAX_BYTES:
        raise InvalidWire(resource, f"it has {len(body):,} bytes, and the limit is {MAX_BYTES:,}")
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n\x00")[:1]
    if not start:
        raise InvalidWire(resource, "it is empty")
    is_json = start in (b"{", b"[") or (media_type or "").endswith("json")
    return _json_parts(body, resource) if is_json else _xml_parts(body, resource)


def _json_parts(body: bytes, resource: str) -> Iterator[_Part]:
    value = json_of(body, resource)
    if isinstance(value, dict) and "uri" not in {name.lower() for name in value}:
        listed = next((value[name] for name in _ITEM_LISTS if isinstance(value.get(name), list)), None)
        value = listed if listed is not None else value
    for one in value if isinstance(value, list) else [value]:
        yield _Part(partial(read_ninjs, one, resource), partial(_json_bytes, one))


def _json_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _xml_parts(body: bytes, resource: str) -> Iterator[_Part]:
    root = parsed_xml(body, resource)
    name = local(root)
    if name == "nitf":
        yield _Part(partial(read_nitf, root, resource), partial(_xml_bytes, root))
    elif name in ITEMS:
        yield _Part(partial(read_newsml, root, resource), partial(_xml_bytes, root))
    elif name == "newsMessage":
        yield from _message_parts(root, resource)
    elif name == "NewsML":
        envelope = child(root, "NewsEnvelope")
        for one in all_named(root, "NewsItem"):
            yield _Part(partial(read_newsml1, one, envelope, resource), partial(_alone, root, one))
    elif name in OTHER_ITEMS:
        raise InvalidWire(resource, f"a {name} holds no news")
    else:
        raise InvalidWire(resource, f"the root element {name[:60]} is none of NewsML-G2, NewsML, NITF")


def _message_parts(root: Element, resource: str) -> Iterator[_Part]:
    for one in child(root, "itemSet") if child(root, "itemSet") is not None else ():  # type: ignore[union-attr]
        if local(one) in ITEMS:
            yield _Part(partial(read_newsml, one, resource), partial(_xml_bytes, one))
        elif local(one) == "nitf":
            yield _Part(partial(read_nitf, one, resource), partial(_xml_bytes, one))


def _xml_bytes(element: Element) -> bytes:
    """An element as a document of its own, with the namespaces that it stands in."""
    return etree.tostring(element, encoding="utf-8", xml_declaration=True, with_tail=False)


def _alone(root: Element, item: Element) -> bytes:
    """A NewsML 1.x document with its envelope and this one item."""
    names = {prefix: uri for prefix, uri in root.nsmap.items() if prefix is not None}
    copy = etree.Element(root.tag, None, names)
    for name, value in root.attrib.items():
        copy.set(str(name), str(value))
    for one in root:
        if local(one) != "NewsItem" or one is item:
            copy.append(deepcopy(one))
    return _xml_bytes(copy)

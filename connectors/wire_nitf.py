"""NITF 3.x: an item of its own, or the text inside a NewsML-G2 or ninjs item (IPTC NITF 3.6, nitf-3-6.xsd)."""

from __future__ import annotations

from connectors.wire_item import WireItem
from connectors.wire_xml import (
    Element,
    all_named,
    attribute,
    child,
    children,
    first_named,
    language_of,
    paragraphs_of_markup,
    text_of,
)
from transforms.errors import InvalidWire


def read_nitf(root: Element, resource: str) -> WireItem:
    """The item of a whole NITF document. Raises InvalidWire where nothing says which item it is."""
    docdata = first_named(root, "docdata")
    item = WireItem(guid=_guid(root, docdata, resource))
    key = child(docdata, "du-key")
    item.version = attribute(key, "version") or attribute(root, "version-number")
    item.language = language_of(root)
    item.status = _status(docdata, item)
    item.urgency = attribute(child(docdata, "urgency"), "ed-urg")
    _read_dates(docdata, item)
    _read_rights(root, docdata, item)
    fill_from_nitf(root, item)
    return item


def fill_from_nitf(root: Element, item: WireItem) -> None:
    """The head lines, byline, dateline, subjects and text of a nitf element, where the item has none yet."""
    head, body = child(root, "head"), child(root, "body")
    top = child(body, "body.head")
    headline = first_named(child(top, "hedline"), "hl1") if top is not None else None
    item.title = item.title or text_of(headline) or text_of(child(head, "title"))
    item.subtitle = item.subtitle or text_of(first_named(child(top, "hedline"), "hl2"))
    if not item.byline:
        item.byline = [line for line in map(_byline, children(top, "byline")) if line]
    item.dateline = item.dateline or text_of(first_named(child(top, "dateline"), "location"))
    item.dateline = item.dateline or text_of(child(top, "dateline"))
    if not item.paragraphs and body is not None:
        content = child(body, "body.content")
        item.paragraphs = paragraphs_of_markup(content if content is not None else body)
    _read_subjects(root, item)
    distributor = text_of(child(top, "distributor"))
    if distributor:
        item.credited.append(("distributor", distributor))
        item.provider = item.provider or distributor
    for media in all_named(body if body is not None else root, "media-reference"):
        source = attribute(media, "source")
        item.note("remote", source)
        if source and source.startswith(("http://", "https://")):
            item.image_url = item.image_url or source


def _guid(root: Element, docdata: Element | None, resource: str) -> str:
    found = (
        attribute(child(docdata, "doc-id"), "id-string")
        or attribute(child(docdata, "du-key"), "key")
        or attribute(root, "uno")
    )
    if found is None:
        raise InvalidWire(resource, "the NITF document has no doc-id, by which it would be known")
    return found


def _byline(element: Element) -> str | None:
    """The persons of a byline, else its words without the title that follows."""
    persons = [text_of(one) for one in all_named(element, "person", "name.given") if text_of(one)]
    if persons:
        return " and ".join(filter(None, persons))
    words = [element.text or ""]
    for one in element:
        if attribute(one, "id") is None and one.tag and str(one.tag).endswith("byttl"):
            words.append(one.tail or "")
        else:
            words += [text_of(one) or "", one.tail or ""]
    return " ".join(" ".join(words).split()).strip(" ,;") or None


def _status(docdata: Element | None, item: WireItem) -> str | None:
    status = attribute(docdata, "management-status")
    correction = child(docdata, "correction")
    if correction is not None:
        item.note("editors", f"correction: {attribute(correction, 'info') or attribute(correction, 'id-string') or ''}")
    message = child(docdata, "ed-msg")
    item.note("editors", attribute(message, "info") or text_of(message))
    if status == "embargoed":
        item.embargo = attribute(child(docdata, "date.release"), "norm")
        return "usable" if item.embargo else "withheld"
    return status


def _read_dates(docdata: Element | None, item: WireItem) -> None:
    issued = attribute(child(docdata, "date.issue"), "norm")
    released = attribute(child(docdata, "date.release"), "norm")
    item.created = [raw for raw in (issued, released) if raw]
    item.versioned = issued or released


def _read_rights(root: Element, docdata: Element | None, item: WireItem) -> None:
    rights = child(docdata, "doc.copyright")
    holder = attribute(rights, "holder") or text_of(first_named(root, "rights.owner"))
    if holder:
        item.credited.append(("copyrightHolder", holder))
    for rule in children(child(docdata, "doc.rights"), "agent"):
        item.note("rights", text_of(rule))
    item.provider = attribute(child(docdata, "doc-id"), "regsrc") or holder


def _read_subjects(root: Element, item: WireItem) -> None:
    for key in all_named(root, "keyword"):
        item.keywords += filter(None, [attribute(key, "key")])
    for subject in all_named(root, "tobject.subject"):
        said = attribute(subject, "tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type")
        item.keywords += filter(None, [said])
    fixture = attribute(first_named(root, "fixture"), "fix-id")
    item.section = item.section or fixture

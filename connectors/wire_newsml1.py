"""NewsML 1.x, which agencies and press-release services still send: nested components with roles."""

from __future__ import annotations

from connectors.wire_item import WireItem
from connectors.wire_nitf import fill_from_nitf
from connectors.wire_xml import (
    Element,
    all_named,
    attribute,
    child,
    children,
    first_named,
    local,
    paragraphs_of_html,
    paragraphs_of_markup,
    text_of,
)
from transforms.errors import InvalidWire
from transforms.plaintext import paragraphs_of

_TEXT_ROLES = ("body", "main", "maintext", "text", "story", "article")
_OTHER_ROLES = ("headline", "subheadline", "contact", "logo", "stylesheet", "caption", "video", "photo", "graphic")


def read_newsml1(root: Element, envelope: Element | None, resource: str) -> WireItem:
    """One NewsItem of a NewsML 1.x document. Raises InvalidWire where nothing says which item it is."""
    identifier = child(root, "Identification", "NewsIdentifier")
    parts = [text_of(child(identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    public = text_of(child(identifier, "PublicIdentifier"))
    if not all(parts) and public is None:
        raise InvalidWire(resource, "the NewsItem has no NewsIdentifier, by which it would be known")
    # the public identifier ends in the revision, which is no part of who it is
    guid = f"urn:newsml:{':'.join(str(part) for part in parts)}" if all(parts) else str(public).rpartition(":")[0]
    item = WireItem(guid=guid or str(public), version=text_of(child(identifier, "RevisionId")))
    _read_management(child(root, "NewsManagement"), item)
    sender = first_named(child(envelope, "SentFrom"), "Party") if envelope is not None else None
    item.provider = attribute(sender, "FormalName") or parts[0]
    if item.provider:
        item.credited.append(("provider", item.provider))
    _read_lines(root, item)
    _read_text(root, item)
    return item


def _read_management(management: Element | None, item: WireItem) -> None:
    first = text_of(child(management, "FirstCreated"))
    item.created = [first] if first else []
    item.versioned = text_of(child(management, "ThisRevisionCreated"))
    item.status = attribute(child(management, "Status"), "FormalName")
    item.urgency = attribute(child(management, "Urgency"), "FormalName")
    if (item.status or "").lower() == "embargoed":
        item.embargo = text_of(first_named(management, "DateAndTime"))
        item.status = "usable" if item.embargo else "withheld"


def _read_lines(root: Element, item: WireItem) -> None:
    lines = [line for line in all_named(root, "NewsLines") if not _is_in_other_role(line)]
    for line in lines:
        item.title = item.title or text_of(child(line, "HeadLine"))
        item.subtitle = item.subtitle or text_of(child(line, "SubHeadLine"))
        item.dateline = item.dateline or text_of(child(line, "DateLine"))
        item.byline += filter(None, map(text_of, children(line, "ByLine")))
        item.note("slugline", text_of(child(line, "SlugLine")))
        for name in ("CreditLine", "CopyrightLine"):
            words = text_of(child(line, name))
            if words:
                item.credited.append((name, words))
        item.keywords += filter(None, map(text_of, children(line, "KeywordLine")))
    item.language = attribute(first_named(root, "Language"), "FormalName")
    for one in all_named(root, "Property"):
        if "keyword" in (attribute(one, "FormalName") or "").lower():
            item.keywords += filter(None, [attribute(one, "Value")])


def _read_text(root: Element, item: WireItem) -> None:
    contents = [one for one in all_named(root, "ContentItem") if not _is_in_other_role(one)]
    contents.sort(key=lambda one: _role(one) not in _TEXT_ROLES)
    for content in contents:
        href = attribute(content, "Href")
        item.note("remote", href)
        data = child(content, "DataContent")
        if data is not None and not item.paragraphs:
            _read_data(data, item)
    for content in all_named(root, "ContentItem"):
        kind = attribute(child(content, "MimeType"), "FormalName") or ""
        href = attribute(content, "Href") or ""
        if kind.startswith("image/") and href.startswith(("http://", "https://")):
            item.image_url = item.image_url or href


def _read_data(data: Element, item: WireItem) -> None:
    nitf = first_named(data, "nitf")
    if nitf is not None:
        fill_from_nitf(nitf, item)
    elif len(data):
        body = first_named(data, "body")
        item.paragraphs = paragraphs_of_markup(body if body is not None else data)
    elif "<p" in (data.text or "").lower():
        item.paragraphs = paragraphs_of_html(data.text or "")
    elif (data.text or "").strip():
        item.paragraphs = paragraphs_of(data.text or "")


def _role(element: Element) -> str:
    """The role of the component that an element stands in."""
    parent: Element | None = element
    while parent is not None and local(parent) != "NewsComponent":
        parent = parent.getparent()
    return (attribute(child(parent, "Role"), "FormalName") or "").lower()


def _is_in_other_role(element: Element) -> bool:
    return _role(element) in _OTHER_ROLES

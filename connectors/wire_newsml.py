"""NewsML-G2 (IPTC nar:newsItem and nar:packageItem, 2.x): metadata, and the text inline as XHTML, NITF or plain."""

from __future__ import annotations

import base64
import binascii
import re

from connectors.wire_item import WireItem
from connectors.wire_nitf import fill_from_nitf
from connectors.wire_xml import (
    Element,
    all_named,
    attribute,
    child,
    children,
    first_named,
    language_of,
    local,
    paragraphs_of_html,
    paragraphs_of_markup,
    text_of,
)
from transforms.errors import InvalidWire, NoArticle
from transforms.plaintext import paragraphs_of
from transforms.text import decode

_DATA_MINING_ALLOWED = ("unspecified", "allowed")


def read_newsml(root: Element, resource: str) -> WireItem:
    """One newsItem or packageItem. Raises InvalidWire naming what is missing of guid and itemMeta."""
    guid = attribute(root, "guid")
    if guid is None:
        raise InvalidWire(resource, f"the {local(root)} has no guid, by which it would be known")
    meta = child(root, "itemMeta")
    if meta is None:
        raise InvalidWire(resource, f"the {local(root)} {guid} has no itemMeta, so neither a date nor a status")
    # the standard's default
    item = WireItem(guid=guid, version=attribute(root, "version") or "1")
    _read_item_meta(meta, item)
    _read_rights(root, item)
    content = child(root, "contentMeta")
    _read_content_meta(content, item)
    _read_content(root, item)
    item.language = attribute(child(content, "language"), "tag") or language_of(root)
    if local(root) == "packageItem":
        for reference in all_named(root, "itemRef"):
            item.note(
                "remote", " ".join(filter(None, [_reference(reference), _first_text(reference, "headline", "title")]))
            )
    return item


def _read_item_meta(meta: Element, item: WireItem) -> None:
    item.versioned = text_of(child(meta, "versionCreated"))
    item.created = [raw for raw in [text_of(child(meta, "firstCreated"))] if raw]
    embargoed = child(meta, "embargoed")
    item.embargo = text_of(embargoed)
    item.status = _said(child(meta, "pubStatus"))
    if embargoed is not None and item.embargo is None and item.status in (None, "usable"):
        # an empty embargo has no end: until the provider says otherwise
        item.status = "withheld"
        item.note("editors", "embargoed without an end")
    if any((_said(signal) or "").lower() == "kill" for signal in children(meta, "signal")):
        item.status = "canceled"
    provider = child(meta, "provider")
    item.provider = _party(provider)
    item.provider_address = attribute(provider, "uri") or attribute(provider, "literal")
    if item.provider:
        item.credited.append(("provider", item.provider))
    item.note("editors", text_of(child(meta, "edNote")))
    for link in children(meta, "link"):
        item.note("remote", _reference(link))


def _read_rights(root: Element, item: WireItem) -> None:
    for rights in children(root, "rightsInfo"):
        holder = _party(child(rights, "copyrightHolder"))
        if holder:
            item.credited.append(("copyrightHolder", holder))
            item.provider = item.provider or holder
        for terms in children(rights, "usageTerms"):
            item.note("rights", text_of(terms))
        mining = _said(child(rights, "dataMining"))
        if mining and mining.lower().removeprefix("dmi-") not in _DATA_MINING_ALLOWED:
            item.note("data_mining", mining)


def _read_content_meta(content: Element | None, item: WireItem) -> None:
    if content is None:
        return
    created = text_of(child(content, "contentCreated"))
    item.created += [created] if created else []
    item.title = _first_text(content, "headline")
    item.subtitle = next(
        (text_of(one) for one in children(content, "description", "by") if local(one) == "description"), None
    )
    item.byline = [line for line in map(text_of, children(content, "by")) if line]
    if not item.byline:
        item.byline = [name for name in map(_name, filter(_is_person, children(content, "creator"))) if name]
    item.dateline = _first_text(content, "dateline")
    item.located = _name(child(content, "located"))
    item.urgency = text_of(child(content, "urgency"))
    item.keywords = [_name(one) or "" for one in children(content, "subject")]
    item.keywords += [text_of(one) or "" for one in children(content, "keyword")]
    item.note("slugline", _first_text(content, "slugline"))
    credit = _first_text(content, "creditline")
    if credit:
        item.credited.append(("creditline", credit))
    for source in children(content, "infoSource", "contributor"):
        name = _party(source)
        if name and local(source) == "infoSource":
            item.credited.append(("infoSource", name))


def _read_content(root: Element, item: WireItem) -> None:
    """The first rendition that has text; what is remote or in a language of its own is noted."""
    content = child(root, "contentSet")
    for part in content if content is not None else ():
        if local(part) == "remoteContent":
            item.note("remote", _reference(part))
            kind = attribute(part, "contenttype") or ""
            href = attribute(part, "href") or ""
            if kind.startswith("image/") and href.startswith(("http://", "https://")):
                item.image_url = item.image_url or href
        elif local(part) == "inlineXML" and not item.paragraphs:
            _read_inline_xml(part, item)
        elif local(part) == "inlineData" and not item.paragraphs:
            _read_inline_data(part, item)


def _read_inline_xml(part: Element, item: WireItem) -> None:
    for one in part:
        name = local(one)
        if name == "nitf":
            fill_from_nitf(one, item)
        elif name in ("html", "body", "div", "p", "section", "article"):
            item.title = item.title or text_of(child(one, "head", "title"))
            body = child(one, "body")
            item.paragraphs += paragraphs_of_markup(body if body is not None else one)
        elif name:
            nested = first_named(one, "nitf", "html")
            parent = nested.getparent() if nested is not None else None
            if parent is not None:
                _read_inline_xml(parent, item)
            else:
                item.note("extra", f"inline XML that is not read: {name}")
    if not len(part) and (part.text or "").strip():
        item.paragraphs = paragraphs_of(part.text or "")


def _read_inline_data(part: Element, item: WireItem) -> None:
    words = part.text or ""
    kind = (attribute(part, "contenttype") or "text/plain").lower()
    encoding = (attribute(part, "encoding") or "").lower()
    if "base64" in encoding:
        try:
            words = decode(base64.b64decode(words), item.guid)
        except (binascii.Error, ValueError, NoArticle):
            item.note("extra", f"inline data that cannot be decoded ({kind})")
            return
    if kind.startswith(("image/", "audio/", "video/")):
        item.note("remote", f"inline {kind}")
    elif "html" in kind:
        item.paragraphs = paragraphs_of_html(words)
    elif words.strip():
        item.paragraphs = paragraphs_of(words)


def _first_text(element: Element, *names: str) -> str | None:
    """The text of the first such child; of several headlines the one without a role, or with the main one."""
    found = children(element, *names)
    found.sort(key=lambda one: _said_role(one) not in ("", "main", "headline", "hld"))
    return next((text for text in map(text_of, found) if text), None)


def _said_role(element: Element) -> str:
    return re.split(r"[:/]", attribute(element, "role") or "")[-1].lower()


def _said(element: Element | None) -> str | None:
    """The word of a controlled value: after the colon of its qcode, after the last slash of its URI, or literal."""
    value = attribute(element, "qcode", "uri", "literal", "code")
    return re.split(r"[:/#]", value.rstrip("/"))[-1] if value else None


def _name(element: Element | None) -> str | None:
    if element is None:
        return None
    return text_of(child(element, "name")) or attribute(element, "literal")


def _is_person(element: Element) -> bool:
    return "organisation" not in (attribute(element, "type") or "").lower()


def _party(element: Element | None) -> str | None:
    """A party by its name, else by the word of its code, else by its address."""
    if element is None:
        return None
    named = _name(element)
    if named:
        return named
    code = attribute(element, "qcode")
    return code.rpartition(":")[2] if code else attribute(element, "uri")


def _reference(element: Element) -> str:
    return attribute(element, "href", "residref", "uri") or local(element)

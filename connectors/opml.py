"""OPML: lists of feeds as every reader imports and exports them. Pure: bytes in, tables of sources.toml out, and back.

Folders and the category attribute are tags. What only newsfold knows of a source (its kind, publisher, country, how it
is credited) travels in attributes of a namespace of its own, which other readers pass over. Secrets, headers, cookies
and options travel in neither direction: a list that somebody else wrote must not decide what is sent to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime
from io import BytesIO
from typing import Any

from lxml import etree

from connectors.redaction import without_secrets
from connectors.request_addresses import split_userinfo
from transforms.addresses import registrable_domain
from transforms.errors import InvalidOpml, InvalidUrl, SchemeRefused
from transforms.model import Source
from transforms.text import slug, tidy

MOST_BYTES = 10 * 2**20
MOST_FEEDS = 20_000
DEEPEST = 32
_NAMESPACE = "urn:newsfold:opml"
_CARRIED = ("kind", "publisher", "country", "credit_name")
_KINDS = ("feed", "sitemap", "section", "page")
_LONGEST = 200
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its words, its address, its tags, and what newsfold's own attributes say."""

    name: str
    location: str
    tags: tuple[str, ...] = ()
    language: str | None = None
    carried: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Opml:
    """A list of feeds as read: what can be used, and what was refused with the reason."""

    outlines: tuple[Outline, ...]
    refused: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    outlines: dict[str, Outline] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    folders: list[str | None] = field(default_factory=list)


def parse_opml(body: bytes, resource: str = "OPML") -> Opml:
    """The feeds of an OPML 1.0, 1.1 or 2.0 document. A line that cannot be used is refused by itself.

    Raises InvalidOpml for what is no OPML, declares entities, or is larger or deeper than a list of feeds can be.
    """
    if len(body) > MOST_BYTES:
        raise InvalidOpml(resource, f"it has {len(body):,} bytes, and the limit is {MOST_BYTES:,}")
    if re.search(rb"<!(?:ENTITY|DOCTYPE[^>]*\[)", body[:65536], re.IGNORECASE):
        raise InvalidOpml(resource, "it declares entities, which no list of feeds needs")
    reading = _Reading()
    events = etree.iterparse(
        BytesIO(body),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
    )
    is_opml = False
    try:
        for event, element in events:
            if event == "start" and not is_opml:
                if _local(element.tag) != "opml":
                    raise InvalidOpml(resource, f"its first element is {str(element.tag)[:50]!r}, not opml")
                is_opml = True
            if _local(element.tag) == "outline":
                _step(reading, event, element, resource)
    except etree.XMLSyntaxError as error:
        raise InvalidOpml(resource, f"not well-formed XML: {error}") from error
    return Opml(tuple(reading.outlines.values()), tuple(reading.refused))


def _step(reading: _Reading, event: str, element: Any, resource: str) -> None:
    if event == "end":
        reading.folders.pop()
        element.clear()
        return
    if len(reading.folders) >= DEEPEST:
        raise InvalidOpml(resource, f"its folders are nested deeper than {DEEPEST}")
    attributes = {_local(name).lower(): value for name, value in element.attrib.items() if "}" not in name}
    carried = {
        name.partition("}")[2]: value for name, value in element.attrib.items() if name.startswith(f"{{{_NAMESPACE}}}")
    }
    name = _words(attributes.get("title") or attributes.get("text") or "")
    address = attributes.get("xmlurl") or (attributes.get("url") if carried.get("kind") else None)
    reading.folders.append(None if address else name)
    if address is None:
        return
    if len(reading.outlines) >= MOST_FEEDS:
        raise InvalidOpml(resource, f"it lists more than {MOST_FEEDS:,} feeds")
    outline = _outline(name, address, attributes, carried, reading)
    if outline is not None and (known := reading.outlines.get(outline.location)):
        outline = replace(known, tags=tuple(dict.fromkeys((*known.tags, *outline.tags))))
    if outline is not None:
        reading.outlines[outline.location] = outline


def _outline(
    name: str, address: str, attributes: Mapping[str, str], carried: Mapping[str, str], reading: _Reading
) -> Outline | None:
    address = re.sub(r"^feed:(?://)?(?=https?:)", "", address.strip())
    address = re.sub(r"^feed://", "http://", address)
    shown = without_secrets(address)[:_LONGEST]
    try:
        location, headers = split_userinfo(address)
    except (InvalidUrl, SchemeRefused) as error:
        reading.refused.append(f"{name or 'a feed'}: {shown}: {error.cause}")
        return None
    if headers:
        reading.refused.append(f"{name or 'a feed'}: {shown}: a password stands in its address: add it by hand")
        return None
    folders = [folder for folder in reading.folders if folder]
    categories = [_words(part) for one in attributes.get("category", "").split(",") for part in _levels(one)]
    tags = tuple(dict.fromkeys(tag for tag in (*folders, *categories) if tag))
    kept = tuple((key, _words(carried[key])) for key in _CARRIED if _words(carried.get(key, "")))
    if dict(kept).get("kind", "feed") not in _KINDS:
        kept = tuple(pair for pair in kept if pair[0] != "kind")
    return Outline(name or shown, location, tags, _words(attributes.get("language", "")) or None, kept)


def _levels(category: str) -> list[str]:
    """``/Boston/Weather`` is two levels in OPML 2.0; a slash elsewhere belongs to the word."""
    category = category.strip()
    parts = category.split("/") if category.startswith("/") else [category]
    return [part.replace("%2C", ",").replace("%25", "%") for part in parts]


def _words(text: str) -> str:
    return " ".join(tidy(text).split())[:_LONGEST].strip()


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def tables_of(
    opml: Opml, taken_names: Iterable[str], taken_locations: Iterable[str]
) -> tuple[list[dict[str, Any]], int]:
    """[[source]] tables for the feeds that are not there yet, and how many are.

    Feeds of one name on one site are one source with several locations; of one name on different sites they are
    told apart by the site.
    """
    from connectors.sources_editing import free_name

    locations = set(taken_locations)
    new = [one for one in opml.outlines if one.location not in locations]
    groups: dict[tuple[object, ...], list[Outline]] = {}
    for one in new:
        site = registrable_domain(one.location) or one.location.partition("://")[2].partition("/")[0]
        groups.setdefault((slug(one.name), site, one.tags, one.language, one.carried), []).append(one)
    names, tables = list(taken_names), []
    for key, outlines in groups.items():
        name = free_name(outlines[0].name, names, str(key[1]))
        names.append(name)
        tables.append(_table(name, outlines))
    return tables, len(opml.outlines) - len(new)


def _table(name: str, outlines: Sequence[Outline]) -> dict[str, Any]:
    first = outlines[0]
    places = [one.location for one in outlines]
    table: dict[str, Any] = {"name": name, "kind": "feed", "location": places[0] if len(places) == 1 else places}
    table |= dict(first.carried)
    if first.tags:
        table["tags"] = list(first.tags)
    if first.language:
        table["language"] = first.language
    return table


def opml_of(sources: Iterable[Source], made_at: datetime, title: str = "newsfold sources") -> bytes:
    """An OPML 2.0 document (UTF-8) of the sources that are fetched over HTTP, in their order, in folders by first tag.

    Passwords, headers, cookies and options are left out; an address whose parameters are secret is left out whole.
    """
    root = etree.Element("opml", version="2.0", nsmap={"newsfold": _NAMESPACE})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "dateCreated").text = format_datetime(made_at)
    body = etree.SubElement(root, "body")
    folders: dict[str, Any] = {}
    for source in exported(sources):
        folder = body
        if source.tags:
            first = _xml(source.tags[0])
            if first not in folders:
                folders[first] = etree.SubElement(body, "outline", text=first, title=first)
            folder = folders[first]
        etree.SubElement(folder, "outline", dict(_attributes(source)))
    etree.indent(root)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document


def exported(sources: Iterable[Source]) -> list[Source]:
    """The sources that an OPML document can hold."""
    return [
        source
        for source in sources
        if source.location.startswith(("http://", "https://")) and without_secrets(source.location) == source.location
    ]


def _attributes(source: Source) -> Iterator[tuple[str, str]]:
    name = _xml(source.name)
    is_feed = source.kind in ("feed", "url")
    yield "text", name
    yield "title", name
    yield "type", "rss" if is_feed else "link"
    yield ("xmlUrl" if is_feed else "url"), _xml(source.location)
    if source.tags:
        yield "category", ",".join(_xml(tag).replace("%", "%25").replace(",", "%2C") for tag in source.tags)
    if source.language:
        yield "language", _xml(source.language)
    told = {
        "kind": None if is_feed else source.kind,
        "publisher": _publisher_word(source),
        "country": source.country,
        "credit_name": source.credit_name,
    }
    for key, value in told.items():
        if value:
            yield f"{{{_NAMESPACE}}}{key}", _xml(value)


def _publisher_word(source: Source) -> str | None:
    """What stands in sources.toml as publisher, unless it follows from the address anyway."""
    publisher = source.publisher
    if publisher is None or publisher.publisher_id == registrable_domain(source.location):
        return None
    return publisher.name


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)

"""ninjs 1.x to 3.x (IPTC News in JSON): one property each in 1.x, lists with roles from 2.0 on, camel case in 3.0."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from connectors.wire_item import WireItem
from connectors.wire_nitf import fill_from_nitf
from connectors.wire_sniffing import PROPERTIES
from connectors.wire_xml import local, paragraphs_of_html, parsed_xml
from transforms.errors import InvalidWire
from transforms.plaintext import paragraphs_of

Item = dict[str, Any]


def json_of(body: bytes, resource: str) -> Any:
    """The JSON of a body. Raw line ends inside strings are read. Raises InvalidWire."""
    try:
        return json.loads(body.lstrip(b"\xef\xbb\xbf"), strict=False)
    except RecursionError:
        raise InvalidWire(resource, "JSON nested too deep") from None
    except ValueError as error:
        raise InvalidWire(resource, f"not valid JSON ({error})") from error


def read_ninjs(value: Any, resource: str) -> WireItem:
    """One ninjs object. Raises InvalidWire where it is no object or has no uri."""
    if not isinstance(value, dict):
        raise InvalidWire(resource, f"a ninjs item is an object, not {type(value).__name__}")
    # 3.x writes versionCreated what 1.x and 2.x write versioncreated
    ninjs = {name.lower(): one for name, one in value.items()}
    uri = ninjs.get("uri")
    if not isinstance(uri, str) or not uri.strip():
        raise InvalidWire(resource, "the ninjs item has no uri, by which it would be known")
    item = WireItem(guid=uri.strip())
    text = _texts(ninjs, item)
    number = ninjs.get("version")
    item.version = str(number) if isinstance(number, int) and not isinstance(number, bool) else text("version")
    item.title = _main(ninjs, "headline", item) or text("title")
    item.subtitle = _main(ninjs, "description", item)
    item.byline = [line for line in (text("byline"), text("by")) if line][:1]
    item.located = text("located")
    item.dateline = text("dateline")
    item.language = text("language")
    item.status = text("pubstatus")
    item.embargo = text("embargoed")
    item.created = [raw for raw in (text("firstcreated"), text("contentcreated")) if raw]
    item.versioned = text("versioncreated")
    item.urgency = str(ninjs["urgency"]) if isinstance(ninjs.get("urgency"), (int, float, str)) else None
    _read_subjects(ninjs, item)
    _read_rights(ninjs, text, item)
    _read_bodies(ninjs, item)
    _read_links(ninjs, item)
    for name in sorted(ninjs):
        if name not in PROPERTIES and not name.startswith(("headline_", "body_", "description_")):
            item.note("extra", f"unknown property: {name}")
    return item


def _texts(ninjs: Item, item: WireItem) -> Callable[[str], str | None]:
    """Properties that are text; one of another type is noted and left out."""

    def text(name: str) -> str | None:
        value = ninjs.get(name)
        if value is None or isinstance(value, str):
            return value.strip() or None if value else None
        item.note("extra", f"{name} is no text: {json.dumps(value, default=str)[:200]}")
        return None

    return text


def _main(ninjs: Item, name: str, item: WireItem) -> str | None:
    """The headline or description: the property itself, else the list's main or first, else an extension of 1.x."""
    own = ninjs.get(name)
    if isinstance(own, str) and own.strip():
        return own.strip()
    listed = [one for one in _objects(ninjs.get(f"{name}s")) if _plain(one)]
    listed.sort(key=lambda one: str(one.get("role", "main")).lower() not in ("main", "headline"))
    if listed:
        return _plain(listed[0])
    extended = sorted(one for one in ninjs if one.startswith(f"{name}_") and isinstance(ninjs[one], str))
    extended.sort(key=lambda one: (not one.endswith(("_main", "_text")), "html" in one))
    if extended and "html" in extended[0]:
        return " ".join(paragraphs_of_html(ninjs[extended[0]])) or None
    if own is not None and not isinstance(own, str):
        item.note("extra", f"{name} is no text")
    return ninjs[extended[0]].strip() or None if extended else None


def _plain(one: Item) -> str | None:
    """The value of a headline or description; markup where it says that it is."""
    value = one.get("value")
    if not isinstance(value, str) or not value.strip():
        return None
    kind = str(one.get("contenttype") or one.get("contentType") or "")
    return " ".join(paragraphs_of_html(value)) or None if "html" in kind else value.strip()


def _objects(value: Any) -> Iterator[Item]:
    """The objects of a list, or of a mapping by name."""
    listed = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in listed:
        if isinstance(one, dict):
            yield one


def _read_bodies(ninjs: Item, item: WireItem) -> None:
    """The body that says most; of about equal ones the one whose paragraphs are marked."""
    found: list[list[str]] = []
    nitf: str | None = None
    for one in _objects(ninjs.get("bodies")):
        value = one.get("value")
        if not isinstance(value, str):
            continue
        kind = f"{one.get('contenttype') or one.get('contentType') or ''} {one.get('role') or ''}".lower()
        if "nitf" in kind:
            nitf = nitf or value
        else:
            found.append(_paragraphs(kind, value))
    for name, value in ninjs.items():
        if name.startswith("body_") and isinstance(value, str):
            if "nitf" in name:
                nitf = nitf or value
            else:
                found.append(_paragraphs(name, value))
    if isinstance(ninjs.get("body"), str):
        found.append(_paragraphs("", ninjs["body"]))
    most = max((_size(one) for one in found), default=0)
    item.paragraphs = max(
        (one for one in found if _size(one) >= 0.9 * most), key=lambda one: (len(one), _size(one)), default=[]
    )
    if nitf is not None and not item.paragraphs:
        _read_nitf(nitf, item)


def _read_nitf(nitf: str, item: WireItem) -> None:
    try:
        root = parsed_xml(nitf.encode("utf-8", "replace"), item.guid)
    except InvalidWire as error:
        item.note("extra", f"a NITF body that cannot be read: {error.cause}")
        return
    if local(root) == "nitf":
        fill_from_nitf(root, item)


def _paragraphs(kind: str, value: str) -> list[str]:
    if "html" in kind or value.lstrip().startswith(("<p", "<div", "<html", "<!DOCTYPE")):
        return paragraphs_of_html(value)
    return paragraphs_of(value)


def _size(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))


def _read_subjects(ninjs: Item, item: WireItem) -> None:
    for name in ("subject", "subjects"):
        item.keywords += [str(one["name"]) for one in _objects(ninjs.get(name)) if isinstance(one.get("name"), str)]
    words = ninjs.get("keywords")
    if isinstance(words, list):
        item.keywords += [word for word in words if isinstance(word, str)]


def _read_rights(ninjs: Item, text: Callable[[str], str | None], item: WireItem) -> None:
    holder = text("copyrightholder")
    provider = ninjs.get("provider")
    if isinstance(provider, dict):
        provider = provider.get("name")
    item.provider = (provider if isinstance(provider, str) else None) or holder or _address_of(item.guid)
    for where, words in (("copyrightHolder", holder), ("creditline", text("creditline"))):
        if words:
            item.credited.append((where, words))
    for name in ("infosource", "infosources"):
        for one in _objects(ninjs.get(name)):
            if isinstance(one.get("name"), str):
                item.credited.append(("infoSource", one["name"]))
    item.note("rights", text("usageterms"))
    item.note("editors", text("ednote"))
    item.note("slugline", text("slugline"))
    rights = ninjs.get("rightsinfo")
    if rights is not None:
        item.note("rights", json.dumps(rights, ensure_ascii=False, sort_keys=True, default=str))


def _address_of(uri: str) -> str | None:
    return uri if uri.startswith(("http://", "https://")) else None


def _read_links(ninjs: Item, item: WireItem) -> None:
    """What is only pointed to; the first picture is the article's."""
    for one in (ninjs, *_objects(ninjs.get("associations"))):
        is_picture = str(one.get("type", "")).lower() in ("picture", "graphic")
        for rendition in _objects(one.get("renditions")):
            href = rendition.get("href")
            if not isinstance(href, str):
                continue
            item.note("remote", href)
            if is_picture and href.startswith(("http://", "https://")):
                item.image_url = item.image_url or href

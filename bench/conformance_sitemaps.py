"""Sitemaps: every file gives the addresses that an independent count finds in it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from conformance import Row, row_of

from connectors import parse_sitemap
from transforms.errors import InvalidSitemap

_HERE = "https://www.example.com/sitemap.xml"


def rows(folder: Path) -> list[Row]:
    """The counts of the sitemap files under ``folder``."""
    return [row_of("sitemap files read whole", 1.0, outcomes(folder))]


def outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        body = path.read_bytes()
        try:
            sitemap = parse_sitemap(body, _HERE)
        except InvalidSitemap:
            yield path.name, not addresses_in(body)
            continue
        found = {url.location for url in sitemap.urls} | {link.location for link in sitemap.sitemaps}
        yield path.name, found == addresses_in(body)


def addresses_in(body: bytes) -> set[str]:
    """The addresses of pages and sitemaps in a file, by the standard library's reader, else by its lines."""
    plain = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    try:
        root = ET.fromstring(plain.strip())
    except ET.ParseError:
        text = plain.decode("utf-8-sig", "replace")
        return {line.strip() for line in text.splitlines() if re.match(r"https?://\S+$", line.strip())}
    return {place for element in root.iter() for place in _places(element)}


def _places(element: ET.Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2].lower()
    children = {child.tag.rpartition("}")[2].lower(): child for child in reversed(list(element))}
    if name in ("url", "sitemap"):
        loc = children.get("loc")
        yield ((loc.text if loc is not None else element.text) or "").strip()
    elif name == "item" and "link" in children:
        yield (children["link"].text or "").strip()
    elif name == "entry":
        links = [child for child in element if child.tag.rpartition("}")[2] == "link"]
        chosen = next((one for one in links if one.get("type") == "text/html"), links[0] if links else None)
        if chosen is not None:
            yield chosen.get("href", "")

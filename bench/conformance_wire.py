"""Wire items and WARC files: the standards' own examples, and other readers' test files.

What is expected of a wire item is read here by other means than newsfold's (ElementTree and json, property by
property); record counts are warcio's.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from conformance import Row, row_of
from warcio.archiveiterator import ArchiveIterator

from connectors.ledger import Ledger, Progress
from connectors.warc import read_warc
from connectors.wire import parse_wire
from transforms.errors import InvalidWire
from transforms.model import Article, Rejection, Source

_NAR = "{http://iptc.org/std/nar/2006-10-01/}"
_DAMAGED = re.compile(r"clip|trunc|\.lz4$|\.arc$")
_SOURCE = Source("conformance", "conformance", "warc", "")


def rows(folder: Path) -> list[Row]:
    """The counts of the wire and WARC sets under ``folder`` (the connectors' evaluation data)."""
    return [*wire_rows(folder / "wire"), *warc_rows(folder / "warc")]


def wire_rows(folder: Path) -> list[Row]:
    """NewsML-G2 and ninjs items that have to be read, those that must do no harm, and one article in two standards."""
    return [
        row_of("NewsML-G2 should_pass news items", 1.0, newsml_outcomes(folder / "newsml-g2")),
        row_of("ninjs should_pass items", 1.0, ninjs_outcomes(folder / "ninjs")),
        row_of("wire should_fail: refused with a reason, or read", 1.0, failing_outcomes(folder)),
        row_of("one article in NewsML and ninjs", 1.0, twin_outcomes(folder / "ninjs" / "examples")),
    ]


def warc_rows(folder: Path) -> list[Row]:
    """Record counts of whole files, and damaged files reported."""
    return [
        row_of("WARC record counts", 1.0, count_outcomes(folder)),
        row_of("damaged or foreign WARC files reported", 1.0, damage_outcomes(folder)),
    ]


def newsml_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every newsItem in an examples or should_pass folder: headline, text, version and date as the file has them."""
    for path in sorted([*folder.glob("examples/*.xml"), *folder.glob("**/should_pass/*.xml")]):
        root = ET.parse(path).getroot()
        if root.tag == f"{_NAR}newsItem":
            yield path.name, _is_as_newsml_says(root, path.read_bytes())


def _is_as_newsml_says(root: ET.Element, body: bytes) -> bool:
    article = _only(body)
    if article is None:
        return False
    meta, content = root.find(f"{_NAR}itemMeta"), root.find(f"{_NAR}contentMeta")
    headline = _folded(_text(content, "headline"))
    dates = [_text(meta, "firstCreated"), _text(content, "contentCreated"), _text(meta, "versionCreated")]
    words = " ".join(_folded("".join(one.itertext())) for one in root.iter() if one.tag.endswith("}p"))
    return (
        (not headline or _folded(article.title) == headline)
        and article.version == root.get("version", "1")
        and article.guid == root.get("guid")
        and article.published_at == _moment(next(filter(None, dates)))
        and (not words or words in _folded(" ".join([*article.paragraphs, *(cut.text for cut in article.removed)])))
    )


def ninjs_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every item in an examples or should_pass folder."""
    for path in sorted([*folder.glob("examples/[123].*/*.json"), *folder.glob("test_suite/*/should_pass/*.json")]):
        item = {name.lower(): value for name, value in json.loads(path.read_bytes()).items()}
        if "uri" in item:
            yield f"{path.parent.parent.name}/{path.name}", _is_as_ninjs_says(item, path.read_bytes())


def _is_as_ninjs_says(item: dict[str, Any], body: bytes) -> bool:
    article = _only(body)
    if article is None:
        return False
    headlines = [item["headline"]] if "headline" in item else [one["value"] for one in item.get("headlines", ())]
    date = item.get("firstcreated") or item.get("contentcreated") or item.get("versioncreated") or ""
    has_text = any(name.startswith("body_") for name in item) or bool(item.get("bodies"))
    return (
        (not headlines or _folded(article.title) in map(_folded, headlines))
        and article.version == item.get("version")
        and article.guid == item["uri"]
        and (not date or article.published_at == _moment(date))
        and (not has_text or bool(article.paragraphs or article.removed))
    )


def failing_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every should_fail file: InvalidWire naming the reason, or an article; anything else that is raised is a miss."""
    for path in sorted(folder.glob("**/should_fail/*.*")):
        try:
            is_fine = bool(parse_wire(path.read_bytes()))
        except InvalidWire as refused:
            is_fine = bool(refused.cause)
        except Exception:  # noqa: BLE001  that is what is counted
            is_fine = False
        yield f"{path.parent.parent.name}/{path.name}", is_fine


def twin_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    """A NewsML item and the ninjs items made of it: headline and date equal, all the text of the ninjs in the NewsML.

    The ninjs examples carry no more than the first paragraphs of their originals.
    """
    for path in sorted((folder / "NewsML").glob("*.xml")):
        original = _only(path.read_bytes())
        for twin in sorted(folder.glob(f"[123].*/{path.stem}.json")):
            other = _only(twin.read_bytes())
            yield (
                f"{twin.parent.name}/{twin.name}",
                original is not None
                and other is not None
                and _folded(original.title) == _folded(other.title)
                and original.published_at == other.published_at
                and bool(other.paragraphs)
                and _squeezed(other.text) in _squeezed(original.text),
            )


def count_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    """Files that warcio reads to their end: as many records of each kind."""
    for path in sorted(folder.glob("*/*")):
        expected = None if _DAMAGED.search(path.name) else _warcio_counts(path)
        if expected is None:
            continue
        found, rejections = _our_counts(path)
        yield path.name, found == expected and not any("warc" in one.rule for one in rejections)


def damage_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    """Clipped, torn and foreign files: read without an error, with a rejection that names the byte."""
    for path in sorted(folder.glob("*/*")):
        if _DAMAGED.search(path.name):
            _, rejections = _our_counts(path)
            yield path.name, any("byte" in one.reason for one in rejections)


def _our_counts(path: Path) -> tuple[Counter[str], list[Rejection]]:
    last: Progress | None = None
    rejections = []
    for item in read_warc(path, _SOURCE, Ledger()):
        last = item if isinstance(item, Progress) else last
        rejections += [item] if isinstance(item, Rejection) else []
    found: Counter[str] = Counter()
    if last is not None:
        found["response"] += last.item_count
        for kind, number in last.passed_over.items():
            name = kind.split()[0] if kind.endswith("web address") else kind
            found["response" if kind in ("no page", "duplicate", "torn response") else name] += number
    refused_pages = sum(1 for one in rejections if one.rule in ("too_large", "undecodable"))
    found["response"] += refused_pages
    return +found, rejections


def _warcio_counts(path: Path) -> Counter[str] | None:
    found: Counter[str] = Counter()
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                found[record.rec_type or "unknown"] += 1
                length = int(record.rec_headers.get_header("Content-Length") or 0)
                if len(record.raw_stream.read()) < 0 or length < 0:
                    return None
    except Exception:  # noqa: BLE001  a file that the other reader does not get through says nothing
        return None
    return found if found and not path.name.endswith(".arc") else None


def _only(body: bytes) -> Article | None:
    try:
        return next(iter(parse_wire(body)), None)
    except InvalidWire:
        return None


def _text(element: ET.Element | None, name: str) -> str:
    found = element.find(f"{_NAR}{name}") if element is not None else None
    return "".join(found.itertext()).strip() if found is not None else ""


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


if __name__ == "__main__":
    import os

    data = Path(os.environ.get("NEWSFOLD_EVALUATION_DATA") or Path(__file__).parents[2] / "shared" / "data")
    for row in rows(data / "connectors"):
        print(f"{row.what:55} {row.met:4} of {row.count:4}  {row.verdict}  {'; '.join(row.missed[:6])}")

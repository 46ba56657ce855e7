"""Feeds: the expectations of feedparser and gofeed, in newsfold's fields; and that no file of any set does harm.

feedparser's cases carry an expression over its own result (``Expect: not bozo and entries[0]['title'] == 'x'``). It is
read as data (ast, never evaluated): every comparison of a field that newsfold has too is one expectation, and a case
counts when it has one or more and is met when all of them are. Left aside is what expects sanitised markup (entry
text is kept as received and made safe where it is shown): every value that feedparser itself gives differently when
its sanitiser is off.
"""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
from conformance import Row, row_of

from connectors.feed import Feed, FeedEntry, parse_feed
from transforms.errors import InvalidInput

FEEDPARSER_FLOOR = 0.97
GOFEED_FLOOR = 0.99
HARMLESS_FLOOR = 1.0
WALL_S = 2.0
MEMORY_BYTES = 300 * 2**20

Path_ = tuple[str | int, ...]
Check = tuple[Path_, Any]

_EXPECT = re.compile(r"Expect:\s*(.+?)\s*(?:\n|\r|-->|$)")
_HEADER = re.compile(r"Header:\s*([\w-]+):\s*([^\r\n]*)", re.IGNORECASE)
# Where feedparser's own tests serve the files from.
_SERVED_FROM = "http://127.0.0.1:8097/tests/feed.xml"


def _first(values: tuple[Any, ...], number: int) -> Any:
    return values[number] if number < len(values) else None


_FEED: Mapping[Path_, Callable[[Feed], Any]] = {
    ("title",): lambda feed: feed.title,
    ("title_detail", "value"): lambda feed: feed.title,
    ("link",): lambda feed: feed.link,
    ("language",): lambda feed: feed.language,
}
_ENTRY: Mapping[Path_, Callable[[FeedEntry], Any]] = {
    ("title",): lambda entry: entry.title,
    ("title_detail", "value"): lambda entry: entry.title,
    ("link",): lambda entry: entry.link,
    ("id",): lambda entry: entry.guid,
    ("guid",): lambda entry: entry.guid,
    ("summary",): lambda entry: entry.summary,
    ("summary_detail", "value"): lambda entry: entry.summary,
    ("description",): lambda entry: entry.summary,
    ("content", 0, "value"): lambda entry: entry.content,
    ("author_detail", "name"): lambda entry: _first(entry.authors, 0),
    ("authors", 0, "name"): lambda entry: _first(entry.authors, 0),
    ("authors", 1, "name"): lambda entry: _first(entry.authors, 1),
    ("tags", 0, "term"): lambda entry: _first(entry.categories, 0),
    ("tags", 1, "term"): lambda entry: _first(entry.categories, 1),
    ("category",): lambda entry: _first(entry.categories, 0),
    ("language",): lambda entry: entry.language,
    ("content", 0, "language"): lambda entry: entry.language,
    ("published",): lambda entry: entry.published,
    ("updated",): lambda entry: entry.updated,
    ("published_parsed",): lambda entry: _struct(entry.published_at),
    ("updated_parsed",): lambda entry: _struct(entry.updated_at),
    ("image", "href"): lambda entry: entry.image_url,
    ("enclosures", 0, "href"): lambda entry: entry.enclosures[0].url if entry.enclosures else None,
    ("enclosures", 0, "url"): lambda entry: entry.enclosures[0].url if entry.enclosures else None,
    ("enclosures", 0, "type"): lambda entry: entry.enclosures[0].media_type if entry.enclosures else None,
    ("enclosures", 0, "length"): lambda entry: str(entry.enclosures[0].byte_count) if entry.enclosures else None,
}


def rows(folder: Path) -> list[Row]:
    """The counts of the feed sets under ``folder`` (feedparser, gofeed)."""
    return [
        row_of("feedparser cases in our fields", FEEDPARSER_FLOOR, feedparser_outcomes(folder / "feedparser")),
        row_of("gofeed pairs: entries and titles", GOFEED_FLOOR, gofeed_outcomes(folder / "gofeed")),
    ]


# ---- feedparser


def feedparser_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every case that has an expectation in our fields, and whether all of those are met."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        body = path.read_bytes()
        checks = expectations(_as_text(body))
        kept = _without_sanitised(body, checks) if checks else []
        if kept:
            yield f"{path.relative_to(folder)}", _meets(body, kept)


def expectations(text: str) -> list[Check]:
    """The comparisons of an ``Expect:`` line that newsfold has a field for: the path of the field, and the value."""
    found = _EXPECT.search(text)
    if found is None:
        return []
    try:
        tree = ast.parse(found[1], mode="eval").body
    except SyntaxError:
        return []
    clauses = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return [check for clause in clauses if (check := _check(clause)) is not None]


def _without_sanitised(body: bytes, checks: list[Check]) -> list[Check]:
    cleaned, received = (
        feedparser.parse(io.BytesIO(body), sanitize_html=sanitises, response_headers={"content-type": "text/xml"})
        for sanitises in (True, False)
    )
    return [check for check in checks if _value_at(cleaned, check[0]) == _value_at(received, check[0])]


def _value_at(parsed: Any, path: Path_) -> Any:
    for step in path:
        try:
            parsed = parsed[step]
        except (KeyError, IndexError, TypeError):
            return None
    return parsed


def _check(clause: ast.expr) -> Check | None:
    if not isinstance(clause, ast.Compare) or not isinstance(clause.ops[0], ast.Eq):
        return None
    path = _path(clause.left)
    if path is None or _field(path) is None:
        return None
    try:
        return path, ast.literal_eval(clause.comparators[0])
    except ValueError:
        return None


def _path(node: ast.expr) -> Path_ | None:
    """entries[0]['title'] and feed.link as a path; None for anything else."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        inner, step = _path(node.value), node.attr
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        inner, step = _path(node.value), node.slice.value
    else:
        return None
    return (*inner, step) if inner is not None else None


def _field(path: Path_) -> Callable[[Feed], Any] | None:
    if path == ("version",):
        return lambda feed: feed.version
    if path[0] in ("feed", "channel"):
        return _FEED.get(path[1:])
    if path[0] in ("entries", "items") and len(path) > 2 and isinstance(path[1], int):
        number, of_entry = path[1], _ENTRY.get(path[2:])
        return (lambda feed: of_entry(feed.entries[number])) if of_entry is not None else None
    return None


def _meets(body: bytes, checks: list[Check]) -> bool:
    headers = {name.lower(): value.strip() for name, value in _HEADER.findall(_as_text(body))}
    url = urljoin(_SERVED_FROM, headers.get("content-location", ""))
    try:
        feed = parse_feed(body, url, headers.get("content-type"))
        return all(_equal(_field(path)(feed), wanted) for path, wanted in checks)  # type: ignore[misc]
    except (InvalidInput, IndexError):
        return False


def _equal(found: Any, wanted: Any) -> bool:
    """Nothing is nothing, whether written as an empty text or not at all."""
    return found == wanted or (wanted in ("", None) and found is None)


def _struct(moment: datetime | None) -> tuple[int, ...] | None:
    return tuple(moment.utctimetuple()) if moment else None


def _as_text(body: bytes) -> str:
    for charset in ("utf-8", "utf-16", "utf-32", "utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le"):
        try:
            text = body.decode(charset)
        except UnicodeDecodeError:
            continue
        if "Expect" in text:
            return text
    return body.decode("latin-1")


# ---- gofeed


def gofeed_outcomes(folder: Path) -> Iterator[tuple[str, bool]]:
    """Pairs of a feed and what gofeed says of it: the number of entries, and every title."""
    for path in sorted(folder.rglob("*.json")):
        source = next((one for one in (path.with_suffix(".xml"), *_json_source(path)) if one.exists()), None)
        if source is None:
            continue
        wanted = json.loads(path.read_bytes())
        items = wanted.get("items") or wanted.get("entries") or []
        name = f"{path.relative_to(folder)}"
        try:
            feed = parse_feed(source.read_bytes())
        except InvalidInput:
            feed = Feed()
        yield f"{name}: entries", len(items) == len(feed.entries)
        yield from _titles(name, wanted, items, feed)


def _json_source(path: Path) -> Iterator[Path]:
    """JSON feeds of the set have their expectation in a file of another name."""
    if path.stem.endswith("_expected"):
        yield path.with_name(f"{path.stem.removesuffix('_expected')}.json")


def _titles(name: str, wanted: dict[str, Any], items: list[dict[str, Any]], feed: Feed) -> Iterator[tuple[str, bool]]:
    pairs = [(wanted.get("title"), feed.title), *_zipped(items, feed)]
    for number, (title, found) in enumerate(pairs):
        if isinstance(title, str) and title.strip():
            yield f"{name}#{number}", " ".join(title.split()) == " ".join((found or "").split())


def _zipped(items: list[dict[str, Any]], feed: Feed) -> Iterator[tuple[Any, str | None]]:
    for number, item in enumerate(items):
        yield item.get("title"), feed.entries[number].title if number < len(feed.entries) else None

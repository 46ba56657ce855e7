"""Agreement with the expectations of other feed parsers and of robots.txt suites, read where they lie.

Those data are other people's and are no part of this project: the folder is named by NEWSFOLD_EVALUATION_DATA, else
it is ../shared/data, and where it is absent these tests say so and are skipped. Counted are the expectations that can
be read as plain comparisons; the shares are near those reached when this was written, so that a fall is seen.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from connectors.feed import Feed, FeedEntry, looks_like_feed, parse_feed
from connectors.robots import rules_from_body
from transforms.errors import InvalidFeed


def evaluation_folder(path: str) -> Path:
    root = os.environ.get("NEWSFOLD_EVALUATION_DATA") or Path(__file__).parents[2] / "shared" / "data"
    folder = Path(root) / "connectors" / path
    if not folder.exists():
        pytest.skip(f"no evaluation data at {folder} (NEWSFOLD_EVALUATION_DATA)")
    return folder


# What feedparser sanitises, or rewrites inside markup, is kept as received here.
_REWRITTEN = ("sanitize", "namespace", "base", "cdf")
_FEED_FIELDS: dict[str, Callable[[Feed], Any]] = {
    "['title']": lambda feed: feed.title,
    "['link']": lambda feed: feed.link,
    "['language']": lambda feed: feed.language,
}
_ENTRY_FIELDS: dict[str, Callable[[FeedEntry], Any]] = {
    "['title']": lambda entry: entry.title,
    "['link']": lambda entry: entry.link,
    "['id']": lambda entry: entry.guid,
    "['guid']": lambda entry: entry.guid,
    "['summary']": lambda entry: entry.summary,
    "['description']": lambda entry: entry.summary,
    "['content'][0]['value']": lambda entry: entry.content,
    "['author_detail']['name']": lambda entry: entry.authors[0],
    "['authors'][0]['name']": lambda entry: entry.authors[0],
    "['tags'][0]['term']": lambda entry: entry.categories[0],
    "['tags'][1]['term']": lambda entry: entry.categories[1],
    "['language']": lambda entry: entry.language,
    "['published']": lambda entry: entry.published,
    "['updated']": lambda entry: entry.updated,
    "['published_parsed']": lambda entry: _struct(entry.published_at),
    "['updated_parsed']": lambda entry: _struct(entry.updated_at),
    "['enclosures'][0]['href']": lambda entry: entry.enclosures[0].url,
    "['enclosures'][0]['type']": lambda entry: entry.enclosures[0].media_type,
}
_EXPECTED = re.compile(rb"Expect:\s*(?:not bozo and\s+)?(feed|entries\[0\])((?:\['\w+'\]|\[\d\])+)\s*==\s*([^\r\n]+)")
_HEADER = re.compile(rb"Header:\s*Content-type:\s*([^\r\n]*)", re.IGNORECASE)


def test_feedparsers_expectations_are_met() -> None:
    met, missed = 0, []
    for path, expression, wanted, feed in feedparser_cases(evaluation_folder("feeds/feedparser")):
        try:
            found = field_of(feed, expression)
        except IndexError:
            found = None
        if found == wanted or (wanted == "" and found is None):
            met += 1
        else:
            missed.append(f"{path.name}: {expression} is {found!r}, not {wanted!r}")
    assert met >= 100
    assert len(missed) <= met // 30, missed


def feedparser_cases(folder: Path) -> Iterator[tuple[Path, str, Any, Feed]]:
    for path in sorted(folder.rglob("*.xml")):
        body = path.read_bytes()
        expected = _EXPECTED.search(body)
        if expected is None or path.parent.name in _REWRITTEN or b" and " in expected[3]:
            continue
        expression = (expected[1] + expected[2]).decode()
        fields: dict[str, Any] = {**(_FEED_FIELDS if expected[1] == b"feed" else _ENTRY_FIELDS)}
        try:
            wanted = ast.literal_eval(expected[3].decode().strip())
        except (SyntaxError, ValueError):
            continue
        if expected[2].decode() in fields:
            header = _HEADER.search(body)
            yield path, expression, wanted, parse_feed(body, media_type=header[1].decode().strip() if header else None)


def field_of(feed: Feed, expression: str) -> Any:
    if expression.startswith("feed"):
        return _FEED_FIELDS[expression.removeprefix("feed")](feed)
    return _ENTRY_FIELDS[expression.removeprefix("entries[0]")](feed.entries[0])


def _struct(moment: datetime | None) -> tuple[int, ...] | None:
    return tuple(moment.utctimetuple()) if moment else None


def test_gofeeds_expectations_are_met() -> None:
    met, missed = 0, []
    folder = evaluation_folder("feeds/gofeed")
    for path in sorted(folder.rglob("*.json")):
        body = path.with_suffix(".xml")
        if not body.exists():
            continue
        expected = json.loads(path.read_text())
        feed = parse_feed(body.read_bytes())
        for name, wanted, found in gofeed_fields(expected, feed):
            if not isinstance(wanted, str) or not wanted:
                continue
            if wanted.strip() == (found or "").strip():
                met += 1
            elif "xml_base" not in path.name and "relative_uri" not in path.name:
                missed.append(f"{path.name}: {name} is {found!r}, not {wanted!r}")
    assert met >= 30
    assert len(missed) <= met // 12, missed


def gofeed_fields(expected: dict[str, Any], feed: Feed) -> Iterator[tuple[str, Any, str | None]]:
    yield "title", expected.get("title"), feed.title
    yield "language", expected.get("language"), feed.language
    items = expected.get("items") or expected.get("entries") or []
    assert len(items) == len(feed.entries)
    for item, entry in zip(items, feed.entries, strict=True):
        yield "title", item.get("title"), entry.title
        yield "link", item.get("link"), entry.link
        yield "summary", item.get("summary"), entry.summary
        yield "published", item.get("published") or item.get("pubDate"), entry.published
        yield "updated", item.get("updated"), entry.updated
        for field in ("publishedParsed", "pubDateParsed"):
            moment = entry.published_at.strftime("%Y-%m-%dT%H:%M:%SZ") if entry.published_at else None
            yield field, item.get(field), moment


@pytest.mark.parametrize("folder", ["feed-rs", "feedvalidator", "miniflux", "fastfeedparser", "lemon24-reader"])
def test_odd_feeds_are_read_or_refused_and_nothing_else(folder: str) -> None:
    count = 0
    for path in sorted(evaluation_folder(f"feeds/{folder}").rglob("*")):
        if path.is_file():
            count += 1
            looks_like_feed(path.read_bytes())
            try:
                json.dumps(parse_feed(path.read_bytes(), "https://quay.example/feed").to_json())
            except InvalidFeed:
                continue
    assert count


def test_googles_robots_cases_are_met() -> None:
    cases = json.loads((evaluation_folder("robots") / "google" / "google_robots_cases.json").read_text())
    cases = [case for case in cases if case["ua"]]
    missed = [
        case
        for case in cases
        if rules_from_body(case["robots"].encode()).may_fetch(case["url"], case["ua"]) is not case["allowed"]
    ]
    assert len(missed) <= len(cases) // 12, missed


def test_real_robots_files_are_read() -> None:
    for path in sorted(evaluation_folder("robots/protego-real").iterdir()):
        rules = rules_from_body(path.read_bytes())
        assert isinstance(rules.may_fetch("https://quay.example/news/1", "newsfold/1"), bool)
        rules.crawl_delay_s("newsfold/1")

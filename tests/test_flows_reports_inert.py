"""Nothing that a publisher wrote becomes markup in the report of a run, as a renderer of markdown shows it."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from flows.reports_markdown import cell

OURS = {"table", "thead", "tbody", "tr", "th", "td"}
HOSTILE = (
    "<script>alert(1)</script>",
    "[text](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "| a | b |",
    "`code` **bold** _it_ ~~no~~ # head",
    "\\| \\\\| &lt;b&gt; &amp;",
    "<https://example.org>",
    "https://example.org/a_b_c",
    "a\n\n# b",
    "\u202eright to left",
)


class Seen(HTMLParser):
    """The elements of a page and the text of its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.tags |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(text: str) -> Seen:
    seen = Seen()
    seen.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(f"| h |\n|---|\n| {cell(text)} |"))
    seen.close()
    return seen


def assert_inert(text: str) -> None:
    seen = shown(text)
    assert seen.tags <= OURS
    assert "".join(seen.text.split())[1:] == "".join(" ".join(text.split())[:300].split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    assert_inert(text)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_any_text_stays_text(text: str) -> None:
    assert_inert(text)


def test_every_naughty_string_stays_text() -> None:
    root = os.environ.get("NEWSFOLD_EVALUATION_DATA") or Path(__file__).parents[2] / "shared" / "data"
    listed = Path(root) / "connectors" / "strings" / "blns" / "blns.json"
    if not listed.is_file():
        pytest.skip(f"no evaluation data at {listed} (NEWSFOLD_EVALUATION_DATA)")
    for text in json.loads(listed.read_text("utf-8")):
        assert shown(text).tags <= OURS, text

"""A table is added to sources.toml without a byte of what stands there being touched."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.sources import load_sources, sources_example
from connectors.sources_editing import add_sources, free_name, replace_file, table_text, with_tables
from transforms.errors import InvalidSources

MINE = """# mine   \r\n\n[[source]]   # odd   spacing
name   =  'First'
location = "https://a.example/feed" # keep this
options = {poll_minutes=5}
# the end, without a line end"""
NEW: dict[str, Any] = {
    "location": "https://b.example/x",
    "name": 'The "B" — Ünïcode\u0085',
    "tags": ["a,b", "c"],
    "kind": "feed",
}

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def test_what_stands_there_stays_to_the_byte_and_the_new_table_follows() -> None:
    changed = with_tables(MINE, [NEW])
    assert changed.startswith(MINE + "\n\n[[source]]\nname = ")
    assert tomllib.loads(changed)["source"][1] == NEW


@pytest.mark.parametrize("text", ["", "# only words\n", sources_example(), MINE, "source = []\n"])
def test_any_file_takes_a_table(text: str, tmp_path: Path) -> None:
    if text.startswith("source ="):
        with pytest.raises(ValueError, match="do not stand in"):
            with_tables("source = [{name = 'x', location = 'y'}]\n", [NEW])
        return
    changed = with_tables(text, [NEW, {"name": "C", "location": ["x", "y"]}])
    assert changed.startswith(text)
    assert tomllib.loads(changed)["source"][-2:] == [NEW, {"name": "C", "location": ["x", "y"]}]


@given(texts, st.lists(texts, max_size=3), st.dictionaries(texts, texts, max_size=2))
def test_whatever_is_written_is_read_back(name: str, tags: list[str], headers: dict[str, str]) -> None:
    table: dict[str, Any] = {"name": name, "location": "x", "tags": tags, "headers": headers}
    assert tomllib.loads(table_text(table)) == {"source": [table]}


def test_a_table_that_the_file_cannot_take_leaves_it_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(MINE, newline="")
    with pytest.raises(InvalidSources, match="twice"):
        add_sources(path, [{"name": "B", "location": "https://a.example/feed"}], {})
    assert path.read_bytes() == MINE.encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new" / "sources.toml"
    add_sources(path, [{"name": "B", "kind": "feed", "location": "https://b.example/"}], {})
    assert path.read_text().startswith("# Where newsfold takes its news from")
    assert [source.name for source in load_sources(path, {})] == ["B"]


def test_mode_and_link_of_the_file_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text("old")
    real.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    replace_file(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_write_that_fails_leaves_the_old_text_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_names_are_told_apart_by_where_they_are_then_by_number() -> None:
    assert free_name("News", []) == "News"
    assert free_name("News", ["news"], "a.example") == "News (a.example)"
    assert free_name("News", ["news", "News (a.example)"], "a.example") == "News (a.example) 2"
    assert free_name("  a \n b ", []) == "a b"
    assert len(free_name("x" * 5000, [])) <= 200

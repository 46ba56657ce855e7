"""Expectations, revisits, selectors and options of a source: what they may say, and how a mistake is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.registry import KINDS
from connectors.source_options import HOME, OPTIONS, documented, known_options, option_lines
from connectors.sources import load_selectors, load_sources
from transforms.errors import InvalidSources
from transforms.model import Expectations, Revisit, Selectors, Source

FEED = '[[source]]\nname = "A"\nkind = "feed"\nlocation = "https://a.example/feed"\n'


def load(tmp_path: Path, text: str) -> tuple[Source, ...]:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return load_sources(path, {})


def test_everything_that_a_source_may_say(tmp_path: Path) -> None:
    text = (
        FEED + "expectations = { fewest_per_day = 0.5, largest_undated_share = 0 }\n"
        "revisit = { first_hours = 2, days = 7 }\n"
        'body = "div.text"\ncut = ["aside", ".club > p"]\n'
        "options = { poll_minutes = 2.5, obey_robots = false }\n"
    )
    (source,) = load(tmp_path, text)
    assert source.expectations == Expectations(0.5, 0.0)
    assert source.revisit == Revisit(2.0, 3.0, 7.0)
    assert source.selectors == Selectors(("div.text",), ("aside", ".club > p"))
    assert source.options == (("poll_minutes", "2.5"), ("obey_robots", "false"))
    assert load_selectors(tmp_path / "sources.toml") == {"a": source.selectors}


@pytest.mark.parametrize(("word", "wanted"), [("true", Revisit()), ("false", None), ("{}", Revisit())])
def test_the_usual_schedule_needs_one_word(tmp_path: Path, word: str, wanted: Revisit | None) -> None:
    assert load(tmp_path, f"{FEED}revisit = {word}\n")[0].revisit == wanted


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("expectations = { least = 5 }", r"A: expectations\.least: no such key; known are fewest_per_day, largest_und"),
        ("expectations = { fewest_per_day = 0 }", r"A: expectations\.fewest_per_day: 0 cannot be used; give a number"),
        ("expectations = { fewest_per_day = true }", "True cannot be used"),
        ("expectations = { fewest_per_day = nan }", "nan cannot be used"),
        ("expectations = { largest_undated_share = 20 }", "20 cannot be used; give a share from 0 to 1"),
        ("expectations = 5", "A: expectations: it is of the wrong type .int.; give a table"),
        ("revisit = { growth = 0.5 }", r"A: revisit\.growth: 0\.5 cannot be used; give a factor from 1"),
        ("revisit = { every = 5 }", "known are first_hours, growth, days"),
        ('revisit = "daily"', "give a table such as .* or true or false"),
        ('body = "p >"', r"A: body: 'p >' is no CSS selector.*; write one such as"),
        ("cut = [5]", "A: cut: it is a CSS selector or a list of them"),
        ('cut = ""', "A: cut: it is a CSS selector"),
        ("options = { poll_minute = 5 }", r"A: options\.poll_minute: no such option; known are poll_minutes, obey_ro"),
        ("options = { poll_minutes = 0 }", r"A: options\.poll_minutes: 0 cannot be used; give a number from 1 to 1440"),
        ('options = { user_agent = "a\\nb" }', "it holds a line break; take it out"),
        ('options = { obey_robots = "no" }', "'no' cannot be used; give true or false"),
        ("options = { most_links = 5 }", "it is an option of section, not of feed; known are"),
    ],
)
def test_a_mistake_is_named_with_what_could_stand_there(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(InvalidSources, match=said) as caught:
        load(tmp_path, f"{FEED}{line}\n")
    assert str(caught.value).startswith(f"sources file refused: {tmp_path / 'sources.toml'}: [[source]] A: ")


@pytest.mark.parametrize("folder", ["../done", "/done", ".done", "a/b", "", ".."])
def test_an_inbox_moves_files_nowhere_but_into_folders_of_its_own(tmp_path: Path, folder: str) -> None:
    text = f'[[source]]\nname = "A"\nkind = "inbox"\nlocation = "in"\noptions = {{ done_folder = "{folder}" }}\n'
    with pytest.raises(InvalidSources, match=r"options\.done_folder: .* give the name of a folder in the inbox"):
        load(tmp_path, text)


def test_watching_makes_an_inbox_of_a_folder(tmp_path: Path) -> None:
    text = '[[source]]\nname = "A"\nkind = "files"\nlocation = "in"\noptions = { watch = true }\n'
    assert load(tmp_path, text)[0].kind == "inbox"
    assert load(tmp_path, text.replace("true", "false"))[0].kind == "files"


def test_a_page_source_may_be_a_file_of_addresses(tmp_path: Path) -> None:
    (source,) = load(tmp_path, '[[source]]\nname = "A"\nkind = "page"\nlocation = "lists/urls.txt"\n')
    assert (source.kind, source.location) == ("page", str(tmp_path / "lists" / "urls.txt"))


def test_selectors_are_read_without_the_secrets_that_the_file_needs(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(f'{FEED}cut = "aside"\nheaders = {{ Authorization = "${{NOT_SET}}" }}\n')
    assert load_selectors(path) == {"a": Selectors(cut=("aside",))}


def test_every_kind_is_documented() -> None:
    text = HOME.read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"\n| `{kind}` | " not in text] == []


def test_every_option_is_documented_as_it_is_checked() -> None:
    text = HOME.read_text(encoding="utf-8")
    assert "\n".join(option_lines()) in text, "run `python -m connectors.source_options`"
    assert documented(text) == text
    assert {option.name for option in known_options("")} == {option.name for option in OPTIONS}

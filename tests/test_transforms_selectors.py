"""A source's own selectors: what is the body, what is cut, and that the rules' name says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from transforms.clean import RULES_ID
from transforms.errors import NoArticle
from transforms.model import Document, Selectors
from transforms.parsing import parse_document
from transforms.selecting import CUT_RULE, rules_id_of, xpath_of

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
WALL = "The harbour wall of Port Alder gave way on Monday after three days of storm, and eleven boats were lost."
DIVERS = (
    "Divers will look at the northern end on Tuesday, said harbour master Ines Calder, who was on the quay all night."
)
TIDE = "The tide table for the week: high water at six, low water at noon, and the ferry leaves when it can, as ever."
PITCH = "Our readers' club has seats left for the evening with the captain of the rescue boat; members pay half of it."
PAGE = f"""<!doctype html><html><head><title>Harbour wall gives way</title></head><body>
<div class="tides"><p>{TIDE}</p></div>
<div id="txt"><div class="club"><p>{PITCH}</p></div><h2>What happened</h2><p>{WALL}</p><ul><li>{DIVERS}</li></ul>
<script>var a = "nothing";</script></div><div class="tides"><p>{TIDE} Again.</p></div></body></html>"""


def page(selectors: Selectors | None, html: str = PAGE) -> Document:
    return Document("https://a.example/wall", html.encode(), NOON, "html", selectors=selectors)


def test_the_body_is_what_the_selector_says_and_nothing_else() -> None:
    article = parse_document(page(Selectors(body=("#txt",), cut=(".club",))))
    assert article.paragraphs == ("What happened", WALL, DIVERS)
    assert [(block.rule, block.text) for block in article.removed] == [(CUT_RULE, PITCH)]
    assert article.title == "Harbour wall gives way"


def test_cut_alone_leaves_the_choice_of_the_body_to_extraction() -> None:
    article = parse_document(page(Selectors(cut=("div.tides", "div.club"))))
    assert WALL in article.paragraphs
    assert TIDE not in article.text
    assert [block.rule for block in article.removed if block.rule == CUT_RULE] == [CUT_RULE] * 3


def test_the_first_selector_that_finds_text_wins_and_where_none_does_the_page_is_read_as_ever() -> None:
    assert parse_document(page(Selectors(body=("#none", "#txt"), cut=(".club",)))).paragraphs[1] == WALL
    assert parse_document(page(Selectors(body=("#none",)))) == parse_document(page(None))


def test_an_element_in_a_selected_one_is_not_taken_twice() -> None:
    article = parse_document(page(Selectors(body=("div",), cut=(".tides", ".club"))))
    assert article.paragraphs == ("What happened", WALL, DIVERS)


def test_cutting_everything_leaves_no_article() -> None:
    with pytest.raises(NoArticle):
        parse_document(page(Selectors(cut=("body > div",))))


def test_prose_of_another_source_is_not_touched() -> None:
    assert PITCH in parse_document(page(None, PAGE.replace('class="club"', ""))).text


@pytest.mark.parametrize("selector", ["p >", "::nothing(", "", "a[", "p:nth-child(", ">>>"])
def test_what_is_no_selector_is_named(selector: str) -> None:
    with pytest.raises(ValueError, match="is no CSS selector"):
        xpath_of(selector)


def test_the_rules_are_named_with_the_selectors() -> None:
    named = [
        rules_id_of(one)
        for one in (
            Selectors(body=("a",)),
            Selectors(cut=("a",)),
            Selectors(body=("a", "b")),
            Selectors(body=("b", "a")),
        )
    ]
    assert len(set(named)) == 4
    assert all(one.startswith(f"{RULES_ID}+") for one in named)
    assert rules_id_of(None) == rules_id_of(Selectors()) == RULES_ID


def test_selectors_are_no_part_of_a_capture() -> None:
    document = page(Selectors(body=("#txt",)))
    assert replace(document, selectors=None).sha256 == document.sha256

"""Each cleaning rule cuts what it should, names itself, and lets prose that uses its words live."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from cleaning_cases import FOLDER, Case, golden_cases

import transforms.clean
from transforms.clean import RULES, clean
from transforms.clean.comments import drop_comments
from transforms.draft import Block, Draft, blocks_of
from transforms.parsing import finished

CASES = golden_cases()
LODGE = "The lodge on the pass stays open this winter for the first time since the fire, its keeper said on Monday."


def rule_names() -> set[str]:
    modules = [importlib.import_module(rule.__module__) for rule in RULES]
    return {module.NAME for module in modules}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.situation}")
def test_golden(case: Case) -> None:
    cleaned = clean(case.draft())
    assert [block.text for block in cleaned.blocks] == case.kept
    assert sorted((cut.rule, cut.block.text) for cut in cleaned.cuts) == sorted(case.cut)
    if "authors" in case.expected:
        assert ", ".join(cleaned.authors) == case.expected["authors"]
    if "date" in case.expected:
        assert case.expected["date"] in [evidence.on.isoformat() for evidence in cleaned.dates]
    if "credits" in case.expected:
        assert ", ".join(credit.agency or "" for credit in cleaned.credits) == case.expected["credits"]


@pytest.mark.parametrize("name", sorted(rule_names()))
def test_every_rule_has_a_text_that_it_cuts_and_one_that_it_spares(name: str) -> None:
    cases = [case for case in CASES if case.rule == name]
    assert any((name, text) in case.cut for case in cases for _, text in case.cut), f"{name}.txt cuts nothing"
    assert any(not case.cut for case in cases), f"{name}.txt has no prose that must survive"


def test_every_golden_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == rule_names()


def test_every_module_with_a_rule_is_in_the_list_of_rules() -> None:
    modules = [
        importlib.import_module(f"transforms.clean.{found.name}")
        for found in pkgutil.iter_modules(transforms.clean.__path__)
    ]
    assert {module.NAME for module in modules if hasattr(module, "NAME")} == rule_names()


def test_what_is_cut_becomes_removed_blocks_in_the_order_of_the_capture() -> None:
    draft = Draft(blocks=blocks_of([LODGE, "Advertisement", "Rooms can be had from Friday.", "COMMENTS", "Reply"]))
    article = finished(draft, "lodge")
    assert [(block.position, block.rule, block.text) for block in article.removed] == [
        (1, "advertisement", "Advertisement"),
        (2, "comments", "COMMENTS"),
        (3, "comments", "Reply"),
    ]


def test_a_prompt_inside_a_thread_is_cut_as_comments() -> None:
    blocks = [LODGE, "Comments", "Sign up for our newsletter", "Reply"]
    assert {cut.rule for cut in clean(Draft(blocks=blocks_of(blocks))).cuts} == {"comments"}


def test_a_cut_that_brings_another_tail_to_the_end_is_followed_by_a_second_pass() -> None:
    blocks = [LODGE, "It has forty beds.", "The road is cleared daily.", "Soup is served.", "Dogs may come."]
    tail = ["By Ines Okafor", "© 2021 Pass Courier"]
    cleaned = clean(Draft(blocks=blocks_of([*blocks, *tail])))
    assert [block.text for block in cleaned.blocks] == blocks
    assert cleaned.authors == ("Ines Okafor",)


def test_a_comments_heading_that_opens_the_capture_is_no_thread() -> None:
    draft = Draft(blocks=blocks_of(["Comments", LODGE]))
    assert drop_comments(draft) == draft


def test_a_prompt_whose_headline_asks_is_still_cut() -> None:
    draft = Draft(blocks=blocks_of([LODGE, "Read more: Who pays for the road?"]))
    assert [cut.rule for cut in clean(draft).cuts] == ["read_more"]


def test_a_full_sentence_behind_a_prompt_is_cut_only_when_it_is_a_link() -> None:
    text = "Read more: the keeper tells how the fire began."
    plain = Draft(blocks=(Block(LODGE, 1), Block(text, 2)))
    linked = Draft(blocks=(Block(LODGE, 1), Block(text, 2, link_share=0.9)))
    assert len(clean(plain).blocks) == 2
    assert [cut.rule for cut in clean(linked).cuts] == ["read_more"]


def test_a_byline_fills_only_empty_fields() -> None:
    draft = Draft(blocks=blocks_of(["By Ines Okafor", LODGE]), authors=("Tom Brandvold",))
    cleaned = clean(draft)
    assert cleaned.authors == ("Tom Brandvold",)
    assert [cut.rule for cut in cleaned.cuts] == ["byline"]

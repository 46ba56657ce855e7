"""Authored rewrites are found, near misses and texts of one template are not merged: floors on texts of our own."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from warehouse_samples import an_id

from flows.pairing import Compared, pairs_within
from transforms import fingerprint, match
from transforms.facts import numbers, presence
from transforms.model import Article, Publisher
from transforms.retelling import content_words, retold
from transforms.text import words

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
authored_texts, template_texts = (importlib.import_module(name) for name in ("authored_texts", "template_texts"))

PAIRS = authored_texts.labelled_pairs()
SECOND = authored_texts.labelled_pairs(authored_texts.reports(authored_texts.SECOND))

THIRD_TEMPLATES = template_texts.THIRD
THIRD = authored_texts.labelled_pairs(authored_texts.reports(authored_texts.THIRD))


def article(paragraphs: Sequence[str], title: str, publisher: str) -> Article:
    return Article(tuple(paragraphs), title=title, publisher=Publisher(publisher, publisher))


def judged(pair: authored_texts.LabelledPair) -> bool:  # type: ignore[name-defined]
    """Whether the two are candidates, as in a run, and carry one text."""
    left, right = pair.left, pair.right
    one, other = article(left.paragraphs, left.title, "a.example"), article(right.paragraphs, right.title, "b.example")
    compared = []
    for number, text in enumerate((one, other)):
        made = fingerprint(text)
        compared.append(Compared(an_id(number), text, 1, None, made.hashes, made.matter_hashes))
    return bool(pairs_within(compared)) and match(one, other).is_same_text


def test_there_are_two_hundred_of_each_and_half_are_put_aside() -> None:
    copies, misses = ([pair for pair in PAIRS if pair.is_copy is kind] for kind in (True, False))
    assert min(len(copies), len(misses)) >= 200
    assert 0.35 < sum(pair.is_holdout for pair in PAIRS) / len(PAIRS) < 0.65
    assert len({pair.language for pair in PAIRS}) >= 12


@pytest.mark.parametrize("is_holdout", [False, True])
def test_rewrites_are_found_and_near_misses_are_not(is_holdout: bool) -> None:
    mine = [pair for pair in PAIRS if pair.is_holdout is is_holdout]
    copies = [judged(pair) for pair in mine if pair.is_copy]
    merged = [(pair.left.text_id, pair.right.text_id) for pair in mine if not pair.is_copy and judged(pair)]
    assert merged == []
    assert sum(copies) / len(copies) >= 0.85


def test_harder_rewrites_are_found_and_their_near_misses_are_not() -> None:
    copies = [judged(pair) for pair in SECOND if pair.is_copy]
    merged = [(pair.left.text_id, pair.right.text_id) for pair in SECOND if not pair.is_copy and judged(pair)]
    assert len(copies) >= 60
    assert len(SECOND) - len(copies) >= 60
    assert merged == []
    assert sum(copies) / len(copies) >= 0.8


@pytest.mark.parametrize("is_holdout", [False, True])
def test_rewrites_of_a_set_written_blind_are_found(is_holdout: bool) -> None:
    mine = [pair for pair in THIRD if pair.is_holdout is is_holdout]
    copies = [judged(pair) for pair in mine if pair.is_copy]
    merged = [(pair.left.text_id, pair.right.text_id) for pair in mine if not pair.is_copy and judged(pair)]
    assert min(len(copies), len(mine) - len(copies)) >= 70
    assert merged == []
    assert sum(copies) / len(copies) >= 0.74


def test_texts_of_other_kinds_of_templates_are_many_texts() -> None:
    texts = template_texts.template_texts(series=2, publishers=template_texts.PUBLISHERS[:3], folder=THIRD_TEMPLATES)
    made = [(text.layout, article(text.paragraphs, text.title, text.publisher)) for text in texts]
    pairs = [(one, other) for (a, one), (b, other) in itertools.combinations(made, 2) if a == b]
    merged = [(one.title, other.title) for one, other in pairs if match(one, other).is_same_text]
    assert len({text.kind for text in texts}) >= 15
    assert len(pairs) >= 300
    assert len(merged) <= 0.002 * len(pairs), merged


def test_texts_of_one_template_are_many_texts() -> None:
    texts = template_texts.template_texts(series=2, publishers=template_texts.PUBLISHERS[:4])
    merged, count = [], 0
    for _, group in itertools.groupby(sorted(texts, key=lambda text: text.layout), key=lambda text: text.layout):
        for one, other in itertools.combinations(group, 2):
            count += 1
            left, right = (article(text.paragraphs, text.title, text.publisher) for text in (one, other))
            if match(left, right).is_same_text:
                merged.append((one.text_id, other.text_id))
    assert count > 800
    assert len(merged) <= 0.002 * count, merged


def test_a_template_text_printed_twice_is_one_text() -> None:
    for text in template_texts.template_texts(series=1, publishers=template_texts.PUBLISHERS[:1]):
        one, other = (article(text.paragraphs, text.title, name) for name in ("a.example", "b.example"))
        assert match(one, other).is_same_text, text.text_id


def sentence(text: str) -> tuple[str, ...]:
    return tuple(words(text))


def test_content_words_are_stems_numbers_and_pairs_of_characters() -> None:
    assert content_words(sentence("The harbours of 214 had it")) == {"harbo", "214"}
    assert content_words(sentence("港北市")) == {"港北", "北市"}


def test_a_retold_sentence_finds_its_partner_and_others_do_not() -> None:
    text = [
        sentence("The council sold the market hall to a hotel group on Monday."),
        sentence("It rained all day long."),
    ]
    told = [
        sentence("Oldminster's market hall was sold by the council to a group of hotels."),
        sentence("Fish is dear."),
    ]
    found = retold([*map(content_words, text)], [*map(content_words, told)], 0.6)
    assert found[0][0] == 0
    assert found[0][1] >= 0.6
    assert found[1] == (-1, 0.0)


def test_numbers_in_han_characters_are_numbers_but_a_lone_one_is_not() -> None:
    assert {"十二", "八", "四十"} <= numbers("十二人がけがをし、住宅八棟の一部が、深さは約四十キロ")
    assert "一" not in numbers("住宅の一部")


def test_a_name_at_the_head_of_a_sentence_is_there_all_the_same() -> None:
    agreed = presence(
        frozenset({"corwin"}), frozenset({"ruud"}), frozenset({"corwin", "ruud"}), frozenset({"ruud", "corwin"})
    )
    assert (agreed.shared, agreed.replaced) == (2, 0)


def test_two_seasons_under_two_headlines_are_two_texts_around_one_background() -> None:
    from dataclasses import replace
    from datetime import date

    from syndication_texts import DAM, FERRY

    one = replace(article((*FERRY[:2], *DAM[1:]), "Ferry tickets dearer", "a.example"), published_on=date(2026, 1, 2))
    other = replace(article((*FERRY[3:5], *DAM[1:]), "Fog holds up boats", "b.example"), published_on=date(2026, 1, 3))
    assert match(one, other).is_same_text
    later = match(one, replace(other, published_on=date(2026, 4, 3)))
    assert not later.is_same_text
    assert "background" in later.reasons[-1]


def test_standing_paragraphs_weigh_nothing() -> None:
    from syndication_texts import DAM, FERRY

    one, other = article((*DAM[:2], *FERRY), "Dam", "a.example"), article((DAM[6], *FERRY), "Lake", "b.example")
    assert match(one, other).is_same_text
    standing, others = range(2, 2 + len(FERRY)), range(1, 1 + len(FERRY))
    assert not match(one, other, standing=standing, other_standing=others).is_same_text


def test_a_small_part_of_a_longer_text_that_opens_otherwise_is_carried_by_a_digest() -> None:
    from syndication_texts import DAM, FERRY

    digest = article((*FERRY, *DAM[:2], *FERRY[::-1]), "The week in brief", "a.example")
    seen = match(article(DAM[:2], "Dam", "b.example"), digest)
    assert not seen.is_same_text
    assert seen.relation == "contained"
    assert "digest" in seen.reasons[-1]

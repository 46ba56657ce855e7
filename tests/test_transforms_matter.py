"""Rewrites without a common run of words: found by pairs of facts, judged by numbers, names and matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warehouse_samples import an_id

from flows.pairing import Compared, pairs_within
from transforms import fingerprint, match
from transforms.matter import FACTS, LONGEST, facts, matter_hashes
from transforms.model import Article, Publisher
from transforms.text import all_words

REPORT = (
    (
        "Sela Harbour Trust will close its yard at Dunvik in May and cut 412 posts, managing director Oda Brenn "
        "said on Tuesday. The yard lost 38 million crowns in 2025 after two ferry orders went to Gdynia."
    ),
    (
        "Unions had offered to take 6 percent less pay for three years. Mayor Iver Stang wants the state to buy "
        "the docks."
    ),
)
RETOLD = (
    (
        "In Dunvik 412 people are losing their jobs: the yard of Sela Harbour Trust shuts in May. That is what "
        "Oda Brenn, its managing director, announced Tuesday, pointing to a loss of 38 million crowns during 2025 "
        "and to ferry orders that Gdynia had won. A pay cut of 6 percent, which unions had put on the table for "
        "three years, was not enough. If it were up to mayor Iver Stang, the docks would be bought by the state."
    ),
)
SAME_EVENT = (
    (
        "Welders at Dunvik put down their masks at noon on Tuesday and walked to the town hall. Some had begun as "
        "boys, like Tor Hauge, whose grandfather laid the slipway of Sela Harbour Trust. He says that nobody from "
        "the office has looked him in the face. In the canteen the radio was on when mayor Iver Stang spoke, and "
        "nobody listened."
    ),
)
TEMPLATE = (
    (
        "Holm Harbour Trust will close its yard at Askvoll in June and cut 97 posts, managing director Per Lunde "
        "said on Friday. The yard lost 11 million crowns in 2024 after three tanker orders went to Rostock."
    ),
    (
        "Unions had offered to take 4 percent less pay for two years. Mayor Siri Hamre wants the county to buy "
        "the docks."
    ),
)


def article(paragraphs: tuple[str, ...], publisher: str = "quay") -> Article:
    return Article(paragraphs, publisher=Publisher(publisher, publisher))


def hashes(paragraphs: tuple[str, ...]) -> set[int]:
    text = "\n".join(paragraphs)
    return set(matter_hashes(text, all_words(text)).tolist())


def are_candidates(
    one: tuple[str, ...], other: tuple[str, ...], publishers: tuple[str, str] = ("quay", "post")
) -> bool:
    compared = []
    for number, (text, publisher) in enumerate(zip((one, other), publishers, strict=True)):
        made = fingerprint(article(text, publisher))
        compared.append(Compared(an_id(number), article(text, publisher), 1, None, made.hashes, made.matter_hashes))
    return bool(pairs_within(compared))


def test_a_retelling_is_a_candidate_by_its_matter_alone() -> None:
    assert len(set(fingerprint(article(REPORT)).hashes) & set(fingerprint(article(RETOLD)).hashes)) < 2
    assert are_candidates(REPORT, RETOLD)


def test_a_retelling_is_one_text_with_what_it_retells() -> None:
    found = match(article(REPORT), article(RETOLD, "post"))
    assert found.is_same_text
    assert found.relation == "derived"
    assert found.reasons[1] == "the shorter one retells the longer one in other words, with the same facts"


@pytest.mark.parametrize("other", [SAME_EVENT, TEMPLATE])
def test_neither_another_report_of_the_event_nor_another_filling_of_the_form_is(other: tuple[str, ...]) -> None:
    assert not match(article(REPORT), article(other, "post")).is_same_text
    assert not match(article(RETOLD), article(other, "post")).is_same_text


def test_facts_are_names_inside_sentences_and_numbers_in_one_spelling() -> None:
    text = "Rain fell. The mayor, Iver Stang, counted 1,412 roofs and 7 barns at Dunvik."
    assert facts(text, all_words(text)) == {"iver", "stang", "1412", "dunvi"}


def test_long_texts_and_texts_of_few_facts_have_no_matter() -> None:
    assert hashes(("It rained.",)) == set()
    assert hashes((" ".join(f"at Ort{number}" for number in range(LONGEST)),)) == set()


@given(st.lists(st.sampled_from([f"Name{n}" for n in range(40)]), min_size=3, max_size=30), st.randoms())
def test_the_order_of_the_facts_says_nothing_and_their_number_is_bounded(names: list[str], rng: object) -> None:
    shuffled = list(names)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (hashes(("he met " + " and met ".join(order),)) for order in (names, shuffled))
    assert one == other
    assert len(one) <= FACTS * (FACTS - 1) // 2


def test_matter_hashes_are_sorted_and_distinct() -> None:
    made = np.array(fingerprint(article(REPORT)).matter_hashes, dtype=np.uint64)
    assert made.size
    assert (np.diff(made.astype(object)) > 0).all()


UNCASED = ("海澜市地铁七号线周六上午正式开通运营,连接北部的临港新区与南部高铁站,乘客凌晨五点就来排队等候首班车。",)


@pytest.mark.parametrize("paragraphs", [REPORT, (REPORT[0] * 3, REPORT[1]), RETOLD, UNCASED])
def test_a_fingerprint_has_the_matter_of_all_words_and_of_its_lead(paragraphs: tuple[str, ...]) -> None:
    made = set(fingerprint(article(paragraphs)).matter_hashes)
    assert made == hashes(paragraphs)
    assert made

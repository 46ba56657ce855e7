"""Facts in the forms that desks give them: spelled out, other marks, rounded, inflected; and what is no such form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import match
from transforms.model import Article, Publisher
from transforms.profiles import profile
from transforms.same_facts import same_facts


def shared(text: str, other: str) -> tuple[int, int]:
    """Of the first text's numbers and of all its facts, how many stand in the second."""
    seen = same_facts(profile((text,)), profile((other,)))
    return seen.shared_numbers, seen.shared_facts


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("They saw 17 ships there.", "Seventeen ships were seen."),
        ("Man sah dort 3 Schiffe.", "drei davon sind fort"),
        ("Il y en a 12 au port.", "on en compte douze"),
        ("It began at 04:17 or so.", "it was 4.17 when it began"),
        ("It rose by 9,5 percent.", "a rise of 9.5 percent"),
        ("There were over 450 of them.", "there were 458 of them"),
        ("There were about 1000 of them.", "there were 1,044 of them"),
        ("Some 46000 came by.", "45,980 came by"),
    ],
)
def test_a_number_stands_in_another_form(text: str, other: str) -> None:
    assert shared(text, other)[0] == 1


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("They saw 17 ships there.", "Sixteen ships were seen."),
        ("There were over 450 of them.", "there were 468 of them"),
        ("There were 450 of them.", "there were 4,501 of them"),
        ("There were 90 of them.", "there were 94 of them"),
        ("It rose by 9.5 percent.", "a rise of 9.6 percent"),
        ("There were 458 of them.", "there were over 450 of them"),
    ],
)
def test_another_number_is_no_other_form(text: str, other: str) -> None:
    assert shared(text, other)[0] == 0


def test_an_inflected_name_stands_there_and_another_one_does_not() -> None:
    text = "Суд оштрафовал вчера Самсонова и Бахметьева."
    assert shared(text, "приговор вынесен Самсонову и Бахметьеву")[1] == 2
    assert shared(text, "приговор вынесен Самойлову")[1] == 0


def test_few_facts_say_less_than_many() -> None:
    few, many = "He met Ines Dall there.", "He met Ines Dall, Olaf Brink, Wilma Torg and Sunniva Moe there."
    assert same_facts(profile((few,)), profile((few,))).told < same_facts(profile((many,)), profile((many,))).told < 1


def test_a_table_without_names_is_compared_as_it_is_written() -> None:
    table = " ".join(f"{number}0" for number in range(100, 400))
    assert shared(f"Prices: {table}", "Prices: " + " ".join(f"{number}1" for number in range(100, 400))) == (0, 0)


@given(st.lists(st.integers(0, 10**9), max_size=30), st.lists(st.integers(0, 10**9), max_size=30))
def test_what_is_shared_is_never_more_than_there_is(left: list[int], right: list[int]) -> None:
    one, other = (profile(("We saw " + " and ".join(map(str, numbers)),)) for numbers in (left, right))
    seen = same_facts(one, other)
    assert 0 <= seen.shared_numbers <= seen.numbers
    assert 0 <= seen.shared_facts <= seen.facts
    assert same_facts(one, one).shared_facts == len(one.facts)


FLASH = "A fire destroyed the roof of St Anne's school in Greyford on Saturday. Two teenagers are sought."
NEXT_WEEK = (
    "Two boys have been charged over the fire at St Anne's school in Greyford, police say. "
    "They admit having lit a rocket and wanted to hit the weathercock. A court will hear the case in October. "
    "The council has ordered a tarpaulin, and lessons begin again after the holidays in a hall by the river."
)


def test_names_alone_do_not_make_a_follow_up_of_a_flash_its_copy() -> None:
    one, other = (
        Article((text,), title=title, publisher=Publisher(title, title))
        for text, title in ((FLASH, "Fire"), (NEXT_WEEK, "Charges"))
    )
    assert not match(one, other).is_same_text


REPORT = (
    "The Norrand teachers' union accepted a rise of 9.5 percent over two years on Friday. The province will fill 1,100 "
    "posts. Ruth Abelard told reporters in Kessing that members, who had sought 14 percent, did not get everything. "
    "The deal costs 210 million crowns a year, said finance minister Paul Teverin."
)
OWN_LEAD = (
    "Parents in Ostby can breathe out. The Norrand union took 9.5 percent over two years, its head Ruth Abelard said "
    "in Kessing; 14 percent had been sought. Posts to fill: 1,100. Paul Teverin, finance minister, puts the cost at "
    "210 million crowns a year."
)


def test_a_copy_with_a_lead_of_its_own_is_found_though_it_is_the_shorter_one() -> None:
    one, other = (
        Article((text,), title=None, publisher=Publisher(name, name)) for text, name in ((REPORT, "a"), (OWN_LEAD, "b"))
    )
    assert match(one, other).is_same_text
    assert match(other, one).is_same_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("10", "The yard on Quay Street closed on Monday, on the word of the owners."),
        ("11", "It was once the largest of the coast."),
        ("2", "O porto dos pescadores fechou, due to the storm."),
        ("6", "Der Hafen sei geschlossen, sagte sie."),
        ("5", "The minister flew to Lima."),
    ],
)
def test_a_common_word_of_one_language_is_no_number_of_another(number: str, text: str) -> None:
    told = profile((f"The harbour lost {number} cranes.",))
    assert same_facts(told, profile((text,))).shared_numbers == 0

"""Whose matter it is: agencies and outlets that a text credits, and words that only look like a credit."""

from __future__ import annotations

import pytest

from transforms import article_from_text
from transforms.bylines import names
from transforms.credits import all_credits, mentions, outlet_name

OPENING = "The town sold its harbour on Friday for less than the crane is worth."


def agencies(*paragraphs: str) -> list[str | None]:
    return [credit.agency for credit in mentions((OPENING, *paragraphs))]


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("The sale had been prepared for months, the Northern Courier reported.", "The Northern Courier"),
        ("The sale had been prepared for months, Reuters reported, citing two officials.", "Reuters"),
        ("The price was a secret, according to a report in The Valley Times.", "The Valley Times"),
        ("The price was 40 million, according to the Associated Press.", "Associated Press"),
        ("As first reported by the Fjord Tribune, the crane was left out.", "The Fjord Tribune"),
        ("Quoting the Fjord Tribune, the mayor read out the price.", "The Fjord Tribune"),
        ("The Press Trust of India has reported a higher price.", "Press Trust of India"),
    ],
)
def test_an_outlet_that_is_named(sentence: str, agency: str) -> None:
    assert [name and name.removeprefix("the ") for name in agencies(sentence)] == [agency.removeprefix("the ")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Malin Ostrova reported the crack to the police.",
        "The Ministry of Transport reported a loss of nine million.",
        "According to Carina Dahlfelt, nobody had asked for the crane.",
        "Inspectors reported that water was seeping through.",
        "The report said that the wall was sound.",
        "The paper is printed in Bridge Street and sold at the counter.",
        "Mr. Post reported sick on Monday.",
    ],
)
def test_persons_ministries_and_reports_of_their_own_are_no_outlets(sentence: str) -> None:
    assert agencies(sentence) == []


def test_an_unnamed_media_report_is_a_credit_of_nobody() -> None:
    (credit,) = mentions((OPENING, "The crane was left out, a media report said on Saturday."))
    assert (credit.kind, credit.agency, credit.evidence) == ("mention", None, "a media report said")


def test_the_report_beside_a_named_outlet_is_that_outlets() -> None:
    (credit,) = mentions(
        ("The crane was left out, the Fjord Tribune reported.", "It was built in 1911, the report said.")
    )
    assert credit.agency is not None
    assert credit.agency.endswith("Fjord Tribune")
    assert credit.evidence.endswith("the report said")


def test_one_credit_for_each_agency_with_all_the_words_that_say_so() -> None:
    credits = mentions(
        ("Reuters reported a sale.", "Reuters reported a sale. Reuters has reported a price.", "AFP reported none.")
    )
    assert [credit.agency for credit in credits] == ["Reuters", "Agence France-Presse"]
    assert credits[0].evidence == "Reuters reported; Reuters has reported"


def test_a_tail_and_a_mention_of_one_agency_are_two_kinds_of_credit() -> None:
    article = article_from_text(
        f"{OPENING}\n\nThe price was a secret, Reuters reported on Friday evening.\n\n(Reuters)"
    )
    assert [(credit.kind, credit.agency) for credit in article.credits] == [("tail", "Reuters"), ("mention", "Reuters")]


def test_credits_of_the_head_come_first() -> None:
    article = article_from_text(
        f"A harbour is sold\n\nBy Reuters\n\n{OPENING}\n\nThe crane was left out, AFP reported."
    )
    assert all_credits((), article.credits) == article.credits
    assert [credit.kind for credit in article.credits] == ["byline", "mention"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("AP", "Associated Press"),
        ("dpa", "Deutsche Presse-Agentur"),
        ("EFE", "EFE"),
        ("the Associated Press", "Associated Press"),
    ],
)
def test_codes_and_names_of_agencies_are_one(code: str, name: str) -> None:
    assert outlet_name(code) == name


@pytest.mark.parametrize("code", ["PA", "AA", "TT", "CP"])
def test_two_letters_in_prose_are_more_often_something_else(code: str) -> None:
    assert outlet_name(code) is None


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Ines Okafor", ("Ines Okafor",)),
        ("By Ines Okafor and Tom Brandvold", ("Ines Okafor", "Tom Brandvold")),
        ("Von Anna Reichelt und Jörg Maß", ("Anna Reichelt", "Jörg Maß")),
        ("Par Élise Garnier et Luc d'Arcy", ("Élise Garnier", "Luc d'Arcy")),
        ("Ines Okafor, chief reporter", ("Ines Okafor",)),
        ("By Jean-Luc van der Meer", ("Jean-Luc van der Meer",)),
        ("By Ines Okafor, Ines Okafor", ("Ines Okafor",)),
        ("By the light of the moon", ()),
        ("By 2030, all of it", ()),
        ("By Reuters", ()),
    ],
)
def test_people_in_a_byline(line: str, people: tuple[str, ...]) -> None:
    assert names(line) == people

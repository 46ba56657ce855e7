"""A judgement sentence by sentence: on the two example reports, on a template, and the same from both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syndication_texts import DAM, FERRY, lightly_edited
from test_transforms_seeds import seed

from transforms.explaining import Trail, trail
from transforms.matching import MatchOptions, match
from transforms.model import Article, Publisher


def article(*paragraphs: str, publisher: str = "quay", title: str | None = None) -> Article:
    return Article(paragraphs, title=title, publisher=Publisher(publisher, publisher))


@pytest.fixture(scope="module")
def of_seeds() -> Trail:
    """From the agency's rewrite to the newspaper's report."""
    return trail(seed("000"), seed("001"))


def test_every_sentence_of_the_rewrite_has_its_partner(of_seeds: Trail) -> None:
    kinds = [one.kind for one in of_seeds.partners]
    assert len(kinds) == 22
    assert kinds.count("copied") == 17
    assert kinds.count("reworded") == 3
    alone = [one.sentence for one in of_seeds.partners if one.kind is None]
    assert [sentence.split()[0] for sentence in alone] == ["A", "Hameed"]


def test_a_reworded_sentence_of_the_seeds_says_what_was_changed(of_seeds: Trail) -> None:
    told = next(one for one in of_seeds.partners if one.sentence.startswith("Members of the group"))
    assert told.kind == "reworded"
    assert told.other_sentence is not None
    assert told.other_sentence.startswith("Members of the group and official sources in Kabul confirmed to the VOA")
    assert (told.paragraph, told.other_paragraph) == (2, 4)
    assert {"america", "voice"} <= set(told.facts)
    assert told.other_facts == ("voa",)


def test_the_papers_other_section_has_no_partner(of_seeds: Trail) -> None:
    alone = [one.sentence for one in of_seeds.other_partners if one.kind is None]
    assert "FM to visit the US" in alone
    assert all(one.kind for one in of_seeds.other_partners if one.paragraph in {2, 3, 4, *range(6, 19)})


def test_no_veto_speaks_against_the_seeds(of_seeds: Trail) -> None:
    assert dict(of_seeds.vetoes) == dict.fromkeys(("facts", "quotation", "edges", "season", "digest"))


def test_of_a_template_the_facts_speak() -> None:
    form = "The {} closed at {} points on Monday, {} points below Friday's close, the exchange in {} said in a note."
    one = article(form.format("Torvik index", "4,210", "31", "Torvik"), publisher="quay")
    other = article(form.format("Lindal index", "8,907", "12", "Lindal"), publisher="post")
    assert dict(trail(one, other).vetoes)["facts"] == "numbers of two short texts disagree (2 replaced, 0 shared)"
    assert not match(one, other).is_same_text


def test_two_long_updates_of_one_paper_are_one_text_and_two_texts_in_one_frame_are_not() -> None:
    """What is shared at the edges is boilerplate, unless it is long and over half of both."""
    body = tuple(f"{text} It was the {word} such case of the year." for text in (*DAM, *FERRY, *lightly_edited(DAM))
                 for word in ("first", "second", "third"))  # fmt: skip
    new = tuple(f"Lawyer {name} spoke of {name}'s own matters, which no other report of the week had." for name in
                ("Brekke", "Corwin", "Dahl", "Elstad", "Farr", "Gunnel", "Hovde", "Ingram"))  # fmt: skip
    other = tuple(f"A cargo of {cargo} went down off Havnes, and nobody has asked for it since." for cargo in
                  ("timber", "salt", "wool", "tin", "barley", "coal", "paper", "bricks"))  # fmt: skip
    first = article(*body[:1], *new * 6, *body[1:], title="Dam")
    second = article(*body[:1], *other * 6, *body[1:], title="Lawyers")
    assert dict(trail(first, second).vetoes)["edges"] is None
    assert match(first, second).is_same_text
    assert not match(first, second, MatchOptions(longest_frame=10_000)).is_same_text
    framed = [article(*body[:2], *middle, *body[-2:], title=title) for middle, title in ((new, "A b"), (other, "C d"))]
    assert not match(framed[0], framed[1]).is_same_text


@given(st.lists(st.sampled_from([*DAM, *FERRY, *lightly_edited(DAM)]), max_size=6),
       st.lists(st.sampled_from([*DAM, *FERRY]), max_size=6))  # fmt: skip
def test_a_trail_is_mirrored_with_its_texts(one: list[str], other: list[str]) -> None:
    seen, back = trail(article(*one), article(*other)), trail(article(*other), article(*one))
    assert (seen.partners, seen.other_partners) == (back.other_partners, back.partners)
    assert seen.vetoes == back.vetoes
    silent = not any(why for _, why in seen.vetoes)
    assert silent or not match(article(*one), article(*other)).is_same_text or sorted(one) == sorted(other)

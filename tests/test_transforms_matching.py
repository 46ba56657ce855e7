"""Which two articles carry one text, and which only look like it."""

from __future__ import annotations

import pytest
from syndication_texts import (
    DAM,
    DAM_INDEPENDENT,
    DAM_REWRITTEN,
    FERRY,
    HEAD_BOILERPLATE,
    MARKET,
    MARKETS,
    RESULT,
    RESULTS,
    TAIL_BOILERPLATE,
    WEATHER,
    WEATHERS,
    article,
    filled,
    lightly_edited,
    merged,
    reordered,
)

from transforms import fingerprint, match
from transforms.fingerprinting import FingerprintOptions
from transforms.matching import MatchOptions
from transforms.model import Article
from transforms.text import words

COPIES = {
    "word for word": (DAM, ("identical",)),
    "lightly edited": (lightly_edited(DAM), ("near_duplicate", "derived")),
    "in another order": (reordered(DAM), ("near_duplicate",)),
    "with paragraphs merged": (merged(DAM), ("identical", "near_duplicate")),
    "cut after half": (DAM[:4], ("contained",)),
    "cut to its first two paragraphs": (DAM[:2], ("contained",)),
    "with another report behind it": ((*DAM, *FERRY[:3]), ("contains",)),
    "with one more paragraph in the middle": ((*DAM[:4], FERRY[2], *DAM[4:]), ("contains", "near_duplicate")),
    "rewritten": (DAM_REWRITTEN, ("derived",)),
    "lightly edited and cut": (lightly_edited(DAM)[:5], ("contained", "derived")),
}


def count(paragraphs: tuple[str, ...]) -> int:
    return sum(len(words(paragraph)) for paragraph in paragraphs)


@pytest.mark.parametrize("publishers", [("bay.example", "fjord.example"), ("bay.example", "bay.example"), (None, None)])
@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_is_the_same_text(kind: str, publishers: tuple[str | None, str | None]) -> None:
    copied, relations = COPIES[kind]
    seen = match(article(*copied, publisher=publishers[0]), article(*DAM, publisher=publishers[1]))
    assert seen.is_same_text, seen.reasons
    assert seen.relation in relations


@pytest.mark.parametrize("publishers", [("bay.example", "fjord.example"), ("bay.example", "bay.example"), (None, None)])
def test_two_reporters_at_one_event_wrote_two_texts(publishers: tuple[str | None, str | None]) -> None:
    seen = match(article(*DAM, publisher=publishers[0]), article(*DAM_INDEPENDENT, publisher=publishers[1]))
    assert not seen.is_same_text
    assert seen.relation is None
    assert seen.reasons


@pytest.mark.parametrize("publishers", [("bay.example", "bay.example"), (None, None), ("bay.example", None)])
@pytest.mark.parametrize(
    ("head", "tail", "own"),
    [
        (HEAD_BOILERPLATE, TAIL_BOILERPLATE, 6),
        ((), TAIL_BOILERPLATE, 6),
        ((), TAIL_BOILERPLATE[:2], 4),
        (HEAD_BOILERPLATE, TAIL_BOILERPLATE, 4),
        (HEAD_BOILERPLATE, TAIL_BOILERPLATE, 3),
    ],
)
def test_two_articles_in_one_publishers_frame_are_two_texts(
    head: tuple[str, ...], tail: tuple[str, ...], own: int, publishers: tuple[str | None, str | None]
) -> None:
    one = (*head, *DAM[:own], *tail)
    other = (*head, *FERRY[:own], *tail)
    assert 0.2 <= count((*head, *tail)) / count(one) <= 0.6
    seen = match(article(*one, publisher=publishers[0]), article(*other, publisher=publishers[1]))
    assert not seen.is_same_text, seen.reasons


def test_a_copy_inside_the_frame_is_still_the_same_text() -> None:
    one = article(*HEAD_BOILERPLATE, *DAM, *TAIL_BOILERPLATE)
    other = article(*HEAD_BOILERPLATE, *lightly_edited(DAM), *TAIL_BOILERPLATE)
    assert match(one, other).is_same_text


@pytest.mark.parametrize(
    ("template", "values"),
    [(MARKET, MARKETS), (WEATHER, WEATHERS), (RESULT, RESULTS)],
    ids=["market", "weather", "result"],
)
@pytest.mark.parametrize("publisher", ["bay.example", None])
def test_a_template_filled_twice_is_two_texts(
    template: tuple[str, ...], values: tuple[dict[str, str], dict[str, str]], publisher: str | None
) -> None:
    one, other = (article(*filled(template, each), publisher=publisher) for each in values)
    seen = match(one, other)
    assert not seen.is_same_text, seen.reasons


@pytest.mark.parametrize(
    ("template", "values"),
    [(MARKET, MARKETS), (WEATHER, WEATHERS), (RESULT, RESULTS)],
    ids=["market", "weather", "result"],
)
def test_a_template_printed_twice_with_one_days_values_is_one_text(
    template: tuple[str, ...], values: tuple[dict[str, str], dict[str, str]]
) -> None:
    text = filled(template, values[0])
    assert match(
        article(*text, publisher="a.example"), article(*lightly_edited(text), publisher="b.example")
    ).is_same_text


def test_a_long_list_of_template_reports_is_told_apart_too() -> None:
    one = tuple(line for values in (MARKETS[0], MARKETS[0]) for line in filled(MARKET, values)) + filled(
        WEATHER, WEATHERS[0]
    )
    other = tuple(line for values in (MARKETS[1], MARKETS[1]) for line in filled(MARKET, values)) + filled(
        WEATHER, WEATHERS[1]
    )
    assert count(one) > 150
    assert not match(article(*one), article(*other)).is_same_text


def test_texts_about_two_things_share_nothing() -> None:
    seen = match(article(*DAM), article(*FERRY))
    assert (seen.relation, seen.is_same_text, seen.jaccard, seen.aligned_paragraphs) == (None, False, 0.0, ())


def test_a_quotation_in_common_is_no_copy_and_gives_no_partners() -> None:
    other = (*FERRY[:4], DAM[2], *FERRY[4:])
    seen = match(article(*DAM), article(*other))
    assert not seen.is_same_text
    assert 0.0 < seen.aligned_share < 0.2
    assert (seen.relation, seen.aligned_paragraphs) == (None, ())


def test_paragraphs_find_their_partners_in_another_order() -> None:
    seen = match(article(*DAM), article(*reordered(DAM)))
    partners = {pair.paragraph: pair.other_paragraph for pair in seen.aligned_paragraphs}
    assert partners == {1: 1, **{place: 10 - place for place in range(2, 9)}}


def test_merged_paragraphs_both_have_the_whole_as_partner() -> None:
    seen = match(article(*DAM), article(*merged(DAM)))
    assert {(pair.paragraph, pair.other_paragraph) for pair in seen.aligned_paragraphs} == {
        (place, (place + 1) // 2) for place in range(1, 9)
    }


def test_which_of_the_two_holds_the_other_is_said_from_the_first_ones_side() -> None:
    short, long = article(*DAM[:4]), article(*DAM)
    assert match(short, long).relation == "contained"
    assert match(long, short).relation == "contains"
    assert match(short, long).containment == 1.0
    assert match(long, short).other_containment == 1.0


def test_shares_of_a_truncated_copy() -> None:
    seen = match(article(*DAM[:4]), article(*DAM))
    assert (seen.containment, seen.aligned_share) == (1.0, 1.0)
    assert seen.other_aligned_share == pytest.approx(count(DAM[:4]) / count(DAM), abs=0.02)


def test_a_correction_of_one_number_is_still_the_same_text() -> None:
    corrected = tuple(paragraph.replace("3,200", "2,300") for paragraph in DAM)
    assert match(article(*DAM), article(*corrected)).is_same_text


def test_a_text_without_a_word_is_nobodys_copy() -> None:
    seen = match(article("…", "—"), article("…", "—"))
    assert (seen.relation, seen.is_same_text) == (None, False)
    assert not match(article(), article(*DAM)).is_same_text


def test_quotes_dashes_and_case_make_no_difference() -> None:
    plain = tuple(paragraph.upper().translate(str.maketrans("“”’", '""\'')) for paragraph in DAM)
    assert match(article(*DAM), article(*plain)).relation == "identical"


def test_the_title_takes_no_part_in_the_fingerprint() -> None:
    assert fingerprint(article(*DAM, title="Dam cracks")) == fingerprint(article(*DAM, title="Lake to be emptied"))


def test_scripts_without_spaces_are_compared_by_character() -> None:
    lake = "市の電力会社は火曜日、東側の堤防の基礎に亀裂が見つかったため貯水池の水を抜き始めたと発表した。"
    more = "三つの村の住民約三千人が日曜日まで避難するよう求められている。学校は一週間休校となる。"
    seen = match(article(lake, more), article(more, lake))
    assert seen.is_same_text
    assert not match(
        article(lake), article("天文台は三月に学校向けの見学を再開すると財団が月曜日に明らかにした。")
    ).is_same_text


@pytest.mark.parametrize("text", ["", "word", "one two three four", "one two three four five six seven"])
def test_short_texts_have_fingerprints_too(text: str) -> None:
    made = fingerprint(Article((text,)))
    assert (made.shingle_count > 0) is bool(text)
    assert len(made.hashes) <= max(1, made.shingle_count) if text else made.hashes == ()


def test_options_have_ids_of_their_own() -> None:
    assert MatchOptions().options_id != MatchOptions(shorter_share=0.7).options_id
    assert FingerprintOptions().options_id != FingerprintOptions(window=8).options_id
    assert fingerprint(article(*DAM)).options_id == FingerprintOptions().options_id

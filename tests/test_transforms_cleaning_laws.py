"""What holds of cleaning over real paragraphs of all languages: once is enough, nothing is added, prose stays."""

from __future__ import annotations

from pathlib import Path

from cleaning_cases import golden_cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from language_cases import families, lines_of, prose

from transforms.clean import clean
from transforms.clean.wording import LANGUAGES
from transforms.draft import Draft, blocks_of
from transforms.parsing import article_from_text
from transforms.prose import is_prose

REWRITES = Path(__file__).parent / "golden" / "rewrites"
PARAGRAPHS = {language: tuple(prose()[language]) for language in LANGUAGES}
REPORTS = tuple(
    line.strip()
    for path in sorted(REWRITES.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if is_prose(line) and not line.startswith(("#", "=", "-", "+"))
)
MARKS = {
    language: tuple(
        line.text for family in families() for line in lines_of(family) if line.language == language and line.is_cut
    )
    for language in LANGUAGES
}
SECTIONS = {"comments", "related"}
"""Families of headings: what stands behind them goes with them."""

LINES = tuple(line.text for family in families() if family not in SECTIONS for line in lines_of(family) if line.is_cut)
GOLDEN = tuple(text for case in golden_cases() for _, text in case.cut)
slow = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

unmarked = st.one_of(
    st.sampled_from(LANGUAGES).flatmap(lambda one: st.lists(st.sampled_from(PARAGRAPHS[one]), min_size=1, max_size=6)),
    st.lists(st.sampled_from(REPORTS), min_size=1, max_size=8),
)
marked = st.sampled_from(LANGUAGES).flatmap(
    lambda one: st.lists(
        st.one_of(st.sampled_from((*PARAGRAPHS[one], *REPORTS)), st.sampled_from((*MARKS[one], *GOLDEN))),
        min_size=1,
        max_size=12,
    )
)


def test_the_paragraphs_are_of_every_language_and_many() -> None:
    assert all(len(paragraphs) >= 3 for paragraphs in PARAGRAPHS.values())
    assert all(len(marks) >= 20 for marks in MARKS.values())
    assert len(REPORTS) >= 100


@slow
@given(unmarked)
def test_a_text_without_a_mark_comes_out_as_it_went_in(texts: list[str]) -> None:
    cleaned = clean(Draft(blocks=blocks_of(texts), title="The river and the dyke"))
    assert [block.text for block in cleaned.blocks] == texts
    assert cleaned.cuts == ()


@slow
@given(marked)
def test_cleaning_is_done_once_adds_nothing_and_loses_nothing(texts: list[str]) -> None:
    draft = Draft(blocks=blocks_of(texts))
    once = clean(draft)
    assert clean(once) == once
    together = sorted([*once.blocks, *(cut.block for cut in once.cuts)], key=lambda block: block.position)
    assert together == list(draft.blocks)


@slow
@given(st.lists(st.sampled_from(REPORTS), min_size=2, max_size=6, unique=True), st.data())
def test_marks_between_and_behind_paragraphs_take_no_paragraph_along(texts: list[str], drawn: st.DataObject) -> None:
    mark = drawn.draw(st.sampled_from(LINES))
    place = drawn.draw(st.integers(1, len(texts)))
    cleaned = clean(Draft(blocks=blocks_of([*texts[:place], mark, *texts[place:]])))
    kept = [block.text for block in cleaned.blocks]
    assert [text for text in kept if text != mark] == texts


@slow
@given(marked)
def test_every_cut_of_an_article_is_text_of_the_capture_and_knows_its_place(texts: list[str]) -> None:
    whole = "\n\n".join(["The river rose again and nobody slept that night in the houses behind the dyke.", *texts])
    article = article_from_text(whole)
    lines = {" ".join(line.split()) for line in whole.split("\n")}
    assert all(" ".join(block.text.split()) in lines for block in article.removed)
    places = [block.paragraphs_before for block in article.removed]
    assert all(place is not None and 0 <= place <= len(article.paragraphs) for place in places)
    assert places == sorted(place for place in places if place is not None)

"""Every family of phrases in every language: at least two wordings that are cut, and prose that uses them and stays."""

from __future__ import annotations

import pytest
from language_cases import Line, families, lines_of, prose

from transforms.clean import clean
from transforms.clean.wording import LANGUAGES
from transforms.draft import Draft, blocks_of

LINES = [line for family in families() for line in lines_of(family)]
FEWEST_CUT, FEWEST_KEPT = 2, 1


def draft_with(line: Line, *, is_last: bool) -> Draft:
    opening, middle, closing = prose()[line.language]
    texts = [opening, middle, line.text] if is_last else [opening, line.text, middle, closing]
    return Draft(blocks=blocks_of(texts), authors=(line.author,) if line.author else ())


def test_no_family_has_a_hole() -> None:
    counts = {
        (family, language): (
            sum(line.is_cut for line in LINES if (line.rule, line.language) == (family, language)),
            sum(not line.is_cut for line in LINES if (line.rule, line.language) == (family, language)),
        )
        for family in families()
        for language in LANGUAGES
    }
    holes = {place for place, (cut, kept) in counts.items() if cut < FEWEST_CUT or kept < FEWEST_KEPT}
    assert not holes, "\n".join(_table(counts))
    assert set(prose()) == set(LANGUAGES)


def _table(counts: dict[tuple[str, str], tuple[int, int]]) -> list[str]:
    head = f"{'family':<14}" + "".join(f"{language:>6}" for language in LANGUAGES)
    rows = [
        f"{family:<14}" + "".join("{:>6}".format("/".join(map(str, counts[family, one]))) for one in LANGUAGES)
        for family in families()
    ]
    return [head, *rows]


@pytest.mark.parametrize("line", [line for line in LINES if line.is_cut], ids=lambda one: f"{one.rule} {one.text}")
def test_what_newsrooms_print_is_cut_by_its_rule(line: Line) -> None:
    cleaned = clean(draft_with(line, is_last=True))
    assert [(cut.rule, cut.block.text) for cut in cleaned.cuts] == [(line.rule, line.text)]
    assert [block.text for block in cleaned.blocks] == prose()[line.language][:2]


@pytest.mark.parametrize("line", [line for line in LINES if not line.is_cut], ids=lambda one: f"{one.rule} {one.text}")
@pytest.mark.parametrize("is_last", [True, False], ids=["at the end", "between paragraphs"])
def test_prose_that_mentions_the_phrase_stays(line: Line, is_last: bool) -> None:
    draft = draft_with(line, is_last=is_last)
    assert clean(draft).cuts == ()

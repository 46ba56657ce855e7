"""Learned boilerplate: what a block is counted by, and what is cut at which count."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from transforms.boilerplate import (
    RULE,
    RecurrenceOptions,
    block_hash,
    block_hashes,
    opening_hash,
    recurring,
    without_recurring,
)
from transforms.model import Article, RemovedBlock

LEDE = "The harbour council voted on Tuesday to close the old ferry landing after months of argument."
PROSE = "Nearly four hundred residents had signed a petition that asked for one more winter of crossings."
BACKGROUND = "The landing was built in 1911 and carried eleven thousand passengers in its best year."
BIO = "Ada Merrow has covered the estuary for this newspaper since 2009 and lives beside it."
LABEL = "More from the harbour desk"
KICKER = "Harbour desk"


def many(*texts: str, count: int = 50) -> dict[int, int]:
    return {block_hash(text): count for text in texts}


def test_a_block_is_counted_by_its_folded_words() -> None:
    assert block_hash("• More from the  Harbour desk:") == block_hash("more from the harbour desk")
    assert block_hash("More from the harbour desk") != block_hash("More from the other desk")
    assert 0 <= block_hash(LEDE) < 2**63
    assert block_hash("More from the harbour desk") == 6017429183997686147
    assert block_hashes(Article((LEDE, "***", LEDE))).keys() == {block_hash(LEDE)}


def test_articles_that_open_alike_are_one_text() -> None:
    assert opening_hash(Article((KICKER, LEDE, PROSE))) == opening_hash(Article((LEDE, BACKGROUND)))
    assert opening_hash(Article((KICKER,))) == block_hash(KICKER)
    assert opening_hash(Article(())) == block_hash("")


def test_lines_at_the_edges_and_paragraphs_at_the_end_are_cut_with_their_evidence() -> None:
    article = Article((KICKER, LEDE, PROSE, LABEL, BIO))
    counts = {block_hash(KICKER): 5, block_hash(LABEL): 7, block_hash(BIO): 10}
    cut = without_recurring(article, counts)
    assert cut.paragraphs == (LEDE, PROSE)
    assert [(block.rule, block.text, block.evidence_count) for block in cut.removed] == [
        (RULE, KICKER, 5),
        (RULE, LABEL, 7),
        (RULE, BIO, 10),
    ]


def test_one_text_fewer_cuts_nothing() -> None:
    article = Article((KICKER, LEDE, PROSE, BIO))
    assert without_recurring(article, {block_hash(KICKER): 4, block_hash(BIO): 9}) is article


def test_background_inside_an_article_stays_however_often_it_was_printed() -> None:
    article = Article((LEDE, BACKGROUND, PROSE))
    assert without_recurring(article, many(BACKGROUND)) is article


def test_a_label_between_paragraphs_needs_twice_as_many() -> None:
    article = Article((LEDE, LABEL, PROSE))
    assert recurring(article.paragraphs, many(LABEL, count=9)) == {}
    assert recurring(article.paragraphs, many(LABEL, count=10)) == {1: 10}


def test_what_starts_an_article_or_carries_its_only_prose_is_never_cut() -> None:
    assert without_recurring(Article((LEDE, PROSE)), many(LEDE, PROSE)).paragraphs == (LEDE,)
    alone = Article((LABEL, LEDE))
    assert without_recurring(alone, many(LEDE, LABEL)).paragraphs == (LEDE,)
    labels = Article((KICKER, LABEL))
    assert without_recurring(labels, many(KICKER, LABEL)) is labels


def test_the_count_is_an_option_and_nought_turns_it_off() -> None:
    article = Article((LEDE, PROSE, LABEL))
    assert without_recurring(article, many(LABEL, count=3), RecurrenceOptions(3)).paragraphs == (LEDE, PROSE)
    assert without_recurring(article, many(LABEL), RecurrenceOptions(0)) is article


BLOCKS = (LEDE, PROSE, BACKGROUND, BIO, LABEL, KICKER, "Advertisement", "Listen to this article")


@given(st.lists(st.sampled_from(BLOCKS), max_size=9), st.integers(0, 2**16))
def test_cutting_twice_is_cutting_once_and_adds_nothing(blocks: list[str], seed: int) -> None:
    chance = random.Random(seed)
    counts = {block_hash(text): chance.choice((0, 5, 10, 30)) for text in BLOCKS}
    article = Article(tuple(blocks))
    once = without_recurring(article, counts)
    assert without_recurring(once, counts) is once
    remaining = iter(article.paragraphs)
    assert all(paragraph in remaining for paragraph in once.paragraphs)
    assert sorted([*once.paragraphs, *(block.text for block in once.removed)]) == sorted(blocks)


def test_learned_cuts_stand_in_their_places_among_the_others() -> None:
    cut_before = RemovedBlock(1, "byline", "By Ada Merrow", None, 0)
    cut_after = RemovedBlock(2, "share", "Share this", None, 3)
    unplaced = RemovedBlock(3, "residue", "***", None, None)
    article = Article((KICKER, LEDE, PROSE, LABEL, BIO), removed=(cut_before, cut_after, unplaced))
    cut = without_recurring(article, many(KICKER, LABEL, BIO))
    assert [(one.position, one.text, one.paragraphs_before) for one in cut.removed] == [
        (1, "By Ada Merrow", 0),
        (2, KICKER, 0),
        (3, "Share this", 2),
        (4, LABEL, 2),
        (5, BIO, 2),
        (6, "***", None),
    ]

"""The two example reports: what is asked of them, fact by fact."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from transforms import article_from_text, fingerprint, match
from transforms.alignment import links, overlaps
from transforms.clustering import Candidate, Edge, clusters
from transforms.model import Article, Match
from transforms.profiles import profile

SEEDS = Path(__file__).parent.parent / "seeds"


def seed(begins: str) -> Article:
    (path,) = SEEDS.glob(f"{begins}*.txt")
    return article_from_text(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rewrite() -> Article:
    return seed("000")


@pytest.fixture(scope="module")
def newspaper() -> Article:
    return seed("001")


@pytest.fixture(scope="module")
def judged(rewrite: Article, newspaper: Article) -> Match:
    return match(rewrite, newspaper)


def candidate(number: int, article: Article) -> Candidate:
    return Candidate(
        article_id=uuid.UUID(int=number),
        published_on=article.published_on,
        authors=article.authors,
        dateline=article.dateline,
        word_count=article.word_count,
        credits=article.credits,
    )


def test_the_newspapers_head_becomes_fields(newspaper: Article) -> None:
    assert newspaper.title == "Afghan Taliban push for Pakistan-TTP peace deal"
    assert newspaper.subtitle == "Bilawal to attend food security meeting in New York on May 18"
    assert newspaper.authors == ("Kamran Yousaf",)
    assert newspaper.dateline == "ISLAMABAD"


def test_the_newspapers_date_is_the_printed_day(newspaper: Article) -> None:
    assert newspaper.published_on == date(2022, 5, 17)
    assert newspaper.published_precision == "day"
    assert newspaper.published_at == datetime(2022, 5, 17, tzinfo=UTC)
    assert newspaper.published_from == "byline"


def test_nothing_of_the_newspapers_head_is_left_in_its_body(newspaper: Article) -> None:
    assert newspaper.paragraphs[0].startswith("A Pakistani delegation led by Peshawar Corps Commander")
    body = newspaper.text
    for field in ("Afghan Taliban push for Pakistan-TTP", "Bilawal to attend", "Kamran Yousaf", "ISLAMABAD"):
        assert field not in body


def test_the_newspapers_boilerplate_is_cut_and_each_piece_names_its_rule(newspaper: Article) -> None:
    cut = [(block.rule, block.text) for block in newspaper.removed]
    assert cut[0] == ("read_more", "Read More: Taliban's first annual Afghan budget foresees $501 million deficit")
    assert [rule for rule, _ in cut[1:]] == ["comments"] * 4
    assert cut[1][1] == "COMMENTS"
    assert cut[2][1] == "Replying to X"
    assert cut[4][1] == "For more information, please see our Comments FAQ"
    for piece in ("Read More", "COMMENTS", "Replying to", "moderated", "FAQ"):
        assert piece not in newspaper.text


def test_the_newspapers_own_subheading_and_last_paragraph_stay(newspaper: Article) -> None:
    assert "FM to visit the US" in newspaper.paragraphs
    assert newspaper.paragraphs[-1].endswith("free of conflict, poverty and hunger.")
    assert newspaper.paragraph_count == 24


def test_the_newspaper_credits_nobody(newspaper: Article) -> None:
    assert newspaper.credits == ()


def test_the_rewrite_prints_no_title_author_or_dateline_and_gets_none(rewrite: Article) -> None:
    assert (rewrite.title, rewrite.subtitle, rewrite.authors, rewrite.dateline) == (None, None, (), None)


def test_the_rewrites_date_comes_from_the_mark_and_the_mark_leaves_the_body(rewrite: Article) -> None:
    assert rewrite.published_on == date(2022, 5, 17)
    assert rewrite.published_precision == "day"
    assert rewrite.published_from == "mark"
    assert rewrite.dates[0].raw == "date 2022-05-17"
    assert "2022-05-17" not in rewrite.text
    assert rewrite.paragraphs[0].startswith("A Pakistani delegation led by a former ISI chief")


def test_the_rewrite_keeps_all_of_its_paragraphs(rewrite: Article) -> None:
    assert rewrite.paragraph_count == 18
    assert rewrite.removed == ()


def test_the_rewrite_credits_the_newspaper_in_its_own_words(rewrite: Article) -> None:
    (credit,) = rewrite.credits
    assert (credit.kind, credit.agency) == ("mention", "The Express Tribune")
    assert "The Express Tribune reported" in credit.evidence
    assert "a media report said" in credit.evidence


def test_both_are_english(rewrite: Article, newspaper: Article) -> None:
    assert (rewrite.language, newspaper.language) == ("en", "en")


def test_both_carry_one_text_and_the_rewrite_is_derived(judged: Match) -> None:
    assert judged.is_same_text
    assert judged.relation == "derived"


def test_the_measures_are_those_of_the_two_texts(judged: Match) -> None:
    assert judged.jaccard == pytest.approx(0.41, abs=0.03)
    assert judged.containment == pytest.approx(0.66, abs=0.03)
    assert judged.other_containment == pytest.approx(0.52, abs=0.03)
    assert judged.aligned_share > 0.85
    assert judged.other_aligned_share > 0.6


def test_seventeen_of_the_rewrites_eighteen_paragraphs_have_their_partner(judged: Match, newspaper: Article) -> None:
    partners = {pair.paragraph: pair.other_paragraph for pair in judged.aligned_paragraphs}
    assert set(range(1, 19)) - set(partners) == {4}
    assert [partners[n] for n in (1, 2, 3, 5)] == [1, 4, 3, 2]
    assert [partners[n] for n in range(6, 19)] == list(range(6, 19))
    assert len(judged.aligned_paragraphs) == 17
    subheading = newspaper.paragraphs.index("FM to visit the US") + 1
    assert all(pair.other_paragraph < subheading for pair in judged.aligned_paragraphs)


def test_every_sentence_has_its_partner_but_the_opening_and_the_background_of_the_rewrites_own(
    rewrite: Article, newspaper: Article
) -> None:
    left, right = profile(rewrite.paragraphs), profile(newspaper.paragraphs)
    found = links(*overlaps(left, right)[:2])[0]
    assert len(left.texts) == 22
    assert {link.left: link.right for link in found} == {1: 3, 2: 2, 4: 1, **{place: place for place in range(5, 22)}}
    assert [link.left for link in found if not link.is_copied] == [1, 8, 11]


def test_a_veto_says_what_stands_in_the_place_of_what(rewrite: Article, newspaper: Article) -> None:
    other = {"Pakistan": "Norland", "Afghan": "Vesti", "Taliban": "Harun", "Kabul": "Torvik", "TTP": "QRS"}
    changed = []
    for text in newspaper.paragraphs:
        for name, instead in other.items():
            text = text.replace(name, instead)  # noqa: PLW2901
        changed.append(text)
    found = match(rewrite, replace(newspaper, paragraphs=tuple(changed)))
    assert not found.is_same_text
    assert found.reasons[-1].startswith("names in aligned sentences disagree (")


def test_the_decision_says_why(judged: Match) -> None:
    assert any("aligned sentences" in reason for reason in judged.reasons)
    assert any("numbers agree" in reason for reason in judged.reasons)


@pytest.mark.parametrize("rewrite_first", [True, False])
def test_the_newspapers_is_the_canonical_by_what_the_texts_say_whatever_the_ids(
    rewrite: Article, newspaper: Article, judged: Match, rewrite_first: bool
) -> None:
    one, other = candidate(1 if rewrite_first else 2, rewrite), candidate(2 if rewrite_first else 1, newspaper)
    edge = Edge(one.article_id, other.article_id, judged.relation, judged.is_same_text)
    (cluster,) = clusters([one, other], [edge])
    assert cluster.canonical_article_id == str(other.article_id)
    assert "The Express Tribune reported" in cluster.canonical_reason
    assert "byline (Kamran Yousaf)" in cluster.canonical_reason
    assert {member.article_id: member.role for member in cluster.members} == {
        str(one.article_id): "derived",
        str(other.article_id): "canonical",
    }


def test_the_text_is_the_express_tribunes_though_no_publisher_is_known(
    rewrite: Article, newspaper: Article, judged: Match
) -> None:
    one, other = candidate(1, rewrite), candidate(2, newspaper)
    (cluster,) = clusters([one, other], [Edge(one.article_id, other.article_id, "derived", is_same_text=True)])
    assert judged.is_same_text
    assert cluster.origin_name == "The Express Tribune"
    assert cluster.origin_publisher_id is None


def test_their_fingerprints_share_enough_to_be_candidates(rewrite: Article, newspaper: Article) -> None:
    one, other = fingerprint(rewrite), fingerprint(newspaper)
    assert one.options_id == other.options_id
    shared = len(set(one.hashes) & set(other.hashes))
    assert shared / min(len(one.hashes), len(other.hashes)) > 0.5

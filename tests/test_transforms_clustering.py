"""Which articles are one cluster, which of them is the original and why, and whose text it is."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from transforms.clustering import Candidate, Edge, Verdict, chosen_canonical, clusters, with_roles
from transforms.identity import article_id, article_keys, cluster_id, key
from transforms.model import Article, Cluster, Credit, Document, Relation
from transforms.versions import Sight, with_sight

A, B, C, D = (uuid.UUID(int=number) for number in range(1, 5))
DAY = date(2022, 6, 5)
NOON = datetime(2022, 6, 5, 12, tzinfo=UTC)


def same(one: uuid.UUID, other: uuid.UUID, relation: Relation = "near_duplicate") -> Edge:
    return Edge(one, other, relation, is_same_text=True)


def groups(found: tuple[Cluster, ...]) -> set[frozenset[str]]:
    return {frozenset(member.article_id for member in cluster.members) for cluster in found}


def sets(*parts: tuple[uuid.UUID, ...]) -> set[frozenset[str]]:
    return {frozenset(map(str, part)) for part in parts}


FOUR = [Candidate(one, DAY) for one in (A, B, C, D)]


def test_an_article_without_a_copy_is_a_cluster_of_one() -> None:
    (cluster,) = clusters([Candidate(A)], [])
    assert (cluster.canonical_article_id, cluster.canonical_reason) == (str(A), "it has no copy")


def test_copies_of_copies_are_one_cluster() -> None:
    assert groups(clusters(FOUR, [same(A, B), same(B, C)])) == sets((A, B, C), (D,))


def test_a_pair_that_is_not_one_text_joins_nothing() -> None:
    assert len(clusters(FOUR, [Edge(A, B, "derived", is_same_text=False)])) == 4


def test_a_digest_of_two_texts_joins_neither() -> None:
    edges = [same(A, B, "contains"), same(A, C, "contains")]
    assert groups(clusters(FOUR, edges)) == sets((A,), (B,), (C,), (D,))


def test_what_contains_two_copies_of_one_text_is_no_digest() -> None:
    edges = [same(A, B, "contains"), same(A, C, "contains"), same(B, C)]
    assert groups(clusters(FOUR, edges)) == sets((A, B, C), (D,))


def test_a_persons_verdict_stands_above_every_judgement() -> None:
    edges = [same(A, B), Edge(C, D, None, is_same_text=False)]
    told = [Verdict(B, A, is_same=False), Verdict(C, D, is_same=True)]
    assert groups(clusters(FOUR, edges, told)) == sets((A,), (B,), (C, D))


def test_pairs_of_articles_that_are_not_here_change_nothing() -> None:
    assert len(clusters([Candidate(A)], [same(A, B)])) == 1


@pytest.mark.parametrize(
    ("relation", "role"),
    [
        ("contains", "extended"),
        ("contained", "excerpt"),
        ("derived", "derived"),
        ("identical", "copy"),
        ("near_duplicate", "copy"),
    ],
)
def test_a_members_role_is_what_it_is_to_the_canonical(relation: Relation, role: str) -> None:
    candidates = [Candidate(A, DAY), Candidate(B, DAY + timedelta(days=1))]
    (cluster,) = clusters(candidates, [same(B, A, relation)])
    assert cluster.canonical_article_id == str(A)
    assert {member.article_id: member.role for member in cluster.members} == {str(A): "canonical", str(B): role}
    assert with_roles(cluster, [same(B, A, relation)]) == cluster


def chosen(*members: Candidate) -> tuple[uuid.UUID, str]:
    winner, reason = chosen_canonical(members)
    assert chosen_canonical(tuple(reversed(members))) == (winner, reason)
    return winner.article_id, reason


def credit(agency: str | None, words: str = "the Courier reported") -> tuple[Credit, ...]:
    return (Credit("mention", words, agency),)


def test_the_credited_outlets_own_article_is_the_original_though_it_came_later() -> None:
    copy = Candidate(A, DAY, credits=credit("Northern Courier"))
    own = Candidate(B, DAY + timedelta(days=2), publisher_id="courier.example", publisher_name="Northern Courier")
    assert chosen(copy, own) == (B, "the other copies credit Northern Courier")


def test_a_text_that_credits_nobody_is_the_original_of_one_that_does() -> None:
    copy, own = (
        Candidate(A, DAY, credits=credit("Courier")),
        Candidate(B, DAY, authors=("Ines Okafor",), dateline="HEDBY"),
    )
    winner, reason = chosen(copy, own)
    assert winner == B
    assert "attributes its matter to another outlet (“the Courier reported”)" in reason
    assert "a byline (Ines Okafor) and a dateline (HEDBY)" in reason


def test_an_outlet_that_credits_itself_credits_nobody_else() -> None:
    itself = Candidate(A, DAY, publisher_id="courier.example", publisher_name="Courier", credits=credit("Courier"))
    assert chosen(itself, Candidate(B, DAY + timedelta(days=1), publisher_id="bay.example"))[0] == A


def test_the_earliest_is_the_original_when_nobody_credits_anybody() -> None:
    winner, reason = chosen(Candidate(B, DAY), Candidate(A, DAY + timedelta(days=1)))
    assert (winner, reason) == (B, "it was published first, on 2022-06-05")
    early, late = Candidate(B, DAY, NOON), Candidate(A, DAY, NOON + timedelta(minutes=5))
    assert chosen(early, late) == (B, "it was published first, at 2022-06-05 12:00 UTC")


def test_a_day_without_a_time_wins_nothing_inside_that_day() -> None:
    whole_day = Candidate(B, DAY, None, word_count=300)
    assert chosen(whole_day, Candidate(A, DAY, NOON, word_count=100)) == (B, "it is the most complete")


def test_an_undated_copy_never_comes_first() -> None:
    assert chosen(Candidate(A), Candidate(B, DAY))[0] == B


def test_byline_then_length_then_id_decide_at_last() -> None:
    assert chosen(Candidate(A, DAY), Candidate(B, DAY, authors=("Ines Okafor",)))[0] == B
    assert chosen(Candidate(A, DAY, word_count=100), Candidate(B, DAY, word_count=200))[0] == B
    winner, reason = chosen(Candidate(B, DAY), Candidate(A, DAY))
    assert winner == A
    assert "least id" in reason


def test_the_origin_is_the_credited_agency_though_its_own_article_was_never_seen() -> None:
    tail = (Credit("tail", "(Reuters)", "Reuters"),)
    candidates = [
        Candidate(A, DAY, publisher_id="a.example", credits=tail),
        Candidate(B, DAY, publisher_id="b.example", credits=tail),
    ]
    (cluster,) = clusters(candidates, [same(A, B)])
    assert (cluster.origin_name, cluster.origin_publisher_id) == ("Reuters", None)


def test_the_origin_is_the_canonicals_publisher_where_it_credits_nobody() -> None:
    candidates = [
        Candidate(A, DAY, publisher_id="a.example", publisher_name="Bay Post"),
        Candidate(B, DAY + timedelta(days=1)),
    ]
    (cluster,) = clusters(candidates, [same(A, B)])
    assert (cluster.origin_name, cluster.origin_publisher_id) == ("Bay Post", "a.example")


def test_the_cluster_keeps_its_id_when_a_later_copy_joins() -> None:
    (before,) = clusters(FOUR[:1], [])
    (after,) = clusters([*FOUR[:1], Candidate(B, DAY + timedelta(days=1))], [same(A, B)])
    assert after.cluster_id == before.cluster_id == str(cluster_id(A))


def document(body: bytes = b"text", **fields: str) -> Document:
    return Document("/x.txt", body, NOON, "text", source_id=fields.get("source_id"))


def test_keys_come_strongest_first_and_a_digest_only_where_nothing_else_is_known() -> None:
    known = Article(("Text.",), own_url="https://www.bay.example/a/", guid="7")
    assert [(found.kind, found.text) for found in article_keys(known, document(source_id="bay"))] == [
        ("url", "bay.example/a"),
    ]
    numbered = Article(("Text.",), guid="7")
    assert [(found.kind, found.text) for found in article_keys(numbered, document(source_id="bay"))] == [
        ("guid", "bay\n7"),
    ]
    assert [found.kind for found in article_keys(Article(("Text.",)), document())] == ["bytes"]
    assert [found.kind for found in article_keys(Article(("Text.",), guid="7"), document())] == ["bytes"]
    assert [found.kind for found in article_keys(Article(("Text.",), own_url="mailto:x@y.z"), document())] == ["bytes"]


def test_a_page_with_another_canonical_address_of_its_site_is_known_by_both() -> None:
    page = Document("https://bay.example/a?view=full", b"page", NOON, "html")
    keys = article_keys(Article(("Text.",), own_url="https://bay.example/a"), page)
    assert {found.text for found in keys} == {"bay.example/a", "bay.example/a?view=full"}


def test_a_canonical_at_another_site_is_no_key() -> None:
    copied = Article(("Text.",), own_url="https://bay.example/a", canonical_url="https://courier.example/b")
    assert [found.text for found in article_keys(copied, document())] == ["bay.example/a"]


def test_ids_are_the_same_on_every_machine() -> None:
    assert str(article_id(key("url", "bay.example/a"))) == str(article_id(key("url", "bay.example/a")))
    assert article_id(key("url", "bay.example/a")) != article_id(key("guid", "bay.example/a"))
    assert article_id(key("url", "bay.example/a")).version == 5


def sight(digest: str, hour: int, rank: int = 1) -> Sight:
    return Sight(digest, NOON + timedelta(hours=hour), NOON + timedelta(hours=hour), rank)


def read(*sights: Sight) -> list[tuple[str, int, int]]:
    versions: tuple[Sight, ...] = ()
    for one in sights:
        versions = with_sight(versions, one)
    return [(v.digest, (v.first - NOON).seconds // 3600, (v.last - NOON).seconds // 3600) for v in versions]


def test_the_same_text_again_is_no_new_version() -> None:
    assert read(sight("a", 0), sight("a", 2), sight("a", 1)) == [("a", 0, 2)]


def test_a_correction_is_one_and_its_withdrawal_another() -> None:
    assert read(sight("a", 0), sight("b", 1), sight("a", 2)) == [("a", 0, 0), ("b", 1, 1), ("a", 2, 2)]


def test_an_old_capture_that_is_read_late_splits_the_stretch_it_falls_into() -> None:
    assert read(sight("a", 0), sight("a", 4), sight("b", 2)) == [("a", 0, 0), ("b", 2, 2), ("a", 4, 4)]


def test_page_text_beats_feed_text_whenever_it_was_seen() -> None:
    assert read(sight("teaser", 3, 0), sight("page", 0)) == [("page", 0, 0)]
    assert read(sight("page", 0), sight("teaser", 3, 0)) == [("page", 0, 0)]

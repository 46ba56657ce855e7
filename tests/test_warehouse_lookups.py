"""Set-based reads against a plain reckoning in Python."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warehouse_samples import NOON, a_match, an_id, article, cluster, document, key, pair, prints, store, version

from warehouse.feed_rows import FeedRow, HostRow
from warehouse.lookups import Lookups
from warehouse.reading import looking
from warehouse.rows import (
    ArticleAuthorRow,
    ArticleRedirectRow,
    AuthorRow,
    FingerprintRow,
    MatchRow,
    VerdictRow,
    key_of,
)
from warehouse.writing import Warehouse, Writer


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    with Warehouse(tmp_path_factory.mktemp("warehouse") / "newsfold.duckdb").writing() as opened:
        yield opened


def verdict(first: object, second: object, word: str) -> VerdictRow:
    low, high = pair(first, second)
    return VerdictRow(article_id=low, other_article_id=high, verdict=word, by="editor", decided_at=NOON)


PRINTS = st.dictionaries(
    st.integers(0, 6),
    st.tuples(st.frozensets(st.integers(0, 12), max_size=8), st.none() | st.integers(0, 20)),
    max_size=7,
)


def day(offset: int | None) -> date | None:
    return None if offset is None else date(2026, 3, 1) + timedelta(days=offset)


@settings(max_examples=40, deadline=None)
@given(
    stored=PRINTS,
    probes=PRINTS,
    window=st.none() | st.integers(0, 10),
    share=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    least=st.integers(1, 3),
)
def test_candidates_are_those_that_a_plain_loop_finds(
    shared: Writer,
    stored: dict[int, tuple[frozenset[int], int | None]],
    probes: dict[int, tuple[frozenset[int], int | None]],
    window: int | None,
    share: float,
    least: int,
) -> None:
    shared.delete(FingerprintRow, [key_of(row) for row in shared.all_of(FingerprintRow)])
    shared.upsert([prints(n, tuple(sorted(hashes)), day(on)) for n, (hashes, on) in stored.items()])
    expected = sorted(
        (an_id(p), an_id(s), len(mine & theirs))
        for p, (mine, on) in probes.items()
        for s, (theirs, stored_on) in stored.items()
        if p != s
        and len(mine & theirs) >= max(least, share * min(len(mine), len(theirs)))
        and (window is None or on is None or stored_on is None or abs(on - stored_on) <= window)
    )
    asked = [(an_id(p), day(on), sorted(hashes), len(hashes)) for p, (hashes, on) in probes.items()]
    assert shared.candidates(asked, "options-1", window, share, least) == expected
    assert shared.candidates(asked, "other options", window, share, least) == []


EDGES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(["match", "no match", "same", "different"])),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(edges=EDGES, asked=st.sets(st.integers(0, 9), min_size=1, max_size=3))
def test_a_component_is_all_that_can_be_reached_over_pairs_of_one_text(
    shared: Writer, edges: list[tuple[int, int, str]], asked: set[int]
) -> None:
    for table in (MatchRow, VerdictRow):
        shared.delete(table, [key_of(row) for row in shared.all_of(table)])
    matches = {
        key_of(row): row
        for row in (a_match(a, b, is_same_text=w == "match") for a, b, w in edges if a != b and "match" in w)
    }
    verdicts = {key_of(row): row for row in (verdict(a, b, w) for a, b, w in edges if a != b and "match" not in w)}
    shared.upsert(list(matches.values()))
    shared.upsert(list(verdicts.values()))
    tied = [k for k, row in matches.items() if row.is_same_text] + [
        k for k, row in verdicts.items() if row.verdict == "same"
    ]
    reached = reach({an_id(number) for number in asked}, tied)
    component = shared.component([an_id(number) for number in asked])
    assert component.article_ids == tuple(sorted(reached))
    assert component.matches == [row for k, row in sorted(matches.items()) if set(k) <= reached]
    assert component.verdicts == [row for k, row in sorted(verdicts.items()) if set(k) <= reached]


def reach(start: set[UUID], tied: list[tuple[object, ...]]) -> set[UUID]:
    reached = set(start)
    while True:
        grown = reached | {each for k in tied if set(k) & reached for each in k if isinstance(each, UUID)}
        if grown == reached:
            return reached
        reached = grown


def test_what_is_known_about_articles_and_documents(tmp_path: Path) -> None:
    first, second = article(1), article(2)
    path = tmp_path / "newsfold.duckdb"
    store(
        path,
        first,
        second,
        version(first, 2, title="Later"),
        version(first, 1),
        key(1),
        document(1),
        document(2, sha256=document(1).sha256),
        AuthorRow(author_id=an_id("Zoe"), name="Zoe"),
        AuthorRow(author_id=an_id("Ann"), name="Ann"),
        ArticleAuthorRow(article_id=first.article_id, author_id=an_id("Zoe"), position=1),
        ArticleAuthorRow(article_id=first.article_id, author_id=an_id("Ann"), position=2),
        ArticleRedirectRow(old_article_id=an_id("old"), article_id=first.article_id, merged_at=NOON),
        FeedRow(feed_id="b/feed", source_id="b", kind="feed", location="https://b.example/feed"),
        FeedRow(feed_id="a/feed", source_id="a", kind="feed", location="https://a.example/feed"),
        HostRow(host="a.example:443", crawl_delay_s=1.5),
        *cluster(first, second),
    )
    with looking(path) as lookups:
        ids = [first.article_id, second.article_id, an_id("nobody")]
        assert lookups.articles(ids) == {first.article_id: first, second.article_id: second}
        assert [row.version_number for row in lookups.versions(ids)[first.article_id]] == [1, 2]
        assert lookups.authors_of(ids) == {first.article_id: ["Zoe", "Ann"]}
        assert lookups.keys_of(ids) == [key(1)]
        assert lookups.redirects([an_id("old")]) == {an_id("old"): first.article_id}
        assert lookups.known_documents([(document(1).location, document(1).sha256), ("x", "y")]) == {
            (document(1).location, document(1).sha256): document(1)
        }
        assert len(lookups.known_digests([document(1).sha256])[document(1).sha256]) == 2
        assert [feed.feed_id for feed in lookups.feeds()] == ["a/feed", "b/feed"]
        assert [feed.feed_id for feed in lookups.feeds(["b"])] == ["b/feed"]
        assert lookups.hosts(["a.example:443"])[0].crawl_delay_s == 1.5
        check_clusters(lookups, ids)


def check_clusters(lookups: Lookups, ids: list[UUID]) -> None:
    members = lookups.clusters_of(ids[:1])
    assert [member.role for member in members] == ["canonical"]
    cluster_id = members[0].cluster_id
    assert lookups.clusters([cluster_id])[cluster_id].article_count == 2
    assert {member.article_id for member in lookups.members_of([cluster_id])[cluster_id]} == set(ids[:2])

"""Views, functions and checks on a small newsroom, in several time zones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warehouse_samples import (
    NOON,
    RUN,
    SOURCE,
    a_match,
    an_id,
    article,
    cluster,
    document,
    pair,
    publisher,
    store,
    version,
)

from flows.tombstones import tombstone
from warehouse.block_rows import ArticleBlocksRow, PublisherBlockRow
from warehouse.checking import check_connection, run_checks
from warehouse.feed_rows import FeedRow
from warehouse.reading import ask, run_query
from warehouse.rows import (
    ArticleAuthorRow,
    ArticleDocumentRow,
    ArticleKeyRow,
    ArticleRedirectRow,
    ArticleRow,
    ClusterMemberRow,
    ClusterRedirectRow,
    ClusterRow,
    CreditRow,
    MatchRow,
    RejectionRow,
    RemovedBlockRow,
    Row,
    VerdictRow,
)
from warehouse.sqlfiles import sql_files
from warehouse.writing import Warehouse

LATE = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
ZONES = ("Asia/Karachi", "America/New_York", "Pacific/Auckland", "UTC")


def of(name: str, title: str, at: datetime | None = LATE, precision: str = "second", **changes: Any) -> ArticleRow:
    on = at.date() if at else None
    return article(
        name,
        publisher_id=f"{name}.example",
        title=title,
        published_at=at,
        published_on=on,
        published_precision=precision,
        canonical_url=f"https://{name}.example/a",
        **changes,
    )


WIRE = of("wire", "Flood in the valley")
DAILY = of("daily", "Valley flooded", LATE + timedelta(minutes=90))
GAZETTE = of("gazette", "Flood", datetime(2026, 3, 2, tzinfo=UTC), "day")
ALONE = of(
    "alone", "Chess: a draw", None, "none", body="Zoë Müller drew. A flood of moves.\n\nThe end.", version_number=2
)
CREDITED = of("weekly", "Rates stay", LATE + timedelta(hours=1))


def newsroom() -> list[Row]:
    articles = (WIRE, DAILY, GAZETTE, ALONE, CREDITED)
    names = ("wire", "daily", "gazette", "alone", "weekly")
    return [
        RUN,
        SOURCE,
        *(publisher(name) for name in names),
        *articles,
        *(version(each) for each in articles if each is not ALONE),
        replace(version(ALONE), title="Chess: a game", content_digest="older"),
        version(ALONE, 2),
        *(document(name) for name in names),
        *(ArticleDocumentRow(article_id=an_id(n), document_id=an_id(f"document {n}"), seen_at=NOON) for n in names),
        *cluster(WIRE, DAILY, GAZETTE),
        *cluster(ALONE),
        *cluster(CREDITED, origin_name="Reuters"),
        a_match("wire", "daily", relation="contains"),
        a_match("wire", "gazette", relation="identical"),
        FeedRow(feed_id="daily/feed", source_id="daily", kind="feed", location="https://daily.example/", state="gone"),
        document("more", feed_id="daily/feed"),
        *(
            RejectionRow(
                rejection_id=an_id(f"rejection {n}"), run_id=RUN.run_id, location=f"/tmp/{n}", stage="parse",
                rule="not_text", reason=f"reason {n}", rejected_at=NOON + timedelta(minutes=n),
            )
            for n in (1, 2)
        ),
        RemovedBlockRow(article_id=WIRE.article_id, version_number=1, position=1, rule="read_more", text="Read more"),
        ArticleRedirectRow(old_article_id=an_id("oldest"), article_id=an_id("older"), merged_at=NOON),
        ArticleRedirectRow(old_article_id=an_id("older"), article_id=DAILY.article_id, merged_at=NOON),
        ClusterRedirectRow(
            old_cluster_id=an_id("old cluster"), cluster_id=an_id(f"cluster {WIRE.article_id}"), changed_at=NOON
        ),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("newsroom") / "newsfold.duckdb"
    store(made, *newsroom())
    return made


def asked(path: Path, sql: str, *parameters: object, time_zone: str | None = None) -> list[tuple[Any, ...]]:
    return run_query(path, sql, parameters, time_zone=time_zone).rows


def test_each_text_once(path: Path) -> None:
    rows = asked(path, "SELECT title, copy_count, publisher_count, origin_name FROM unique_articles ORDER BY title")
    assert rows == [
        ("Chess: a draw", 0, 1, None),
        ("Flood in the valley", 2, 3, None),
        ("Rates stay", 0, 1, "Reuters"),
    ]


@pytest.mark.parametrize("zone", ZONES)
def test_dates_and_lags_are_the_same_in_every_time_zone(path: Path, zone: str) -> None:
    rows = asked(path, "SELECT title, published_on, lag_s FROM copies ORDER BY title", time_zone=zone)
    assert rows == [
        ("Flood", date(2026, 3, 2), None),
        ("Valley flooded", date(2026, 3, 2), 5400),
    ]
    volume = asked(path, "SELECT * FROM daily_volume ORDER BY published_on NULLS LAST", time_zone=zone)
    assert [row[:4] for row in volume] == [
        (date(2026, 3, 1), 1, 1, 0),
        (date(2026, 3, 2), 3, 2, 2),
        (None, 1, 1, 0),
    ]
    assert run_checks(path) == []


def test_a_relation_is_told_from_the_copys_side(path: Path) -> None:
    relation = dict(asked(path, "SELECT title, relation FROM copies"))
    # The stored row says what the smaller id is to the larger one.
    is_copy_first = DAILY.article_id < WIRE.article_id
    assert relation == {"Valley flooded": "contains" if is_copy_first else "contained", "Flood": "identical"}


def test_who_carries_whose_text(path: Path) -> None:
    rows = asked(path, "SELECT publisher, origin, article_count, median_lag_s FROM syndication ORDER BY ALL")
    assert rows == [("Daily", "Wire", 1, 5400.0), ("Gazette", "Wire", 1, None), ("Weekly", "Reuters", 1, None)]


def test_what_each_copy_changed(path: Path) -> None:
    rows = asked(
        path,
        "SELECT title, is_title_changed, kept_count, changed_count, dropped_count, added_count, word_difference"
        " FROM copy_changes ORDER BY title",
    )
    assert rows == [("Flood", True, 1, 1, 0, 0, 0), ("Valley flooded", True, 1, 1, 0, 0, 0)]


def test_what_only_one_publisher_has(path: Path) -> None:
    assert asked(path, "SELECT publisher, title FROM exclusives") == [("Alone", "Chess: a draw")]


@pytest.mark.parametrize("zone", ZONES)
def test_who_was_first_and_by_how_much(path: Path, zone: str) -> None:
    rows = asked(
        path, "SELECT first_publisher, title, head_start_s, is_canonical FROM first_publishers", time_zone=zone
    )
    assert rows == [("Wire", "Flood in the valley", 5400, True)]


def test_how_much_of_a_publisher_is_others_text(path: Path) -> None:
    rows = asked(path, "SELECT publisher, origin, article_count, article_share FROM agency_share ORDER BY publisher")
    assert rows == [
        ("Alone", None, 1, 1.0),
        ("Daily", "Wire", 1, 1.0),
        ("Gazette", "Wire", 1, 1.0),
        ("Weekly", "Reuters", 1, 1.0),
        ("Wire", None, 1, 1.0),
    ]


def test_how_late_articles_are_captured_and_what_is_covered(path: Path) -> None:
    lags = dict(asked(path, "SELECT title, lag_s FROM publication_lag"))
    assert lags == {"Flood in the valley": -41400, "Valley flooded": -46800, "Rates stay": -45000}
    [row] = asked(path, "SELECT sum(article_count), sum(text_count), min(language) FROM coverage")
    assert row == (5, 3, None)


def test_paragraphs_count_from_one(path: Path) -> None:
    rows = asked(
        path, "SELECT paragraph, text FROM paragraphs WHERE article_id = ? ORDER BY paragraph", ALONE.article_id
    )
    assert rows == [(1, "Zoë Müller drew. A flood of moves."), (2, "The end.")]


def test_a_text_is_traced_to_its_run(path: Path) -> None:
    [row] = asked(
        path,
        "SELECT version_number, is_current, location, run_id, run_kind FROM article_lineage WHERE article_id = ?",
        WIRE.article_id,
    )
    assert row == (1, True, "https://daily.example/wire", RUN.run_id, "ingest")


def test_feeds_rejections_and_corrections_are_summed_up(path: Path) -> None:
    assert asked(path, "SELECT feed_id, source, state, document_count FROM feed_health") == [
        ("daily/feed", "The Daily", "gone", 1)
    ]
    assert asked(path, "SELECT stage, rule, rejection_count, example_reason FROM rejection_summary") == [
        ("parse", "not_text", 2, "reason 2")
    ]
    assert asked(
        path, "SELECT version_number, title_before, title, is_title_changed, is_body_changed FROM corrections"
    ) == [(2, "Chess: a game", "Chess: a draw", True, False)]


@pytest.mark.parametrize("name", ["wire", "daily", "older", "oldest", "old cluster", f"cluster {WIRE.article_id}"])
def test_a_cluster_is_found_by_any_id_that_ever_led_to_it(path: Path, name: str) -> None:
    rows = asked(path, "SELECT role, title FROM cluster_of(?)", str(an_id(name)))
    assert rows == [("canonical", "Flood in the valley"), ("copy", "Flood"), ("copy", "Valley flooded")]


def test_no_cluster_is_found_by_what_is_no_id(path: Path) -> None:
    assert asked(path, "SELECT * FROM cluster_of('nonsense')") == []
    assert asked(path, "SELECT * FROM cluster_of(?)", str(an_id("nobody"))) == []


def test_search_ranks_headlines_before_bodies_and_does_not_mind_accents(path: Path) -> None:
    titles = [title for (title,) in asked(path, "SELECT title FROM search_articles('FLOOD')")]
    assert titles[-1] == "Chess: a draw"
    assert set(titles) == {"Flood", "Flood in the valley", "Chess: a draw"}
    assert asked(path, "SELECT title FROM search_articles('zoe muller')") == [("Chess: a draw",)]
    assert asked(path, "SELECT title FROM search_articles('floo')") == [], "words, not parts of words"
    assert asked(path, "SELECT title FROM search_articles('''; --')") == []


@pytest.mark.parametrize("question", [file.name for file in sql_files("questions")])
def test_each_packaged_question_has_an_answer(path: Path, question: str) -> None:
    given: dict[str, dict[str, object]] = {
        "clusters": {"min_size": 2, "row_limit": 5},
        "runs": {"row_limit": 5},
        "cluster": {"id": str(an_id("wire"))},
        "report_network": {"row_limit": 5},
        "report_first": {"row_limit": 5},
        "report_feeds": {"row_limit": 5},
    }
    result = ask(path, question, **given.get(question, {}))
    assert result.rows
    assert len(result.columns) == len(result.rows[0])


def delete(table: type[Row], *keys: Any) -> Any:
    return lambda writer: writer.delete(table, keys)


def put(*rows: Row) -> Any:
    return lambda writer: [writer.upsert([row]) for row in rows]


def twice(writer: Any) -> None:
    writer.connection.execute("INSERT INTO authors SELECT a, 'x' FROM (SELECT uuid() AS a), range(2)").fetchall()


WIRES = an_id(f"cluster {WIRE.article_id}")
WIRE_CLUSTER = ClusterRow(
    cluster_id=WIRES, canonical_article_id=WIRE.article_id, canonical_reason="x", article_count=3, publisher_count=3
)


def bury(writer: Any) -> None:
    """A tombstone for an article that is there all the same."""
    writer.upsert([ArticleKeyRow(kind="url", key="wire.example/1", article_id=WIRE.article_id)])
    writer.upsert([tombstone("url", "wire.example/1", WIRE.article_id, NOON)])


FAULTS: dict[str, Any] = {
    "forgotten": bury,
    "orphans": put(ArticleAuthorRow(article_id=WIRE.article_id, author_id=an_id("ghost"), position=1)),
    "double_keys": twice,
    "clusters": put(ClusterMemberRow(cluster_id=WIRES, article_id=DAILY.article_id, role="canonical", joined_at=NOON)),
    "cluster_counts": put(
        ClusterRow(
            cluster_id=WIRES,
            canonical_article_id=WIRE.article_id,
            canonical_reason="x",
            article_count=9,
            publisher_count=3,
        )
    ),
    "unclustered_articles": delete(ClusterMemberRow, DAILY.article_id),
    "members_without_match": delete(MatchRow, pair("wire", "daily")),
    "pair_order": put(
        VerdictRow(
            article_id=WIRE.article_id, other_article_id=WIRE.article_id, verdict="same", by="me", decided_at=NOON
        )
    ),
    "current_versions": put(replace(WIRE, content_digest="other")),
    "version_numbers": put(version(WIRE, 3)),
    "run_counts": put(replace(RUN, item_count=5)),
    "redirects": put(ArticleRedirectRow(old_article_id=WIRE.article_id, article_id=DAILY.article_id, merged_at=NOON)),
    "dates": put(replace(GAZETTE, published_at=LATE)),
    "paragraph_counts": put(replace(WIRE, paragraph_count=7)),
    "block_counts": put(
        ArticleBlocksRow(
            article_id=WIRE.article_id,
            publisher_id="wire.example",
            opening_hash=1,
            block_hashes=(7,),
            block_counts=(0,),
            cut_hashes=(),
            first_seen_at=NOON,
        ),
        PublisherBlockRow(
            publisher_id="wire.example",
            block_hash=7,
            article_count=2,
            text_count=2,
            first_seen_at=NOON,
            last_seen_at=NOON,
            sample="seven",
        ),
    ),
    "search_index": put(replace(WIRE, body="Other words.\n\nSecond.")),
    "unknown_values": put(CreditRow(article_id=WIRE.article_id, position=1, kind="rumour", evidence="x")),
}


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return store(tmp_path_factory.mktemp("spoiled") / "newsfold.duckdb", *newsroom())


@pytest.mark.parametrize("check", [file.name for file in sql_files("checks")])
def test_each_check_finds_its_fault(spoiled: Warehouse, check: str) -> None:
    with spoiled.writing() as writer:
        assert check_connection(writer.connection) == []
        writer.connection.execute("BEGIN").fetchall()
        FAULTS[check](writer)
        findings = {finding.check: finding for finding in check_connection(writer.connection)}
        writer.connection.execute("ROLLBACK").fetchall()
    assert check in findings
    assert findings[check].row_count == len(findings[check].rows) > 0
    assert len(findings[check].columns) == len(findings[check].rows[0])

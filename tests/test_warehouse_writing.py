"""Writing rows: upsert, replace, delete, transactions. The tables do not show in which batches the rows came."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warehouse_samples import RUN, a_match, an_id, article, key, prints, publisher

from transforms.errors import WarehouseError
from warehouse.rows import (
    ArticleKeyRow,
    ArticleRow,
    CreditRow,
    FingerprintRow,
    MatchRow,
    PublisherRow,
    RemovedBlockRow,
    Row,
    RunRow,
    key_of,
)
from warehouse.writing import UpsertCounts, Warehouse, Writer


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Warehouse(tmp_path / "newsfold.duckdb").writing() as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    """One writer for many examples, each of which empties the tables that it uses."""
    with Warehouse(tmp_path_factory.mktemp("warehouse") / "newsfold.duckdb").writing() as opened:
        yield opened


def emptied(writer: Writer, *tables: type[Row]) -> None:
    for table in tables:
        writer.delete(table, [key_of(row) for row in writer.all_of(table)])


def test_what_is_stored_comes_back_as_it_was(writer: Writer) -> None:
    karachi = timezone(timedelta(hours=5))
    full = article(
        1,
        keywords=("a", "", "ü"),
        published_at=datetime(2026, 3, 1, 2, 30, 0, 123456, tzinfo=karachi),
        published_on=datetime(2026, 3, 1, tzinfo=karachi).date(),
        published_precision="second",
        body="tab\tquote ' \" and \x00 and \uffff\n\n😀",
        is_accessible_for_free=False,
        urgency=0,
    )
    matched = a_match(1, 2)
    run = replace(RUN, flow_run_id=an_id("flow"), finished_at=datetime.max.replace(tzinfo=UTC), item_count=2**40)
    for row in (full, matched, run, prints(1, (0, 2**64 - 1)), prints(2, (), on=None)):
        assert writer.upsert([row]) == UpsertCounts(inserted=1)
    assert writer.articles([full.article_id]) == {full.article_id: full}
    assert writer.all_of(MatchRow) == [matched]
    assert writer.all_of(RunRow) == [run]
    assert set(writer.all_of(FingerprintRow)) == {prints(1, (0, 2**64 - 1)), prints(2, (), on=None)}


def test_upserting_twice_is_upserting_once(writer: Writer) -> None:
    rows = [article(number) for number in range(20)]
    assert writer.upsert(rows) == UpsertCounts(inserted=20)
    before = writer.all_of(ArticleRow)
    assert writer.upsert(rows) == UpsertCounts(unchanged=20)
    assert writer.all_of(ArticleRow) == before


def test_only_rows_that_differ_are_touched(writer: Writer) -> None:
    writer.upsert([article(1), article(2, section="Sport"), article(3)])
    counts = writer.upsert([article(1), article(2, section=None), article(3, keywords=("new",)), article(4)])
    assert counts == UpsertCounts(inserted=1, updated=2, unchanged=1)
    stored = writer.articles([an_id(2), an_id(3)])
    assert stored[an_id(2)].section is None
    assert stored[an_id(3)].keywords == ("new",)


def test_of_a_key_given_twice_the_last_one_wins(writer: Writer) -> None:
    assert writer.upsert([article(1, title="first"), article(1, title="last")]) == UpsertCounts(inserted=1)
    assert [row.title for row in writer.all_of(ArticleRow)] == ["last"]


def test_a_table_of_keys_alone_can_be_upserted(writer: Writer) -> None:
    assert writer.upsert([key(1), key(2)]).inserted == 2
    assert writer.upsert([key(1), replace(key(2), article_id=an_id(1))]) == UpsertCounts(updated=1, unchanged=1)
    assert writer.keys([("url", "daily.example/2"), ("url", "nowhere")]) == {("url", "daily.example/2"): an_id(1)}


def test_nothing_to_do_is_no_work(writer: Writer) -> None:
    assert writer.upsert([]) == UpsertCounts()
    assert writer.delete(ArticleRow, []) == 0
    assert writer.articles([]) == {}
    assert writer.replace([], CreditRow, "article_id", []) == UpsertCounts()


def test_replacing_leaves_exactly_the_new_rows_in_the_scope(writer: Writer) -> None:
    def credit(of: object, position: int, agency: str) -> CreditRow:
        return CreditRow(article_id=an_id(of), position=position, agency=agency, kind="tail", evidence="(w)")

    writer.upsert([credit(1, 1, "AP"), credit(1, 2, "AFP"), credit(2, 1, "dpa"), credit(3, 1, "EFE")])
    writer.replace([credit(1, 1, "Reuters")], CreditRow, "article_id", [an_id(1), an_id(2)])
    assert set(writer.all_of(CreditRow)) == {credit(1, 1, "Reuters"), credit(3, 1, "EFE")}


def test_replacing_by_several_columns_spares_the_other_versions(writer: Writer) -> None:
    def block(version: int, position: int) -> RemovedBlockRow:
        return RemovedBlockRow(article_id=an_id(1), version_number=version, position=position, rule="r", text="t")

    writer.upsert([block(1, 1), block(2, 1), block(2, 2)])
    writer.replace([block(2, 1)], RemovedBlockRow, ("article_id", "version_number"), [(an_id(1), 2)])
    assert writer.all_of(RemovedBlockRow) == [block(1, 1), block(2, 1)]


def test_a_row_outside_the_scope_that_it_replaces_is_a_mistake(writer: Writer) -> None:
    with pytest.raises(ValueError, match="outside the scope"):
        writer.replace([key(2)], ArticleKeyRow, "article_id", [an_id(1)])


def test_deleting_by_key_and_by_scope(writer: Writer) -> None:
    writer.upsert([key(1), key(2), key(3)])
    assert writer.delete(ArticleKeyRow, [("url", "daily.example/1"), ("url", "nowhere")]) == 1
    assert writer.delete(ArticleKeyRow, [an_id(3)], scope="article_id") == 1
    assert writer.all_of(ArticleKeyRow) == [key(2)]


def test_a_failing_transaction_leaves_nothing(writer: Writer) -> None:
    def half_way() -> None:
        with writer.transaction():
            writer.upsert([article(1)])
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        half_way()
    assert writer.all_of(ArticleRow) == []
    with writer.transaction():
        writer.upsert([article(2)])
    assert len(writer.all_of(ArticleRow)) == 1


def test_rows_of_the_running_transaction_are_seen_and_changed_by_it(writer: Writer) -> None:
    writer.upsert([article(1)])
    with writer.transaction():
        writer.upsert([article(1, title="b"), article(2, title="c")])
        assert writer.upsert([article(1, title="b"), article(2, title="d")]) == UpsertCounts(updated=1, unchanged=1)
        assert writer.delete(ArticleRow, [an_id(1)]) == 1
        assert writer.upsert([article(1, title="e")]) == UpsertCounts(inserted=1)
        assert {row.title for row in writer.articles([an_id(1), an_id(2)]).values()} == {"d", "e"}
    assert {row.title for row in writer.all_of(ArticleRow)} == {"d", "e"}


def test_a_time_without_a_zone_is_refused_with_the_name_of_its_column(writer: Writer) -> None:
    with pytest.raises(WarehouseError, match=r"articles\.first_seen_at.*time zone"):
        writer.upsert([article(1, first_seen_at=datetime(2026, 3, 1))])  # noqa: DTZ001 - that is the mistake


def test_a_text_that_is_no_unicode_is_refused_with_the_name_of_its_column(writer: Writer) -> None:
    with pytest.raises(WarehouseError, match=r"articles\.title"):
        writer.upsert([article(1, title="half of a pair: \ud800")])


def test_the_engines_own_errors_leave_as_ours(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "newsfold.duckdb")
    with pytest.raises(WarehouseError, match="nowhere"), warehouse.writing() as writer:
        writer.connection.execute("INSERT INTO nowhere VALUES (1)")
    with warehouse.writing() as writer:
        assert writer.upsert([article(1)]).inserted == 1


ROWS = st.lists(
    st.one_of(
        st.builds(
            lambda n, title, words: article(n, title=title, keywords=tuple(words)),
            st.integers(0, 8),
            st.none() | st.text(alphabet=st.characters(codec="utf-8"), max_size=5),
            st.lists(st.sampled_from(["a", "b", ""]), max_size=2),
        ),
        st.builds(
            lambda pair, score: a_match(*pair, jaccard=score),
            st.sampled_from([(a, b) for a in range(4) for b in range(4) if a != b]),
            st.floats(0, 1),
        ),
        st.builds(
            lambda n, name: replace(publisher("x"), publisher_id=str(n), name=name), st.integers(0, 3), st.text("ab")
        ),
    ),
    max_size=30,
)
TABLES: tuple[type[Row], ...] = (ArticleRow, MatchRow, PublisherRow)


@settings(max_examples=30, deadline=None)
@given(rows=ROWS, seed=st.integers(0, 2**32), in_one_transaction=st.booleans())
def test_any_batching_of_the_same_rows_gives_the_same_tables(
    shared: Writer, rows: list[Row], seed: int, in_one_transaction: bool
) -> None:
    emptied(shared, *TABLES)
    expected = {(row.TABLE, key_of(row)): row for row in rows}
    chance = random.Random(seed)
    if in_one_transaction:
        with shared.transaction():
            write_in_batches(shared, rows, chance)
    else:
        write_in_batches(shared, rows, chance)
    found = {(row.TABLE, key_of(row)): row for table in TABLES for row in shared.all_of(table)}
    assert found == expected
    assert sum(len(shared.all_of(table)) for table in TABLES) == len(expected)


def write_in_batches(writer: Writer, rows: list[Row], chance: random.Random) -> None:
    start = 0
    while start < len(rows):
        stop = start + chance.randint(1, 10)
        for table in TABLES:
            writer.upsert([row for row in rows[start:stop] if type(row) is table])
        start = stop

"""The file's schema: what the contract promises is there, described, and only ever moved forward."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import NoneType
from typing import get_args, get_type_hints

import duckdb
import pytest
from warehouse_samples import store

from transforms.errors import MigrationChanged, NewerSchema, WarehouseError
from warehouse import dictionary, migrating
from warehouse.migrating import migrate, number_of
from warehouse.rows import ROWS, TABLES, Row, columns_of
from warehouse.sqlfiles import SqlFile, sql_files

# The contract: names that people's own SQL is written against.
PROMISED = {
    "publishers": "publisher_id name domain country language",
    "sources": "source_id name kind publisher_id tags first_seen_at",
    "feeds": "feed_id source_id kind location state etag last_modified last_polled_at next_poll_at"
    " consecutive_failures last_error",
    "runs": "run_id kind flow_run_id started_at finished_at state code_version document_count item_count new_count"
    " updated_count unchanged_count rejected_count matched_count",
    "documents": "document_id run_id source_id feed_id location final_location fetched_at last_seen_at status_code"
    " media_type byte_count sha256 archive_path archive_offset",
    "articles": "article_id source_id publisher_id document_id canonical_url guid title subtitle body dateline section"
    " keywords image_url language published_at published_on published_precision published_from modified_at word_count"
    " paragraph_count content_digest version_number rules_id pub_status embargo_until first_seen_at last_seen_at",
    "article_keys": "kind key article_id",
    "article_redirects": "old_article_id article_id merged_at",
    "article_versions": "article_id version_number title body content_digest rules_id document_id seen_at",
    "authors": "author_id name",
    "article_authors": "article_id author_id position",
    "credits": "article_id agency publisher_id kind evidence",
    "removed_blocks": "article_id version_number position rule text",
    "matches": "article_id other_article_id version_number other_version_number relation is_same_text reasons jaccard"
    " containment other_containment aligned_share aligned_paragraphs options_id decided_at",
    "clusters": "cluster_id canonical_article_id canonical_reason origin_name origin_publisher_id article_count"
    " publisher_count first_published_at last_published_at",
    "cluster_members": "cluster_id article_id role joined_at",
    "cluster_redirects": "old_cluster_id cluster_id changed_at",
    "verdicts": "article_id other_article_id verdict by note decided_at",
    "rejections": "rejection_id run_id source_id document_id location stage rule reason rejected_at",
    "syndication": "publisher origin article_count median_lag_s",
    "paragraphs": "article_id paragraph text",
    "copies": "article_id canonical_article_id relation lag_s",
    "unique_articles": "cluster_id article_id copy_count",
    "article_lineage": "article_id version_number document_id archive_path archive_offset run_id flow_run_id",
    "feed_health": "feed_id state",
    "daily_volume": "published_on article_count",
    "rejection_summary": "stage rule rejection_count",
    "corrections": "article_id version_number",
}

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def connection() -> Iterator[Connection]:
    opened = duckdb.connect(":memory:")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def made() -> Iterator[Connection]:
    """Migrated once; for tests that only look."""
    opened = duckdb.connect(":memory:")
    migrate(opened, "test")
    yield opened
    opened.close()


def columns_in(connection: Connection) -> dict[str, list[tuple[str, bool]]]:
    found: dict[str, list[tuple[str, bool]]] = {}
    rows = connection.execute(
        "SELECT table_name, column_name, is_nullable FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    ).fetchall()
    order = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index"
    ).fetchall()
    nullable = {(table, name): is_nullable for table, name, is_nullable in rows}
    for table, name in order:
        found.setdefault(table, []).append((name, nullable[table, name]))
    return found


@pytest.mark.parametrize("table", sorted(PROMISED))
def test_every_promised_column_is_there(made: Connection, table: str) -> None:
    assert set(PROMISED[table].split()) <= {name for name, _ in columns_in(made)[table]}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.TABLE)
def test_a_row_class_has_its_tables_columns_in_their_order_and_knows_which_may_be_null(
    made: Connection, row: type[Row]
) -> None:
    stored = columns_in(made)[row.TABLE]
    assert [name for name, _ in stored] == list(columns_of(row))
    hints = get_type_hints(row)
    assert dict(stored) == {name: NoneType in get_args(hints[name]) for name in columns_of(row)}
    assert set(row.KEY) <= {name for name, nullable in stored if not nullable}


def test_every_table_view_function_and_column_is_described() -> None:
    assert dictionary.undescribed() == []


def test_a_column_without_a_comment_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = SqlFile("9999_bare", "-- A table that nobody describes.\nCREATE TABLE bare (a INTEGER);")
    monkeypatch.setattr(
        migrating, "sql_files", lambda folder: (*sql_files(folder), *([bare] * (folder == "migrations")))
    )
    assert dictionary.undescribed() == ["bare", "bare.a"]


def test_the_data_dictionary_is_up_to_date() -> None:
    assert dictionary.HOME.read_text("utf-8") == dictionary.dictionary(), "run `python -m warehouse.dictionary`"


def test_a_view_says_purpose_and_grain_in_its_first_line_and_in_its_comment(made: Connection) -> None:
    comments = dict(
        made.execute(
            "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
            " UNION ALL SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal"
        ).fetchall()
    )
    for file in sql_files("views"):
        assert file.text.startswith("-- "), file.name
        assert "; one row a" in file.purpose, file.name
        assert comments[file.name] == file.purpose


@pytest.mark.parametrize("file", sql_files("views"), ids=lambda file: file.name)
def test_the_example_of_a_view_runs(made: Connection, file: SqlFile) -> None:
    assert file.example is not None
    assert made.execute(file.example).fetchall() == []


def test_a_second_migration_finds_nothing_to_do(connection: Connection) -> None:
    assert migrate(connection, "test") == len(sql_files("migrations"))
    before = connection.execute("SELECT * FROM schema_migrations ORDER BY number").fetchall()
    assert migrate(connection, "test") == 0
    assert connection.execute("SELECT * FROM schema_migrations ORDER BY number").fetchall() == before


def test_migrations_are_numbered_once_and_in_order() -> None:
    numbers = [number_of(file) for file in sql_files("migrations")]
    assert numbers == sorted(set(numbers))
    assert numbers[:3] == [1, 2, 3]


def test_a_file_from_a_newer_newsfold_is_refused(connection: Connection) -> None:
    migrate(connection, "test")
    connection.execute("INSERT INTO schema_migrations VALUES (9999, '9999_later', 'x', now())").fetchall()
    with pytest.raises(NewerSchema, match="migration 9999 \\(9999_later\\)"):
        migrate(connection, "test")


def test_a_migration_that_was_edited_after_it_was_applied_is_refused(connection: Connection) -> None:
    migrate(connection, "test")
    connection.execute("UPDATE schema_migrations SET checksum = 'other' WHERE number = 2").fetchall()
    with pytest.raises(MigrationChanged, match="migration 2"):
        migrate(connection, "test")


def test_nothing_of_a_failing_migration_stays(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(connection, "test")
    torn = SqlFile("9999_torn", "CREATE TABLE half (a INTEGER); INSERT INTO nowhere VALUES (1);")
    monkeypatch.setattr(
        migrating, "sql_files", lambda folder: (*sql_files(folder), *([torn] * (folder == "migrations")))
    )
    with pytest.raises(WarehouseError, match="9999_torn"):
        migrate(connection, "test")
    assert "half" not in columns_in(connection)
    assert connection.execute("SELECT max(number) FROM schema_migrations").fetchall() == [
        (number_of(sql_files("migrations")[-1]),)
    ]


def test_a_view_is_replaced_when_its_text_changes(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(connection, "test")
    text = "-- Two; one row a two.\nCREATE OR REPLACE VIEW daily_volume AS SELECT 2 AS two;"
    changed = tuple(SqlFile(file.name, text) if file.name == "daily_volume" else file for file in sql_files("views"))
    monkeypatch.setattr(migrating, "sql_files", lambda folder: changed if folder == "views" else sql_files(folder))
    migrate(connection, "test")
    assert connection.execute("SELECT * FROM daily_volume").fetchall() == [(2,)]


def test_a_warehouse_of_the_wrong_kind_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "newsfold.duckdb"
    path.write_bytes(b"this is no database, but it is long enough to look into" * 100)
    with pytest.raises(WarehouseError, match="database file"):
        store(path)


_SAMPLES = {
    "VARCHAR": "'x'",
    "UUID": "uuid()",
    "BOOLEAN": "true",
    "DATE": "DATE '2026-03-05'",
    "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ '2026-03-05 12:00:00+00'",
}


def fill_every_table(connection: Connection) -> None:
    """As a filled file has them: more rows than one vector of the engine, for some of its faults need so many."""
    found: dict[str, list[str]] = {}
    columns = connection.execute(
        "SELECT table_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index"
    ).fetchall()
    for table, kind in columns:
        sample = "[]" if kind.endswith("[]") else _SAMPLES.get(kind, "1")
        found.setdefault(table, []).append(f"CAST({sample} AS {kind})")
    full = {table for table, count in counted_rows(connection).items() if count}
    for table, values in found.items():
        if not table.startswith("schema_") and table not in full:
            connection.execute(f"INSERT INTO {table} SELECT {', '.join(values)} FROM range(3000)").fetchall()


REPLACED = {18: {"search_postings"}}
"""Tables that a migration puts others in place of; tests/test_warehouse_search.py shows that nothing is lost."""


def test_each_migration_works_on_filled_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = sql_files("migrations")
    opened = duckdb.connect(str(tmp_path / "old.duckdb"))
    for count in range(1, len(every) + 1):
        older = every[:count]
        monkeypatch.setattr(migrating, "sql_files", lambda folder, older=older: older if folder == "migrations" else ())
        before = counted_rows(opened)
        assert migrate(opened, "test") == 1
        gone = REPLACED.get(number_of(older[-1]), set())
        kept = {table: rows for table, rows in before.items() if table not in gone}
        assert {table: rows for table, rows in counted_rows(opened).items() if table in before} == kept
        fill_every_table(opened)
    monkeypatch.undo()
    assert migrate(opened, "test") == 0
    assert columns_in(opened) == columns_of_a_new_file()
    opened.close()


def counted_rows(connection: Connection) -> dict[str, int]:
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL").fetchall()
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
        for (table,) in tables
        if not table.startswith("schema_")
    }


def columns_of_a_new_file() -> dict[str, list[tuple[str, bool]]]:
    opened = duckdb.connect(":memory:")
    migrate(opened, "test")
    found = columns_in(opened)
    opened.close()
    return found


def test_the_diagram_shows_how_the_tables_hang_together() -> None:
    page = dictionary.dictionary()
    drawn = page.partition("```mermaid\nerDiagram\n")[2].partition("```")[0].splitlines()
    shown = {tuple(line.replace(":", " ").split()) for line in drawn}
    assert ("articles", "||--o|", "cluster_members", "article_id") in shown, "an article is in one cluster"
    assert ("articles", "||--o{", "clusters", "canonical_article_id") in shown
    assert ("publishers", "||--o{", "clusters", "origin_publisher_id") in shown
    assert {name for line in shown for name in (line[0], line[2])} == set(dictionary.DRAWN)
    for target, _, table, column in shown:
        assert column in columns_of(TABLES[table])
        assert column.endswith(TABLES[target].KEY[0])

"""Questions put by people: only reading, only this file, one statement, and an answer that says what was wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pytest
from warehouse_samples import article, store

from transforms.errors import QueryRefused, WarehouseError, WarehouseMissing
from warehouse import migrating
from warehouse.looking_up import described_functions
from warehouse.reading import ask, connect, looking, query_arrow, run_query
from warehouse.sqlfiles import sql_files


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("it's a folder") / "newsfold.duckdb"
    store(made, article(1), article(2))
    return made


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT title FROM articles ORDER BY title",
        "FROM articles SELECT title ORDER BY title;",
        "-- a comment first\nWITH a AS (SELECT title FROM articles) SELECT * FROM a ORDER BY 1 -- and last",
        "TABLE articles",
        "SHOW TABLES",
        "DESCRIBE articles",
        "SUMMARIZE articles",
        "PRAGMA table_info('articles')",
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE SELECT count(*) FROM articles",
        "PIVOT articles ON title USING count(*) GROUP BY rules_id;",
        "SELECT * FROM search_articles('title')",
        "VALUES (1), (2)",
    ],
)
def test_what_only_reads_is_answered(path: Path, sql: str) -> None:
    result = run_query(path, sql)
    assert result.rows
    assert len(result.columns) == len(result.types) == len(result.rows[0])


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM articles",
        "UPDATE articles SET title = 'x'",
        "INSERT INTO authors VALUES (uuid(), 'x')",
        "DROP TABLE articles",
        "CREATE TABLE x AS SELECT 1",
        "CREATE TEMP TABLE x AS SELECT 1",
        "CREATE TABLE x AS PIVOT articles ON title USING count(*)",
        "WITH gone AS (DELETE FROM articles RETURNING 1) SELECT * FROM gone",
        "SELECT 1; DELETE FROM articles",
        "SELECT 1; SELECT 2",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA enable_external_access = true",
        "ATTACH '{folder}/other.duckdb' AS other",
        "DETACH newsfold",
        "COPY articles TO '{folder}/out.csv'",
        "COPY articles TO '{path}.wal'",
        "COPY (PIVOT articles ON title USING count(*)) TO '{path}.wal'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{path}.wal' (FORMAT csv)",
        "EXPLAIN (ANALYZE) COPY (SELECT 1) TO '{path}.wal' (FORMAT csv)",
        "/* EXPLAIN */ EXPLAIN ANALYZE COPY (SELECT 1) TO '{path}.wal' (FORMAT csv)",
        "EXPLAIN/**/ANALYZE COPY (SELECT 1) TO '{path}.wal' (FORMAT csv)",
        "EXPLAIN ANALYZE DELETE FROM articles",
        "EXPORT DATABASE '{folder}/out'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CALL pragma_version()",
        "CHECKPOINT",
        "BEGIN",
        "VACUUM",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_csv('{folder}/*')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM sniff_csv('/etc/hostname')",
        "",
        "-- nothing but a comment",
    ],
)
def test_what_writes_or_reaches_out_is_refused_and_changes_nothing(path: Path, sql: str) -> None:
    before = {found.name: hashlib.sha256(found.read_bytes()).hexdigest() for found in path.parent.iterdir()}
    filled = sql.replace("{path}", str(path).replace("'", "''")).replace(
        "{folder}", str(path.parent).replace("'", "''")
    )
    with pytest.raises(QueryRefused):
        run_query(path, filled)
    assert {found.name: hashlib.sha256(found.read_bytes()).hexdigest() for found in path.parent.iterdir()} == before


def test_a_mistake_in_a_query_is_named_on_one_line(path: Path) -> None:
    with pytest.raises(QueryRefused, match=r'"titel" not found.*"title"') as caught:
        run_query(path, "SELECT titel\nFROM articles")
    assert "\n" not in str(caught.value)
    with pytest.raises(QueryRefused, match='syntax error at or near "SELEC"'):
        run_query(path, "SELEC 1")


def test_parameters_are_never_read_as_sql(path: Path) -> None:
    hostile = "'; DROP TABLE articles; --"
    assert run_query(path, "SELECT ? AS given", [hostile]).rows == [(hostile,)]


def test_instants_are_shown_in_the_zone_asked_for(path: Path) -> None:
    [(there,)] = run_query(path, "SELECT first_seen_at FROM articles LIMIT 1", time_zone="Asia/Karachi").rows
    assert there.isoformat() == "2026-03-01T17:00:00+05:00"
    with pytest.raises(WarehouseError, match="Nowhere/Land"):
        connect(path, time_zone="Nowhere/Land")


def test_arrow_for_files(path: Path) -> None:
    table = query_arrow(path, "SELECT title, word_count FROM articles ORDER BY title")
    assert table.to_pydict() == {"title": ["Title 1", "Title 2"], "word_count": [4, 4]}
    with pytest.raises(QueryRefused):
        query_arrow(path, "DROP TABLE articles")


def test_a_notebook_can_neither_write_nor_leave(path: Path) -> None:
    connection = connect(path)
    try:
        for sql in ("DELETE FROM articles", "SET threads = 1", "SELECT * FROM read_text('/etc/hostname')"):
            with pytest.raises(duckdb.Error):
                connection.execute(sql)
        assert connection.execute("SELECT count(*) FROM newsfold.articles").fetchall() == [(2,)]
    finally:
        connection.close()


def test_the_warehouse_of_the_environment_is_the_default(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSFOLD_WAREHOUSE", str(path))
    assert run_query(None, "SELECT count(*) FROM articles").rows == [(2,)]


def test_a_missing_or_foreign_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WarehouseMissing, match=r"nowhere\.duckdb"):
        connect(tmp_path / "nowhere.duckdb")
    foreign = tmp_path / "foreign.duckdb"
    foreign.write_bytes(b"no database" * 1000)
    with pytest.raises(WarehouseError, match=r"foreign\.duckdb"):
        connect(foreign)


def test_a_file_of_an_older_newsfold_is_called_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "newsfold.duckdb"
    first = tuple(one for one in sql_files("migrations") if migrating.number_of(one) <= 3)
    monkeypatch.setattr(migrating, "sql_files", lambda folder: first if folder == "migrations" else ())
    connection = duckdb.connect(str(made))
    migrating.migrate(connection, "older")
    connection.close()
    monkeypatch.undo()
    with pytest.raises(WarehouseError, match="an older newsfold published it"):
        ask(made, "report_feeds")
    with pytest.raises(WarehouseError, match="an older newsfold published it"), looking(made) as reads:
        reads.connection.execute("SELECT reading_that_is_not_there FROM articles")
    assert run_query(made, "SELECT count(*) FROM articles").rows == [(0,)]
    assert described_functions(made) == []


def test_what_a_file_of_today_does_not_answer_is_not_blamed_on_its_age(path: Path) -> None:
    with pytest.raises(WarehouseError) as failed, looking(path) as reads:
        reads.connection.execute("SELECT reading_that_is_not_there FROM articles")
    assert "older newsfold" not in str(failed.value)

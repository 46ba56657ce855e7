"""Retention and unused space: each kind of thing for its own time, nothing unless it is set, and the rest untouched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from command_line import data
from made_up import corpus, write_rows
from warehouse_snapshot import counts

from flows.maintaining import maintain
from flows.parsing_pool import ParsingPool
from flows.reprocessing import reprocess
from flows.settings import Retention, Settings
from flows.steps import backfill
from transforms.errors import InvalidSetting
from warehouse import Archive, Warehouse, run_checks, run_query
from warehouse.compacting import unused_share

THEN = datetime(2026, 3, 5, 12, tzinfo=UTC)
LATER = THEN + timedelta(days=40)


@pytest.fixture
def settings(tmp_path: Path, pool: ParsingPool) -> Settings:
    """A warehouse with an old table and a young one."""
    made = Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "sources.toml", workers=1)
    for name, seed, at in (("old", 3, THEN), ("young", 4, LATER - timedelta(days=1))):
        table = write_rows(tmp_path / f"{name}.jsonl", corpus(seed, texts=4))
        backfill(made, str(table), clock=lambda at=at: at, pool=pool)  # type: ignore[misc]
    return made


def kept_for(settings: Settings, **days: int) -> None:
    report = maintain(replace(settings, retention=Retention(**days)), clock=lambda: LATER, environ={})
    assert [line for line in report.failures if line.startswith("check")] == []


def one(settings: Settings, sql: str) -> int:
    return int(run_query(settings.warehouse, sql).rows[0][0])


def test_nothing_goes_unless_it_is_set(settings: Settings) -> None:
    tables = ("articles", "documents", "removed_blocks", "article_versions")
    before = counts(settings.warehouse, *tables)
    files = Archive(settings.archive).paths()
    kept_for(settings)
    assert counts(settings.warehouse, *tables) == before
    assert one(settings, "SELECT count(*) FROM articles WHERE body = ''") == 0
    assert Archive(settings.archive).paths() == files


def test_texts_go_and_the_articles_stay(settings: Settings, pool: ParsingPool) -> None:
    old = f"last_seen_at < '{LATER - timedelta(days=30)}'"
    sql = f"SELECT body FROM articles WHERE {old} ORDER BY article_id LIMIT 1"
    [(words,)] = run_query(settings.warehouse, sql).rows
    sentence = words.split("\n\n")[1][:60]
    before = counts(settings.warehouse, "articles", "cluster_members", "matches", "fingerprints")
    kept_for(settings, texts_days=30)
    assert one(settings, f"SELECT count(*) FROM articles WHERE {old} AND body <> ''") == 0
    assert one(settings, "SELECT count(*) FROM articles WHERE body <> ''") > 0, "the young ones have theirs"
    assert one(settings, "SELECT count(*) FROM articles WHERE title IS NULL") == 0
    assert counts(settings.warehouse, "articles", "cluster_members", "matches", "fingerprints") == before
    for path in (settings.warehouse, Warehouse(settings.warehouse).live):
        assert sentence.encode() not in path.read_bytes()
    assert run_checks(settings.warehouse) == []
    reprocess(settings, pool=pool)
    assert one(settings, f"SELECT count(*) FROM articles WHERE {old} AND body <> ''") > 0, "the archive still had them"


def test_the_archive_goes_by_whole_files(settings: Settings, pool: ParsingPool) -> None:
    bodies = run_query(settings.warehouse, "SELECT article_id, body FROM articles ORDER BY article_id").rows
    assert len(Archive(settings.archive).paths()) == 2
    kept_for(settings, archive_days=30)
    assert len(Archive(settings.archive).paths()) == 1
    gone = one(settings, "SELECT count(*) FROM documents WHERE archive_path IS NULL")
    assert 0 < gone < one(settings, "SELECT count(*) FROM documents")
    report = reprocess(settings, pool=pool)
    assert report.rejected_count == 0, "what has no bytes any more is not asked for"
    assert run_query(settings.warehouse, "SELECT article_id, body FROM articles ORDER BY article_id").rows == bodies
    assert run_checks(settings.warehouse) == []


def test_what_was_cut_goes_by_itself(tmp_path: Path, pool: ParsingPool) -> None:
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb", workers=1)
    seeds = Path(__file__).parent.parent / "seeds"
    backfill(settings, str(seeds), clock=lambda: THEN, pool=pool)
    assert counts(settings.warehouse, "removed_blocks")["removed_blocks"] > 0
    kept_for(settings, removed_days=39)
    assert counts(settings.warehouse, "removed_blocks", "articles") == {"removed_blocks": 0, "articles": 2}
    assert one(settings, "SELECT count(*) FROM articles WHERE body = ''") == 0


def test_compaction_gives_space_back_and_loses_nothing(settings: Settings) -> None:
    warehouse = Warehouse(settings.warehouse)
    with warehouse.writing() as writer:
        for number in range(3):
            rows = list(writer.articles([one for (one,) in _ids(settings)]).values())
            with writer.transaction():
                writer.upsert([replace(row, section=f"{number}" * 200_000) for row in rows])
            with writer.transaction():
                writer.upsert(rows)
        numbers = writer.connection.execute("SELECT max(number) FROM search_documents").fetchall()
    warehouse.publish(force=True)
    before = _everything(settings)
    done = warehouse.compact()
    assert done is not None
    assert done.after_bytes < done.before_bytes
    with warehouse.writing() as writer:
        assert unused_share(writer.connection)[0] < 0.2
        [(following,)] = writer.connection.execute("SELECT nextval('search_numbers')").fetchall()
        assert following > numbers[0][0], "numbers of the index are not given twice"
    warehouse.publish(force=True)
    assert _everything(settings) == before
    assert run_checks(settings.warehouse) == []
    assert warehouse.compact() is not None
    assert Warehouse(settings.warehouse.with_name("none.duckdb")).compact() is None


def _ids(settings: Settings) -> list[tuple[UUID]]:
    return [(one,) for (one,) in run_query(settings.warehouse, "SELECT article_id FROM articles").rows]


def _everything(settings: Settings) -> dict[str, list[str]]:
    tables = run_query(settings.warehouse, "SELECT table_name, comment FROM duckdb_tables() ORDER BY ALL").rows
    found = {"comments": sorted(map(repr, tables))}
    for name, _ in tables:
        found[name] = sorted(map(repr, run_query(settings.warehouse, f'FROM "{name}"').rows))
    return found


@pytest.mark.parametrize("value", ["0", "-1", "a month", "1.5"])
def test_a_time_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(InvalidSetting, match="NEWSFOLD_KEEP_TEXTS_DAYS"):
        Settings.from_environment({"NEWSFOLD_KEEP_TEXTS_DAYS": value})


def test_the_command_drops_and_says_so(settings: Settings) -> None:
    found = data("maintain", "--no-prefect", "--warehouse", settings.warehouse, code=0, NEWSFOLD_KEEP_REMOVED_DAYS="1")
    assert found["findings"] == []
    texts = data("maintain", "--no-prefect", "--warehouse", settings.warehouse, NEWSFOLD_KEEP_TEXTS_DAYS="1")
    assert texts["done"]["retention"].startswith("dropped ")

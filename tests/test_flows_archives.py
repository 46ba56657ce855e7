"""Backfills of WARC files, tables and folders: where their bytes are kept, and how they go on after a kill."""

from __future__ import annotations

import gzip
import os
import signal
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from killing import STEPS, started
from made_up import corpus, write_rows
from warehouse_snapshot import counts, snapshot
from wire_items import newsml, response, write_warc

from connectors.rereading import Rereading
from flows.parsing_pool import ParsingPool
from flows.reading_back import StoredCaptures
from flows.running import DateRange
from flows.settings import Settings
from flows.steps import Extent, backfill, estimate, ingest
from transforms.errors import ArchiveError
from warehouse import Archive, Warehouse, run_checks, run_query
from warehouse.rows import DocumentRow


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "out" / "newsfold.duckdb", batch_size=40)


def rows(settings: Settings, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in run_query(settings.warehouse, query).rows]


def archive_of(home: Path, count: int = 20) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    path = home / "crawl.warc.gz"
    write_warc(
        path, [part for number in range(count) for part in (response(number, b"", kind="request"), response(number))]
    )
    return path


def documents(settings: Settings) -> list[DocumentRow]:
    with Warehouse(settings.warehouse).writing() as writer:
        return writer.all_of(DocumentRow)


def test_a_warc_file_is_left_where_it_is_and_read_back_from_there(
    settings: Settings, tmp_path: Path, pool: ParsingPool
) -> None:
    path = archive_of(tmp_path / "in")
    report = backfill(settings, str(path), pool=pool)
    assert (report.new_count, report.rejected_count) == (20, 0)
    assert report.sources == [("crawl.warc.gz", "20 items; passed over: 20 request")]
    assert rows(settings, "SELECT DISTINCT archive_path FROM documents") == [(str(path),)]
    assert list(settings.archive.rglob("*.warc.gz")) == []
    assert rows(settings, "SELECT count(DISTINCT publisher_id) FROM articles") == [(3,)]
    assert rows(settings, "SELECT DISTINCT fetched_at = TIMESTAMPTZ '2026-03-02 10:00:00Z' FROM documents") == [(True,)]
    captures = StoredCaptures(Archive(settings.archive))
    for row in documents(settings):
        again = captures.read(row)
        assert (again.sha256, again.location, again.source_id) == (row.sha256, row.location, row.source_id)
    assert run_checks(settings.warehouse) == []


def test_every_kind_of_local_capture_can_be_pointed_to_and_read_back(
    settings: Settings, tmp_path: Path, pool: ParsingPool
) -> None:
    home = archive_of(tmp_path / "in", 2).parent
    write_rows(home / "t.jsonl", corpus(5, texts=3))
    (home / "t2.csv.gz").write_bytes(gzip.compress((home / "t.jsonl").read_bytes()[:0] + _as_csv()))
    (home / "w.xml").write_text(newsml())
    (home / "p.txt").write_bytes((Path(__file__).parents[1] / "seeds").glob("*.txt").__next__().read_bytes())
    backfill(replace(settings, keeping="reference"), str(home), pool=pool)
    assert list(settings.archive.rglob("*.warc.gz")) == []
    captures = StoredCaptures(Archive(settings.archive))
    found = documents(settings)
    assert {row.form for row in found} == {"html", "row", "wire", "text"}
    for row in sorted(found, key=lambda row: (row.archive_path or "", row.archive_offset or 0)):
        again = captures.read(row)
        assert again.sha256 == row.sha256
        told = again.hints.publisher.name if again.hints.publisher else None
        assert (told is None) == (not row.extra or "publisher" not in row.extra)
    copied = Settings(warehouse=tmp_path / "copied" / "newsfold.duckdb", keeping="copy")
    backfill(copied, str(home), pool=pool)
    assert rows(copied, "SELECT count(*) FROM documents WHERE archive_path LIKE '/%'") == [(0,)]
    assert {row.sha256 for row in documents(copied)} == {row.sha256 for row in found}


def _as_csv() -> bytes:
    words = "The lock keeper opened the gates an hour early because the river had risen in the night."
    return f"url;title;text\nhttps://lock.example/1;Gates open early;{words}\n".encode()


def test_bytes_that_changed_or_went_away_are_not_taken_for_the_old_ones(
    settings: Settings, tmp_path: Path, pool: ParsingPool
) -> None:
    table = write_rows(tmp_path / "t.jsonl", corpus(5, texts=2))
    backfill(replace(settings, keeping="reference"), str(table), pool=pool)
    captures = StoredCaptures(Archive(settings.archive))
    row = documents(settings)[0]
    table.write_text('{"title": "other", "text": "other"}\n' * 30)
    with pytest.raises(ArchiveError, match="not those that were read"):
        captures.read(row)
    table.unlink()
    with pytest.raises(ArchiveError):
        Rereading().read(str(table), 3)


def test_a_finished_backfill_run_again_reads_nothing_and_restart_reads_all(
    settings: Settings, tmp_path: Path, pool: ParsingPool
) -> None:
    home = archive_of(tmp_path / "in").parent
    write_rows(home / "t.jsonl", corpus(5, texts=3))
    (home / "w.xml").write_text(newsml())
    backfill(settings, str(home), pool=pool)
    before = snapshot(settings.warehouse)
    again = backfill(settings, str(home), pool=pool)
    assert (again.item_count, again.document_count) == (0, 0)
    assert again.sources == [("in", "nothing left to read there")]
    restarted = backfill(settings, str(home), extent=Extent(resume=False), pool=pool)
    assert restarted.document_count > 20
    assert (restarted.new_count, restarted.updated_count) == (0, 0)
    assert snapshot(settings.warehouse) == before
    assert {state for (state,) in rows(settings, "SELECT state FROM backfill_parts")} == {"done"}
    (home / "w.xml").write_text(newsml(2))
    os.utime(home / "w.xml", (1_800_000_000, 1_800_000_000))
    third = backfill(settings, str(home), pool=pool)
    assert third.document_count == 1


def test_another_range_of_dates_is_another_backfill(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    table = write_rows(tmp_path / "t.jsonl", corpus(5, texts=3))
    none = Extent(DateRange(date(1999, 1, 1), date(1999, 1, 2)))
    assert backfill(settings, str(table), extent=none, pool=pool).new_count == 0
    assert backfill(settings, str(table), pool=pool).new_count > 0


def test_a_limit_goes_on_where_it_ended(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    path = archive_of(tmp_path / "in", 70)
    first = backfill(settings, str(path), extent=Extent(limit=60), pool=pool)
    assert first.new_count == 60
    [(state, offset)] = rows(settings, 'SELECT state, "offset" FROM backfill_parts')
    assert state == "reading"
    assert int(str(offset)) > 0
    second = backfill(settings, str(path), pool=pool)
    # what lies before the last report was not read again
    assert (second.new_count, second.document_count) == (10, 20)
    assert rows(settings, "SELECT state, item_count FROM backfill_parts") == [("done", 70)]


def test_a_killed_backfill_of_a_warc_file_ends_in_the_same_tables(
    tmp_path: Path, pool: ParsingPool, settings: Settings
) -> None:
    path = archive_of(tmp_path / "in", 18)
    whole = Settings(warehouse=tmp_path / "whole" / "newsfold.duckdb")
    backfill(whole, str(path), pool=pool)
    assert started(settings.warehouse, path, STEPS["after the commit"], turn=2).wait() == -signal.SIGKILL
    backfill(settings, str(path), pool=pool)
    assert snapshot(settings.warehouse) == snapshot(whole.warehouse)
    assert run_checks(settings.warehouse) == []


def test_a_torn_file_is_read_and_reported_once(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    path = archive_of(tmp_path / "in", 5)
    path.write_bytes(path.read_bytes()[:-60])
    report = backfill(settings, str(path), pool=pool)
    assert (report.new_count, report.rejected_count, report.exit_code) == (4, 1, 1)
    [(rule, reason)] = rows(settings, "SELECT rule, reason FROM rejections")
    assert rule == "truncated"
    assert "at byte" in str(reason)
    assert backfill(settings, str(path), pool=pool).exit_code == 0


def test_ingest_reads_the_same_files_and_keeps_no_ledger(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    path = archive_of(tmp_path / "in", 3)
    assert ingest(settings, [str(path)], pool=pool).new_count == 3
    assert ingest(settings, [str(path)], pool=pool).unchanged_count == 3
    assert counts(settings.warehouse, "backfill_parts") == {"backfill_parts": 0}


def test_a_dry_run_counts_a_warc_file(settings: Settings, tmp_path: Path) -> None:
    found = estimate(settings, str(archive_of(tmp_path / "in", 3)))
    assert (found["item_count"], found["refused_count"]) == (3, 0)

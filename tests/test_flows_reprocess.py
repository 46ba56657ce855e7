"""`newsfold reprocess`: the archive read again gives what a fresh ingest gives; learned boilerplate in any order."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from killing import HOUSE
from made_up import MadeUp, corpus, write_rows
from warehouse_snapshot import TIMELESS, counts, snapshot

from flows.maintaining import maintain
from flows.parsing_pool import ParsingPool
from flows.reprocessing import reprocess
from flows.running import DateRange
from flows.settings import Settings
from flows.steps import ingest
from transforms.boilerplate import RecurrenceOptions
from warehouse import Warehouse, run_checks, run_query
from warehouse.rows import ArticleRow, ArticleVersionRow, FingerprintRow

TAIL = (
    "Vorda nil estuvar melin",
    "Kelu brasti monderal ves harbani, tolen siru kel vastor dunim pelari nostu veldrin, mer kostal bindu varesh tal.",
)
"""Boilerplate in a language that no rule knows: a label and a paragraph."""

BLOCKS = {"article_blocks": "* EXCLUDE (first_seen_at)", "publisher_blocks": "* EXCLUDE (first_seen_at, last_seen_at)"}


def whole_snapshot(path: Path) -> dict[str, list[str]]:
    found = snapshot(path)
    for table, columns in BLOCKS.items():
        found[table] = sorted(map(repr, run_query(path, f"SELECT {columns} FROM {table}").rows))
    return found


def with_tails(seed: int, texts: int = 10) -> list[MadeUp]:
    """Made-up articles of one paper that all end in the same two blocks, and copies of them elsewhere."""
    return [
        one if "copy" in one.guid else replace(one, publisher="paper1.example", paragraphs=(*one.paragraphs[:5], *TAIL))
        for one in corpus(seed, texts)
    ]


def tables_of(folder: Path, articles: list[MadeUp]) -> list[str]:
    folder.mkdir(exist_ok=True)
    paths = [write_rows(folder / f"{one.guid}.jsonl", [one]) for one in articles]
    for path in paths:
        os.utime(path, (1_700_000_000,) * 2)
    return [str(path) for path in paths]


def settings_of(home: Path, least: int = 3, batch_size: int = 200) -> Settings:
    return Settings(warehouse=home / "newsfold.duckdb", recurrence=RecurrenceOptions(least), batch_size=batch_size)


def spoil(settings: Settings) -> None:
    """Texts as older rules would have left them."""
    warehouse = Warehouse(settings.warehouse)
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert(
            [replace(row, body=f"Old words.\n\n{row.body}", rules_id="old") for row in writer.all_of(ArticleRow)]
        )
        writer.upsert(
            [
                replace(
                    row, body=f"Old words.\n\n{row.body}", rules_id="old", content_digest=f"old {row.content_digest}"
                )
                for row in writer.all_of(ArticleVersionRow)
            ]
        )
        writer.upsert([replace(row, content_digest=f"old {row.content_digest}") for row in writer.all_of(ArticleRow)])


def test_what_recurs_is_learned_and_a_fresh_ingest_gives_what_reprocess_gives(
    tmp_path: Path, pool: ParsingPool
) -> None:
    tables = tables_of(tmp_path / "in", with_tails(4))
    at_once = settings_of(tmp_path / "once")
    ingest(at_once, tables, pool=pool)
    evidence = run_query(
        at_once.warehouse,
        "SELECT b.text, min(b.evidence_count), max(b.evidence_count), count(*) FROM removed_blocks b JOIN articles a"
        " USING (article_id) WHERE b.rule = 'recurring' AND a.publisher_id = 'paper1.example' GROUP BY ALL",
    ).rows
    carriers = sum('"paper1.example"' in Path(table).read_text() for table in tables)
    assert sorted(evidence) == sorted((text, carriers, carriers, carriers) for text in TAIL)
    assert run_query(at_once.warehouse, "SELECT count(*) FROM articles WHERE contains(body, 'Vorda')").rows == [(0,)]
    fresh = whole_snapshot(at_once.warehouse)
    report = reprocess(at_once, pool=pool)
    assert (report.updated_count, report.new_count, report.rejected_count) == (0, 0, 0)
    assert report.unchanged_count == len(tables)
    assert whole_snapshot(at_once.warehouse) == fresh
    assert run_checks(at_once.warehouse) == []


@pytest.mark.parametrize("seed", [1])
def test_in_any_order_and_batches_the_same_after_reprocess(tmp_path: Path, pool: ParsingPool, seed: int) -> None:
    tables = tables_of(tmp_path / "in", with_tails(4))
    whole = settings_of(tmp_path / "whole")
    ingest(whole, tables, pool=pool)
    chance = random.Random(seed)
    chance.shuffle(tables)
    parts = settings_of(tmp_path / "parts", batch_size=chance.choice((6, 9)))
    half = len(tables) // 2
    for part in (tables[:half], tables[half:]):
        ingest(parts, part, pool=pool)
    counted = run_query(
        parts.warehouse, "FROM publisher_blocks SELECT * EXCLUDE (first_seen_at, last_seen_at) ORDER BY ALL"
    )
    assert (
        counted.rows
        == run_query(
            whole.warehouse, "FROM publisher_blocks SELECT * EXCLUDE (first_seen_at, last_seen_at) ORDER BY ALL"
        ).rows
    ), "counts need no reprocess"
    assert whole_snapshot(parts.warehouse) != whole_snapshot(whole.warehouse), "the first articles kept their tails"
    assert reprocess(parts, pool=pool).updated_count > 0
    assert whole_snapshot(parts.warehouse) == whole_snapshot(whole.warehouse)
    assert reprocess(parts, pool=pool).updated_count == 0
    assert run_checks(parts.warehouse) == []


def test_texts_of_older_rules_are_rewritten_in_place_and_no_version_is_added(tmp_path: Path, pool: ParsingPool) -> None:
    settings = settings_of(tmp_path / "w")
    tables = tables_of(tmp_path / "in", corpus(5, 10))
    ingest(settings, tables, pool=pool)
    fresh = whole_snapshot(settings.warehouse)
    spoil(settings)
    report = reprocess(settings, pool=pool)
    assert report.updated_count == len(tables)
    assert whole_snapshot(settings.warehouse) == fresh
    assert counts(settings.warehouse, "article_versions") == {"article_versions": len(tables)}
    kinds = run_query(settings.warehouse, "SELECT kind, state FROM runs ORDER BY started_at").rows
    assert kinds == [("ingest", "completed"), ("reprocess", "completed")]


def test_versions_of_a_publisher_stay_what_they_were(tmp_path: Path, pool: ParsingPool) -> None:
    article = corpus(3)[0]
    settings = settings_of(tmp_path / "w")
    for number, end in enumerate(("Work begins in May.", "Work begins in June.", "Work begins in June.")):
        text = replace(article, paragraphs=(*article.paragraphs, f"Read more: What ferry {number} cost the town", end))
        table = write_rows(tmp_path / f"{number}.jsonl", [text])
        os.utime(table, (1_700_000_000 + 1000 * number,) * 2)
        ingest(settings, [str(table)], pool=pool)
    fresh = whole_snapshot(settings.warehouse)
    assert len(fresh["article_versions"]) == 2
    spoil(settings)
    reprocess(settings, pool=pool)
    assert whole_snapshot(settings.warehouse) == fresh


def test_a_page_seen_again_is_no_new_version_when_its_tail_was_learned_meanwhile(
    tmp_path: Path, pool: ParsingPool
) -> None:
    settings = settings_of(tmp_path / "w")
    articles = [one for one in with_tails(4) if one.publisher == "paper1.example"]
    first = write_rows(tmp_path / "first.jsonl", articles[:1])
    ingest(settings, [str(first)], pool=pool)
    ingest(settings, tables_of(tmp_path / "rest", articles[1:]), pool=pool)
    row = json.loads(first.read_text())
    first.write_text(json.dumps({**row, "section": "Harbour"}) + "\n")
    assert ingest(settings, [str(first)], pool=pool).updated_count == 0
    assert reprocess(settings, pool=pool).updated_count >= 1
    assert counts(settings.warehouse, "article_versions") == {"article_versions": len(articles)}
    assert run_query(settings.warehouse, "SELECT count(*) FROM articles WHERE contains(body, 'Vorda')").rows == [(0,)]


def test_copies_across_publishers_and_one_text_under_many_addresses_are_no_boilerplate(
    tmp_path: Path, pool: ParsingPool
) -> None:
    text = corpus(3)[0]
    copies = [replace(text, guid=f"c{n}", publisher=f"paper{n}.example") for n in range(8)]
    again = [replace(text, guid=f"d{n}", publisher="paper0.example") for n in range(8)]
    settings = settings_of(tmp_path / "w")
    ingest(settings, tables_of(tmp_path / "in", [*copies, *again]), pool=pool)
    assert run_query(settings.warehouse, "SELECT count(*) FROM removed_blocks WHERE rule = 'recurring'").rows == [(0,)]
    assert run_query(
        settings.warehouse, "SELECT DISTINCT publisher_id, article_count, text_count FROM publisher_blocks"
    ).rows == [("paper0.example", 9, 1)]


def test_only_the_days_that_were_asked_for(tmp_path: Path, pool: ParsingPool) -> None:
    settings = settings_of(tmp_path / "w")
    ingest(settings, tables_of(tmp_path / "in", corpus(5, 10)), pool=pool)
    [(day,)] = run_query(settings.warehouse, "SELECT max(published_on) FROM articles").rows
    [(count,)] = run_query(settings.warehouse, f"SELECT count(*) FROM articles WHERE published_on = '{day}'").rows
    spoil(settings)
    report = reprocess(settings, DateRange(day, day), pool=pool)
    assert report.updated_count == count
    [(old,)] = run_query(settings.warehouse, "SELECT count(*) FROM articles WHERE rules_id = 'old'").rows
    assert old == counts(settings.warehouse, "articles")["articles"] - count


def test_captures_that_are_only_referenced_are_read_where_they_lie(tmp_path: Path, pool: ParsingPool) -> None:
    settings = settings_of(tmp_path / "w")
    tables = tables_of(tmp_path / "in", corpus(5, 6))
    page = tmp_path / "in" / "page.txt"
    page.write_text("\n\n".join(corpus(6)[0].paragraphs))
    ingest(replace(settings, keeping="reference"), [*tables, str(page)], pool=pool)
    fresh = whole_snapshot(settings.warehouse)
    assert list(settings.archive.rglob("*.warc.gz")) == []
    spoil(settings)
    report = reprocess(settings, pool=pool)
    assert (report.updated_count, report.rejected_count) == (len(tables) + 1, 0)
    assert whole_snapshot(settings.warehouse) == fresh
    page.write_text("Something else stands here now.")
    report = reprocess(settings, pool=pool)
    assert [one.rule for one in report.rejections] == ["unreadable_archive"]
    assert {table: rows for table, rows in whole_snapshot(settings.warehouse).items() if table in TIMELESS} == {
        table: rows for table, rows in fresh.items() if table in TIMELESS
    }, "what was stored of it stays"


_KILLED = """
import os, signal, sys
from pathlib import Path
from flows import reprocessing, running
from flows.settings import Settings
from transforms.boilerplate import RecurrenceOptions
real, calls = running.commit, []
def dying(*args):
    calls.append(None)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args)
running.commit = dying
reprocessing.reprocess(
    Settings(warehouse=Path(sys.argv[1]), batch_size=6, workers=1, recurrence=RecurrenceOptions(3))
)
"""


def test_a_killed_reprocess_is_simply_run_again(tmp_path: Path, pool: ParsingPool) -> None:
    settings = settings_of(tmp_path / "w")
    ingest(settings, tables_of(tmp_path / "in", with_tails(4)), pool=pool)
    fresh = whole_snapshot(settings.warehouse)
    spoil(settings)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(settings.warehouse)],
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    reprocess(settings, pool=pool)
    assert whole_snapshot(settings.warehouse) == fresh
    assert run_checks(settings.warehouse) == []
    states = run_query(settings.warehouse, "SELECT state FROM runs WHERE kind = 'reprocess' ORDER BY started_at").rows
    assert states == [("killed",), ("completed",)]


@pytest.mark.parametrize(
    "work", [lambda settings, pool: reprocess(settings, pool=pool), lambda settings, _: maintain(settings)]
)
def test_fingerprints_of_before_get_what_rewrites_are_found_by(
    tmp_path: Path, pool: ParsingPool, work: Callable[[Settings, ParsingPool], object]
) -> None:
    settings = settings_of(tmp_path)
    ingest(settings, tables_of(tmp_path / "in", corpus(4, texts=6)), pool=pool)
    of_matter = "SELECT article_id, matter_hashes FROM fingerprints ORDER BY article_id"
    made = run_query(settings.warehouse, of_matter).rows
    assert any(hashes for _, hashes in made)
    warehouse = Warehouse(settings.warehouse)
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert([replace(row, matter_hashes=None) for row in writer.all_of(FingerprintRow)])
    warehouse.publish(force=True)
    assert not any(hashes for _, hashes in run_query(settings.warehouse, of_matter).rows)
    work(settings, pool)
    assert run_query(settings.warehouse, of_matter).rows == made
    assert run_checks(settings.warehouse) == []

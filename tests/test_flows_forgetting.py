"""Forgetting: nothing of it is left anywhere, everything else stays, and it does not come back by any way in."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from command_line import data, newsfold, refusal
from made_up import MadeUp, corpus, write_rows
from newsroom import Item, Newsroom, page_html, rss
from row_tables import TABLES
from warehouse_snapshot import counts, snapshot

from flows.forgetting import Forgotten, Wanted, forget, planned
from flows.forgetting_removal import BY_ARTICLE
from flows.parsing_pool import ParsingPool
from flows.reading_back import StoredCaptures
from flows.reprocessing import reprocess
from flows.settings import Settings
from flows.steps import backfill, ingest
from flows.tombstones import FILE
from transforms.model import Document
from warehouse import Archive, run_checks, run_query
from warehouse.erasing import next_name, without_records
from warehouse.rows import DocumentRow

HOUSE = Path(__file__).parent.parent
SECRET = "Ottoline Braithwaite of Quarrendon Lane was named by mistake in the report about the flooded granary."
SECOND = "Neighbours of Ottoline Braithwaite carried eleven sacks of barley to the chapel before the water rose again."
TITLE = "Granary floods after the mill dam fails at Quarrendon"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "sources.toml", workers=1)


def with_feed(room: Newsroom) -> str:
    """A feed of four pages, the second of which is the one to be forgotten; returns that page's address."""
    items = []
    for number, article in enumerate(corpus(5, texts=4)[:4]):
        title, paragraphs = article.title, article.paragraphs
        if number == 1:
            title, paragraphs = TITLE, (SECRET, SECOND, *paragraphs)
        room.publish(f"/news/{number}", page_html(title, *paragraphs))
        summary = paragraphs[0] if number == 1 else None
        items.append(Item(title, room.url(f"/news/{number}"), guid=f"guid-{number}", summary=summary))
    room.publish_feed("/feed.xml", rss(items))
    return room.url("/news/1")


def places_with(settings: Settings, *words: str) -> list[str]:
    """Every file beside the warehouse that holds one of the words, packed records of the archive among them."""
    found = []
    for path in sorted(settings.warehouse.parent.rglob("*")):
        if path.is_file() and path.suffix not in (".toml", ".jsonl"):
            raw = path.read_bytes()
            found += [f"{path.name}: {word}" for word in words if word.encode() in raw]
    archive = Archive(settings.archive)
    for name in archive.paths():
        for offset, document in archive.iterate(name):
            text = document.body.decode("utf-8", "replace") + document.location
            found += [f"{name} at {offset}: {word}" for word in words if word in text]
    return found


def id_at(settings: Settings, address: str) -> object:
    [(one,)] = run_query(settings.warehouse, "SELECT article_id FROM articles WHERE canonical_url = ?", [address]).rows
    return one


def forgotten(settings: Settings, address: str, pool: ParsingPool) -> Forgotten:
    return forget(settings, Wanted((id_at(settings, address),)), pool=pool)  # type: ignore[arg-type]


def one(settings: Settings, sql: str) -> object:
    return run_query(settings.warehouse, sql).rows[0][0]


def assert_all_readable(settings: Settings) -> None:
    """Every row of a capture still leads to its bytes."""
    archive = Archive(settings.archive)
    rows = run_query(settings.warehouse, "SELECT archive_path, archive_offset, sha256 FROM documents").rows
    assert rows
    for path, offset, digest in rows:
        assert archive.read(path, offset).sha256 == digest


def test_nothing_is_left_of_it_and_all_else_stays(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    address = with_feed(room)
    ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert places_with(settings, SECRET, TITLE)
    before = counts(settings.warehouse, "articles", "documents")
    plan = planned(settings, Wanted((id_at(settings, address),)))  # type: ignore[arg-type]
    assert ([row.title for row in plan.articles], plan.capture_count, plan.feed_capture_count) == ([TITLE], 1, 1)
    assert counts(settings.warehouse, "articles", "documents") == before
    found = forgotten(settings, address, pool)
    assert (len(found.articles), found.rewritten_count, found.left_in_place) == (1, 1, [])
    assert places_with(settings, SECRET, SECOND, TITLE, "/news/1") == []
    assert counts(settings.warehouse, "articles", "documents") == {"articles": 3, "documents": 3}
    assert one(settings, "SELECT count(*) FROM search_articles('granary Braithwaite')") == 0
    assert run_checks(settings.warehouse) == []
    assert_all_readable(settings)
    assert counts(settings.warehouse, "erasures") == {"erasures": 0}


def test_captures_of_a_feed_are_read_once_however_many_articles_go(
    room: Newsroom, settings: Settings, pool: ParsingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = with_feed(room)
    ingest(settings, [room.url("/feed.xml")], pool=pool)
    captures = one(settings, "SELECT count(*) FROM documents WHERE form = 'feed'")
    read: list[str] = []
    real = StoredCaptures.read

    def counted(self: StoredCaptures, row: DocumentRow) -> Document:
        read.extend([row.location] if row.form == "feed" else [])
        return real(self, row)

    monkeypatch.setattr(StoredCaptures, "read", counted)
    monkeypatch.setattr("flows.forgetting.AT_ONCE", 1)
    wanted = Wanted(before=date(2100, 1, 1))
    plan = planned(settings, wanted)
    assert (len(plan.articles), plan.feed_capture_count, len(read)) == (4, captures, captures)
    read.clear()
    done = forget(settings, wanted, pool=pool)
    assert (len(done.articles), done.feed_capture_count, len(read)) == (4, captures, captures)
    assert places_with(settings, address, TITLE) == []
    assert run_checks(settings.warehouse) == []


def test_it_does_not_come_back_and_says_why_once(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    address = with_feed(room)
    ingest(settings, [room.url("/feed.xml")], pool=pool)
    forgotten(settings, address, pool)
    again = ingest(settings, [room.url("/feed.xml"), address], pool=pool)
    assert again.exit_code == 0, "that it stays away is no failure"
    told = run_query(settings.warehouse, "SELECT location, rule, sha256, archive_path FROM rejections").rows
    assert told == [(address, "forgotten", None, None)]
    reprocess(settings, pool=pool)
    third = ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert third.rejected_count == 0, "said once"
    assert places_with(settings, SECRET, SECOND) == []
    assert counts(settings.warehouse, "articles") == {"articles": 3}
    assert run_checks(settings.warehouse) == []


def test_it_does_not_come_back_at_another_address_that_names_it(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    address = with_feed(room)
    ingest(settings, [room.url("/feed.xml")], pool=pool)
    forgotten(settings, address, pool)
    head = f'<link rel="canonical" href="{address}">'
    room.publish("/amp/1", page_html(TITLE, SECRET, SECOND, head=head))
    again = ingest(settings, [room.url("/amp/1")], pool=pool)
    assert (again.new_count, again.rejected_count) == (0, 1), "known only once it was read"
    assert places_with(settings, SECRET, SECOND) == [], "its record left the archive again"
    assert counts(settings.warehouse, "articles", "erasures") == {"articles": 3, "erasures": 0}
    assert_all_readable(settings)


def table_of(home: Path, texts: int = 4) -> tuple[Path, list[MadeUp]]:
    articles = corpus(11, texts=texts)
    return write_rows(home / "wire.jsonl", articles), articles


def test_a_rebuild_from_the_same_table_is_the_table_without_it(
    tmp_path: Path, settings: Settings, pool: ParsingPool
) -> None:
    table, articles = table_of(tmp_path)
    gone = next(article for article in articles if article.guid.endswith("-copy-0"))
    backfill(settings, str(table), pool=pool)
    forgotten(settings, f"https://{gone.publisher}/{gone.guid}", pool)
    assert run_checks(settings.warehouse) == []
    left = snapshot(settings.warehouse)
    for path in tmp_path.glob("newsfold*.duckdb*"):
        path.unlink()
    report = backfill(settings, str(table), pool=pool)
    assert (report.new_count, report.rejected_count) == (len(articles) - 1, 1)
    rebuilt = snapshot(settings.warehouse)
    # a publisher stays one, whatever was forgotten of it
    assert {name: rows for name, rows in rebuilt.items() if name != "publishers" and rows != left[name]} == {}
    without = Settings(warehouse=tmp_path / "without.duckdb", workers=1)
    rest = [article for article in articles if article is not gone]
    backfill(without, str(write_rows(tmp_path / "rest.jsonl", rest)), pool=pool)
    columns = "article_id, cluster_id, role"
    clusters = f"SELECT {columns} FROM cluster_members ORDER BY ALL"
    assert run_query(without.warehouse, clusters).rows == run_query(settings.warehouse, clusters).rows


def test_an_older_copy_that_is_put_back_forgets_again(tmp_path: Path, settings: Settings, pool: ParsingPool) -> None:
    table, articles = table_of(tmp_path)
    backfill(settings, str(table), pool=pool)
    backup = shutil.copy(settings.warehouse, tmp_path / "backup")
    shutil.copytree(settings.archive, tmp_path / "backup.archive")
    address = f"https://{articles[0].publisher}/{articles[0].guid}"
    forgotten(settings, address, pool)
    tombstones = (settings.archive / FILE).read_bytes()
    for path in tmp_path.glob("newsfold*.duckdb*"):
        path.unlink()
    shutil.rmtree(settings.archive)
    shutil.copytree(tmp_path / "backup.archive", settings.archive)
    (settings.archive / FILE).write_bytes(tombstones)
    shutil.copy(backup, settings.warehouse)
    reprocess(settings, pool=pool)
    assert run_query(settings.warehouse, "SELECT 1 FROM articles WHERE canonical_url = ?", [address]).rows == []
    assert [one for one in places_with(settings, articles[0].guid) if articles[0].guid + '"' in one] == []
    assert run_checks(settings.warehouse) == []


def test_a_source_a_publisher_and_what_is_older(tmp_path: Path, settings: Settings, pool: ParsingPool) -> None:
    table, articles = table_of(tmp_path, texts=8)
    backfill(settings, str(table), pool=pool)
    days = {article.publisher: article.day for article in articles if article.day}
    publisher, day = max(days.items(), key=lambda pair: (pair[1], pair[0]))
    of_it = [article for article in articles if article.publisher == publisher]
    older = [article for article in articles if article.day and article.day < day]
    assert 0 < len(older) < len(articles)
    assert len(planned(settings, Wanted(publisher=publisher)).articles) == len(of_it)
    both = planned(settings, Wanted(publisher=publisher, before=day)).articles
    assert len(both) == len([article for article in older if article.publisher == publisher])
    assert len(forget(settings, Wanted(before=day), pool=pool).articles) == len(older)
    assert run_checks(settings.warehouse) == []
    rest = forget(settings, Wanted(source=str(one(settings, "SELECT source_id FROM sources"))), pool=pool)
    assert len(rest.articles) == len(articles) - len(older)
    left = ("articles", "documents", "matches", "clusters", "cluster_members", "authors", "publisher_blocks")
    assert set(counts(settings.warehouse, *left).values()) == {0}
    assert Archive(settings.archive).paths() == []
    assert run_checks(settings.warehouse) == []


_KILLED = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
warehouse, article, module, name, turn = sys.argv[1:]
import importlib
home = importlib.import_module(module)
*parents, last = name.split(".")
for parent in parents:
    home = getattr(home, parent)
real, calls = getattr(home, last), []
def dying(*args, **named):
    calls.append(None)
    if len(calls) == int(turn):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **named)
setattr(home, last, dying)
from flows.forgetting import Wanted, forget
from flows.settings import Settings
forget(Settings(warehouse=Path(warehouse), workers=1), Wanted((UUID(article),)))
"""

STEPS = {
    "after the tombstones": ("flows.forgetting", "remove", "1"),
    "after the new archive file": ("flows.archive_erasures", "_moved", "1"),
    "before publishing": ("flows.archive_erasures", "_remove", "1"),
}


@pytest.mark.parametrize("step", list(STEPS))
def test_what_a_kill_interrupts_the_next_run_finishes(
    tmp_path: Path, settings: Settings, pool: ParsingPool, step: str
) -> None:
    table, articles = table_of(tmp_path)
    backfill(settings, str(table), pool=pool)
    address = f"https://{articles[0].publisher}/{articles[0].guid}"
    command = [sys.executable, "-c", _KILLED, str(settings.warehouse), str(id_at(settings, address)), *STEPS[step]]
    killed = subprocess.run(command, cwd=HOUSE, env={**os.environ, "PYTHONPATH": str(HOUSE)}, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    ingest(settings, [str(table)], pool=pool)
    assert run_query(settings.warehouse, "SELECT 1 FROM articles WHERE canonical_url = ?", [address]).rows == []
    assert places_with(settings, f'{articles[0].guid}"') == []
    assert counts(settings.warehouse, "articles") == {"articles": len(articles) - 1}
    assert counts(settings.warehouse, "erasures") == {"erasures": 0}
    assert len(Archive(settings.archive).paths()) == 1
    assert_all_readable(settings)
    assert run_checks(settings.warehouse) == []


def test_files_that_are_read_in_place_are_named_and_left(tmp_path: Path, settings: Settings, pool: ParsingPool) -> None:
    table, articles = table_of(tmp_path)
    raw = table.read_bytes()
    backfill(Settings(warehouse=settings.warehouse, keeping="reference", workers=1), str(table), pool=pool)
    address = f"https://{articles[0].publisher}/{articles[0].guid}"
    answer = newsfold("forget", address, "--yes", "--warehouse", settings.warehouse)
    assert answer.returncode == 0, answer.stderr
    assert str(table) in answer.stderr
    assert table.read_bytes() == raw
    assert counts(settings.warehouse, "articles") == {"articles": len(articles) - 1}


def test_the_command_asks_and_says(tmp_path: Path, settings: Settings, pool: ParsingPool) -> None:
    table, articles = table_of(tmp_path)
    backfill(settings, str(table), pool=pool)
    at = ("--warehouse", settings.warehouse)
    address = f"https://{articles[0].publisher}/{articles[0].guid}"
    assert "say what to forget" in refusal(newsfold("forget", *at), 2)
    assert "add --yes" in refusal(newsfold("forget", address, *at), 2)
    assert "not both" in refusal(newsfold("forget", address, "--source", "x", *at), 2)
    assert "no article is known" in refusal(newsfold("forget", "https://nowhere.example/x", *at), 1)
    dry = data("forget", address, "--dry-run", *at)
    assert (dry["is_done"], len(dry["article_ids"])) == (False, 1)
    assert counts(settings.warehouse, "articles", "tombstones") == {"articles": len(articles), "tombstones": 0}
    done = data("forget", address, "--yes", "--note", "asked by mail", *at)
    assert (done["is_done"], done["article_ids"]) == (True, dry["article_ids"])
    assert run_query(settings.warehouse, "SELECT DISTINCT note FROM tombstones").rows == [("asked by mail",)]
    assert run_query(settings.warehouse, "SELECT kind, parameters FROM runs WHERE kind = 'forget'").rows == [
        ("forget", '{"before": null}')
    ]
    kept = [json.loads(line) for line in (settings.archive / FILE).read_text("utf-8").splitlines()]
    assert {row["kind"] for row in kept} == {"url", "guid", "document"} or {row["kind"] for row in kept} == {
        "url",
        "document",
    }
    assert articles[0].guid not in (settings.archive / FILE).read_text("utf-8")


def test_a_file_is_written_anew_without_its_torn_end(tmp_path: Path, settings: Settings, pool: ParsingPool) -> None:
    table, _ = table_of(tmp_path)
    backfill(settings, str(table), pool=pool)
    archive = Archive(settings.archive)
    [path] = archive.paths()
    places = [offset for offset, _ in archive.iterate(path)]
    with (settings.archive / path).open("r+b") as file:
        file.truncate((settings.archive / path).stat().st_size - 20)
    made = without_records(settings.archive, path, {places[0]})
    assert made.path == next_name(path) != path
    assert next_name(made.path).endswith(".r2.warc.gz")
    read = [document.location for _, document in archive.iterate(made.path)]
    assert len(read) == len(places) - 2
    assert without_records(settings.archive, path, set(places)).path == ""


def test_no_table_that_tells_of_an_article_is_left_out() -> None:
    telling = {name for name, table in TABLES if "article_id" in table.__annotations__}
    handled_apart = {"matches", "verdicts", "cluster_members", "tombstones"}
    assert telling == {table.TABLE for table in BY_ARTICLE} | handled_apart

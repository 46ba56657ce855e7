"""Reservations are stored with each capture and shown, and refused only where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import data, newsfold
from made_up import corpus
from newsroom import LOOPBACK, Newsroom, page_html

from connectors.tdmrep import PATH
from flows.parsing_pool import ParsingPool
from flows.reprocessing import reprocess
from flows.settings import Settings
from flows.steps import ingest
from transforms.errors import InvalidSetting
from warehouse import Archive, Warehouse, run_checks, run_query
from warehouse.rows import DocumentRow

HEAD = '<meta name="robots" content="noarchive"><meta name="tdm-reservation" content="1">'
POLICY = "https://www.example.org/tdm.json"


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    monkeypatch.setenv("NEWSFOLD_ALLOW_ADDRESSES", LOOPBACK)
    monkeypatch.setenv("NEWSFOLD_MIN_INTERVAL_S", "0")
    with Newsroom() as server:
        articles = corpus(5, texts=2)
        first, second = articles[0], next(one for one in articles if one.title != articles[0].title)
        headers = {"X-Robots-Tag": "noai", "tdm-policy": POLICY}
        server.publish("/reserved", page_html(first.title, *first.paragraphs, head=HEAD), headers=headers)
        server.publish("/free", page_html(second.title, *second.paragraphs))
        yield server


def settings_of(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "sources.toml")


def stored(settings: Settings) -> list[tuple[object, ...]]:
    sql = "SELECT robots_directives, is_tdm_reserved, tdm_policy FROM documents ORDER BY location DESC"
    return run_query(settings.warehouse, sql).rows


def test_they_are_stored_shown_and_found_again_by_reprocess(tmp_path: Path, room: Newsroom, pool: ParsingPool) -> None:
    settings = settings_of(tmp_path)
    report = ingest(settings, [room.url("/reserved"), room.url("/free")], pool=pool)
    assert (report.new_count, report.rejected_count) == (2, 0), "kept and marked, unless it is said otherwise"
    told = [(["noai", "noarchive"], True, POLICY), ([], None, None)]
    assert stored(settings) == told
    shown = newsfold("show", room.url("/reserved"), "--warehouse", settings.warehouse).stdout
    assert f"reserved  noai, noarchive; text and data mining reserved; policy {POLICY}" in shown
    assert "reserved" not in newsfold("show", room.url("/free"), "--warehouse", settings.warehouse).stdout
    [step] = data("show", room.url("/reserved"), "--warehouse", settings.warehouse)["lineage"]
    assert (step["robots_directives"], step["is_tdm_reserved"]) == (["noai", "noarchive"], True)
    with Warehouse(settings.warehouse).writing() as writer, writer.transaction():
        rows = writer.all_of(DocumentRow)
        writer.upsert([replace(row, robots_directives=None, is_tdm_reserved=None, tdm_policy=None) for row in rows])
    reprocess(settings, pool=pool)
    assert stored(settings) == told, "captures from before it was looked for"
    assert run_checks(settings.warehouse) == []


def test_they_are_refused_where_that_is_asked_for(tmp_path: Path, room: Newsroom, pool: ParsingPool) -> None:
    settings = replace(settings_of(tmp_path), reserved="refuse")
    report = ingest(settings, [room.url("/reserved"), room.url("/free")], pool=pool)
    assert (report.new_count, report.rejected_count) == (1, 1)
    [(location, rule, reason)] = run_query(settings.warehouse, "SELECT location, rule, reason FROM rejections").rows
    assert (location, rule) == (room.url("/reserved"), "reserved")
    assert "text and data mining is reserved" in reason
    archive = Archive(settings.archive)
    kept = [one.location for path in archive.paths() for _, one in archive.iterate(path)]
    assert kept == [room.url("/free")], "nothing of it is kept"


SITE = '[{"location": "/", "tdm-reservation": 1}, {"location": "/free", "tdm-reservation": 0}]'


def told(settings: Settings) -> list[tuple[object, ...]]:
    sql = "SELECT is_tdm_reserved, tdm_policy, tdm_told_by FROM documents WHERE form = 'html' ORDER BY location"
    return run_query(settings.warehouse, sql).rows


def test_what_a_site_says_holds_where_its_pages_say_nothing(tmp_path: Path, room: Newsroom, pool: ParsingPool) -> None:
    settings = settings_of(tmp_path)
    article = corpus(6, texts=1)[0]
    room.publish("/other", page_html(article.title, *article.paragraphs))
    room.publish(PATH, SITE)
    ingest(settings, [room.url(one) for one in ("/free", "/other", "/reserved")], pool=pool)
    expected = [(False, None, "site"), (True, None, "site"), (True, POLICY, "page")]
    assert told(settings) == expected
    assert room.count(PATH) == 1
    shown = newsfold("show", room.url("/other"), "--warehouse", settings.warehouse).stdout
    assert "reserved  text and data mining reserved" in shown
    reprocess(settings, pool=pool)
    assert told(settings) == expected, "it is kept with the capture, and read again from the archive"
    ingest(settings, [room.url("/free")], pool=pool)
    assert room.count(PATH) == 1, "hosts remembers it for a day"
    assert run_checks(settings.warehouse) == []


def test_a_site_that_cannot_say_stops_nothing_and_is_said(tmp_path: Path, room: Newsroom, pool: ParsingPool) -> None:
    settings = settings_of(tmp_path)
    room.fail(PATH, 500)
    report = ingest(replace(settings, reserved="refuse"), [room.url("/free")], pool=pool)
    assert (report.new_count, report.rejected_count) == (1, 0)
    assert told(settings) == [(None, None, "unknown")]
    shown = newsfold("show", room.url("/free"), "--warehouse", settings.warehouse).stdout
    assert "reserved  its site's tdmrep.json could not be read" in shown


def test_what_a_site_reserves_is_refused_where_that_is_asked_for(
    tmp_path: Path, room: Newsroom, pool: ParsingPool
) -> None:
    room.publish(PATH, SITE.replace("/free", "/nothing"))
    report = ingest(replace(settings_of(tmp_path), reserved="refuse"), [room.url("/free")], pool=pool)
    assert (report.new_count, [one.rule for one in report.rejections]) == (0, ["reserved"])


def test_a_source_may_leave_its_site_unasked(tmp_path: Path, room: Newsroom, pool: ParsingPool) -> None:
    settings = settings_of(tmp_path)
    room.publish(PATH, SITE)
    source = f'[[source]]\nname = "One"\nkind = "url"\nlocation = "{room.url("/free")}"\n'
    settings.sources.write_text(f"{source}options.tdmrep = false\n", encoding="utf-8")
    ingest(settings, pool=pool)
    assert (told(settings), room.count(PATH)) == ([(None, None, None)], 0)


def test_the_setting_is_keep_or_refuse() -> None:
    assert Settings.from_environment({}).reserved == "keep"
    assert Settings.from_environment({"NEWSFOLD_RESERVED": "refuse"}).reserved == "refuse"
    with pytest.raises(InvalidSetting, match="NEWSFOLD_RESERVED"):
        Settings.from_environment({"NEWSFOLD_RESERVED": "drop"})

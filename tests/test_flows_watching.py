"""The stream: what appears is seen soon, by others, in small batches; it stops cleanly and lets others write."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import duckdb
import pytest
from newsroom import LOOPBACK, Item, Newsroom, page_html, rss

from connectors.polling import FeedState
from flows.parsing_pool import ParsingPool
from flows.reports import MOST_KEPT, GrownCluster, RunReport
from flows.running import Run
from flows.settings import Settings
from flows.steps import ingest
from flows.watching import WatchOptions, stopped_by_signals, watch
from flows.watching_agenda import Agenda
from flows.watching_folders import Folders
from flows.watching_polls import Poller
from transforms.errors import LeaseHeld
from transforms.model import Rejection, Source
from warehouse import migrating, run_checks, run_query
from warehouse.sqlfiles import sql_files

HOUSE = Path(__file__).parent.parent
NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSFOLD_ALLOW_ADDRESSES", LOOPBACK)
    monkeypatch.setenv("NEWSFOLD_MIN_INTERVAL_S", "0")


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom() as opened:
        yield opened


def text_of(number: int) -> tuple[str, str]:
    """Two paragraphs that no other number has."""
    words = " ".join(f"w{number}x{place}" for place in range(40))
    return f"The council of valley {number} met on Monday about {words}.", f"A decision of {number} follows in {words}."


def publish(room: Newsroom, feed: str, *numbers: int) -> None:
    for number in numbers:
        room.publish(f"/news/{number}", page_html(f"Report {number}", *text_of(number)))
    room.publish_feed(feed, rss([Item(f"Report {number}", room.url(f"/news/{number}")) for number in numbers]))


def settings_of(tmp_path: Path, *tables: str) -> Settings:
    sources = tmp_path / "sources.toml"
    sources.write_text("\n".join(tables), encoding="utf-8")
    return Settings(warehouse=tmp_path / "newsfold.duckdb", sources=sources)


def table(name: str, location: str, tags: str = "") -> str:
    return f'[[source]]\nname = "{name}"\nlocation = "{location}"\ntags = [{tags}]\n'


@contextmanager
def streaming(settings: Settings, pool: ParsingPool, options: WatchOptions) -> Iterator[list[RunReport]]:
    """A stream in a thread; what it reported is in the list once the block is over."""
    stop, reports = threading.Event(), []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            reports.append(watch(settings, options, stop=stop, pool=pool))
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield reports
    finally:
        stop.set()
        thread.join(30)
        assert not thread.is_alive()
        if failed:
            raise failed[0]


def titles(warehouse: Path) -> list[str]:
    if not warehouse.is_file():
        return []
    return [title for (title,) in run_query(warehouse, "SELECT title FROM articles ORDER BY title").rows]


def within(seconds: float, found: Callable[[], bool], what: str) -> float:
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if found():
            return time.monotonic() - began
        time.sleep(0.05)
    raise AssertionError(f"{what} did not come within {seconds} s")


def test_what_appears_in_a_feed_or_folder_is_seen_soon(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    publish(room, "/feed.xml", 1)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    settings = settings_of(tmp_path, table("Herald", room.url("/feed.xml")), table("Inbox", str(inbox)))
    with streaming(settings, pool, WatchOptions(every_s=0.3)) as reports:
        within(20, lambda: titles(settings.warehouse) == ["Report 1"], "the first article")
        publish(room, "/feed.xml", 1, 2)
        within(5, lambda: "Report 2" in titles(settings.warehouse), "the second article")
        (inbox / "three.html").write_text(page_html("Report 3", *text_of(3)), encoding="utf-8")
        within(8, lambda: "Report 3" in titles(settings.warehouse), "the file of the folder")
    (report,) = reports
    assert (report.new_count, report.rejected_count, report.failures) == (3, 0, [])
    assert report.times["Herald"].poll_count > 3
    rows = run_query(settings.warehouse, "SELECT kind, state, new_count FROM runs").rows
    assert rows == [("watch", "completed", 3)]
    assert run_checks(settings.warehouse) == []
    assert titles(settings.warehouse) == ["Report 1", "Report 2", "Report 3"]


def test_the_rows_are_those_of_an_ingest(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    publish(room, "/feed.xml", *range(5))
    settings = settings_of(tmp_path, table("Herald", room.url("/feed.xml")))
    with streaming(settings, pool, WatchOptions()):
        within(20, lambda: len(titles(settings.warehouse)) == 5, "five articles")
    again = ingest(settings, [room.url("/feed.xml")], pool=pool)
    assert (again.new_count, again.updated_count) == (0, 0)
    assert len(titles(settings.warehouse)) == 5


def test_a_slow_site_holds_up_nobody(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    with Newsroom() as slow:
        publish(room, "/feed.xml", 1)
        tables = table("Slow", slow.url("/fault/hang")), table("Herald", room.url("/feed.xml"))
        settings = settings_of(tmp_path, *tables)
        with streaming(settings, pool, WatchOptions(every_s=0.3)):
            within(20, lambda: titles(settings.warehouse) == ["Report 1"], "the other site's article")
            within(5, lambda: slow.count("/fault/hang") == 1, "the request that the slow one does not answer")


def test_others_write_while_the_stream_goes_on(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    publish(room, "/feed.xml", 1)
    settings = settings_of(tmp_path, table("Herald", room.url("/feed.xml")))
    with streaming(settings, pool, WatchOptions(every_s=0.3)):
        within(20, lambda: titles(settings.warehouse) == ["Report 1"], "the first article")
        assert ingest(settings, [str(HOUSE / "seeds")], pool=pool).new_count == 2
        publish(room, "/feed.xml", 1, 2)
        within(5, lambda: "Report 2" in titles(settings.warehouse), "the article after the ingest")
    assert run_query(settings.warehouse, "SELECT count(*) FROM articles").rows == [(4,)]


def test_a_second_stream_names_the_first(tmp_path: Path, pool: ParsingPool) -> None:
    settings = settings_of(tmp_path, "")
    with streaming(settings, pool, WatchOptions()):
        within(10, (settings.archive / "running" / "watch.lock").is_file, "the first stream")
        time.sleep(0.3)
        with pytest.raises(LeaseHeld, match=f"process {os.getpid()} runs watch"):
            watch(settings, pool=pool)


def test_sources_that_are_added_are_taken_up(
    room: Newsroom, tmp_path: Path, pool: ParsingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.watching.SOURCES_EVERY_S", 0.2)
    publish(room, "/feed.xml", 1)
    publish(room, "/other.xml", 2)
    settings = settings_of(tmp_path, table("Herald", room.url("/feed.xml")))
    with streaming(settings, pool, WatchOptions(every_s=0.3)) as reports:
        within(20, lambda: titles(settings.warehouse) == ["Report 1"], "the first article")
        settings.sources.write_text("[[source", encoding="utf-8")
        time.sleep(1)
        both = table("Herald", room.url("/feed.xml")) + table("Other", room.url("/other.xml"))
        settings.sources.write_text(both, encoding="utf-8")
        within(8, lambda: "Report 2" in titles(settings.warehouse), "the added source's article")
    assert "not valid TOML" in reports[0].failures[0]


def test_only_sources_of_its_tags_are_asked(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    publish(room, "/feed.xml", 1)
    publish(room, "/other.xml", 2)
    tables = table("Herald", room.url("/feed.xml"), '"fast"'), table("Other", room.url("/other.xml"))
    settings = settings_of(tmp_path, *tables)
    report = watch(settings, WatchOptions(tags=("fast",), for_s=3), pool=pool)
    assert report.new_count == 1
    assert room.count("/other.xml") == 0


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(sign: signal.Signals, room: Newsroom, tmp_path: Path) -> None:
    publish(room, "/feed.xml", 1)
    settings = settings_of(tmp_path, table("Herald", room.url("/feed.xml")))
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "flows.cli",
            "watch",
            "--no-prefect",
            "--sources",
            str(settings.sources),
            "--every",
            "1",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        within(30, lambda: titles(settings.warehouse) == ["Report 1"], "the article")
        process.send_signal(sign)
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0, said
    assert "1 new" in said
    assert run_query(settings.warehouse, "SELECT state FROM runs").rows == [("completed",)]


def test_a_second_signal_is_as_it_was_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    stop = threading.Event()
    with stopped_by_signals(stop):
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(2)
        assert signal.getsignal(signal.SIGTERM) == before
    assert signal.getsignal(signal.SIGTERM) == before


def test_where_the_writer_lags_no_poll_begins(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    publish(room, "/feed.xml", 1, 2, 3)
    settings = settings_of(tmp_path)
    source = Source("herald", "Herald", "feed", room.url("/feed.xml"))
    with Run(settings, "watch", pool=pool) as run, Poller(run, Agenda(every_s=0.1), most_waiting=3) as poller:
        poller.take_up([source], {})
        within(10, lambda: room.count("/news/3") == 1, "the first poll")
        time.sleep(0.5)
        assert room.count("/feed.xml") == 1
        assert sum(one.item_count for one in poller.arrived(1)) >= 3
        within(5, lambda: room.count("/feed.xml") > 1, "another poll once that was taken in")


def feed(name: str) -> Source:
    return Source(name, name, "feed", f"https://{name}.example/rss")


def state(source: Source, **values: object) -> FeedState:
    from dataclasses import replace

    return replace(FeedState.of(source), **values)  # type: ignore[arg-type]


def test_the_agenda_asks_what_is_due_once_at_a_time() -> None:
    first, later = feed("first"), feed("later")
    agenda = Agenda()
    known = state(later, next_poll_at=NOON + timedelta(minutes=5))
    agenda.take_up([first, later], {known.feed_id: known})
    assert agenda.due(NOON) == [first]
    assert agenda.due(NOON) == []
    agenda.told(first, [state(first, next_poll_at=NOON + timedelta(minutes=15))], NOON)
    assert agenda.due(NOON + timedelta(minutes=6)) == [later]
    assert agenda.due(NOON + timedelta(minutes=20)) == [first]


def test_the_agenda_hurries_only_those_that_are_well() -> None:
    well, ill = feed("well"), feed("ill")
    agenda = Agenda(every_s=1)
    agenda.take_up([well, ill], {})
    assert len(agenda.due(NOON)) == 2
    agenda.told(well, [state(well, next_poll_at=NOON + timedelta(minutes=15))], NOON)
    agenda.told(ill, [state(ill, state="degraded", next_poll_at=NOON + timedelta(minutes=30))], NOON)
    assert agenda.due(NOON + timedelta(seconds=2)) == [well]


def test_the_agenda_takes_the_longest_due_first_and_no_more_than_wanted() -> None:
    sources = [feed(f"f{number}") for number in range(5)]
    states = {
        FeedState.of(one).feed_id: state(one, next_poll_at=NOON - timedelta(minutes=number))
        for number, one in enumerate(sources)
    }
    agenda = Agenda()
    agenda.take_up(sources, states)
    assert agenda.due(NOON, 2) == [sources[4], sources[3]]


def test_a_poll_that_broke_is_made_again_later() -> None:
    source = feed("broken")
    agenda = Agenda()
    agenda.take_up([source], {})
    assert agenda.due(NOON) == [source]
    agenda.told(source, [], NOON)
    assert agenda.due(NOON + timedelta(minutes=1)) == []
    assert agenda.due(NOON + timedelta(minutes=16)) == [source]


def test_a_folder_is_read_when_it_lies_still(tmp_path: Path) -> None:
    source = Source("inbox", "Inbox", "files", str(tmp_path))
    folders = Folders((source,), every_s=0)
    assert folders.changed() == []
    (tmp_path / "a.txt").write_text("half", encoding="utf-8")
    assert folders.changed() == []
    (tmp_path / "a.txt").write_text("half and whole", encoding="utf-8")
    assert folders.changed() == []
    assert folders.changed() == [source]
    assert folders.changed() == []


@pytest.mark.parametrize(("kind", "first_kept"), [("watch", 2 * MOST_KEPT), ("backfill", 0)])
def test_a_report_has_a_bound_whatever_a_run_brings(kind: str, first_kept: int) -> None:
    report = RunReport(UUID(int=0), kind)
    with report.hearing() as heard:
        for number in range(3 * MOST_KEPT):
            report.refuse([Rejection(f"https://a.example/{number}", "fetch", "too_large", "too large")])
            report.finished_batch(1, 0.1)
            report.failed("x")
            report.grew(GrownCluster(UUID(int=number), 2, number, "t", "earliest"))
            report.said("one", str(number))
    assert len(heard) == 3 * MOST_KEPT, "whoever listens hears all"
    assert report.rejected_count == 3 * MOST_KEPT
    assert report.refused_by["fetch", "too_large"] == 3 * MOST_KEPT
    assert report.batch_count == 3 * MOST_KEPT
    kept = (report.rejections, report.failures, report.batches)
    assert {len(one) for one in kept} == {MOST_KEPT}
    assert report.rejections[0].location == f"https://a.example/{first_kept}"
    assert len(report.clusters) <= 2 * MOST_KEPT
    assert report.widest is not None
    assert report.widest.publisher_count == 3 * MOST_KEPT - 1


def test_a_stream_begins_on_a_file_of_an_older_newsfold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pool: ParsingPool
) -> None:
    (tmp_path / "inbox").mkdir()
    settings = settings_of(tmp_path, table("Folder", str(tmp_path / "inbox")))
    first = tuple(one for one in sql_files("migrations") if migrating.number_of(one) <= 3)
    monkeypatch.setattr(migrating, "sql_files", lambda folder: first if folder == "migrations" else ())
    older = duckdb.connect(str(settings.warehouse), config={"storage_compatibility_version": "v1.5.0"})
    migrating.migrate(older, "older")
    older.close()
    monkeypatch.undo()
    report = watch(settings, WatchOptions(for_s=0.5), pool=pool)
    assert report.exit_code == 0
    assert run_checks(settings.warehouse) == []

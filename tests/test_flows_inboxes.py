"""An inbox: complete files are taken in once, by their bytes; what is being written waits; moved when committed."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_up import corpus

from connectors.globs import base_of, is_pattern, matching
from connectors.inbox import InboxOptions, arrivals, digest_of, is_unfinished, moved
from flows import inboxes
from flows.parsing_pool import ParsingPool
from flows.reports import RunReport
from flows.settings import Settings
from flows.steps import ingest
from transforms.errors import LocationMissing
from warehouse import run_checks, run_query

LONG_AGO = datetime(2026, 3, 5, tzinfo=UTC).timestamp()
TEXTS = ["\n\n".join((article.title, *article.paragraphs)) for article in corpus(3, texts=4)[:4]]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def settings(tmp_path: Path, options: str = "") -> Settings:
    text = f'[[source]]\nname = "In"\nkind = "inbox"\nlocation = "in"\noptions = {{ {options} }}\n'
    (tmp_path / "sources.toml").write_text(text)
    return Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "sources.toml")


def put(path: Path, text: str, *, is_settled: bool = True) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if is_settled:
        os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def rows(tmp_path: Path, sql: str) -> list[tuple[object, ...]]:
    return run_query(tmp_path / "newsfold.duckdb", sql).rows


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def line(report: RunReport) -> str:
    return dict(report.sources)["In"]


def test_files_are_taken_in_once_and_moved_when_they_are_committed(
    tmp_path: Path, inbox: Path, pool: ParsingPool
) -> None:
    chosen = settings(tmp_path, 'done_folder = "done", failed_folder = "failed"')
    put(inbox / "a.txt", TEXTS[0])
    put(inbox / "deep" / "b.txt", TEXTS[1])
    put(inbox / "bad.txt", "too short")
    report = ingest(chosen, pool=pool)
    assert (report.new_count, report.rejected_count) == (2, 1)
    assert line(report) == "2 files taken in, 0 known, 1 refused, 0 still being written"
    assert names(inbox) == {"done/a.txt", "done/b.txt", "failed/bad.txt"}
    assert rows(tmp_path, "SELECT state, moved_to IS NOT NULL FROM inbox_files ORDER BY location") == [
        ("done", True),
        ("failed", True),
        ("done", True),
    ]
    again = ingest(chosen, pool=pool)
    assert again.item_count == 0
    assert run_checks(chosen.warehouse) == []


def test_what_stays_in_the_folder_is_neither_read_nor_taken_in_again(
    tmp_path: Path, inbox: Path, pool: ParsingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = settings(tmp_path)
    put(inbox / "a.txt", TEXTS[0])
    assert ingest(chosen, pool=pool).new_count == 1

    def unexpected(path: Path) -> str:
        raise AssertionError(path)

    with monkeypatch.context() as patched:
        patched.setattr(inboxes, "digest_of", unexpected)
        report = ingest(chosen, pool=pool)
    assert (report.item_count, line(report)) == (0, "0 files taken in, 1 known, 0 refused, 0 still being written")
    put(inbox / "a.txt", TEXTS[1])
    os.utime(inbox / "a.txt", (LONG_AGO + 60, LONG_AGO + 60))
    assert ingest(chosen, pool=pool).item_count == 1, "a changed file is another one"


def test_the_same_bytes_under_another_name_or_touched_are_known(tmp_path: Path, inbox: Path, pool: ParsingPool) -> None:
    chosen = settings(tmp_path, 'done_folder = "done"')
    put(inbox / "a.txt", TEXTS[0])
    ingest(chosen, pool=pool)
    put(inbox / "again.txt", TEXTS[0])
    put(inbox / "twice.txt", TEXTS[1])
    put(inbox / "twice-too.txt", TEXTS[1])
    report = ingest(chosen, pool=pool)
    assert (report.new_count, report.item_count) == (1, 1)
    assert rows(tmp_path, "SELECT count(*) FROM documents") == [(2,)]
    assert names(inbox) >= {"done/again.txt"}


def test_what_is_being_written_waits_and_what_is_renamed_in_is_complete(
    tmp_path: Path, inbox: Path, pool: ParsingPool
) -> None:
    chosen = settings(tmp_path, "settle_s = 30")
    put(inbox / "half.txt", TEXTS[0][:100], is_settled=False)
    put(inbox / "upload.part", TEXTS[1])
    put(inbox / ".hidden.txt", TEXTS[1])
    report = ingest(chosen, pool=pool)
    assert (report.item_count, line(report)) == (0, "0 files taken in, 0 known, 0 refused, 1 still being written")
    put(inbox / "half.txt", TEXTS[0])
    (inbox / "upload.part").rename(inbox / "upload.txt")
    report = ingest(chosen, pool=pool)
    assert (report.new_count, report.rejected_count) == (2, 0)


def test_a_file_that_changes_while_it_is_read_waits(
    tmp_path: Path, inbox: Path, pool: ParsingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = settings(tmp_path)
    path = put(inbox / "a.txt", TEXTS[0])

    def written_meanwhile(read: Path) -> str:
        digest = digest_of(read)
        put(path, TEXTS[0] + "\n\nAnd one more paragraph.", is_settled=False)
        return digest

    with monkeypatch.context() as patched:
        patched.setattr(inboxes, "digest_of", written_meanwhile)
        assert ingest(chosen, pool=pool).item_count == 0
    os.utime(path, (LONG_AGO + 60, LONG_AGO + 60))
    assert ingest(chosen, pool=pool).new_count == 1
    assert rows(tmp_path, "SELECT body LIKE '%one more paragraph.' FROM articles") == [(True,)]


def test_a_table_with_good_and_bad_lines_is_done_and_one_of_bad_lines_failed(
    tmp_path: Path, inbox: Path, pool: ParsingPool
) -> None:
    chosen = settings(tmp_path, 'done_folder = "done", failed_folder = "failed"')
    good = '{"title": "Wall gives way", "text": "The harbour wall of Port Alder gave way on Monday after a storm."}'
    put(inbox / "mixed.jsonl", f"{good}\nnot json\n")
    put(inbox / "bad.jsonl", "not json\nnor this\n")
    report = ingest(chosen, pool=pool)
    assert (report.new_count, report.rejected_count) == (1, 3)
    assert names(inbox) == {"done/mixed.jsonl", "failed/bad.jsonl"}


def test_a_round_that_was_killed_before_it_moved_anything_is_done_again(
    tmp_path: Path, inbox: Path, pool: ParsingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = settings(tmp_path, 'done_folder = "done"')
    put(inbox / "a.txt", TEXTS[0])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("_remember", "moved"):
        with monkeypatch.context() as patched:
            patched.setattr(inboxes, step, killed)
            with pytest.raises(KeyboardInterrupt):
                ingest(chosen, pool=pool)
        assert names(inbox) == {"a.txt"}
    report = ingest(chosen, pool=pool)
    assert report.new_count == 0
    assert names(inbox) == {"done/a.txt"}
    assert rows(tmp_path, "SELECT count(*) FROM articles") == [(1,)]


def test_a_folder_that_cannot_be_moved_to_is_told_and_nothing_is_lost(
    tmp_path: Path, inbox: Path, pool: ParsingPool
) -> None:
    chosen = settings(tmp_path, 'done_folder = "done"')
    (inbox / "done").write_text("a file where the folder should be")
    os.utime(inbox / "done", (LONG_AGO, LONG_AGO))
    put(inbox / "a.txt", TEXTS[0])
    report = ingest(chosen, pool=pool)
    assert report.new_count == 1
    assert any("was not moved" in failure for failure in report.failures)
    assert names(inbox) >= {"a.txt"}


def test_no_folder_is_a_rejection(tmp_path: Path, pool: ParsingPool) -> None:
    report = ingest(settings(tmp_path), pool=pool)
    assert [one.rule for one in report.rejections] == ["missing"]


def test_links_that_lead_out_are_passed_over(tmp_path: Path, inbox: Path) -> None:
    secret = put(tmp_path / "secret.txt", TEXTS[0])
    (inbox / "link.txt").symlink_to(secret)
    (inbox / "folder").symlink_to(tmp_path)
    assert arrivals(inbox, InboxOptions(), datetime.now(UTC)) == ([], [])


def test_a_time_in_the_future_does_not_wait_for_ever(inbox: Path) -> None:
    path = put(inbox / "a.txt", TEXTS[0])
    os.utime(path, (LONG_AGO + 10**9, LONG_AGO + 10**9))
    complete, waiting = arrivals(inbox, InboxOptions(), datetime(2026, 3, 6, tzinfo=UTC))
    assert ([one.path for one in complete], waiting) == ([path], [])


def test_a_file_is_moved_over_no_other_of_its_name(inbox: Path) -> None:
    put(inbox / "done" / "a.txt", "old")
    target = moved(put(inbox / "a.txt", "new"), inbox, "done", "0123456789abcdef")
    assert target == inbox / "done" / "a-0123456789ab.txt"
    assert (inbox / "done" / "a.txt").read_text() == "old"
    assert moved(inbox / "gone.txt", inbox, "done", "00") is None


@pytest.mark.parametrize("name", ["a.part", "A.TMP", "x.txt.crdownload", ".a.txt.swp", "a.txt~", "~$a.docx", ".a"])
def test_names_of_what_is_not_finished(name: str) -> None:
    assert is_unfinished(name)
    assert not is_unfinished("partial-result.txt")


def test_patterns_name_files_below_their_folder(tmp_path: Path, pool: ParsingPool) -> None:
    put(tmp_path / "pages" / "a.txt", TEXTS[0])
    put(tmp_path / "pages" / "deep" / "b.txt", TEXTS[1])
    put(tmp_path / "pages" / "deep" / "c.log", TEXTS[2])
    put(tmp_path / "pages" / ".git" / "d.txt", TEXTS[3])
    (tmp_path / "pages" / "link.txt").symlink_to(put(tmp_path / "secret.txt", TEXTS[3]))
    pattern = tmp_path / "pages" / "**" / "*.txt"
    assert is_pattern(pattern)
    assert base_of(pattern) == tmp_path / "pages"
    chosen = Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "none.toml")
    report = ingest(chosen, [str(pattern)], pool=pool)
    assert (report.new_count, [one.rule for one in report.rejections]) == (2, ["outside"])
    assert rows(tmp_path, "SELECT count(DISTINCT source_id) FROM documents") == [(1,)]


def test_a_name_with_a_bracket_that_is_there_is_no_pattern(tmp_path: Path) -> None:
    assert not is_pattern(put(tmp_path / "a[1].txt", "x"))
    with pytest.raises(LocationMissing, match="no file matches"):
        list(matching(tmp_path / "*.eml", "x"))
    shutil.rmtree(tmp_path)
    with pytest.raises(LocationMissing, match="no such folder"):
        list(matching(tmp_path / "*.eml", "x"))

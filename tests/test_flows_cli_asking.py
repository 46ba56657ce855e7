"""`newsfold sql`: formats, refusals, the prompt, and that nothing printed can do anything."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import FORMULA, HOUSE, Place, made_place, newsfold, newsfold_process, refusal
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from flows.cli_printing import cell, cleaned, csv_cell, to_json
from flows.cli_sql_prompt import completed, completions, split_statements
from flows.parsing_pool import ParsingPool


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, pool: ParsingPool) -> Place:
    return made_place(tmp_path_factory.mktemp("asking"), pool)


def test_a_query_in_each_format(place: Place, tmp_path: Path) -> None:
    query = "select title, word_count from articles where publisher_id is not null order by published_at"
    at = ("--warehouse", place.warehouse)
    table = newsfold("sql", query, *at)
    assert table.returncode == 0
    assert table.stderr == ""
    assert table.stdout.splitlines()[0].split() == ["title", "word_count"]
    assert len(table.stdout.splitlines()) == 5
    rows = json.loads(newsfold("sql", query, "--json", *at).stdout)
    assert rows[0] == {"title": "Storm closes harbour of Port Alder", "word_count": rows[0]["word_count"]}
    answered = newsfold("sql", query, "--format", "csv", *at).stdout
    assert list(csv.reader(io.StringIO(answered)))[3][0] == f"'{FORMULA}"
    newsfold("sql", query, "--output", tmp_path / "a.parquet", *at)
    assert parquet.read_table(tmp_path / "a.parquet").to_pylist()[2]["title"] == FORMULA
    piped = newsfold("sql", query, "--output", tmp_path / "a.csv", *at)
    assert (tmp_path / "a.csv").read_text() == answered
    assert (piped.stdout, piped.stderr) == ("", f"written: {tmp_path / 'a.csv'}\n")


def test_columns_of_one_name_all_come_out_as_json(place: Place) -> None:
    answer = newsfold("sql", "select 1 as a, 2 as a, 3 as a", "--json", "--warehouse", place.warehouse)
    assert json.loads(answer.stdout) == [{"a": 1, "a_1": 2, "a_2": 3}]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_nothing_that_a_terminal_obeys_is_printed(place: Place, form: str) -> None:
    query = "select chr(27) || '[2J' || chr(155) || chr(8238) || chr(7) || 'x' as a"
    answer = newsfold("sql", query, "--format", form, NEWSFOLD_WAREHOUSE=str(place.warehouse))
    assert answer.returncode == 0
    assert not set(answer.stdout) & set("\x1b\x9b\u202e\x07")
    assert "[2J" in answer.stdout


@pytest.mark.parametrize(
    "query",
    [
        "delete from articles",
        "copy articles to 'out.csv'",
        "from read_text('/etc/hostname')",
        "attach 'other.duckdb'",
        "select 1; select 2",
        "set enable_external_access = true",
        "select nope",
        "selec 1",
    ],
)
def test_what_writes_or_reaches_elsewhere_is_refused(place: Place, query: str) -> None:
    line = refusal(newsfold("sql", query, "--warehouse", place.warehouse, cwd=place.home), 1)
    assert line.startswith(f"newsfold: query refused: {query}")
    assert not (place.home / "out.csv").exists()


def test_a_missing_warehouse_is_named_with_what_to_do(tmp_path: Path) -> None:
    for command in (("sql", "select 1"), ("sql",), ("clusters",), ("show", "abcd"), ("status",)):
        line = refusal(newsfold(*command, cwd=tmp_path), 1)
        assert line == (
            "newsfold: no warehouse: newsfold.duckdb: there is no such file; "
            "run `newsfold ingest` first, or name another with --warehouse"
        )


def test_options_that_contradict_each_other_are_wrong_usage(place: Place, tmp_path: Path) -> None:
    at = ("--warehouse", place.warehouse)
    assert "contradict" in refusal(newsfold("sql", "select 1", "--json", "--format", "csv", *at), 2)
    assert "need a QUERY" in refusal(newsfold("sql", "--output", tmp_path / "x", *at), 2)
    assert "xml" in refusal(newsfold("sql", "select 1", "--format", "xml", *at), 2)


def test_a_failed_query_leaves_the_file_of_before(place: Place, tmp_path: Path) -> None:
    (tmp_path / "kept.csv").write_text("kept")
    refusal(newsfold("sql", "select nope", "--output", tmp_path / "kept.csv", "--warehouse", place.warehouse), 1)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.csv"]
    assert (tmp_path / "kept.csv").read_text() == "kept"


def test_statements_come_in_by_a_pipe_until_one_fails(place: Place) -> None:
    script = "select 1 as a; -- one; two\n.schema verdicts\nselect 'x;y'\n as b;\nselect nope;\nselect 4 as never;"
    answer = newsfold_process("sql", "--format", "csv", "--warehouse", place.warehouse, said=script)
    assert answer.returncode == 1
    assert answer.stdout.startswith("a\n1\nverdicts\n")
    assert "One row" not in answer.stdout
    assert answer.stdout.endswith("b\nx;y\n")
    assert answer.stderr.count("newsfold: query refused") == 1


def test_what_there_is_to_ask(place: Place) -> None:
    tables = newsfold("sql", ".tables", "--warehouse", place.warehouse).stdout
    assert "unique_articles" in tables
    assert "search_articles(query)" in tables
    assert "no such table" in refusal(newsfold("sql", ".schema nope", "--warehouse", place.warehouse), 1)


def test_tables_columns_functions_and_keywords_are_completed(place: Place) -> None:
    words = completions(place.warehouse)
    assert completed(words, "unique_a") == ["unique_articles"]
    assert completed(words, "search_a") == ["search_articles("]
    assert completed(words, "a.canonical_u") == ["a.canonical_url"]
    assert completed(words, "DISTI") == ["distinct"]
    assert completed(words, ".sch") == [".schema "]
    assert completed(words, "") == completed(words, "a.") == []


def test_a_reader_that_leaves_ends_it_quietly(place: Place) -> None:
    query = "select i from range(200000) t(i)"
    command = f'"{sys.executable}" -m flows.cli sql "{query}" --warehouse "{place.warehouse}" | head -n 1'
    environment = {**os.environ, "PYTHONPATH": str(HOUSE)}
    answer = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert answer.stderr == ""
    assert len(answer.stdout.splitlines()) == 1


def test_the_prompt_takes_lines_until_a_semicolon_goes_on_after_errors_and_remembers(
    place: Place, tmp_path: Path
) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "XDG_STATE_HOME": str(tmp_path), "TERM": "dumb"}
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "sql", "--warehouse", str(place.warehouse)],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=HOUSE,
    )  # fmt: skip
    os.close(theirs)
    try:
        os.write(ours, b"select 40 +\n2 as answer;\nselect nope;\n.help\n.quit\n")
        said = _until_end(ours, process)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert process.returncode == 0
    assert "42" in said
    assert "query refused" in said
    assert ".schema [TABLE]" in said
    history = tmp_path / "newsfold" / "sql_history"
    assert "2 as answer;" in history.read_text()
    assert history.stat().st_mode & 0o077 == 0


def _until_end(terminal: int, process: subprocess.Popen[bytes]) -> str:
    said = b""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        try:
            said += os.read(terminal, 65536) if ready else b""
        except OSError:  # The other end is closed.
            break
        if not ready and process.poll() is not None:
            break
    process.wait(timeout=10)
    return said.decode()


@pytest.mark.parametrize(
    ("text", "done", "rest"),
    [
        ("select 1", [], "select 1"),
        ("select 1;select 2;", ["select 1", "select 2"], ""),
        ("select ';' ; x", ["select ';'"], "x"),
        ("select ''';' ;", ["select ''';'"], ""),
        ('select ";" ;', ['select ";"'], ""),
        ("select $$;$$; select $a$ $$; $a$;", ["select $$;$$", "select $a$ $$; $a$"], ""),
        ("select 1 -- ; no\n;", ["select 1 -- ; no"], ""),
        ("select /* ; */ 4 / 2 - 1;", ["select /* ; */ 4 / 2 - 1"], ""),
        ("select 'open ; ", [], "select 'open ;"),
        ("select $$open ; ", [], "select $$open ;"),
        ("/* open ; ", [], "/* open ;"),
        (";;", [], ""),
        ("select 1; -- done", ["select 1"], ""),
        ("-- a\n; /* b */ ; select 2", [], "select 2"),
        ("-- a\nselect 2;", ["-- a\nselect 2"], ""),
        ("", [], ""),
    ],
)
def test_where_statements_end(text: str, done: list[str], rest: str) -> None:
    assert split_statements(text) == (done, rest)


@pytest.mark.parametrize("text", ["=1", "+a", "-a", "@a", "\t1", "\r=", " =1", "\x1b=1", "＝1", "-", "--1", "\n=1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert csv_cell(text).startswith("'")


@pytest.mark.parametrize("value", ["-2", "+1.5", "-1e9", -2, -0.5, "a=b", "", None, True])
def test_numbers_and_plain_text_stay(value: object) -> None:
    assert csv_cell(value) == cell(value)


@given(st.text())
def test_no_text_comes_out_as_a_formula_or_with_controls(text: str) -> None:
    shown = csv_cell(text)
    assert shown[:1] not in set("=@\t\r") or shown[:1] == ""
    assert cleaned(shown) == shown
    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_is_safe_to_show_and_says_the_same(text: str) -> None:
    shown = to_json({"a": text})
    assert json.loads(shown) == {"a": text}
    assert cleaned(shown) == shown

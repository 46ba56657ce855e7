"""`newsfold init`, `ingest`, `backfill`, `verdict`, `status` and `doctor`; exit codes; what starting costs."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_line import HOUSE, SEEDS, Place, data, made_place, newsfold, newsfold_process, refusal

from connectors.sources import load_sources
from flows import cli_options, settings
from flows.cli_running import counted_run
from flows.health import is_within
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from warehouse import run_checks

HOLDER = """
import sys, time
from pathlib import Path
from warehouse.lease import Lease
with Lease(Path(sys.argv[1])).held():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, pool: ParsingPool) -> Place:
    return made_place(tmp_path_factory.mktemp("running"), pool)


@pytest.fixture
def place(made: Place, tmp_path: Path) -> Place:
    """A copy of the warehouse, to be changed."""
    shutil.copytree(made.home, tmp_path / "copy")
    return Place(tmp_path / "copy" / "newsfold.duckdb", made.names)


@contextmanager
def lease_held(warehouse: Path) -> Iterator[int]:
    """Another process writes; yields its pid."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(warehouse) + ".lease"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process.pid
    finally:
        process.kill()
        process.communicate()


def test_init_makes_a_place_to_run_from_and_replaces_nothing(tmp_path: Path) -> None:
    first = newsfold_process("init", tmp_path / "news")
    assert first.returncode == 0
    assert first.stdout == ""
    assert "What to do next" in first.stderr
    names = {"sources.toml", "prefect.yaml", ".env.example", "newsfold.service"}
    assert {path.name for path in (tmp_path / "news").iterdir()} == names
    assert load_sources(tmp_path / "news" / "sources.toml", {}) == ()
    assert f"WorkingDirectory={tmp_path / 'news'}\n" in (tmp_path / "news" / "newsfold.service").read_text()
    (tmp_path / "news" / "sources.toml").write_text("# mine\n")
    again = data("init", tmp_path / "news")
    assert set(again["kept"]) == names
    assert (tmp_path / "news" / "sources.toml").read_text() == "# mine\n"


def test_ingest_of_the_seeds_finds_one_cluster_and_twice_changes_nothing(tmp_path: Path) -> None:
    at = ("--no-prefect", "--warehouse", tmp_path / "n.duckdb")
    first = newsfold_process("ingest", SEEDS, *at)
    assert (first.returncode, first.stdout) == (0, "")
    assert "2 items: 2 new" in first.stderr
    assert "2 articles, Afghan Taliban" in first.stderr
    second = data("ingest", SEEDS, *at)
    assert (second["item_count"], second["new_count"], second["unchanged_count"]) == (2, 0, 2)
    counted = newsfold("sql", "select count(*) as n from clusters", "--format", "csv", *at[1:])
    assert counted.stdout == "n\n1\n"


def test_ingest_lists_what_failed_and_stores_the_rest(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    seed = next(SEEDS.glob("*.txt"))
    at = ("--no-prefect", "--quiet", "--warehouse", tmp_path / "n.duckdb")
    answer = newsfold("ingest", seed, tmp_path / "empty.txt", tmp_path / "nowhere", "gopher://x.example/", *at)
    assert answer.returncode == 1
    lines = answer.stderr.splitlines()
    assert len(lines) == 3, lines
    assert all(line.startswith("newsfold: ") for line in lines)
    assert any("no such file or folder" in line for line in lines)
    found = data("ingest", seed, tmp_path / "nowhere", *at, code=1)
    assert (found["unchanged_count"], found["rejected_count"]) == (1, 1)
    assert found["rejections"][0]["stage"] == "locate"


def test_what_a_flow_run_refused_is_listed_when_it_is_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A flow gives counts back, and no report."""
    warehouse = tmp_path / "n.duckdb"
    began = datetime.now(UTC)
    newsfold("ingest", tmp_path / "nowhere", "--no-prefect", "--warehouse", warehouse)
    counts = {"item_count": 1, "rejected_count": 1, "new_count": 0}
    assert counted_run(cli_options.Choices(warehouse=warehouse), "ingest", counts, began) == 1
    first = capsys.readouterr()
    assert counted_run(cli_options.Choices(warehouse=warehouse), "ingest", counts, datetime.now(UTC)) == 1
    second = capsys.readouterr()
    assert first.out == second.out == ""
    assert first.err.splitlines()[0] == second.err.splitlines()[0]
    assert first.err.splitlines()[0].startswith("1 items: 0 new")
    assert "no such file or folder" in first.err.splitlines()[1]
    assert "1 refused as before" in second.err.splitlines()[1]


def test_ingest_without_a_sources_file_says_what_to_do(tmp_path: Path) -> None:
    line = refusal(newsfold("ingest", "--no-prefect", cwd=tmp_path), 1)
    assert (
        line == "newsfold: location not found: sources.toml: no such sources file; run `newsfold init`, or name another"
    )
    (tmp_path / "bad.toml").write_text('[[source]]\nnam = "x"\n')
    assert "bad.toml" in refusal(newsfold("ingest", "--no-prefect", "--sources", "bad.toml", cwd=tmp_path), 1)
    assert list(tmp_path.glob("*.duckdb")) == []


def test_backfill_counts_first_keeps_within_days_and_goes_on(tmp_path: Path) -> None:
    at = ("--no-prefect", "--warehouse", tmp_path / "n.duckdb")
    dry = data("backfill", SEEDS, "--dry-run", *at)
    assert dry["item_count"] == 2
    assert not (tmp_path / "n.duckdb").exists()
    outside = data("backfill", SEEDS, "--since", "2023-01-01", "--workers", "1", *at)
    assert (outside["new_count"], outside["skipped_count"]) == (0, 2)
    limited = data("backfill", SEEDS, "--limit", "1", "--until", "2022-05-17", "--workers", "1", *at)
    assert limited["new_count"] == 1
    rest = data("backfill", SEEDS, "--restart", "--workers", "1", *at)
    assert rest["new_count"] == 1
    assert "later than" in refusal(
        newsfold("backfill", SEEDS, "--since", "2023-01-02", "--until", "2023-01-01", *at), 2
    )
    assert "does not match the format" in refusal(newsfold("backfill", SEEDS, "--since", "soon", *at), 2)
    assert "no such file" in refusal(newsfold("backfill", tmp_path / "nowhere", *at), 1)


def test_while_another_process_writes_reading_works_and_writing_is_to_be_tried_again(place: Place) -> None:
    ids = (place.names["storm"], place.names["copy"])
    with lease_held(place.warehouse) as pid:
        assert newsfold("sql", "select 1", "--warehouse", place.warehouse).returncode == 0
        status = data("status", "--warehouse", place.warehouse)
        assert status["writing"] == {"is_written_now": True, "pid": pid, "since": status["writing"]["since"]}
        for command in (("verdict", *ids, "different"), ("ingest", str(SEEDS), "--no-prefect")):
            answer = newsfold_process(*command, "--warehouse", place.warehouse, NEWSFOLD_WAIT_S="0.2")
            assert f"process {pid} " in refusal(answer, 75)
    assert newsfold("verdict", *ids, "different", "--warehouse", place.warehouse).returncode == 0


def test_a_wait_that_is_no_number_is_wrong_usage(place: Place) -> None:
    for wait in ("soon", "-1", "inf", "nan"):
        line = refusal(
            newsfold("ingest", SEEDS, "--no-prefect", "--warehouse", place.warehouse, NEWSFOLD_WAIT_S=wait), 2
        )
        assert "NEWSFOLD_WAIT_S" in line


def test_a_verdict_parts_joins_and_is_kept(place: Place) -> None:
    ids = (place.names["storm"], place.names["copy"])
    at = ("--warehouse", place.warehouse)
    assert data("match", *ids, *at)["is_one_cluster"] is True
    parted = data("verdict", *ids, "different", "--note", "two storms", "--by", "ada", *at)
    assert parted["is_one_cluster"] is False
    explained = data("match", *ids, *at)
    assert explained["conclusion"] == "not in one cluster: ada said that they are different"
    assert explained["verdict"]["note"] == "two storms"
    assert newsfold("ingest", SEEDS, "--no-prefect", *at).returncode == 0
    assert data("match", *ids, *at)["is_one_cluster"] is False
    joined = newsfold("verdict", place.names["copy"], place.names["alone"], "same", *at)
    assert (joined.returncode, joined.stdout) == (0, "")
    assert "Both are in cluster" in joined.stderr
    assert data("match", place.names["copy"], place.names["alone"], *at)["is_one_cluster"] is True
    assert data("verdict", *ids, "same", *at)["is_one_cluster"] is True
    through = data("match", place.names["storm"], place.names["alone"], *at)
    assert through["route"] == [place.names["storm"], place.names["copy"], place.names["alone"]]
    assert run_checks(place.warehouse) == []


def test_a_verdict_that_other_pairs_outweigh_says_so(place: Place) -> None:
    at = ("--warehouse", place.warehouse)
    storm, copy, alone = (place.names[name] for name in ("storm", "copy", "alone"))
    for one, other in ((copy, alone), (storm, alone)):
        assert newsfold("verdict", one, other, "same", *at).returncode == 0
    answer = newsfold("verdict", storm, copy, "different", *at)
    assert answer.returncode == 0
    assert "Other articles decide otherwise" in answer.stderr
    said = newsfold("match", storm, copy, *at).stdout
    assert "In one cluster through 1 other article, although" in said


def test_a_verdict_makes_no_warehouse_and_takes_no_third_word(place: Place, tmp_path: Path) -> None:
    ids = (place.names["storm"], place.names["copy"])
    assert "no warehouse" in refusal(newsfold("verdict", *ids, "same", "--warehouse", tmp_path / "x.duckdb"), 1)
    assert list(tmp_path.glob("x.*")) == []
    assert "maybe" in refusal(newsfold("verdict", *ids, "maybe", "--warehouse", place.warehouse), 2)


def test_status_says_how_much_there_is(place: Place) -> None:
    found = data("status", "--warehouse", place.warehouse)
    assert set(found) == {
        "published",
        "writing",
        "totals",
        "runs",
        "feed_states",
        "troubled_feeds",
        "broken_expectations",
    }
    assert found["totals"]["article_count"] == 5
    assert found["feed_states"] == {"degraded": 1}
    assert found["published"]["age_s"] >= 0
    answer = newsfold("--warehouse", place.warehouse, "status")
    assert "5 articles in 3 clusters (2 of two or more)" in answer.stdout
    assert "\x1b" not in answer.stdout


def test_doctor_is_content_with_a_sound_warehouse_and_names_a_feed_that_is_not_well(place: Place) -> None:
    found = data("doctor", "--warehouse", place.warehouse)
    assert found["problem_count"] == 0
    levels = {one["check"]: one["level"] for one in found["findings"]}
    assert {"versions", "sources", "lease", "published file", "disk space", "archive", "dead runs", "checks"} <= set(
        levels
    )
    assert levels["feeds"] == "warning"
    answer = newsfold("doctor", "--warehouse", place.warehouse)
    assert answer.returncode == 0
    assert "https://daily.example/rss is degraded after 5 failures: 503 [31mbusy" in answer.stdout


def test_doctor_finds_what_is_broken_and_says_what_to_do(place: Place, tmp_path: Path) -> None:
    archive = Settings(warehouse=place.warehouse).archive
    next(archive.rglob("*.warc.gz")).unlink()
    (archive / "running" / str(uuid.uuid4())).touch()
    (tmp_path / "bad.toml").write_text("source = 1\n")
    found = data("doctor", "--warehouse", place.warehouse, "--sources", tmp_path / "bad.toml", code=1)
    by_check = {one["check"]: one for one in found["findings"]}
    assert by_check["archive"]["level"] == "problem"
    assert by_check["sources"]["level"] == "problem"
    assert by_check["dead runs"]["level"] == "warning"
    assert all(one["remedy"] for one in found["findings"] if one["level"] != "ok")


def test_doctor_without_a_warehouse_says_how_to_begin(tmp_path: Path) -> None:
    answer = newsfold_process("doctor", cwd=tmp_path)
    assert answer.returncode == 1
    assert "run `newsfold ingest`" in answer.stdout
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("version", "requirement", "kept"),
    [
        ("1.5.5", "duckdb<3,>=1.5.5", True),
        ("2.0.0", "duckdb<3,>=1.5.5", True),
        ("3.0", "duckdb<3,>=1.5.5", False),
        ("1.5.4", "duckdb<3,>=1.5.5", False),
        ("3.8.8", "prefect==3.8.8", True),
        ("3.8.8.post1", "prefect==3.8", False),
        ("3.8", "prefect==3.8.0", True),
        ("1.10", "x>=1.9", True),
    ],
)
def test_versions_are_compared_by_number(version: str, requirement: str, kept: bool) -> None:
    assert is_within(version, requirement) is kept


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("--nope",), ("show",), ("clusters", "--min-size", "0")])
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    answer = newsfold(*arguments)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "help" in answer.stderr


def test_options_may_stand_before_or_after_the_command(place: Place) -> None:
    before = newsfold("--json", "--warehouse", place.warehouse, "clusters")
    after = newsfold("clusters", "--json", "--warehouse", place.warehouse)
    assert json.loads(before.stdout) == json.loads(after.stdout)
    assert newsfold("--warehouse", "nowhere.duckdb", "clusters", "--warehouse", place.warehouse).returncode == 0


def test_a_traceback_is_for_debugging_only(tmp_path: Path) -> None:
    assert "Traceback" in newsfold_process("status", "--debug", cwd=tmp_path).stderr
    (tmp_path / "not.duckdb").write_text("not a database")
    for command in (("status",), ("sql", "select 1"), ("clusters",)):
        assert "not.duckdb" in refusal(newsfold(*command, "--warehouse", tmp_path / "not.duckdb"), 1)


def test_the_default_warehouse_is_the_one_of_the_settings() -> None:
    assert cli_options.DEFAULT_WAREHOUSE == settings.DEFAULT_WAREHOUSE


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], ["prefect", "trafilatura", "rich", "duckdb", "numpy", "pyarrow", "aiohttp", "lxml"]),
        (["sql", "--help"], ["prefect", "trafilatura", "rich", "duckdb", "numpy"]),
        (["sql", "select 1"], ["prefect", "trafilatura", "rich", "aiohttp", "lxml"]),
    ],
)
def test_starting_loads_only_what_is_needed_and_takes_no_second(
    made: Place, arguments: list[str], absent: list[str]
) -> None:
    program = (
        "import sys; from flows.cli import run; "
        f"code = run({arguments}); sys.stderr.write(repr([m for m in {absent} if m in sys.modules])); sys.exit(code)"
    )
    environment = {**os.environ, "NEWSFOLD_WAREHOUSE": str(made.warehouse)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, env=environment, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert answer.stderr == "[]"
    # Processor time, because the machine may be busy.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.0


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("clusters",), 0),
        (("show", "storm"), 0),
        (("diff", "storm", "copy"), 0),
        (("match", "storm", "copy"), 0),
        (("verdict", "storm", "copy", "same"), 0),
        (("status",), 0),
        (("doctor",), 0),
        (("sql", "select 1"), 0),
        (("sql", "selec 1"), 1),
        (("show", "00000000"), 1),
        (("diff", "storm"), 2),
    ],
)
def test_every_command_as_a_process_of_its_own(place: Place, command: tuple[str, ...], code: int) -> None:
    arguments = [place.names.get(one, one) for one in command]
    answer = newsfold_process(*arguments, NEWSFOLD_WAREHOUSE=str(place.warehouse))
    assert answer.returncode == code, answer.stderr
    assert "Traceback" not in answer.stderr
    is_silent = code != 0 or command[0] == "verdict"
    assert (answer.stdout == "") is is_silent

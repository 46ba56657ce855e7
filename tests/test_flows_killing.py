"""A run killed anywhere, run again, ends in the same tables; bench/kill_series.py does the same at length."""

from __future__ import annotations

import random
import signal
from pathlib import Path

import pytest
from killing import STEPS, killed_after, started
from made_up import corpus, write_rows
from warehouse_snapshot import snapshot

from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import backfill
from warehouse import run_checks, run_query

KILLS = 4


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rows(tmp_path_factory.mktemp("killing") / "all.jsonl", corpus(12, texts=16))


@pytest.fixture(scope="module")
def whole(table: Path, pool: ParsingPool) -> dict[str, list[str]]:
    """The tables of a run that nobody killed."""
    settings = Settings(warehouse=table.parent / "whole" / "newsfold.duckdb", batch_size=8)
    backfill(settings, str(table), pool=pool)
    return snapshot(settings.warehouse)


def finished_after(warehouse: Path, table: Path, pool: ParsingPool) -> dict[str, list[str]]:
    """The tables once the killed run was run again; its checks are kept and no run says that it is running."""
    backfill(Settings(warehouse=warehouse, batch_size=8), str(table), pool=pool)
    assert run_checks(warehouse) == []
    states = {state for (state,) in run_query(warehouse, "SELECT state FROM runs").rows}
    assert states <= {"completed", "killed"}
    return snapshot(warehouse)


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_killed_at_a_named_step(
    step: tuple[str, str, str], table: Path, whole: dict[str, list[str]], pool: ParsingPool, tmp_path: Path
) -> None:
    warehouse = tmp_path / "newsfold.duckdb"
    assert started(warehouse, table, step, turn=2).wait() == -signal.SIGKILL
    assert finished_after(warehouse, table, pool) == whole


def test_killed_at_random_moments(table: Path, whole: dict[str, list[str]], pool: ParsingPool, tmp_path: Path) -> None:
    chance = random.Random(3)
    warehouse = tmp_path / "newsfold.duckdb"
    died = [killed_after(warehouse, table, chance.uniform(1.0, 5.0)) for _ in range(KILLS)]
    assert any(died), "no run was killed before its end"
    assert finished_after(warehouse, table, pool) == whole


def test_two_backfills_of_one_table_at_once(
    table: Path, whole: dict[str, list[str]], pool: ParsingPool, tmp_path: Path
) -> None:
    warehouse = tmp_path / "newsfold.duckdb"
    both = [started(warehouse, table) for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0]
    assert snapshot(warehouse) == whole
    assert run_checks(warehouse) == []
    runs = run_query(warehouse, "SELECT DISTINCT run_id FROM documents").rows
    assert 1 <= len(runs) <= 2
    assert finished_after(warehouse, table, pool) == whole

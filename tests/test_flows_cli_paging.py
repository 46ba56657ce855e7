"""Long answers on a terminal go through the pager, and every answer says how long it took."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from command_line import HOUSE, newsfold
from warehouse_samples import RUN, store

SCREEN = {"PYTHONPATH": str(HOUSE), "LINES": "20", "COLUMNS": "80", "PAGER": "sed s/^/paged:/"}


def on_a_terminal(warehouse: Path, query: str, **environment: str) -> str:
    """What a terminal of twenty lines gets to see."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "sql", query, "--warehouse", str(warehouse)],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=HOUSE,
        env={**os.environ, **SCREEN, **environment},
    )  # fmt: skip
    os.close(theirs)
    said = b""
    try:
        with suppress(OSError):  # The other end is closed.
            while piece := os.read(ours, 65536):
                said += piece
        process.wait(timeout=60)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return said.decode()


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("paging") / "newsfold.duckdb"
    store(made, RUN)
    return made


def test_what_is_longer_than_the_screen_is_paged(warehouse: Path) -> None:
    said = on_a_terminal(warehouse, "from range(60)", TERM="xterm")
    assert said.count("paged:") >= 60
    assert "(60 rows, " in said


def test_what_fits_is_not(warehouse: Path) -> None:
    said = on_a_terminal(warehouse, "from range(6)", TERM="xterm")
    assert "paged:" not in said
    assert "(6 rows, " in said


def test_a_terminal_that_can_nothing_is_not_paged(warehouse: Path) -> None:
    assert "paged:" not in on_a_terminal(warehouse, "from range(60)", TERM="dumb")


def test_nothing_is_said_of_rows_and_time_where_nobody_sits(warehouse: Path) -> None:
    assert "rows" not in newsfold("sql", "from range(60)", "--warehouse", warehouse).stdout

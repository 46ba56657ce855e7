"""Backfills that are killed with -9: after a while, or at a named step of the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

HOUSE = Path(__file__).parent.parent

STEPS = {
    "after archiving": ("warehouse.archive", "ArchiveWriter.flush", "after"),
    "before the commit": ("flows.running", "commit", "before"),
    "inside the transaction": ("flows.committing", "write_clusters", "before"),
    "after the commit": ("flows.running", "commit", "after"),
    "before publishing": ("warehouse.writing", "Warehouse.publish", "before"),
    "in the middle of publishing": ("warehouse.writing", "replace_file", "before"),
}
"""Where a process can be made to kill itself: module, name, and on which side of it."""

_BACKFILL = """
import importlib, os, signal, sys
from pathlib import Path
warehouse, table, module, name, side, turn, batch_size = sys.argv[1:]
if module:
    home = importlib.import_module(module)
    *parents, last = name.split(".")
    for parent in parents:
        home = getattr(home, parent)
    real, calls = getattr(home, last), []
    def dying(*args, **named):
        calls.append(None)
        if side == "before" and len(calls) == int(turn):
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*args, **named)
        if side == "after" and len(calls) == int(turn):
            os.kill(os.getpid(), signal.SIGKILL)
        return answer
    setattr(home, last, dying)
from flows.settings import Settings
from flows.steps import backfill
backfill(Settings(warehouse=Path(warehouse), batch_size=int(batch_size), workers=1), table)
"""


def started(
    warehouse: Path, table: Path, step: tuple[str, str, str] = ("", "", ""), turn: int = 1, batch_size: int = 8
) -> subprocess.Popen[bytes]:
    """A backfill in a process of its own, which kills itself at the ``turn``-th time that it comes to a step."""
    command = [sys.executable, "-c", _BACKFILL, str(warehouse), str(table), *step, str(turn), str(batch_size)]
    return subprocess.Popen(command, cwd=HOUSE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(HOUSE)})


def killed_after(warehouse: Path, table: Path, seconds: float, batch_size: int = 8) -> bool:
    """Start a backfill and kill it after so long; whether it was still running."""
    process = started(warehouse, table, batch_size=batch_size)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL

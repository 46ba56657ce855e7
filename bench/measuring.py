"""What the measurements share: where the labelled data lie, rounds that take turns, and lines for a person."""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any


@dataclass(frozen=True, slots=True)
class Timed:
    """What one way of doing a thing took: CPU seconds of every round, and what it returned in the first."""

    seconds: tuple[float, ...]
    result: Any

    @property
    def median_s(self) -> float:
        return statistics.median(self.seconds)


def in_turns(ways: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, Timed]:
    """Every way once a round, so that what else the machine does meets all alike; in CPU time of this process."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    results: dict[str, Any] = {}
    for _ in range(rounds):
        for name, work in ways.items():
            began = time.process_time()
            result = work()
            seconds[name].append(time.process_time() - began)
            results.setdefault(name, result)
    return {name: Timed(tuple(seconds[name]), results[name]) for name in ways}


def ratio(slow: Timed, fast: Timed) -> float:
    """How many times as long the one takes: the median over the rounds of each round's own ratio."""
    return statistics.median(a / b for a, b in zip(slow.seconds, fast.seconds, strict=True))


def arguments(description: str | None, *, opt_in: bool = False) -> argparse.Namespace:
    """--full for all of the data; ``opt_in`` adds --run, without which nothing is measured."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="measure on everything instead of a sample")
    if opt_in:
        parser.add_argument("--run", action="store_true", help="really measure: it takes more than a minute")
    return parser.parse_args()


def evaluation_folder(part: str) -> Path | None:
    """The folder of labelled data: under NEWSFOLD_EVALUATION_DATA, else ../shared. None where there is none."""
    named = os.environ.get("NEWSFOLD_EVALUATION_DATA")
    root = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    return next((folder for folder in (root / "data" / part, root / part) if folder.is_dir()), None)


def scorer(folder: Path, name: str) -> ModuleType | None:
    """The program that scores such data (tools/ beside data/), as a module; None where there is none."""
    path = folder.parents[1] / "tools" / f"{name}.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def json_lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def say_machine() -> None:
    """The date and the machine, without which a figure says nothing."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {cores} cores, Python {platform.python_version()}")


def say_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as their widest cell, the first to the left and the others to the right."""
    cells = [[*head], *([_shown(value) for value in row] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    for row in cells:
        first, *others = (
            cell.ljust(width) if not i else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "  ".join([first, *others]).rstrip())


def _shown(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)

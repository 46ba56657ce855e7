"""Kills backfills with -9 at random moments until enough died, and compares every finished warehouse with a whole one.

Usage: python bench/kill_series.py [--kills N] [--seed S]. Takes about four seconds a kill. Exits 1 on any difference.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests")]

from killing import killed_after  # noqa: E402
from made_up import corpus, write_rows  # noqa: E402
from warehouse_snapshot import snapshot  # noqa: E402

from flows.parsing_pool import ParsingPool  # noqa: E402
from flows.settings import Settings  # noqa: E402
from flows.steps import backfill  # noqa: E402
from warehouse import run_checks  # noqa: E402

KILLS_A_WAREHOUSE = 5


def main() -> int:
    """Run the series and print what was found."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--kills", type=int, default=60)
    wanted.add_argument("--seed", type=int, default=1)
    arguments = wanted.parse_args()
    chance = random.Random(arguments.seed)
    died = rounds = different = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, ParsingPool() as pool:
        table = write_rows(Path(folder) / "all.jsonl", corpus(12, texts=40))
        expected = finished(Path(folder) / "whole" / "newsfold.duckdb", table, pool)
        while died < arguments.kills:
            rounds += 1
            warehouse = Path(folder) / str(rounds) / "newsfold.duckdb"
            died += sum(killed_after(warehouse, table, chance.uniform(0.5, 6.0)) for _ in range(KILLS_A_WAREHOUSE))
            found = finished(warehouse, table, pool)
            problems = [name for name in expected if found[name] != expected[name]]
            problems += [finding.check for finding in run_checks(warehouse)]
            different += bool(problems)
            sys.stdout.write(f"warehouse {rounds}: {died} kills so far; {', '.join(problems) or 'equal'}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{died} kills in {rounds} warehouses, {different} different, {time.monotonic() - began:.0f} s\n")
    return 1 if different else 0


def finished(warehouse: Path, table: Path, pool: ParsingPool) -> dict[str, list[str]]:
    """The tables once a backfill ran to its end."""
    backfill(Settings(warehouse=warehouse, batch_size=8), str(table), pool=pool)
    return snapshot(warehouse)


if __name__ == "__main__":
    sys.exit(main())

"""What Prefect adds to a backfill: the same table with the flow and with the plain functions, in turns.

Starting Prefect (its import, its server, a first flow) is left out of the figures and told apart. It takes more than a
minute, so it measures only when asked: python bench/bench_prefect.py --run (400 articles) or --full (10,000).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from generated_news import reports, written
from measuring import arguments, say_machine

from flows.prefect_settings import apply_quiet_settings
from flows.settings import Settings
from flows.steps import backfill

COUNT, FULL_COUNT = 400, 10_000


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def started(folder: Path) -> float:
    """Prefect up, with a home of its own and a first flow done; the seconds that this took."""
    os.environ["PREFECT_HOME"] = str(folder / "prefect")
    apply_quiet_settings()

    def first_flow() -> None:
        from prefect import flow

        @flow(name="first")
        def nothing() -> None:
            """Only to have everything loaded."""

        nothing()

    return seconds(first_flow)


def plainly(folder: Path, table: Path, number: int) -> float:
    settings = Settings(warehouse=folder / f"plain-{number}.duckdb")
    return seconds(lambda: backfill(settings, str(table)))


def with_prefect(folder: Path, table: Path, number: int) -> float:
    from flows.backfill import backfill_flow

    return seconds(lambda: backfill_flow(str(table), warehouse=str(folder / f"prefect-{number}.duckdb")))


def measure(folder: Path, count: int, rounds: int) -> None:
    table = written(reports(count), folder / "news.jsonl")
    print(
        f"{count} generated articles, {rounds} rounds in turns; starting Prefect took {started(folder):.1f} s",
        flush=True,
    )
    plain_s: list[float] = []
    prefect_s: list[float] = []
    for number in range(rounds):
        # who goes first changes, so that a machine that grows slower favours neither
        for work, spent in ((plainly, plain_s), (with_prefect, prefect_s))[:: 1 if number % 2 else -1]:
            spent.append(work(folder, table, number))
    shown = ", ".join(f"{plain:.1f}/{prefect:.1f}" for plain, prefect in zip(plain_s, prefect_s, strict=True))
    ratio = sum(prefect_s) / sum(plain_s)
    print(f"seconds with plain functions / as a Prefect flow: {shown}; {ratio:.3f} times as long")


def main() -> None:
    options = arguments(__doc__, opt_in=True)
    if not (options.run or options.full):
        print("not measured: it takes more than a minute; python bench/bench_prefect.py --run")
        return
    say_machine()
    with TemporaryDirectory() as folder:
        measure(Path(folder), *((FULL_COUNT, 4) if options.full else (COUNT, 3)))


if __name__ == "__main__":
    main()

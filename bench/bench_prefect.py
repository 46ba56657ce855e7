"""What Prefect adds to an ingest: the same table with the flow and with the plain functions, in turns.

Starting Prefect (its import, its server, a first flow) is left out of the figures and told apart. It takes more than a
minute, so it measures only when asked: python bench/bench_prefect.py --run
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from generated_news import reports, written
from measuring import arguments, say_machine

from flows.prefect_settings import apply_quiet_settings
from flows.settings import Settings
from flows.steps import ingest

COUNT = 400


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
    return seconds(lambda: ingest(settings, [str(table)]))


def with_prefect(folder: Path, table: Path, number: int) -> float:
    from flows.ingest import ingest_flow

    return seconds(lambda: ingest_flow([str(table)], warehouse=str(folder / f"prefect-{number}.duckdb")))


def measure(folder: Path, rounds: int) -> None:
    table = written(reports(COUNT), folder / "news.jsonl")
    print(f"{COUNT} generated articles, {rounds} rounds in turns; starting Prefect took {started(folder):.1f} s")
    pairs = [(plainly(folder, table, number), with_prefect(folder, table, number)) for number in range(rounds)]
    plain_s, prefect_s = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(prefect / plain for plain, prefect in pairs)
    print(f"plain functions {plain_s:.2f} s, as a Prefect flow {prefect_s:.2f} s: {ratio:.2f} times as long")


def main() -> None:
    options = arguments(__doc__, opt_in=True)
    if not options.run:
        print("not measured: it takes more than a minute; python bench/bench_prefect.py --run")
        return
    say_machine()
    with TemporaryDirectory() as folder:
        measure(Path(folder), 5 if options.full else 3)


if __name__ == "__main__":
    main()

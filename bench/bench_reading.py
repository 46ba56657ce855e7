"""A second process reads in a loop while an ingest commits; and what publishing costs by the size of the file.

The reader opens the published file, holds a transaction, asks twice, checks that the counts agree, and opens again. It
works and rests in turns of ten seconds, so that the ingest with a reader is compared with the ingest without. --full:
five minutes, and files of 1 and 5 GB; else twenty seconds, and 0.2 GB.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generated_news import reports, written
from measuring import arguments, say_machine, say_table

from connectors.registry import read_local, source_of
from flows.running import Riders, Run, source_row, utc_now
from flows.settings import Settings
from warehouse import connect
from warehouse.publishing import SHARE, replace_file

TURN_S = 10
QUESTION = """
SELECT
    (SELECT count(*) FROM articles), (SELECT sum(article_count) FROM clusters), (SELECT count(*) FROM cluster_members),
    (SELECT count(*) FROM search_documents), (SELECT epoch(max(first_seen_at)) FROM articles)
"""


@dataclass(slots=True)
class Tally:
    """What the reader met."""

    reads: int = 0
    refused: list[str] = field(default_factory=list)
    torn: int = 0
    took_s: list[float] = field(default_factory=list)
    stale_s: list[float] = field(default_factory=list)


def read_in_a_loop(path: Path, reading: Any, ending: Any, answers: Any) -> None:
    tally = Tally()
    while not ending.is_set():
        if not reading.is_set() or not path.exists():
            time.sleep(0.05)
            continue
        began = time.time()
        try:
            connection = connect(path)
            try:
                connection.execute("BEGIN")
                first = connection.execute(QUESTION).fetchall()[0]
                time.sleep(0.2)
                again = connection.execute(QUESTION).fetchall()[0]
            finally:
                connection.close()
        except Exception as error:  # noqa: BLE001
            tally.refused.append(str(error))
            continue
        tally.reads += 1
        tally.took_s.append(time.time() - began - 0.2)
        tally.stale_s.append(began - first[4])
        tally.torn += first != again or len(set(first[:4])) > 1
    answers.put(tally)


def ingest(settings: Settings, rows: list[Any], seconds: float, reading: Any) -> dict[bool, list[float]]:
    """Batches until the time is over; articles a second of each, with and without a reader."""
    rates: dict[bool, list[float]] = {True: [], False: []}
    source = source_of(str(written(rows, settings.warehouse.parent / "news.jsonl")))
    items = list(read_local(source, utc_now()))
    size = 40
    with Run(settings, "ingest") as run:
        # The worker processes start with the first batch, and what is published first is there from then on.
        run.store(items[:size], Riders(sources=[source_row(source, utc_now())]))
        run.warehouse.publish(force=True)
        until = time.time() + seconds
        for start in range(size, len(items), size):
            now = time.time()
            if now >= until:
                break
            is_read = int(now / TURN_S) % 2 == 0
            (reading.set if is_read else reading.clear)()
            run.store(items[start : start + size], Riders(sources=[source_row(source, utc_now())]))
            rates[is_read].append(size / (time.time() - now))
    return rates


def say_reading(seconds: float) -> None:
    context = multiprocessing.get_context("spawn")
    reading, ending, answers = context.Event(), context.Event(), context.Queue()
    with TemporaryDirectory() as folder:
        settings = Settings(warehouse=Path(folder) / "newsfold.duckdb")
        reader = context.Process(target=read_in_a_loop, args=(settings.warehouse, reading, ending, answers))
        reader.start()
        try:
            rates = ingest(settings, reports(int(seconds * 40)), seconds, reading)
        finally:
            ending.set()
        tally = answers.get(timeout=60)
        reader.join(timeout=60)
    print(f"{seconds:.0f} s, {sum(map(len, rates.values()))} commits, {tally.reads} reads")
    print(f"refused: {len(tally.refused)} {tally.refused[:1] or ''}; inconsistent: {tally.torn}")
    if len(tally.stale_s) > 1:
        cuts = statistics.quantiles(tally.stale_s, n=100)
        print(f"staleness at opening, s: median {statistics.median(tally.stale_s):.1f}, p99 {cuts[98]:.1f}")
        print(
            f"opening and asking twice, s: median {statistics.median(tally.took_s):.3f}, worst {max(tally.took_s):.3f}"
        )
    if rates[True] and rates[False]:
        with_one, without = statistics.median(rates[True]), statistics.median(rates[False])
        print(
            f"articles/s, median of commits: {with_one:.1f} with a reader, {without:.1f} without"
            f" ({with_one / without:.2f} times)"
        )


def say_publishing(sizes: tuple[float, ...]) -> None:
    """The time to put a file of so many GB in place, and the least time between two of them in a long run."""
    rows = []
    for size in sizes:
        with TemporaryDirectory(dir=os.environ.get("NEWSFOLD_BENCH_FOLDER")) as folder:
            live = Path(folder) / "newsfold.live.duckdb"
            with live.open("wb") as file:
                for _ in range(int(size * 64)):
                    file.write(os.urandom(1 << 20) * 16)
            began = datetime.now(UTC)
            publication = replace_file(live, Path(folder) / "newsfold.duckdb", time.monotonic())
            rows.append((f"{size:g} GB", publication.cost_s, publication.cost_s / SHARE, f"{began:%H:%M}"))
    say_table(("file", "seconds to publish", "seconds between two", "at"), rows)


def main() -> None:
    options = arguments(__doc__)
    say_machine()
    say_reading(300 if options.full else 20)
    say_publishing((1, 5) if options.full else (0.2,))


if __name__ == "__main__":
    main()

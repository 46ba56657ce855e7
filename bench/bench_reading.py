"""A second process reads in a loop while an ingest commits; and what publishing costs by the size of the file.

The reader opens the published file, holds a transaction, asks twice, checks that the counts agree, and opens again. It
works and rests by commits in turns, so that each with a reader is compared with its neighbour without. --full: five
minutes beside 1 GB, then files of 1, 5 and 20 GB; else twenty seconds beside 0.1 GB, then 0.2 GB. Exit code 1 where
something is refused, torn, older than stated, or slowed by 5 % (judged from 20 commits a side on).
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import statistics
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from bench_search import Language, articles
from generated_news import reports, written
from measuring import arguments, say_machine, say_table

from connectors.registry import read_local, source_of
from flows.running import Riders, Run, source_row, utc_now
from flows.settings import Settings
from transforms.model import Document
from warehouse import Warehouse, connect
from warehouse.publishing import SHARE

BATCH = 40
LEAST_COMMITS = 20
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
    openings: list[tuple[float, float]] = field(default_factory=list)
    """When the file was opened, and when the newest article in it was fetched."""


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
        tally.openings.append((began, first[4]))
        tally.torn += first != again or len(set(first[:4])) > 1
    answers.put(tally)


@dataclass(slots=True)
class Pace:
    """Seconds of each commit and the publication after it, on the clock and of this process's CPU, by whether it was
    read beside; and what publications took.
    """

    wall_s: dict[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})
    cpu_s: dict[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})
    published_s: dict[str, float] = field(default_factory=dict)
    commits: list[tuple[float, float]] = field(default_factory=list)
    """When the articles of each commit were fetched, and when it was done."""

    def unseen_s(self, opened: float, newest: float) -> float:
        """How long that which was committed and not to be seen yet had waited at this opening."""
        return max((opened - done for fetched, done in self.commits if fetched > newest + 1e-3), default=0.0)

    def slowed(self, seconds: dict[bool, list[float]]) -> float:
        """By what share it is slower with a reader: the median over pairs of neighbours, each first in turn."""
        pairs = zip(seconds[True], seconds[False], strict=False)
        return statistics.median(with_one / without for with_one, without in pairs) - 1

    @property
    def bound_s(self) -> float:
        """What docs/reading.md states: the pause after a publication, and the batch in which it ends."""
        return max(self.published_s.values()) / SHARE + 0.5 + max(self.wall_s[True] + self.wall_s[False])


def ingest(settings: Settings, rows: list[Any], seconds: float, size_gb: float, reading: Any) -> Pace:
    """Batches until the time is over, read beside in turns: with, without, without, with ..."""
    pace = Pace()
    source = source_of(str(written(rows, settings.warehouse.parent / "news.jsonl")))
    items = [item for item in read_local(source, utc_now()) if isinstance(item, Document)]
    with Run(settings, "ingest") as run:
        # The worker processes start with the first batch, and what is published first is there from then on.
        run.store(items[:BATCH], Riders(sources=[source_row(source, utc_now())]))
        pad(run.warehouse, size_gb)
        for _ in range(2):
            # The published file and the spare, which a warehouse of this size has.
            run.warehouse.publish(force=True)
            pad(run.warehouse, 0.0)
        until = time.time() + seconds
        for turn, start in enumerate(range(BATCH, len(items), BATCH)):
            if time.time() >= until:
                break
            is_read = turn % 4 in (0, 3)
            (reading.set if is_read else reading.clear)()
            # What the reader began before ends.
            time.sleep(0.5)
            wall, cpu = time.time(), time.process_time()
            batch = [replace(item, fetched_at=utc_now()) for item in items[start : start + BATCH]]
            run.store(batch, Riders(sources=[source_row(source, utc_now())]))
            pace.commits.append((batch[0].fetched_at.timestamp(), time.time()))
            pace.wall_s[is_read].append(time.time() - wall)
            pace.cpu_s[is_read].append(time.process_time() - cpu)
            last = run.warehouse.status().publication
            if last is not None:
                pace.published_s[str(last.published_at)] = last.cost_s
    return pace


def pad(warehouse: Warehouse, size_gb: float) -> None:
    """Makes the writer's file so much larger, by a table of noise; and changes it a little."""
    with warehouse.writing() as writer:
        connection = writer.connection
        connection.execute("CREATE TABLE IF NOT EXISTS padding (noise BLOB)").fetchall()
        for _ in range(max(1, int(size_gb * 1024 / 64))):
            noise = pa.table({"noise": [os.urandom(1 << 16) for _ in range(1024 if size_gb else 1)]})
            connection.register("noise", noise)
            connection.execute("INSERT INTO padding SELECT noise FROM noise").fetchall()
            connection.unregister("noise")


def say_reading(seconds: float, size_gb: float) -> bool:
    """Whether all held: nothing refused, nothing torn, slowed by less than 5 %, as fresh as is stated."""
    context = multiprocessing.get_context("spawn")
    reading, ending, answers = context.Event(), context.Event(), context.Queue()
    with TemporaryDirectory(dir=os.environ.get("NEWSFOLD_BENCH_FOLDER")) as folder:
        settings = Settings(warehouse=Path(folder) / "newsfold.duckdb")
        reader = context.Process(target=read_in_a_loop, args=(settings.warehouse, reading, ending, answers))
        reader.start()
        try:
            pace = ingest(settings, reports(int(seconds * 40)), seconds, size_gb, reading)
        finally:
            ending.set()
        tally = answers.get(timeout=60)
        reader.join(timeout=60)
        size = settings.warehouse.stat().st_size
    print(f"{seconds:.0f} s, {size / 1e9:.2f} GB, {tally.reads} reads, {len(pace.published_s)} publications")
    return say_tally(tally, pace)


def say_tally(tally: Tally, pace: Pace) -> bool:
    print(f"refused: {len(tally.refused)} {tally.refused[:1] or ''}; inconsistent: {tally.torn}")
    held = not tally.refused and not tally.torn
    stale_s = [max(0.0, pace.unseen_s(*opening)) for opening in tally.openings]
    if len(stale_s) > 1:
        p99 = statistics.quantiles(stale_s, n=100)[98]
        held &= p99 <= pace.bound_s
        print(
            f"staleness at opening, s: median {statistics.median(stale_s):.1f}, p99 {p99:.1f}, "
            f"stated {pace.bound_s:.1f}"
        )
        print(
            f"opening and asking twice, s: median {statistics.median(tally.took_s):.3f}, worst {max(tally.took_s):.3f}"
        )
    counts = {name: len(pace.wall_s[is_read]) for name, is_read in (("with", True), ("without", False))}
    if not all(counts.values()):
        print("too few commits to compare")
        return False
    slowed = pace.slowed(pace.wall_s)
    print(
        f"{counts['with']} commits of {BATCH} with a reader, {counts['without']} without: {slowed:+.1%} on the clock, "
        f"{pace.slowed(pace.cpu_s):+.1%} CPU of the writer"
    )
    if min(counts.values()) < LEAST_COMMITS:
        print(f"fewer than {LEAST_COMMITS} a side: the comparison says little, and is not judged")
        return held
    return held and slowed < SHARE


def publications(folder: Path, size: float) -> tuple[list[float], list[float], list[float]]:
    """Seconds of two whole copies and of eight publications after a commit of 200 articles; the MiB of the latter."""
    warehouse = Warehouse(folder / "newsfold.duckdb")
    pad(warehouse, size)
    done = []
    for batch in articles(10 * 200, Language()):
        with warehouse.writing() as writer, writer.transaction():
            writer.upsert(batch)
        publication = warehouse.publish(force=True)
        if publication is None:
            raise SystemExit("nothing was published")
        done.append(publication)
    costs = [one.cost_s for one in done]
    return costs[:2], costs[2:], [(one.written_byte_count or 0) / 2**20 for one in done[2:]]


def say_publishing(sizes: tuple[float, ...]) -> bool:
    """Commits of 200 articles into files of so many GB, each published; whether none takes over a twentieth of it."""
    rows = []
    held = True
    for size in sizes:
        with TemporaryDirectory(dir=os.environ.get("NEWSFOLD_BENCH_FOLDER")) as folder:
            if shutil.disk_usage(folder).free < size * 3.3e9 + 2e9:
                print(f"{size:g} GB: left out, it needs three times that on the disk")
                continue
            whole, after, written_mib = publications(Path(folder), size)
        median = statistics.median(after)
        held &= median < whole[1]
        rows.append(
            (f"{size:g} GB", whole[1], median, max(after), f"{statistics.median(written_mib):.0f}", median / SHARE)
        )
    head = ("file", "whole copy, s", "after a commit, s", "worst", "MiB written", "s between two")
    say_table(head, rows)
    return held


def main() -> int:
    options = arguments(__doc__)
    say_machine()
    held = say_reading(300 if options.full else 20, 1.0 if options.full else 0.1)
    held &= say_publishing((1, 5, 20) if options.full else (0.2,))
    if not held:
        print("MISSED: see above")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

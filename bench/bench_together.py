"""A stream, an ingest by cron and a long backfill on one warehouse: what each commits, minute by minute.

All three are processes of their own. What a newly opened connection sees of each is counted, who holds the writer's
lease is sampled, and the exit code is 1 where one of them was refused, or stood still for longer than --longest says.
It takes minutes, so it measures only when asked: python bench/bench_together.py --run (two minutes, cron each 20 s) or
--full (half an hour, cron each minute).
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests")]

from bench_watch import Outlet, Seen, sources_of  # noqa: E402
from generated_news import Report, reports  # noqa: E402
from measuring import say_machine, say_table  # noqa: E402
from newsroom import LOOPBACK, Newsroom  # noqa: E402

from warehouse import Warehouse, run_checks, run_query  # noqa: E402

HOUSE = Path(__file__).parent.parent
STREAM_FEEDS, CRON_FEEDS = 5, 3
PART = 5_000
REFUSED = 75
"""Exit code of a command that waited too long for another writer."""
KINDS = ("watch", "ingest", "backfill")


@dataclass
class Together:
    """What was seen: documents by kind of run at each look, whose the lease was, how each ingest by cron went."""

    looks: list[tuple[float, Mapping[str, int]]] = field(default_factory=list)
    holders: Counter[str] = field(default_factory=Counter)
    cron: list[tuple[float, int]] = field(default_factory=list)
    stream: Seen = field(default_factory=Seen)
    codes: dict[str, int | None] = field(default_factory=dict)

    def longest_still_s(self, kind: str) -> float:
        """The longest time in which nothing more of this kind was seen."""
        changes = [0.0]
        before = 0
        for at, counts in self.looks:
            if counts.get(kind, 0) != before:
                before = counts.get(kind, 0)
                changes.append(at)
        changes.append(self.looks[-1][0])
        return max(later - earlier for earlier, later in itertools.pairwise(changes))


def table_of(count: int, path: Path) -> Path:
    """So many generated articles as a JSON Lines table, a part at a time."""
    with path.open("wb") as file:
        for part in range(-(-count // PART)):
            rows = reports(min(PART, count - part * PART), seed=1000 + part)
            file.writelines(replace(row, report_id=part * PART + row.report_id).row() + b"\n" for row in rows)
    return path


def environment() -> dict[str, str]:
    own = {"PYTHONPATH": str(HOUSE), "NEWSFOLD_ALLOW_ADDRESSES": LOOPBACK, "NEWSFOLD_MIN_INTERVAL_S": "0"}
    return {**os.environ, **own}


def started(warehouse: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flows.cli", *words, "--no-prefect", "--quiet", "--warehouse", str(warehouse)]
    return subprocess.Popen(command, env=environment(), cwd=warehouse.parent, stderr=subprocess.DEVNULL)


@contextmanager
def ended(process: subprocess.Popen[bytes], name: str, found: Together) -> Iterator[subprocess.Popen[bytes]]:
    """The process for one block; asked to stop at its end where it is still at work, and then killed."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            found.codes[name] = process.wait(120)
        except subprocess.TimeoutExpired:
            process.kill()
            found.codes[name] = process.wait()


class Cron:
    """Starts an ingest of some feeds now and then, never two at once."""

    def __init__(self, warehouse: Path, places: list[str], every_s: float, found: Together) -> None:
        self._warehouse, self._places, self._every_s, self._found = warehouse, places, every_s, found
        self._process: subprocess.Popen[bytes] | None = None
        self._began = -every_s

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def look(self, elapsed: float, *, may_start: bool = True) -> bool:
        """Notes what ended and starts what is due; whether one is at work."""
        if self._process is not None and self._process.poll() is not None:
            self._found.cron.append((elapsed - self._began, self._process.returncode))
            self._process = None
        if self._process is None and may_start and elapsed - self._began >= self._every_s:
            self._process, self._began = started(self._warehouse, "ingest", *self._places), elapsed
        return self._process is not None


def counted(warehouse: Path) -> dict[str, int]:
    """Documents by the kind of run that brought them, as a new connection sees them."""
    if not warehouse.is_file():
        return {}
    sql = "SELECT r.kind, count(*) FROM documents AS d JOIN runs AS r USING (run_id) GROUP BY r.kind"
    return dict(run_query(warehouse, sql).rows)


def measure(folder: Path, seconds: float, every_s: float, table: Path) -> Together:
    warehouse, found, chance = folder / "newsfold.duckdb", Together(), random.Random(7)
    coming: Iterator[Report] = iter(reports(int(seconds) + 200, seed=99))
    with ExitStack() as stack:
        outlets = [Outlet(stack.enter_context(Newsroom())) for _ in range(STREAM_FEEDS + CRON_FEEDS)]
        for outlet in outlets:
            outlet.bring(next(coming))
        sources = sources_of(outlets[:STREAM_FEEDS], folder)
        cron = Cron(warehouse, [one.room.url("/feed.xml") for one in outlets[STREAM_FEEDS:]], every_s, found)
        watch = stack.enter_context(
            ended(started(warehouse, "watch", "--every", "1", "--sources", str(sources)), "watch", found)
        )
        backfill = stack.enter_context(ended(started(warehouse, "backfill", str(table)), "backfill", found))
        names = {watch.pid: "watch", backfill.pid: "backfill"}
        began, due, looked = time.monotonic(), [chance.uniform(0, 10) for _ in outlets], -10.0
        while (elapsed := time.monotonic() - began) < seconds and backfill.poll() is None:
            for number, outlet in enumerate(outlets):
                if elapsed >= due[number]:
                    due[number] = elapsed + chance.uniform(5, 15)
                    address = outlet.bring(next(coming))
                    if number < STREAM_FEEDS:
                        found.stream.appeared[address] = time.monotonic()
            cron.look(elapsed)
            status = Warehouse(warehouse).status()
            holder = names.get(status.pid or 0, "ingest" if status.pid == cron.pid else "another")
            found.holders[holder if status.is_written_now else "nobody"] += 1
            if elapsed - looked >= 2:
                looked = elapsed
                found.looks.append((elapsed, counted(warehouse)))
                if warehouse.is_file():
                    found.stream.look(warehouse)
            time.sleep(0.1)
        while cron.look(time.monotonic() - began, may_start=False) and time.monotonic() - began < seconds + 120:
            time.sleep(0.2)
    return found


def say(found: Together, seconds: float, longest_s: float, warehouse: Path) -> bool:
    total = found.looks[-1][0]
    rows, before = [], Counter[str]()
    for minute in range(int(total // 60) + 1):
        until = [counts for at, counts in found.looks if at < 60 * (minute + 1)][-1]
        rows.append([f"minute {minute + 1}", *(until.get(kind, 0) - before[kind] for kind in KINDS)])
        before = Counter(until)
    say_table(["documents that a new connection saw", *KINDS], rows)
    still = {kind: found.longest_still_s(kind) for kind in KINDS}
    print("longest time without any more: " + ", ".join(f"{kind} {still[kind]:.0f} s" for kind in KINDS))
    looks = sum(found.holders.values())
    shares = ", ".join(f"{name} {count / looks:.0%}" for name, count in found.holders.most_common())
    print(f"who held the writer's lease, of {looks} looks: {shares}")
    took = [spent for spent, _ in found.cron]
    refused = sum(code == REFUSED for _, code in found.cron)
    failed = sum(code not in (0, REFUSED) for _, code in found.cron)
    print(
        f"{len(took)} ingests by cron, {refused} refused, {failed} failed; they took {statistics.median(took):.1f} s "
        f"(median), {max(took):.1f} s (longest)"
    )
    seen = sorted(found.stream.latencies.values())
    if seen:
        print(
            f"of {len(found.stream.appeared)} articles of the stream {len(seen)} were seen, after "
            f"{statistics.median(seen):.1f} s (median), {seen[int(len(seen) * 0.95)]:.1f} s (p95), {seen[-1]:.1f} s"
        )
    broken = [finding.check for finding in run_checks(warehouse)]
    print(f"exit codes {found.codes}; checks that are broken: {', '.join(broken) or 'none'}")
    is_long = total >= 0.9 * seconds
    if not is_long:
        print(f"the backfill was through after {total:.0f} s: give more --articles")
    is_well = not refused and not failed and found.codes["watch"] == 0 and not broken and bool(seen)
    return is_well and is_long and all(one <= longest_s for one in still.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--articles", type=int, help="rows of the table that is backfilled: more than it gets through")
    parser.add_argument("--longest", type=float, help="seconds that any of the three may stand still")
    options = parser.parse_args()
    if not options.run and not options.full:
        print("not measured: it takes minutes; python bench/bench_together.py --run, or --full")
        return 0
    say_machine()
    seconds = 60 * (options.minutes or (30 if options.full else 2))
    longest_s = options.longest or (180 if options.full else 60)
    count = options.articles or int(seconds * 60)
    with TemporaryDirectory() as name:
        folder = Path(name)
        table = table_of(count, folder / "news.jsonl")
        print(
            f"a backfill of {count} articles, a stream of {STREAM_FEEDS} feeds, {CRON_FEEDS} feeds by cron", flush=True
        )
        found = measure(folder, seconds, 60 if options.full else 20, table)
        return 0 if say(found, seconds, longest_s, folder / "newsfold.duckdb") else 1


if __name__ == "__main__":
    sys.exit(main())

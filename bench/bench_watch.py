"""How soon what appears in a feed is seen by a newly opened connection of another process, and whether memory is flat.

A stream asks feeds on loopback each second; every feed brings an article now and then, while many are stored already.
It takes minutes, so it measures only when asked: python bench/bench_watch.py --run (a minute, 2,000 stored) or --full
(ten minutes, 20,000 stored). --warehouse PATH begins with a copy of that one.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests")]

from generated_news import Report, reports, written  # noqa: E402
from measuring import say_machine  # noqa: E402
from newsroom import LOOPBACK, Item, Newsroom, page_html, rss  # noqa: E402

from flows.settings import Settings  # noqa: E402
from flows.steps import ingest  # noqa: E402
from warehouse import run_checks, run_query  # noqa: E402

HOUSE = Path(__file__).parent.parent
KEPT_ITEMS = 20
SEED = 7
SAMPLE_S = 2.5
MOST_GROWN_MIB = 16
"""From the third to the last quarter of the time, when parsers and caches of bounded size are warm."""


@dataclass
class Outlet:
    """One feed with its newsroom; its newest items, as feeds have them."""

    room: Newsroom
    items: list[Item] = field(default_factory=list)

    def bring(self, report: Report) -> str:
        """A new article appears; its address."""
        path = f"/{report.on:%Y/%m}/{report.report_id}"
        self.room.publish(path, page_html(report.title, *report.paragraphs))
        now = format_datetime(datetime.now(UTC), usegmt=True)
        self.items = [Item(report.title, self.room.url(path), published=now), *self.items][:KEPT_ITEMS]
        self.room.publish_feed("/feed.xml", rss(self.items))
        return self.room.url(path)


@dataclass
class Seen:
    """When each address appeared, and how long it took until a new connection saw it; resident memory by time."""

    appeared: dict[str, float] = field(default_factory=dict)
    latencies: dict[str, float] = field(default_factory=dict)
    memory: list[tuple[int, int]] = field(default_factory=list)
    """Bytes of the stream's own process, and of its workers."""

    def look(self, warehouse: Path) -> None:
        waiting = [url for url in self.appeared if url not in self.latencies]
        if not waiting:
            return
        wanted = ", ".join(f"'{url}'" for url in waiting)
        found = run_query(warehouse, f"SELECT location FROM documents WHERE location IN ({wanted})").rows
        now = time.monotonic()
        for (location,) in found:
            self.latencies[location] = now - self.appeared[location]


def resident_bytes(pid: int) -> tuple[int, int]:
    """Of a process, and of its children."""
    own = of_children = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        lines = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
        size = int(lines.get("VmRSS", "0 kB").split()[0]) * 1024
        if pid == int(lines["Pid"]):
            own = size
        elif pid == int(lines["PPid"]):
            of_children += size
    return own, of_children


def begun(folder: Path, stored: int, given: Path | None) -> Path:
    """A warehouse with so many articles."""
    warehouse = folder / "newsfold.duckdb"
    if given is not None:
        shutil.copy(given, warehouse)
        return warehouse
    began = time.monotonic()
    ingest(Settings(warehouse=warehouse, batch_size=500), [str(written(reports(stored), folder / "stored.jsonl"))])
    print(f"{stored} articles stored in {time.monotonic() - began:.0f} s")
    return warehouse


def sources_of(outlets: Sequence[Outlet], folder: Path) -> Path:
    """A sources file with these feeds."""
    sources = folder / "sources.toml"
    tables = [
        f'[[source]]\nname = "Feed {number}"\nkind = "feed"\nlocation = "{one.room.url("/feed.xml")}"\n'
        for number, one in enumerate(outlets)
    ]
    sources.write_text("\n".join(tables), encoding="utf-8")
    return sources


def streamed(folder: Path, warehouse: Path, outlets: Sequence[Outlet]) -> subprocess.Popen[bytes]:
    sources = sources_of(outlets, folder)
    command = [sys.executable, "-m", "flows.cli", "watch", "--no-prefect", "--every", "1"]
    return subprocess.Popen(
        [*command, "--warehouse", str(warehouse), "--sources", str(sources), "--quiet"],
        env={
            **os.environ,
            "PYTHONPATH": str(HOUSE),
            "NEWSFOLD_ALLOW_ADDRESSES": LOOPBACK,
            "NEWSFOLD_MIN_INTERVAL_S": "0",
        },
    )


def measure(folder: Path, seconds: float, feeds: int, warehouse: Path) -> Seen:
    chance, seen = random.Random(SEED), Seen()
    coming = iter(reports(int(seconds * feeds / 10) + 200, seed=99))
    with ExitStack() as stack:
        outlets = [Outlet(stack.enter_context(Newsroom())) for _ in range(feeds)]
        for outlet in outlets:
            outlet.bring(next(coming))
        stream = streamed(folder, warehouse, outlets)
        try:
            first = [outlet.items[0].link for outlet in outlets]
            while (
                len(run_query(warehouse, f"SELECT location FROM documents WHERE location IN {tuple(first)}").rows)
                < feeds
            ):
                if stream.poll() is not None:
                    raise SystemExit(f"the stream ended by itself with {stream.returncode}")
                time.sleep(0.5)
            began = time.monotonic()
            due = {number: chance.uniform(0, 15) for number in range(feeds)}
            sampled = 0.0
            while (elapsed := time.monotonic() - began) < seconds:
                for number, at in due.items():
                    if elapsed >= at:
                        seen.appeared[outlets[number].bring(next(coming))] = time.monotonic()
                        due[number] = elapsed + chance.uniform(5, 25)
                seen.look(warehouse)
                if stream.poll() is not None:
                    raise SystemExit(f"the stream ended by itself with {stream.returncode}")
                if elapsed >= sampled:
                    seen.memory.append(resident_bytes(stream.pid))
                    sampled = elapsed + SAMPLE_S
                time.sleep(0.1)
            until = time.monotonic() + 20
            while len(seen.latencies) < len(seen.appeared) and time.monotonic() < until:
                seen.look(warehouse)
                time.sleep(0.1)
        finally:
            stream.send_signal(signal.SIGTERM)
            code = stream.wait(60)
    print(f"the stream ended with {code} after SIGTERM")
    return seen


def say(seen: Seen, warehouse: Path) -> bool:
    took = sorted(seen.latencies.values())
    lost = len(seen.appeared) - len(took)
    at = {share: took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.95, 0.99)}
    print(
        f"{len(seen.appeared)} articles appeared, {lost} not seen; seen after {at[0.5]:.2f} s (median), "
        f"{at[0.95]:.2f} s (p95), {at[0.99]:.2f} s (p99), {took[-1]:.2f} s (longest)"
    )
    is_flat = say_memory(seen)
    broken = [finding.check for finding in run_checks(warehouse)]
    print(f"checks of the warehouse that are broken: {', '.join(broken) or 'none'}")
    return lost == 0 and at[0.95] < 5 and not broken and is_flat


def say_memory(seen: Seen) -> bool:
    """Whether it stays flat once caches are warm: by the lower quartiles of each quarter of the time, because the peaks
    are those of a database that is open at that moment.
    """
    if len(seen.memory) < 8:
        return True
    own, workers = quartiles([one for one, _ in seen.memory]), quartiles([many for _, many in seen.memory])
    grown = own[3] + workers[3] - own[2] - workers[2]
    hours = len(seen.memory) // 4 * SAMPLE_S / 3600
    shown = "; ".join(
        f"{who} {', '.join(f'{level:.0f}' for level in levels)}"
        for who, levels in (("stream", own), ("workers", workers))
    )
    print(
        f"memory by quarter of the time, MiB: {shown}; at most {max(map(sum, seen.memory)) / 2**20:.0f} together; "
        f"grown by {grown:.0f} from the third to the fourth, {grown / hours:.0f} an hour"
    )
    return grown <= MOST_GROWN_MIB


def quartiles(sizes: Sequence[int]) -> list[float]:
    """The lower quartile of each quarter, MiB."""
    quarter = len(sizes) // 4
    parts = [sorted(sizes[place : place + quarter]) for place in range(0, 4 * quarter, quarter)]
    return [part[len(part) // 4] / 2**20 for part in parts]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--feeds", type=int, default=20)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--stored", type=int)
    parser.add_argument("--warehouse", type=Path)
    options = parser.parse_args()
    if not options.run and not options.full:
        print("not measured: it takes minutes; python bench/bench_watch.py --run, or --full")
        return 0
    say_machine()
    minutes = options.minutes or (10 if options.full else 1)
    stored = options.stored or (20_000 if options.full else 2_000)
    with TemporaryDirectory() as folder:
        warehouse = begun(Path(folder), stored, options.warehouse)
        count = run_query(warehouse, "SELECT count(*) FROM articles").rows[0][0]
        size = warehouse.stat().st_size / 2**20
        print(f"{options.feeds} feeds asked each second for {minutes:g} min, {count} articles stored ({size:.0f} MiB)")
        return 0 if say(measure(Path(folder), minutes * 60, options.feeds, warehouse), warehouse) else 1


if __name__ == "__main__":
    sys.exit(main())

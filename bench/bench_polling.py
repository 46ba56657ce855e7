"""How long a round of polls takes: feeds of 20 items from a server of this machine, twice, and what it costs.

Two measurements: 1,000 feeds on 50 hosts (ports) whose items have no pages, which is polling and nothing else; and 100
feeds on 10 hosts with a page for each item, all the way into the warehouse. Every host is asked once in
NEWSFOLD_MIN_INTERVAL_S (here 0.05 s) at the most; the second round comes a day later and is conditional throughout.
Told are the seconds of both rounds, the smallest pause that any host saw between two requests, and the memory of this
process. Without --full a tenth of it. Exits with 1 where a promise is broken: second round under a quarter of the
first, no host over its rate, under 500 MB, nothing missing.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import arguments, say_machine, say_table

from flows.settings import Settings
from flows.steps import ingest
from warehouse import run_query

INTERVAL_S = 0.05
ITEMS = 20
MOST_MB = 500
MOST_SHARE = 0.25
HOUSE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Round:
    """One ingest: its seconds, requests, and the smallest pause that a host saw between two of them."""

    seconds: float
    requests: int
    pause_s: float
    line: str


def main() -> None:
    options = arguments(__doc__)
    say_machine()
    os.environ |= {"NEWSFOLD_ALLOW_ADDRESSES": "127.0.0.0/8", "NEWSFOLD_MIN_INTERVAL_S": str(INTERVAL_S)}
    sizes = (("bare", 1_000, 50), ("feed", 100, 10)) if options.full else (("bare", 100, 10), ("feed", 10, 5))
    broken = [what for kind, feeds, hosts in sizes for what in measured(kind, feeds, hosts)]
    print("; ".join(broken) or "every promise is kept")
    sys.exit(1 if broken else 0)


def measured(kind: str, feeds: int, hosts: int) -> list[str]:
    """Two rounds over so many feeds; what they broke."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        server = stack.enter_context(serving(hosts, folder))
        ports = [int(word) for word in (server.stdout.readline() if server.stdout else "").split()]
        settings = Settings(warehouse=folder / "newsfold.duckdb", sources=folder / "sources.toml")
        settings.sources.write_text(sources_toml(kind, ports, feeds))
        rounds = [one_round(settings, folder / "requests.log", number) for number in (1, 2)]
        server.terminate()
        return judged(settings, rounds, kind, feeds)


def serving(hosts: int, folder: Path) -> subprocess.Popen[str]:
    """The server, a process of its own, so that its memory and its time are not counted."""
    command = [sys.executable, str(HOUSE / "bench" / "feed_server.py"), str(hosts), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def sources_toml(kind: str, ports: list[int], feeds: int) -> str:
    """A sources file with every feed."""
    return "".join(
        f'[[source]]\nname = "feed {number}"\nkind = "feed"\n'
        f'location = "http://127.0.0.1:{ports[number % len(ports)]}/{kind}/{number}.xml"\n\n'
        for number in range(feeds)
    )


def one_round(settings: Settings, log: Path, number: int) -> Round:
    log.write_text("")
    later = datetime.now(UTC).timestamp() + (number - 1) * 86_400
    began, clock_began = time.perf_counter(), time.time()
    report = ingest(settings, clock=lambda: datetime.fromtimestamp(later + time.time() - clock_began, UTC))
    seconds = time.perf_counter() - began
    time.sleep(0.5)
    asked: dict[str, list[float]] = {}
    for line in log.read_text().splitlines():
        port, moment = line.split()
        asked.setdefault(port, []).append(float(moment))
    pauses = [late - early for moments in asked.values() for early, late in pairwise(sorted(moments))]
    return Round(seconds, sum(map(len, asked.values())), min(pauses, default=0.0), report.line())


def judged(settings: Settings, rounds: list[Round], kind: str, feeds: int) -> list[str]:
    """Say what was measured; the promises that it breaks."""
    what = "with a page each" if kind == "feed" else "without pages"
    print(f"\n{feeds} feeds of {ITEMS} items {what}, at most one request in {INTERVAL_S} s to a host")
    head = ("round", "seconds", "requests", "smallest pause", "what it did")
    say_table(head, [(str(n), one.seconds, one.requests, one.pause_s, one.line) for n, one in enumerate(rounds, 1)])
    share = rounds[1].seconds / rounds[0].seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counted = "SELECT (SELECT count(*) FROM feed_items), (SELECT count(*) FROM articles)"
    [(entries, articles)] = run_query(settings.warehouse, counted).rows
    print(f"{entries} entries, {articles} articles; second round: {share:.3f} of the first; memory: {memory:.0f} MB")
    promises = {
        "the second round took a quarter of the first or more": share < MOST_SHARE,
        "a host was asked faster than its rate": min(one.pause_s for one in rounds) >= 0.9 * INTERVAL_S,
        f"{MOST_MB} MB or more": memory < MOST_MB,
        "a feed was not asked conditionally": rounds[1].requests == feeds,
        "entries are missing": entries == feeds * ITEMS,
        "articles are missing": articles == (feeds * ITEMS if kind == "feed" else 0),
    }
    return [f"{feeds} feeds {what}: {broken}" for broken, is_kept in promises.items() if not is_kept]


if __name__ == "__main__":
    main()

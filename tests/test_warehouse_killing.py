"""A writer killed at any moment loses nothing that it acknowledged, and leaves no half of a batch."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from warehouse.reading import looking
from warehouse.rows import ArticleKeyRow, ArticleRow
from warehouse.writing import Warehouse

BATCH = 40
HOUSE = Path(__file__).parent.parent
WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from warehouse_samples import article, key
from warehouse.writing import Warehouse
warehouse = Warehouse(Path(sys.argv[1]))
number = int(sys.argv[2])
while True:
    numbers = range(number, number + 40)
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert([article(each) for each in numbers])
        writer.upsert([key(each) for each in numbers])
    print(number, flush=True)
    warehouse.publish()
    number += 40
"""


def test_ten_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "newsfold.duckdb"
    chance = random.Random(7)
    acknowledged: set[int] = set()
    for _ in range(10):
        acknowledged |= written_until_killed(path, max(acknowledged, default=-BATCH) + BATCH, chance.uniform(0.0, 0.6))
        stored = stored_batches(path)
        assert acknowledged <= stored
        # A batch that was committed, and killed before it could say so, is whole as well and is not written again.
        acknowledged = stored
    warehouse = Warehouse(path, wait_s=0)
    warehouse.publish(force=True)
    with looking(path) as lookups:
        assert len(lookups.all_of(ArticleRow)) == BATCH * len(acknowledged)
    assert len(acknowledged) >= 10, "each writer told of its first batch"


def written_until_killed(path: Path, number: int, seconds: float) -> set[int]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(number), str(HOUSE / "tests")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    return {int(line) for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")}


def stored_batches(path: Path) -> set[int]:
    """First numbers of the stored batches; each must be whole, in both tables."""
    with Warehouse(path, wait_s=0).writing() as writer:
        titles = [int((row.title or "").removeprefix("Title ")) for row in writer.all_of(ArticleRow)]
        keys = [int(row.key.rpartition("/")[2]) for row in writer.all_of(ArticleKeyRow)]
    assert sorted(titles) == sorted(keys)
    firsts = {number - number % BATCH for number in titles}
    assert len(titles) == BATCH * len(firsts)
    return firsts

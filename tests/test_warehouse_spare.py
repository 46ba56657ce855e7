"""Publishing by way of a spare: what is published is the writer's file to the byte, whoever reads or is killed."""

from __future__ import annotations

import filecmp
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warehouse_samples import article

from warehouse import publishing, reading
from warehouse.change_log import CHUNK, FRONT, parts_of
from warehouse.publishing import is_only_opener, spare_of
from warehouse.rows import ArticleRow, key_of
from warehouse.writing import Warehouse

HOUSE = Path(__file__).parent.parent
COUNT = "SELECT count(*) FROM articles"
COUNT_SECRET = "SELECT count(*) FROM articles WHERE body = ?"
SECRET = "Ottoline Braithwaite of Quarrendon Lane"

WRITER = """
import random, sys
from pathlib import Path
sys.path.insert(0, "tests")
from warehouse import publishing
publishing.SPARE_FROM_BYTES = 0
import test_warehouse_spare as spare
from warehouse.writing import Warehouse
warehouse = Warehouse(Path(sys.argv[1]))
rng = random.Random(int(sys.argv[2]))
print("begun", flush=True)
while True:
    spare.change(warehouse, rng)
    warehouse.publish(force=True)
"""


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setattr(publishing, "SPARE_FROM_BYTES", 0)
    return Warehouse(tmp_path / "newsfold.duckdb")


def change(warehouse: Warehouse, rng: random.Random, count: int = 40) -> None:
    """Some articles come, some change, some go, in one transaction."""
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert([written(rng.randrange(2_000), rng) for _ in range(rng.randrange(5, count))])
        stored = list(writer.all_of(ArticleRow))
        gone = stored[: min(rng.randrange(3), len(stored) - 1)]
        writer.delete(ArticleRow, [key_of(row) for row in gone])


def written(number: int, rng: random.Random) -> ArticleRow:
    # Words that cannot be packed, so that the file soon has many blocks.
    return article(number, body=rng.randbytes(1_000).hex())


def published(warehouse: Warehouse) -> int | None:
    """Publishes, sees that the file is the writer's to the byte, and returns how many bytes were written for it."""
    done = warehouse.publish(force=True)
    assert done is not None
    assert filecmp.cmp(warehouse.live, warehouse.published, shallow=False)
    return done.written_byte_count


@pytest.mark.parametrize("seed", range(2))
def test_what_is_published_is_the_writers_file_to_the_byte(warehouse: Warehouse, seed: int) -> None:
    rng = random.Random(seed)
    shares = []
    for _ in range(8):
        for _ in range(rng.randrange(1, 3)):
            change(warehouse, rng)
        bytes_written = published(warehouse)
        assert bytes_written is not None
        shares.append(bytes_written / warehouse.published.stat().st_size)
    assert shares[:2] == [1.0, 1.0], "there is no spare before the third"
    assert max(shares[2:]) < 1


def test_little_is_written_for_little_that_changed(warehouse: Warehouse) -> None:
    rng = random.Random(1)
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert([written(number, rng) for number in range(6_000)])
    for number in range(4):
        with warehouse.writing() as writer, writer.transaction():
            writer.upsert([article(10_000 + number)])
        bytes_written = published(warehouse)
    assert bytes_written is not None
    assert bytes_written < warehouse.published.stat().st_size / 3


@pytest.mark.parametrize("how", ["a connection", "an open file"])
def test_what_somebody_has_open_is_never_written(warehouse: Warehouse, how: str) -> None:
    rng = random.Random(2)
    for _ in range(3):
        change(warehouse, rng)
        published(warehouse)
    connection = reading.connect(warehouse.published) if how == "a connection" else None
    file = warehouse.published.open("rb")
    before = file.read()
    if connection:
        # Closing a file gives back the locks of all who have it open in this process.
        file.close()
        count = connection.execute(COUNT).fetchall()
    for turn in range(3):
        change(warehouse, rng)
        bytes_written = published(warehouse)
        if turn == 1:
            assert bytes_written == warehouse.published.stat().st_size, "the spare is being read"
    if connection:
        assert connection.execute(COUNT).fetchall() == count
        assert connection.execute("SELECT count(DISTINCT body) FROM articles").fetchall()
        connection.close()
    else:
        file.seek(0)
        assert file.read() == before
        file.close()


def test_a_reader_in_another_process_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    with path.open("r+b") as own:
        assert is_only_opener(own.fileno(), path)
        command = [
            sys.executable,
            "-c",
            "import sys; f = open(sys.argv[1]); print('open', flush=True); input()",
            str(path),
        ]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "open\n"
            assert not is_only_opener(own.fileno(), path)
            other.communicate("\n")
        assert is_only_opener(own.fileno(), path)


def test_a_file_system_that_sees_no_readers_gets_whole_copies(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_is_leased", lambda _: True)
    rng = random.Random(3)
    for _ in range(4):
        change(warehouse, rng)
        assert published(warehouse) == warehouse.published.stat().st_size


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_at_any_moment_leaves_a_whole_file_and_no_half_done_spare(warehouse: Warehouse, seed: int) -> None:
    rng = random.Random(seed)
    command = [sys.executable, "-c", WRITER, str(warehouse.published), str(seed + 100)]
    environment = {**os.environ, "PYTHONPATH": str(HOUSE)}
    with subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.5 + 1.5 * rng.random())
        process.send_signal(signal.SIGKILL)
    if warehouse.published.exists():
        with reading.looking(warehouse.published) as lookups:
            assert all(len(row.body) == 2_000 for row in lookups.all_of(ArticleRow))
    for _ in range(3):
        change(warehouse, rng)
        published(warehouse)
    assert not warehouse.published.with_name(".newsfold.duckdb.part").exists()


def test_what_was_deleted_is_in_no_copy_once_the_file_is_written_anew(warehouse: Warehouse) -> None:
    rng = random.Random(4)
    secret = article(1, body=SECRET)
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert([secret])
    for _ in range(3):
        change(warehouse, rng)
        published(warehouse)
    assert reading.run_query(spare_of(warehouse.published), COUNT_SECRET, [SECRET]).rows == [(1,)]
    with warehouse.writing() as writer, writer.transaction():
        writer.delete(ArticleRow, [key_of(secret)])
    warehouse.compact()
    published(warehouse)
    assert not spare_of(warehouse.published).exists()
    assert reading.run_query(warehouse.published, COUNT_SECRET, [SECRET]).rows == [(0,)]
    assert [path.name for path in warehouse.published.parent.iterdir() if SECRET.encode() in path.read_bytes()] == []


def test_what_was_written_unseen_is_copied_whole(warehouse: Warehouse) -> None:
    rng = random.Random(5)
    for _ in range(3):
        change(warehouse, rng)
        published(warehouse)
    change(warehouse, rng)
    with duckdb.connect(str(warehouse.live)) as stranger:
        stranger.execute("DELETE FROM articles WHERE article_id IN (SELECT article_id FROM articles LIMIT 3)")
    assert published(warehouse) == warehouse.published.stat().st_size


def test_who_wrote_into_the_published_file_does_not_spoil_a_later_one(warehouse: Warehouse) -> None:
    rng = random.Random(6)
    for _ in range(3):
        change(warehouse, rng)
        published(warehouse)
    with duckdb.connect(str(warehouse.published)) as stranger:
        stranger.execute("DELETE FROM articles")
    for _ in range(3):
        change(warehouse, rng)
        published(warehouse)


def test_it_can_be_switched_off(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(7)
    for _ in range(3):
        change(warehouse, rng)
        published(warehouse)
    assert spare_of(warehouse.published).exists()
    monkeypatch.setenv("NEWSFOLD_SPARE", "off")
    change(warehouse, rng)
    assert published(warehouse) == warehouse.published.stat().st_size
    assert [path for path in warehouse.published.parent.iterdir() if path.name.startswith(".")] == []


def test_a_small_file_has_no_spare(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "newsfold.duckdb")
    for seed in range(3):
        change(warehouse, random.Random(seed))
        published(warehouse)
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@given(st.lists(st.tuples(st.integers(0, 40 * CHUNK), st.integers(1, 3 * CHUNK)), max_size=5))
def test_every_byte_of_a_range_behind_the_front_is_in_one_of_its_parts(ranges: list[tuple[int, int]]) -> None:
    parts = parts_of(ranges)
    for start, count in ranges:
        for byte in {start, start + count // 2, start + count - 1}:
            assert byte < FRONT or (byte - FRONT) // CHUNK in parts
    for number in parts:
        first, last = FRONT + number * CHUNK, FRONT + (number + 1) * CHUNK - 1
        assert any(start <= last and first <= start + count - 1 for start, count in ranges)

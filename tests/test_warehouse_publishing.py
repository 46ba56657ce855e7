"""The published file: nobody's open connection can block a commit or a publication, and nobody sees half of one."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from warehouse_samples import article, store

from transforms.errors import WarehouseError, WarehouseMissing
from warehouse import publishing, reading
from warehouse.publishing import Publication, is_too_soon
from warehouse.rows import ArticleRow
from warehouse.writing import Warehouse

COUNT = "SELECT count(*) FROM articles"
READER = """
import sys
from warehouse.reading import connect
connection = connect(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
print(connection.execute("SELECT count(*) FROM articles").fetchall()[0][0], flush=True)
connection.close()
"""
HOUSE = Path(__file__).parent.parent


def counted(path: Path) -> int:
    return int(reading.run_query(path, COUNT).rows[0][0])


def add(warehouse: Warehouse, number: int) -> None:
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert([article(number)])


def test_a_reader_in_another_process_blocks_neither_commits_nor_publishing(tmp_path: Path) -> None:
    path = tmp_path / "newsfold.duckdb"
    warehouse = store(path, article(0))
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "open\n"
    for number in range(1, 4):
        add(warehouse, number)
        assert warehouse.publish(force=True) is not None
        assert counted(path) == number + 1
    answer, _ = reader.communicate("go on\n")
    assert answer == "1\n", "a connection sees the state at the moment it was opened"


def test_readers_of_one_process_see_the_state_of_their_own_opening(tmp_path: Path) -> None:
    path = tmp_path / "newsfold.duckdb"
    warehouse = store(path, article(0))
    early = reading.connect(path)
    add(warehouse, 1)
    warehouse.publish(force=True)
    late = reading.connect(path)
    assert [connection.execute(COUNT).fetchall() for connection in (early, late)] == [[(1,)], [(2,)]]
    early.close()
    late.close()


def test_a_reader_is_served_while_the_writer_writes(tmp_path: Path) -> None:
    path = tmp_path / "newsfold.duckdb"
    warehouse = store(path, article(0))
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert([article(1)])
        assert counted(path) == 1
    assert counted(path) == 1, "committed, not yet published"
    warehouse.publish(force=True)
    assert counted(path) == 2


def test_before_the_first_publication_there_is_nothing_to_read(tmp_path: Path) -> None:
    path = tmp_path / "newsfold.duckdb"
    add(Warehouse(path), 1)
    with pytest.raises(WarehouseMissing, match="newsfold ingest"):
        reading.connect(path)


def test_publishing_takes_no_more_than_its_share_of_the_time() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    last = Publication(published_at=now, cost_s=2.0, byte_count=1, live_stamp="")
    assert is_too_soon(last, now + timedelta(seconds=39))
    assert not is_too_soon(last, now + timedelta(seconds=41))
    assert not is_too_soon(last, now - timedelta(days=1)), "a clock that was set back"
    assert not is_too_soon(None, now)


def test_a_throttled_publication_is_left_out_and_a_forced_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "newsfold.duckdb"
    warehouse = store(path, article(0))
    monkeypatch.setattr(publishing, "SHARE", 1e-9)
    add(warehouse, 1)
    assert warehouse.publish() is None
    assert counted(path) == 1
    publication = warehouse.publish(force=True)
    assert publication is not None
    assert publication == warehouse.status().publication
    assert publication.byte_count == path.stat().st_size
    assert publication.cost_s > 0
    assert counted(path) == 2


def test_what_is_already_published_is_not_published_again(tmp_path: Path) -> None:
    path = tmp_path / "newsfold.duckdb"
    warehouse = store(path, article(0))
    assert warehouse.publish(force=True) is None
    with warehouse.writing() as writer:
        writer.upsert([article(0)])
    assert warehouse.publish(force=True) is None, "an upsert that changed nothing"
    path.unlink()
    assert warehouse.publish(force=True) is not None, "but a lost file is made again"


def test_a_published_file_that_was_carried_elsewhere_is_gone_on_from(tmp_path: Path) -> None:
    store(tmp_path / "a.duckdb", article(0))
    elsewhere = tmp_path / "b.duckdb"
    elsewhere.write_bytes((tmp_path / "a.duckdb").read_bytes())
    warehouse = Warehouse(elsewhere)
    add(warehouse, 1)
    warehouse.publish(force=True)
    assert counted(elsewhere) == 2


def test_a_log_left_by_someone_who_wrote_into_the_published_file_does_not_spoil_the_next(tmp_path: Path) -> None:
    path = tmp_path / "newsfold.duckdb"
    warehouse = store(path, article(0))
    log = path.with_name("newsfold.duckdb.wal")
    log.write_bytes(b"rubbish")
    add(warehouse, 1)
    warehouse.publish(force=True)
    assert not log.exists()
    assert counted(path) == 2


def test_a_publication_that_fails_leaves_the_old_one_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "newsfold.duckdb"
    warehouse = store(path, article(0))
    add(warehouse, 1)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "_copy", full)
        with pytest.raises(WarehouseError, match="No space left"):
            warehouse.publish(force=True)
    assert counted(path) == 1
    assert not list(tmp_path.glob(".*"))
    warehouse.publish(force=True)
    assert counted(path) == 2


def test_copying_in_plain_steps_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(os.urandom(3_000_000))
    publishing.copy_durably(source, target)
    assert target.read_bytes() == source.read_bytes()
    monkeypatch.setattr(publishing, "_copy_in_kernel", lambda *_: False)
    publishing.copy_durably(source, target)
    assert target.read_bytes() == source.read_bytes()


def test_a_link_to_a_warehouse_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    link = tmp_path / "newsfold.duckdb"
    link.symlink_to(tmp_path / "disk" / "real.duckdb")
    store(link, article(0))
    assert link.is_symlink()
    assert counted(link) == 1


def test_the_writers_file_can_be_read_by_the_older_engine(tmp_path: Path) -> None:
    warehouse = store(tmp_path / "newsfold.duckdb", article(0))
    header = warehouse.live.read_bytes()[:4096]
    assert b"DUCK" in header
    opened = duckdb.connect(str(warehouse.live), read_only=True)
    tags = opened.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()
    opened.close()
    assert "v1.5" in str(tags) or "v1.4" in str(tags), tags


def test_all_that_was_committed_is_there_after_publishing(tmp_path: Path) -> None:
    path = tmp_path / "newsfold.duckdb"
    warehouse = Warehouse(path)
    for number in range(5):
        add(warehouse, number)
        warehouse.publish()
    warehouse.publish(force=True)
    with reading.looking(path) as lookups:
        assert set(lookups.all_of(ArticleRow)) == {article(number) for number in range(5)}

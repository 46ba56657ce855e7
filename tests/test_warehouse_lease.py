"""Two writers, killed writers, and people who look: real processes on real files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from warehouse_samples import article

from transforms.errors import LeaseHeld, WarehouseError
from warehouse.lease import Lease, is_held, read_record
from warehouse.rows import ArticleRow
from warehouse.writing import Warehouse

HOLDER = """
import sys, time
from pathlib import Path
from warehouse.lease import Lease
with Lease(Path(sys.argv[1])).held():
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""
HOUSE = Path(__file__).parent.parent


def holder(lease: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that holds the lease when this returns."""
    environment = {**os.environ, "PYTHONPATH": str(HOUSE)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lease), str(seconds)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    process.stdout.close()
    return process


def test_a_second_writer_is_refused_in_time_and_told_who_holds_it(tmp_path: Path) -> None:
    process = holder(tmp_path / "newsfold.duckdb.lease", 60)
    try:
        began = time.monotonic()
        with (
            pytest.raises(LeaseHeld, match=f"process {process.pid} on .* since") as caught,
            Warehouse(tmp_path / "newsfold.duckdb", wait_s=0.5).writing(),
        ):
            pass
        assert caught.value.pid == process.pid
        assert 0.4 < time.monotonic() - began < 5
    finally:
        process.kill()
        process.wait()


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    process = holder(tmp_path / "newsfold.duckdb.lease", 0.5)
    with Warehouse(tmp_path / "newsfold.duckdb", wait_s=20).writing() as writer:
        assert writer.upsert([article(1)]).inserted == 1
    assert process.wait() == 0


def test_the_lease_of_a_killed_holder_is_free_at_once(tmp_path: Path) -> None:
    lease = tmp_path / "newsfold.duckdb.lease"
    process = holder(lease, 60)
    assert is_held(lease)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not is_held(lease)
    with Lease(lease, wait_s=0).held():
        assert read_record(lease)["pid"] == os.getpid()


def test_status_says_who_writes_and_since_when(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "newsfold.duckdb")
    assert not warehouse.status().is_written_now
    with warehouse.writing():
        status = warehouse.status()
        assert (status.is_written_now, status.pid) == (True, os.getpid())
        assert status.since is not None
    status = warehouse.status()
    assert (status.is_written_now, status.pid, status.since) == (False, None, None)


def test_the_heartbeat_of_a_long_holder_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.lease._HEARTBEAT_S", 0.05)
    monkeypatch.setattr("warehouse.lease._now", lambda: f"{time.monotonic()}")
    path = tmp_path / "lease"
    with Lease(path).held():
        first = read_record(path)["heartbeat"]
        until = time.monotonic() + 5
        while read_record(path).get("heartbeat") == first and time.monotonic() < until:
            time.sleep(0.02)
        assert read_record(path)["heartbeat"] != first


def test_nested_use_in_one_thread_is_refused_instead_of_waiting_for_itself(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "newsfold.duckdb")
    with warehouse.writing(), pytest.raises(WarehouseError, match="holds the lease already"), warehouse.writing():
        pass


def test_threads_of_one_process_take_turns(tmp_path: Path) -> None:
    def add(number: int) -> None:
        with Warehouse(tmp_path / "newsfold.duckdb").writing() as writer:
            writer.upsert([article(number)])

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Warehouse(tmp_path / "newsfold.duckdb").writing() as writer:
        assert len(writer.all_of(ArticleRow)) == 4


def test_whoever_takes_it_again_at_once_starves_nobody(tmp_path: Path) -> None:
    path, is_over = tmp_path / "lease", threading.Event()

    def take_again_and_again() -> None:
        while not is_over.is_set():
            with Lease(path, wait_s=30).held():
                time.sleep(0.2)

    greedy = [threading.Thread(target=take_again_and_again) for _ in range(2)]
    for thread in greedy:
        thread.start()
    waits = []
    try:
        time.sleep(0.3)
        for _ in range(5):
            began = time.monotonic()
            with Lease(path, wait_s=30).held():
                waits.append(time.monotonic() - began)
    finally:
        is_over.set()
        for thread in greedy:
            thread.join()
    assert max(waits) < 2, "two holders before it at the most, each of a fifth of a second, on a busy machine"


def test_a_lease_file_with_rubbish_in_it_is_only_a_file(tmp_path: Path) -> None:
    path = tmp_path / "lease"
    path.write_text("{ not json")
    assert read_record(path) == {}
    with Lease(path).held():
        assert read_record(path)["pid"] == os.getpid()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(WarehouseError, match=r"newsfold\.duckdb\.lease"),
        Warehouse(tmp_path / "file" / "newsfold.duckdb").writing(),
    ):
        pass


def test_someone_who_opened_the_writers_file_is_named(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "newsfold.duckdb", wait_s=0.3)
    with warehouse.writing():
        pass
    opener = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('open', flush=True); time.sleep(60)",
            str(warehouse.live),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert opener.stdout is not None
        assert opener.stdout.readline() == "open\n"
        with pytest.raises(LeaseHeld, match=f"process {opener.pid} has opened") as caught, warehouse.writing():
            pass
        assert caught.value.pid == opener.pid
    finally:
        opener.kill()
        opener.communicate()

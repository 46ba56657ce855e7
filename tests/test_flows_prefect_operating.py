"""Operating under Prefect: what a person changed stays, a worker runs what prefect.yaml deploys, kills lose nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from made_up import corpus, write_rows
from prefect_place import HOUSE, Server, ended, serving, waited_for
from warehouse_snapshot import snapshot

from flows.deployments import DEPLOYMENTS
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import backfill
from warehouse import run_checks, run_query

SEEDS = str(HOUSE / "seeds")
SOURCES = f"""
[[source]]
name = "Seeds"
location = "{SEEDS}"

[[schedule]]
cron = "7 * * * *"

[[schedule]]
cron = "9 * * * *"
tags = ["wire"]

[[schedule]]
cron = "11 * * * *"
tags = ["local"]
"""

LAST = DEPLOYMENTS[-1].name
NONE = {"updated": ""}

pytestmark = pytest.mark.slow


def prefect(server: Server, folder: Path, *arguments: str) -> str:
    """What the prefect command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "prefect", *arguments],
        env=dict(server.environment),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def working(server: Server, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of the pool of prefect.yaml."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "prefect", "worker", "start", "--pool", "newsfold"],
        env={**server.environment, "PREFECT_WORKER_QUERY_SECONDS": "2"},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield worker
    finally:
        ended(worker)


def schedules(server: Server, name: str) -> dict[str, tuple[bool, Any]]:
    """Whether each cron schedule is active, and its parameters."""
    found = server.deployment(name)["schedules"]
    return {one["schedule"]["cron"]: (one["active"], one["parameters"]) for one in found}


def registered(server: Server, folder: Path) -> None:
    """`newsfold serve` comes up, and goes again. It registers in order, so the last deployment is looked at."""
    before = server.deployment(LAST)
    with serving(server, folder, (folder / "sources.toml").read_text()) as process:
        known = before["updated"] if before else ""
        waited_for(lambda: process.poll() is None and (server.deployment(LAST) or NONE)["updated"] > known, "serving")


def deployed(server: Server, folder: Path) -> None:
    """`prefect deploy --all` into the work pool of prefect.yaml, which is made where it is not there yet."""
    (folder / "prefect.yaml").write_text((HOUSE / "prefect.yaml").read_text(), encoding="utf-8")
    prefect(server, folder, "work-pool", "create", "newsfold", "--type", "process", "--overwrite")
    prefect(server, folder, "--no-prompt", "deploy", "--all")


def test_what_a_person_changed_survives_a_restart_and_a_deploy(server: Server, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    registered(server, tmp_path)
    ingest = waited_for(lambda: server.deployment("ingest"), "the ingest deployment")
    mine = {one["schedule"]["cron"]: one["id"] for one in ingest["schedules"]}
    place = f"/deployments/{ingest['id']}"
    server.ask(
        f"{place}/schedules/{mine['7 * * * *']}", {"schedule": {"cron": "8 * * * *", "timezone": "UTC"}}, method="PATCH"
    )
    # Prefect 3.8 empties the parameters of a schedule that is changed without naming them.
    server.ask(f"{place}/schedules/{mine['9 * * * *']}", {"active": False}, method="PATCH")
    server.ask(f"{place}/schedules/{mine['11 * * * *']}", {"active": True}, method="PATCH")
    added = [{"schedule": {"cron": "30 5 * * *", "timezone": "Europe/Oslo"}, "active": True}]
    server.ask(f"{place}/schedules", added)
    server.ask(f"{place}/pause_deployment", {})
    # Nobody touched this one's time, so that it follows the file.
    (tmp_path / "sources.toml").write_text(SOURCES.replace("11 *", "12 *"), encoding="utf-8")
    registered(server, tmp_path)
    changed = schedules(server, "ingest")
    assert changed == {
        "8 * * * *": (True, {}),
        "9 * * * *": (False, {"tags": ["wire"]}),
        "12 * * * *": (True, {"tags": ["local"]}),
        "30 5 * * *": (True, {}),
    }
    assert server.deployment("ingest")["paused"]
    server.ask(f"{place}/schedules/{mine['9 * * * *']}", {"active": False}, method="PATCH")
    deployed(server, tmp_path)
    assert schedules(server, "ingest") == changed
    assert server.deployment("ingest")["work_pool_name"] == "newsfold"
    server.ask(f"{place}/resume_deployment", {})


def test_a_worker_runs_what_is_deployed_and_a_kill_loses_nothing(
    server: Server, tmp_path: Path, pool: ParsingPool
) -> None:
    table = write_rows(tmp_path / "all.jsonl", corpus(12, texts=120))
    whole, warehouse = (Settings(warehouse=tmp_path / name / "newsfold.duckdb", batch_size=40) for name in ("a", "b"))
    backfill(whole, str(table), pool=pool)
    parameters = {"location": str(table), "warehouse": str(warehouse.warehouse), "batch_size": 40, "workers": 1}
    deployed(server, tmp_path)
    with working(server, tmp_path):
        run = server.run("backfill", parameters)
        pid = waited_for(lambda: process_of(server, run, warehouse.warehouse), "the first committed batch")
        os.kill(pid, signal.SIGKILL)
        dead = server.ended(run, "CRASHED")
        assert dead["state"]["name"] == "Crashed"
        assert len(run_query(warehouse.warehouse, "SELECT * FROM articles").rows) < len(corpus(12, texts=120))
        again = server.run("backfill", parameters)
        server.ended(again)
    assert snapshot(warehouse.warehouse) == snapshot(whole.warehouse)
    assert run_checks(warehouse.warehouse) == []
    states = run_query(warehouse.warehouse, "SELECT state FROM runs ORDER BY started_at").rows
    assert states == [("killed",), ("completed",)]


def process_of(server: Server, flow_run_id: str, warehouse: Path) -> int | None:
    """The process of the run, once it has committed a batch there. A run that has ended is not waited for."""
    assert server.state(flow_run_id) not in ("COMPLETED", "FAILED", "CRASHED"), "the run ended before it was killed"
    if not warehouse.is_file() or not run_query(warehouse, "SELECT 1 FROM articles LIMIT 1").rows:
        return None
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = status.read_bytes().split(b"\0")
            environment = status.with_name("environ").read_bytes()
        except OSError:
            continue
        is_engine = b"prefect.flow_engine" in command or b"prefect.engine" in command
        if is_engine and flow_run_id.encode() in environment:
            return int(status.parent.name)
    return None

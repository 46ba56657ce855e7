"""Operating under Prefect: what a person changed stays, a worker runs what prefect.yaml deploys, kills lose nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from made_up import corpus, write_rows
from prefect_place import HOUSE, Server, deployed, ended, serving, waited_for
from warehouse_snapshot import snapshot

from flows.automations import CRASH_NAME, NEXT_NAME
from flows.deployments import DEPLOYMENTS
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import backfill, ingest
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


def automations(server: Server) -> list[Any]:
    return list(server.ask("/automations/filter", {}))


def switched_off(server: Server, name: str) -> str:
    """An automation that a person switches off; its id."""
    wanted = waited_for(lambda: [one for one in automations(server) if one["name"] == name], "the automation")
    server.ask(f"/automations/{wanted[0]['id']}", {"enabled": False}, method="PATCH")
    return str(wanted[0]["id"])


def registered(server: Server, folder: Path) -> None:
    """`newsfold serve` comes up, and goes again. It registers in order, so the last deployment is looked at."""
    before = server.deployment(LAST)
    with serving(server, folder, (folder / "sources.toml").read_text()) as process:
        known = before["updated"] if before else ""
        waited_for(lambda: process.poll() is None and (server.deployment(LAST) or NONE)["updated"] > known, "serving")


def test_what_a_person_changed_survives_a_restart_and_a_deploy(server: Server, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    registered(server, tmp_path)
    off = switched_off(server, CRASH_NAME)
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
    assert {one["name"]: one["enabled"] for one in automations(server)} == {CRASH_NAME: False, NEXT_NAME: True}
    server.ask(f"/automations/{off}", {"enabled": True}, method="PATCH")
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


def test_a_worker_runs_what_is_deployed_and_a_kill_of_both_loses_nothing(
    server: Server, tmp_path: Path, pool: ParsingPool
) -> None:
    whole, warehouse, parameters = a_backfill(tmp_path, pool)
    deployed(server, tmp_path)
    with working(server, tmp_path) as worker:
        dead = server.run("backfill", parameters)
        pid = waited_for(lambda: process_of(server, dead, warehouse), "the first committed batch")
        os.killpg(worker.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        assert server.state(dead) == "RUNNING", "nobody was left to say that it died"
    with working(server, tmp_path):
        server.ended(server.run("backfill", parameters))
    assert_went_on(server, dead, warehouse, whole)


def test_after_a_kill_of_everything_the_next_schedule_finishes_it(
    server: Server, tmp_path: Path, pool: ParsingPool
) -> None:
    table = write_rows(tmp_path / "all.jsonl", corpus(12, texts=200))
    sources = f'[[source]]\nname = "All"\nlocation = "{table}"\n'
    (tmp_path / "sources.toml").write_text(sources, encoding="utf-8")
    whole, warehouse = tmp_path / "a" / "newsfold.duckdb", tmp_path / "b" / "newsfold.duckdb"
    ingest(Settings(warehouse=whole, sources=tmp_path / "sources.toml"), pool=pool)
    place = {"NEWSFOLD_WAREHOUSE": str(warehouse)}
    before = (server.deployment(LAST) or NONE)["updated"]
    with serving(server, tmp_path, sources, **place) as process:
        waited_for(lambda: (server.deployment(LAST) or NONE)["updated"] > before, "serving")
        often = [{"schedule": {"interval": 15}, "active": True}]
        server.ask(f"/deployments/{server.deployment('ingest')['id']}/schedules", often)
        dead = waited_for(lambda: running(server, "ingest"), "the first scheduled run")
        pid = waited_for(lambda: process_of(server, dead, warehouse), "the first committed batch")
        os.killpg(process.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        assert server.state(dead) == "RUNNING", "nobody was left to say that it died"
    with serving(server, tmp_path, sources, **place):
        waited_for(lambda: server.state(dead) == "CRASHED", "the mark of whoever serves next")
        waited_for(lambda: is_completed(warehouse), "the next scheduled run")
        for one in server.deployment("ingest")["schedules"]:
            server.ask(f"/deployments/{server.deployment('ingest')['id']}/schedules/{one['id']}", method="DELETE")
    assert_went_on(server, dead, warehouse, whole)


def running(server: Server, name: str) -> str | None:
    """A run of that deployment that is at work."""
    found = server.deployment(name)
    at_work = server.runs(found["id"], "RUNNING") if found else []
    return str(at_work[0]["id"]) if at_work else None


def is_completed(warehouse: Path) -> bool:
    return bool(run_query(warehouse, "SELECT 1 FROM runs WHERE state = 'completed' AND new_count > 0").rows)


def a_backfill(folder: Path, pool: ParsingPool) -> tuple[Path, Path, dict[str, Any]]:
    """A warehouse that was filled without a kill, the place of another, and the parameters to fill that one."""
    table = write_rows(folder / "all.jsonl", corpus(12, texts=120))
    whole, warehouse = (folder / name / "newsfold.duckdb" for name in ("a", "b"))
    backfill(Settings(warehouse=whole, batch_size=40), str(table), pool=pool)
    return whole, warehouse, {"location": str(table), "warehouse": str(warehouse), "batch_size": 40, "workers": 1}


def assert_went_on(server: Server, dead: str, warehouse: Path, whole: Path) -> None:
    """The dead run is marked, what it left was taken up, and nothing is doubled or lost."""
    state = server.ask(f"/flow_runs/{dead}")["state"]
    assert (state["type"], state["name"]) == ("CRASHED", "Crashed")
    assert "process died" in state["message"]
    states = dict(run_query(warehouse, "SELECT CAST(flow_run_id AS VARCHAR), state FROM runs").rows)
    assert states[dead] == "killed"
    assert snapshot(warehouse) == snapshot(whole)
    assert run_checks(warehouse) == []


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

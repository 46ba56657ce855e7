"""The flows under Prefect: with an ephemeral server, a running one, scheduled and by hand, with one result."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from warehouse_snapshot import snapshot

from flows.deployments import DEPLOYMENTS, prefect_yaml
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import ingest
from warehouse import run_query

HOUSE = Path(__file__).parent.parent
SEEDS = str(HOUSE / "seeds")
PATIENCE_S = 150.0


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which Prefect has a home of its own."""
    home = tmp_path_factory.mktemp("prefect")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**kept, "PREFECT_HOME": str(home), "PYTHONPATH": str(HOUSE)}


@pytest.fixture(scope="module")
def api(environment: dict[str, str]) -> Iterator[str]:
    """A real Prefect server; the address of its API."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = (
        "import sys, time; from flows.prefect_settings import apply_quiet_settings; apply_quiet_settings();"
        "from flows.deployments import started_server, stop_server; server = started_server(int(sys.argv[1]));"
        "print('ready', flush=True); sys.stdin.read(); stop_server(server)"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", script, str(port)],
        env=environment,
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    assert server.stdout.readline().strip() == "ready"
    yield f"http://127.0.0.1:{port}/api"
    server.stdin.close()
    server.wait(60)
    server.stdout.close()


@pytest.fixture(scope="module")
def served(environment: dict[str, str], api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """`serve` of both deployments, the ingest one each minute, in an empty folder of its own."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "sources.toml").write_text(f'[[source]]\nname = "Seeds"\nlocation = "{SEEDS}"\n')
    script = "from flows.deployments import serve_deployments; serve_deployments(cron='* * * * *')"
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**environment, "PREFECT_API_URL": api, "NEWSFOLD_WAREHOUSE": str(folder / "newsfold.duckdb")},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield folder
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def ask(api: str, path: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{api}{path}", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def waited_for(found: Callable[[], Any], what: str) -> Any:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            if value := found():
                return value
        except OSError:
            pass
        time.sleep(1)
    raise AssertionError(f"{what} did not come within {PATIENCE_S:.0f} s")


def run_flow(environment: dict[str, str], warehouse: Path) -> None:
    script = (
        "import sys; from flows.prefect_settings import apply_quiet_settings; apply_quiet_settings();"
        "from flows.ingest import ingest_flow; print(ingest_flow(locations=[sys.argv[1]], warehouse=sys.argv[2]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, SEEDS, str(warehouse)],
        env=environment,
        cwd=warehouse.parent,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "'new_count': 2" in done.stdout


@pytest.mark.slow
def test_the_rows_are_the_same_with_and_without_an_orchestrator(
    environment: dict[str, str], api: str, tmp_path: Path, pool: ParsingPool
) -> None:
    plain, ephemeral, running = (tmp_path / name / "newsfold.duckdb" for name in ("plain", "ephemeral", "running"))
    for path in (plain, ephemeral, running):
        path.parent.mkdir()
    ingest(Settings(warehouse=plain), [SEEDS], pool=pool)
    run_flow(environment, ephemeral)
    run_flow({**environment, "PREFECT_API_URL": api}, running)
    assert snapshot(ephemeral) == snapshot(plain)
    assert snapshot(running) == snapshot(plain)
    assert run_query(plain, "SELECT flow_run_id FROM runs").rows == [(None,)]
    (flow_run_id,) = run_query(running, "SELECT flow_run_id FROM runs").rows[0]
    assert ask(api, f"/flow_runs/{flow_run_id}")["state"]["type"] == "COMPLETED"


@pytest.mark.slow
def test_a_cron_deployment_gets_scheduled_runs_and_one_runs_to_the_end(api: str, served: Path) -> None:
    deployment = waited_for(lambda: named(api, "ingest"), "the ingest deployment")

    def scheduled() -> Any:
        states = {"state": {"type": {"any_": ["SCHEDULED"]}}}
        wanted = {"flow_runs": states, "deployments": {"id": {"any_": [deployment["id"]]}}, "limit": 5}
        return ask(api, "/flow_runs/filter", wanted)

    assert waited_for(scheduled, "a Scheduled run of the cron deployment")

    def completed() -> Any:
        states = {"state": {"type": {"any_": ["COMPLETED"]}}}
        wanted = {"flow_runs": states, "deployments": {"id": {"any_": [deployment["id"]]}}, "limit": 5}
        return ask(api, "/flow_runs/filter", wanted)

    done = waited_for(completed, "a Completed run of the cron deployment")
    rows = run_query(served / "newsfold.duckdb", "SELECT flow_run_id, new_count FROM runs ORDER BY started_at").rows
    assert rows[0] == (UUID(done[-1]["id"]), 2) or rows[0][1] == 2
    assert run_query(served / "newsfold.duckdb", "SELECT article_count FROM clusters").rows == [(2,)]


@pytest.mark.slow
def test_a_backfill_by_hand_reports_what_it_did(api: str, served: Path, tmp_path: Path) -> None:
    deployment = waited_for(lambda: named(api, "backfill"), "the backfill deployment")
    properties = deployment["parameter_openapi_schema"]["properties"]
    assert properties["since"]["description"].startswith("First day")
    assert '"format": "date"' in json.dumps(properties["since"])
    warehouse = tmp_path / "newsfold.duckdb"
    parameters = {"location": SEEDS, "since": "2022-05-01", "until": "2022-05-31", "warehouse": str(warehouse)}
    run = ask(api, f"/deployments/{deployment['id']}/create_flow_run", {"parameters": parameters})
    waited_for(lambda: ask(api, f"/flow_runs/{run['id']}")["state"]["type"] == "COMPLETED", "the backfill's end")
    (row,) = run_query(warehouse, "SELECT kind, flow_run_id, new_count FROM runs").rows
    assert row == ("backfill", UUID(run["id"]), 2)
    wanted = {"artifacts": {"flow_run_id": {"any_": [run["id"]]}}}
    (artifact,) = ask(api, "/artifacts/filter", wanted)
    assert artifact["key"] == "newsfold-backfill"
    assert "attributes its matter to another outlet" in artifact["data"]
    tasks = ask(api, "/task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
    assert [task["name"] for task in tasks] == ["seeds: batch 1"]


def named(api: str, name: str) -> Any:
    wanted = {"deployments": {"name": {"any_": [name]}}}
    return next(iter(ask(api, "/deployments/filter", wanted)), None)


def test_prefect_yaml_is_what_the_definition_says() -> None:
    assert (HOUSE / "prefect.yaml").read_text() == prefect_yaml()
    assert {one.name for one in DEPLOYMENTS} == {"ingest", "backfill", "reprocess"}

"""The flows under Prefect: with an ephemeral server, a running one, scheduled and by hand, with one result."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect_place import HOUSE, Server, quiet_environment, serving, waited_for
from warehouse_snapshot import snapshot

from flows.deployments import DEPLOYMENTS, prefect_yaml
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import ingest
from warehouse import run_query

SEEDS = str(HOUSE / "seeds")
SOURCES = f"""
[[source]]
name = "Seeds"
location = "{SEEDS}"
tags = ["seeds"]

[[source]]
name = "Another"
location = "another"

[[schedule]]
cron = "* * * * *"
tags = ["seeds"]
"""


ANOTHER = (
    "<html><body><article><h1>The mill reopens</h1><p>" + "The mill by the weir grinds again. " * 20 + "</p></article>"
)


@pytest.fixture(scope="module")
def served(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """`newsfold serve`, its ingest each minute, in an empty folder of its own.

    The first minute passes while other tests of this module are at work.
    """
    folder = tmp_path_factory.mktemp("served")
    (folder / "another").mkdir()
    (folder / "another" / "page.html").write_text(ANOTHER, encoding="utf-8")
    with serving(server, folder, SOURCES):
        schedule = waited_for(lambda: tagged(server.deployment("ingest")), "the schedule of ingest")
        # Prefect 3.8 empties the parameters by this; the run must keep to the tags of its schedule all the same.
        place = f"/deployments/{server.deployment('ingest')['id']}/schedules/{schedule['id']}"
        server.ask(place, {"active": True}, method="PATCH")
        yield folder


def run_flow(environment: Mapping[str, str], warehouse: Path) -> None:
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
    server: Server, served: Path, tmp_path: Path, pool: ParsingPool
) -> None:
    assert served.is_dir(), "what is served goes on beside it"
    plain, ephemeral, running = (tmp_path / name / "newsfold.duckdb" for name in ("plain", "ephemeral", "running"))
    for path in (plain, ephemeral, running):
        path.parent.mkdir()
    ingest(Settings(warehouse=plain), [SEEDS], pool=pool)
    run_flow(quiet_environment(tmp_path / "prefect"), ephemeral)
    run_flow(server.environment, running)
    assert snapshot(ephemeral) == snapshot(plain)
    assert snapshot(running) == snapshot(plain)
    assert run_query(plain, "SELECT flow_run_id FROM runs").rows == [(None,)]
    (flow_run_id,) = run_query(running, "SELECT flow_run_id FROM runs").rows[0]
    assert server.state(flow_run_id) == "COMPLETED"


def tagged(deployment: Any) -> Any:
    """The schedule of the deployment that says its tags in its slug too, once it is there."""
    schedules = deployment["schedules"] if deployment else []
    return next((one for one in schedules if one["slug"] == "tags=seeds"), None)


@pytest.mark.slow
def test_a_backfill_by_hand_reports_what_it_did(server: Server, served: Path, tmp_path: Path) -> None:
    deployment = waited_for(lambda: server.deployment("backfill"), "the backfill deployment")
    properties = deployment["parameter_openapi_schema"]["properties"]
    assert properties["since"]["description"].startswith("First day")
    assert '"format": "date"' in json.dumps(properties["since"])
    assert all("description" in one for one in properties.values())
    warehouse = tmp_path / "newsfold.duckdb"
    parameters = {"location": SEEDS, "since": "2022-05-01", "until": "2022-05-31", "warehouse": str(warehouse)}
    run = server.run("backfill", parameters)
    server.ended(run)
    (row,) = run_query(warehouse, "SELECT kind, flow_run_id, new_count FROM runs").rows
    assert row == ("backfill", UUID(run), 2)
    (report,) = server.artifacts(run, "markdown")
    assert report["key"] == "newsfold-backfill"
    assert "| 2 | 2 | 0 | 0 | 0 | 2 |" in report["data"]
    assert "attributes its matter to another outlet" in report["data"]
    (table,) = server.artifacts(run, "table")
    values = {row["what"]: row["value"] for row in json.loads(table["data"])}
    assert table["key"].startswith("newsfold-source-")
    assert (values["article count"], values["document count"], values["rejected count"]) == ("2", "2", "0")
    tasks = server.ask("/task_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
    assert [task["name"] for task in tasks] == ["seeds: batch 1"]
    found = waited_for(
        lambda: server.ask("/events/filter", {"filter": {"event": {"name": ["newsfold.batch.committed"]}}})["events"],
        "the event of the batch",
    )
    assert any(event["payload"]["new_count"] == 2 for event in found)


@pytest.mark.slow
def test_reprocess_shows_how_far_it_is(server: Server, served: Path, tmp_path: Path, pool: ParsingPool) -> None:
    warehouse = tmp_path / "newsfold.duckdb"
    ingest(Settings(warehouse=warehouse), [SEEDS], pool=pool)
    run = server.run("reprocess", {"warehouse": str(warehouse)})
    server.ended(run)
    (progress,) = server.artifacts(run, "progress")
    assert (progress["data"], progress["description"][:13]) == (100.0, "2 of 2 items ")
    (report,) = server.artifacts(run, "markdown")
    assert (report["key"], str(warehouse) in report["data"]) == ("newsfold-reprocess", True)
    assert served.is_dir()


@pytest.mark.slow
def test_a_cron_schedule_of_the_sources_file_gets_runs_and_one_runs_to_the_end(server: Server, served: Path) -> None:
    deployment = server.deployment("ingest")
    assert waited_for(lambda: server.runs(deployment["id"], "SCHEDULED"), "a Scheduled run of the cron schedule")
    done = waited_for(
        lambda: [run for run in server.runs(deployment["id"], "COMPLETED") if is_of(run, served)],
        "a Completed run of the cron schedule",
    )
    assert done[0]["auto_scheduled"]
    rows = run_query(served / "newsfold.duckdb", "SELECT flow_run_id, new_count FROM runs ORDER BY started_at").rows
    assert UUID(done[0]["id"]) in {flow_run_id for flow_run_id, _ in rows}
    assert rows[0][1] == 2
    assert run_query(served / "newsfold.duckdb", "SELECT count(*) FROM documents").rows == [(2,)]
    assert run_query(served / "newsfold.duckdb", "SELECT article_count FROM clusters").rows == [(2,)]


def is_of(run: Any, folder: Path) -> bool:
    """Whether a run lost its parameters, and is of this folder: the server is shared with other modules."""
    if run["parameters"] or not (folder / "newsfold.duckdb").is_file():
        return False
    found = run_query(folder / "newsfold.duckdb", "SELECT flow_run_id FROM runs").rows
    return (UUID(run["id"]),) in found


def test_prefect_yaml_is_what_the_definition_says() -> None:
    assert (HOUSE / "prefect.yaml").read_text() == prefect_yaml()
    assert {"ingest", "watch", "backfill", "reprocess"} <= {one.name for one in DEPLOYMENTS}

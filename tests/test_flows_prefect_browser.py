"""A person at Prefect's UI: finds the deployment, fills the form with dates, runs it, and reads the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from browsers import CHROMIUM, browser
from prefect_place import HOUSE, Server, serving, waited_for

from warehouse import run_query

SEEDS = str(HOUSE / "seeds")
SLOW_MS = 90_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: nobody looks at Prefect's UI"),
]


def choose_day(page: Any, place: int, day: str) -> None:
    """The field of that place among the dates gets a day; fields before it have theirs."""
    page.get_by_role("button", name="date", exact=True).nth(place).click()
    page.get_by_text("Select date").click()
    picker = page.locator(".p-date-picker")
    picker.locator("input").fill(day)
    picker.get_by_role("button", name="Apply").click()


def test_a_person_fills_the_form_runs_it_and_reads_the_report(server: Server, tmp_path: Path) -> None:
    with serving(server, tmp_path, ""), browser() as opened:
        waited_for(lambda: server.deployment("backfill"), "the backfill deployment")
        page = opened.new_context(viewport={"width": 1280, "height": 1400}).new_page()
        page.set_default_timeout(SLOW_MS)
        page.goto(f"{server.ui}/deployments")
        page.locator('a[href*="/deployments/deployment/"]').filter(has_text="backfill").first.click()
        page.get_by_role("button", name="Run", exact=True).click()
        page.get_by_text("Custom run").click()
        page.locator("textarea").first.fill(SEEDS)
        choose_day(page, 0, "2022-05-01")
        choose_day(page, 1, "2022-05-31")
        page.get_by_role("button", name="Submit").click()
        deployment = server.deployment("backfill")["id"]
        mine = waited_for(lambda: with_day(server, deployment), "the run of the form")
        assert mine["parameters"]["until"] == "2022-05-31"
        server.ended(mine["id"])
        (report,) = server.artifacts(mine["id"], "markdown")
        page.goto(f"{server.ui}/runs/flow-run/{mine['id']}")
        page.get_by_text("Artifacts", exact=True).last.click()
        page.locator(f'a[href*="{report["id"]}"]').first.click()
        page.get_by_role("heading", name="backfill run").wait_for()
        shown = page.inner_text("body")
    assert "attributes its matter to another outlet" in shown
    (row,) = run_query(
        tmp_path / "newsfold.duckdb", "SELECT kind, flow_run_id, new_count, matched_count FROM runs"
    ).rows
    assert row == ("backfill", UUID(mine["id"]), 2, 2)
    assert "2 items: 2 new, 0 updated, 0 unchanged, 0 rejected; 2 tied to another copy" in shown


def with_day(server: Server, deployment_id: str) -> Any:
    """The run that was given a first day in the form."""
    found = [run for run in server.runs(deployment_id) if run["parameters"].get("since") == "2022-05-01"]
    return next((run for run in found if not run["parameters"].get("warehouse")), None)

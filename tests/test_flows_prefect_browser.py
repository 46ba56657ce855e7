"""A person at Prefect's UI: finds the deployment, fills the form with dates, runs it, and reads the report."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from browsers import CHROMIUM, browser
from playwright.sync_api import TimeoutError  # noqa: A004  playwright's own
from prefect_place import HOUSE, Server, deployed, serving, waited_for

from flows.deployments import DEPLOYMENTS
from warehouse import run_query

SEEDS = str(HOUSE / "seeds")
SLOW_MS = 90_000
LAST = DEPLOYMENTS[-1].name
SOURCES = """
[[schedule]]
deployment = "maintain"
cron = "7 * * * *"

[[schedule]]
deployment = "maintain"
cron = "9 * * * *"
"""

SHOWN = {"At 7 minutes past": False, "At 10 minutes past": True, "At 05:30 AM": True}
"""What becomes of them in the UI."""
CHANGED = {"7 * * * *": False, "10 * * * *": True, "30 5 * * *": True}
EFFECT_S = 20.0

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
    picker.wait_for(state="hidden")


def submit(page: Any) -> None:
    """Submit is pressed until the page asks the server for a run: the form may still be taking in what was typed."""
    for seconds in (10, 20, 60):
        try:
            with page.expect_response("**/create_flow_run", timeout=1000 * seconds) as answered:
                page.get_by_role("button", name="Submit").click()
        except TimeoutError as error:
            print(f"Submit was pressed and nothing asked for: {error}; {page.inner_text('form')}")  # noqa: T201
        else:
            assert answered.value.ok, answered.value.text()
            return
    pytest.fail("the form never asked for a run")


def test_a_person_fills_the_form_runs_it_and_reads_the_report(server: Server, tmp_path: Path) -> None:
    before = updated(server)
    with serving(server, tmp_path, ""), browser() as opened:
        waited_for(lambda: updated(server) > before, "serving")
        page = opened.new_context(viewport={"width": 1280, "height": 1400}).new_page()
        page.set_default_timeout(SLOW_MS)
        page.goto(f"{server.ui}/deployments")
        page.locator('a[href*="/deployments/deployment/"]').filter(has_text="backfill").first.click()
        page.get_by_role("button", name="Run", exact=True).click()
        page.get_by_text("Custom run").click()
        page.locator("textarea").first.fill(SEEDS)
        choose_day(page, 0, "2022-05-01")
        choose_day(page, 1, "2022-05-31")
        submit(page)
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


def test_a_person_pauses_edits_adds_cancels_and_retries(server: Server, tmp_path: Path) -> None:
    before = updated(server)
    with serving(server, tmp_path, SOURCES), browser() as opened:
        waited_for(lambda: updated(server) > before, "serving")
        page = opened.new_context(viewport={"width": 1400, "height": 1400}).new_page()
        page.set_default_timeout(SLOW_MS)
        change_schedules(page, server)
        cancel(page, server)
        retry(page, server)
    before = updated(server)
    with serving(server, tmp_path, SOURCES):
        waited_for(lambda: updated(server) > before, "serving again")
        assert schedules(server) == CHANGED, "and it survives a restart"
    deployed(server, tmp_path)
    assert schedules(server) == CHANGED, "and a prefect deploy"
    with browser() as opened:
        page = opened.new_context(viewport={"width": 1400, "height": 1400}).new_page()
        page.set_default_timeout(SLOW_MS)
        assert shown_schedules(page, server) == SHOWN
        for one in server.deployment("maintain")["schedules"]:
            place = f"/deployments/{server.deployment('maintain')['id']}/schedules/{one['id']}"
            server.ask(place, method="DELETE")


def change_schedules(page: Any, server: Server) -> None:
    """One is paused by its switch, another edited in its menu, a third added."""

    def card(cron: str) -> Any:
        return page.locator(".deployment-schedule-card").filter(has_text=cron)

    def paused() -> None:
        card("At 7 minutes past").get_by_role("switch").click()

    def edited() -> None:
        card("At 9 minutes past").get_by_role("button").last.click()
        page.get_by_text("Edit", exact=True).last.click()
        save_cron(page, "10 * * * *")

    def added() -> None:
        page.get_by_role("button", name="Schedule", exact=True).click()
        page.get_by_text("Cron", exact=True).click()
        save_cron(page, "30 5 * * *")

    done(page, server, paused, {"7 * * * *": False, "9 * * * *": True})
    done(page, server, edited, {"7 * * * *": False, "10 * * * *": True})
    done(page, server, added, CHANGED)


def done(page: Any, server: Server, act: Callable[[], None], wanted: dict[str, bool]) -> None:
    """Something done on the page of maintain until the server has it: a page that is busy may lose a click."""
    for _ in range(3):
        page.goto(f"{server.ui}/deployments/deployment/{server.deployment('maintain')['id']}")
        act()
        with suppress(AssertionError):
            waited_for(lambda: schedules(server) == wanted, "the change", EFFECT_S)
            return
    pytest.fail(f"the server has {schedules(server)} and not {wanted}")


def schedules(server: Server) -> dict[str, bool]:
    """The cron lines of maintain's schedules, and whether each is switched on."""
    return {one["schedule"]["cron"]: one["active"] for one in server.deployment("maintain")["schedules"]}


def shown_schedules(page: Any, server: Server) -> dict[str, bool]:
    """The schedules of maintain as the page of the deployment shows them, and whether each is switched on."""
    page.goto(f"{server.ui}/deployments/deployment/{server.deployment('maintain')['id']}")
    cards = page.locator(".deployment-schedule-card")
    cards.nth(len(SHOWN) - 1).wait_for()
    found = {}
    for place in range(cards.count()):
        card = cards.nth(place)
        name = next((one for one in SHOWN if one in card.inner_text()), card.inner_text())
        found[name] = card.get_by_role("switch").get_attribute("aria-checked") == "true"
    return found


def save_cron(page: Any, cron: str) -> None:
    """The cron line of the form that is open."""
    line = page.locator("input[type=text]").filter(visible=True).nth(1)
    line.fill(cron)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).wait_for(state="hidden")


def cancel(page: Any, server: Server) -> None:
    """A stream is started with a quick run and cancelled on its page."""
    page.goto(f"{server.ui}/deployments/deployment/{server.deployment('watch')['id']}")
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("Quick run").click()
    run = waited_for(lambda: server.runs(server.deployment("watch")["id"], "RUNNING"), "the stream")[0]["id"]
    page.goto(f"{server.ui}/runs/flow-run/{run}")
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_role("button", name="Confirm", exact=True).click()
    server.ended(run, "CANCELLED")


def retry(page: Any, server: Server) -> None:
    """A backfill whose days are the wrong way round says so in words, and can be tried again on its page."""
    run = server.run("backfill", {"location": SEEDS, "since": "2022-06-02", "until": "2022-06-01"})
    server.ended(run, "FAILED")
    page.goto(f"{server.ui}/runs/flow-run/{run}")
    page.get_by_text("2022-06-02 is later than until (2022-06-01)").first.wait_for()
    page.get_by_role("button", name="Retry", exact=True).click()
    page.get_by_role("button", name="Retry", exact=True).last.click()
    waited_for(lambda: server.ask(f"/flow_runs/{run}")["run_count"] == 2, "the second try")
    waited_for(lambda: server.state(run) == "FAILED", "its end")


def updated(server: Server) -> str:
    """When the deployments were registered last; the last of them is looked at, because they are in order."""
    found = server.deployment(LAST)
    return str(found["updated"]) if found else ""


def with_day(server: Server, deployment_id: str) -> Any:
    """The run that was given a first day in the form."""
    found = [run for run in server.runs(deployment_id) if run["parameters"].get("since") == "2022-05-01"]
    return next((run for run in found if not run["parameters"].get("warehouse")), None)

"""What Prefect adds to a run: steps as tasks with names and retries, events, the flow run's id, and its artifacts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from prefect import get_run_logger, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext
from prefect.events import emit_event

from flows.committing import Committed
from flows.crashes import mark_crashed
from flows.pace import SHOWN, Pace
from flows.reports import RunReport
from flows.reports_markdown import report_markdown
from flows.schedules import tags_of_slug
from flows.settings import Settings
from flows.steps import StepKind
from transforms.errors import LeaseHeld
from transforms.text import slug
from warehouse.looking_up import sources_of_run
from warehouse.reading import looking

T = TypeVar("T")

MOST_LOGGED = 100
"""Lines of a run's log about what was refused; the rest is in rejections."""
MOST_TABLES = 100
"""Sources of one run that get a table of their own in the UI; the report and the warehouse have all."""
PROGRESS_EVERY_S = 5.0
RETRIES = (10.0, 60.0, 300.0)
"""Seconds before each further try of a batch that another process kept from committing."""


def task_call(kind: StepKind, name: str, work: Callable[[], T]) -> T:
    """The step as a task of its own; its result stays in this process and is never written down by Prefect.

    A batch is tried again where the writer's lease could not be had, and for no other reason: everything else that
    can be tried again is tried where it happens.
    """
    step = task(
        name=kind,
        task_run_name=_escaped(name),
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=len(RETRIES) if kind == "batch" else 0,
        retry_delay_seconds=list(RETRIES),
        retry_condition_fn=_is_lease,
    )(_done)
    result = step(work)
    if isinstance(result, Committed):
        _tell(name, result)
    return result


def _done(work: Callable[[], T]) -> T:
    return work()


async def _is_lease(_task: Any, _run: Any, state: Any) -> bool:
    result = await state.aresult(raise_on_failure=False)
    return isinstance(result, LeaseHeld)


def _tell(name: str, committed: Committed) -> None:
    """An event for each committed batch, so that automations can act on what came in."""
    changes = ("new", "updated", "unchanged", "matched")
    emit_event(
        "newsfold.batch.committed",
        resource={"prefect.resource.id": "newsfold.warehouse", "prefect.resource.name": "newsfold warehouse"},
        payload={"batch": name, **{f"{one}_count": len(getattr(committed, one)) for one in changes}},
    )


def _escaped(name: str) -> str:
    """Task run names are format strings to Prefect; a name is not."""
    return name.replace("{", "(").replace("}", ")")[:200]


def flow_run_id() -> UUID | None:
    """The id of the flow run that this code runs in, None outside one."""
    context = FlowRunContext.get()
    return context.flow_run.id if context is not None and context.flow_run is not None else None


def tags_of_run(given: Sequence[str]) -> tuple[str, ...]:
    """The tags that this run was ``given``; where its parameters do not name any, those that its schedule's slug says.

    A change of a schedule that does not send its parameters empties them, and the run would ask all sources.
    """
    context = FlowRunContext.get()
    run = context.flow_run if context is not None else None
    if run is None or run.created_by is None or "tags" in run.parameters:
        return tuple(given)
    return tags_of_slug(run.created_by.display_value) or tuple(given)


def skipped(error: LeaseHeld) -> dict[str, int]:
    """A run that has nothing to do, because another one like it is at work: said in its log, with empty counts."""
    get_run_logger().warning("nothing done: %s", error)
    return RunReport(UUID(int=0), "skipped").counts()


class ProgressArtifact:
    """The progress of a long run in the UI, brought up to date every few seconds, with its rate and the time left."""

    def __init__(self, total: int | None) -> None:
        self._pace = Pace(total, time.monotonic())
        self._shown_s = time.monotonic()
        self._artifact_id: UUID | None = None
        if total:
            made = create_progress_artifact(progress=0.0, description=self._pace.line(0, time.monotonic()))
            self._artifact_id = made if isinstance(made, UUID) else None

    def __call__(self, report: RunReport) -> None:
        """After a batch."""
        now = time.monotonic()
        done = report.item_count + report.skipped_count
        share = self._pace.share(done)
        if show := SHOWN.get():
            show(self._pace.line(done, now))
        is_last = share is not None and share >= 1
        if now - self._shown_s < PROGRESS_EVERY_S and not is_last:
            return
        self._shown_s = now
        line = self._pace.line(done, now)
        get_run_logger().info("%s", line)
        if self._artifact_id is not None and share is not None:
            update_progress_artifact(self._artifact_id, progress=round(100 * share, 1), description=line)


def finished(report: RunReport, settings: Settings) -> dict[str, int]:
    """Publish the report of a run as its artifacts, and return its counts."""
    log = get_run_logger()
    log.info("%s", report.line())
    mark_crashed(report.killed_flow_runs)
    for failure in [*report.failures, *(refused.reason for refused in report.rejections)][:MOST_LOGGED]:
        log.warning("%s", failure)
    markdown = report_markdown(report, str(settings.warehouse.absolute()))
    create_markdown_artifact(key=f"newsfold-{report.kind}", markdown=markdown, description=report.line())
    _source_tables(report, settings)
    return report.counts()


def _source_tables(report: RunReport, settings: Settings) -> None:
    """A table for each source, under a key that stays, so that the UI has the history of a source by itself."""
    with looking(settings.warehouse) as reads:
        rows = sources_of_run(reads, report.run_id)
    for row in rows[:MOST_TABLES]:
        time = report.times.get(str(row["source"]))
        asked = {"polls": time.poll_count, "seconds": round(time.total_s, 1)} if time else {}
        values = {**{name: "" if value is None else value for name, value in row.items()}, **asked}
        create_table_artifact(
            key=f"newsfold-source-{slug(str(row['source_id']))[:200] or 'unnamed'}",
            table=[{"what": name.replace("_", " "), "value": str(value)} for name, value in values.items()],
            description=f"{row['source']}: what run {report.run_id} brought",
        )

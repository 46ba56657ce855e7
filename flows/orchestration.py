"""What Prefect adds to a run: steps as tasks with names, the flow run's id, the report as an artifact."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from prefect import get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext

from flows.reports import RunReport
from flows.reports_markdown import report_markdown
from flows.settings import Settings
from flows.steps import StepKind

T = TypeVar("T")

MOST_LOGGED = 100
"""Lines of a run's log about what was refused; the rest is in rejections."""


def task_call(kind: StepKind, name: str, work: Callable[[], T]) -> T:
    """The step as a task of its own; its result stays in this process and is never written down by Prefect."""
    step = task(name=kind, task_run_name=_escaped(name), cache_policy=NO_CACHE, persist_result=False)(_done)
    return step(work)


def _done(work: Callable[[], T]) -> T:
    return work()


def _escaped(name: str) -> str:
    """Task run names are format strings to Prefect; a name is not."""
    return name.replace("{", "(").replace("}", ")")[:200]


def flow_run_id() -> UUID | None:
    """The id of the flow run that this code runs in, None outside one."""
    context = FlowRunContext.get()
    return context.flow_run.id if context is not None and context.flow_run is not None else None


def finished(report: RunReport, settings: Settings) -> dict[str, int]:
    """Publish the report of a run as its artifact, and return its counts."""
    log = get_run_logger()
    log.info("%s", report.line())
    for failure in [*report.failures, *(refused.reason for refused in report.rejections)][:MOST_LOGGED]:
        log.warning("%s", failure)
    create_markdown_artifact(
        key=f"newsfold-{report.kind}",
        markdown=report_markdown(report, str(settings.warehouse)),
        description=report.line(),
    )
    return report.counts()

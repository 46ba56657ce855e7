"""The maintain flow: a round of care for the warehouse, as a Prefect flow. Thin: the work is in flows.maintaining."""

from __future__ import annotations

from collections.abc import Sequence

from prefect import flow
from prefect.events import emit_event

from flows.alerts import Alert
from flows.leftovers import OnlyOne
from flows.maintaining import maintain
from flows.orchestration import finished, flow_run_id, skipped, task_call
from flows.steps import settings_with
from transforms.errors import AtWorkAlready

LONGEST_S = 6 * 3600


@flow(name="maintain", flow_run_name="maintain", log_prints=False, timeout_seconds=LONGEST_S)
def maintain_flow(warehouse: str | None = None, sources: str | None = None) -> dict[str, int]:
    """Takes up what killed runs left, drops what is kept for a time only, runs every check, tells what needs a person.

    Returns the counts.

    Args:
        warehouse: The DuckDB file to look after. Leave empty for NEWSFOLD_WAREHOUSE, or newsfold.duckdb.
        sources: The sources file. Leave empty for NEWSFOLD_SOURCES, or sources.toml.
    """
    settings = settings_with(warehouse, sources)
    try:
        with OnlyOne(settings.archive, "maintain"):
            report = maintain(settings, call=task_call, flow_run_id=flow_run_id(), tell=_tell)
    except AtWorkAlready as error:
        return skipped(error)
    return finished(report, settings)


def _tell(fresh: Sequence[Alert]) -> None:
    """An event for each alert, so that Prefect's own automations can send it anywhere."""
    for one in fresh:
        emit_event(
            f"newsfold.alert.{one.kind}",
            resource={"prefect.resource.id": f"newsfold.alert.{one.kind}", "prefect.resource.name": one.subject},
            payload=one.to_json(),
        )

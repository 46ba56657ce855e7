"""The reprocess flow: everything again from the archive, as a Prefect flow. Thin: the work is in flows.reprocessing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.orchestration import finished, flow_run_id, task_call
from flows.reprocessing import reprocess
from flows.running import DateRange
from flows.steps import settings_with


@flow(name="reprocess", flow_run_name="reprocess", log_prints=False)
def reprocess_flow(
    since: date | None = None,
    until: date | None = None,
    workers: Annotated[int, Field(ge=1)] | None = None,
    warehouse: str | None = None,
    sources: str | None = None,
) -> dict[str, int]:
    """Extract, clean and match again from the archive, with no network. Safe to run again. Returns the counts.

    Args:
        since: First day, by the articles' own dates. Leave empty for no limit.
        until: Last day, by the articles' own dates. Leave empty for no limit.
        workers: How many processes parse. Leave empty for one a processor.
        warehouse: The DuckDB file to write. Leave empty for NEWSFOLD_WAREHOUSE, or newsfold.duckdb.
        sources: The sources file. Leave empty for NEWSFOLD_SOURCES, or sources.toml.
    """
    settings = replace(settings_with(warehouse, sources), workers=workers)
    report = reprocess(settings, DateRange(since, until), call=task_call, flow_run_id=flow_run_id())
    return finished(report, settings)

"""The reprocess flow: everything again from the archive, as a Prefect flow. Thin: the work is in flows.reprocessing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.orchestration import ProgressArtifact, finished, flow_run_id, task_call
from flows.reprocessing import reprocess
from flows.running import DateRange
from flows.settings import Settings
from flows.steps import settings_with
from transforms.errors import WarehouseError
from warehouse.reading import looking


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
    dates = DateRange(since, until)
    progress = ProgressArtifact(_capture_count(settings, dates))
    report = reprocess(settings, dates, call=task_call, flow_run_id=flow_run_id(), progress=progress)
    return finished(report, settings)


def _capture_count(settings: Settings, dates: DateRange) -> int | None:
    """How many captures there are to read again, None where there is no published file that can be asked."""
    try:
        with looking(settings.warehouse) as reads:
            return len(reads.captures_to_read_again(dates.since, dates.until))
    except WarehouseError:
        # none yet, or one of an older newsfold, which the run itself brings up to date
        return None

"""The backfill flow: one location or source, within dates, as a Prefect flow. Thin: the work is in flows.steps."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.ingest import SourcesPath, WarehousePath
from flows.orchestration import finished, flow_run_id, task_call
from flows.running import DateRange
from flows.steps import Extent, backfill, settings_with

Location = Annotated[
    str,
    Field(
        title="Location or source",
        description="A folder, a file, a table (JSONL, CSV, Parquet), a feed or page address, or the name of a configured source.",
    ),
]
Since = Annotated[
    date | None, Field(title="Since", description="First day, by the articles' own dates. Leave empty for no limit.")
]
Until = Annotated[
    date | None, Field(title="Until", description="Last day, by the articles' own dates. Leave empty for no limit.")
]
Limit = Annotated[int | None, Field(title="At most", description="How many items to read. Leave empty for all.", ge=1)]


@flow(name="backfill", flow_run_name="backfill {location}", log_prints=False)
def backfill_flow(
    location: Location,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    warehouse: WarehousePath = None,
    sources: SourcesPath = None,
) -> dict[str, int]:
    """Everything at one location or of one source, between two days. Safe to run again. Returns the counts."""
    settings = settings_with(warehouse, sources)
    extent = Extent(DateRange(since, until), limit)
    report = backfill(settings, location, extent=extent, call=task_call, flow_run_id=flow_run_id())
    return finished(report, settings)

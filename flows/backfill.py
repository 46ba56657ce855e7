"""The backfill flow: one location or source, within dates, as a Prefect flow. Thin: the work is in flows.steps."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.flow_fields import FirstDay, KeepingField, LastDay, SourcesFile, WarehouseFile, Workers
from flows.orchestration import finished, flow_run_id, task_call
from flows.running import DateRange
from flows.settings import DEFAULT_BATCH_SIZE
from flows.steps import Extent, backfill, settings_with


@flow(name="backfill", flow_run_name="backfill {location}", log_prints=False)
def backfill_flow(  # noqa: PLR0917  each is a field of the form in the UI
    location: Annotated[
        str,
        Field(
            min_length=1,
            description="A folder, a file, a table (JSONL, CSV, Parquet), a WARC file, an address, or the name of a "
            "configured source.",
        ),
    ],
    since: FirstDay = None,
    until: LastDay = None,
    limit: Annotated[
        int | None, Field(ge=1, description="How many items to read at the most. Leave empty for all.")
    ] = None,
    workers: Workers = None,
    batch_size: Annotated[
        int, Field(ge=1, le=5000, description="Items a commit: more are faster, fewer are seen sooner.")
    ] = DEFAULT_BATCH_SIZE,
    resume: Annotated[
        bool,
        Field(description="Go on where an earlier backfill of these dates ended. Switch off to read all of it again."),
    ] = True,
    archive: KeepingField = "usual",
    warehouse: WarehouseFile = None,
    sources: SourcesFile = None,
) -> dict[str, int]:
    """Everything at one location or of one source, between two days. Safe to run again. Returns the counts."""
    settings = replace(settings_with(warehouse, sources), workers=workers, batch_size=batch_size, keeping=archive)
    extent = Extent(DateRange(since, until), limit, resume)
    report = backfill(settings, location, extent=extent, call=task_call, flow_run_id=flow_run_id())
    return finished(report, settings)

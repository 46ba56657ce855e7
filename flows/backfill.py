"""The backfill flow: one location or source, within dates, as a Prefect flow. Thin: the work is in flows.steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.counting import counted_items
from flows.flow_fields import Limit, Workers
from flows.orchestration import ProgressArtifact, finished, flow_run_id, task_call
from flows.running import DateRange
from flows.settings import DEFAULT_BATCH_SIZE, Keeping
from flows.steps import Extent, backfill, settings_with
from transforms.errors import InvalidSetting


@flow(name="backfill", flow_run_name="backfill {location}", log_prints=False)
def backfill_flow(  # noqa: PLR0917  each is a field of the form in the UI
    location: Annotated[str, Field(min_length=1)],
    since: date | None = None,
    until: date | None = None,
    limit: Limit = None,
    workers: Workers = None,
    batch_size: Annotated[int, Field(ge=1, le=5000)] = DEFAULT_BATCH_SIZE,
    resume: bool = True,
    archive: Keeping = "usual",
    warehouse: str | None = None,
    sources: str | None = None,
) -> dict[str, int]:
    """Everything at one location or of one source, between two days. Safe to run again. Returns the counts.

    Args:
        location: A folder, file, table (JSONL, CSV, Parquet), WARC file or address, or the name of a configured source.
        since: First day, by the articles' own dates. Leave empty for no limit.
        until: Last day, by the articles' own dates. Leave empty for no limit.
        limit: How many items to read at the most. Leave empty for all.
        workers: How many processes parse. Leave empty for one a processor.
        batch_size: Items a commit. More are faster, fewer are seen sooner.
        resume: Go on where an earlier backfill of these dates ended. Switch off to read all of it again.
        archive: Whether local files are copied into the archive: usual (all but WARC files), reference or copy.
        warehouse: The DuckDB file to write. Leave empty for NEWSFOLD_WAREHOUSE, or newsfold.duckdb.
        sources: The sources file. Leave empty for NEWSFOLD_SOURCES, or sources.toml.
    """
    if since and until and since > until:
        raise InvalidSetting("since", f"{since} is later than until ({until})", "exchange the two days")
    settings = replace(settings_with(warehouse, sources), workers=workers, batch_size=batch_size, keeping=archive)
    extent = Extent(DateRange(since, until), limit, resume)
    progress = ProgressArtifact(counted_items(settings, location, extent))
    report = backfill(settings, location, extent=extent, call=task_call, flow_run_id=flow_run_id(), progress=progress)
    return finished(report, settings)

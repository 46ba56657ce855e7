"""The ingest flow: one pass over the sources that are due, as a Prefect flow. Thin: the work is in flows.steps."""

from __future__ import annotations

from dataclasses import replace

from prefect import flow

from flows.orchestration import finished, flow_run_id, task_call
from flows.settings import Keeping
from flows.steps import ingest, settings_with


@flow(name="ingest", flow_run_name="ingest", log_prints=False)
def ingest_flow(
    locations: list[str] | None = None,
    warehouse: str | None = None,
    sources: str | None = None,
    archive: Keeping = "usual",
) -> dict[str, int]:
    """One pass: poll what is due, clean, match, store. Returns the counts of the run.

    Args:
        locations: Feed or page addresses, files or folders. Leave empty to take the configured sources that are due.
        warehouse: The DuckDB file to write. Leave empty for NEWSFOLD_WAREHOUSE, or newsfold.duckdb.
        sources: The sources file. Leave empty for NEWSFOLD_SOURCES, or sources.toml.
        archive: Whether local files are copied into the archive: usual (all but WARC files), reference or copy.
    """
    settings = replace(settings_with(warehouse, sources), keeping=archive)
    report = ingest(settings, locations or (), call=task_call, flow_run_id=flow_run_id())
    return finished(report, settings)

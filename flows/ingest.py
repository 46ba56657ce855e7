"""The ingest flow: one pass over the sources that are due, as a Prefect flow. Thin: the work is in flows.steps."""

from __future__ import annotations

from dataclasses import replace

from prefect import flow

from flows.flow_fields import Tags
from flows.leftovers import OnlyOne
from flows.orchestration import finished, flow_run_id, skipped, tags_of_run, task_call
from flows.settings import Keeping
from flows.steps import ingest, settings_with
from transforms.errors import AtWorkAlready

LONGEST_S = 6 * 3600


@flow(name="ingest", flow_run_name="ingest", log_prints=False, timeout_seconds=LONGEST_S)
def ingest_flow(
    locations: list[str] | None = None,
    tags: Tags = [],  # noqa: B006  Prefect shows it in the form and changes nothing in it
    warehouse: str | None = None,
    sources: str | None = None,
    archive: Keeping = "usual",
) -> dict[str, int]:
    """One pass: poll what is due, clean, match, store. Returns the counts of the run.

    Where another pass over the same sources is at work, it ends at once and changes nothing.

    Args:
        locations: Feed or page addresses, files or folders. Leave empty for the configured sources that are due.
        tags: Only configured sources with one of these tags. Leave empty for all.
        warehouse: The DuckDB file to write. Leave empty for NEWSFOLD_WAREHOUSE, or newsfold.duckdb.
        sources: The sources file. Leave empty for NEWSFOLD_SOURCES, or sources.toml.
        archive: Whether local files are copied into the archive: usual (all but WARC files), reference or copy.
    """
    settings = replace(settings_with(warehouse, sources), keeping=archive)
    wanted = tags_of_run(tags)
    try:
        with OnlyOne(settings.archive, " ".join(["ingest", *sorted([*wanted, *(locations or ())])])):
            report = ingest(settings, locations or (), tags=wanted, call=task_call, flow_run_id=flow_run_id())
    except AtWorkAlready as error:
        return skipped(error)
    return finished(report, settings)

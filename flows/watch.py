"""The watch flow: the stream, as a Prefect flow. Thin: the work is in flows.watching."""

from __future__ import annotations

from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.flow_fields import Tags
from flows.orchestration import finished, flow_run_id, skipped, tags_of_run, task_call
from flows.steps import settings_with
from flows.watching import WatchOptions, watch
from transforms.errors import AtWorkAlready


@flow(name="watch", flow_run_name="watch", log_prints=False)
def watch_flow(
    tags: Tags = [],  # noqa: B006  Prefect shows it in the form and changes nothing in it
    every_s: Annotated[float, Field(ge=0.1)] | None = None,
    hours: Annotated[float, Field(gt=0)] | None = None,
    warehouse: str | None = None,
    sources: str | None = None,
) -> dict[str, int]:
    """The stream: polls what is due, looks at folders, commits small batches, until cancelled. Returns the counts.

    Where another stream is at work on the warehouse, it ends at once and changes nothing.

    Args:
        tags: Only sources with one of these tags. Leave empty for all.
        every_s: Seconds between two polls of a feed that is well, instead of its own pace: for sites of your own.
        hours: End after so many hours. Leave empty to go on until it is cancelled.
        warehouse: The DuckDB file to write. Leave empty for NEWSFOLD_WAREHOUSE, or newsfold.duckdb.
        sources: The sources file. Leave empty for NEWSFOLD_SOURCES, or sources.toml.
    """
    settings = settings_with(warehouse, sources)
    options = WatchOptions(every_s, tags_of_run(tags), hours * 3600 if hours is not None else None)
    try:
        report = watch(settings, options, call=task_call, flow_run_id=flow_run_id())
    except AtWorkAlready as error:
        return skipped(error)
    return finished(report, settings)

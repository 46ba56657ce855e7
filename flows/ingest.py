"""The ingest flow: one pass over the sources that are due, as a Prefect flow. Thin: the work is in flows.steps."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.flow_fields import TAGS, KeepingField, SourcesFile, WarehouseFile
from flows.leftovers import OnlyOne
from flows.orchestration import finished, flow_run_id, skipped, task_call
from flows.steps import ingest, settings_with
from transforms.errors import AtWorkAlready

LONGEST_S = 6 * 3600


@flow(name="ingest", flow_run_name="ingest", log_prints=False, timeout_seconds=LONGEST_S)
def ingest_flow(
    locations: Annotated[
        list[str] | None,
        Field(
            description="Feed or page addresses, files or folders. Leave empty for the configured sources that are due."
        ),
    ] = None,
    tags: Annotated[list[str], TAGS] = [],  # noqa: B006  Prefect shows it in the form and changes nothing in it
    warehouse: WarehouseFile = None,
    sources: SourcesFile = None,
    archive: KeepingField = "usual",
) -> dict[str, int]:
    """One pass: poll what is due, clean, match, store. Returns the counts of the run.

    Where another pass over the same sources is at work, it ends at once and changes nothing.
    """
    settings = replace(settings_with(warehouse, sources), keeping=archive)
    try:
        with OnlyOne(settings.archive, " ".join(["ingest", *sorted([*tags, *(locations or ())])])):
            report = ingest(settings, locations or (), tags=tags, call=task_call, flow_run_id=flow_run_id())
    except AtWorkAlready as error:
        return skipped(error)
    return finished(report, settings)

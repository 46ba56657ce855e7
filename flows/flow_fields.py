"""Fields that several flows have in their form in Prefect's UI, described for someone who has not read the code."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from flows.settings import Keeping

TAGS = Field(description="Only sources with one of these tags. Leave empty for all.")

WarehouseFile = Annotated[
    str | None,
    Field(
        title="Warehouse file",
        description="The DuckDB file to write. Leave empty for NEWSFOLD_WAREHOUSE, or newsfold.duckdb.",
    ),
]
SourcesFile = Annotated[
    str | None,
    Field(title="Sources file", description="The sources file. Leave empty for NEWSFOLD_SOURCES, or sources.toml."),
]
FirstDay = Annotated[
    date | None,
    Field(description="First day, by the articles' own dates. Leave empty for no limit.", examples=["2026-01-31"]),
]
LastDay = Annotated[
    date | None,
    Field(description="Last day, by the articles' own dates. Leave empty for no limit.", examples=["2026-02-28"]),
]
Workers = Annotated[
    int | None,
    Field(ge=1, le=256, description="How many processes parse. Leave empty for one a processor."),
]
KeepingField = Annotated[
    Keeping,
    Field(
        title="Local files in the archive",
        description="Whether local files are copied into the archive: usual (all but WARC files), reference or copy.",
    ),
]

"""Types of fields that several flows have in their form in Prefect's UI.

Prefect takes a field's description from the flow's docstring, and from nowhere else where the field is annotated.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

Tags = list[Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]]
Workers = Annotated[int, Field(ge=1, le=256)] | None
Limit = Annotated[int, Field(ge=1)] | None

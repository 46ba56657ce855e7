"""What the row classes of warehouse.rows and its neighbours have in common."""

from __future__ import annotations

from typing import ClassVar


class Row:
    """A row of one table."""

    __slots__ = ()
    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]

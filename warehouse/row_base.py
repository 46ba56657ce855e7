"""What every row is: named for its table, known by its key."""

from __future__ import annotations

from typing import ClassVar


class Row:
    """A row of one table."""

    __slots__ = ()
    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]

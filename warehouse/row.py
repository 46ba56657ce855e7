"""What every row class is: a frozen dataclass that names its table and its key."""

from __future__ import annotations

from typing import ClassVar


class Row:
    """A row of one table."""

    __slots__ = ()
    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]

"""Every table that has a row class, found in the package, so that tests which go over all notice one that is added."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import warehouse
from warehouse.row import Row

for _found in iter_modules(warehouse.__path__, "warehouse."):
    if _found.name.endswith("rows"):
        import_module(_found.name)


def _below(of: type[Row]) -> Iterator[type[Row]]:
    for one in of.__subclasses__():
        yield one
        yield from _below(one)


TABLES = sorted({one.TABLE: one for one in _below(Row)}.items())
"""Name and row class, by name."""

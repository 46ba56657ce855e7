"""How far the connectors agree with other people's labelled cases: one table, a floor for every line.

Counts, not speed: the labelled data are no part of this project (NEWSFOLD_EVALUATION_DATA names their folder, else
../shared is looked at), and without them every line says so. Exits with 1 where a floor is missed. --full is the same:
everything is always counted. --missed names what was missed.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from conformance import Row
from measuring import evaluation_folder, say_machine, say_table


def rows(folder: Path) -> list[Row]:
    """All lines, by the parts that there are."""
    import conformance_addresses
    import conformance_feeds
    import conformance_harmless
    import conformance_sitemaps

    found = [
        *conformance_feeds.rows(folder / "feeds"),
        *conformance_harmless.rows(folder / "feeds"),
        *conformance_sitemaps.rows(folder / "sitemaps"),
        *conformance_addresses.rows(folder),
    ]
    if find_spec("conformance_wire") is not None:
        wire = importlib.import_module("conformance_wire")
        found.extend(wire.rows(folder))
    return found


def say(found: Iterable[Row], *, names_missed: bool) -> bool:
    """Print the table; returns whether every floor was met."""
    lines = list(found)
    say_table(
        ("what", "met", "of", "share", "floor", "verdict"),
        [(row.what, row.met, row.count, row.share, row.floor, row.verdict) for row in lines],
    )
    for row in lines if names_missed else ():
        for name in row.missed:
            print(f"    missed: {row.what}: {name}")
    return all(row.verdict != "MISSED" for row in lines)


def main() -> int:
    say_machine()
    folder = evaluation_folder("connectors")
    if folder is None:
        print("  no labelled data (NEWSFOLD_EVALUATION_DATA): nothing was counted")
        return 0
    return 0 if say(rows(folder), names_missed="--missed" in sys.argv) else 1


if __name__ == "__main__":
    sys.exit(main())

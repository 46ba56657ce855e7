"""How many items a backfill would read, for its progress: counted beforehand where that is quick."""

from __future__ import annotations

import time

from connectors.ledger import Progress
from connectors.registry import CONNECTORS, read_local
from flows.running import Clock, utc_now
from flows.settings import Settings
from flows.steps import Extent, bounded, named_sources


def counted_items(
    settings: Settings, location: str, extent: Extent, within_s: float = 10.0, clock: Clock = utc_now
) -> int | None:
    """How many items a backfill would read, for its progress; None where that cannot be counted in so little time.

    Raises as backfill() does where the location cannot be read at all.
    """
    until, count = time.monotonic() + within_s, 0
    for source in named_sources(settings, location):
        if source.kind not in CONNECTORS:
            return None
        for item in bounded(read_local(source, clock()), extent):
            count += not isinstance(item, Progress)
            if count % 100 == 0 and time.monotonic() > until:
                return None
    return count

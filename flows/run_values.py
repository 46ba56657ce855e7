"""Values that a run is given: the days that it wants, and rows that ride along with its batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from connectors.ledger import Progress
from transforms.model import Publisher
from warehouse.feed_rows import FeedEventRow, FeedItemRow, FeedRow, HostRow
from warehouse.rows import SourceRow
from warehouse.source_rows import RevisitRow


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days of the articles' own dates, both ends in; an article without a date is outside every bounded range."""

    since: date | None = None
    until: date | None = None

    @property
    def is_open(self) -> bool:
        return self.since is None and self.until is None

    def has(self, day: date | None) -> bool:
        if self.is_open:
            return True
        return (
            day is not None and (self.since is None or day >= self.since) and (self.until is None or day <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Riders:
    """Rows that are committed together with a batch, so that a killed run forgets both or neither."""

    sources: Sequence[SourceRow] = ()
    publishers: Sequence[Publisher] = ()
    feeds: Sequence[FeedRow] = ()
    feed_items: Sequence[FeedItemRow] = ()
    feed_events: Sequence[FeedEventRow] = ()
    hosts: Sequence[HostRow] = ()
    revisits: Sequence[RevisitRow] = ()
    progress: Sequence[Progress] = ()

"""What needs a person although nobody is looking: found in the published file, the lease and the disk.

The findings are made anew each time; ``Told`` remembers beside the warehouse which of them were told, so that one that
lasts is told once a day and not each quarter of an hour.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from flows.health import disk_findings
from flows.settings import Settings
from warehouse import Warehouse
from warehouse.lease import read_record
from warehouse.looking_up import rejection_spikes, troubled_feeds
from warehouse.lookups import Lookups
from warehouse.reading import looking
from warehouse.source_reads import broken_expectations

Kind = Literal["feed_dormant", "source_below_expectation", "rejection_spike", "lease_stale", "disk_nearly_full"]

LEASE_STALE_S = 120.0
"""A holder says every 5 seconds that it lives; one that has not for so long hangs."""
AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that needs a person: what it is about, what was seen, what to do."""

    kind: Kind
    subject: str
    detail: str
    remedy: str

    @property
    def key(self) -> str:
        """The same while it lasts, whatever its numbers say."""
        return f"{self.kind} {self.subject}"

    def line(self) -> str:
        """One line for a person."""
        return f"{self.kind.replace('_', ' ')}: {self.subject}: {self.detail}; {self.remedy}"

    def to_json(self) -> dict[str, str]:
        return asdict(self)


def alerts(settings: Settings, now: datetime) -> list[Alert]:
    """Everything that needs a person now. Raises WarehouseMissing and WarehouseError."""
    with looking(settings.warehouse) as reads:
        found = [*_feeds(reads), *_expectations(reads), *_spikes(reads, now)]
    warehouse = Warehouse(settings.warehouse)
    return [*found, *_lease(warehouse, now), *_disk(warehouse)]


def _feeds(reads: Lookups) -> Iterator[Alert]:
    for feed in troubled_feeds(reads):
        if feed["state"] in ("dormant", "gone"):
            yield Alert(
                "feed_dormant",
                str(feed["location"]),
                f"{feed['state']} after {feed['consecutive_failures']} failures: {feed['last_error']}",
                "correct its address in the sources file, or take it out",
            )


def _expectations(reads: Lookups) -> Iterator[Alert]:
    for broken in broken_expectations(reads):
        yield Alert(
            "source_below_expectation",
            str(broken["source"]),
            f"{broken['article_count']} articles in {broken['window_days']} days where {broken['fewest_expected']} are "
            f"expected; {broken['undated_count']} of {broken['week_count']} undated",
            f"`newsfold sources check {broken['source_id']}` says what comes out today",
        )


def _spikes(reads: Lookups, now: datetime) -> Iterator[Alert]:
    for spike in rejection_spikes(reads, now):
        yield Alert(
            "rejection_spike",
            f"{spike['stage']} {spike['rule']}",
            f"{spike['recent_count']} in a day, usually {float(spike['usual_count']):.1f}: {spike['example_reason']}",
            'look at them with `newsfold sql "FROM rejection_summary"`',
        )


def _lease(warehouse: Warehouse, now: datetime) -> Iterator[Alert]:
    status = warehouse.status()
    heartbeat = read_record(warehouse.lease.path).get("heartbeat") if status.is_written_now else None
    if not heartbeat:
        return
    silent_s = (now - datetime.fromisoformat(str(heartbeat))).total_seconds()
    if silent_s > LEASE_STALE_S:
        detail = f"process {status.pid} has held the lease since {status.since} and been silent for {silent_s:.0f} s"
        yield Alert("lease_stale", str(warehouse.published), detail, "look at that process, and end it if it hangs")


def _disk(warehouse: Warehouse) -> Iterator[Alert]:
    for finding in disk_findings(warehouse.status()):
        if finding.level != "ok":
            yield Alert("disk_nearly_full", str(warehouse.published.parent), finding.detail, finding.remedy)


class Told:
    """Which alerts were told, in a file beside the warehouse. It may be deleted: everything is told once more then."""

    def __init__(self, warehouse: Path) -> None:
        self._path = warehouse.with_name(f"{warehouse.name}.alerts")

    def fresh(self, found: Sequence[Alert], now: datetime) -> list[Alert]:
        """Those to be told now: new ones, and those that have lasted a day since."""
        before = self._read()
        return [one for one in found if one.key not in before or now - before[one.key] >= AGAIN_AFTER]

    def remember(self, found: Iterable[Alert], told: Iterable[Alert], now: datetime) -> None:
        """``told`` were told now; what is no longer ``found`` is over, and would be new again."""
        before, lasting = self._read(), {one.key for one in found}
        kept = {key: at for key, at in before.items() if key in lasting} | {one.key: now for one in told}
        part = self._path.with_name(f".{self._path.name}.part")
        part.write_text(json.dumps({key: at.isoformat() for key, at in sorted(kept.items())}), encoding="utf-8")
        os.replace(part, self._path)  # noqa: PTH105  atomic by its own documentation

    def _read(self) -> dict[str, datetime]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(key): datetime.fromisoformat(at) for key, at in found.items()}
        except (OSError, ValueError, AttributeError):
            return {}

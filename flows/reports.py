"""What a run did, as values, as lines for a terminal and as JSON; flows.reports_markdown writes it for Prefect's UI.

Everything that is not a count has a bound, whatever a run of weeks or of millions brings: a stream keeps the latest,
any other run the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from transforms.model import Rejection

T = TypeVar("T")

MOST_KEPT = 1000
"""Rejections, failures, batches, clusters and lines about sources that a report holds; counts go on beyond it."""


@dataclass(frozen=True, slots=True)
class GrownCluster:
    """A cluster of two or more that a run added to; ``title`` is its canonical's headline or first words."""

    cluster_id: UUID
    article_count: int
    publisher_count: int
    title: str
    canonical_reason: str


@dataclass(slots=True)
class SourceTime:
    """How often a source was asked, and how many seconds that took in all and at the most."""

    poll_count: int = 0
    total_s: float = 0.0
    most_s: float = 0.0


@dataclass(slots=True)
class RunReport:
    """Counts and findings of one run, added up batch by batch. item_count is new, updated, unchanged and rejected."""

    run_id: UUID
    kind: str
    document_count: int = 0
    new_count: int = 0
    updated_count: int = 0
    unchanged_count: int = 0
    rejected_count: int = 0
    skipped_count: int = 0
    matched_count: int = 0
    batch_count: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    cut: Counter[str] = field(default_factory=Counter)
    refused_by: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Rejections by stage and rule, all of them."""
    batches: list[tuple[str, int, float]] = field(default_factory=list)
    clusters: dict[UUID, GrownCluster] = field(default_factory=dict)
    sources: list[tuple[str, str]] = field(default_factory=list)
    """What happened at each source, one line a source and pass; a stream keeps the latest of each in ``latest``."""
    latest: dict[str, str] = field(default_factory=dict)
    times: dict[str, SourceTime] = field(default_factory=dict)
    killed_flow_runs: list[UUID] = field(default_factory=list)
    """Prefect's ids of the runs that were found dead, and whose leftovers this one took up."""
    _listener: list[Rejection] | None = None

    @property
    def item_count(self) -> int:
        return self.new_count + self.updated_count + self.unchanged_count + self.rejected_count

    @property
    def exit_code(self) -> int:
        """0 all well, 1 the work ended with failures. That something forgotten stays away is none."""
        forgotten = sum(count for (_, rule), count in self.refused_by.items() if rule == "forgotten")
        return 1 if self.rejected_count > forgotten or self.failures else 0

    @property
    def widest(self) -> GrownCluster | None:
        """The text that most publishers carry, of those that grew."""
        return max(
            self.clusters.values(), key=lambda one: (one.publisher_count, one.article_count, one.title), default=None
        )

    def refuse(self, rejections: Iterable[Rejection]) -> None:
        """More that was refused."""
        for one in rejections:
            self.rejected_count += 1
            self.refused_by[one.stage, one.rule] += 1
            self.rejections.append(one)
            if self._listener is not None:
                self._listener.append(one)
        self._bound(self.rejections)

    @contextmanager
    def hearing(self) -> Iterator[list[Rejection]]:
        """All that is refused while the block lasts, beyond what the report keeps."""
        heard: list[Rejection] = []
        self._listener = heard
        try:
            yield heard
        finally:
            self._listener = None

    def failed(self, what: str) -> None:
        """Something went wrong that is nobody's item."""
        self.failures.append(what)
        self._bound(self.failures)

    def finished_batch(self, item_count: int, elapsed_s: float) -> None:
        """One more batch is committed."""
        self.batch_count += 1
        self.batches.append((str(self.batch_count), item_count, elapsed_s))
        self._bound(self.batches)

    def grew(self, cluster: GrownCluster) -> None:
        """A cluster has more members. Of more than are kept, the widest stay."""
        self.clusters[cluster.cluster_id] = cluster
        if len(self.clusters) > 2 * MOST_KEPT:
            largest = sorted(self.clusters.values(), key=lambda one: (-one.publisher_count, -one.article_count))
            self.clusters = {one.cluster_id: one for one in largest[:MOST_KEPT]}

    def _bound(self, kept: list[T]) -> None:
        if self.kind == "watch":
            del kept[:-MOST_KEPT]
        else:
            del kept[MOST_KEPT:]

    def said(self, source: str, line: str) -> None:
        """What the last poll of a source brought, in place of what the one before it did."""
        self.latest[source] = line

    def took(self, source: str, seconds: float) -> None:
        """A source was asked, which took so long."""
        time = self.times.setdefault(source, SourceTime())
        time.poll_count += 1
        time.total_s += seconds
        time.most_s = max(time.most_s, seconds)

    def slowest(self, most: int = 10) -> list[tuple[str, SourceTime]]:
        """The sources that took longest in all."""
        return sorted(self.times.items(), key=lambda pair: (-pair[1].total_s, pair[0]))[:most]

    def counts(self) -> dict[str, int]:
        """The counts by the names of the runs table, with those skipped by a date range."""
        names = (
            "document_count",
            "new_count",
            "updated_count",
            "unchanged_count",
            "rejected_count",
            "skipped_count",
            "matched_count",
        )
        return {"item_count": self.item_count, **{name: int(getattr(self, name)) for name in names}}

    def line(self) -> str:
        """One line for a person."""
        text = (
            f"{self.item_count} items: {self.new_count} new, {self.updated_count} updated, "
            f"{self.unchanged_count} unchanged, {self.rejected_count} rejected; "
            f"{self.matched_count} tied to another copy"
        )
        return f"{text}; {self.skipped_count} outside the dates" if self.skipped_count else text

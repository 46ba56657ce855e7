"""What a run did, as values, as lines for a terminal and as a markdown report for the Prefect UI."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from transforms.model import Rejection
from warehouse.sqlfiles import statement

MOST_REJECTIONS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class GrownCluster:
    """A cluster of two or more that a run added to; ``title`` is its canonical's headline or first words."""

    cluster_id: UUID
    article_count: int
    publisher_count: int
    title: str
    canonical_reason: str


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
    rejections: list[Rejection] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    cut: Counter[str] = field(default_factory=Counter)
    batches: list[tuple[str, int, float]] = field(default_factory=list)
    clusters: dict[UUID, GrownCluster] = field(default_factory=dict)
    sources: list[tuple[str, str]] = field(default_factory=list)

    @property
    def item_count(self) -> int:
        return self.new_count + self.updated_count + self.unchanged_count + self.rejected_count

    @property
    def exit_code(self) -> int:
        """0 all well, 1 the work ended with failures."""
        return 1 if self.rejected_count or self.failures else 0

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

    def markdown(self, warehouse: str) -> str:
        """The report of a run: what came in, what was cut, which clusters grew, what was refused and why."""
        parts = [f"# {self.kind} run", "", f"`{self.run_id}`", "", self._table()]
        parts += self._section("Sources", ["source", "what happened"], self.sources)
        parts += self._section(
            "Cut, by rule", ["rule", "blocks"], sorted(self.cut.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        grown = sorted(self.clusters.values(), key=lambda c: (-c.article_count, c.cluster_id))
        rows = [(c.title, c.article_count, c.publisher_count, c.canonical_reason) for c in grown[:20]]
        parts += self._section("Clusters that grew", ["text", "articles", "publishers", "canonical because"], rows)
        reasons = Counter((one.stage, one.rule) for one in self.rejections)
        parts += self._section(
            "Rejected", ["stage", "rule", "count"], [(s, r, n) for (s, r), n in sorted(reasons.items())]
        )
        parts += self._section(
            "Which", ["location", "reason"], [(r.location, r.reason) for r in self.rejections[:MOST_REJECTIONS_SHOWN]]
        )
        parts += self._section("Failures", ["what"], [(text,) for text in self.failures])
        selection = statement("rows_of_run").strip().format(run_id=self.run_id)
        query = f'newsfold sql --warehouse {warehouse} "{selection}"'
        return "\n".join([*parts, "", "The rows of this run:", "", "```", query, "```", ""])

    def _table(self) -> str:
        names = ("new", "updated", "unchanged", "rejected", "matched")
        head = "| items | " + " | ".join(names) + " |"
        values = " | ".join(str(getattr(self, f"{name}_count")) for name in names)
        return f"{head}\n|{'---|' * (len(names) + 1)}\n| {self.item_count} | {values} |"

    @staticmethod
    def _section(title: str, head: list[str], rows: list) -> list[str]:  # type: ignore[type-arg]
        if not rows:
            return []
        lines = ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
        return ["", f"## {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head), *lines]


def _cell(value: object) -> str:
    """Text that stays text in a markdown table, whatever a publisher put in a title."""
    text = " ".join(str(value).split())[:300]
    for mark in "\\`*_[]|~#!":
        text = text.replace(mark, "\\" + mark)
    return html.escape(text, quote=False)

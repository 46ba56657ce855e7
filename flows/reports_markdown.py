"""The report of a run as markdown, for the artifact in Prefect's UI."""

from __future__ import annotations

import html
import shlex
from collections.abc import Sequence

from flows.reports import RunReport
from warehouse.sqlfiles import statement

MOST_SHOWN = 50
MOST_CLUSTERS = 20


def report_markdown(report: RunReport, warehouse: str) -> str:
    """What came in, what was cut, which clusters grew, what was refused and why, which sources were slow; and how to
    ask for the rows of this run.
    """
    parts = [f"# {report.kind} run", "", f"`{report.run_id}`", "", _counts(report), ""]
    if report.skipped_count:
        parts += [f"{report.skipped_count} more lie outside the dates.", ""]
    parts += _section("Sources", ("source", "what happened"), [*report.sources, *report.latest.items()][:MOST_SHOWN])
    cut = sorted(report.cut.items(), key=lambda pair: (-pair[1], pair[0]))
    parts += _section("Cut, by rule", ("rule", "blocks"), cut)
    parts += _clusters(report)
    refused = [(stage, rule, count) for (stage, rule), count in sorted(report.refused_by.items())]
    parts += _section("Rejected", ("stage", "rule", "count"), refused)
    which = [(one.location, one.reason) for one in report.rejections[:MOST_SHOWN]]
    parts += _section("Which", ("location", "reason"), which)
    slow = [(name, time.poll_count, f"{time.total_s:.1f}", f"{time.most_s:.1f}") for name, time in report.slowest()]
    parts += _section("Slowest sources", ("source", "polls", "seconds in all", "longest, seconds"), slow)
    parts += _section("Failures", ("what",), [(text,) for text in report.failures[:MOST_SHOWN]])
    query = f'newsfold sql --warehouse {shlex.quote(warehouse)} "{rows_of_run(report)}"'
    return "\n".join([*parts, "", "The rows of this run:", "", "```", query, "```", ""])


def rows_of_run(report: RunReport) -> str:
    """The query that shows what a run brought."""
    return statement("rows_of_run").strip().format(run_id=report.run_id)


def _clusters(report: RunReport) -> list[str]:
    widest = report.widest
    carried = f"{widest.article_count} articles of {widest.publisher_count} publishers" if widest else ""
    lines = ["", f"Widest carried: **{cell(widest.title)}**, {carried}."] if widest else []
    grown = sorted(report.clusters.values(), key=lambda c: (-c.article_count, c.cluster_id))
    rows = [(c.title, c.article_count, c.publisher_count, c.canonical_reason) for c in grown[:MOST_CLUSTERS]]
    return [*lines, *_section("Clusters that grew", ("text", "articles", "publishers", "canonical because"), rows)]


def _counts(report: RunReport) -> str:
    names = ("new", "updated", "unchanged", "rejected", "matched")
    head = "| items | " + " | ".join(names) + " |"
    values = " | ".join(str(getattr(report, f"{name}_count")) for name in names)
    return f"{head}\n|{'---|' * (len(names) + 1)}\n| {report.item_count} | {values} |"


def _section(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    if not rows:
        return []
    lines = ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]
    return ["", f"## {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head), *lines]


def cell(value: object) -> str:
    """Text that stays text in a markdown table, whatever a publisher put in a title."""
    text = " ".join(str(value).split())[:300]
    for mark in "\\`*_[]|~#!":
        text = text.replace(mark, "\\" + mark)
    return html.escape(text, quote=False)

"""The report as one HTML file. The template escapes everything; only our own drawings go in as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from flows import report_charts
from flows.cli_printing import cleaned, shortened
from flows.looking import instant, shown_lag
from flows.report_content import LISTED, ShownCluster, asked, shown_at, shown_clusters

CONTENTS = (
    ("volume", "Volume"), ("copies", "Copies"), ("network", "Who carries whom"), ("first", "Who has it first"),
    ("clusters", "Largest clusters"), ("cut", "What was cut"), ("feeds", "Feeds"), ("refused", "What was refused"),
)  # fmt: skip

DAYS = 180
"""Days that the volume is drawn for, back from the last that has an article."""

PAIRS, PAIRS_DRAWN, FIRSTS, FEEDS = 200, 40, 15, 200
Row = dict[str, Any]


def report_page(path: Path, now: datetime, clusters: int) -> str:
    """The page for a published file, with so many clusters in full. Raises WarehouseMissing and WarehouseError."""
    shown = shown_clusters(path, clusters)
    pairs = asked(path, "report_network", row_limit=PAIRS)
    first = asked(path, "report_first", row_limit=FIRSTS)
    totals = asked(path, "overview")[0]
    days = asked(path, "report_volume")
    listed = asked(path, "clusters", min_size=2, row_limit=clusters + LISTED)[len(shown) :]
    page: str = _template().render(
        name=cleaned(path.name),
        made_at=shown_at(now),
        contents=CONTENTS,
        facts=_facts(totals),
        charts=_charts(path, days, pairs, first),
        volume_note=_volume_note(days),
        network_rows=[(r["publisher"], r["origin"], r["article_count"], _span(r["median_lag_s"])) for r in pairs],
        first_rows=[(r["publisher"], r["text_count"], _span(r["median_head_start_s"])) for r in first],
        clusters=[_with_chart(cluster) for cluster in shown],
        listed=[_listed(row) for row in listed],
        unlisted=max(0, totals["syndicated_count"] - len(shown) - len(listed)),
        cut_rows=[tuple(row.values()) for row in asked(path, "report_cut")],
        feed_rows=[_instants(row) for row in asked(path, "report_feeds", row_limit=FEEDS)],
        rejection_rows=[_instants(row) for row in asked(path, "report_rejections")],
    )
    return page


def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    # Everything is escaped; what is not defined is a defect and no blank.
    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=_fit)
    return environment.from_string(files("flows").joinpath("report_page.html").read_text("utf-8"))


def _fit(value: Any) -> Any:
    """Foreign text without the controls that turn what follows around, or that no document may have."""
    return cleaned(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _drawn(rows: Sequence[Row], label: str, make: Callable[[Sequence[Row]], Callable[[int], Row]]) -> Any:
    return report_charts.drawn(label, make(rows)) if rows else None


def _charts(path: Path, days: Sequence[Row], pairs: Sequence[Row], first: Sequence[Row]) -> dict[str, Any]:
    short = [{**row, "publisher": shortened(row["publisher"], report_charts.LABEL)} for row in first]
    drawn_pairs = [
        {
            "publisher": shortened(row["publisher"], report_charts.LABEL),
            "origin": shortened(row["origin"], report_charts.LABEL),
            "article_count": row["article_count"],
        }
        for row in pairs[:PAIRS_DRAWN]
    ]
    drawn_days = [{**row, "publisher": shortened(row["publisher"], report_charts.LABEL)} for row in _latest(days)]
    return {
        "volume": _drawn(drawn_days, "Articles a day, by publisher", report_charts.volume),
        "sizes": _drawn(asked(path, "report_sizes"), "Clusters by their size", report_charts.sizes),
        "lags": _drawn(asked(path, "report_lags"), "Copies by their lag", report_charts.lags),
        "network": _drawn(drawn_pairs, "Who carries whom; the table below says the same", report_charts.network),
        "firsts": _drawn(short, "Who had shared texts first; the table below says the same", report_charts.firsts),
    }


def _latest(days: Sequence[Row]) -> list[Row]:
    """The rows of the latest days: one stray date of years ago would squeeze all the others."""
    if not days:
        return []
    first = days[-1]["day"] - timedelta(days=DAYS)
    return [row for row in days if row["day"] > first]


def _volume_note(days: Sequence[Row]) -> str:
    earlier = sum(row["article_count"] for row in days) - sum(row["article_count"] for row in _latest(days))
    note = "Articles by the day printed on them, by publisher."
    return f"{note} {earlier:,} of earlier days are not drawn." if earlier else note


def _with_chart(cluster: ShownCluster) -> Row:
    fields = {name: getattr(cluster, name) for name in cluster.__slots__}
    rows = cluster.chart_rows if len(cluster.chart_rows) > 1 else []
    chart = _drawn(rows, "When each published it; the table below says the same", report_charts.timeline)
    return {**fields, "chart": chart}


def _facts(totals: Row) -> list[tuple[str, str]]:
    names = (
        ("article_count", "articles"),
        ("text_count", "distinct texts"),
        ("syndicated_count", "texts with copies"),
        ("publisher_count", "publishers"),
        ("document_count", "captures"),
        ("feed_count", "feeds"),
        ("unwell_feed_count", "feeds in trouble"),
        ("rejection_count", "inputs refused"),
    )
    return [(f"{totals[name]:,}", label) for name, label in names]


def _listed(row: Row) -> tuple[Any, ...]:
    first = instant(row["first_published_at"]) if row["first_published_at"] else ""
    title = row["title"] or "(no headline)"
    return row["article_count"], row["publisher_count"], first, row["origin_name"], title, str(row["cluster_id"])[:8]


def _instants(row: Row) -> tuple[Any, ...]:
    return tuple(instant(value) if isinstance(value, datetime) else value for value in row.values())


def _span(seconds: float | None) -> str:
    return shown_lag(None if seconds is None else round(seconds))

"""Charts of the report: Vega-Lite specifications, drawn to SVG here, so that the page needs no script and no network.

Colours are the page's own (CSS variables), so that one drawing serves light and dark. Every chart is drawn twice, for a
phone and for a desk: a drawing that is only made smaller cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

WIDTHS = {"narrow": 250, "wide": 800}
"""Pixels of the plotted area."""

LABEL = 24
"""Characters of a name. Vega would cut by half characters, and fails at those of two."""

Rows = Sequence[Mapping[str, Any]]
Spec = dict[str, Any]

# Colours that nobody uses, put for the page's variables and exchanged afterwards.
_INK, _MUTED, _LINE = "#fe0001", "#fe0002", "#fe0003"
_SERIES = tuple(f"#fd000{number}" for number in range(10))
_VARIABLES = {
    _INK: "var(--ink)", _MUTED: "var(--muted)", _LINE: "var(--line)",
    **{colour: f"var(--s{number})" for number, colour in enumerate(_SERIES)},
}  # fmt: skip
_COLOUR = re.compile("|".join(_VARIABLES))
_DRAWN = frozenset("svg g path rect line text tspan defs clippath".split())
_PLACED = re.compile(
    "class|style|role|transform|fill|stroke|opacity|font|text-anchor|width|height|viewbox|version|xmlns|aria|pointer-events"
    "|id|clip-path|d|x|y|x1|x2|y1|y2|dx|dy|cx|cy|r"
)

_CONFIG: Spec = {
    "background": None,
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": _MUTED, "titleColor": _MUTED, "domainColor": _LINE, "tickColor": _LINE, "gridColor": _LINE,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 0,
    },
    "legend": {"labelColor": _INK, "titleColor": _MUTED, "labelFontSize": 12, "orient": "bottom", "labelLimit": 0},
    "mark": {"color": _SERIES[0]},
    "range": {"category": list(_SERIES)},
}  # fmt: skip


def drawn(label: str, make: Callable[[int], Spec]) -> str:
    """A chart in both widths as HTML that may stand in a page as it is; ``make`` gets the width in pixels.

    ``label`` says to those who do not see it what it shows. Raises ValueError if the drawing has anything in it that
    could act or load.
    """
    import html

    parts = []
    for name, width in WIDTHS.items():
        svg = _svg(make(width))
        parts.append(f'<div class="chart {name}" role="img" aria-label="{html.escape(label)}">{svg}</div>')
    return "".join(parts)


def _svg(spec: Spec) -> str:
    import vl_convert

    svg = vl_convert.vegalite_to_svg({"config": _CONFIG, **spec}, vl_version="v5.20", allowed_base_urls=[])
    _refuse_what_acts(svg)
    return _COLOUR.sub(lambda found: _VARIABLES[found[0]], svg)


class _Reader(HTMLParser):
    """Reads a drawing as a browser does, and keeps what is no plain drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DRAWN:
            self.strange.append(tag)
        for name, value in attrs:
            if not _PLACED.match(name) or name.startswith("on") or "href" in name or _loads(name, value):
                self.strange.append(name)


def _loads(name: str, value: str | None) -> bool:
    return not name.startswith("aria") and "url(" in (value or "") and "url(#" not in (value or "")


def _refuse_what_acts(svg: str) -> None:
    reader = _Reader()
    reader.feed(svg)
    if reader.strange:
        raise ValueError(
            f"a drawing has something in it that could act or load: {', '.join(sorted(set(reader.strange)))}"
        )


def volume(rows: Rows) -> Callable[[int], Spec]:
    """Articles a day, by publisher. Rows: day, publisher, article_count."""
    values = [dict(row, day=row["day"].isoformat()) for row in rows]

    def make(width: int) -> Spec:
        return {
            "width": width,
            "height": 200,
            "data": {"values": values},
            "mark": {"type": "bar", "binSpacing": 1},
            "encoding": {
                "x": {"field": "day", "type": "temporal", "timeUnit": "utcyearmonthdate", "title": None,
                      "axis": {"tickCount": 4 if width < 400 else 8, "grid": False}},
                "y": {"field": "article_count", "type": "quantitative", "aggregate": "sum", "title": "articles",
                      "axis": {"tickMinStep": 1, "tickCount": 5}},
                "color": {"field": "publisher", "type": "nominal",
                          "legend": {"title": None, "columns": 2 if width < 400 else 4}},
                "order": {"field": "publisher"},
            },
        }  # fmt: skip

    return make


def sizes(rows: Rows) -> Callable[[int], Spec]:
    """Clusters by size, both in powers. Rows: size, cluster_count."""
    return _columns(rows, "size", "cluster_count", ("articles in the cluster", "clusters"), is_log=True)


def lags(rows: Rows) -> Callable[[int], Spec]:
    """Copies by how much later they came. Rows in order: span, copy_count."""
    return _columns(rows, "span", "copy_count", ("after the canonical article, at most", "copies"))


def _columns(
    rows: Rows, name: str, count: str, titles: tuple[str, str], *, is_log: bool = False
) -> Callable[[int], Spec]:
    values = [dict(row) for row in rows]
    scale = {"scale": {"type": "symlog"}} if is_log else {}

    def make(width: int) -> Spec:
        return {
            "width": width,
            "height": 180,
            "data": {"values": values},
            "mark": {"type": "bar"},
            "encoding": {
                "x": {"field": name, "type": "ordinal", "sort": None, "title": titles[0],
                      "axis": {"labelAngle": 0 if len(values) < 9 else -60, "labelOverlap": True}},
                "y": {"field": count, "type": "quantitative", "title": titles[1], **scale,
                      "axis": {"tickCount": 5, "format": "d"}},
            },
        }  # fmt: skip

    return make


def firsts(rows: Rows) -> Callable[[int], Spec]:
    """How often each publisher had a shared text first. Rows: publisher, text_count."""
    values = [dict(row) for row in rows]

    def make(width: int) -> Spec:
        return {
            "width": width - 110,
            "height": {"step": 22},
            "data": {"values": values},
            "mark": {"type": "bar"},
            "encoding": {
                "y": {"field": "publisher", "type": "nominal", "sort": "-x", "title": None},
                "x": {"field": "text_count", "type": "quantitative", "title": "shared texts had first",
                      "axis": {"tickMinStep": 1, "tickCount": 5, "format": "d"}},
            },
        }  # fmt: skip

    return make


def network(rows: Rows) -> Callable[[int], Spec]:
    """Origins to the left, carriers to the right, a line for each pair. Rows: publisher, origin, article_count."""
    origins, carriers = (_places(rows, side) for side in ("origin", "publisher"))
    links = [
        {
            "from": origins[row["origin"]],
            "to": carriers[row["publisher"]],
            "count": row["article_count"],
            "origin": row["origin"],
            "x": 0,
            "x2": 1,
        }
        for row in rows
    ]
    names = [
        {"name": name, "place": place, "side": side, "x": side}
        for side, places in enumerate((origins, carriers))
        for name, place in places.items()
    ]
    height = max(120, 24 * max(len(origins), len(carriers)))

    def make(width: int) -> Spec:
        flat = {"axis": None, "scale": {"domain": [0, 1]}}
        upright = {"type": "quantitative", "axis": None, "scale": {"domain": [-0.03, 1.03]}}

        def labels(side: int) -> Spec:
            return {
                "transform": [{"filter": f"datum.side == {side}"}],
                "mark": {"type": "text", "align": "left" if side else "right", "dx": 6 if side else -6,
                         "color": _INK, "fontSize": 12},
                "encoding": {"x": {"field": "x", "type": "quantitative", **flat},
                             "y": {"field": "place", **upright}, "text": {"field": "name"}},
            }  # fmt: skip

        return {
            "width": 110 if width < 400 else 480,
            "height": height,
            "data": {"values": names},
            "layer": [
                {
                    "data": {"values": links},
                    "mark": {"type": "rule", "opacity": 0.55, "strokeCap": "round"},
                    "encoding": {
                        "x": {"field": "x", "type": "quantitative", **flat},
                        "x2": {"field": "x2"},
                        "y": {"field": "from", **upright},
                        "y2": {"field": "to"},
                        "strokeWidth": {"field": "count", "type": "quantitative", "legend": None,
                                        "scale": {"type": "sqrt", "range": [1, 12]}},
                        "color": {"field": "origin", "type": "nominal", "legend": None},
                    },
                },
                labels(0),
                labels(1),
            ],
        }  # fmt: skip

    return make


def _places(rows: Rows, side: str) -> dict[str, float]:
    """Heights 0..1 by name, the busiest on top."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row[side]] = totals.get(row[side], 0) + row["article_count"]
    ordered = sorted(totals, key=lambda name: (-totals[name], name))
    return {name: 1 - place / max(1, len(ordered) - 1) for place, name in enumerate(ordered)}


def timeline(rows: Rows) -> Callable[[int], Spec]:
    """Who had the text when. Rows: who, at (aware), role."""
    values = [dict(row, at=row["at"].isoformat()) for row in rows]

    def make(width: int) -> Spec:
        return {
            "width": width - 110,
            "height": {"step": 20},
            "data": {"values": values},
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.9},
            "encoding": {
                "x": {"field": "at", "type": "temporal", "timeUnit": "utcyearmonthdatehoursminutes", "title": None,
                      "axis": {"tickCount": 3 if width < 400 else 6, "labelOverlap": True}},
                "y": {"field": "who", "type": "nominal", "sort": {"field": "at", "op": "min"}, "title": None,
                      "axis": {"grid": True}},
                "color": {"field": "role", "type": "nominal", "legend": {"title": None}},
                "shape": {"field": "role", "type": "nominal"},
            },
        }  # fmt: skip

    return make

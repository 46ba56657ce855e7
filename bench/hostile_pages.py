"""Pages made to do harm, in full size: a report with what stands beside it."""

from __future__ import annotations

_REPORT = "".join(
    f"<p>On day {day} the council of the valley put off its vote on the harbour wall, and nobody asked why.</p>"
    for day in range(12)
)
_QUOTE = '\\"'


def _page(after: str = "", head: str = "") -> str:
    return (
        f"<html lang=en><head><title>The vote</title>{head}</head><body><article><h1>The vote on the wall</h1>{_REPORT}"
        f"</article>{after}</body></html>"
    )


def hostile_pages() -> dict[str, str]:
    """The pages by what does the harm."""
    many = "".join(
        f"<p>Paragraph {n} of a very long page, which is here to see how long it takes.</p>" for n in range(60_000)
    )
    return {
        "100,000 line breaks": _page("<br>" * 100_000),
        "100,000 unclosed paragraphs": _page("<p>a" * 100_000),
        "100,000 unclosed links": _page("<a>b" * 100_000),
        "100,000 options": _page(f"<select>{'<option>x' * 100_000}</select>"),
        "182,000 links": _page("".join(f'<a href="/{n}">Link {n} to elsewhere</a> ' for n in range(182_000))),
        "110,000 attributes": _page(f"<p {' '.join(f'a{n}=1' for n in range(110_000))}>x</p>"),
        "nested 100,000 deep": _page("<div>" * 100_000 + "x"),
        "text nested 5,000 deep": f"<html lang=en><body>{'<div>' * 5_000}{_REPORT}</body></html>",
        "JSON-LD that never ends": _page(head=f'<script type="application/ld+json">{{"a":"{_QUOTE * 40_000}</script>'),
        "a paragraph of 9.8 MB": _page(f"<article><p>{'word and more ' * 700_000}</p></article>"),
        "60,000 paragraphs": f"<html lang=en><body><article>{many}</article></body></html>",
        "50,000 rows": _page(f"<table>{'<tr><td>1</td><td>two</td></tr>' * 50_000}</table>"),
    }

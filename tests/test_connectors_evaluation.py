"""The floors of bench_connectors, on all of the labelled data, and on cases of our own.

The labelled data are other people's and no part of this project: the folder is named by NEWSFOLD_EVALUATION_DATA, else
it is ../shared, and where it is absent these tests say so and are skipped, a line each.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[1] / "bench"
sys.path.insert(0, str(BENCH))

# Not packages, so their names are looked up when this runs and not by the type checker.
conformance, addresses, feeds, harmless, sitemaps, bench_connectors, measuring = (
    importlib.import_module(name)
    for name in (
        "conformance",
        "conformance_addresses",
        "conformance_feeds",
        "conformance_harmless",
        "conformance_sitemaps",
        "bench_connectors",
        "measuring",
    )
)


@pytest.mark.parametrize(
    ("part", "rows"),
    [
        ("feeds", feeds.rows),
        ("feeds", harmless.rows),
        ("sitemaps", sitemaps.rows),
        ("", addresses.rows),
    ],
    ids=["feeds", "harmless", "sitemaps", "addresses"],
)
def test_every_floor_is_met_on_the_labelled_data(part: str, rows: Callable[[Path], list[Any]]) -> None:
    folder = measuring.evaluation_folder("connectors")
    if folder is None:
        pytest.skip("no labelled data of connectors (NEWSFOLD_EVALUATION_DATA): one part of four left uncounted")
    for row in rows(folder / part):
        assert row.verdict == "met", (row.what, row.share, row.missed)


OWN_FEEDS = {
    "rss.xml": """<!-- Expect: not bozo and entries[0]['title'] == 'Cranes return' and
        entries[0]['link'] == 'https://quay.example/cranes' -->
        <rss version="2.0"><channel><item><title>Cranes return</title><link>https://quay.example/cranes</link>
        </item></channel></rss>""",
    "dates.xml": """<!-- Expect: entries[0]['published_parsed'] == (2026, 3, 3, 10, 0, 0, 1, 62, 0) -->
        <rss><channel><item><pubDate>Tue, 03 Mar 2026 11:00:00 +0100</pubDate></item></channel></rss>""",
    "rdf.xml": """<!-- Expect: feed.title == 'Quay' and entries[1]['title'] == 'Two' and version == 'rss10' -->
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <channel><title>Quay</title></channel><item><title>One</title></item><item><title>Two</title></item></rdf:RDF>""",
    "atom.xml": """<!-- Expect: entries[0]['id'] == 'tag:quay.example,2026:1' and
        entries[0]['authors'][1]['name'] == 'B' and
        entries[0]['content'][0]['value'] == '<p>Full <a href="https://quay.example/x/y">text</a></p>' -->
        <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://quay.example/x/"><entry>
        <id>tag:quay.example,2026:1</id>
        <author><name>A</name></author><author><name>B</name></author>
        <content type="html">&lt;p>Full &lt;a href="y">text&lt;/a>&lt;/p></content></entry></feed>""",
    "enclosure.xml": """<!-- Expect: entries[0]['enclosures'][0]['href'] == 'https://quay.example/a.mp3' and
        entries[0]['enclosures'][0]['length'] == '7' and entries[0]['tags'][0]['term'] == 'port' -->
        <rss><channel><item><category>port</category>
        <enclosure url="https://quay.example/a.mp3" length="7" type="audio/mpeg"/></item></channel></rss>""",
}


def test_cases_of_our_own_are_all_met(tmp_path: Path) -> None:
    for name, text in OWN_FEEDS.items():
        (tmp_path / name).write_text(" ".join(text.split("\n")))
    row = conformance.row_of("own", 1.0, feeds.feedparser_outcomes(tmp_path))
    assert (row.count, row.missed) == (len(OWN_FEEDS), ())


def test_a_missed_expectation_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        "<!-- Expect: feed['title'] == 'x' --><rss><channel><title>y</title></channel></rss>"
    )
    (tmp_path / "b.xml").write_text("<!-- Expect: entries[3]['title'] == 'x' --><rss><channel/></rss>")
    row = conformance.row_of("own", 0.97, feeds.feedparser_outcomes(tmp_path))
    assert (row.met, row.count, row.verdict) == (0, 2, "MISSED")


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os').getcwd() == 'x'",
        "entries[0]['bozo_field'] == 1",
        "len(entries) == 2",
        "entries[0]['title'] == open('/etc/passwd').read()",
        "not bozo",
        "entries[0]['title'] ==",
    ],
)
def test_what_is_no_comparison_of_our_fields_is_no_expectation(expression: str) -> None:
    assert feeds.expectations(f"<!-- Expect: {expression} -->") == []


def test_a_sitemap_that_loses_an_address_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_text("<urlset><url><loc>https://quay.example/a</loc></url></urlset>")
    (tmp_path / "lost.xml").write_text("<urlset><url><loc>ftp://quay.example/a</loc></url></urlset>")
    (row,) = sitemaps.rows(tmp_path)
    assert (row.met, row.missed, row.verdict) == (1, ("lost.xml",), "MISSED")


def test_addresses_inside_are_refused_and_public_ones_are_not() -> None:
    inside = [
        "http://127.0.0.1/",
        "http://0x7f.1/",
        "http://[::ffff:7f00:1]/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
    ]
    vectors = [
        *({"url": url, "expect": "block"} for url in inside),
        *({"url": url, "expect": "allow"} for url in ("http://1.1.1.1/", "http://134744072/")),
    ]
    with addresses.Canary() as canary:
        row = conformance.row_of("own", 1.0, addresses.ssrf_outcomes(vectors, canary))
        assert (row.missed, canary.hits) == ((), 0)
    assert row.count >= 7 + 3 * 4 + 2 + 1


def test_a_floor_that_is_missed_or_without_data_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    row = conformance.Row
    assert not bench_connectors.say([row("a", 1, 2, 0.9, ("lost",)), row("b", 2, 2, 0.9)], names_missed=True)
    shown = capsys.readouterr().out
    assert "MISSED" in shown
    assert "missed: a: lost" in shown
    assert bench_connectors.say([row("c", 0, 0, 0.9)], names_missed=False)
    assert "no data" in capsys.readouterr().out

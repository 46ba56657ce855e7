"""OPML in and out: what other readers write, the round trip, and lists that mean harm."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from connectors.opml import MOST_BYTES, exported, opml_of, parse_opml, tables_of
from connectors.sources import sources_of_text
from connectors.sources_editing import table_text
from transforms.errors import InvalidOpml
from transforms.model import Source
from transforms.text import tidy

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
NESTED = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>Mine</title></head><body>
<outline text="Islands"><outline text="Skarn" title="Skarn &amp; Sons">
  <outline type="rss" text="The Quay" xmlUrl="https://quay.example/feed" htmlUrl="https://quay.example/" language="en"/>
</outline><outline title="Post" xmlurl="https://post.example/rss" category="/Sea/Ships,daily"/></outline>
<outline text="A note without an address"/>
<outline text="Quay sport" xmlUrl="feed://quay.example/sport.xml"/>
<outline text="The Quay" xmlUrl="https://quay.example/feed" category="again"/>
</body></opml>"""


def opml(*outlines: str) -> bytes:
    return f"<opml version='2.0'><body>{''.join(outlines)}</body></opml>".encode()


def outline(name: str, url: str, more: str = "") -> str:
    return f"<outline text={quoteattr(name)} xmlUrl={quoteattr(url)} {more}/>"


def test_folders_and_categories_are_tags_and_an_address_stands_once() -> None:
    found = parse_opml(NESTED)
    assert [(one.name, one.location, one.tags, one.language) for one in found.outlines] == [
        ("The Quay", "https://quay.example/feed", ("Islands", "Skarn & Sons", "again"), "en"),
        ("Post", "https://post.example/rss", ("Islands", "Sea", "Ships", "daily"), None),
        ("Quay sport", "http://quay.example/sport.xml", (), None),
    ]
    assert found.refused == ()


def test_what_is_there_is_passed_over_and_names_are_told_apart() -> None:
    found = parse_opml(
        opml(
            outline("News", "https://a.example/rss"),
            outline("News", "https://a.example/sport"),
            outline("News", "https://b.example/rss"),
            outline("Old", "https://old.example/rss"),
        )
    )
    tables, known = tables_of(found, ["Old"], ["https://old.example/rss"])
    assert known == 1
    assert [(one["name"], one["location"]) for one in tables] == [
        ("News", ["https://a.example/rss", "https://a.example/sport"]),
        ("News (b.example)", "https://b.example/rss"),
    ]


ROUND = """
[[source]]
name = "The Quay, daily & weekly"
kind = "feed"
location = ["https://quay.example/a", "https://quay.example/b"]
tags = ["national, daily", "50%", "Ünï/code"]
language = "en-GB"
country = "GB"
credit_name = "Quay"
publisher = "Quay Press Ltd"

[[source]]
name = "Front"
kind = "section"
location = "https://front.example/news"

[[source]]
name = "A page"
kind = "page"
location = "https://page.example/notices?id=5&x=<y>"
tags = ["local"]
"""


def read(text: str, tmp_path: Path) -> tuple[Source, ...]:
    return sources_of_text(text, tmp_path / "sources.toml", {})


def test_the_round_trip_keeps_everything_that_may_travel(tmp_path: Path) -> None:
    first = read(ROUND, tmp_path)
    tables, _ = tables_of(parse_opml(opml_of(first, NOON)), [], [])
    second = read("\n".join(table_text(one) for one in tables), tmp_path)
    assert sorted(second, key=lambda one: one.location) == sorted(first, key=lambda one: one.location)


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]), min_size=1, max_size=20)


@settings(max_examples=40)
@given(st.lists(st.tuples(words, st.lists(words, max_size=3, unique=True)), max_size=5))
def test_any_names_and_tags_come_back(sources: list[tuple[str, list[str]]]) -> None:
    made = [
        Source(f"s{n}", name, "feed", f"https://s{n}.example/feed", tags=tuple(tags))
        for n, (name, tags) in enumerate(sources)
    ]
    found = parse_opml(opml_of(made, NOON)).outlines
    again = {one.location: one for one in found}
    for source in made:
        if any("/" in tag[:1] for tag in source.tags):
            continue
        assert set(again[source.location].tags) == {" ".join(tidy(tag).split()) for tag in source.tags}
    assert parse_opml(opml_of(made, NOON)).refused == ()


def test_secrets_do_not_travel(tmp_path: Path) -> None:
    text = (
        '[[source]]\nname = "A"\nkind = "feed"\nlocation = "https://u:pass-1@a.example/feed"\n'
        'headers = { X-Key = "secret-2" }\ncookies = { s = "secret-3" }\noptions = { obey_robots = false }\n'
        '[[source]]\nname = "B"\nkind = "feed"\nlocation = "https://b.example/feed?token=secret-4"\n'
        '[[source]]\nname = "C"\nkind = "files"\nlocation = "/home/me"\n'
    )
    sources = read(text, tmp_path)
    written = opml_of(sources, NOON).decode()
    assert [one.name for one in exported(sources)] == ["A"]
    for secret in ("pass-1", "secret", "obey_robots", "/home"):
        assert secret not in written


def test_a_list_that_somebody_else_wrote_decides_nothing_but_what_is_read() -> None:
    body = (
        '<opml xmlns:newsfold="urn:newsfold:opml" version="2.0"><body><outline text="A" xmlUrl="https://a.example/"'
        ' newsfold:kind="files" newsfold:options="x" newsfold:headers="y" headers="z" newsfold:country="GB"/>'
        "</body></opml>"
    )
    tables, _ = tables_of(parse_opml(body.encode()), [], [])
    assert tables == [{"name": "A", "kind": "feed", "location": "https://a.example/", "country": "GB"}]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "../../etc/passwd",
        "/etc/passwd",
        "javascript:alert(1)",
        "ftp://a.example/",
        "http://",
        "https://u:pw@a.example/f",
    ],
)
def test_addresses_that_are_none_are_refused_by_themselves(address: str) -> None:
    found = parse_opml(opml(outline("Bad", address), outline("Good", "https://good.example/feed")))
    assert [one.name for one in found.outlines] == ["Good"]
    [said] = found.refused
    assert said.startswith("Bad: ")
    assert "pw" not in said


def test_a_name_is_one_short_line_without_what_a_terminal_obeys() -> None:
    [one] = parse_opml(opml(outline("a&#10;b\u202e" + "x" * 10_000, "https://a.example/"))).outlines
    assert "\n" not in one.name
    assert len(one.name) <= 200
    assert (
        tables_of(parse_opml(opml(outline("../../etc/cron.d/x", "https://a.example/"))), [], [])[0][0]["name"]
        == "../../etc/cron.d/x"
    )


LAUGHS = b"""<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<opml><body><outline text="&b;" xmlUrl="https://a.example/"/></body></opml>"""
OUTSIDE = b"""<!DOCTYPE opml SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<opml><body><outline text="&x;" xmlUrl="https://a.example/"/></body></opml>"""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (LAUGHS, "it declares entities"),
        (OUTSIDE, "it declares entities"),
        (b"", "not well-formed XML"),
        (b"<html><body/></html>", "its first element is 'html', not opml"),
        (b"<opml><body><outline", "not well-formed XML"),
        (b"<opml>" + b" " * MOST_BYTES + b"</opml>", "the limit is 10,485,760"),
        (opml("<outline text='x'>" * 100 + "</outline>" * 100), "nested deeper than 32"),
        (opml("<outline text='x'>" * 100_000), "nested deeper than 32"),
    ],
)
def test_what_no_list_of_feeds_can_be_is_refused_with_the_reason(body: bytes, said: str) -> None:
    with pytest.raises(InvalidOpml, match=said):
        parse_opml(body, "list.opml")


def test_thousands_of_feeds_are_read_quickly_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [outline(f"F{n}", f"https://s{n}.example/feed") for n in range(3_000)]
    began = time.monotonic()
    assert len(parse_opml(opml(*lines)).outlines) == 3_000
    assert time.monotonic() - began < 10
    monkeypatch.setattr("connectors.opml.MOST_FEEDS", 2_999)
    with pytest.raises(InvalidOpml, match="more than 2,999"):
        parse_opml(opml(*lines))


def test_what_is_written_is_opml_as_others_read_it(tmp_path: Path) -> None:
    root = etree.fromstring(opml_of(read(ROUND, tmp_path), NOON, "Mine"))
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", "Mine")
    feeds = root.findall(".//outline[@xmlUrl]")
    assert [feed.get("xmlUrl") for feed in feeds] == ["https://quay.example/a", "https://quay.example/b"]
    assert all(feed.get("text") and feed.get("type") == "rss" for feed in feeds)

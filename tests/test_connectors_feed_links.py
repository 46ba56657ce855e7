"""What a feed says of where else it is: older documents, the feed of today, hubs; and links inside its markup."""

from __future__ import annotations

import json
import time

import pytest

from connectors import parse_feed

HERE = "https://quay.example/feed/"


def test_archives_pages_and_hubs_of_atom() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:h="http://purl.org/syndication/history/1.0"><h:archive/>
        <link rel="self" href="/feed/2"/><link rel="current" href="/feed"/><link rel="prev-archive" href="/feed/1"/>
        <link rel="hub" href="https://hub.example/"/><link rel="hub" href="https://other.example/"/><title>Quay</title>
        <entry><title>One</title><link rel="next" href="/no"/></entry></feed>"""
    feed = parse_feed(body.encode(), HERE)
    assert (feed.self_link, feed.current_link) == ("https://quay.example/feed/2", "https://quay.example/feed")
    assert (feed.previous_archive_link, feed.next_link) == ("https://quay.example/feed/1", None)
    assert feed.older_link == "https://quay.example/feed/1"
    assert feed.hub_links == ("https://hub.example/", "https://other.example/")
    assert (feed.is_archive, feed.is_complete) == (True, False)


def test_the_same_in_rss() -> None:
    body = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0">
        <channel><title>Quay</title><link>https://quay.example/</link><fh:complete/>
        <atom:link rel="next" href="?page=2"/><atom:link rel="hub" href="https://hub.example/"/></channel></rss>"""
    feed = parse_feed(body.encode(), HERE)
    assert (feed.link, feed.older_link) == ("https://quay.example/", "https://quay.example/feed/?page=2")
    assert (feed.hub_links, feed.is_complete) == (("https://hub.example/",), True)


def test_the_same_in_json() -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Quay",
        "feed_url": "/feed.json",
        "next_url": "/feed.json?page=2",
        "hubs": [
            {"type": "rssCloud", "url": "https://cloud.example/"},
            {"type": "WebSub", "url": "https://hub.example/"},
        ],
        "items": [],
    }
    feed = parse_feed(json.dumps(document).encode(), HERE)
    assert (feed.self_link, feed.older_link) == (
        "https://quay.example/feed.json",
        "https://quay.example/feed.json?page=2",
    )
    assert feed.hub_links == ("https://hub.example/",)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ('<a href="/x?a=1&amp;b=2">x</a>', '<a href="https://quay.example/x?a=1&amp;b=2">x</a>'),
        ("<img src='a.jpg' alt='a \"b\"'>", "<img src='https://quay.example/feed/a.jpg' alt='a \"b\"'>"),
        ('<a href="https://other.example/y">y</a>', '<a href="https://other.example/y">y</a>'),
        ('<a href="#note">1</a> <a href="mailto:a@b">m</a>', '<a href="#note">1</a> <a href="mailto:a@b">m</a>'),
        ('one < two and href="x" is no tag', 'one < two and href="x" is no tag'),
        ('<a title="src=/no" href="//cdn.example/z">z</a>', '<a title="src=/no" href="https://cdn.example/z">z</a>'),
        ("<br></br><p></p>", "<br /><p></p>"),
    ],
)
def test_links_in_markup_are_made_absolute_and_nothing_else_changes(given: str, wanted: str) -> None:
    body = f"<rss><channel><item><description><![CDATA[{given}]]></description></item></channel></rss>"
    assert parse_feed(body.encode(), HERE).entries[0].summary == wanted
    if "br" not in given:
        assert parse_feed(body.encode()).entries[0].summary == given


def test_a_query_that_looks_like_an_entity_stays_a_query() -> None:
    body = "<rss><channel><title>?a=1&copy=2 &amp; more &copy; ours</title></channel></rss>"
    assert parse_feed(body.encode()).title == "?a=1&copy=2 & more © ours"


@pytest.mark.parametrize(
    "text",
    [
        "<a " * 200_000,
        "<a href='" * 200_000,
        '<img src="a' + '" src="a' * 200_000,
        "&copy=" * 200_000,
        "<![CDATA[" * 50_000,
    ],
    ids=["tags", "quotes", "attributes", "queries", "sections"],
)
def test_hostile_markup_costs_little(text: str) -> None:
    from connectors.feed_markup import readable_markup
    from connectors.markup_bytes import storable_body

    started = time.perf_counter()
    readable_markup(text, HERE)
    storable_body(text.encode())
    assert time.perf_counter() - started < 5

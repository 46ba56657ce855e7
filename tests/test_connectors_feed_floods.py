"""Floods inside a feed: cut, so that the feed is read instead of lost with its worker."""

from __future__ import annotations

import time

import pytest

from connectors import parse_feed
from connectors.feed_floods import MAX_CATEGORIES, without_floods


@pytest.mark.parametrize(
    "inside",
    [
        f"<author>{'a' * 200_000}</author>",
        f"<dc:creator><![CDATA[{'a' * 200_000}]]></dc:creator>",
        "".join(f"<category>c{number}</category>" for number in range(20_000)),
        "<link>https://quay.example/</link>" * 5_000,
    ],
    ids=["name", "name in CDATA", "categories", "links"],
)
def test_a_flood_in_one_entry_costs_neither_the_entry_nor_the_feed(inside: str) -> None:
    head = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    body = f"{head}<item>{inside}<title>Kept</title></item><item><title>Next</title></item></channel></rss>"
    started = time.process_time()
    feed = parse_feed(body.encode())
    assert time.process_time() - started < 2
    assert [entry.title for entry in feed.entries] == ["Kept", "Next"]
    assert len(feed.entries[0].categories) <= MAX_CATEGORIES
    assert feed.fault is None


def test_entries_beyond_the_most_are_cut_before_they_are_parsed() -> None:
    items = "".join(f"<item><title>{number}</title></item>" for number in range(40_000))
    body, is_cut = without_floods(f"<rss><channel>{items}<link>/x</link></channel></rss>".encode(), 100)
    feed = parse_feed(body)
    assert is_cut
    assert (len(feed.entries), feed.entries[-1].title, feed.link, feed.fault) == (100, "99", "/x", None)
    assert without_floods(b"<rss><item/></rss>", 1) == (b"<rss><item/></rss>", False)

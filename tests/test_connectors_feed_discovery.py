"""Which feeds and sitemaps a page names, and in what order."""

from __future__ import annotations

import time

import pytest

from connectors import feed_links
from connectors.feed_discovery import MAX_LINKS, guessed_feed_links

HOME = "https://quay.example/news/index.html"


def urls(page: str, url: str = HOME) -> list[str]:
    return [link.url for link in feed_links(page, url)]


@pytest.mark.parametrize(
    "media_type",
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "Application/RSS+XML; charset=utf-8",
    ],
)
def test_a_declared_feed_is_found(media_type: str) -> None:
    page = f"<head><link href='../rss' rel='alternate' type='{media_type}' title='All  the\nnews'></head>"
    (link,) = feed_links(page, HOME)
    assert (link.url, link.kind, link.found_by) == ("https://quay.example/rss", "feed", "link")
    assert link.title == "All the news"


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="alternate" hreflang="de" href="/de/">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?url=x">',
        '<link rel="alternate" type="text/xml+oembed" href="/oembed?format=xml">',
        '<link rel="stylesheet" type="text/css" href="/feed.css">',
        '<link rel="alternate" media="handheld" href="/m/feed">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:void(0)">',
        '<a href="/feeding-the-poor.html">Feeding the poor</a>',
        '<a href="/politics/rssb-scandal">The RSSB scandal</a>',
        '<a href="/feedback">Tell us</a>',
        '<a href="https://reader.example/feed/https://quay.example/">Add to a reader</a>',
        '<a href="/feed-a-family">Feed a family</a>',
        '<a href="/2026/05/atom-bomb-survivors-meet/">Survivors meet</a>',
        '<a href="/india/rss-chief-speaks">RSS chief speaks</a>',
        '<a href="/img/rss.png">icon</a>',
        "<!-- <link rel='alternate' type='application/rss+xml' href='/old'> -->",
        "<script>var t = \"<link rel='alternate' type='application/rss+xml' href='/js'>\"</script>",
    ],
)
def test_what_is_no_feed_is_not_taken_for_one(tag: str) -> None:
    assert urls(f"<html><head>{tag}</head></html>") == []


@pytest.mark.parametrize(
    "href",
    [
        "/rss",
        "/rss/world.xml",
        "/feed/",
        "/world/feed.xml",
        "/news.atom",
        "/index.rdf",
        "/?feed=rss2",
        "/feeds/all",
        "/rss2/",
        "/world_rss.xml",
        "/rss-world.xml",
    ],
)
def test_a_link_that_looks_like_a_feed_is_found_after_the_declared_ones(href: str) -> None:
    page = f'<a href="{href}">RSS</a><link rel="alternate" type="application/rss+xml" href="/declared">'
    first, second = feed_links(page, HOME)
    assert (first.url, first.found_by) == ("https://quay.example/declared", "link")
    assert (second.url, second.found_by) == (f"https://quay.example{href}", "anchor")


def test_comment_feeds_stand_last_and_sitemaps_after_feeds() -> None:
    page = """
        <link rel="sitemap" type="application/xml" href="/map.xml">
        <link rel="alternate" type="application/rss+xml" title="Comments on Quay" href="/comments/feed/">
        <link rel="alternate" type="application/rss+xml" title="Quay" href="/feed/">
        <a href="/sitemaps/sitemap-news.xml.gz">map</a>"""
    links = feed_links(page, HOME)
    assert [link.url.removeprefix("https://quay.example") for link in links] == [
        "/feed/",
        "/comments/feed/",
        "/map.xml",
        "/sitemaps/sitemap-news.xml.gz",
    ]
    assert [link.is_comments for link in links] == [False, True, False, False]
    assert [link.kind for link in links] == ["feed", "feed", "sitemap", "sitemap"]


def test_the_base_of_the_page_counts_and_each_address_stands_once() -> None:
    page = """<base href="https://cdn.quay.example/x/">
        <link rel=alternate type=application/rss+xml href=feed#top><a href="feed">again</a>"""
    assert urls(page) == ["https://cdn.quay.example/x/feed"]


def test_a_feed_scheme_is_read_as_http() -> None:
    page = '<a href="feed://quay.example/rss">x</a><a href="feed:https://quay.example/feed">y</a>'
    assert sorted(urls(page)) == ["http://quay.example/rss", "https://quay.example/feed"]


def test_bytes_in_any_charset_are_read() -> None:
    page = "<link rel='alternate' type='application/rss+xml' href='/rss' title='Zürich'>"
    assert [link.url for link in feed_links(page.encode("latin-1"), HOME)] == ["https://quay.example/rss"]


@pytest.mark.parametrize(
    "page",
    [
        "<link " * 200_000,
        "<!--" * 200_000,
        "<script>" * 200_000,
        "<a href='" * 200_000,
        "<link rel=alternate type=application/rss+xml href=/x" + " a=b" * 500_000 + ">",
        "".join(f"<a href='/feed/{number}'>" for number in range(20_000)),
    ],
    ids=["open tags", "comments", "scripts", "quotes", "attributes", "links"],
)
def test_a_hostile_page_costs_little(page: str) -> None:
    started = time.perf_counter()
    assert len(feed_links(page, HOME)) <= MAX_LINKS
    assert time.perf_counter() - started < 5


def test_common_places_are_offered_as_guesses() -> None:
    links = guessed_feed_links("https://quay.example/world/page.html")
    assert {link.found_by for link in links} == {"guess"}
    assert "https://quay.example/rss.xml" in [link.url for link in links if link.kind == "feed"]
    assert "https://quay.example/sitemap.xml" in [link.url for link in links if link.kind == "sitemap"]

"""Which links of a section page lead to articles: layouts of every kind, labels, menus, memory, hostile pages."""

from __future__ import annotations

import sys
import time

import pytest
from newsroom_sections import HEADLINES, LAYOUTS, dated, ids_only, slug_of

from connectors.link_shapes import address_score, is_of_site, known_as, shapes_of
from connectors.sections import ENOUGH, LinkMemory, read_section, section_links
from transforms.errors import EmptyDocument, NoArticle, TooDeep

FLOOR = 0.95
"""Of articles among the links taken, and of links taken among the articles, on the layouts of newsroom_sections."""


def taken(url: str, html: str, memory: LinkMemory | None = None) -> set[str]:
    return {link.url for link in section_links(html.encode(), url, memory) if link.is_article}


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_link_of_another_kind_is_taken_and_no_article_is_left(name: str) -> None:
    layout = LAYOUTS[name]()
    found = taken(layout.url, layout.html)
    assert found - layout.articles == set()
    assert layout.articles - found == set()


def test_precision_and_recall_over_all_layouts(capsys: pytest.CaptureFixture[str]) -> None:
    right = wrong = missed = 0
    for make in LAYOUTS.values():
        layout = make()
        found = taken(layout.url, layout.html)
        assert len(layout.others) >= 3
        right += len(found & layout.articles)
        wrong += len(found - layout.articles)
        missed += len(layout.articles - found)
    precision, recall = right / (right + wrong), right / (right + missed)
    with capsys.disabled():
        sys.stdout.write(f"\nsection links: precision {precision:.3f}, recall {recall:.3f} of {right + missed}\n")
    assert precision >= FLOOR
    assert recall >= FLOOR


def test_every_address_stands_once_with_its_best_words() -> None:
    layout = LAYOUTS["numbered"]()
    links = section_links(layout.html.encode(), layout.url)
    assert len({link.url for link in links}) == len(links)
    by_url = {link.url: link.text for link in links}
    first = f"https://www.kurier.example/lokales/{slug_of(HEADLINES[0])}-4100200.html"
    assert by_url[first] == HEADLINES[0]


def test_links_to_other_sites_files_and_the_page_itself_are_left_out() -> None:
    headline = "A headline of quite enough words to be one"
    places = ("https://other.example/2026/03/01/a-headline-of-words", "/2026/03/01/the-plan-in-full.pdf", "#top", "/")
    html = "<body>" + "".join(f'<h2><a href="{one}">{headline}</a></h2>' for one in places) + "</body>"
    assert taken("https://herald.example/", html) == set()


def test_a_base_element_says_where_relative_links_lead() -> None:
    html = (
        '<head><base href="https://herald.example/news/"></head><body><h2><a href="2026/03/01/the-wall-gave-way-today">'
    )
    html += "The wall gave way today after all</a></h2></body>"
    assert taken("https://herald.example/", html) == {"https://herald.example/news/2026/03/01/the-wall-gave-way-today"}


def test_what_shapes_turned_out_to_be_decides_where_they_are_known() -> None:
    layout = ids_only()
    others = tuple(sorted(layout.articles))[:6]
    assert taken(layout.url, layout.html, LinkMemory(others=others)) == set()
    known = LinkMemory(articles=tuple(f"https://tidning.example/av/olle-berg{n}" for n in ("", "-a", "-b")))
    assert taken(layout.url, layout.html, known) >= layout.articles


def test_a_section_page_reads_as_a_feed_of_its_articles() -> None:
    layout = dated()
    feed = read_section(layout.html.encode(), layout.url, "text/html; charset=utf-8")
    assert {entry.link for entry in feed.entries} == layout.articles
    assert [entry.title for entry in feed.entries] == list(HEADLINES)


def test_a_page_without_links_to_articles_says_so() -> None:
    with pytest.raises(NoArticle, match="no link on it looks like an article's; it may be drawn by scripts"):
        read_section(
            b"<html><body><nav><a href='/a'>Home</a></nav><div id=app></div></body></html>", "https://x.example/"
        )


def test_an_empty_and_a_bottomless_page_are_refused() -> None:
    with pytest.raises(EmptyDocument):
        read_section(b"", "https://x.example/")
    with pytest.raises(TooDeep):
        read_section(b"<html><body>" + b"<div>" * 3000 + b"<a href='/x'>x</a>", "https://x.example/")


def test_a_page_of_a_hundred_thousand_links_takes_no_longer_than_the_first_ones() -> None:
    html = "<body>" + "".join(
        f'<a href="/2026/03/01/a-long-headline-{n}">A long headline it is</a>' for n in range(20_000)
    )
    began = time.monotonic()
    assert len(section_links(html.encode(), "https://x.example/")) <= 2000
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("url", "exact", "plain"),
    [
        (
            "https://a.example/news/2026/03/01/the-wall-gave-way",
            "news/{year}/{d}/{d}/{slug}",
            "{w}/{year}/{d}/{d}/{slug}",
        ),
        ("https://a.example/sport/the-wall-gave-way-123456.html", "sport/{slug-id}", "{w}/{slug-id}"),
        ("https://a.example/article/123456", "article/{id}", "{w}/{id}"),
        ("https://a.example/20260301/x", "{day}/x", "{day}/{w}"),
        ("https://a.example/2026/mar/05/storm", "{year}/{d}/{d}/storm", "{year}/{d}/{d}/{w}"),
        ("https://a.example/news.php?id=30500&lang=en", "news?id", "{w}?id"),
        ("https://a.example/0f8fad5b-d9cb-469f-a165-70867728950e", "{id}", "{id}"),
    ],
)
def test_shapes(url: str, exact: str, plain: str) -> None:
    assert shapes_of(url) == (exact, plain)


def test_addresses_of_articles_score_above_those_of_lists() -> None:
    articles = [
        "https://a.example/2026/03/01/the-wall-gave-way",
        "https://a.example/politik/sturm-reisst-mauer-ein-4100200.html",
        "https://a.example/news.php?id=30500",
        "https://a.example/%E5%8C%97%E6%9C%9D%E9%AE%AE%E5%85%B5%E6%8D%95%E8%99%9C%E8%A8%93%E7%B7%B4",
    ]
    lists = [
        "https://a.example/",
        "https://a.example/politics",
        "https://a.example/tag/storm-of-the-century",
        "https://a.example/2026/03/01/",
        "https://a.example/author/ines-calder",
        "https://a.example/news?page=2",
        "https://a.example/2026/03/the-paper.pdf",
    ]
    assert min(map(address_score, articles)) > max(map(address_score, lists))


def test_a_site_is_its_registrable_domain_and_a_bare_host_itself() -> None:
    assert is_of_site("https://sport.herald.co.uk/x", "https://www.herald.co.uk/")
    assert not is_of_site("https://other.co.uk/x", "https://herald.co.uk/")
    assert is_of_site("http://127.0.0.1:8001/x", "http://127.0.0.1:8001/")


def test_memory_needs_three_and_weighs_by_share() -> None:
    assert known_as(("a", "b"), {"a": 2}, {}) == 0.0
    assert known_as(("a", "b"), {"a": 3}, {}) == 1.5
    assert known_as(("a", "b"), {}, {"b": 3}) == -3.0
    assert known_as(("a", "b"), {"b": 5}, {"a": 3, "b": 3}) == -9.0
    assert -3.0 < known_as(("a", "b"), {"a": 1}, {"a": 2}) < 0.0
    assert ENOUGH > 1.5

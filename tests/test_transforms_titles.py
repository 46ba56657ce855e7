"""Which of the titles of a page is the headline, who signs it, its lead image's caption, and whether it is free."""

from __future__ import annotations

import pytest
from page_texts import TITLE, URL, json_ld, page, paragraphs
from syndication_texts import DAM

from transforms import article_from_html
from transforms.model import Article
from transforms.titles import Titles, headline

PRINTED = "Three villages wait while engineers empty the reservoir"
SEARCHED = "Oskarfors reservoir: what villages need to know about the dam"
SITE = ("Northern Courier", "northerncourier.example", "northerncourier")


def read(html: str) -> Article:
    return article_from_html(html, URL)


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (Titles(TITLE, (TITLE,), f"{TITLE} | Northern Courier", (TITLE,)), TITLE),
        (Titles(SEARCHED, (PRINTED,), f"{SEARCHED} - Northern Courier", (PRINTED,)), PRINTED),
        (Titles(PRINTED, (SEARCHED,), SEARCHED, (SEARCHED,)), PRINTED),
        (Titles(SEARCHED, (PRINTED,), SEARCHED, (SEARCHED,), (f"Floods {PRINTED}", "More news")), PRINTED),
        (Titles("Three villages wait while engineers...", (), None, (PRINTED,)), PRINTED),
        (Titles(None, (f"{PRINTED} - a report",), None, (PRINTED,)), PRINTED),
        (Titles(f"Floods: {PRINTED}", (f"Floods: {PRINTED}",), None, (PRINTED,)), f"Floods: {PRINTED}"),
        (Titles(None, (f"The Northern Courier | {PRINTED}",), None, ()), PRINTED),
        (Titles(None, (PRINTED,), None, ("Northern Courier", "Latest")), PRINTED),
        (Titles(None, (), None, (PRINTED,)), PRINTED),
        (Titles(None, (), f"{PRINTED} · Northern Courier", ()), PRINTED),
        (Titles(), None),
    ],
    ids=[
        "all agree",
        "JSON-LD repeats the window's, the page shares the printed one",
        "JSON-LD alone has another than the window",
        "an h1 for search engines over the h2 that is shared",
        "cut short",
        "something behind the heading",
        "a kicker on which both agree",
        "the site's name before it",
        "headings that are no headline",
        "a heading alone",
        "the window alone",
        "nothing",
    ],
)
def test_the_headline(titles: Titles, expected: str | None) -> None:
    assert headline(titles, SITE)[0] == expected


def test_a_short_heading_inside_a_title_is_a_label() -> None:
    assert headline(Titles(None, (PRINTED,), None, ("villages",)), SITE)[0] == PRINTED


def test_an_h2_of_another_story_is_not_the_headline() -> None:
    told = Titles(TITLE, (PRINTED,), None, (TITLE,), ("Snow in May closes the pass", "Most read"))
    assert headline(told, SITE)[0] == TITLE


def test_a_heading_that_is_not_the_title_leaves_the_body_all_the_same() -> None:
    head = json_ld(headline=TITLE)
    article = read(page(f"<h2>Floods</h2>{paragraphs(*DAM)}", head=head, heading=f"<h1>{SEARCHED}</h1>"))
    assert article.title == TITLE
    assert SEARCHED not in article.text


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="article-meta"><div class="author"><span>By Ines Okafor</span></div></div>',
        '<p>By <a href="/staff/ines-okafor">Ines Okafor</a></p>',
        '<ul class="authors"><li class="authors__list-item authors-item"><b>Ines Okafor</b></li></ul>',
        '<span class="authorname">Ines Okafor</span>',
    ],
)
def test_an_author_in_sight_is_found_by_what_its_place_is_called(markup: str) -> None:
    assert read(page(f"{markup}{paragraphs(*DAM)}")).authors == ("Ines Okafor",)


def test_an_author_of_another_text_signs_nothing() -> None:
    other = '<div class="related-stories"><a href="/author/tom-reyes">Tom Reyes</a></div>'
    aside = '<aside><p class="author">Tom Reyes</p></aside>'
    assert read(page(after=other + aside)).authors == ()


def test_a_person_that_json_names_by_reference_only_is_none() -> None:
    head = json_ld(headline=TITLE, author={"@id": "#/person/1"})
    assert read(page(head=head)).authors == ()


@pytest.mark.parametrize(
    ("head", "before"),
    [
        (
            json_ld(
                headline=TITLE, image={"@type": "ImageObject", "url": "https://i.example/dam.jpg", "caption": "The dam"}
            ),
            "",
        ),
        (
            (
                '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "x", "image": '
                '{"@id": "#lead"}}, {"@type": "ImageObject", "@id": "#lead", "url": "https://i.example/dam.jpg", '
                '"caption": "The dam"}]}</script>'
            ),
            "",
        ),
        (
            '<meta property="og:image" content="https://i.example/x/reservoir-1200x800.jpg?w=1">',
            f"<p>{DAM[0]}</p><figure><img src='/small/reservoir-300x200.jpg'><figcaption>The dam</figcaption></figure>",
        ),
        ("", "<figure><img src='/a.jpg'><figcaption>The dam</figcaption></figure>"),
    ],
    ids=["in JSON-LD", "by reference", "of the figure with the shared image", "of the first figure"],
)
def test_the_caption_of_the_lead_image(head: str, before: str) -> None:
    assert read(page(f"{before}{paragraphs(*DAM)}", head=head)).image_caption == "The dam"


def test_a_picture_further_down_is_not_the_lead_image() -> None:
    figure = "<figure><img src='/tractor.jpg'><figcaption>A tractor</figcaption></figure>"
    assert read(page(f"{paragraphs(*DAM)}{figure}")).image_caption is None
    assert read(page(after=f"<footer>{figure}</footer>")).image_caption is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (json_ld(isAccessibleForFree=False), False),
        (json_ld(isAccessibleForFree="https://schema.org/False"), False),
        (json_ld(isAccessibleForFree="True"), True),
        (json_ld(hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".wall"}), False),
        (json_ld(isAccessibleForFree=True, hasPart=[{"isAccessibleForFree": False}]), True),
        (json_ld(hasPart=[{"@type": "VideoObject"}, "x"]), None),
        ('<meta property="article:content_tier" content="locked">', False),
        ('<meta property="article:content_tier" content="metered">', False),
        ('<meta property="article:content_tier" content="free">', True),
        ('<meta itemprop="isAccessibleForFree" content="false">', False),
        ('<meta property="article:content_tier" content="gold">', None),
        ("", None),
    ],
)
def test_what_a_page_says_of_its_wall(head: str, expected: bool | None) -> None:
    assert read(page(head=head)).is_accessible_for_free is expected

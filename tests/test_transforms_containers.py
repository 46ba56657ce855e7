"""Bodies in several containers, pages that mark none, and what trafilatura's trimming must not lose."""

from __future__ import annotations

import pytest
from page_texts import TITLE, URL, paragraphs
from syndication_texts import DAM, FERRY

from transforms import article_from_html
from transforms.containers import densest, marked_bodies, whole_body
from transforms.extract import parse_page
from transforms.metadata import page_metadata

HEAD = f"<head><title>{TITLE}</title><meta property='og:title' content='{TITLE}'></head>"


def whole(body: str) -> str:
    return f"<html>{HEAD}<body>{body}</body></html>"


def chunk(*texts: str, name: str = "article-body chunk") -> str:
    return f"<div class='{name}'>{paragraphs(*texts)}</div>"


def test_a_body_in_several_containers_is_read_whole_and_in_order() -> None:
    between = (
        "<div class='ad-slot'><p>An advertisement that takes some room between the two halves of the text.</p></div>"
    )
    page = whole(f"<article><h1>{TITLE}</h1>{chunk(*DAM[:2])}{between}{chunk(*DAM[2:])}</article>")
    assert article_from_html(page, URL).paragraphs == DAM


def test_the_next_story_on_an_endless_page_stays_out() -> None:
    page = whole(
        f"<div><article><h1>{TITLE}</h1>{chunk(*DAM)}</article>"
        f"<article><h1>The ferry that nobody wanted</h1>{chunk(*FERRY)}</article></div>"
    )
    assert article_from_html(page, URL).paragraphs == DAM


def test_a_second_body_with_a_headline_of_its_own_stays_out() -> None:
    other = f"<div class='article-body chunk'><h1>The ferry that nobody wanted</h1>{paragraphs(*FERRY)}</div>"
    page = whole(f"<div class='endless'><h1>{TITLE}</h1>{chunk(*DAM)}{other}</div>")
    assert article_from_html(page, URL).paragraphs == DAM


def test_a_page_that_marks_no_body_is_read_where_its_prose_is_densest() -> None:
    menu = "".join(f"<div><p>Teaser {number} of a story elsewhere</p></div>" for number in range(30))
    page = whole(f"<div>{menu}</div><div class='x7'><h1>{TITLE}</h1>{paragraphs(*DAM)}</div><div>{menu}</div>")
    found = densest(parse_page(page, "page"))
    assert found is not None
    assert found.get("class") == "x7"
    assert article_from_html(page, URL).paragraphs == DAM


def test_there_is_no_densest_element_without_prose() -> None:
    assert densest(parse_page(whole("<div><p>Home</p><p>Sport</p></div>"), "page")) is None


def test_names_of_bodies_are_found_by_id_class_and_schema() -> None:
    tree = parse_page(
        whole(
            "<div id='article-body'></div><section class='post-content'></section><div class='body'></div>"
            "<main itemprop='articleBody'></main><p class='article-body'></p>"
        ),
        "page",
    )
    assert [one.tag for one in marked_bodies(tree)] == ["div", "section", "main"]


def test_one_marked_body_is_left_as_it_is() -> None:
    tree = parse_page(whole(f"<article>{chunk(*DAM)}</article>"), "page")
    found = whole_body(marked_bodies(tree))
    assert found is not None
    assert found.get("class") == "article-body chunk"
    assert tree.xpath("count(//*[@itemprop])") == 0


def test_cells_of_a_table_stay_apart() -> None:
    table = "<table><tr><th>Dam</th><th>Height</th></tr><tr><td>Upper</td><td>41 m</td></tr></table>"
    page = whole(f"<article class='article-body'>{paragraphs(*DAM)}{table}{paragraphs(*FERRY)}</article>")
    text = article_from_html(page, URL).text
    assert "Dam Height" in text
    assert "Upper 41 m" in text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("told <em><a href='/v'>The Valley Courier</a></em> on Monday", "told The Valley Courier on Monday"),
        ("(see <a href='/v'>the plan</a>).", "(see the plan)."),
        ("「<a href='/v'>谷日报</a>」报道", "「谷日报」报道"),
        ("水坝<a href='/v'>计划</a>今天公布", "水坝计划今天公布"),
    ],
)
def test_a_link_keeps_its_spaces_and_gets_none_that_it_had_not(markup: str, expected: str) -> None:
    page = whole(f"<article class='article-body'>{paragraphs(*DAM)}<p>The keeper of the wall {markup}</p></article>")
    assert expected in article_from_html(page, URL).text


def test_a_person_is_named_before_the_house() -> None:
    page = (
        '<html><head><meta property="og:site_name" content="Valley Courier">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A wall", '
        '"author": {"@type": "Organization", "name": "Valley Courier"}}</script></head>'
        "<body><div class='byline '>By <span>Ines Okafor</span></div></body></html>"
    )
    assert page_metadata(parse_page(page, "page")).authors == ("Ines Okafor",)
    without = page.replace("By <span>Ines Okafor</span>", "")
    assert page_metadata(parse_page(without, "page")).authors == ("Valley Courier",)


def test_initials_in_brackets_are_no_part_of_a_name() -> None:
    page = '<html><head><meta name="author" content="Ines Okafor (iok)"></head><body></body></html>'
    assert page_metadata(parse_page(page, "page")).authors == ("Ines Okafor",)

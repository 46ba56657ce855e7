"""Text outside the element that is marked as the body: the lead before it, what a wall hides, what scripts carry."""

from __future__ import annotations

import json

import pytest
from page_texts import TITLE, URL, json_ld, page, paragraphs
from syndication_texts import DAM, FERRY

from transforms import article_from_html
from transforms.embedded import embedded_bodies
from transforms.errors import NoArticle
from transforms.extract import parse_page
from transforms.model import Article

LEAD = "Three villages below the old wall must wait until the engineers have let the water out of the reservoir."
BODY = f'<div class="article-body">{paragraphs(*DAM)}</div>'


def read(html: str) -> Article:
    return article_from_html(html, URL)


@pytest.mark.parametrize(
    "lead",
    [
        f"<p>{LEAD}</p>",
        f'<div class="standfirst"><p>{LEAD}</p></div>',
        f'<h2 class="article__subtitle">{LEAD}</h2>',
        f'<div class="content-header-dek">{LEAD}</div>',
    ],
    ids=["a paragraph", "in a division", "an h2 that is called so", "a division that is called so"],
)
def test_the_lead_between_the_headline_and_the_marked_body_opens_the_text(lead: str) -> None:
    assert read(page(f"{lead}{BODY}")).paragraphs == (LEAD, *DAM)


@pytest.mark.parametrize(
    "stray",
    [
        f'<div class="author-bio"><p>{FERRY[0]}</p></div>',
        f'<p class="image-caption">{FERRY[0]}</p>',
        f"<h2>{LEAD}</h2>",
        "<p>Updated an hour ago</p>",
        f'<p><a href="/other">{LEAD}</a></p>',
        paragraphs(*FERRY[:3]),
    ],
    ids=["about the author", "a caption", "an h2 without a name", "a label", "a link", "more than a lead"],
)
def test_what_else_stands_there_stays_out(stray: str) -> None:
    assert read(page(f"{stray}{BODY}")).paragraphs == DAM


def test_a_lead_that_the_body_repeats_is_there_once() -> None:
    assert read(page(f"<p>{DAM[0]}</p>{BODY}")).paragraphs == DAM


def test_a_headline_below_the_body_leads_nothing() -> None:
    html = page(BODY, heading="", after=f"<h1>{TITLE}</h1><p>{LEAD}</p>")
    assert read(html).paragraphs == DAM


def test_what_a_wall_hides_with_a_style_is_the_article_all_the_same() -> None:
    hidden = f'<div class="article-body">{paragraphs(DAM[0])}<div id="hidden-text">{paragraphs(*DAM[1:])}</div></div>'
    assert read(page(hidden)).paragraphs == DAM


def test_a_text_in_the_data_of_a_script_is_found() -> None:
    data = json.dumps({"page": {"contentHtml": f"{paragraphs(*DAM[:3])}$$ARTICLEAD$${paragraphs(*DAM[3:])}"}})
    inside = json.dumps(f'1:T1b,{{"state":{data}}}').replace("<", "\\u003c")
    assert read(page("<p></p>", after=f"<script>self.push([1,{inside}])</script>")).paragraphs == DAM


def test_a_declared_body_is_read_where_the_page_shows_none() -> None:
    head = json_ld(headline=TITLE, articleBody="\n".join(DAM))
    assert read(page("<p></p>", head=head)).paragraphs == DAM


def test_a_page_that_shows_its_text_is_not_read_from_its_scripts() -> None:
    head = json_ld(headline=TITLE, articleBody="\n".join(FERRY))
    assert read(page(BODY, head=head)).paragraphs == DAM


@pytest.mark.parametrize("script", ['\\"' * 200_000, '"' * 400_000, '"' + "a" * 400_000, '"' + "\\\\" * 200_000])
def test_strings_that_never_end_cost_nothing(script: str) -> None:
    tree = parse_page(f"<html><body><script>{script}</script></body></html>", "page")
    assert list(embedded_bodies(tree.iter("script"))) == []


def test_code_in_a_script_is_no_article() -> None:
    script = '<script>var a = "' + "if (x < 3) { y(); } " * 60 + '";</script>'
    with pytest.raises(NoArticle):
        read(page("<p></p>", after=script))

"""Extraction has nothing left to do: a page made of an extracted article gives that article back."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_texts import LAYOUTS, TITLE, URL, json_ld, page, paragraphs
from syndication_texts import DAM, FERRY

from transforms import article_from_html
from transforms.model import Article

OWN_PAGES = {
    path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].glob("bench/pages/*.html")
}


def made_of(article: Article) -> str:
    """A plain page of an article, its head in JSON-LD."""
    fields = {"headline": article.title, "author": [{"name": name} for name in article.authors]}
    if article.published_on:
        fields["datePublished"] = article.published_on.isoformat()
    texts = paragraphs(*map(escape, article.paragraphs))
    return page(texts, head=json_ld(**fields), heading=f"<h1>{escape(article.title or '')}</h1>")


@pytest.mark.parametrize("html", [*LAYOUTS.values(), *OWN_PAGES.values()], ids=[*LAYOUTS, *OWN_PAGES])
def test_a_page_of_an_extracted_article_gives_it_back(html: str) -> None:
    first = article_from_html(html, URL)
    again = article_from_html(made_of(first), URL)
    assert again.paragraphs == first.paragraphs
    assert (again.title, again.authors, again.published_on) == (first.title, first.authors, first.published_on)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*DAM, *FERRY]), min_size=3, max_size=12, unique=True))
def test_paragraphs_in_any_order_come_out_in_it(texts: list[str]) -> None:
    first = article_from_html(page(paragraphs(*texts), head=json_ld(headline=TITLE)), URL)
    assert first.paragraphs == tuple(texts)
    assert article_from_html(made_of(first), URL).paragraphs == first.paragraphs


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*DAM, *FERRY]), min_size=4, max_size=10, unique=True),
    st.sampled_from(["div", "section"]),
    st.sampled_from(["article-body", "post-content", "entry-content", "body-text"]),
)
def test_what_the_body_is_called_changes_nothing(texts: list[str], tag: str, name: str) -> None:
    body = f'<{tag} class="{name}">{paragraphs(*texts)}</{tag}>'
    assert article_from_html(page(body), URL).paragraphs == tuple(texts)

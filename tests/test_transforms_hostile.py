"""Small pages made to do harm: each is answered, in little time, and the article beside the harm is found."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from page_texts import TITLE, URL, json_ld, page, paragraphs
from syndication_texts import DAM

from transforms import article_from_html
from transforms.errors import DocumentTooLarge
from transforms.model import Document
from transforms.parsing import MOST_BYTES, parse_document

LIMIT_S = 5
"""CPU seconds: half of what a worker is given; docs/measurements.md has larger ones."""

HARM = {
    "line breaks": "<br>" * 20_000,
    "unclosed paragraphs": "<p>a" * 20_000,
    "unclosed links": "<a>b" * 20_000,
    "options": f"<select>{'<option>x' * 20_000}</select>",
    "links": "".join(f'<a href="/{number}">Elsewhere {number}</a> ' for number in range(20_000)),
    "attributes": f"<p {' '.join(f'a{number}=1' for number in range(110_000))}>x</p>",
    "nesting": "<div>" * 50_000 + "x" + "</div>" * 50_000,
    "nested emphasis": "<b>" * 20_000 + "x",
    "comments that never end": "<!--" * 50_000,
    "strings that never end": "<script>" + '\\"' * 200_000 + "</script>",
    "rows": f"<table>{'<tr><td>1</td><td>2</td></tr>' * 8_000}</table>",
    "headings": "".join(f"<h2>Heading {number}</h2>" for number in range(10_000)),
    "figures": "".join(f"<figure><img src='/{n}'><figcaption>c</figcaption></figure>" for n in range(5_000)),
    "signatures": "".join(f'<span class="author">no name {number}</span>' for number in range(10_000)),
    "forms": "".join(f"<form>text {number}</form>" for number in range(8_000)),
    "JSON that never ends": '<script type="application/ld+json">{"@type":"NewsArticle","author":"' + '\\"' * 20_000,
    "brackets": f'<script type="application/ld+json">{"[" * 100_000}</script>',
}


@pytest.mark.parametrize("harm", HARM)
def test_the_article_beside_the_harm_is_found_in_time(harm: str) -> None:
    began = time.process_time()
    article = article_from_html(page(after=HARM[harm]), URL)
    assert article.paragraphs == DAM
    assert time.process_time() - began < LIMIT_S


def test_broken_json_before_the_article_costs_only_itself() -> None:
    head = json_ld(headline=TITLE).replace("}", "") + json_ld(headline=TITLE, articleSection="Region")
    article = article_from_html(page(head=head), URL)
    assert (article.paragraphs, article.section) == (DAM, "Region")


def test_a_page_over_the_limit_is_refused_by_its_size() -> None:
    body = page(paragraphs(*DAM) + "x" * MOST_BYTES).encode()
    with pytest.raises(DocumentTooLarge):
        parse_document(Document(URL, body, datetime(2026, 3, 3, tzinfo=UTC), "html"))

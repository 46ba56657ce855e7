"""Made-up pages: one article in the furniture of a news site, with every part replaceable."""

from __future__ import annotations

import json
from typing import Any

from syndication_texts import DAM, FERRY

TITLE = "Engineers empty a reservoir to save three villages"
URL = "https://www.northerncourier.example/2022/06/05/reservoir-emptied"
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
FOOTER = '<footer><p>Northern Courier, Bridge Street 4</p><a href="/imprint">Imprint</a></footer>'


def paragraphs(*texts: str) -> str:
    return "\n".join(f"<p>{text}</p>" for text in texts)


def json_ld(**fields: Any) -> str:
    value = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def page(
    body: str = "",
    *,
    head: str = "",
    title: str = f"{TITLE} | Northern Courier",
    heading: str = f"<h1>{TITLE}</h1>",
    after: str = "",
    language: str = ' lang="en"',
) -> str:
    """A page whose article is ``body`` (the dam report unless told), with ``after`` between it and the footer."""
    return (
        f"<!DOCTYPE html><html{language}><head><title>{title}</title>{head}</head><body><header>{MENU}</header>"
        f"<main><article>{heading}{body or paragraphs(*DAM)}</article>{after}</main>{FOOTER}</body></html>"
    )


LAYOUTS = {
    "plain paragraphs": page(),
    "sections and divisions": page(
        f'<div class="article-body"><section>{paragraphs(*DAM[:4])}</section>'
        f"<section>{paragraphs(*DAM[4:])}</section></div>"
    ),
    "subheadings, a list and a quotation": page(
        f"{paragraphs(*FERRY[:3])}<h2>What the fund offered</h2>{paragraphs(FERRY[3])}"
        "<ul><li>Winter crossings for six years, whatever the weather does</li>"
        "<li>A new boat for the run to the smallest of the nine islands</li></ul>"
        f"<blockquote><p>{FERRY[4]}</p></blockquote>{paragraphs(FERRY[5])}"
    ),
    "links, emphasis and breaks inside paragraphs": page(
        paragraphs(
            DAM[0].replace("Oskarfors", '<a href="/oskarfors">Oskarfors</a>'),
            DAM[1].replace("20 minutes", "<em>20 minutes</em>"),
            *DAM[2:],
        )
    ),
    "an aside in mid-article": page(
        f'{paragraphs(*DAM[:4])}<aside><h3>Also today</h3><a href="/x">Snow in May surprises walkers</a></aside>'
        f"{paragraphs(*DAM[4:])}"
    ),
    "an article without an article element": (
        f"<html><head><title>{TITLE}</title></head><body>{MENU}<div id='content'><h1>{TITLE}</h1>"
        f"{paragraphs(*DAM)}</div>{FOOTER}</body></html>"
    ),
}

"""The first stage chooses what trafilatura's own does, with fewer walks over the page."""

from __future__ import annotations

import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml.etree import XPath
from page_texts import LAYOUTS, page, paragraphs
from syndication_texts import DAM, FERRY
from trafilatura.htmlprocessing import convert_tags, prune_html, prune_unwanted_nodes
from trafilatura.main_extractor import _extract
from trafilatura.xpaths import OVERALL_DISCARD_XPATH, RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

from transforms import discarding
from transforms.discarding import comments, overall
from transforms.elements import Element
from transforms.extract import parse_page
from transforms.first_stage import first_stage, options

OWN_PAGES = {
    path.stem: path.read_text(encoding="utf-8")
    for path in Path(__file__).parents[1].joinpath("bench", "pages").glob("*.html")
}
NAMES = (
    "article-body story-content main lead nav-links share-bar social related newsletter cookie-note author byline "
    "box footer tags sidebar hidden caption teaser-row Teaser comment-list Comments comments-title reply-1 widget meta "
    "slide infinite-scroll mvp-post-add-box elementor-share-buttons post text content page-content disqus_thread "
    "hide-print"
).split()
TAGS = (
    "div",
    "section",
    "p",
    "span",
    "ul",
    "ol",
    "li",
    "article",
    "main",
    "blockquote",
    "h2",
    "aside",
    "details",
    "table",
)


def theirs_body(tree: Element) -> Element:
    tree = prune_unwanted_nodes(prune_html(tree), RAW_TREE_PRUNE_XPATH)
    tree = prune_unwanted_nodes(tree, REMOVE_COMMENTS_AND_LISTS_XPATH)
    body, _, _ = _extract(convert_tags(tree, options(), None), options())
    return body


def whole(body: Element) -> str:
    return "".join(map(str, body.itertext()))


def ours(tree: Element) -> str:
    body = first_stage(tree)
    return "" if body is None else whole(body)


def made_up_page(chance: random.Random) -> str:
    """Markup of any shape with names that mean something to an extractor, around sentences of real reports."""

    def element(depth: int) -> str:
        tag = chance.choice(TAGS)
        attributes = "".join(
            f' {name}="{chance.choice(NAMES)}"'
            for name in chance.sample(("id", "class", "role", "style"), k=2)
            if chance.random() < 0.4
        )
        if chance.random() < 0.05:
            attributes += chance.choice((' aria-hidden="true"', ' style="display: none"', ' itemprop="articleBody"'))
        inner = "".join(element(depth + 1) for _ in range(chance.randrange(4))) if depth < 5 else ""
        text = chance.choice(
            (*DAM, *FERRY, "More", "Read on", '<a href="/a">Elsewhere in the valley</a>', "a<br>b", "")
        )
        return f"<{tag}{attributes}>{text}{inner}</{tag}>{chance.choice(('', '', ' and more'))}"

    return f"<html><body>{''.join(element(0) for _ in range(6))}</body></html>"


def same_words(one: str, other: str) -> bool:
    return one.split() == other.split()


@pytest.mark.parametrize("markup", [*LAYOUTS.values(), *OWN_PAGES.values()], ids=[*LAYOUTS, *OWN_PAGES])
def test_the_text_of_a_page_is_that_of_trafilaturas_own_stage(markup: str) -> None:
    tree = parse_page(markup, "page")
    found = ours(deepcopy(tree))
    assert len(found) > 500
    assert same_words(found, whole(theirs_body(tree)))


def test_the_text_of_made_up_pages_is_that_of_trafilaturas_own_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    # what is hidden and holds most of the prose stays here and not there
    monkeypatch.setattr(discarding, "_LARGE", 10**9)
    chance = random.Random(20261125)
    found = 0
    for _ in range(150):
        tree = parse_page(made_up_page(chance), "page")
        text = ours(deepcopy(tree))
        assert same_words(text, whole(theirs_body(tree)))
        found += bool(text)
    assert found > 100


def chosen(tree: Element, paths: list[XPath]) -> list[Any]:
    found: list[Any] = [path(tree) for path in paths]
    return list(dict.fromkeys(one for some in found for one in some))


def test_names_give_away_what_trafilaturas_paths_give_away() -> None:
    chance = random.Random(7)
    counts = [0, 0]
    for _ in range(150):
        tree = convert_tags(parse_page(made_up_page(chance), "page"), options(), None)
        mine, its = list(overall(tree)), chosen(tree, OVERALL_DISCARD_XPATH)
        assert mine == its
        listed, its_list = comments(tree), chosen(tree, REMOVE_COMMENTS_AND_LISTS_XPATH)
        assert listed == its_list
        counts = [counts[0] + len(mine), counts[1] + len(listed)]
    assert min(counts) > 50


def test_a_page_without_text_gives_nothing() -> None:
    assert first_stage(parse_page(page("<p></p>", heading=""), "page")) is None
    assert first_stage(parse_page(page(paragraphs(*DAM)), "page")) is not None

"""What a page says of itself: JSON-LD first, then meta elements, then visible marks.

Sources: schema.org NewsArticle and the names in transforms.declared. Which of several titles is the headline decides
transforms.titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field

from htmldate import find_date

from transforms import declared
from transforms.addresses import canonical_url, join_url, registrable_domain
from transforms.dates import EARLIEST, machine_date, url_date
from transforms.elements import Element, drop, select, visible_text
from transforms.errors import InvalidUrl
from transforms.json_ld import (
    LinkedData,
    Node,
    address,
    is_free,
    keywords,
    kind,
    language_tag,
    linked_data,
    named,
    people,
    string,
    truth,
)
from transforms.lead_image import LONGEST_CAPTION, figure_caption
from transforms.model import DateEvidence
from transforms.signatures import OF_OTHER_TEXTS, signed
from transforms.text import fold, one_line
from transforms.titles import Titles, headline, is_one

_TELLING = ("meta", "script", "title", "link", "h1", "h2", "time", "figure")
_MOST_HEADINGS = 30
_ENOUGH_DATES = 3
"""Pieces of evidence of stronger origin: a weaker one, which costs a walk over the page, would decide nothing."""
_MARKED_DATES = "descendant::*[@itemprop='datePublished'][not(self::time)][not(self::meta)]"


@dataclass(slots=True)
class PageMetadata:
    """Fields of a page as it declares them; empty where it declares nothing."""

    title: str | None = None
    printed_title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    dates: list[DateEvidence] = field(default_factory=list)
    modified: DateEvidence | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image_url: str | None = None
    image_caption: str | None = None
    canonical: str | None = None
    og_url: str | None = None
    site_name: str | None = None
    is_accessible_for_free: bool | None = None


def page_metadata(tree: Element, url: str | None = None) -> PageMetadata:
    """The metadata of a parsed page. ``url`` is its address, for relative links and the date in it."""
    found = PageMetadata()
    elements = _telling(tree)
    linked = linked_data(elements["script"])
    for node in linked.articles:
        _take_node(node, linked, found)
    meta = _meta(elements["meta"])
    _take_meta(meta, found)
    _take_addresses(tree, elements["link"], meta, url, found)
    _take_titles(elements, meta, linked, url, found)
    _take_visible(elements, tree, found)
    if url:
        day = url_date(url)
        found.dates.extend([day] if day else [])
    if not found.dates:
        found.dates.extend(_searched(tree))
    return found


def _telling(tree: Element) -> dict[str, list[Element]]:
    """The elements that metadata stand in, by tag: one walk over the page for all of them."""
    found: dict[str, list[Element]] = {tag: [] for tag in _TELLING}
    for element in tree.iter(*_TELLING):
        found[str(element.tag)].append(element)
    return found


def _meta(elements: Iterable[Element]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for element in elements:
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            values.setdefault(name.strip().lower(), []).append(content.strip())
    return values


def _take_node(node: Node, linked: LinkedData, found: PageMetadata) -> None:
    """Take what a node of JSON-LD says and none before it did: the article's own first, then its page and video."""
    is_article = kind(node) not in ("WebPage", "VideoObject")
    if is_article:
        found.subtitle = found.subtitle or string(node.get("alternativeHeadline"))
        found.authors = found.authors or people(node.get("author")) or people(node.get("creator"))
        found.section = found.section or named(node.get("articleSection"))
        found.keywords = found.keywords or keywords(node.get("keywords"))
    if found.is_accessible_for_free is None and kind(node) != "VideoObject":
        found.is_accessible_for_free = is_free(node)
    published = machine_date(string(node.get("datePublished")) or "", "json-ld")
    if published:
        found.dates.append(published)
    found.modified = found.modified or machine_date(string(node.get("dateModified")) or "", "json-ld")
    found.language = found.language or language_tag(named(node.get("inLanguage")))
    image = linked.resolved(node.get("image"))
    if found.image_url is None:
        found.image_url = address(image)
        caption = string(image.get("caption")) if isinstance(image, dict) else None
        found.image_caption = caption if caption and len(caption) <= LONGEST_CAPTION else None
    publisher = linked.resolved(node.get("publisher"))
    found.site_name = found.site_name or (string(publisher.get("name")) if isinstance(publisher, dict) else None)


def _take_meta(meta: dict[str, list[str]], found: PageMetadata) -> None:
    found.authors = found.authors or _meta_authors(meta)
    for name in declared.PUBLISHED:
        for value in meta.get(name, [])[:1]:
            evidence = machine_date(value, "meta")
            found.dates.extend([evidence] if evidence else [])
    found.modified = found.modified or next(
        (date for name in declared.MODIFIED if name in meta and (date := machine_date(meta[name][0], "meta"))), None
    )
    found.site_name = found.site_name or _first(meta, declared.SITE)
    found.section = found.section or _first(meta, declared.SECTIONS)
    found.keywords = found.keywords or keywords(meta.get("article:tag") or _first(meta, ("news_keywords", "keywords")))
    found.image_url = found.image_url or _first(meta, declared.IMAGES)
    if found.is_accessible_for_free is None:
        found.is_accessible_for_free = truth(_first(meta, declared.FREE))


def _take_addresses(
    tree: Element, links: Iterable[Element], meta: dict[str, list[str]], url: str | None, found: PageMetadata
) -> None:
    """Take the page's own addresses and the language that its markup names."""
    written = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    found.language = found.language or language_tag(written) or language_tag(_first(meta, declared.LANGUAGES))
    found.og_url = _link(_first(meta, ("og:url",)), url)
    for link in links:
        if "canonical" in (link.get("rel") or "").lower().split():
            found.canonical = _link(link.get("href"), url)
            break


def _take_titles(
    elements: dict[str, list[Element]],
    meta: dict[str, list[str]],
    linked: LinkedData,
    url: str | None,
    found: PageMetadata,
) -> None:
    articles = [node for node in linked.articles if kind(node) not in ("WebPage", "VideoObject")]
    said = next(filter(None, (string(node.get("headline")) or string(node.get("name")) for node in articles)), None)
    headings = [text for h1 in elements["h1"] if len(text := visible_text(h1)) > 3]
    shared = tuple(one_line(meta[name][0]) for name in declared.TITLES if name in meta)
    window = visible_text(elements["title"][0]) if elements["title"] else None
    domain = (registrable_domain(url) if url else None) or ""
    site = (found.site_name or "", domain, domain.partition(".")[0])
    is_clear = is_one((said, *shared[:1], *headings[:1]))
    lesser = () if is_clear else tuple(visible_text(h2) for h2 in elements["h2"][:_MOST_HEADINGS])
    found.title, found.printed_title = headline(Titles(said, shared, window, tuple(headings), lesser), site)


def _first(meta: dict[str, list[str]], names_of_it: Iterable[str]) -> str | None:
    return next((one_line(meta[name][0]) for name in names_of_it if name in meta), None)


def _take_visible(elements: dict[str, list[Element]], tree: Element, found: PageMetadata) -> None:
    for element in [one for one in elements["time"] if _is_own_time(one)][:3]:
        evidence = machine_date(element.get("datetime") or "", "time")
        found.dates.extend([evidence] if evidence else [])
    for element in select(tree, _MARKED_DATES)[:1] if len(found.dates) < _ENOUGH_DATES else ():
        evidence = machine_date(element.get("content") or visible_text(element), "time")
        found.dates.extend([evidence] if evidence else [])
    if not found.authors or _is_house(found):
        found.authors = signed(tree) or found.authors
    found.image_caption = found.image_caption or figure_caption(elements["figure"], found.image_url)


def _is_own_time(element: Element) -> bool:
    """Whether a time is marked as that of publication, or stands with the article."""
    given = element.attrib
    if "datetime" not in given:
        return False
    is_marked = "pubdate" in given or given.get("itemprop") == "datePublished"
    return is_marked or next(element.iterancestors("article", "header"), None) is not None


def _is_house(found: PageMetadata) -> bool:
    """Whether the page names nobody but its own house as the author."""
    house = re.sub(r"\W", "", fold(found.site_name or ""))
    own = [re.sub(r"\W", "", fold(re.sub(r"\.(?:com|de|net|org|co\.\w\w|\w\w)$", "", name))) for name in found.authors]
    return bool(house) and all(name in house or house in name for name in own)


def _searched(tree: Element) -> list[DateEvidence]:
    """The day that htmldate finds in the markup and text of a page that declares none; the weakest evidence."""
    searched = deepcopy(tree)
    for element in select(searched, OF_OTHER_TEXTS):
        drop(element)
    day = find_date(searched, extensive_search=False, original_date=True, min_date=EARLIEST.isoformat())
    evidence = machine_date(day, "page") if day else None
    return [evidence] if evidence else []


def _meta_authors(meta: dict[str, list[str]]) -> tuple[str, ...]:
    for key in declared.AUTHORS:
        values = [value for value in meta.get(key, []) if not value.startswith(("http:", "https:", "@", "/"))]
        found = people(values) if values else ()
        if found:
            return found
    return ()


def _link(value: str | None, base: str | None) -> str | None:
    joined = join_url(base, value) if value else None
    try:
        return canonical_url(joined) if joined else None
    except InvalidUrl:
        return None

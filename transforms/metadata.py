"""What a page says of itself: JSON-LD first, then meta elements, then visible marks.

Sources: schema.org NewsArticle, the Open Graph protocol, Dublin Core, and the names newspapers' systems use. Broken or
outsized JSON-LD is left out, never repaired.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from htmldate import find_date

from transforms.addresses import canonical_url, join_url, registrable_domain
from transforms.bylines import names
from transforms.dates import EARLIEST, machine_date, url_date
from transforms.elements import Element, drop, select, visible_text
from transforms.errors import InvalidUrl
from transforms.model import DateEvidence
from transforms.text import fold, one_line

MOST_JSON_LD = 256 * 1024
"""Characters: faults in larger blocks cost seconds in every parser that was measured."""

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|ClaimReview|VideoObject|WebPage)$")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.terms.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "iso-8601-publish-date",
    "originalpublicationdate",
    "ptime",
    "date_published",
    "article_date_original",
    "rnews:datepublished",
    "bt:pubdate",
    "shareaholic:article_published_time",
    "vr:published_time",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "title", "headline", "sailthru.title", "parsely-title")
_AUTHORS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "og:article:author",
    "cxenseparse:author",
    "twitter:data1",
)
_SITE = ("og:site_name", "application-name", "publisher", "dc.publisher")
_SECTIONS = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "dcterms.subject",
    "cxenseparse:category",
)
_TITLE_SEPARATOR = re.compile(r"\s+[|–—-]\s+|\s+[·•»]\s+")
_VISIBLE_TIMES = "//time[@datetime][@pubdate or @itemprop='datePublished' or ancestor::article or ancestor::header]"
_MARKED_DATES = "//*[@itemprop='datePublished'][not(self::time)][not(self::meta)]"
_VISIBLE_AUTHORS = (
    "//*[@itemprop='author' or @rel='author' or contains(@class, 'author-name')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' byline ')]"
)
_BRACKETED = re.compile(r"\s*\([^()]{1,60}\)\s*$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


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
    canonical: str | None = None
    og_url: str | None = None
    site_name: str | None = None
    is_accessible_for_free: bool | None = None


_OTHERS = (
    "related",
    "teaser",
    "recommend",
    "read-more",
    "readmore",
    "most-",
    "trending",
    "sidebar",
    "comment",
    "promo",
)
_OF_OTHER_TEXTS = "//nav | //aside | //footer | " + " | ".join(
    f"//*[self::div or self::ul or self::section or self::ol][contains(@class, '{word}') or contains(@id, '{word}')]"
    for word in _OTHERS
)
"""Parts of a page whose dates are those of other texts."""


def page_metadata(tree: Element, url: str | None = None) -> PageMetadata:
    """The metadata of a parsed page. ``url`` is its address, for relative links and the date in it."""
    found = PageMetadata()
    meta = _meta(tree)
    for node in _json_ld(tree):
        _take_json_ld(node, found)
    _take_meta(meta, tree, url, found)
    _take_visible(tree, found)
    if url:
        day = url_date(url)
        found.dates.extend([day] if day else [])
    if not found.dates:
        found.dates.extend(_searched(tree))
    found.title = _without_site(found.title, found, url)
    return found


def _meta(tree: Element) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            values.setdefault(name.strip().lower(), []).append(content.strip())
    return values


def _json_ld(tree: Element) -> Iterator[dict[str, Any]]:
    """Every object of an article type in the page's JSON-LD, the most specific first."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or not text.strip() or len(text) > MOST_JSON_LD:
            continue
        try:
            loaded = json.loads(text.strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes.extend(_objects(loaded))
    articles = [node for node in nodes if _ARTICLE_TYPES.search(_kind(node))]
    rank = {"VideoObject": 2, "WebPage": 3}
    yield from sorted(articles, key=lambda node: rank.get(_kind(node), 1 if "headline" in node else 2))


def _objects(loaded: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(loaded, list):
        for item in loaded[:50]:
            yield from _objects(item, depth)
    elif isinstance(loaded, dict) and depth < 4:
        yield loaded
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"):
            yield from _objects(loaded.get(key), depth + 1)


def _kind(node: dict[str, Any]) -> str:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return next((str(one) for one in kinds if one and _ARTICLE_TYPES.search(str(one))), "")


def _take_json_ld(node: dict[str, Any], found: PageMetadata) -> None:
    kind = _kind(node)
    is_article = kind not in ("WebPage", "VideoObject")
    if is_article:
        found.title = found.title or _string(node.get("headline")) or _string(node.get("name"))
        found.subtitle = found.subtitle or _string(node.get("alternativeHeadline"))
        found.authors = found.authors or _people(node.get("author")) or _people(node.get("creator"))
        found.section = found.section or _first(node.get("articleSection"))
        found.keywords = found.keywords or _keywords(node.get("keywords"))
        free = node.get("isAccessibleForFree")
        if free is not None and found.is_accessible_for_free is None:
            found.is_accessible_for_free = str(free).strip().lower() not in ("false", "0", "no")
    published = machine_date(_string(node.get("datePublished")) or "", "json-ld")
    if published:
        found.dates.append(published)
    found.modified = found.modified or machine_date(_string(node.get("dateModified")) or "", "json-ld")
    found.language = found.language or _language(_first(node.get("inLanguage")))
    found.image_url = found.image_url or _address(node.get("image"))
    publisher = node.get("publisher")
    found.site_name = found.site_name or (_string(publisher.get("name")) if isinstance(publisher, dict) else None)


def _take_meta(meta: dict[str, list[str]], tree: Element, url: str | None, found: PageMetadata) -> None:
    def first(names_of_it: tuple[str, ...]) -> str | None:
        return next((one_line(meta[name][0]) for name in names_of_it if name in meta), None)

    og_title = first(_TITLES)
    title = tree.find(".//title")
    found.title = found.title or og_title or (visible_text(title) if title is not None else None) or None
    found.authors = found.authors or _meta_authors(meta)
    for name in _PUBLISHED:
        for value in meta.get(name, [])[:1]:
            evidence = machine_date(value, "meta")
            found.dates.extend([evidence] if evidence else [])
    found.modified = found.modified or next(
        (d for n in _MODIFIED if n in meta and (d := machine_date(meta[n][0], "meta"))), None
    )
    found.site_name = found.site_name or first(_SITE)
    found.section = found.section or first(_SECTIONS)
    found.keywords = found.keywords or _keywords(meta.get("article:tag") or first(("news_keywords", "keywords")))
    found.image_url = found.image_url or first(("og:image", "og:image:url", "twitter:image"))
    html_language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    found.language = (
        found.language or _language(html_language) or _language(first(("og:locale", "content-language", "language")))
    )
    found.og_url = _link(first(("og:url",)), url)
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            found.canonical = _link(link.get("href"), url)
            break


def _take_visible(tree: Element, found: PageMetadata) -> None:
    headings = [visible_text(h1) for h1 in tree.iter("h1")]
    headings = [heading for heading in headings if len(heading) > 3]
    if headings and found.title:
        title = fold(found.title)
        found.printed_title = next((h for h in headings if fold(h) in title or title in fold(h)), headings[0])
    elif headings:
        found.title = headings[0]
    for element in select(tree, _VISIBLE_TIMES)[:3]:
        evidence = machine_date(element.get("datetime") or "", "time")
        found.dates.extend([evidence] if evidence else [])
    for element in select(tree, _MARKED_DATES)[:1]:
        evidence = machine_date(element.get("content") or visible_text(element), "time")
        found.dates.extend([evidence] if evidence else [])
    if not found.authors or _is_house(found):
        for element in select(tree, _VISIBLE_AUTHORS)[:4]:
            visible = names(visible_text(element, " "))
            if visible:
                found.authors = visible
                break


def _is_house(found: PageMetadata) -> bool:
    """Whether the page names nobody but its own house as the author."""
    house = re.sub(r"\W", "", fold(found.site_name or ""))
    own = [re.sub(r"\W", "", fold(re.sub(r"\.(?:com|de|net|org|co\.\w\w|\w\w)$", "", name))) for name in found.authors]
    return bool(house) and all(name in house or house in name for name in own)


def _searched(tree: Element) -> list[DateEvidence]:
    """The day that htmldate finds in the markup and text of a page that declares none; the weakest evidence."""
    searched = deepcopy(tree)
    for element in select(searched, _OF_OTHER_TEXTS):
        drop(element)
    day = find_date(searched, extensive_search=False, original_date=True, min_date=EARLIEST.isoformat())
    evidence = machine_date(day, "page") if day else None
    return [evidence] if evidence else []


def _without_site(title: str | None, found: PageMetadata, url: str | None) -> str | None:
    """A title without the site's name behind (or before) a separator."""
    if not title:
        return None
    title = one_line(title)
    printed = found.printed_title
    if printed and len(printed) >= 12 and fold(printed) in fold(title):
        return printed
    parts = _TITLE_SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    own = {fold(name) for name in (found.site_name, (registrable_domain(url) or "") if url else None) if name}
    if url and (domain := registrable_domain(url)):
        own.add(domain.partition(".")[0])
    squeezed = {re.sub(r"\W", "", name) for name in own}
    for part, cut in ((parts[-1], slice(0, -1)), (parts[0], slice(1, None))):
        if re.sub(r"\W", "", fold(part)) in squeezed | {f"the{name}" for name in squeezed}:
            kept = parts[cut]
            edge = title.find(kept[0]), title.rfind(kept[-1]) + len(kept[-1])
            return title[edge[0] : edge[1]]
    return title


def _people(value: Any) -> tuple[str, ...]:
    found: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:20]:
        name = _string(item.get("name")) if isinstance(item, dict) else _string(item)
        if isinstance(item, dict) and isinstance(item.get("name"), list):
            found.extend(_people(item["name"]))
        # initials and pictures in brackets are no part of a name
        name = _BRACKETED.sub("", name).strip() if name else None
        if name and not name.startswith(("http:", "https:")):
            found.extend(names(name) or (name,))
    return tuple(dict.fromkeys(name for name in found if 1 < len(name) <= 100))


def _meta_authors(meta: dict[str, list[str]]) -> tuple[str, ...]:
    for key in _AUTHORS:
        values = [value for value in meta.get(key, []) if not value.startswith(("http:", "https:", "@", "/"))]
        found = _people(values) if values else ()
        if found:
            return found
    return ()


def _string(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    return one_line(_plain(value)) or None if isinstance(value, str) else None


def _plain(text: str) -> str:
    """Entities and markup that some systems leave in their JSON."""
    if "&" in text or "<" in text:
        text = re.sub(r"<[^>]{1,200}>", "", html.unescape(text))
    return text


def _first(value: Any) -> str | None:
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _keywords(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else str(value).split(",") if value else []
    kept = (one_line(_plain(item)) for item in items if isinstance(item, str))
    return tuple(dict.fromkeys(item for item in kept if 0 < len(item) <= 100))[:50]


def _address(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl")
    return value.strip() if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _link(value: str | None, base: str | None) -> str | None:
    joined = join_url(base, value) if value else None
    try:
        return canonical_url(joined) if joined else None
    except InvalidUrl:
        return None


def _language(value: str | None) -> str | None:
    if not value or not _LANGUAGE.match(value.strip()):
        return None
    main, *rest = re.split(r"[-_]", value.strip())
    region = next((part.upper() for part in rest if len(part) == 2), None)
    return f"{main.lower()}-{region}" if region else main.lower()

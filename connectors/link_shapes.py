"""What the shape of an address says about what lies there: an article, or a list, a topic, a form. Pure.

Newspapers put into an article's address its day, its headline or its number, and into a list's address a word or two.
The words that say otherwise (tag, author, login) are those of many languages' sites, never of one site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

from transforms.addresses import host_of, registrable_domain

FEWEST_KNOWN = 3
"""Addresses of a shape that must be known before it says anything."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_NUMBER = re.compile(r"\d{1,2}")
_DAY = re.compile(r"(?:19|20)\d\d[-_]?(?:0[1-9]|1[0-2])[-_]?(?:0[1-9]|[12]\d|3[01])")
_DAY_INSIDE = re.compile(r"(?<!\d)(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}")
_NUMBER = re.compile(r"\d{3,}")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_HEX = re.compile(r"[0-9a-f]{12,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MIXED = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{7,}")
_PAGE_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp|ece|story|cms)$")
_FILE_ENDING = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|m3u8?|avi|zip|gz|xml|rss|json|css|js|ics|epub|docx?|xlsx?|txt|apk|exe)$"
)
_SPLIT = re.compile(r"[-_+,.~]+|%20|%2d")

# What lists, accounts and the house's own pages are called in the languages of many papers.
_LIST_WORDS = frozenset(
    (
        "abo abonnement abonnieren about about-us accessibility account advertise advertisement advertising"
        " agb app apps archiv archive archives archivio archivo auteur auteurs author authors autor autoren"
        " autores buscar calendar careers categoria categorias categories category classifieds collection"
        " collections contact contact-us contacto cookie-policy cookies corrections coupons crossword"
        " datenschutz deals donate e-paper email epaper event events faq faqs feed feedback feeds galleries"
        " gallery games gutscheine help hilfe horoscope horoskop hub hubs impressum imprint index jobs"
        " kalender karriere kategorie kategorien keyword keywords kontakt konto legal login logout mailto"
        " mediadaten member members newsletter newsletters page pages pagina people person photos print"
        " privacidad privacy privacy-policy profile profiles puzzles recherche register registration ricerca"
        " rss rubrik rubriken rubrique rules search section sections seite series share shop signin signup"
        " sitemap sponsored staff store subscribe subscribe-now subscription subscriptions suche sujet sujets"
        " support suscripcion tag tags tema temas terms terms-of-service terms-of-use thema themen topic"
        " topics tv tv-guide tv-programm user users vouchers weather wetter zoeken"
    ).split()
)
_HOUSE_WORDS = frozenset(
    "policy terms privacy cookie cookies newsletter newsletters subscribe copyright impressum agb".split()
)
_PAGING = frozenset(
    {"page", "p", "seite", "offset", "start", "sort", "order", "view", "s", "q", "query", "lang", "filter"}
)
_ID_NAMES = re.compile(r"(?:.*id|p|n|a|article|art|story|nid|aid|news|no|idx|item)", re.IGNORECASE)


def is_of_site(url: str, page: str) -> bool:
    """Whether an address is of the page's own site: its registrable domain, else its host."""
    ours, theirs = registrable_domain(page), registrable_domain(url)
    return ours == theirs if ours or theirs else host_of(page) == host_of(url)


@lru_cache(maxsize=10_000)
def shapes_of(url: str) -> tuple[str, str]:
    """The shape of an address with its plain words, and without: ``news/{year}/{d}/{slug}`` and ``{w}/{year}/…``."""
    parts = urlsplit(url.lower())
    classes = [_class_of(segment) for segment in parts.path.split("/") if segment]
    query = sorted({name for name, value in parse_qsl(parts.query) if re.search(r"\d{2,}", value)})
    tail = f"?{'&'.join(query)}" if query else ""
    exact = "/".join(classes) + tail
    plain = "/".join(one if one.startswith("{") else "{w}" for one in classes) + tail
    return exact, plain


def _class_of(segment: str) -> str:
    segment = _PAGE_ENDING.sub("", segment)
    kinds = (
        (_DAY, "{day}"),
        (_YEAR, "{year}"),
        (_SHORT_NUMBER, "{d}"),
        (_NUMBER, "{id}"),
        (_MONTH, "{d}"),
        (_HEX, "{id}"),
    )
    for pattern, name in kinds:
        if pattern.fullmatch(segment):
            return name
    count = _word_count(segment)
    has_number = _LONG_NUMBER.search(segment) is not None
    if count and has_number:
        # also a short headline with a number: its neighbours with long ones are of the same shape
        return "{slug-id}"
    if count >= 3:
        return "{slug}"
    if has_number or _MIXED.fullmatch(segment):
        return "{id}"
    return segment


def _word_count(segment: str) -> int:
    """Words of a headline in a segment: pieces with letters; one that is all escapes counts by its length."""
    if segment.count("%") > 8:
        return max(3, segment.count("%") // 15)
    return sum(any(one.isalpha() for one in piece) for piece in _SPLIT.split(segment))


def address_score(url: str) -> float:
    """How much an address looks like an article's; about -6 to 6, above 1 for most articles."""
    parts = urlsplit(url.lower())
    segments = [segment for segment in parts.path.split("/") if segment]
    if not segments and not parts.query:
        return -5.0
    if segments and _FILE_ENDING.search(segments[-1]):
        return -6.0
    last = _PAGE_ENDING.sub("", segments[-1]) if segments else ""
    asked = _query_score(parts.query)
    # a script's own name is no label where a number follows
    named_score = _last_score(last, segments[:-1])
    score = _date_score(segments) + asked + (max(0.0, named_score) if asked > 0 else named_score)
    if segments and _PAGE_ENDING.search(segments[-1]):
        score += 0.5
    named = {_PAGE_ENDING.sub("", segment) for segment in segments}
    if not _LIST_WORDS.isdisjoint(named):
        score -= 3.0
    # also in headlines, so that it only weighs
    if not _HOUSE_WORDS.isdisjoint(_SPLIT.split(last)):
        score -= 1.5
    return score


def is_same_page(url: str, page: str) -> bool:
    """Whether an address is the page itself asked in another way: to share it, print it, sort it."""
    ours, theirs = urlsplit(page), urlsplit(url)
    return ours.path == theirs.path and ours.netloc == theirs.netloc and _query_score(theirs.query.lower()) <= 0


def host_score(url: str, page: str) -> float:
    """Other hosts of a site are its shop, help pages and accounts more often than its news."""
    ours, theirs = ((host_of(one) or "").removeprefix("www.") for one in (page, url))
    return 0.0 if ours == theirs else -1.0


def _date_score(segments: list[str]) -> float:
    classes = [_class_of(segment) for segment in segments]
    has_day = "{day}" in classes or any(_DAY_INSIDE.search(segment) for segment in segments)
    pairs = pairwise(classes)
    has_month = any(pair == ("{year}", "{d}") for pair in pairs)
    if not (has_day or has_month):
        return 0.0
    # a day alone is a day's archive
    return 2.5 if classes[-1] not in ("{day}", "{year}", "{d}") else 0.0


def _last_score(last: str, before: list[str]) -> float:
    count = _word_count(last)
    score = 2.5 if count >= 5 else 2.0 if count == 4 else 1.25 if count == 3 else 0.0 if count == 2 else -1.0
    if _LONG_NUMBER.search(last) or _HEX.search(last):
        score += 1.5 if count else 2.0
    elif _NUMBER.fullmatch(last):
        score += 1.5
    elif _MIXED.fullmatch(last) and before:
        score += 1.0
    if before and any(_LONG_NUMBER.fullmatch(segment) or _HEX.fullmatch(segment) for segment in before):
        score += 1.0
    return score


def _query_score(query: str) -> float:
    pairs = parse_qsl(query)
    if any(_ID_NAMES.fullmatch(name) and re.fullmatch(r"\d{3,}|[0-9a-f-]{16,}", value) for name, value in pairs):
        return 2.0
    return -1.5 if any(name in _PAGING for name, _ in pairs) else 0.0


def known_as(shapes: tuple[str, str], articles: Mapping[str, int], others: Mapping[str, int]) -> float:
    """What addresses of the same shape turned out to be, where at least three are known: 1.5 for articles only, down to
    -3 for none; -9, which no headline outweighs, where no article ever stood in that very place.

    The shape with its words speaks first, the one without where too few are known of it.
    """
    exact, plain = shapes
    if others.get(exact, 0) >= FEWEST_KNOWN and not articles.get(exact, 0):
        return -9.0
    for shape in (exact, plain):
        good, bad = articles.get(shape, 0), others.get(shape, 0)
        if good + bad >= FEWEST_KNOWN:
            return 4.5 * good / (good + bad) - 3.0
    return 0.0

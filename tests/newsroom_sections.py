"""Section pages of made-up papers, one layout each, with what is true of their links; and a paper that serves one.

Every layout names its articles and its other links, so that precision and recall can be counted. The words and
addresses are made up for these tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

HEADLINES = (
    "Harbour wall gives way after three days of storm",
    "Council agrees to reopen the old ferry landing",
    "Teachers reject the offer of the county",
    "Bakers' strike enters its second week in Vorsal",
    "Why the northern line will stay shut until spring",
    "Museum lends its bird drawings to the library",
    "Trawler crew rescued off Great Skarn",
    "Water board raises prices for the third time this year",
    "Mayor denies knowing about the sold meadow",
    "Two held after fire in the market hall",
    "Chess club wins the islands' cup at last",
    "New bridge is closed to lorries from Monday",
)
SHORT = ("Storm over", "Fire: two held")


@dataclass(frozen=True)
class Layout:
    """A page at ``url`` with the addresses of its articles and the others that stand on it."""

    url: str
    html: str
    articles: frozenset[str]
    others: frozenset[str]


def slug_of(headline: str) -> str:
    return "-".join("".join(one for one in word if one.isalnum()) for word in headline.lower().split())


def _layout(
    host: str,
    address: Callable[[int, str], str],
    card: Callable[[str, str], str],
    menu: Mapping[str, str],
    *,
    footer: Mapping[str, str] | None = None,
    body: str = "{menu}<main>{cards}</main>{footer}",
    extra: Mapping[str, str] | None = None,
    headlines: tuple[str, ...] = HEADLINES,
    path: str = "/",
) -> Layout:
    places = {address(number, headline): headline for number, headline in enumerate(headlines)}
    cards = "".join(card(place, headline) for place, headline in places.items())
    cards += "".join(f'<p><a href="{place}">{escape(words)}</a></p>' for place, words in (extra or {}).items())
    links = _links(menu)
    foot = _links(footer or {"/impressum": "Impressum", "/privacy": "Privacy", "/contact": "Contact us"})
    page = body.format(menu=f"<nav><ul>{links}</ul></nav>", cards=cards, footer=f"<footer>{foot}</footer>")
    others = {*menu, *(footer or {"/impressum": "", "/privacy": "", "/contact": ""}), *(extra or {})}
    absolute = {place if place.startswith("http") else f"https://{host}{place}" for place in others}
    return Layout(
        f"https://{host}{path}",
        f"<!doctype html><html><head><title>Front page</title></head><body>{page}</body></html>",
        frozenset(place if place.startswith("http") else f"https://{host}{place}" for place in places),
        frozenset(one for one in absolute if host.removeprefix("www.") in one),
    )


def _links(places: Mapping[str, str]) -> str:
    return "".join(f'<li><a href="{place}">{escape(words)}</a></li>' for place, words in places.items())


MENU = {"/politics": "Politics", "/sport/": "Sport", "/tag/harbour": "Harbour", "/author/ines-calder": "Ines Calder"}


def dated() -> Layout:
    """Days in addresses, headlines in headings, a topic box with long words."""
    return _layout(
        "herald.example",
        lambda n, h: f"/2026/03/{n + 1:02}/{slug_of(h)}/",
        lambda place, h: f'<article><h2><a href="{place}">{escape(h)}</a></h2><p>Lead.</p></article>',
        MENU,
        extra={
            "/topics/harbour-wall": "Harbour wall",
            "/newsletter": "The evening letter, every day at six in your box",
        },
    )


def numbered() -> Layout:
    """Headline and number in one part, pictures and headlines linked apart, and 'read more' behind each."""
    return _layout(
        "www.kurier.example",
        lambda n, h: f"/lokales/{slug_of(h)}-{4_100_200 + n}.html",
        lambda place, h: (
            f'<div class="teaser"><a href="{place}"><img src="/i.jpg" alt=""></a>'
            f'<h3><a href="{place}">{escape(h)}</a></h3><a href="{place}#comments">3</a>'
            f'<a href="{place}">Mehr</a></div>'
        ),
        {
            "/lokales/": "Lokales",
            "/sport/fussball/": "Fußball",
            "/thema/sturm/": "Sturm",
            "/autoren/jan-weber": "Jan Weber",
        },
        extra={"/lokales/?page=2": "Weitere Nachrichten aus der ganzen Region und dem Umland"},
        path="/lokales/",
    )


def by_query() -> Layout:
    """An old system: everything is one script with a number."""
    return _layout(
        "gazette.example",
        lambda n, h: f"/news.php?id={30_500 + n}",
        lambda place, h: f'<tr><td><a href="{place}"><b>{escape(h)}</b></a></td></tr>',
        {"/index.php?cat=3": "Sports", "/index.php?cat=4": "Culture", "/search.php": "Search"},
        body="{menu}<table>{cards}</table>{footer}",
        extra={"/index.php?page=2": "Older news"},
    )


def plain_slugs() -> Layout:
    """Nothing but the headline in the address, the whole card is the link, labels and times stand in it too."""
    return _layout(
        "island.example",
        lambda n, h: f"/{slug_of(h)}",
        lambda place, h: (
            f'<div class="card"><a href="{place}"><span class="label">News</span><h2>{escape(h)}</h2>'
            f"<time>12:30</time></a></div>"
        ),
        {"/our-team": "Our team", "/about-us": "About us", "/category/sport-news": "Sport news"},
        extra={"/author/olav-brandt": "Olav Brandt", "/terms-of-service": "Terms of service"},
    )


def ids_only() -> Layout:
    """Section and number, no headline: the words of the link have to tell."""
    return _layout(
        "tidning.example",
        lambda n, h: f"/inrikes/{'aGk'}{n}x7Q{n}b",
        lambda place, h: f'<div><h4><a href="{place}">{escape(h)}</a></h4></div>',
        {"/inrikes": "Inrikes", "/utrikes": "Utrikes", "/av/olle-berg": "Olle Berg"},
        extra={"/ekonomi": "Ekonomi"},
    )


def sidebars() -> Layout:
    """A section with menus that are no nav elements, short headlines, breadcrumbs and social links."""
    menus = (
        '<div class="main-menu"><a href="/world">World</a><a href="/business-and-markets">Business, markets</a></div>'
        '<ul class="breadcrumbs"><li><a href="/news">All the news of today</a></li></ul>'
        '<div class="share"><a href="/share/print-this-page-now">Print this page now please</a></div>'
    )
    made = _layout(
        "post.example",
        lambda n, h: f"/news/{'world' if n % 2 else 'county'}/{slug_of(h)}_{88_000 + n}",
        lambda place, h: f'<li class="river"><a class="headline" href="{place}">{escape(h)}</a></li>',
        {"/sport": "Sport"},
        body=menus + "{menu}<ul>{cards}</ul>{footer}",
        headlines=(*HEADLINES[:8], *SHORT),
        path="/news",
    )
    places = ("/world", "/business-and-markets", "/share/print-this-page-now")
    return Layout(made.url, made.html, made.articles, made.others | {f"https://post.example{one}" for one in places})


LAYOUTS: Mapping[str, Callable[[], Layout]] = {
    "dated": dated,
    "numbered": numbered,
    "by query": by_query,
    "plain slugs": plain_slugs,
    "ids only": ids_only,
    "sidebars": sidebars,
}

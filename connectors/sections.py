"""Section pages of papers without a feed: which of their links lead to articles.

Pure, and the same for every site. A link is judged by the shape of its address (a date, a headline's words, a number),
by its own words (a headline, not a label), by where it stands (a heading, not a menu), and by how the links of the
same shape fare on this page and fared before. What is new among them is for whoever knows what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.feed import Feed, FeedEntry
from connectors.link_shapes import address_score, host_score, is_of_site, is_same_page, known_as, shapes_of
from transforms.addresses import address_key, join_url
from transforms.elements import Element, drop, is_tag, select, visible_text
from transforms.errors import InvalidUrl, NoArticle
from transforms.text import decode

ENOUGH = 3.0
"""The score from which a link is taken for an article's. Chosen on pages of the evaluation data's development half by
reading what came out, between 2.5 (topic pages come in) and 3.5 (short headlines go): docs/sources.md has the figures.
"""

MOST_LINKS = 2_000
"""Links of one page that are looked at: a page with more is no section page."""

_LONGEST_TEXT = 300
_MENUS = frozenset({"nav", "menu", "footer", "form"})
_MENU_ROLES = frozenset({"navigation", "menu", "menubar", "menuitem", "tablist", "contentinfo", "search", "banner"})
_MENU_WORDS = frozenset(
    "nav navbar navigation menu submenu menubar footer breadcrumb breadcrumbs pagination pager share sharing social"
    " toolbar tags taglist".split()
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A link of a section page, each address once: ``text`` is its best wording, ``score`` how much it looks like an
    article's (ENOUGH and above is taken), ``reasons`` the parts of the score.
    """

    url: str
    text: str
    score: float
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def is_article(self) -> bool:
        return self.score >= ENOUGH


@dataclass(frozen=True, slots=True)
class LinkMemory:
    """What links of this source turned out to be: addresses that gave an article, and those that gave none."""

    articles: Sequence[str] = ()
    others: Sequence[str] = ()


@dataclass(slots=True)
class _Found:
    """One address with everything that its links on the page say."""

    url: str
    text: str = ""
    is_heading: bool = False
    in_menu: bool = True
    in_article: bool = False
    count: int = 0
    shapes: tuple[str, str] = ("", "")
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return sum(self.parts.values())


def section_links(
    page: bytes, url: str, memory: LinkMemory | None = None, charset: str | None = None
) -> tuple[SectionLink, ...]:
    """The links of a page at ``url`` to its own site, in their order, each with its score.

    Raises NotText, EmptyDocument or TooDeep.
    """
    from transforms.extract import parse_page

    tree = parse_page(decode(page, url, charset), url)
    for element in select(tree, "//script|//style|//template"):
        drop(element)
    found = _collected(tree, url)
    for link in found:
        link.parts = {
            "address": address_score(link.url) + host_score(link.url, url),
            "words": _words_score(link),
            "place": _place_score(link),
        }
    _add_group(found)
    if memory is not None:
        _add_memory(found, memory)
    return tuple(
        SectionLink(link.url, link.text, round(link.score, 2), tuple((k, round(v, 2)) for k, v in link.parts.items()))
        for link in found
    )


def read_section(
    body: bytes, url: str | None = None, media_type: str | None = None, memory: LinkMemory | None = None
) -> Feed:
    """A section page as a feed: an entry for each link to an article, its words as the title.

    Polled, remembered and asked again like one. Raises NoArticle where no link looks like an article's, NotText,
    EmptyDocument or TooDeep.
    """
    place = url or "section page"
    charset = _charset_of(media_type)
    links = [link for link in section_links(body, place, memory, charset) if link.is_article]
    if not links:
        raise NoArticle(
            place,
            "no link on it looks like an article's",
            "it may be drawn by scripts: `newsfold sources add` looks for the site's feed or sitemap",
        )
    return Feed(
        link=url, entries=tuple(FeedEntry(title=link.text or None, link=link.url) for link in links), version="section"
    )


def _charset_of(media_type: str | None) -> str | None:
    _, _, value = (media_type or "").lower().partition("charset=")
    return value.partition(";")[0].strip().strip("\"'") or None


def _collected(tree: Element, url: str) -> list[_Found]:
    base = next((join_url(url, element.get("href") or "") for element in select(tree, "//base[@href]")), None) or url
    own = _key(url)
    found: dict[str, _Found] = {}
    for element in select(tree, "//a[@href]")[:MOST_LINKS]:
        place = join_url(base, element.get("href") or "")
        key = _key(place) if place and is_of_site(place, url) else None
        if place is None or key is None or key == own or is_same_page(place, url):
            continue
        link = found.setdefault(key, _Found(place.partition("#")[0], shapes=shapes_of(place)))
        _take_in(link, element)
    return list(found.values())


def _key(url: str) -> str | None:
    try:
        return address_key(url)
    except InvalidUrl:
        return None


def _take_in(link: _Found, element: Element) -> None:
    text, is_heading = _text_of(element)
    in_menu, in_article, under_heading = _surroundings(element)
    is_heading = is_heading or (under_heading and bool(text))
    link.count += 1
    link.in_menu = link.in_menu and in_menu
    link.in_article = link.in_article or in_article
    is_better = (is_heading, len(text)) > (link.is_heading, len(link.text)) if text else False
    if is_better and (is_heading or not link.is_heading):
        link.text = text
    link.is_heading = link.is_heading or is_heading


def _text_of(element: Element) -> tuple[str, bool]:
    """The words of a link: those of the heading in it, its own, or what it says of its picture."""
    for heading in element.iter(*_HEADINGS):
        if text := visible_text(heading, " "):
            return text[:_LONGEST_TEXT], True
    text = visible_text(element, " ")
    if not text:
        pictures = (image.get("alt") or "" for image in element.iter("img"))
        text = " ".join((element.get("aria-label") or element.get("title") or next(pictures, "")).split())
    return text[:_LONGEST_TEXT], False


def _surroundings(element: Element) -> tuple[bool, bool, bool]:
    """Whether a link stands in a menu, in an article's box, and in a heading."""
    under_heading = False
    for above in element.iterancestors():
        if not is_tag(above):
            continue
        tag = str(above.tag)
        if tag in _HEADINGS:
            under_heading = True
        if tag == "article":
            return False, True, under_heading
        if tag in _MENUS or (above.get("role") or "").lower() in _MENU_ROLES or _is_called_menu(above):
            return True, False, under_heading
    return False, False, under_heading


def _is_called_menu(element: Element) -> bool:
    if element.tag in ("body", "html", "main"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return not _MENU_WORDS.isdisjoint(names.replace("-", " ").replace("_", " ").split())


def _words_score(link: _Found) -> float:
    """Headlines are sentences, labels are a word or two. Scripts without spaces count two characters a word."""
    text = link.text
    count = len(text.split())
    wide = sum("\u0e00" <= one <= "\u0eff" or "\u3040" <= one <= "\u9fff" or one >= "\uac00" for one in text)
    count = max(count, wide // 2) if wide > len(text) / 2 else count
    steps = (-1.5, -1.5, -0.75, 0.25, 1.25, 2.0)
    return steps[min(count, 5)] + (0.5 if len(text) >= 40 and count >= 5 else 0.0)


def _place_score(link: _Found) -> float:
    if link.in_menu:
        return -2.5
    return (1.0 if link.is_heading else 0.0) + (0.5 if link.in_article else 0.0)


def _add_group(found: Sequence[_Found]) -> None:
    """Links of one shape share their fate: many that look like articles lift the one whose words are few, and a
    shape of labels keeps a long label down.
    """
    groups: dict[str, list[float]] = {}
    for link in found:
        groups.setdefault(link.shapes[1], []).append(link.score)
    for link in found:
        scores = groups[link.shapes[1]]
        others = (sum(scores) - link.score) / (len(scores) - 1) if len(scores) > 2 else 0.0
        link.parts["group"] = max(-1.5, min(2.5, others * 0.5))


def _add_memory(found: Iterable[_Found], memory: LinkMemory) -> None:
    articles, others = (_counted(urls) for urls in (memory.articles, memory.others))
    for link in found:
        link.parts["memory"] = known_as(link.shapes, articles, others)


def _counted(urls: Sequence[str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for url in urls:
        for shape in set(shapes_of(url)):
            counts[shape] = counts.get(shape, 0) + 1
    return counts

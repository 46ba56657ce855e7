"""The headline of a page among the titles that it declares: the printed one where another confirms it.

A page names its article up to five times: JSON-LD, og:title, twitter:title, the window's title, a heading in sight.
Some of them are written for search engines or networks, cut short, or carry the site's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.text import fold, one_line

LEAST_CONTAINED = 12
"""Characters of a heading that lies within a declared title: shorter ones are labels that lie in many."""

LONGEST_KICKER = 60
"""Characters of the line over a headline."""

_SEPARATOR = re.compile(r"\s+[|–—-]\s+|\s+[·•»]\s+")
_CUT_SHORT = re.compile(r"\s*(?:\.\.\.|…)$")
_MARKS = re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class Titles:
    """What a page calls its article.

    ``declared`` by JSON-LD, ``shared`` by meta elements in the order of trust, ``window`` by its title element,
    ``printed`` by its h1 headings and ``lesser`` by its h2 headings in the order of the page.
    """

    declared: str | None = None
    shared: tuple[str, ...] = ()
    window: str | None = None
    printed: tuple[str, ...] = ()
    lesser: tuple[str, ...] = ()


def headline(titles: Titles, site: Iterable[str]) -> tuple[str | None, str | None]:
    """The headline, and the heading in sight where there is one (it may be the same).

    ``site`` are names of the site, which a title may carry behind or before a separator. JSON-LD goes first, then the
    meta elements, then the window; the heading in sight goes before them where the title is cut short or carries
    something more, and where JSON-LD only repeats what the window says while the heading is what the page shares.
    Some pages print the headline in an h2, under an h1 for search engines at the end of a path of links: an h2 that
    JSON-LD or og:title confirms while the h1 says something else is the headline.
    """
    own = {_squeezed(name) for name in site if name}
    declared, window = (_without_site(one_line(one or ""), own) for one in (titles.declared, titles.window))
    shared = [_without_site(one_line(one), own) for one in titles.shared]
    others = [title for title in (declared, *shared, window) if title]
    lesser = _lesser(titles.lesser, [title for title in (declared, *shared[:1]) if title])
    if lesser:
        return lesser
    printed = _printed([one for one in titles.printed if _squeezed(one) not in own], others)
    if not others or printed is None:
        return (others[0] if others else printed), printed
    best = others[0]
    is_for_search = _same(declared, window) and bool(shared) and _same(printed, shared[0])
    if is_for_search or _holds(best, printed, is_agreed=_same(declared, next(iter(shared), ""))):
        return printed, printed
    return (printed if _continues(printed, best) else best), printed


def _lesser(headings: Sequence[str], others: Sequence[str]) -> tuple[str, str] | None:
    """The title that an h2 prints, a kicker before it or not, and that heading; None where none does."""
    for heading in headings:
        for other in others:
            short, long = _squeezed(other), _squeezed(heading)
            if len(short) >= LEAST_CONTAINED and long.endswith(short) and len(long) - len(short) <= LONGEST_KICKER:
                return other, heading
    return None


def _printed(headings: Sequence[str], others: Sequence[str]) -> str | None:
    """The heading that a title confirms, else one that lies in a title or around it, else the first."""
    for is_like in (_same, overlap):
        for heading in headings:
            if any(is_like(heading, other) for other in others):
                return heading
    return next(iter(headings), None)


def is_one(titles: Iterable[str | None]) -> bool:
    """Whether titles say the same, but for marks; those that are missing say nothing."""
    return len({_squeezed(title) for title in titles if title}) < 2


def _same(one: str, other: str) -> bool:
    return _squeezed(one) == _squeezed(other)


def overlap(one: str, other: str) -> bool:
    """Whether one of two texts lies within the other, but for quotes, case and white space."""
    return fold(one) in fold(other) or fold(other) in fold(one)


def _holds(title: str, heading: str, *, is_agreed: bool) -> bool:
    """Whether a title is the heading and something more: a site's name, or a kicker on which the titles disagree."""
    if len(heading) < LEAST_CONTAINED or fold(heading) not in fold(title):
        return False
    return not (is_agreed and fold(title).endswith(fold(heading)))


def _continues(heading: str, title: str) -> bool:
    """Whether the title is the heading cut short."""
    start = fold(_CUT_SHORT.sub("", title))
    return bool(_CUT_SHORT.search(title)) and len(start) >= LEAST_CONTAINED and fold(heading).startswith(start)


def _without_site(title: str, own: set[str]) -> str:
    """A title without the site's name behind (or before) a separator."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    for part, cut in ((parts[-1], slice(0, -1)), (parts[0], slice(1, None))):
        if _squeezed(part) in own | {f"the{name}" for name in own}:
            kept = parts[cut]
            return title[title.find(kept[0]) : title.rfind(kept[-1]) + len(kept[-1])]
    return title


def _squeezed(name: str) -> str:
    return _MARKS.sub("", fold(name))

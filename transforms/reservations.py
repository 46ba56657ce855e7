"""What a page's publisher reserves: robots directives, and text and data mining.

Read from the capture's HTTP headers and the meta elements of its head: robots meta elements and X-Robots-Tag as Google
documents them (those for every robot, and for newsfold), ``noai`` and ``noimageai`` as art sites introduced them in
2022, and the TDM Reservation Protocol (W3C community group, 2024: ``tdm-reservation``, ``tdm-policy``), where a page's
own words stand above its headers, and these above its site's tdmrep.json, which was asked for with the page. What is
reserved is said, and left to whoever uses the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from transforms.model import Document

AGENT = "newsfold"
ToldBy = Literal["page", "header", "site", "unknown"]
LONGEST_HEAD = 256 * 1024
"""Bytes of a page that are looked into for its head."""
MOST_DIRECTIVES = 40

_META = re.compile(r"<meta\b([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:.-]{0,60})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""")
_WITH_VALUE = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
_MEANS = {"none": ("noindex", "nofollow"), "all": ()}
_DIRECTIVE = re.compile(r"[a-z][a-z_-]{1,40}(?::.{1,80})?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reservations:
    """``directives`` are sorted, in lower case, as robots meta names them (noindex, noarchive, nosnippet, noai,
    max-snippet:50); ``is_tdm_reserved`` is None where nothing is said, ``tdm_policy`` an address. ``tdm_told_by`` is
    ``page``, ``header`` or ``site``; ``unknown`` where none of the first two says anything and the site could not say.
    """

    directives: tuple[str, ...] = ()
    is_tdm_reserved: bool | None = None
    tdm_policy: str | None = None
    tdm_told_by: ToldBy | None = None

    @property
    def reserves_mining(self) -> bool:
        """Whether machines are asked not to read the text as data: by TDMRep, or by noai."""
        return self.is_tdm_reserved is True or "noai" in self.directives


def reservations_of(document: Document) -> Reservations:
    """What a capture reserves. Never fails: what cannot be read says nothing."""
    headers: dict[str, list[str]] = {}
    for name, value in document.http_headers:
        headers.setdefault(name.lower(), []).append(value)
    metas = dict(_metas(document.body)) if document.form == "html" else {}
    told = [part for value in headers.get("x-robots-tag", ()) for part in _for_everyone(value)]
    told += [part for name in ("robots", AGENT) for value in metas.get(name, ()) for part in _parts(value)]
    return _with_mining(tuple(sorted(set(_directives(told))))[:MOST_DIRECTIVES], metas, headers, document)


def _with_mining(
    directives: tuple[str, ...], metas: Mapping[str, list[str]], headers: Mapping[str, list[str]], document: Document
) -> Reservations:
    """With what is said of text and data mining: by the page before its headers, by these before its site's file."""
    policy = _policy([*metas.get("tdm-policy", ()), *headers.get("tdm-policy", ())])
    by: tuple[tuple[ToldBy, Mapping[str, list[str]]], ...] = (("page", metas), ("header", headers))
    for who, words in by:
        is_reserved = _reserved(words.get("tdm-reservation", ()))
        if is_reserved is not None:
            return Reservations(directives, is_reserved, policy, who)
    site = document.hints.reservation
    if site is None:
        return Reservations(directives, None, policy)
    if site.state == "unknown":
        return Reservations(directives, None, policy, "unknown")
    return Reservations(directives, site.state == "reserved", policy or site.policy, "site")


def _metas(body: bytes) -> Mapping[str, list[str]]:
    """Contents of the head's meta elements by lower-cased name, in their order."""
    found: dict[str, list[str]] = {}
    for match in _META.finditer(_head(body)):
        values = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match[1])}
        if "name" in values and "content" in values:
            found.setdefault(values["name"].strip().lower(), []).append(values["content"])
    return found


def _head(body: bytes) -> str:
    wide = body[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = body[:LONGEST_HEAD].decode("utf-16" if wide else "utf-8", "replace")
    text = _without(_without(text, "<!--", "-->"), "<script", "</script")
    end = text.lower().find("<body")
    return text if end < 0 else text[:end]


def _without(text: str, opening: str, closing: str) -> str:
    """The text without what stands between these; one that is not closed takes the rest. Linear, whatever comes."""
    folded = text.lower()
    kept, place = [], 0
    while (start := folded.find(opening, place)) >= 0:
        kept.append(text[place:start])
        end = folded.find(closing, start + len(opening))
        if end < 0:
            return "".join(kept)
        place = end + len(closing)
    return "".join([*kept, text[place:]])


def _for_everyone(value: str) -> Iterator[str]:
    """The parts of an X-Robots-Tag for every robot, or for this one; an agent's name holds for what follows."""
    agent = "*"
    for part in _parts(value):
        name, colon, rest = part.partition(":")
        if colon and name.strip().lower() not in _WITH_VALUE:
            agent, part = name.strip().lower(), rest  # noqa: PLW2901
        if agent in ("*", AGENT):
            yield part


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value[:2000].split(",") if part.strip()]


def _directives(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        name, colon, rest = part.partition(":")
        text = f"{name.strip().lower()}:{rest.strip()}" if colon else part.strip().lower()
        if text in _MEANS:
            yield from _MEANS[text]
        elif _DIRECTIVE.fullmatch(text):
            yield text


def _reserved(values: Iterable[str]) -> bool | None:
    told = [value.strip() for value in values]
    return next((value == "1" for value in told if value in ("0", "1")), None)


def _policy(values: Iterable[str]) -> str | None:
    return next((value.strip()[:2000] for value in values if value.strip().startswith(("http://", "https://"))), None)

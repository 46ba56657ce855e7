"""From parsed captures to articles by identity: which captures are one article, and which one.

Pure: stored keys come in, groups come out. Keys that meet in one capture make their articles one; the id follows
from the strongest, then the smallest key, so the order in which captures came does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from transforms.addresses import canonical_url
from transforms.dates import chosen_date
from transforms.errors import InvalidUrl
from transforms.identity import Key, article_id, article_keys, document_id, fetched_address, key, url_key
from transforms.model import Article, Document, Fingerprint
from transforms.parsing import with_date
from transforms.selecting import rules_id_of
from transforms.versions import sequence_of


@dataclass(frozen=True, slots=True)
class Capture:
    """One parsed document with its keys. ``at`` places it in time whatever the order of arrival."""

    document: Document
    document_id: UUID
    article: Article
    fingerprint: Fingerprint
    keys: tuple[Key, ...]
    at: datetime

    @property
    def rules_id(self) -> str:
        """The rules that made its text, its source's selectors among them."""
        return rules_id_of(self.document.selectors)

    @property
    def rank(self) -> int:
        """1 for a text of its own, 0 for what a feed carried in place of the page, -1 for a cancellation's words."""
        if self.article.pub_status == "canceled":
            return -1
        return 0 if self.document.form == "entry" else 1

    @property
    def sequence(self) -> int:
        """The place of a wire item in its provider's numbering, 0 for anything else."""
        return sequence_of(self.article.version) if self.document.form == "wire" else 0

    @property
    def place(self) -> tuple[int, datetime, UUID]:
        """What orders captures of one article."""
        return self.sequence, self.at, self.document_id


@dataclass(slots=True)
class Group:
    """One article: its id, every key that it is known by, its captures of this batch, the stored ids it had before."""

    article_id: UUID
    keys: tuple[Key, ...]
    captures: list[Capture] = field(default_factory=list)
    stored_ids: tuple[UUID, ...] = ()


def capture_of(document: Document, article: Article, fingerprint: Fingerprint) -> Capture:
    """A parsed document with its keys; the date is chosen again now that the moment of the capture is known."""
    dated = with_date(article, chosen_date(article.dates, document.fetched_at)) if article.dates else article
    dated = at_own_address(dated, document)
    return Capture(
        document=document,
        document_id=document_id(document.location, document.sha256),
        article=dated,
        fingerprint=fingerprint,
        keys=article_keys(dated, document),
        at=document.captured_at or document.fetched_at,
    )


def at_own_address(article: Article, document: Document) -> Article:
    """The article at the address that it was fetched from, where its feed's canonical addresses say nothing."""
    place = fetched_address(document)
    if not document.hints.ignores_canonical or place is None:
        return article
    try:
        address = canonical_url(place)
    except InvalidUrl:
        return article
    return replace(article, own_url=address, canonical_url=address)


def own_key(capture: Capture) -> Key | None:
    """The key of the address that the capture gives itself, None without one."""
    return url_key(capture.article.own_url) if capture.article.own_url else None


def fetched_key(capture: Capture) -> Key | None:
    """The key of the address that the capture was fetched from, None for what was not."""
    place = fetched_address(capture.document)
    return url_key(place) if place else None


def window_day(article: Article, capture: Document, at: datetime) -> date | None:
    """The day that places an article in the candidate window: its own, else its capture's.

    None for a table row without a date: when its file was written says nothing about it, so it is in every window.
    """
    if article.published_on is None and capture.form == "row":
        return None
    return article.published_on or at.date()


def grouped(
    captures: Sequence[Capture], stored: Mapping[Key, UUID], stored_keys: Mapping[UUID, Iterable[Key]]
) -> list[Group]:
    """The captures by article, sorted by id.

    ``stored`` tells which article a key belongs to already, ``stored_keys`` all the keys of those articles.
    """
    parent: dict[Key, Key] = {}

    def root(one: Key) -> Key:
        parent.setdefault(one, one)
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def join(keys: Iterable[Key]) -> None:
        first, *others = keys
        for other in others:
            low, high = sorted((root(first), root(other)))
            parent[high] = low
        root(first)

    for keys in stored_keys.values():
        join(keys)
    for capture in captures:
        join(capture.keys)
    members: dict[Key, list[Key]] = {}
    for one in sorted(parent):
        members.setdefault(root(one), []).append(one)
    groups = {top: _group(keys, stored) for top, keys in members.items()}
    for capture in captures:
        groups[root(capture.keys[0])].captures.append(capture)
    return sorted((group for group in groups.values() if group.captures), key=lambda group: group.article_id)


def _group(keys: Sequence[Key], stored: Mapping[Key, UUID]) -> Group:
    ids = sorted({stored[one] for one in keys if one in stored})
    return Group(article_id(min(keys)), tuple(keys), stored_ids=tuple(ids))


def key_from_row(kind: str, text: str) -> Key:
    """A stored key as the noun."""
    return key("url" if kind == "url" else "guid" if kind == "guid" else "bytes", text)

"""Identity: by which keys an article is known, and the id that follows from the strongest one.

Keys, strongest first: its own address without the scheme, its source with a guid that is trusted, the digest of its
bytes. The id is the UUIDv5 of the strongest key, so two machines agree without talking, and running anything again
finds the same article.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Literal

from transforms.addresses import address_key
from transforms.errors import InvalidUrl
from transforms.model import Article, Document

_URI = re.compile(r"(?:urn|tag|https?):", re.IGNORECASE)

KeyKind = Literal["url", "guid", "bytes"]
STRENGTH: dict[str, int] = {"url": 0, "guid": 1, "bytes": 2}

NAMESPACE = uuid.UUID("6e657773-666f-5c64-8000-6e657773666f")
"""newsfold's own UUID namespace: fixed for ever, since every id follows from it."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """One way to know an article; ordered by strength, then by text."""

    strength: int
    kind: str
    text: str


def key(kind: KeyKind, text: str) -> Key:
    """A key with its kind's strength."""
    return Key(STRENGTH[kind], kind, text)


def article_keys(article: Article, document: Document) -> tuple[Key, ...]:
    """The keys of an article, strongest first. A digest is a key only where nothing better is known.

    A page that names another address of its own site as canonical is known by both, so that the two meet. A feed's
    guid is a key only where the feed's learned policy gave one (Hints.item_key); a table's id where it has no address.
    """
    fetched = fetched_address(document)
    addresses = [article.own_url] if article.own_url else []
    if article.own_url and fetched is not None:
        addresses = [fetched] if document.hints.ignores_canonical else [*addresses, fetched]
    keys = {one for one in map(url_key, addresses) if one is not None}
    scope = _wire_scope(article, document) or document.source_id
    if document.hints.item_key:
        keys.add(key("guid", document.hints.item_key))
    elif not keys and article.guid and scope:
        keys.add(key("guid", f"{scope}\n{article.guid}"))
    return tuple(sorted(keys)) or (key("bytes", document.sha256),)


def fetched_address(document: Document) -> str | None:
    """The http(s) address that a capture came from; None for what came from nowhere on the web."""
    told = document.hints.url if document.form in ("row", "entry") else None
    place = told or document.final_location or document.location
    return place if place.startswith(("http://", "https://")) else None


def _wire_scope(article: Article, document: Document) -> str | None:
    """Within what a wire item's id is its own: everywhere where it is a URI, as the standards ask; else its provider.

    So the versions of an item meet, whichever folder or file brought them.
    """
    if document.form != "wire" or not article.guid:
        return None
    if _URI.match(article.guid):
        return "wire"
    return f"wire {article.publisher.publisher_id}" if article.publisher else None


def url_key(address: str) -> Key | None:
    """The key of an address, None for what is none."""
    try:
        return key("url", address_key(address))
    except InvalidUrl:
        return None


def article_id(strongest: Key) -> uuid.UUID:
    """The id of the article whose strongest key this is."""
    return uuid.uuid5(NAMESPACE, f"{strongest.kind}\n{strongest.text}")


def document_id(location: str, sha256: str) -> uuid.UUID:
    """The id of distinct bytes from one location."""
    return uuid.uuid5(NAMESPACE, f"document\n{location}\n{sha256}")


def author_id(name: str) -> uuid.UUID:
    """The id of a person by name as printed, folded."""
    return uuid.uuid5(NAMESPACE, f"author\n{' '.join(name.casefold().split())}")


def cluster_id(first_article_id: uuid.UUID) -> uuid.UUID:
    """The id of a cluster by its earliest member (see transforms.clustering)."""
    return uuid.uuid5(NAMESPACE, f"cluster\n{first_article_id}")

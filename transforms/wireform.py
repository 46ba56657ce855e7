"""The nouns as plain JSON values, for the pipe to a worker process and for the archive's headers.

Nothing is pickled: what a worker sends back is read as data, checked against the types of transforms.model.
"""

from __future__ import annotations

from typing import Any

import msgspec

from transforms.model import Article, Document, Fingerprint, Hints


def article_to_json(article: Article) -> dict[str, Any]:
    """The article as dicts, lists, strings and numbers; dates in ISO 8601."""
    return _plain(article)


def article_from_json(value: dict[str, Any]) -> Article:
    """The article again. Raises msgspec.ValidationError when a value has the wrong type."""
    return msgspec.convert(value, Article)


def fingerprint_to_json(fingerprint: Fingerprint) -> dict[str, Any]:
    """The fingerprint as plain values; hashes stay whole numbers below 2**64."""
    return _plain(fingerprint)


def fingerprint_from_json(value: dict[str, Any]) -> Fingerprint:
    """The fingerprint again. Raises msgspec.ValidationError when a value has the wrong type."""
    return msgspec.convert(value, Fingerprint)


def document_head_to_json(document: Document) -> dict[str, Any]:
    """Everything about a capture but its bytes."""
    plain = _plain(document, builtin_types=(bytes,))
    del plain["body"]
    return plain


def hints_from_json(value: dict[str, Any]) -> Hints:
    """The hints of a capture again. Raises msgspec.ValidationError on wrong types."""
    return msgspec.convert(value, Hints)


def document_from_json(value: dict[str, Any], body: bytes) -> Document:
    """The capture again, from its head and its bytes. Raises msgspec.ValidationError on wrong types."""
    return msgspec.convert({**value, "body": body}, Document, builtin_types=(bytes,))


def _plain(value: object, builtin_types: tuple[type, ...] = ()) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(value, builtin_types=builtin_types)
    return plain

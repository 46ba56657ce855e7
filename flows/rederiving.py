"""Texts made by older rules, made again by today's before anything is compared with them.

Otherwise a new rule would look like a change by the publisher: a version of its own for every article seen again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from flows.article_changes import StoredArticle
from flows.captures import Capture
from flows.reading_back import StoredCaptures
from transforms.clean import RULES_ID
from transforms.errors import ArchiveError
from transforms.model import Document
from warehouse import Writer
from warehouse.rows import ArticleVersionRow

_log = logging.getLogger(__name__)


def outdated_documents(writer: Writer, captures: Sequence[Capture], stored: StoredCaptures) -> list[Document]:
    """The documents of stored versions that older rules made, of the articles that these captures are of."""
    known = writer.keys([(one.kind, one.text) for capture in captures for one in capture.keys])
    versions = [row for rows in writer.versions(sorted(set(known.values()))).values() for row in rows]
    outdated = sorted({row.document_id for row in versions if row.rules_id != RULES_ID})
    in_hand = {capture.document_id for capture in captures}
    rows = writer.documents([one for one in outdated if one not in in_hand])
    found = []
    for row in rows.values():
        if row.archive_path is None:
            continue
        try:
            found.append(stored.read(row))
        except ArchiveError as error:
            _log.warning("a text of older rules stays as it is: %s", error)
    return found


def renewed(stored: Mapping[UUID, StoredArticle], captures: Iterable[Capture]) -> dict[UUID, StoredArticle]:
    """The stored articles with the texts that today's rules make of the same documents."""
    today = {capture.document_id: capture for capture in captures}
    return {one: _renewed(article, today.get) for one, article in stored.items()}


def _renewed(stored: StoredArticle, today: Callable[[UUID], Capture | None]) -> StoredArticle:
    digests: dict[str, str] = {}
    versions: list[ArticleVersionRow] = []
    for version in stored.versions:
        capture = today(version.document_id) if version.rules_id != RULES_ID else None
        if capture is None:
            versions.append(version)
            continue
        digests[version.content_digest] = capture.article.content_digest
        versions.append(
            replace(
                version,
                title=capture.article.title,
                body=capture.article.text,
                content_digest=capture.article.content_digest,
                rules_id=RULES_ID,
            )
        )
    digest = digests.get(stored.row.content_digest, stored.row.content_digest)
    return replace(stored, versions=tuple(versions), row=replace(stored.row, content_digest=digest))

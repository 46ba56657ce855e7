"""Texts made by older rules, made again by today's before anything is compared with them.

Otherwise a new rule would look like a change by the publisher: a version of its own for every article seen again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from flows.article_changes import StoredArticle
from flows.captures import Capture
from flows.reading_back import StoredCaptures
from flows.source_rules import SourceRules
from transforms.errors import ArchiveError
from transforms.model import Document
from warehouse import Writer
from warehouse.rows import ArticleVersionRow

_log = logging.getLogger(__name__)


def outdated_documents(
    writer: Writer, captures: Sequence[Capture], stored: StoredCaptures, rules: SourceRules
) -> list[Document]:
    """The documents of stored versions that other rules made than today's, of the articles that these captures are
    of. They come with the selectors that their sources have today.
    """
    known = writer.keys([(one.kind, one.text) for capture in captures for one in capture.keys])
    versions = [row for rows in writer.versions(sorted(set(known.values()))).values() for row in rows]
    in_hand = {capture.document_id for capture in captures}
    made_by = {row.document_id: row.rules_id for row in versions if row.document_id not in in_hand}
    rows = writer.documents(sorted(made_by))
    found = []
    for row in rows.values():
        if made_by[row.document_id] == rules.rules_id(row.source_id) or row.archive_path is None:
            continue
        try:
            found.append(rules.applied_to(stored.read(row)))
        except ArchiveError as error:
            _log.warning("a text of older rules stays as it is: %s", error)
    return found


def renewed(
    stored: Mapping[UUID, StoredArticle], captures: Iterable[Capture], *, is_again: bool = False
) -> dict[UUID, StoredArticle]:
    """The stored articles with the texts that today's rules make of the same documents.

    With ``is_again`` every text is taken from today's, not only those that older rules made: what was learned since
    counts as well.
    """
    today = {capture.document_id: capture for capture in captures}
    return {one: _renewed(article, today, is_again=is_again) for one, article in stored.items()}


def _renewed(stored: StoredArticle, today: Mapping[UUID, Capture], *, is_again: bool) -> StoredArticle:
    digests: dict[str, str] = {}
    versions: list[ArticleVersionRow] = []
    for version in stored.versions:
        capture = today.get(version.document_id)
        if is_again and version is stored.versions[-1]:
            # the newest capture speaks for the current text, should it differ from the first one of its version now
            capture = today.get(stored.row.document_id, capture)
        if capture is None or (not is_again and capture.rules_id == version.rules_id):
            versions.append(version)
            continue
        digests[version.content_digest] = capture.article.content_digest
        versions.append(_with_text_of(version, capture))
    digest = digests.get(stored.row.content_digest, stored.row.content_digest)
    return replace(stored, versions=tuple(versions), row=replace(stored.row, content_digest=digest))


def _with_text_of(version: ArticleVersionRow, capture: Capture) -> ArticleVersionRow:
    article = capture.article
    return replace(
        version,
        title=article.title,
        body=article.text,
        content_digest=article.content_digest,
        rules_id=capture.rules_id,
    )

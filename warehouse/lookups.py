"""Set-based reads: each asks once for a whole batch, and what it returns is sorted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import duckdb

from warehouse import statements
from warehouse.arrow_rows import arrow_of_values, columns_named, row_of
from warehouse.block_rows import ArticleBlocksRow, PublisherBlockRow
from warehouse.feed_rows import FeedRow, HostRow
from warehouse.rows import (
    ArticleKeyRow,
    ArticleRedirectRow,
    ArticleRow,
    ArticleVersionRow,
    ClusterMemberRow,
    ClusterRow,
    CreditRow,
    DateEvidenceRow,
    DocumentRow,
    FingerprintRow,
    MatchRow,
    RemovedBlockRow,
    Row,
    VerdictRow,
)
from warehouse.sqlfiles import statement

R = TypeVar("R", bound=Row)
Probe = tuple[UUID, date | None, Sequence[int], int]
"""An article to find candidates for: its id, the day that places it in the window, its hashes, its shingle count."""

StoredFingerprint = tuple[UUID, date | None, list[int], list[int], str | None]
"""A stored fingerprint: article, the day that places it in the window, hashes, matter hashes, publisher."""


@dataclass(frozen=True, slots=True)
class Component:
    """Articles that pairs of one text tie together, with every judged pair and verdict among them. All sorted."""

    article_ids: tuple[UUID, ...]
    matches: list[MatchRow]
    verdicts: list[VerdictRow]


class Lookups:
    """Reads on one open connection. An id that is not stored is left out of what comes back."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def stored(self, table: type[R], columns: Sequence[str], values: Iterable[Sequence[Any]]) -> list[R]:
        """Rows of a table whose ``columns`` have one of the ``values`` (tuples), in the order of its key."""
        wanted = list(dict.fromkeys(tuple(value) for value in values))
        if not wanted:
            return []
        incoming = arrow_of_values(columns_named(table, columns), wanted, table.TABLE)
        rows = self._with_incoming(statements.stored(table, columns), incoming)
        return [row_of(table, row) for row in rows]

    def all_of(self, table: type[R]) -> list[R]:
        """Every row of a table, in the order of its key; for small tables."""
        return [row_of(table, row) for row in self.connection.execute(statements.stored_all(table)).fetchall()]

    def known_documents(self, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], DocumentRow]:
        """Stored documents by (location, sha256)."""
        rows = self.stored(DocumentRow, ("location", "sha256"), pairs)
        return {(row.location, row.sha256): row for row in rows}

    def known_digests(self, digests: Iterable[str]) -> dict[str, list[DocumentRow]]:
        """Stored documents with these bytes, by sha256."""
        return _grouped((row.sha256, row) for row in self.stored(DocumentRow, ("sha256",), _singles(digests)))

    def documents(self, ids: Iterable[UUID]) -> dict[UUID, DocumentRow]:
        return {row.document_id: row for row in self.stored(DocumentRow, ("document_id",), _singles(ids))}

    def keys(self, kinds_and_keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
        """Which article is known by (kind, key)."""
        return {
            (row.kind, row.key): row.article_id for row in self.stored(ArticleKeyRow, ("kind", "key"), kinds_and_keys)
        }

    def keys_of(self, article_ids: Iterable[UUID]) -> list[ArticleKeyRow]:
        """Every key of these articles."""
        return self._of_articles(ArticleKeyRow, article_ids)

    def redirects(self, old_ids: Iterable[UUID]) -> dict[UUID, UUID]:
        """Where article ids that were given up lead; one step."""
        rows = self.stored(ArticleRedirectRow, ("old_article_id",), _singles(old_ids))
        return {row.old_article_id: row.article_id for row in rows}

    def articles(self, ids: Iterable[UUID]) -> dict[UUID, ArticleRow]:
        return {row.article_id: row for row in self._of_articles(ArticleRow, ids)}

    def versions(self, ids: Iterable[UUID]) -> dict[UUID, list[ArticleVersionRow]]:
        """All versions of these articles, oldest first."""
        return _grouped((row.article_id, row) for row in self._of_articles(ArticleVersionRow, ids))

    def authors_of(self, ids: Iterable[UUID]) -> dict[UUID, list[str]]:
        """Names in the order of the byline."""
        return _grouped(self._with_incoming(statement("authors_of"), _articles_incoming(ids)))

    def credits_of(self, ids: Iterable[UUID]) -> dict[UUID, list[CreditRow]]:
        return _grouped((row.article_id, row) for row in self._of_articles(CreditRow, ids))

    def removed_of(self, ids: Iterable[UUID]) -> dict[UUID, list[RemovedBlockRow]]:
        """Blocks cut from all versions of these articles, by version and position."""
        return _grouped((row.article_id, row) for row in self._of_articles(RemovedBlockRow, ids))

    def dates_of(self, ids: Iterable[UUID]) -> dict[UUID, list[DateEvidenceRow]]:
        """Dates found in all versions of these articles, by version and position."""
        return _grouped((row.article_id, row) for row in self._of_articles(DateEvidenceRow, ids))

    def fingerprints_of(self, ids: Iterable[UUID], options_id: str) -> dict[UUID, FingerprintRow]:
        pairs = [(article_id, options_id) for article_id in ids]
        return {row.article_id: row for row in self.stored(FingerprintRow, ("article_id", "options_id"), pairs)}

    def outdated_fingerprints(self, options_id: str, most: int) -> list[UUID]:
        """Articles whose fingerprint lacks a part that was added later, and can be made from the stored text."""
        parameters = {"options_id": options_id, "most": most}
        return [row[0] for row in self.connection.execute(statement("outdated_fingerprints"), parameters).fetchall()]

    def fingerprint_generation(self) -> int:
        """The newest generation of fingerprints, 0 where there is none."""
        [(number,)] = self.connection.execute(statement("fingerprint_generation")).fetchall()
        return int(number)

    def fingerprints_since(
        self, generation: int, options_id: str, span: tuple[date, date] | None
    ) -> Iterator[list[StoredFingerprint]]:
        """Fingerprints above a generation, in parts; of these days and of none.

        ``span`` has both its days in; None: of every day. No other statement may run before the last part was taken.
        """
        first_on, last_on = span or (None, None)
        parameters = {"options_id": options_id, "generation": generation, "first_on": first_on, "last_on": last_on}
        found = self.connection.execute(statement("fingerprints_since"), parameters)
        while part := found.fetchmany(2_000):
            yield part

    def candidates(
        self, rows: Sequence[Probe], options_id: str, window_days: int | None, min_share: float, min_shared: int
    ) -> list[tuple[UUID, UUID, int]]:
        """Pairs (probe, stored article, shared hashes), sorted.

        A stored fingerprint of the same options is a candidate when at least ``min_shared`` hashes and at least
        ``min_share`` (0..1) of the smaller set are shared, and the days lie at most ``window_days`` apart (None: any
        distance). A side without a day is in every window. An article is no candidate for itself.
        """
        if not rows:
            return []
        columns = columns_named(FingerprintRow, ("article_id", "window_on", "hashes"))
        incoming = arrow_of_values(columns, [row[:3] for row in rows], "candidates")
        parameters = {
            "options_id": options_id,
            "window_days": window_days,
            "min_share": min_share,
            "min_shared": min_shared,
        }
        return self._with_incoming(statement("candidates"), incoming, parameters)

    def component(self, ids: Iterable[UUID]) -> Component:
        """What these articles are tied to by pairs of one text, at any distance. Ids that stand alone are in it."""
        incoming = _articles_incoming(ids)
        reached = tuple(row[0] for row in self._with_incoming(statement("closure"), incoming))
        return Component(reached, self.pairs_within(MatchRow, reached), self.pairs_within(VerdictRow, reached))

    def blocks_of(self, ids: Iterable[UUID]) -> list[ArticleBlocksRow]:
        """The blocks of these articles."""
        return self._of_articles(ArticleBlocksRow, ids)

    def publisher_blocks(self, pairs: Sequence[tuple[str, int]]) -> dict[tuple[str, int], PublisherBlockRow]:
        """What is known of blocks, by publisher and hash; those that stand in one article only are left out."""
        rows = self.stored(PublisherBlockRow, ("publisher_id", "block_hash"), pairs)
        return {(row.publisher_id, row.block_hash): row for row in rows}

    def block_counts(self, pairs: Sequence[tuple[str, int]]) -> list[PublisherBlockRow]:
        """The same counted anew from the articles' own blocks, without samples."""
        if not pairs:
            return []
        columns = columns_named(PublisherBlockRow, ("publisher_id", "block_hash"))
        incoming = arrow_of_values(columns, pairs, PublisherBlockRow.TABLE)
        return [
            row_of(PublisherBlockRow, (*row, "")) for row in self._with_incoming(statement("block_counts"), incoming)
        ]

    def standing_blocks(self, ids: Iterable[UUID], least_texts: int) -> dict[UUID, frozenset[int]]:
        """Of each article the hashes of its blocks that stand in ``least_texts`` texts of its publisher, or in more.

        Articles that have none are left out.
        """
        parameters = {"least_texts": least_texts}
        found = self._with_incoming(statement("standing_blocks"), _articles_incoming(ids), parameters)
        return {one: frozenset(hashes) for one, hashes in _grouped(found).items()}

    def captures_to_read_again(
        self, since: date | None = None, until: date | None = None
    ) -> list[tuple[UUID, UUID | None, int]]:
        """(document, its article, bytes) of every capture between two days, those of one article together."""
        parameters = {"since": since, "until": until}
        return self.connection.execute(statement("captures_to_read_again"), parameters).fetchall()

    def pairs_within(self, table: type[R], ids: Iterable[UUID]) -> list[R]:
        """Rows of matches or verdicts with both articles among these ids."""
        rows = self._with_incoming(statements.pairs_within(table), _articles_incoming(ids))
        return [row_of(table, row) for row in rows]

    def clusters_of(self, ids: Iterable[UUID]) -> list[ClusterMemberRow]:
        """The membership of these articles (not of their fellow members: see members_of)."""
        return self._of_articles(ClusterMemberRow, ids)

    def members_of(self, cluster_ids: Iterable[UUID]) -> dict[UUID, list[ClusterMemberRow]]:
        """All members of these clusters, by article id."""
        rows = self.stored(ClusterMemberRow, ("cluster_id",), _singles(cluster_ids))
        return _grouped((row.cluster_id, row) for row in rows)

    def clusters(self, cluster_ids: Iterable[UUID]) -> dict[UUID, ClusterRow]:
        return {row.cluster_id: row for row in self.stored(ClusterRow, ("cluster_id",), _singles(cluster_ids))}

    def feeds(self, source_ids: Iterable[str] | None = None) -> list[FeedRow]:
        """Feeds of these sources, or all."""
        if source_ids is None:
            return self.all_of(FeedRow)
        return self.stored(FeedRow, ("source_id",), _singles(source_ids))

    def hosts(self, hosts: Iterable[str] | None = None) -> list[HostRow]:
        """What is kept about these hosts (host:port), or about all."""
        return self.all_of(HostRow) if hosts is None else self.stored(HostRow, ("host",), _singles(hosts))

    def _of_articles(self, table: type[R], ids: Iterable[UUID]) -> list[R]:
        return self.stored(table, ("article_id",), _singles(ids))

    def _with_incoming(self, sql: str, incoming: Any, parameters: Any = None) -> list[tuple[Any, ...]]:
        with registered(self.connection, incoming=incoming):
            return self.connection.execute(sql, parameters).fetchall()


@contextmanager
def registered(connection: duckdb.DuckDBPyConnection, **tables: Any) -> Iterator[None]:
    """Arrow tables under these names for the block."""
    for name, table in tables.items():
        connection.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            connection.unregister(name)


def _singles(values: Iterable[Any]) -> list[tuple[Any]]:
    return [(value,) for value in values]


def _articles_incoming(ids: Iterable[UUID]) -> Any:
    return arrow_of_values(columns_named(ArticleRow, ("article_id",)), _singles(ids), ArticleRow.TABLE)


def _grouped(pairs: Iterable[Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)

"""Fingerprints that an older newsfold wrote get the parts that they lack, and their articles are matched again.

Part of maintain: the texts are in the warehouse, so nothing is read from the archive. `newsfold reprocess` does it as
well, for all articles and from their captures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from flows.candidate_search import CandidateSearch
from flows.clustering_changes import write_clusters
from flows.committing import write_matches
from flows.running import Run
from transforms.boilerplate import RecurrenceOptions
from transforms.candidates import PairOptions
from transforms.fingerprinting import DEFAULT as FINGERPRINT
from transforms.fingerprinting import fingerprint
from transforms.model import Article
from warehouse import Writer
from warehouse.rows import FingerprintRow

MOST = 500
"""Articles of one transaction."""


def renew_fingerprints(run: Run) -> int:
    """All that are outdated; returns how many were made anew. Each transaction holds the lease for itself.

    Raises LeaseHeld and WarehouseError; what was committed until then stays, and the next round goes on.
    """
    search = CandidateSearch(FINGERPRINT.options_id)
    count = 0
    while True:
        with run.warehouse.writing() as writer:
            ids = writer.outdated_fingerprints(FINGERPRINT.options_id, MOST)
            if ids:
                _match_again(writer, ids, run.clock(), run.settings.pairs, run.settings.recurrence, search)
        count += len(ids)
        if len(ids) < MOST:
            return count


def _match_again(  # noqa: PLR0917
    writer: Writer,
    ids: Sequence[UUID],
    now: datetime,
    options: PairOptions,
    recurrence: RecurrenceOptions,
    search: CandidateSearch,
) -> None:
    articles = writer.articles(ids)
    stored = writer.fingerprints_of(ids, FINGERPRINT.options_id)
    generation = writer.fingerprint_generation() + 1
    rows = [_renewed(stored[one], articles[one].body or "", generation) for one in ids]
    with writer.transaction():
        writer.upsert(rows)
        shaken = write_matches(writer, set(ids), set(), now, options, recurrence, search)
        write_clusters(writer, shaken | set(ids), set(), now, recurrence)


def _renewed(row: FingerprintRow, body: str, generation: int) -> FingerprintRow:
    made = fingerprint(Article(tuple(body.split("\n\n"))))
    return replace(
        row,
        shingle_count=made.shingle_count,
        hashes=made.hashes,
        matter_hashes=made.matter_hashes,
        generation=generation,
    )

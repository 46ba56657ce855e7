"""Brings a warehouse and the file beside its archive to the same tombstones, and both to what they say."""

from __future__ import annotations

from pathlib import Path

from flows.archive_erasures import erase
from flows.forgetting_feeds import NamingFeeds
from flows.forgetting_removal import remove
from flows.forgetting_traces import names_of, traces_of
from flows.running import Run
from flows.tombstones import on_disk, remember_on_disk
from warehouse import Writer
from warehouse.forgetting_rows import ErasureRow, TombstoneRow
from warehouse.looking_up import forgotten_articles


def settle_tombstones(run: Run) -> int:
    """Finishes what a kill interrupted; returns how many articles went.

    A warehouse that was made anew, or restored from an older copy, learns here what it must not have. Raises
    ArchiveError, LeaseHeld and the other WarehouseErrors.
    """
    archive = run.settings.archive
    with run.warehouse.writing() as writer:
        fresh = _shared(writer, archive)
        ids = forgotten_articles(writer) if fresh else []
        if ids:
            feeds = NamingFeeds(run.stored)
            feeds.name(names_of(writer, ids), len(ids))
            traces = traces_of(writer, feeds, ids)
            tombstones = traces.tombstones(run.clock(), None)
            remember_on_disk(archive, tombstones)
            remove(writer, traces, tombstones, run.clock())
        is_pending = bool(writer.all_of(ErasureRow))
    if is_pending:
        erase(run.warehouse, archive)
    return len(ids)


def _shared(writer: Writer, archive: Path) -> list[TombstoneRow]:
    """Both places have all tombstones afterwards; returns those that the warehouse did not have."""
    told = {row.key_digest: row for row in on_disk(archive)}
    known = {row.key_digest: row for row in writer.all_of(TombstoneRow)}
    fresh = [row for digest, row in told.items() if digest not in known]
    remember_on_disk(archive, [row for digest, row in known.items() if digest not in told])
    if fresh:
        with writer.transaction():
            writer.upsert(fresh)
    return fresh

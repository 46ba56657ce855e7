"""Errors about the warehouse file; the tree of all errors stands in transforms.errors."""

from __future__ import annotations

from transforms.error_root import NewsfoldError


class WarehouseError(NewsfoldError):
    """Something about the warehouse file."""

    what = "warehouse failed"


class WarehouseMissing(WarehouseError):
    """There is no warehouse at that path yet."""

    what = "no warehouse"
    remedy = "run `newsfold ingest` first, or name another with --warehouse"


class LeaseHeld(WarehouseError):
    """Another process is committing and did not finish in time; ``pid`` is the holder's, or None."""

    what = "warehouse is being written"
    remedy = "try again"

    def __init__(self, resource: str, cause: str, remedy: str | None = None, *, pid: int | None = None) -> None:
        super().__init__(resource, cause, remedy)
        self.pid = pid


class AtWorkAlready(LeaseHeld):
    """A flow that must not run twice at once is at work on this warehouse; ``pid`` is its process, or None."""

    what = "not started"
    remedy = "let that one work, or end it first"


class NewerSchema(WarehouseError):
    """The file has a migration that this version does not know."""

    what = "warehouse is newer than this newsfold"
    remedy = "upgrade newsfold"


class MigrationChanged(WarehouseError):
    """A migration that was applied differs from the packaged one of the same number."""

    what = "migration changed after it was applied"


class QueryRefused(WarehouseError):
    """SQL that would write, or read outside the warehouse."""

    what = "query refused"


class UnknownId(WarehouseError):
    """No article, document or cluster with that id."""

    what = "not found in the warehouse"

"""What has grown old: which articles, cut blocks and archive files were last seen before an instant. Reads only."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from warehouse.lookups import Lookups
from warehouse.sqlfiles import statement


def texts_older_than(reads: Lookups, before: datetime, most: int) -> list[UUID]:
    """Articles that still have a text, the oldest first."""
    return _ids(reads, "texts_older_than", before, most)


def removed_older_than(reads: Lookups, before: datetime, most: int) -> list[UUID]:
    """Articles from which something was cut that is still there, the oldest first."""
    return _ids(reads, "removed_older_than", before, most)


def archive_older_than(reads: Lookups, before: datetime) -> list[str]:
    """Files of the archive of which every capture is that old, relative to its root."""
    return [
        path for (path,) in reads.connection.execute(statement("archive_older_than"), {"before": before}).fetchall()
    ]


def _ids(reads: Lookups, name: str, before: datetime, most: int) -> list[UUID]:
    rows = reads.connection.execute(statement(name), {"before": before, "most": most}).fetchall()
    return [one for (one,) in rows]

"""How far a backfill has come, kept with what it brought: a killed one goes on from its last commit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from connectors.ledger import Ledger, Progress
from warehouse.lookups import Lookups
from warehouse.wire_rows import BackfillPartRow


def ledger_of(reads: Lookups, extent: str) -> Ledger:
    """What earlier backfills with the same dates have taken."""
    rows = reads.stored(BackfillPartRow, ("extent",), [(extent,)])
    return Ledger({row.location: _progress_of(row) for row in rows})


def part_rows(made: Iterable[Progress], extent: str, run_id: UUID, now: datetime) -> list[BackfillPartRow]:
    """The rows of a batch's progress: the last word on each file."""
    last = {(one.location, one.part): one for one in made}
    return [
        BackfillPartRow(
            location=one.location,
            part=one.part,
            extent=extent,
            source_id=one.source_id,
            run_id=run_id,
            state="done" if one.is_done else "reading",
            offset=one.offset,
            byte_count=one.byte_count,
            modified_at=one.modified_at,
            item_count=one.item_count,
            passed_over=json.dumps(dict(one.passed_over), sort_keys=True) if one.passed_over else None,
            updated_at=now,
        )
        for one in last.values()
    ]


def _progress_of(row: BackfillPartRow) -> Progress:
    return Progress(
        location=row.location,
        offset=row.offset,
        is_done=row.state == "done",
        byte_count=row.byte_count,
        modified_at=row.modified_at.astimezone(UTC) if row.modified_at else None,
        item_count=row.item_count,
        passed_over=json.loads(row.passed_over) if row.passed_over else {},
        part=row.part,
        source_id=row.source_id,
    )

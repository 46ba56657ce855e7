"""When a page is asked for again: after growing intervals for a set time. Pure: rows and the clock come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from transforms.model import Document, Revisit
from warehouse.source_rows import RevisitRow


def scheduled(documents: Iterable[Document], schedules: Mapping[str, Revisit]) -> list[RevisitRow]:
    """The rows of pages captured for the first time, of sources that have a schedule."""
    rows = []
    for document in documents:
        schedule = schedules.get(document.source_id or "")
        is_page = document.form in ("html", "text") and document.location.startswith(("http://", "https://"))
        if schedule is not None and document.source_id and is_page:
            first = document.fetched_at
            rows.append(
                RevisitRow(
                    location=document.location,
                    source_id=document.source_id,
                    feed_id=document.feed_id,
                    first_captured_at=first,
                    next_at=_next_at(first, first, 0, schedule),
                )
            )
    return rows


def advanced(row: RevisitRow, schedule: Revisit, now: datetime, answer: str, *, is_answered: bool) -> RevisitRow:
    """The row after a page was asked for. Where nobody answered the same interval is waited for once more.

    Intervals count from now, so that a machine that was off asks once and not for every visit that it missed.
    """
    count = row.revisit_count + is_answered
    return replace(
        row,
        revisit_count=count,
        last_asked_at=now,
        next_at=_next_at(row.first_captured_at, now, count, schedule),
        last_answer=answer,
    )


def _next_at(first: datetime, now: datetime, count: int, schedule: Revisit) -> datetime | None:
    # a growth of 100 passes every calendar within a few visits
    hours = min(schedule.first_hours * schedule.growth ** min(count, 100), 24.0 * 36500)
    following = now + timedelta(hours=hours)
    return following if following <= first + timedelta(days=schedule.days) else None

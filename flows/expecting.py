"""What a source brought against what was expected of it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flows.cli_printing import counted

EXPECTATION_REMEDY = (
    "`newsfold sources check {source_id}` says what it brings now; correct its address, or its expectations in the "
    "sources file"
)


def told_expectation(broken: Mapping[str, Any], now: datetime) -> str:
    """What is wrong with one row of broken_expectations."""
    parts = []
    if broken["is_too_few"]:
        days = int(broken["window_days"])
        span = "the last day" if days == 1 else f"the last {days} days"
        expected = f"{float(broken['fewest_expected']):g}"
        parts.append(f"{counted(int(broken['article_count']), 'new article')} in {span}, at least {expected} expected")
    if broken["is_too_undated"]:
        parts.append(
            f"{broken['undated_count']} of {broken['week_count']} articles of the last 7 days have no date, "
            f"at most {float(broken['largest_undated_share']):.0%} expected"
        )
    asked = broken["last_polled_at"]
    if asked is not None:
        hours = (now - asked).total_seconds() / 3600
        parts.append(f"last asked {hours:.0f} h ago" if hours >= 1 else "asked within the last hour")
    return "; ".join(parts)

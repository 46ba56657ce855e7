"""`newsfold backfill --dry-run` of remote sources: what was asked for, what was counted, and what is reckoned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flows.cli_options import EXIT_FAILURES, Choices
from flows.cli_printing import counted, write_error, write_json

if TYPE_CHECKING:
    from flows.batching import Extent
    from flows.remote_estimates import RemoteEstimate
    from flows.settings import Settings
    from transforms.model import Source

MOST_SAID = 10


def estimated_remotely(choices: Choices, settings: Settings, sources: Sequence[Source], extent: Extent) -> int:
    """Exit code 1 where a list could not be had."""
    from flows.remote_estimates import remote_estimate

    found = [remote_estimate(settings, source, extent, datetime.now(UTC)) for source in sources]
    if choices.is_json:
        write_json(_as_json(found[0]) if len(found) == 1 else [_as_json(one) for one in found])
    for one in found:
        for line in _lines(one):
            choices.say(line)
        for reason in one.refused[:MOST_SAID]:
            write_error(f"newsfold: {reason}")
    return EXIT_FAILURES if any(one.refused for one in found) else 0


def _as_json(one: RemoteEstimate) -> dict[str, Any]:
    return {
        "item_count": one.item_count,
        "counted_count": len(one.pages) + one.own_count,
        "known_count": one.known_count,
        "outside_count": one.outside_count,
        "refused_count": len(one.refused),
        "byte_count": one.byte_count,
        "unread_count": one.unread_count,
        "seconds": round(one.seconds, 1),
        "asked": one.asked,
    }


def _lines(one: RemoteEstimate) -> list[str]:
    from flows.pace import shown_time

    about = "" if one.unread_count == 0 else "about " if one.unread_count else "at least "
    fresh = max(one.item_count - one.known_count - one.own_count, 0)
    lines = [
        (
            f"{about}{counted(one.item_count, 'item')} would be read, {counted(fresh, 'page')} of them fetched: "
            f"{shown_time(one.seconds)} at the least"
        ),
        f"{one.known_count} are stored already; {one.outside_count} lie outside the dates",
    ]
    if one.unread_count:
        lines.append(f"{counted(one.unread_count, 'list')} were not read: reckoned from {len(one.asked)} that were")
    if one.unread_count is None:
        lines.append(f"more lies behind the last of the {len(one.asked)} documents that were read")
    asked = [f"  asked {place}" for place in one.asked[:MOST_SAID]]
    more = len(one.asked) - MOST_SAID
    rest = [f"  and {more} more"] if more > 0 else []
    return [
        *lines,
        *asked,
        *rest,
        f"{counted(one.byte_count, 'byte')} came. Nothing was written, and no page was asked.",
    ]

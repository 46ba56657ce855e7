"""`newsfold clusters --uncertain`, `--sample N --sheet FILE`, `--precision FILE`: what a researcher has to report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flows.cli_options import Choices
from flows.cli_printing import counted, shortened, write_json, write_lines


def say_uncertain(choices: Choices, limit: int) -> int:
    """List the judged pairs nearest the line between one text and two."""
    from transforms.judging import MatchOptions
    from warehouse.looking_up import uncertain_pairs

    line = MatchOptions().shorter_share
    with choices.looking() as reads:
        rows = uncertain_pairs(reads, line, limit)
    if choices.is_json:
        write_json(rows)
        return 0
    for row in rows:
        write_lines(*_pair_lines(row), "")
    choices.say(
        f"{counted(len(rows), 'pair')}, the nearest to {line:.0%} of a text aligned first; "
        "`newsfold match` explains one, `newsfold verdict` decides it"
    )
    return 0


def _pair_lines(row: Mapping[str, Any]) -> Iterator[str]:
    aligned = max(row["aligned_share"], row["other_aligned_share"])
    said = "one text" if row["is_same_text"] else "two texts"
    yield f"{said}, {aligned:.0%} aligned, {row['relation']}"
    for side in ("", "other_"):
        who, when = row[f"{side}publisher_id"] or "unknown publisher", row[f"{side}published_on"] or "undated"
        title = shortened(row[f"{side}title"] or "without a title", 70)
        yield f"  {row[f'{side}article_id']}  {title} ({who}, {when})"
    yield f"  because {'; '.join(row['reasons'])}"


def write_sample(choices: Choices, count: int, sheet: Path) -> int:
    """Write sampled copies as a sheet to label."""
    from flows.labelling import write_sheet
    from warehouse.looking_up import sampled_copies

    with choices.looking() as reads:
        rows = sampled_copies(reads, count)
    written = write_sheet(sheet, rows)
    count_line = "1 copy" if written == 1 else f"{written} copies"
    choices.say(
        f"{count_line} in {sheet}: write same or different into the column `label`, then "
        f"`newsfold clusters --precision {sheet}`"
    )
    return 0


def say_precision(choices: Choices, sheet: Path) -> int:
    """Say how many labelled copies are right, and within which bounds that holds for all."""
    from flows.labelling import precision_of

    found = precision_of(sheet)
    if choices.is_json:
        write_json({**asdict(found), "share": found.share})
        return 0
    write_lines(
        f"{found.right} of {found.labelled} labelled copies are right: precision {found.share:.3f}, "
        f"95 % interval {found.low:.3f} to {found.high:.3f} (Wilson)"
    )
    return 0

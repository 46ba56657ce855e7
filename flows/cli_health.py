"""`newsfold status` and `newsfold doctor`: what is going on, and what to do where something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from flows.cli_options import EXIT_FAILURES, Choices, shared_options
from flows.cli_printing import counted, table_lines, wrapped, write_json, write_lines


@click.command(short_help="How much there is, and what is going on.")
@shared_options
@click.pass_obj
def status(choices: Choices) -> int:
    """How much there is, how old the published file is, who is writing, the latest runs, and the feeds by state."""
    found = _status(choices)
    if choices.is_json:
        write_json(found)
    else:
        write_lines(*_status_lines(found))
    return 0


def _status(choices: Choices) -> dict[str, Any]:
    from datetime import UTC, datetime

    from warehouse import Warehouse
    from warehouse.looking_up import feed_states, latest_runs, totals, troubled_feeds
    from warehouse.source_reads import broken_expectations

    state = Warehouse(choices.require_warehouse()).status()
    with choices.looking() as reads:
        found = {
            "totals": totals(reads),
            "runs": latest_runs(reads),
            "feed_states": feed_states(reads),
            "troubled_feeds": troubled_feeds(reads),
            "broken_expectations": broken_expectations(reads),
        }
    last = state.publication
    published = {
        "path": state.published,
        "published_at": last.published_at if last else None,
        "age_s": round((datetime.now(UTC) - last.published_at).total_seconds(), 1) if last else None,
        "cost_s": round(last.cost_s, 3) if last else None,
        "byte_count": state.published.stat().st_size,
    }
    writing = {"is_written_now": state.is_written_now, "pid": state.pid, "since": state.since}
    return {"published": published, "writing": writing, **found}


def _status_lines(found: dict[str, Any]) -> Iterator[str]:
    from datetime import UTC, datetime

    from flows.expecting import EXPECTATION_REMEDY, told_expectation
    from flows.health import shown_bytes, shown_span
    from flows.looking import instant

    published, writing, totals = found["published"], found["writing"], found["totals"]
    age = f"published {shown_span(published['age_s'])} ago, " if published["age_s"] is not None else ""
    yield f"{published['path']}: {age}{shown_bytes(published['byte_count'])}"
    yield (
        f"writing: process {writing['pid']} since {writing['since']}"
        if writing["is_written_now"]
        else "nobody is writing"
    )
    yield (
        f"{counted(totals['article_count'], 'article')} in {counted(totals['cluster_count'], 'cluster')} "
        f"({totals['shared_cluster_count']} of two or more), {counted(totals['document_count'], 'document')}, "
        f"{counted(totals['rejection_count'], 'rejection')}; last new article {instant(totals['last_new_at'])}"
    )
    feeds = ", ".join(f"{count} {state}" for state, count in found["feed_states"].items())
    sources = f"{counted(totals['source_count'], 'source')}, {counted(totals['feed_count'], 'feed')}"
    yield f"{sources}: {feeds}" if feeds else sources
    for feed in found["troubled_feeds"]:
        yield f"  {feed['state']}: {feed['location']}: {feed['last_error']}"
    for broken in found["broken_expectations"]:
        yield f"  expected more: {broken['source']}: {told_expectation(broken, datetime.now(UTC))}"
        yield f"    → {EXPECTATION_REMEDY.format(source_id=broken['source_id'])}"
    yield ""
    head = ("run", "kind", "state", "started", "items", "new", "updated", "unchanged", "rejected", "matched")
    counts = ("item_count", "new_count", "updated_count", "unchanged_count", "rejected_count", "matched_count")
    rows = [
        (str(run["run_id"])[:8], run["kind"], run["state"], instant(run["started_at"]), *(run[name] for name in counts))
        for run in found["runs"]
    ]
    yield from table_lines(head, rows)


@click.command(short_help="What is wrong, and what to do about it.")
@shared_options
@click.pass_obj
def doctor(choices: Choices) -> int:
    """Look at everything that can go wrong, and say what to do about each finding. Exits with 1 at a problem."""
    from flows.health import findings

    found = findings(choices.settings())
    problems = sum(one.level == "problem" for one in found)
    warnings = sum(one.level == "warning" for one in found)
    if choices.is_json:
        write_json({"problem_count": problems, "warning_count": warnings, "findings": [asdict(one) for one in found]})
    else:
        from flows.cli_looking import columns

        for one in found:
            write_lines(*wrapped(f"{one.check}: {one.detail}", columns(), f"{one.level.ljust(8)} ", " " * 9))
            if one.remedy:
                write_lines(*wrapped(one.remedy, columns(), " " * 9 + "→ ", " " * 11))
    choices.say(f"{counted(problems, 'problem')}, {counted(warnings, 'warning')}")
    return EXIT_FAILURES if problems else 0

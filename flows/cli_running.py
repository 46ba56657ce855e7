"""`newsfold init`, `ingest`, `backfill` and `reprocess`: the commands that start work and end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli_options import EXIT_FAILURES, Choices, archive_option, is_terminal, shared_options, window_option
from flows.cli_printing import counted, one_line, shortened, write_error, write_json

if TYPE_CHECKING:
    from flows.reports import RunReport
    from flows.settings import Settings
    from flows.steps import Extent

MOST_LISTED = 20
DAY = click.DateTime(["%Y-%m-%d"])

no_prefect = click.option(
    "--no-prefect", is_flag=True, help="Without an orchestrator: no run in its UI, the same rows."
)


@click.command(short_help="Make a place to run from.")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, file_okay=False))
@shared_options
@click.pass_obj
def init(choices: Choices, folder: Path) -> int:
    """Make a place to run from: sources.toml, prefect.yaml, .env.example and newsfold.service. Replaces nothing."""
    from flows.cli_templates import starting_files

    folder.mkdir(parents=True, exist_ok=True)
    written, kept = [], []
    for name, text in starting_files(folder.absolute()).items():
        try:
            with (folder / name).open("x", encoding="utf-8") as file:
                file.write(text)
            written.append(name)
        except FileExistsError:
            kept.append(name)
    if choices.is_json:
        write_json({"folder": folder.absolute(), "written": written, "kept": kept})
    for name in written:
        choices.say(f"written  {folder / name}")
    for name in kept:
        choices.say(f"kept     {folder / name} (it was there)")
    choices.say("", "What to do next:", *(f"  {line}" for line in _next_steps(folder)))
    return 0


def _next_steps(folder: Path) -> Iterable[str]:
    if folder.absolute() != Path.cwd():
        yield f"cd {folder}"
    yield "newsfold sources add URL   find a site's feed; or edit sources.toml: each [[source]] is one origin"
    yield "newsfold ingest            one pass over the sources"
    yield "newsfold clusters          who carries what"
    yield "newsfold sql               ask anything"
    yield "newsfold serve --with-server   from now on by schedule, with Prefect's UI on port 4200"
    yield "newsfold.service says how to keep that running with systemd, .env.example what can be set"


@click.command(short_help="One pass over the sources, or over what is named.")
@click.argument("locations", nargs=-1, metavar="[LOCATION ...]")
@window_option
@archive_option
@no_prefect
@shared_options
@click.pass_obj
def ingest(choices: Choices, locations: Sequence[str], *, keeping: str | None, no_prefect: bool) -> int:
    """One pass over the configured sources that are due, or over the locations given.

    A LOCATION is a feed or page URL, a file, a folder, a table (JSONL, CSV, Parquet), a WARC file, wire items (NewsML,
    NITF, ninjs) or mail. Running it again changes
    nothing that is there already. What could not be read is listed, kept in the rejections table, and makes the
    exit code 1.
    """
    settings = choices.settings(**({"keeping": keeping} if keeping else {}))
    if no_prefect:
        from flows.steps import ingest as ingest_plainly

        return reported(choices, ingest_plainly(settings, list(locations), progress=progress_line(choices)))
    prepare_prefect(choices)
    from flows.ingest import ingest_flow

    began = datetime.now().astimezone()
    counts = ingest_flow(
        locations=list(locations),
        warehouse=str(settings.warehouse.absolute()),
        sources=str(settings.sources.absolute()),
        archive=settings.keeping,
    )
    return counted_run(choices, "ingest", dict(counts), began)


@click.command(short_help="Everything at one location, between two days.")
@click.argument("location", metavar="LOCATION_OR_SOURCE")
@click.option("--since", type=DAY, metavar="D", help="First day (2026-01-31), by the articles' own dates.")
@click.option("--until", type=DAY, metavar="D", help="Last day, by the articles' own dates.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Read so many items at the most.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Parsing processes (else one a processor).")
@click.option("--dry-run", is_flag=True, help="Count what would be read; write nothing.")
@click.option(
    "--resume/--restart",
    "resume",
    default=True,
    help="Go on where an earlier backfill of these dates ended (the default), or read all of it again.",
)
@window_option
@archive_option
@no_prefect
@shared_options
@click.pass_obj
def backfill(
    choices: Choices,
    location: str,
    *,
    since: datetime | None,
    until: datetime | None,
    limit: int | None,
    workers: int | None,
    dry_run: bool,
    resume: bool,
    keeping: str | None,
    no_prefect: bool,
) -> int:
    """Everything at one location, or of one configured source, as far back as it goes.

    Stopped or killed, it is simply run again: what is stored already is neither parsed nor matched twice.
    """
    first, last = since.date() if since else None, until.date() if until else None
    if first and last and first > last:
        raise click.UsageError(f"--since {first} is later than --until {last}")
    given = {"workers": workers, "keeping": keeping}
    settings = choices.settings(**{name: value for name, value in given.items() if value})
    extent = _extent(first, last, limit, resume=resume)
    if dry_run:
        return _estimated(choices, settings, location, extent)
    if no_prefect:
        from flows.steps import backfill as backfill_plainly

        extent = _extent(first, last, limit, resume=resume)
        from flows.counting import counted_items

        total = counted_items(settings, location, extent) if progress_line(choices) else None
        progress = progress_line(choices, total)
        return reported(choices, backfill_plainly(settings, location, extent=extent, progress=progress))
    prepare_prefect(choices)
    from flows.backfill import backfill_flow
    from flows.pace import SHOWN

    if progress_line(choices) is not None:
        SHOWN.set(_written_over)

    began = datetime.now().astimezone()
    counts = backfill_flow(
        location=location,
        since=first,
        until=last,
        limit=limit,
        workers=workers,
        resume=resume,
        archive=settings.keeping,
        warehouse=str(settings.warehouse.absolute()),
        sources=str(settings.sources.absolute()),
    )
    return counted_run(choices, "backfill", dict(counts), began)


def _extent(since: date | None, until: date | None, limit: int | None, *, resume: bool) -> Extent:
    from flows.running import DateRange
    from flows.steps import Extent

    return Extent(DateRange(since, until), limit, resume)


def _estimated(choices: Choices, settings: Settings, location: str, extent: Extent) -> int:
    from connectors.registry import REMOTE_KINDS
    from flows.steps import estimate, named_sources

    remote = [source for source in named_sources(settings, location) if source.kind in REMOTE_KINDS]
    if remote:
        from flows.cli_estimates import estimated_remotely

        return estimated_remotely(choices, settings, remote, extent)
    found = estimate(settings, location, extent)
    if choices.is_json:
        write_json(found)
    choices.say(
        f"{counted(found['item_count'], 'item')} with {found['byte_count']} bytes would be read, "
        f"{found['refused_count']} of them refused; "
        f"{found['outside_count']} rows outside the dates. Nothing was written."
    )
    return EXIT_FAILURES if found["refused_count"] else 0


def progress_line(choices: Choices, total: int | None = None) -> Callable[[RunReport], None] | None:
    """A line that is written over as batches are committed, for a person at a terminal: how far of ``total`` it is, how
    fast, and how long it will take; without a total what was done.
    """
    if choices.is_quiet or not is_terminal(sys.stderr):
        return None
    from flows.pace import Pace

    pace = Pace(total, time.monotonic())

    def show(report: RunReport) -> None:
        done = report.item_count + report.skipped_count
        _written_over(pace.line(done, time.monotonic()) if total else report.line())

    return show


def _written_over(line: str) -> None:
    sys.stderr.write(f"\r\x1b[K{shortened(line, 100)}")
    sys.stderr.flush()


def reported(choices: Choices, report: RunReport) -> int:
    """Says what a run did; its failures are listed even under --quiet."""
    if progress_line(choices) is not None:
        sys.stderr.write("\r\x1b[K")
    if choices.is_json:
        write_json(report_json(report))
    choices.say(report.line())
    if not choices.is_json:
        if not report.sources and not report.item_count:
            choices.say("  no source is due, or none is configured: `newsfold doctor` looks at the sources file")
        for source, line in report.sources:
            choices.say(f"  {source}: {one_line(line)}")
        for cluster in sorted(report.clusters.values(), key=lambda one: (-one.article_count, one.cluster_id))[
            :MOST_LISTED
        ]:
            choices.say(
                f"  cluster {str(cluster.cluster_id)[:8]}: {counted(cluster.article_count, 'article')}, "
                f"{shortened(cluster.title, 70)}"
            )
    _list_failures(
        [one.reason if one.location in one.reason else f"{one.location}: {one.reason}" for one in report.rejections],
        report.rejected_count,
    )
    _list_failures(report.failures)
    return report.exit_code


def report_json(report: RunReport) -> dict[str, Any]:
    """What a run did, as JSON has it."""
    return {
        "run_id": report.run_id,
        "kind": report.kind,
        **report.counts(),
        "cut": dict(sorted(report.cut.items())),
        "sources": [{"name": name, "line": line} for name, line in report.sources],
        "clusters": [asdict(report.clusters[one]) for one in sorted(report.clusters)],
        "rejected_by": [
            {"stage": stage, "rule": rule, "count": count} for (stage, rule), count in sorted(report.refused_by.items())
        ],
        "rejections": [asdict(one) for one in report.rejections],
        "failures": report.failures,
    }


def _line(counts: Mapping[str, int]) -> str:
    """The same line as a report's own."""
    from uuid import UUID

    from flows.reports import RunReport

    report = RunReport(UUID(int=0), "")
    for name, count in counts.items():
        if name != "item_count":
            setattr(report, name, count)
    return report.line()


def _list_failures(lines: Sequence[str], count: int | None = None) -> None:
    """The first of the lines, and how many more there are of ``count``."""
    for line in lines[:MOST_LISTED]:
        write_error(f"newsfold: {one_line(line)}")
    more = (len(lines) if count is None else count) - MOST_LISTED
    if more > 0:
        write_error(f'newsfold: and {more} more: newsfold sql "FROM rejection_summary"')


def prepare_prefect(choices: Choices) -> None:
    """Quiet settings, before prefect is imported: it prints tracebacks of failed flows, and the error is said here."""
    from flows.prefect_settings import apply_quiet_settings

    if not choices.is_debug:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    apply_quiet_settings()


def counted_run(choices: Choices, kind: str, counts: dict[str, int], began: datetime) -> int:
    """Says what a flow run did; a flow gives counts back, and what is new among its rejections is in the warehouse."""
    from warehouse.looking_up import rejections_since

    refused = counts.get("rejected_count", 0)
    rejections: list[dict[str, Any]] = []
    if refused:
        with choices.looking() as reads:
            rejections = rejections_since(reads, began)
    if choices.is_json:
        write_json({"kind": kind, **counts, "rejections": rejections})
    choices.say(_line(counts))
    _list_failures([str(one["reason"]) for one in rejections])
    if refused > len(rejections):
        write_error(f'newsfold: {refused - len(rejections)} refused as before: newsfold sql "FROM rejection_summary"')
    return EXIT_FAILURES if refused else 0


@click.command(short_help="Extract, clean and match again from the archive.")
@click.option("--since", type=DAY, metavar="D", help="First day (2026-01-31), by the articles' own dates.")
@click.option("--until", type=DAY, metavar="D", help="Last day, by the articles' own dates.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Parsing processes (else one a processor).")
@window_option
@no_prefect
@shared_options
@click.pass_obj
def reprocess(
    choices: Choices, *, since: datetime | None, until: datetime | None, workers: int | None, no_prefect: bool
) -> int:
    """Make every text again from the stored captures, by today's rules and by what was learned since. No network.

    Texts are rewritten in place: nothing here is a new version. Stopped or killed, it is simply run again.
    """
    first, last = since.date() if since else None, until.date() if until else None
    if first and last and first > last:
        raise click.UsageError(f"--since {first} is later than --until {last}")
    settings = choices.settings(**({"workers": workers} if workers else {}))
    if no_prefect:
        from flows.reprocessing import reprocess as reprocess_plainly
        from flows.running import DateRange

        return reported(choices, reprocess_plainly(settings, DateRange(first, last), progress=progress_line(choices)))
    prepare_prefect(choices)
    from flows.reprocess import reprocess_flow

    began = datetime.now().astimezone()
    counts = reprocess_flow(
        since=first,
        until=last,
        workers=workers,
        warehouse=str(settings.warehouse.absolute()),
        sources=str(settings.sources.absolute()),
    )
    return counted_run(choices, "reprocess", dict(counts), began)

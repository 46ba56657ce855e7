"""`newsfold watch`, `maintain` and `serve`: the commands of a newsfold that runs by itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from flows.cli_options import Choices, shared_options
from flows.cli_printing import counted, one_line, write_error, write_json
from flows.cli_running import counted_run, prepare_prefect, progress_line, reported

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.watching import WatchOptions


@click.command(short_help="The stream: polls what is due, until stopped.")
@click.option(
    "--every",
    "every_s",
    type=click.FloatRange(min=0.1),
    metavar="S",
    help="Ask feeds that are well each so many seconds, not at their own pace: for sites of your own.",
)
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only sources with this tag (may be repeated).")
@click.option("--for", "for_s", type=click.FloatRange(min=0), metavar="S", help="Stop by itself after so many seconds.")
@click.option("--no-prefect", is_flag=True, help="Without an orchestrator, also where PREFECT_API_URL names a server.")
@shared_options
@click.pass_obj  # fmt: skip
def watch(
    choices: Choices, *, every_s: float | None, tags: Sequence[str], for_s: float | None, no_prefect: bool
) -> int:
    """Poll what is due, look at folders, and commit what comes in small batches, until stopped (Ctrl-C, SIGTERM).

    Sources are those of the sources file; changes to it are taken up as it runs. Other commands may write meanwhile.
    It is a run in Prefect's UI where PREFECT_API_URL names a server.
    """
    from flows.watching import WatchOptions

    settings = choices.settings()
    options = WatchOptions(every_s, tuple(tags), for_s)
    if no_prefect or not os.environ.get("PREFECT_API_URL"):
        from flows.watching import watch as watch_plainly

        return reported(choices, watch_plainly(settings, options, progress=progress_line(choices)))
    return _with_prefect(choices, settings, options)


def _with_prefect(choices: Choices, settings: Settings, options: WatchOptions) -> int:
    prepare_prefect(choices)
    from flows.watch import watch_flow

    began = datetime.now().astimezone()
    counts = watch_flow(
        every_s=options.every_s,
        tags=list(options.tags),
        hours=options.for_s / 3600 if options.for_s is not None else None,
        warehouse=str(settings.warehouse.absolute()),
        sources=str(settings.sources.absolute()),
    )
    return counted_run(choices, "watch", dict(counts), began)


@click.command(short_help="Checks, retention, leftovers of killed runs, alerts.")
@click.option("--no-prefect", is_flag=True, help="Without an orchestrator, also where PREFECT_API_URL names a server.")
@shared_options
@click.pass_obj
def maintain(choices: Choices, *, no_prefect: bool) -> int:
    """Take up what killed runs left, drop what is kept for a time only, run every check, tell what needs a person.

    Everything is kept for ever unless NEWSFOLD_KEEP_ARCHIVE_DAYS, _TEXTS_DAYS or _REMOVED_DAYS say otherwise.
    Alerts go to NEWSFOLD_ALERT_WEBHOOK and by mail where they are set, once a day while they last. Exits with 1 where
    anything was found.
    """
    choices.require_warehouse()
    settings = choices.settings()
    if no_prefect or not os.environ.get("PREFECT_API_URL"):
        from flows.maintaining import maintain as maintain_plainly

        report = maintain_plainly(settings)
    else:
        prepare_prefect(choices)
        from flows.maintain import maintain_flow

        began = datetime.now().astimezone()
        return counted_run(
            choices, "maintain", dict(maintain_flow(warehouse=str(settings.warehouse.absolute()))), began
        )
    if choices.is_json:
        write_json({"run_id": report.run_id, "findings": report.failures, "done": report.latest})
    for line in report.failures:
        write_error(f"newsfold: {one_line(line)}")
    for what, line in report.latest.items():
        choices.say(f"  {what}: {one_line(line)}")
    choices.say(f"{counted(len(report.failures), 'finding')}")
    return report.exit_code


@click.command(short_help="Run by schedule, with Prefect.")
@click.option("--with-server", is_flag=True, help="Also start a Prefect server on this machine.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=4200, show_default=True, help="Where that server listens."
)
@shared_options
@click.pass_obj
def serve(choices: Choices, *, with_server: bool, port: int) -> int:
    """Register the deployments with their schedules and run what is due, until stopped (Ctrl-C, SIGTERM).

    Schedules stand in the sources file ([[schedule]]). What was added, edited or paused in Prefect's UI survives a
    restart. Without --with-server a server must be running: PREFECT_API_URL names it.
    """
    settings = choices.settings()
    # What is scheduled runs in processes of its own, which find these here.
    os.environ["NEWSFOLD_WAREHOUSE"] = str(settings.warehouse.absolute())
    os.environ["NEWSFOLD_SOURCES"] = str(settings.sources.absolute())
    address = os.environ.get("PREFECT_API_URL")
    if not with_server and not address:
        raise click.UsageError("no Prefect server is named: set PREFECT_API_URL, or start one with --with-server")
    from flows.deployments import DEPLOYMENTS
    from flows.serving import serve_deployments

    names = ", ".join(one.name for one in DEPLOYMENTS)
    where = f"http://127.0.0.1:{port}" if with_server else str(address).removesuffix("/").removesuffix("/api")
    choices.say(f"serving {names} for {settings.warehouse}. Prefect's UI: {where}")
    try:
        serve_deployments(with_server=with_server, port=port, sources=settings.sources)
    except RuntimeError as error:
        raise click.ClickException(f"the deployments could not be served: {error}") from error
    return 0

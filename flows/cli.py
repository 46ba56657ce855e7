"""The `newsfold` command. Thin: it parses, calls a flow or a warehouse verb, prints, and sets the exit code.

0 all well, 1 the work ended with failures, 2 wrong usage, 75 the writer's lease could not be had in time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from flows.cli_export import export
from flows.cli_forgetting import forget
from flows.cli_health import doctor, status
from flows.cli_looking import clusters, show
from flows.cli_operating import maintain, serve, watch
from flows.cli_options import (
    EXIT_FAILURES,
    EXIT_INTERRUPTED,
    EXIT_TRY_AGAIN,
    EXIT_USAGE,
    Choices,
    shared_options,
)
from flows.cli_pairs import diff, match_command, verdict
from flows.cli_printing import one_line, write_error
from flows.cli_report import report
from flows.cli_running import backfill, ingest, init, reprocess
from flows.cli_sources import sources
from flows.cli_sql import sql
from transforms.errors import InvalidSetting, LeaseHeld, NewsfoldError


class InOrder(click.Group):
    """Commands in help as they were added: in the order in which a person meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="newsfold", message="%(prog)s %(version)s")
@shared_options
def newsfold() -> None:
    """News into a DuckDB warehouse: clean text, every syndicated copy tied to its original.

    Data goes to standard output (--json for programs), everything said to people to standard error. Ids may be
    shortened to their first digits. Exit codes: 0 all well, 1 the work ended with failures, 2 wrong usage, 75 another
    process is writing (try again).
    """


for command in (
    init,
    ingest,
    backfill,
    reprocess,
    watch,
    maintain,
    serve,
    sources,
    sql,
    clusters,
    show,
    diff,
    match_command,
    verdict,
    forget,
    report,
    export,
    status,
    doctor,
):
    newsfold.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The program: runs one command and exits with its code. Never a traceback unless --debug."""
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Runs one command line; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character shows its number.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    choices = Choices()
    try:
        code = newsfold.main(args=arguments, prog_name="newsfold", standalone_mode=False, obj=choices)
    except click.UsageError as error:
        return _wrong_usage(error)
    except click.ClickException as error:
        return _failed(error.format_message(), EXIT_FAILURES)
    except (click.Abort, KeyboardInterrupt):
        return _failed("interrupted; what was committed is safe", EXIT_INTERRUPTED)
    except Exception as error:  # noqa: BLE001
        return _failed_with(error, choices)
    return code if isinstance(code, int) else 0


def _wrong_usage(error: click.UsageError) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        write_error(error.format_message())
        return EXIT_USAGE
    path = error.ctx.command_path if error.ctx else "newsfold"
    return _failed(f"wrong usage: {error.format_message()} (see `{path} --help`)", EXIT_USAGE)


def _failed_with(error: Exception, choices: Choices) -> int:
    if choices.is_debug:
        import traceback

        write_error(traceback.format_exc())
    if isinstance(error, NewsfoldError):
        code = (
            EXIT_TRY_AGAIN
            if isinstance(error, LeaseHeld)
            else EXIT_USAGE
            if isinstance(error, InvalidSetting)
            else EXIT_FAILURES
        )
        return _failed(str(error), code)
    if isinstance(error, OSError):
        return _failed(f"{error.filename or 'system'}: {error.strerror or error}", EXIT_FAILURES)
    hint = "" if choices.is_debug else "; run it again with --debug and report what it says"
    return _failed(f"a defect of newsfold: {type(error).__name__}: {error}{hint}", EXIT_FAILURES)


def _failed(message: str, code: int) -> int:
    write_error(f"newsfold: {one_line(message)}")
    return code


if __name__ == "__main__":
    main()

"""What every command takes, and how every command ends. Light: `newsfold --help` imports this and click, no more."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from flows.cli_printing import cleaned, write_error
from transforms.errors import WarehouseMissing

if TYPE_CHECKING:
    from flows.settings import Settings
    from warehouse.lookups import Lookups

F = TypeVar("F", bound=Callable[..., Any])

EXIT_FAILURES = 1
EXIT_USAGE = 2
EXIT_TRY_AGAIN = 75
EXIT_INTERRUPTED = 130

# As in flows.settings, which needs numpy to say so; a test holds the two together.
DEFAULT_WAREHOUSE = "newsfold.duckdb"


@dataclass(slots=True)
class Choices:
    """The options that stand on every command, wherever on the line they were given."""

    warehouse: Path | None = None
    sources: Path | None = None
    is_json: bool = False
    is_quiet: bool = False
    is_debug: bool = False

    @property
    def warehouse_path(self) -> Path:
        return self.warehouse or Path(os.environ.get("NEWSFOLD_WAREHOUSE") or DEFAULT_WAREHOUSE)

    def settings(self, **changes: Any) -> Settings:
        """Settings of the environment with what was given here on top. Raises InvalidSetting."""
        from dataclasses import replace

        from flows.settings import Settings

        settings = Settings.from_environment()
        if self.sources is not None:
            changes["sources"] = self.sources
        return replace(settings, warehouse=self.warehouse_path, **changes)

    @contextmanager
    def looking(self) -> Iterator[Lookups]:
        """Reads on the published file. Raises WarehouseMissing and WarehouseError."""
        from warehouse.reading import looking

        with looking(self.warehouse_path) as reads:
            yield reads

    def require_warehouse(self) -> Path:
        """The published file's path. Raises WarehouseMissing: commands that write to a warehouse do not make one."""
        if not self.warehouse_path.is_file():
            raise WarehouseMissing(str(self.warehouse_path), "there is no such file")
        return self.warehouse_path

    def say(self, *lines: str) -> None:
        """Text for a person, to standard error."""
        if not self.is_quiet:
            for line in lines:
                write_error(cleaned(line))


def choices_of(context: click.Context) -> Choices:
    """The one Choices of this call, shared by the group and its command."""
    return context.find_root().ensure_object(Choices)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    if value not in (None, False):
        setattr(choices_of(context), str(parameter.name), value)
    return value


def shared_options(command: F) -> F:
    """Adds the options that every command has, before or after its name."""
    path = click.Path(path_type=Path, dir_okay=False)
    options = (
        click.option("--warehouse", type=path, metavar="PATH", callback=_keep, expose_value=False,
                     help="The DuckDB file that people open (NEWSFOLD_WAREHOUSE; else newsfold.duckdb)."),
        click.option("--sources", type=path, metavar="PATH", callback=_keep, expose_value=False,
                     help="The sources file (NEWSFOLD_SOURCES; else sources.toml)."),
        click.option("--json", "is_json", is_flag=True, callback=_keep, expose_value=False,
                     help="Print data as JSON."),
        click.option("--quiet", "is_quiet", is_flag=True, callback=_keep, expose_value=False,
                     help="Nothing on standard error but errors."),
        click.option("--debug", "is_debug", is_flag=True, callback=_keep, expose_value=False,
                     help="Show the traceback of an error."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _widen(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """Kept in the environment, where settings are read, in a flow's process as in this one."""
    if value is not None:
        if not (value.isdecimal() or value.lower() == "none"):
            raise click.BadParameter(f"{value!r} is no number of days; give a number such as 14, or none")
        os.environ["NEWSFOLD_WINDOW_DAYS"] = value
    return value


window_option = click.option(
    "--window", metavar="DAYS|none", callback=_widen, expose_value=False,
    help="Days across which copies are looked for (NEWSFOLD_WINDOW_DAYS; else 14).",
)  # fmt: skip
"""On every command that matches articles."""


def archive_option(command: F) -> F:
    """Adds --archive, which says what of this machine's files the archive holds."""
    return click.option(
        "--archive",
        "keeping",
        type=click.Choice(["reference", "copy"]),
        help="Point to local files where they lie, or copy them into the archive (else copied: all but WARC files).",
    )(command)


def is_terminal(stream: Any) -> bool:
    """Whether a person sits at that end; False for a closed stream."""
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):
        return False

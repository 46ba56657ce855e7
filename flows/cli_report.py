"""`newsfold report`: the warehouse as one HTML file to look at, to send, and to print."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from flows.cli_options import Choices, shared_options
from flows.cli_printing import write_json


@click.command(short_help="A page to look at: volume, copies, who carries whom.")
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("report"), show_default=True,
    metavar="DIR", help="The folder to write index.html to.",
)  # fmt: skip
@click.option(
    "--clusters", type=click.IntRange(0, 200), default=12, show_default=True, metavar="N",
    help="Clusters to show in full, with copies side by side; the largest.",
)  # fmt: skip
@shared_options
@click.pass_obj
def report(choices: Choices, output: Path, clusters: int) -> int:
    """One HTML file: volume, copies, who carries whom and who is first, the largest clusters with what each copy
    changed, what was cut, feeds, and what was refused. It needs no network and runs no script.
    """
    from flows.looking_files import write_whole
    from flows.report_page import report_page

    page = report_page(choices.require_warehouse(), datetime.now(UTC), clusters)
    output.mkdir(parents=True, exist_ok=True)
    target = output / "index.html"
    write_whole(target, page.encode("utf-8", "backslashreplace"))
    if choices.is_json:
        write_json({"path": target, "byte_count": target.stat().st_size})
    choices.say(f"written: {target}")
    return 0

"""`newsfold sql`: read-only SQL on the published file, as a table, CSV, JSON or Parquet."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli_options import Choices, is_terminal, shared_options
from flows.cli_printing import (
    cell,
    cleaned,
    csv_cell,
    distinct_names,
    one_line,
    shortened,
    table_lines,
    to_json,
    write,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from warehouse.reading import QueryResult

FORMATS = ("table", "csv", "json", "parquet")
SUFFIXES = {".csv": "csv", ".json": "json", ".parquet": "parquet", ".txt": "table"}
LONGEST_CELL = 300


@click.command(short_help="Ask the warehouse in SQL; read-only.")
@click.argument("query", required=False)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="How to print (else by the suffix of --output; table)."
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="F", help="Write to this file.")
@shared_options
@click.pass_obj
def sql(choices: Choices, query: str | None, form: str | None, output: Path | None) -> int:
    """Ask the warehouse in SQL (DuckDB's); nothing can be changed and no other file be reached.

    Works while ingestion runs: each query sees what was published last. Without QUERY: a prompt on a terminal
    (.tables, .schema, .quit), else the statements on standard input. CSV is safe for spreadsheets: an apostrophe
    stands before text that they would take for a formula. JSON and Parquet hold the values as they are.
    """
    form = _form(choices, form, output)
    if query is None:
        from flows.cli_sql_prompt import prompt

        if output is not None or form == "parquet":
            raise click.UsageError("--output and --format parquet need a QUERY")
        return prompt(choices, form)
    answer(choices.warehouse_path, query, form, output)
    if output is not None:
        choices.say(f"written: {output}")
    return 0


def _form(choices: Choices, form: str | None, output: Path | None) -> str:
    if choices.is_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} contradict each other")
    chosen = form or (
        "json" if choices.is_json else SUFFIXES.get(output.suffix.lower(), "table") if output else "table"
    )
    if chosen == "parquet" and output is None and is_terminal(sys.stdout):
        raise click.UsageError("Parquet is nothing for a terminal: name a file with --output")
    return chosen


def answer(warehouse: Path, query: str, form: str, output: Path | None = None) -> None:
    """Runs one query and prints or writes what it says. Raises QueryRefused, WarehouseMissing, WarehouseError."""
    if query.lstrip().startswith("."):
        from flows.cli_sql_prompt import dot_command

        write("".join(f"{line}\n" for line in dot_command(warehouse, query.strip())))
    elif form == "parquet":
        _deliver(_parquet(warehouse, query), output)
    else:
        from warehouse.reading import run_query

        began = time.perf_counter()
        result = run_query(warehouse, query)
        took_s = time.perf_counter() - began
        if output is not None:
            _deliver(_text(result, form).encode("utf-8", "backslashreplace"), output)
        elif form == "table" and is_terminal(sys.stdout):
            print_table(result, took_s)
        else:
            write(_text(result, form))


def _text(result: QueryResult, form: str) -> str:
    if form == "json":
        names = distinct_names(result.columns)
        return to_json([dict(zip(names, row, strict=True)) for row in result.rows]) + "\n"
    if form == "csv":
        return csv_text(result.columns, result.rows)
    return "".join(f"{line}\n" for line in table_lines(result.columns, result.rows))


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """CSV (RFC 4180, line feeds) with a head line, in which no cell is a formula."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([csv_cell(name) for name in columns])
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def _parquet(warehouse: Path, query: str) -> bytes:
    import io

    from pyarrow import parquet

    from warehouse.reading import query_arrow

    buffer = io.BytesIO()
    parquet.write_table(query_arrow(warehouse, query), buffer, compression="zstd")
    return buffer.getvalue()


def _deliver(content: bytes, output: Path | None) -> None:
    """To the file, whole or not at all; to standard output where none is named."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    from flows.looking_files import write_whole

    write_whole(output, content)


def print_table(result: QueryResult, took_s: float) -> None:
    """A table as wide as the terminal, or one line a value where there are too many columns for that; with the time.

    What is longer than the screen goes through the pager (PAGER, else less), so that its head is not lost.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=False)
    with _paged(console, len(result.rows)):
        if len(result.columns) * 8 > console.width:
            _print_records(console, result)
        else:
            console.print(_table(result))
    console.print(Text(f"({len(result.rows)} rows, {took_s:.3f} s)", style="dim"))


@contextmanager
def _paged(console: Console, row_count: int) -> Iterator[None]:
    if row_count <= console.height - 3 or not is_terminal(sys.stdin) or os.environ.get("TERM", "dumb") == "dumb":
        yield
        return
    # What fits after all is not paged, lines are not wrapped, and the table stays on the screen afterwards.
    os.environ.setdefault("LESS", "-FRSX")
    with console.pager(styles=True):
        yield


def _table(result: QueryResult) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for at, name in enumerate(result.columns):
        is_number = any(isinstance(row[at], (int, float)) for row in result.rows)
        table.add_column(Text(one_line(name)), justify="right" if is_number else "left", overflow="fold")
    for row in result.rows:
        table.add_row(*(Text(shortened(cell(value), LONGEST_CELL)) for value in row))
    return table


def _print_records(console: Console, result: QueryResult) -> None:
    from rich.text import Text

    size = max(len(name) for name in result.columns)
    for number, row in enumerate(result.rows, start=1):
        console.print(Text(f"── {number} ──"))
        for name, value in zip(result.columns, row, strict=True):
            console.print(Text(f"{cleaned(name).ljust(size)}  {shortened(cell(value), LONGEST_CELL)}"))

"""Writes docs/data-dictionary.md from the COMMENTs: ``python -m warehouse.dictionary``."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

import duckdb

from warehouse.migrating import migrate
from warehouse.rows import TABLES
from warehouse.sqlfiles import SqlFile, sql_files, statement

HOME = Path(__file__).resolve().parent.parent / "docs" / "data-dictionary.md"

_HEAD = """# Data dictionary

Generated from the comments in the warehouse itself by `python -m warehouse.dictionary`; edit the .sql files, not this
page. `_at` is an instant (TIMESTAMPTZ), `_on` a calendar day, `_s` seconds, `_share` 0..1, `is_` yes or no. Lists count
from 1. Nothing enforces the keys but the writer; `newsfold doctor` runs the checks at the end of this page.
"""


DRAWN = (
    "publishers", "sources", "feeds", "runs", "documents", "rejections", "articles", "article_keys",
    "article_versions", "article_documents", "authors", "article_authors", "credits", "date_evidence", "removed_blocks",
    "matches", "verdicts", "clusters", "cluster_members",
)  # fmt: skip
"""The tables of the diagram: what people ask about. The others are the pipeline's own books."""


def dictionary() -> str:
    """The whole page, from a warehouse made for it in memory."""
    connection = duckdb.connect(":memory:")
    try:
        migrate(connection, "the data dictionary")
        return "\n".join([_HEAD, *_diagram(connection), *_tables(connection), *_views(connection), *_checks()])
    finally:
        connection.close()


def undescribed() -> list[str]:
    """Names of tables, views, functions and columns without a COMMENT."""
    connection = duckdb.connect(":memory:")
    try:
        migrate(connection, "the data dictionary")
        return [name for (name,) in connection.execute(statement("undescribed")).fetchall()]
    finally:
        connection.close()


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str, bool, str]]]:
    columns: dict[str, list[tuple[str, str, bool, str]]] = defaultdict(list)
    for table, name, kind, is_nullable, comment in connection.execute(statement("described_columns")).fetchall():
        columns[table].append((name, kind, is_nullable, comment or ""))
    return columns


def relations(columns: Mapping[str, Collection[str]]) -> list[tuple[str, str, str]]:
    """Which tables hang together: the one that is pointed to, the one that points there, and by which column.

    A column points to the table whose only key it is named after: article_id, and also canonical_article_id.
    """
    keys = {TABLES[name].KEY[0]: name for name in DRAWN if len(TABLES[name].KEY) == 1 and name != "cluster_members"}
    return [
        (target, table, column)
        for table in DRAWN
        for column in columns[table]
        for key, target in keys.items()
        if target != table and (column == key or column.endswith(f"_{key}"))
    ]


def _diagram(connection: duckdb.DuckDBPyConnection) -> list[str]:
    columns = {table: [name for name, *_ in rows] for table, rows in _columns(connection).items()}
    lines = []
    for target, table, column in relations(columns):
        many = "o|" if (column,) == TABLES[table].KEY else "o{"
        lines.append(f"    {target} ||--{many} {table} : {column}")
    told = (
        "What people ask about, and by which columns it hangs together. The other tables are the pipeline's own books."
    )
    return ["## How the tables hang together", "", told, "", "```mermaid", "erDiagram", *lines, "```", ""]


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    columns = _columns(connection)
    lines = ["## Tables", ""]
    for name, comment in connection.execute(statement("described_tables")).fetchall():
        row = TABLES.get(name)
        key = f" Key: {', '.join(f'`{column}`' for column in row.KEY)}." if row else ""
        lines += [f"### {name}", "", f"{comment}{key}", "", "| column | type | null | meaning |", "|---|---|---|---|"]
        lines += [
            f"| {column} | {kind} | {'yes' if is_nullable else ''} | {_cell(meaning)} |"
            for column, kind, is_nullable, meaning in columns[name]
        ]
        lines.append("")
    return lines


def _views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    columns = _columns(connection)
    functions = dict(connection.execute(statement("described_functions")).fetchall())
    lines = ["## Views", ""]
    for file in sql_files("views"):
        if file.name in functions:
            continue
        lines += [*_headed(file.name, file), "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| {column} | {kind} | {_cell(meaning)} |" for column, kind, _, meaning in columns[file.name]]
        lines.append("")
    lines += ["## Functions", ""]
    for file in sql_files("views"):
        if file.name in functions:
            lines += _headed(f"{file.name}({functions[file.name]})", file)
    return lines


def _headed(title: str, file: SqlFile) -> list[str]:
    return [f"### {title}", "", file.purpose, "", "```sql", f"{file.example};", "```", ""]


def _checks() -> list[str]:
    rows = [f"| {file.name} | {_cell(file.purpose)} |" for file in sql_files("checks")]
    return ["## Checks", "", "Each must find nothing.", "", "| check | what holds |", "|---|---|", *rows, ""]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Writes the page; with --check it only says, by its exit code, whether the page is as it should be."""
    page = dictionary()
    if "--check" in arguments:
        return 0 if HOME.is_file() and HOME.read_text("utf-8") == page else 1
    HOME.parent.mkdir(exist_ok=True)
    HOME.write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

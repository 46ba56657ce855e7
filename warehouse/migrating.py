"""Brings a warehouse file to the packaged schema: numbered migrations, then the views and functions."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb

from transforms.errors import MigrationChanged, NewerSchema, WarehouseError
from warehouse.sqlfiles import SqlFile, sql_files, statement


def migrate(connection: duckdb.DuckDBPyConnection, resource: str) -> int:
    """Applies what is missing, each migration in one transaction; returns how many were applied.

    Raises NewerSchema, MigrationChanged, and WarehouseError when a migration fails (nothing of it stays).
    """
    _in_one_transaction(connection, statement("bootstrap"))
    applied = _applied(connection)
    _refuse_what_is_unknown(applied, resource)
    missing = [file for file in sql_files("migrations") if number_of(file) not in applied]
    for file in missing:
        _apply(connection, file, resource)
    _replace_views(connection, resource)
    return len(missing)


def number_of(file: SqlFile) -> int:
    """The number of a migration, 1 for 0001_first."""
    return int(file.name.partition("_")[0])


def _applied(connection: duckdb.DuckDBPyConnection) -> dict[int, tuple[str, str]]:
    rows = connection.execute(statement("applied_migrations")).fetchall()
    return {number: (name, checksum) for number, name, checksum in rows}


def _refuse_what_is_unknown(applied: dict[int, tuple[str, str]], resource: str) -> None:
    packaged = {number_of(file): file for file in sql_files("migrations")}
    for number, (name, checksum) in sorted(applied.items()):
        if number not in packaged:
            raise NewerSchema(resource, f"it has migration {number} ({name}), this newsfold ends at {max(packaged)}")
        if packaged[number].checksum != checksum:
            raise MigrationChanged(
                resource,
                f"migration {number} ({name}) was applied with another text than the packaged one",
                "install the newsfold that wrote the file, or put its migration back",
            )


def _apply(connection: duckdb.DuckDBPyConnection, file: SqlFile, resource: str) -> None:
    connection.execute("BEGIN")
    try:
        connection.execute(file.text).fetchall()
        connection.execute(
            statement("record_migration"), [number_of(file), file.name, file.checksum, datetime.now(UTC)]
        ).fetchall()
        connection.execute("COMMIT")
    except duckdb.Error as error:
        connection.execute("ROLLBACK")
        raise WarehouseError(resource, f"migration {file.name} failed ({error})", "the file is as it was") from error


def _replace_views(connection: duckdb.DuckDBPyConnection, resource: str) -> None:
    standing = dict(connection.execute(statement("applied_views")).fetchall())
    packaged = {file.name: file for file in sql_files("views")}
    if standing == {name: file.checksum for name, file in packaged.items()}:
        return
    connection.execute("BEGIN")
    try:
        for file in packaged.values():
            connection.execute(file.text).fetchall()
        connection.execute(statement("forget_views")).fetchall()
        now = datetime.now(UTC)
        for file in packaged.values():
            connection.execute(statement("record_view"), [file.name, file.checksum, now]).fetchall()
        connection.execute("COMMIT")
    except duckdb.Error as error:
        connection.execute("ROLLBACK")
        raise WarehouseError(resource, f"its views could not be made ({error})") from error


def _in_one_transaction(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    # Most opens find these tables: asking is cheaper than writing the same comments again.
    if connection.execute(statement("has_bootstrap")).fetchall():
        return
    connection.execute("BEGIN")
    connection.execute(text).fetchall()
    connection.execute("COMMIT")

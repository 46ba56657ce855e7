"""Fills the packaged SQL templates with identifiers. They come from the row classes only, never from outside."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse.arrow_rows import arrow_columns, columns_named
from warehouse.rows import Row
from warehouse.sqlfiles import statement


def _quoted(names: Sequence[str], alias: str = "") -> str:
    prefix = f"{alias}." if alias else ""
    return ", ".join(f'{prefix}"{name}"' for name in names)


def _match(names: Sequence[str], left: str, right: str) -> str:
    return " AND ".join(f'{left}."{name}" = {right}."{name}"' for name in names)


def _incoming(table: type[Row], names: Sequence[str]) -> str:
    return ", ".join(f'{column.incoming} AS "{column.name}"' for column in columns_named(table, names))


def _outgoing(table: type[Row]) -> str:
    return ", ".join(column.outgoing for column in arrow_columns(table))


def _names(table: type[Row]) -> tuple[str, ...]:
    return tuple(column.name for column in arrow_columns(table))


def _rest(table: type[Row]) -> tuple[str, ...]:
    return tuple(name for name in _names(table) if name not in table.KEY)


def changed(table: type[Row]) -> str:
    """Which rows of ``incoming`` are new or differ from the stored ones."""
    differs = " OR ".join(f't."{name}" IS DISTINCT FROM s."{name}"' for name in _rest(table))
    return statement("changed").format(
        table=table.TABLE,
        columns=_quoted(_names(table)),
        incoming=_incoming(table, _names(table)),
        incoming_key=_incoming(table, table.KEY),
        key_match_k_i=_match(table.KEY, "k", "i"),
        key_match_t_s=_match(table.KEY, "t", "s"),
        differs_t_s=f"({differs})" if differs else "FALSE",
    )


def merge(table: type[Row]) -> str:
    """``incoming`` becomes what is stored under its keys."""
    changes = ", ".join(f'"{name}" = s."{name}"' for name in _rest(table))
    return statement("merge").format(
        table=table.TABLE,
        columns=_quoted(_names(table)),
        columns_s=_quoted(_names(table), "s"),
        incoming=_incoming(table, _names(table)),
        key_match_t_s=_match(table.KEY, "t", "s"),
        when_matched=f"WHEN MATCHED THEN UPDATE SET {changes}" if changes else "",
    )


def _scoped(name: str, table: type[Row], scope: Sequence[str]) -> str:
    return statement(name).format(
        table=table.TABLE,
        outgoing=_outgoing(table),
        incoming=_incoming(table, scope),
        incoming_key=_incoming(table, table.KEY),
        match_t_s=_match(scope, "t", "s"),
        key_match_t_k=_match(table.KEY, "t", "k"),
        key=_quoted(table.KEY),
    )


def stored(table: type[Row], scope: Sequence[str]) -> str:
    """Rows whose scope columns have a value of ``incoming``."""
    return _scoped("stored", table, scope)


def stored_all(table: type[Row]) -> str:
    """Every row of a table."""
    return _scoped("stored_all", table, ())


def delete(table: type[Row], scope: Sequence[str]) -> str:
    """Drops rows whose scope columns have a value of ``incoming``."""
    return _scoped("delete", table, scope)


def delete_others(table: type[Row], scope: Sequence[str]) -> str:
    """Drops rows whose scope columns have a value of ``incoming`` and whose key is not in ``kept``."""
    return _scoped("delete_others", table, scope)


def pairs_within(table: type[Row]) -> str:
    """Rows of a table of pairs with both articles in ``incoming``."""
    return _scoped("pairs_within", table, ())

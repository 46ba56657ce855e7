"""Row dataclasses to Arrow tables and back; the types come from the dataclasses' annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_type_hints
from uuid import UUID

import pyarrow as pa

from transforms.errors import WarehouseError
from transforms.model import AlignedParagraph
from warehouse.rows import TABLES, Row, columns_of, key_of

R = TypeVar("R", bound=Row)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ALIGNED = pa.struct([("paragraph", pa.int32()), ("other_paragraph", pa.int32()), ("score", pa.float64())])


@dataclass(frozen=True, slots=True)
class Column:
    """How one column travels: as which Arrow type, and by which expressions in and out of DuckDB."""

    name: str
    arrow: Any
    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]
    incoming: str
    outgoing: str


def _as_it_is(value: Any) -> Any:
    return value


def _instant(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a datetime without a time zone is no instant")
    return value


def _from_microseconds(value: int) -> datetime:
    # Counted from the epoch, so neither the session's time zone nor pytz comes into it.
    return _EPOCH + timedelta(microseconds=value)


def _aligned_out(value: Iterable[AlignedParagraph]) -> list[dict[str, float]]:
    return [{"paragraph": a.paragraph, "other_paragraph": a.other_paragraph, "score": a.score} for a in value]


def _aligned_in(value: Iterable[Mapping[str, Any]]) -> tuple[AlignedParagraph, ...]:
    return tuple(AlignedParagraph(**entry) for entry in value)


_KINDS: dict[Any, tuple[Any, Callable[[Any], Any], Callable[[Any], Any]]] = {
    str: (pa.string(), _as_it_is, _as_it_is),
    bool: (pa.bool_(), _as_it_is, _as_it_is),
    int: (pa.int64(), _as_it_is, _as_it_is),
    float: (pa.float64(), _as_it_is, _as_it_is),
    date: (pa.date32(), _as_it_is, _as_it_is),
    datetime: (pa.timestamp("us", tz="UTC"), _instant, _from_microseconds),
    UUID: (pa.string(), str, _as_it_is),
    tuple[str, ...]: (pa.list_(pa.string()), list, tuple),
    tuple[int, ...]: (pa.list_(pa.uint64()), list, tuple),
    tuple[AlignedParagraph, ...]: (pa.list_(_ALIGNED), _aligned_out, _aligned_in),
}


def arrow_columns(table: type[Row]) -> tuple[Column, ...]:
    """How the columns of a table travel, in their order."""
    return _columns_of_table(table.TABLE)


@cache
def _columns_of_table(name: str) -> tuple[Column, ...]:
    table = TABLES[name]
    hints = get_type_hints(table)
    return tuple(_column(name, hints[name]) for name in columns_of(table))


def _column(name: str, annotation: Any) -> Column:
    if isinstance(annotation, UnionType):
        (annotation,) = (part for part in get_args(annotation) if part is not NoneType)
    arrow, encode, decode = _KINDS[annotation]
    quoted = f'"{name}"'
    incoming = f"CAST({quoted} AS UUID)" if annotation is UUID else quoted
    outgoing = f"epoch_us({quoted})" if annotation is datetime else quoted
    return Column(name, arrow, encode, decode, incoming, outgoing)


def columns_named(table: type[Row], names: Sequence[str]) -> tuple[Column, ...]:
    """The columns of these names, in the order asked for; KeyError where the table has none of that name."""
    by_name = {column.name: column for column in arrow_columns(table)}
    return tuple(by_name[name] for name in names)


def arrow_of_values(columns: Sequence[Column], values: Sequence[tuple[Any, ...]], resource: str) -> Any:
    """An Arrow table of plain tuples, one value a column; raises WarehouseError where a value does not fit."""
    arrays = [_array(column, [value[i] for value in values], resource) for i, column in enumerate(columns)]
    return pa.table(dict(zip([column.name for column in columns], arrays, strict=True)))


def arrow_of_rows(table: type[Row], rows: Sequence[Row]) -> Any:
    """An Arrow table of rows, with their ``position`` among these; raises WarehouseError where a value does not fit."""
    columns = arrow_columns(table)
    arrays = {
        column.name: _array(column, [getattr(row, column.name) for row in rows], table.TABLE) for column in columns
    }
    return pa.table({**arrays, "row_position": pa.array(range(len(rows)), pa.int64())})


def _array(column: Column, values: list[Any], resource: str) -> Any:
    try:
        return pa.array([None if v is None else column.encode(v) for v in values], column.arrow)
    except (ValueError, TypeError, OverflowError, pa.ArrowException) as error:
        # A lone surrogate lands here as well: UnicodeEncodeError is a ValueError.
        raise WarehouseError(
            f"{resource}.{column.name}", f"value does not fit ({error})", "clean it before it is stored"
        ) from error


def row_of(table: type[R], values: Sequence[Any]) -> R:
    """A row from fetched values, in column order."""
    columns = arrow_columns(table)
    return table(**{c.name: None if v is None else c.decode(v) for c, v in zip(columns, values, strict=True)})


def last_of_each_key(rows: Iterable[R]) -> list[R]:
    """The rows with one for each key: the last one wins, at the place of the first."""
    return list({key_of(row): row for row in rows}.values())

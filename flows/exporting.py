"""A selection of articles as files for other programs, with a datasheet that says what they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from flows.cli_printing import to_json
from flows.export_datasheet import datasheet_text
from flows.looking_files import write_whole


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: files relative to the folder, articles, and what could not be given with the reason."""

    files: tuple[str, ...]
    article_count: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for."""

    warehouse: Path
    archive: Path
    folder: Path
    form: str
    search: str | None = None
    query: str | None = None
    with_text: bool = True


def export(order: Order, now: datetime) -> Exported:
    """Writes the selection and its datasheet. Raises QueryRefused, WarehouseMissing, WarehouseError, OSError."""
    from warehouse.exporting import selected

    ids = selected(order.warehouse, order.search, order.query)
    order.folder.mkdir(parents=True, exist_ok=True)
    if order.form == "warc":
        exported = _warc(order, ids, now)
    else:
        exported = Exported(tuple(_by_month(order, ids, _WRITERS[order.form])), len(ids))
    _write_datasheet(order, ids, exported, now)
    return exported


def _by_month(order: Order, ids: Sequence[UUID], write: Callable[[Path, str, Any], list[Path]]) -> list[str]:
    from warehouse.exporting import months_of

    written: list[Path] = []
    for month, table in months_of(order.warehouse, ids, with_text=order.with_text):
        written += write(order.folder, month, table)
    return [path.relative_to(order.folder).as_posix() for path in written]


def _parquet(folder: Path, month: str, table: Any) -> list[Path]:
    import io

    from pyarrow import parquet

    target = folder / f"published_month={month}" / "articles.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd")
    write_whole(target, buffer.getvalue())
    return [target]


def _jsonl(folder: Path, month: str, table: Any) -> list[Path]:
    target = folder / f"articles-{month}.jsonl"
    lines = (to_json(row, indent=None) for row in table.to_pylist())
    write_whole(target, "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
    return [target]


def _ninjs(folder: Path, month: str, table: Any) -> list[Path]:
    from flows.export_ninjs import ninjs

    home = folder / month
    home.mkdir(parents=True, exist_ok=True)
    written = []
    for row in table.to_pylist():
        target = home / f"{row['article_id']}.json"
        write_whole(target, f"{to_json(ninjs(row))}\n".encode("utf-8", "backslashreplace"))
        written.append(target)
    return written


_WRITERS: dict[str, Callable[[Path, str, Any], list[Path]]] = {"parquet": _parquet, "jsonl": _jsonl, "ninjs": _ninjs}


def _warc(order: Order, ids: Sequence[UUID], now: datetime) -> Exported:
    """The captures of every version of the articles, record by record, in WARC files of their own."""
    from transforms.errors import ArchiveError
    from warehouse import Archive
    from warehouse.exporting import captures_of

    source, target = Archive(order.archive), Archive(order.folder)
    before = set(target.paths())
    left_out = []
    with target.writer(uuid5(ids[0] if ids else UUID(int=0), now.isoformat()), started_at=now) as writer:
        for path, offset, location in captures_of(order.warehouse, ids):
            if path is None or offset is None:
                left_out.append(f"{location}: it was only referenced, its bytes are not in the archive")
                continue
            try:
                writer.append(source.read(path, offset))
            except ArchiveError as error:
                left_out.append(f"{location}: {error.cause}")
        writer.flush()
    return Exported(tuple(sorted(set(target.paths()) - before)), len(ids), tuple(left_out))


def _write_datasheet(order: Order, ids: Sequence[UUID], exported: Exported, now: datetime) -> None:
    """datasheet.json for programs and DATASHEET.md for people (after Gebru et al. 2021, Datasheets for Datasets)."""
    from warehouse.exporting import TEXT_COLUMNS, facts_of

    facts = facts_of(order.warehouse, ids)
    sheet = {
        "made_at": now.astimezone(UTC).isoformat(),
        "newsfold_version": version("newsfold"),
        "form": order.form,
        "selection": {"search": order.search, "query": order.query},
        "has_text": order.with_text,
        "left_out_columns": [] if order.with_text else list(TEXT_COLUMNS),
        **facts,
        "left_out": list(exported.left_out),
        "files": {name: _digest(order.folder / name) for name in exported.files},
    }
    write_whole(order.folder / "datasheet.json", f"{to_json(sheet)}\n".encode())
    write_whole(order.folder / "DATASHEET.md", datasheet_text(sheet).encode("utf-8", "backslashreplace"))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

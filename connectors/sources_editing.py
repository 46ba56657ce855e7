"""sources.toml with tables added: comments, order and formatting of what stands there are kept to the byte."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError
from tomlkit.items import AoT, Table

from connectors.sources import read_text, sources_of_text
from transforms.errors import InvalidSources
from transforms.text import slug

_HEAD = "# Where newsfold takes its news from: docs/sources.md says what can stand here.\n"
_ORDER = (
    "name kind location publisher tags country language credit_name headers cookies expectations revisit body cut"
    " options"
).split()


def with_tables(text: str, tables: Sequence[Mapping[str, Any]]) -> str:
    """The text of a sources file with these [[source]] tables at its end.

    Raises ValueError for what is no TOML, or has its sources in another form than [[source]].
    """
    try:
        document = tomlkit.parse(text)
    except ParseError as error:
        raise ValueError(f"not valid TOML: {error}") from error
    standing = document.get("source", [])
    if not isinstance(standing, AoT) and len(standing):
        raise ValueError("its sources do not stand in [[source]] tables")
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    # what stands there is not written anew, so that nothing of it can change
    return text + gap + "\n".join(table_text(one) for one in tables)


def table_text(table: Mapping[str, Any]) -> str:
    """One [[source]] table as text, its keys in the order of the documentation."""
    tables = tomlkit.aot()
    tables.append(_table(table))
    document = tomlkit.document()
    document.add("source", tables)
    return tomlkit.dumps(document)


def _table(values: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for key in sorted(values, key=_ORDER.index):
        value = values[key]
        if isinstance(value, Mapping):
            inline = tomlkit.inline_table()
            inline.update(value)
            table.add(key, inline)
        elif isinstance(value, (list, tuple)):
            array = tomlkit.array()
            array.extend(list(value))
            table.add(key, array.multiline(len(value) > 2 and len(str(value)) > 80))
        else:
            table.add(key, value)
    return table


def add_sources(path: Path, tables: Sequence[Mapping[str, Any]], environ: Mapping[str, str]) -> None:
    """Write these tables into a sources file, which is made where there is none. All of them or, raising, none.

    Raises InvalidSources where the file is wrong or would be, LocationMissing where it cannot be read, OSError where it
    cannot be written.
    """
    text = read_text(path) if path.exists() else _HEAD
    try:
        changed = with_tables(text, tables)
    except ValueError as error:
        raise InvalidSources(str(path), str(error), "correct it, or write the table yourself") from error
    sources_of_text(changed, path, environ)
    replace_file(path, changed)


def replace_file(path: Path, text: str) -> None:
    """The file has this text, or, whatever happens, the one that it had. Its mode stays, and a link stays a link."""
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(mode if mode is not None else 0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def free_name(wanted: str, taken: Iterable[str], place: str = "") -> str:
    """The name, or where its id is taken, the name with where it is from, or with a number."""
    ids = {slug(one) for one in taken}
    wanted = " ".join(wanted.split())[:200].strip() or "source"
    named = [wanted, f"{wanted} ({place})"] if place else [wanted]
    for name in named:
        if slug(name) and slug(name) not in ids:
            return name
    number = 2
    while slug(f"{named[-1]} {number}") in ids:
        number += 1
    return f"{named[-1]} {number}"

"""The packaged SQL: every statement that this package runs is a file here, found by name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Folder = Literal["migrations", "views", "checks", "questions", "sql"]


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One .sql file. ``name`` is its name without the suffix, ``purpose`` its first line without the dashes."""

    name: str
    text: str

    @property
    def purpose(self) -> str:
        return self.text.partition("\n")[0].removeprefix("--").strip()

    @property
    def example(self) -> str | None:
        """The statement after ``-- Example:``, None where there is none."""
        for line in self.text.splitlines():
            if line.startswith("-- Example:"):
                return line.removeprefix("-- Example:").strip()
        return None

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@cache
def sql_files(folder: Folder) -> tuple[SqlFile, ...]:
    """All files of a folder, sorted by name."""
    found = (entry for entry in files("warehouse").joinpath(folder).iterdir() if entry.name.endswith(".sql"))
    return tuple(
        SqlFile(entry.name.removesuffix(".sql"), entry.read_text("utf-8"))
        for entry in sorted(found, key=lambda entry: entry.name)
    )


@cache
def statement(name: str, folder: Folder = "sql") -> str:
    """The text of <folder>/<name>.sql."""
    return files("warehouse").joinpath(folder, f"{name}.sql").read_text("utf-8")

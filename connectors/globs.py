"""Patterns in local locations: ``mails/*.eml``, ``pages/**/*.html``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from transforms.errors import LocationMissing
from transforms.model import Rejection

_MAGIC = frozenset("*?[")


def is_pattern(path: Path) -> bool:
    """Whether a path names many files: it has ``*``, ``?`` or ``[`` in it, and nothing lies there under that name."""
    return not _MAGIC.isdisjoint(str(path)) and not os.path.lexists(path)


def matching(pattern: Path, location: str) -> Iterator[Path | Rejection]:
    """The files that a pattern names, in the order of their paths; ``**`` goes into folders, names that start with a
    dot are passed over. A link that leads out of the folder where the pattern begins is a Rejection (``outside``).

    Raises LocationMissing where that folder is not there, or nothing matches.
    """
    folder = base_of(pattern)
    if not folder.is_dir():
        raise LocationMissing(location, f"no such folder: {folder}")
    rest = str(pattern.relative_to(folder))
    found = sorted((path for path in folder.glob(rest) if path.is_file()), key=os.fsencode)
    kept = [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    if not kept:
        raise LocationMissing(location, "no file matches the pattern", "check it: ** goes into folders, * does not")
    root = folder.resolve()
    for path in kept:
        if path.resolve().is_relative_to(root):
            yield path
        else:
            reason = f"file refused: {path}: the link leads out of the folder"
            yield Rejection(str(path), "fetch", "outside", reason)


def base_of(pattern: Path) -> Path:
    """The folder in which a pattern begins: everything before its first part with a wildcard."""
    plain = []
    for part in pattern.parts:
        if not _MAGIC.isdisjoint(part):
            break
        plain.append(part)
    return Path(*plain)

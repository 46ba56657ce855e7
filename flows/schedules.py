"""When flows run by themselves: [[schedule]] tables of sources.toml, and what becomes of those on the server. Pure.

The server's schedules are a person's: what was added, edited, paused or deleted in its UI stays. A schedule of the file
is put there once; when the file changes it later, the server's follows only if nobody has touched it since.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, unquote

from transforms.errors import InvalidSources

DEFAULT_CRON = "*/15 * * * *"
_KEYS = {"deployment": str, "tags": list, "cron": str, "timezone": str}
SCHEDULED = ("ingest", "watch", "maintain", "reprocess")
"""Deployments that make sense by schedule: a backfill is asked for by hand."""


@dataclass(frozen=True, slots=True, order=True)
class Schedule:
    """``deployment`` runs at ``cron`` (in ``timezone``), with the sources of these tags (none: of all)."""

    deployment: str
    cron: str
    timezone: str = "UTC"
    tags: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, Any]:
        """What a run of it is given."""
        return {"tags": list(self.tags)} if self.tags else {}

    def to_json(self) -> dict[str, Any]:
        return {"deployment": self.deployment, "cron": self.cron, "timezone": self.timezone, "tags": list(self.tags)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        return cls(
            str(values["deployment"]), str(values["cron"]), str(values["timezone"]), tuple(map(str, values["tags"]))
        )


_SLUG = "tags="


def slug_of(tags: Sequence[str], taken: Collection[str | None]) -> str:
    """A slug that says ``tags`` and is not ``taken`` in its deployment: ``tags=wire+sport``, then with ``;2``."""
    plain = _SLUG + "+".join(quote(tag, safe="") for tag in tags)
    slug, number = plain, 1
    while slug in taken:
        number += 1
        slug = f"{plain};{number}"
    return slug


def tags_of_slug(slug: str | None) -> tuple[str, ...] | None:
    """What slug_of() wrote; None for a slug that says nothing of tags."""
    if slug is None or not slug.startswith(_SLUG):
        return None
    written = slug.removeprefix(_SLUG).partition(";")[0]
    return tuple(unquote(tag) for tag in written.split("+") if tag)


DEFAULTS = (Schedule("ingest", DEFAULT_CRON), Schedule("maintain", "20 3 * * *"))
"""What runs where the sources file says nothing about a deployment."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A schedule as the server has it: ``schedule`` is None for one of another form, such as an interval."""

    standing_id: str
    schedule: Schedule | None


@dataclass(frozen=True, slots=True)
class Merge:
    """What to do on the server: add these, give those ids another time, delete those ids."""

    added: tuple[Schedule, ...] = ()
    changed: tuple[tuple[str, Schedule], ...] = ()
    deleted: tuple[str, ...] = ()
    kept: tuple[Schedule, ...] = field(default=())
    """Of the file, and not put there because a person edited or deleted it on the server."""


def merged(base: Sequence[Schedule], wanted: Sequence[Schedule], standing: Sequence[Standing]) -> Merge:
    """Three ways to one: ``base`` is what the file said last time, ``wanted`` what it says now.

    What equals the base on the server was not touched by a person, and follows the file; all else stays.
    """
    untouched = {one.schedule: one.standing_id for one in standing if one.schedule in base}
    present = {one.schedule for one in standing}
    gone = [one for one in base if one not in wanted]
    fresh = [one for one in wanted if one not in base]
    added, changed, kept, deleted = [], [], [], []
    for one in fresh:
        before = next((old for old in gone if _is_same_group(old, one)), None)
        if before is None:
            if one not in present:
                added.append(one)
            continue
        gone.remove(before)
        if before in untouched:
            changed.append((untouched[before], one))
        else:
            kept.append(one)
    deleted = [untouched[one] for one in gone if one in untouched]
    return Merge(tuple(added), tuple(changed), tuple(deleted), tuple(kept))


def _is_same_group(one: Schedule, other: Schedule) -> bool:
    return (one.deployment, one.tags) == (other.deployment, other.tags)


def schedules_of(path: Path) -> tuple[Schedule, ...]:
    """The schedules of a sources file, those of DEFAULTS for deployments that it does not mention.

    Raises InvalidSources naming the table and the key. Without the file: DEFAULTS.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return DEFAULTS
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidSources(str(path), f"it cannot be read: {error}") from error
    tables = document.get("schedule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise InvalidSources(str(path), "schedule is no list of tables", "write [[schedule]], with two brackets")
    found = [_schedule(f"{path}: [[schedule]] {number}", table) for number, table in enumerate(tables, 1)]
    mentioned = {one.deployment for one in found}
    return (*(one for one in DEFAULTS if one.deployment not in mentioned), *dict.fromkeys(found))


def _schedule(where: str, table: Mapping[str, Any]) -> Schedule:
    for key, value in table.items():
        if key not in _KEYS:
            raise InvalidSources(f"{where}: {key}", "no such key", f"known are {', '.join(_KEYS)}")
        if not isinstance(value, _KEYS[key]):
            raise InvalidSources(f"{where}: {key}", f"it is of the wrong type ({type(value).__name__})")
    deployment = table.get("deployment", "ingest")
    if deployment not in SCHEDULED:
        raise InvalidSources(f"{where}: deployment", f"there is no {deployment!r}", f"one of {', '.join(SCHEDULED)}")
    cron = " ".join(str(table.get("cron", "")).split())
    if len(cron.split()) != 5 and not cron.startswith("@"):
        raise InvalidSources(f"{where}: cron", f"{cron!r} has not five fields", 'such as "*/15 * * * *"')
    tags = table.get("tags", [])
    if not all(isinstance(tag, str) and tag.strip() for tag in tags):
        raise InvalidSources(f"{where}: tags", "it is a list of strings, none of them empty")
    if tags and deployment not in ("ingest", "watch"):
        raise InvalidSources(f"{where}: tags", f"{deployment} works on the whole warehouse", "leave them out")
    return Schedule(deployment, cron, table.get("timezone", "UTC"), tuple(sorted({tag.strip() for tag in tags})))

"""Is everything well, and what to do where it is not: the findings of `newsfold doctor`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Literal
from uuid import UUID

from flows.expecting import EXPECTATION_REMEDY, told_expectation
from flows.leftovers import dead_runs
from flows.settings import Settings
from transforms.errors import NewsfoldError
from warehouse import Warehouse, run_checks
from warehouse.looking_up import archive_files, latest_runs, moved_feeds, troubled_feeds
from warehouse.reading import looking
from warehouse.source_reads import broken_expectations
from warehouse.writing import WarehouseStatus

Level = Literal["ok", "warning", "problem"]

BOUNDED = ("duckdb", "prefect")
SPARE_BYTES = 256 * 2**20
_BOUND = re.compile(r"(==|>=|<=|!=|<|>)\s*([\d.]+)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``level`` says whether anything is to be done, ``remedy`` what."""

    check: str
    level: Level
    detail: str
    remedy: str = ""


def findings(settings: Settings, now: datetime | None = None) -> list[Finding]:
    """Everything that can be looked at without writing, in a fixed order; one failing look hides no other."""
    now = now or datetime.now(UTC)
    warehouse = Warehouse(settings.warehouse, wait_s=settings.wait_s)
    looks: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("versions", _versions),
        ("sources", lambda: _sources(settings)),
        ("lease", lambda: _lease(warehouse.status())),
        ("published file", lambda: _published(warehouse.status(), now)),
        ("disk space", lambda: disk_findings(warehouse.status())),
        ("archive", lambda: _archive(settings)),
        ("dead runs", lambda: _dead_runs(settings)),
        ("feeds", lambda: _feeds(settings)),
        ("expectations", lambda: _expectations(settings, now)),
        ("checks", lambda: _checks(settings)),
    ]
    found: list[Finding] = []
    for name, look in looks:
        try:
            found.extend(look())
        except NewsfoldError as error:
            found.append(Finding(name, "problem", f"{error.what}: {error.resource}: {error.cause}", error.remedy))
        except OSError as error:
            found.append(Finding(name, "problem", str(error), "check the folder and who may read it"))
    return found


def _versions() -> Iterator[Finding]:
    try:
        required = metadata.requires("newsfold") or []
    except metadata.PackageNotFoundError:
        yield Finding("versions", "ok", "newsfold runs from a folder, not as an installed package: no bounds to check")
        return
    for name in BOUNDED:
        wanted = next((one for one in required if re.match(rf"{name}\b", one) and ";" not in one), name)
        installed = metadata.version(name)
        if is_within(installed, wanted):
            yield Finding("versions", "ok", f"{name} {installed} is within {wanted}")
        else:
            yield Finding(
                "versions", "problem", f"{name} {installed} is outside {wanted}", "install from constraints.txt"
            )


def is_within(version: str, requirement: str) -> bool:
    """Whether a plain version such as 1.5.5 keeps the bounds of a requirement such as ``duckdb>=1.5.5,<3``."""
    have = _numbers(version)
    for sign, bound in _BOUND.findall(requirement):
        limit = _numbers(bound)
        size = max(len(have), len(limit))
        one, other = ((*value, *[0] * (size - len(value))) for value in (have, limit))
        kept = {
            "==": one == other,
            "!=": one != other,
            ">=": one >= other,
            "<=": one <= other,
            ">": one > other,
            "<": one < other,
        }[sign]
        if not kept:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", re.split(r"[^\d.]", version)[0]))


def _sources(settings: Settings) -> Iterator[Finding]:
    import os

    from connectors.sources import load_sources

    if not settings.sources.is_file():
        yield Finding(
            "sources", "warning", f"no file {settings.sources}", "`newsfold init` writes one, or name it with --sources"
        )
        return
    count = len(load_sources(settings.sources, os.environ))
    yield Finding("sources", "ok", f"{settings.sources}: {count} locations")


def _lease(status: WarehouseStatus) -> Iterator[Finding]:
    if status.is_written_now:
        yield Finding("lease", "ok", f"process {status.pid or 'unknown'} is writing since {status.since or 'just now'}")
    else:
        yield Finding("lease", "ok", "nobody is writing")


def _published(status: WarehouseStatus, now: datetime) -> Iterator[Finding]:
    if not status.published.is_file():
        yield Finding(
            "published file",
            "problem",
            f"there is no {status.published}",
            "run `newsfold ingest`, or name another with --warehouse",
        )
        return
    last = status.publication
    if last is None:
        yield Finding("published file", "ok", f"{status.published} was brought here, not published here")
        return
    age = shown_span((now - last.published_at).total_seconds())
    detail = f"{age} old, {shown_bytes(last.byte_count)}, publishing took {last.cost_s:.2f} s"
    if not status.is_written_now and _is_newer(status.live, last.published_at):
        yield Finding(
            "published file",
            "warning",
            f"{detail}; more is committed than is published",
            "the next `newsfold ingest` publishes it",
        )
    else:
        yield Finding("published file", "ok", detail)


def _is_newer(live: Path, published_at: datetime) -> bool:
    """Whether the writer's file was changed after it was published. Its inode tells nothing once it was copied."""
    if live.with_name(f"{live.name}.wal").exists():
        return True
    return live.exists() and live.stat().st_mtime > published_at.timestamp()


def disk_findings(status: WarehouseStatus) -> Iterator[Finding]:
    """Whether there is room for the next publications."""
    folder = status.published.parent
    free = shutil.disk_usage(folder).free
    size = status.live.stat().st_size if status.live.exists() else 0
    detail = f"{shown_bytes(free)} free in {folder}, the warehouse has {shown_bytes(size)}"
    if free < size + SPARE_BYTES // 4:
        yield Finding("disk space", "problem", detail, "make room: publishing needs as much again as the file has")
    elif free < 2 * size + SPARE_BYTES:
        yield Finding("disk space", "warning", detail, "make room soon: publishing needs as much again as the file has")
    else:
        yield Finding("disk space", "ok", detail)


def _archive(settings: Settings) -> Iterator[Finding]:
    with looking(settings.warehouse) as reads:
        files = archive_files(reads)
    missing = [path for path in files if not (settings.archive / path).is_file()]
    remedy = "bring it back, or name its folder in NEWSFOLD_ARCHIVE; without it nothing can be reprocessed"
    if files and not settings.archive.is_dir():
        yield Finding("archive", "problem", f"the folder {settings.archive} is not there", remedy)
    elif missing:
        yield Finding(
            "archive", "problem", f"{len(missing)} of {len(files)} files are missing, such as {missing[0]}", remedy
        )
    else:
        yield Finding("archive", "ok", f"{settings.archive}: {len(files)} files, all there")


def _dead_runs(settings: Settings) -> Iterator[Finding]:
    dead = set(dead_runs(settings.archive))
    alive = _alive_runs(settings.archive) - dead
    with looking(settings.warehouse) as reads:
        unfinished = {UUID(str(run["run_id"])): run for run in latest_runs(reads, "running")}
    # What is published may be older than the end of a run, so a run that neither lives nor left a lock is no sign.
    for one in sorted(dead):
        run = unfinished.get(one)
        what = f"{run['kind']} run of {run['started_at']:%Y-%m-%d %H:%M}" if run else "run"
        yield Finding(
            "dead runs", "warning", f"the {what} {one} was killed", "the next `newsfold ingest` takes up what it left"
        )
    if not dead:
        detail = f"none; {len(alive)} at work" if alive else "none"
        yield Finding("dead runs", "ok", detail)


def _alive_runs(archive: Path) -> set[UUID]:
    folder = archive / "running"
    found = set()
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            found.add(UUID(path.name))
        except ValueError:
            continue
    return found


def _feeds(settings: Settings) -> Iterator[Finding]:
    with looking(settings.warehouse) as reads:
        troubled, moved = troubled_feeds(reads), moved_feeds(reads)
    remedies = {
        "degraded": "it is asked again more rarely; look at it if this goes on",
        "dormant": "it is asked once a day; correct its address in the sources file if it moved",
        "gone": "it is still asked once a day; take it out of the sources file or correct its address",
    }
    for feed in troubled:
        detail = (
            f"{feed['location']} is {feed['state']} after {feed['consecutive_failures']} failures: {feed['last_error']}"
        )
        yield Finding("feeds", "warning", detail, remedies.get(str(feed["state"]), "look at its last error"))
    for feed in moved:
        detail = f"{feed['configured_location']} has moved for good and is polled at {feed['location']}"
        yield Finding("feeds", "warning", detail, "write the new address into the sources file if it is right")
    if not troubled and not moved:
        yield Finding("feeds", "ok", "none is degraded, dormant or gone")


def _expectations(settings: Settings, now: datetime) -> Iterator[Finding]:
    with looking(settings.warehouse) as reads:
        broken = broken_expectations(reads)
    for one in broken:
        detail = f"{one['source']}: {told_expectation(one, now)}"
        yield Finding("expectations", "warning", detail, EXPECTATION_REMEDY.format(source_id=one["source_id"]))
    if not broken:
        yield Finding("expectations", "ok", "every source brings what is expected of it")


def _checks(settings: Settings) -> Iterator[Finding]:
    broken = run_checks(settings.warehouse)
    for one in broken:
        example = ", ".join(f"{name} {value}" for name, value in zip(one.columns, one.rows[0], strict=True))
        detail = f"{one.check}: {one.purpose}: {one.row_count} rows, such as {example}"
        yield Finding("checks", "problem", detail, "a defect: report it; what the archive holds is not touched by it")
    if not broken:
        yield Finding("checks", "ok", "every check of the warehouse is kept")


def shown_span(seconds: float) -> str:
    """A span of time in its largest unit."""
    seconds = max(0.0, seconds)
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def shown_bytes(count: int) -> str:
    """A size in bytes with its unit."""
    size = float(count)
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.0f} {unit}"
        size /= 1024
    return f"{size:.1f} GB"

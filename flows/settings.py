"""Where things are and how much at once: one frozen value, made from the command line and the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self

from transforms.boilerplate import RecurrenceOptions
from transforms.candidates import PairOptions
from transforms.errors import InvalidSetting

DEFAULT_WAREHOUSE = "newsfold.duckdb"
DEFAULT_SOURCES = "sources.toml"
DEFAULT_BATCH_SIZE = 200


Keeping = Literal["usual", "reference", "copy"]
Reserved = Literal["keep", "refuse"]


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days the archive's files, articles' texts, and what was cut from them are kept; None: for ever."""

    archive_days: int | None = None
    texts_days: int | None = None
    removed_days: int | None = None

    @property
    def is_for_ever(self) -> bool:
        return self.archive_days is self.texts_days is self.removed_days is None


@dataclass(frozen=True, slots=True)
class Settings:
    """``archive`` is the raw archive's folder (default: beside the warehouse); ``batch_size`` counts captures a commit,
    ``batch_bytes`` bounds their bytes; ``wait_s`` is how long a commit waits for another writer, ``publish_share`` the
    share of the time that publishing may take; ``looks_at_published`` lets polls ask the published file what is known.
    ``keeping`` says what of this machine's files the archive holds: usual (all but WARC files, which are pointed to),
    reference or copy; ``reserved`` whether captures whose text and data mining is reserved are kept (and marked) or
    refused. ``retention`` is applied by maintain, and nowhere else.
    """

    warehouse: Path = Path(DEFAULT_WAREHOUSE)
    sources: Path = Path(DEFAULT_SOURCES)
    archive_root: Path | None = None
    batch_size: int = DEFAULT_BATCH_SIZE
    batch_bytes: int = 32 * 2**20
    workers: int | None = None
    wait_s: float = 60.0
    publish_share: float = 0.05
    looks_at_published: bool = False
    keeping: Keeping = "usual"
    reserved: Reserved = "keep"
    retention: Retention = field(default_factory=Retention)
    pairs: PairOptions = field(default_factory=PairOptions)
    recurrence: RecurrenceOptions = field(default_factory=RecurrenceOptions)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Settings with NEWSFOLD_WAREHOUSE, _SOURCES, _ARCHIVE, _WAIT_S, _BOILERPLATE_AFTER, _WINDOW_DAYS, _RESERVED
        and _KEEP_ARCHIVE_DAYS, _KEEP_TEXTS_DAYS, _KEEP_REMOVED_DAYS applied.

        Raises InvalidSetting naming the variable that is wrong.
        """
        environ = os.environ if environ is None else environ
        archive = environ.get("NEWSFOLD_ARCHIVE")
        after = environ.get("NEWSFOLD_BOILERPLATE_AFTER")
        return cls(
            wait_s=_seconds("NEWSFOLD_WAIT_S", environ.get("NEWSFOLD_WAIT_S") or "60"),
            warehouse=Path(environ.get("NEWSFOLD_WAREHOUSE") or DEFAULT_WAREHOUSE),
            sources=Path(environ.get("NEWSFOLD_SOURCES") or DEFAULT_SOURCES),
            archive_root=Path(archive) if archive else None,
            recurrence=RecurrenceOptions(_count("NEWSFOLD_BOILERPLATE_AFTER", after)) if after else RecurrenceOptions(),
            pairs=PairOptions(window_days=window_days(environ.get("NEWSFOLD_WINDOW_DAYS"))),
            reserved=_reserved(environ.get("NEWSFOLD_RESERVED") or "keep"),
            retention=Retention(
                archive_days=_days("NEWSFOLD_KEEP_ARCHIVE_DAYS", environ),
                texts_days=_days("NEWSFOLD_KEEP_TEXTS_DAYS", environ),
                removed_days=_days("NEWSFOLD_KEEP_REMOVED_DAYS", environ),
            ),
        )

    @property
    def archive(self) -> Path:
        """newsfold.duckdb has its archive in newsfold.archive/ beside it."""
        return self.archive_root or self.warehouse.with_suffix(".archive")


def window_days(text: str | None) -> int | None:
    """Days across which copies are looked for: a number, "none" for any distance; unset, the default.

    Raises InvalidSetting.
    """
    if not text:
        return PairOptions().window_days
    if text.strip().lower() == "none":
        return None
    if text.strip().isdecimal():
        return int(text)
    raise InvalidSetting("NEWSFOLD_WINDOW_DAYS", f"{text!r} is no number of days", "give a number such as 14, or none")


def _seconds(name: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError as error:
        raise InvalidSetting(name, f"{text!r} is no number of seconds", "give a number such as 60") from error
    if not 0 <= seconds < float("inf"):
        raise InvalidSetting(name, f"{text!r} is no time to wait", "give a number such as 60")
    return seconds


def _count(name: str, text: str) -> int:
    if not text.strip().isdecimal():
        raise InvalidSetting(name, f"{text!r} is no number of texts", "give a number such as 5, or 0 for never")
    return int(text)


def _days(name: str, environ: Mapping[str, str]) -> int | None:
    """Days that something is kept, at least one; None where nothing is said."""
    text = (environ.get(name) or "").strip()
    if not text:
        return None
    if not text.isdecimal() or int(text) < 1:
        raise InvalidSetting(name, f"{text!r} is no number of days", "give a number such as 365, or leave it away")
    return int(text)


def _reserved(text: str) -> Reserved:
    if text not in ("keep", "refuse"):
        raise InvalidSetting("NEWSFOLD_RESERVED", f"{text!r} is no way to treat them", "give keep or refuse")
    return "refuse" if text == "refuse" else "keep"

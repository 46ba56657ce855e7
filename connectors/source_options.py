"""The options that a source may have, all of them: what each means, for which kinds, and what values it takes.

An option that is not here is a mistake, and is named with the ones that there are. A connector that learns a new one
adds a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Value = str | int | float | bool

POLLED = ("feed", "sitemap", "section", "page", "url")


@dataclass(frozen=True, slots=True)
class Option:
    """One option: ``values`` says in words what may stand there, ``is_valid`` checks it, ``kinds`` may have it."""

    name: str
    values: str
    is_valid: Callable[[Value], bool]
    kinds: tuple[str, ...]
    meaning: str


def _is_flag(value: Value) -> bool:
    return isinstance(value, bool)


def _is_number(least: float, most: float) -> Callable[[Value], bool]:
    def check(value: Value) -> bool:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and least <= value <= most

    return check


def _is_line(value: Value) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 500 and value.isprintable()


def _is_folder_name(value: Value) -> bool:
    """One name below the inbox: nothing may be moved out of it by a slip, or hidden."""
    return isinstance(value, str) and value not in ("", ".", "..") and not set(value) & set("/\\\0") and value[0] != "."


OPTIONS: tuple[Option, ...] = (
    Option(
        "poll_minutes",
        "a number from 1 to 1440",
        _is_number(1, 1440),
        POLLED,
        "minutes between two polls; without it a quarter of an hour, or what a feed's own rhythm asks for",
    ),
    Option(
        "obey_robots",
        "true or false",
        _is_flag,
        POLLED,
        "false only where the site's owner has allowed it: robots.txt is then not asked",
    ),
    Option(
        "tdmrep",
        "true or false",
        _is_flag,
        POLLED,
        "false: the site is not asked for /.well-known/tdmrep.json, in which it may reserve text and data mining",
    ),
    Option(
        "user_agent",
        "a line of text",
        _is_line,
        POLLED,
        "how newsfold names itself to this source; without it NEWSFOLD_USER_AGENT",
    ),
    Option(
        "proxy",
        "the address of an HTTP proxy",
        _is_line,
        POLLED,
        "the proxy that this source is asked through; without it NEWSFOLD_PROXY",
    ),
    Option(
        "most_links",
        "a whole number from 1 to 1000",
        lambda value: isinstance(value, int) and _is_number(1, 1000)(value),
        ("section",),
        "so many new articles are fetched from one look at the page at the most; without it 100",
    ),
    Option(
        "pages_per_poll",
        "a whole number from 1 to 100000",
        _is_number(1, 100_000),
        ("sitemap",),
        "so many pages are fetched in one ingest at the most, the newest first; without it 1000",
    ),
    Option(
        "since_days",
        "a whole number from 1 to 36500",
        _is_number(1, 36_500),
        ("sitemap",),
        "an ingest leaves out what the sitemap says is older than so many days; a backfill does not",
    ),
    Option(
        "watch",
        "true or false",
        _is_flag,
        ("files",),
        'true makes an inbox of the folder, as kind = "inbox" does',
    ),
    Option(
        "settle_s",
        "a number of seconds from 0 to 3600",
        _is_number(0, 3600),
        ("inbox", "files"),
        "a file that changed within so many seconds is still being written and waits for the next look; without it 2",
    ),
    Option(
        "done_folder",
        "the name of a folder in the inbox",
        _is_folder_name,
        ("inbox", "files"),
        "files that were taken in are moved there; without it they stay",
    ),
    Option(
        "failed_folder",
        "the name of a folder in the inbox",
        _is_folder_name,
        ("inbox", "files"),
        "files that were refused are moved there; without it they stay",
    ),
)


def known_options(kind: str) -> tuple[Option, ...]:
    """The options of a kind; of all kinds where it is not known yet (empty)."""
    return tuple(option for option in OPTIONS if not kind or kind in option.kinds)


def wrong_option(kind: str, name: str, value: object) -> tuple[str, str] | None:
    """Cause and remedy where an option cannot be what it says, None where it can."""
    known = {option.name: option for option in known_options(kind)}
    option = known.get(name)
    if option is None:
        elsewhere = next((one for one in OPTIONS if one.name == name), None)
        cause = f"it is an option of {' and '.join(elsewhere.kinds)}, not of {kind}" if elsewhere else "no such option"
        return cause, f"known are {', '.join(known) or 'none'}"
    if not isinstance(value, (str, int, float, bool)) or not option.is_valid(value):
        return f"{value!r} cannot be used", f"give {option.values}"
    return None


def option_lines() -> Iterator[str]:
    """The options as lines of a table in Markdown, for the documentation."""
    yield "| option | kinds | value | meaning |"
    yield "|---|---|---|---|"
    for option in OPTIONS:
        yield f"| `{option.name}` | {', '.join(option.kinds)} | {option.values} | {option.meaning} |"


HOME = Path(__file__).resolve().parent.parent / "docs" / "sources.md"
_TABLE = re.compile(r"\| option \| kinds \|.*?\n(?!\|)", re.DOTALL)


def documented(text: str) -> str:
    """The documentation with its table of options as it is checked here."""
    table = "\n".join(option_lines()) + "\n"
    return _TABLE.sub(lambda _: table, text)


if __name__ == "__main__":
    HOME.write_text(documented(HOME.read_text(encoding="utf-8")), encoding="utf-8")

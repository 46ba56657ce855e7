"""Values to text: JSON, CSV that no spreadsheet runs, tables, and foreign text without what a terminal obeys."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

# ESC and the other controls but tab and line feed, C1 (some terminals obey it), bidirectional controls, line and
# paragraph separators, surrogates that cannot be written.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")


def cleaned(text: str) -> str:
    """Foreign text as it may be shown: no escape sequence, control code or bidirectional control is left."""
    return _OBEYED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Cleaned, and white space folded."""
    return " ".join(cleaned(text).split())


def write(text: str) -> None:
    """Cleaned or inert text to standard output. A reader that left ends the program quietly."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more as it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def write_lines(*lines: str) -> None:
    """Lines of text for a person to standard output, cleaned."""
    write("".join(f"{cleaned(line)}\n" for line in lines))


def write_error(text: str) -> None:
    """A line to standard error; nobody there is no failure."""
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def write_json(value: Any) -> None:
    """One JSON value and a line end, to standard output."""
    write(to_json(value) + "\n")


def to_json(value: Any, indent: int | None = 2) -> str:
    """JSON that says the same and is safe to show: what a terminal obeys stands as an escape."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=indent, allow_nan=False)
    # Outside strings JSON has none of these but the line feeds of the indent.
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def plain(value: Any) -> Any:  # noqa: PLR0911
    """A value of Python or DuckDB as JSON has it: instants and days ISO 8601, ids and what JSON lacks as text."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)  # noqa: PLR0124
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {key if isinstance(key, str) else str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    return value.hex() if isinstance(value, (bytes, bytearray, memoryview)) else str(value)


def distinct_names(names: Sequence[str]) -> list[str]:
    """Column names, later ones of the same name numbered, so that no value is lost in JSON."""
    found: list[str] = []
    for name in names:
        number, unique = 1, name
        while unique in found:
            unique = f"{name}_{number}"
            number += 1
        found.append(unique)
    return found


def cell(value: Any) -> str:
    """A value as text in a table or CSV: nothing for null, true and false, lists and structs as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, (list, tuple, dict)):
        return to_json(value, indent=None)
    return value if isinstance(value, str) else str(plain(value))


def csv_cell(value: Any) -> str:
    """As cell(), and inert in a spreadsheet: text that it would take for a formula gets an apostrophe in front."""
    original = cell(value)
    text = cleaned(original)
    if isinstance(value, (str, list, tuple, dict)) and not _NUMBER.fullmatch(text) and _is_formula(original, text):
        return f"'{text}"
    return text


def _is_formula(original: str, text: str) -> bool:
    # Also by what it began with: a removed control character must not change the answer.
    return bool(_FORMULA.match(text) or _FORMULA.match(original))


def table_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """A table in plain text, columns two blanks apart, numbers to the right."""
    kept = [list(row) for row in rows]
    texts = [[one_line(cell(value)) for value in row] for row in kept]
    heads = [one_line(name) for name in columns]
    widths = [max([width(head), *(width(row[at]) for row in texts)]) for at, head in enumerate(heads)]
    numeric = [
        any(row[at] is not None for row in kept) and all(row[at] is None or _is_number(row[at]) for row in kept)
        for at in range(len(heads))
    ]
    lines = [_padded(heads, widths, numeric), "  ".join("─" * size for size in widths)]
    lines.extend(_padded(row, widths, numeric) for row in texts)
    return lines


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _padded(texts: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    parts = (
        " " * (size - width(text)) + text if is_right else text + " " * (size - width(text))
        for text, size, is_right in zip(texts, widths, numeric, strict=True)
    )
    return "  ".join(parts).rstrip()


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )


def shortened(text: str, most: int) -> str:
    """At most so many characters of a text on one line, with … where it was cut."""
    text = one_line(text)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def wrapped(text: str, columns: int, indent: str = "", hanging: str | None = None, end: str = "") -> list[str]:
    """Lines of a text; ``hanging`` stands before all but the first, ``end`` behind the last."""
    import textwrap

    further = indent if hanging is None else hanging
    line = one_line(text) + end
    if width(line) == len(line):
        return textwrap.wrap(line, columns, initial_indent=indent, subsequent_indent=further) or [indent]
    return _wrapped_wide(line, columns, indent, further) or [indent]


def _wrapped_wide(text: str, columns: int, indent: str, further: str) -> list[str]:
    """The same for characters that take two columns, between any two of which a line may break."""
    lines: list[str] = []
    line = ""
    for piece in re.findall(r"\s+|[\u1100-\uffdc\U00020000-\U0003ffff]|[^\s\u1100-\uffdc\U00020000-\U0003ffff]+", text):
        room = columns - width(further if lines else indent)
        if line and width(line + piece.rstrip()) > room:
            lines.append((further if lines else indent) + line.rstrip())
            line = ""
        line += piece if line or not piece.isspace() else ""
    return [*lines, (further if lines else indent) + line.rstrip()] if line.strip() else lines


def counted(count: int, noun: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

"""The prompt of `newsfold sql`: statements over several lines, history, and what there is to ask."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from flows.cli_options import EXIT_FAILURES, Choices, is_terminal
from flows.cli_printing import one_line, table_lines, write, write_error
from flows.cli_sql import answer
from transforms.errors import NewsfoldError, UnknownId

HELP = """\
.tables            tables, views and functions, with what they hold
.schema [TABLE]    columns with types and meanings
.help              this
.quit              leave (or Ctrl-D)
Statements end in ; and may have several lines. Each sees what was published last.
Try: FROM unique_articles ORDER BY copy_count DESC LIMIT 5;
     SELECT title, score FROM search_articles('storm') LIMIT 5;
"""

KEYWORDS = (
    "select from where group by order by having limit join left using on as and or not in is null distinct count( sum("
    " max( min( avg( median( case when then else end between like ilike with union all desc asc"
).split()

# What a semicolon inside does not end a statement: strings, quoted names, dollar quotes, comments.
_PIECE = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | (\$\w*\$)(?s:.*?)\1 | --[^\n]*(?:\n|\Z) | (?s:/\*.*?\*/)
    | ; | [^'"$;/-]+ | .""",
    re.VERBOSE | re.DOTALL,
)
_OPEN_END = re.compile(r"'|\"|\$\w*\$|/\*")


def split_statements(text: str) -> tuple[list[str], str]:
    """The statements that a semicolon ends, and what is left over. What is only a comment is neither."""
    done: list[str] = []
    current: list[str] = []
    is_open = False
    position = 0
    while position < len(text) and not is_open:
        found = _PIECE.match(text, position)
        # A quote or comment that is not closed yet takes everything up to the end.
        is_open = found is None or (len(found[0]) == 1 and _OPEN_END.match(text, position) is not None)
        piece = text[position:] if found is None or is_open else found[0]
        if piece == ";":
            done.append(_without_bare_comments(current))
            current = []
        else:
            current.append(piece)
        position += len(piece)
    rest = "".join(current).strip() if is_open else _without_bare_comments(current)
    return [one for one in done if one], rest


def _without_bare_comments(pieces: Sequence[str]) -> str:
    is_said = any(piece.strip() and not piece.startswith(("--", "/*")) for piece in pieces)
    return "".join(pieces).strip() if is_said else ""


def prompt(choices: Choices, form: str) -> int:
    """Statements from standard input until it ends. On a terminal an error is said and the next one asked for."""
    warehouse = choices.require_warehouse()
    if not is_terminal(sys.stdin):
        return _run_script(warehouse, form)
    history = _history_file()
    _prepare_line_editor(warehouse, history)
    choices.say(f"{warehouse} (read-only). .help says what can be asked.")
    try:
        for statement in _typed():
            if statement in (".quit", ".exit", ".q"):
                break
            _answer_or_say(warehouse, statement, form)
    finally:
        _save_history(history)
    return 0


def _run_script(warehouse: Path, form: str) -> int:
    for line in _script_statements(sys.stdin.read()):
        if line in (".quit", ".exit", ".q"):
            break
        if not _answer_or_say(warehouse, line, form):
            return EXIT_FAILURES
    return 0


def _script_statements(text: str) -> Iterator[str]:
    """Statements and dot commands; a dot command has a line of its own, between statements."""
    pending = ""
    for line in text.splitlines(keepends=True):
        if not pending.strip() and line.lstrip().startswith("."):
            yield line.strip()
            continue
        done, pending = _with_rest(pending + line)
        yield from done
    if pending.strip():
        yield pending.strip()


def _with_rest(text: str) -> tuple[list[str], str]:
    done, rest = split_statements(text)
    # The line end that was stripped may be what ends a comment.
    return done, f"{rest}\n" if rest else ""


def _typed() -> Iterator[str]:
    pending = ""
    while True:
        try:
            line = input("   ...> " if pending else "newsfold> ")
        except EOFError:
            write("\n")
            return
        except KeyboardInterrupt:
            write("\n")
            pending = ""
            continue
        if not pending and line.lstrip().startswith("."):
            yield line.strip()
            continue
        done, pending = _with_rest(f"{pending}{line}\n")
        yield from done


def _answer_or_say(warehouse: Path, statement: str, form: str) -> bool:
    try:
        answer(warehouse, statement, form)
    except NewsfoldError as error:
        write_error(f"newsfold: {one_line(str(error))}")
        return False
    except KeyboardInterrupt:
        write_error("newsfold: stopped")
        return False
    return True


def dot_command(warehouse: Path, text: str) -> list[str]:
    """What a command that starts with a dot says, in lines. Raises UnknownId for a table that is not there."""
    from warehouse.looking_up import described_columns, described_relations

    name, *arguments = text.rstrip(";").split()
    if name == ".tables":
        rows = [(kind, named, comment) for kind, named, comment in described_relations(warehouse)]
        return table_lines(("kind", "name", "holds"), rows)
    if name == ".schema":
        columns = described_columns(warehouse)
        if arguments and arguments[0] not in columns:
            raise UnknownId(arguments[0], "no such table or view", ".tables lists them")
        wanted = arguments[:1] or sorted(columns)
        return [line for table in wanted for line in _schema_lines(table, columns[table])]
    return HELP.splitlines()


def _schema_lines(table: str, columns: list[tuple[str, str, str]]) -> list[str]:
    return [table, *(f"  {line}" for line in table_lines(("column", "type", "meaning"), columns)), ""]


def _history_file() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state) / "newsfold" / "sql_history"


def _readline() -> Any:
    try:
        import readline
    except ImportError:  # Python may be built without it
        return None
    return readline


def _prepare_line_editor(warehouse: Path, history: Path) -> None:
    editor = _readline()
    if editor is None:
        return
    with suppress(OSError):
        editor.read_history_file(history)
    editor.set_history_length(1000)
    words = completions(warehouse)

    def complete(start: str, number: int) -> str | None:
        found = completed(words, start)
        return found[number] if number < len(found) else None

    editor.set_completer(complete)
    editor.parse_and_bind("tab: complete")


def completions(warehouse: Path) -> list[str]:
    """Words that the prompt can complete, sorted: tables, views, their columns, functions, keywords, own commands."""
    from warehouse.looking_up import described_columns, described_functions

    columns = described_columns(warehouse)
    functions = {f"{name}(" for name, _ in described_functions(warehouse)}
    named = {name for table in columns.values() for name, _, _ in table}
    return sorted({*columns, *named, *functions, *KEYWORDS, ".tables", ".schema ", ".help", ".quit"})


def completed(words: Sequence[str], start: str) -> list[str]:
    """Those of the words that ``start`` begins; what stands before a dot within it (``a.tit``) is kept."""
    before, dot, last = ("", "", start) if start.startswith(".") else start.rpartition(".")
    return [f"{before}{dot}{word}" for word in words if last and word.startswith(last.lower())]


def _save_history(history: Path) -> None:
    editor = _readline()
    if editor is None:
        return
    with suppress(OSError):
        history.parent.mkdir(parents=True, exist_ok=True)
        editor.write_history_file(history)
        history.chmod(0o600)

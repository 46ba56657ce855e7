"""The documents hold: their SQL runs on the demonstration's warehouse, commands exist, links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import newsfold
from flows.demo import main as demonstrate
from flows.settings import Settings
from flows.steps import ingest
from transforms.clean import RULES
from warehouse import run_query

ROOT = Path(__file__).parents[1]
# The data dictionary is generated, and held to the schema by a test of its own.
DOCUMENTS = sorted(
    path
    for path in (ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md"))
    if path.name != "data-dictionary.md"
)
_SQL = re.compile(r"^```sql\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SHOWN = re.compile(r"^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"\bnewsfold ([a-z][a-z-]*)((?: +--[a-z-]+)*)")
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
_OPTION = re.compile(r"--[a-z][a-z-]*")


def _told(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _queries() -> Iterator[tuple[str, str]]:
    for path in DOCUMENTS:
        # Asked of a newsroom of its own, line by line, in test_flows_questions.py.
        if path.name == "questions.md":
            continue
        for number, query in enumerate(_SQL.findall(path.read_text(encoding="utf-8")), start=1):
            yield f"{_told(path)} {number}", query


def _commands() -> Iterator[str]:
    for path in DOCUMENTS:
        for passage in _code(path.read_text(encoding="utf-8")):
            for name, options in _COMMAND.findall(passage):
                yield f"{name}{options}"


def _code(text: str) -> list[str]:
    """Words in back-ticks, and indented or fenced lines: where a command is meant to be typed."""
    fenced = re.findall(r"^```(?!text)[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    indented = re.findall(r"^    .*$", text, re.MULTILINE)
    return [*re.findall(r"`([^`\n]+)`", text), *fenced, *(line.partition("#")[0] for line in indented)]


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = Settings(warehouse=tmp_path_factory.mktemp("demo") / "newsfold.duckdb")
    ingest(settings, [str(ROOT / "seeds")])
    return settings.warehouse


@pytest.mark.parametrize(("place", "query"), [pytest.param(*found, id=found[0]) for found in _queries()])
def test_every_query_in_the_documents_runs_on_the_demonstration(demonstrated: Path, place: str, query: str) -> None:
    answer = run_query(demonstrated, query)
    empty_by_nature = "rejection_summary" in query or "FROM tombstones" in query
    assert answer.rows or empty_by_nature, place


def test_the_readme_shows_what_the_demonstration_really_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    assert demonstrate("demo", "seeds") == 0
    printed = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    [shown] = _SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    # ids are shortened there, and a line of three dots stands for others
    wanted = [line for line in shown.splitlines() if "-…" not in line and line.strip() not in ("", "…")]
    assert len(wanted) >= 10
    assert [line for line in wanted if line.rstrip() not in printed] == []


def test_the_readme_shows_at_least_four_queries() -> None:
    assert len(_SQL.findall((ROOT / "README.md").read_text(encoding="utf-8"))) >= 4


@pytest.mark.parametrize("command", sorted(set(_commands())))
def test_every_command_in_the_documents_exists_with_its_options(command: str) -> None:
    name, *options = command.split()
    shown = CliRunner().invoke(newsfold, [name, "--help"])
    assert shown.exit_code == 0, f"newsfold {name}: {shown.output}"
    assert set(options) <= set(_OPTION.findall(shown.output))


def test_the_readme_names_every_command_that_there_is() -> None:
    shown = CliRunner().invoke(newsfold, ["--help"]).output
    commands = re.findall(r"^  ([a-z]+)  ", shown.partition("Commands:")[2], re.MULTILINE)
    named = {command.split()[0] for command in _commands()}
    assert commands
    assert set(commands) <= named


@pytest.mark.parametrize("path", DOCUMENTS, ids=_told)
def test_every_relative_link_leads_to_a_file(path: Path) -> None:
    lost = [link for link in _LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / link).exists()]
    assert lost == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=_told)
def test_every_test_and_module_file_that_a_document_names_is_there(path: Path) -> None:
    named = re.findall(
        r"\b(?:tests|bench|flows|connectors|warehouse|transforms)/\w+\.(?:py|sql)", path.read_text("utf-8")
    )
    assert [name for name in named if name != "tests/test_x.py" and not (ROOT / name).is_file()] == []


def test_every_cleaning_rule_is_described_in_its_order() -> None:
    import importlib

    names = [importlib.import_module(rule.__module__).NAME for rule in RULES]
    text = (ROOT / "docs" / "cleaning-rules.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \d+ \| `(\w+)` \|", text, re.MULTILINE) == names

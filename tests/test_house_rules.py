"""The house keeps its own rules: sizes, names, and where SQL stands."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
PACKAGES = ("flows", "connectors", "transforms", "warehouse")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60

BANNED_MODULES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "story"}
BANNED_WORDS = re.compile(r"(?:^|_)(?:utils?|helpers?|common|manager|story|stories)(?:_|$)", re.IGNORECASE)

# A statement's first words, with what follows them in SQL and not in a sentence.
SQL = re.compile(
    r"""\s*(?:--[^\n]*\n\s*)*(?:
        select\s+(?:\*|distinct\b|count\(|[\w.,\s()*']+?\s+from\s+\w)
        | with\s+(?:recursive\s+)?\w+(?:\s*\([^)]*\))?\s+as\s*\(
        | insert\s+(?:or\s+\w+\s+)?into\s | update\s+\w+\s+set\s | delete\s+from\s | merge\s+into\s
        | (?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+)?(?:table|view|macro|index|schema|type)\s
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (HOUSE / folder).rglob("*.py"))


def test_there_is_something_to_check() -> None:
    for package in PACKAGES:
        assert len(sources(package)) >= 3, package


def test_no_file_is_too_long() -> None:
    paths = [*sources(*PACKAGES, "tests"), *(HOUSE / "warehouse").rglob("*.sql")]
    lengths = {str(path.relative_to(HOUSE)): len(path.read_text().splitlines()) for path in paths}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    found = {
        f"{path.relative_to(HOUSE)}:{node.name}": length
        for path in sources(*PACKAGES)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert found == {}


def test_no_module_in_flows_hides_one_of_python_or_of_a_dependency() -> None:
    """A path entrypoint of Prefect puts flows/ first on the path."""
    names = {path.stem for path in (HOUSE / "flows").iterdir() if path.stem != "__init__"}
    installed = set(importlib.metadata.packages_distributions()) - set(PACKAGES)
    assert names & (set(sys.stdlib_module_names) | installed) == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_has_the_name_of_something_its_package_exports(package: str) -> None:
    exported = set(getattr(importlib.import_module(package), "__all__", ()))
    modules = {path.stem for path in (HOUSE / package).iterdir() if path.suffix == ".py" or path.is_dir()}
    assert exported & modules == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_that_a_package_exports_is_there(package: str) -> None:
    module = importlib.import_module(package)
    for name in getattr(module, "__all__", ()):
        assert getattr(module, name) is not None


def test_nothing_has_a_name_that_says_nothing() -> None:
    found = [f"{path.relative_to(HOUSE)}: {name}" for path in sources(*PACKAGES) for name in bad_names(path)]
    assert found == []


def bad_names(path: Path) -> Iterator[str]:
    if path.stem in BANNED_MODULES or path.parent.name in BANNED_MODULES or BANNED_WORDS.search(path.stem):
        yield path.stem
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and is_bad_name(node.name):
            yield node.name


def is_bad_name(name: str) -> bool:
    """Also in CamelCase."""
    return BANNED_WORDS.search(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)) is not None


@pytest.mark.parametrize("name", ["Story", "StoryReader", "text_utils", "ConnectionManager", "common", "url_helper"])
def test_a_name_that_says_nothing_would_be_seen(name: str) -> None:
    assert is_bad_name(name)


@pytest.mark.parametrize("name", ["History", "commonality", "managed", "utility_share", "contextmanager"])
def test_an_honest_name_passes(name: str) -> None:
    assert not is_bad_name(name)


def test_sql_stands_in_sql_files() -> None:
    found = [
        f"{path.relative_to(HOUSE)}:{line}: {text.strip()[:60]}"
        for path in sources(*PACKAGES)
        for text, line in string_literals(ast.parse(path.read_text()))
        if SQL.match(text)
    ]
    assert found == []


def string_literals(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every string in the code, with the constant parts of f-strings joined; docstrings are not in it."""
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
            yield "".join(map(str, parts)), node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value, node.lineno


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM articles",
        "select article_id, title\nfrom articles",
        "-- purpose\nwith recent as (select 1) select 2",
        "INSERT INTO runs VALUES (?)",
        "create or replace temp table t as select 1",
        "merge into articles using rows",
        "delete from matches",
        "update runs set state = ?",
    ],
)
def test_sql_would_be_seen(text: str) -> None:
    assert SQL.match(text)


@pytest.mark.parametrize(
    "text",
    [
        "select one of these",
        "Update the sources first",
        "with care",
        "create a warehouse first",
        "deleted",
        "table articles",
    ],
)
def test_a_sentence_is_not_taken_for_sql(text: str) -> None:
    assert not SQL.match(text)


@pytest.mark.parametrize("lock", ["constraints.txt", "constraints-dev.txt", "constraints-duckdb2.txt"])
def test_a_lock_names_no_place_and_leaves_nothing_open(lock: str) -> None:
    text = (HOUSE / lock).read_text()
    assert re.findall(r"\w+://\S+|^--?(?!-hash).*|(?<![\w.])/\w+/\S*| @ ", text, re.MULTILINE) == []
    requirements = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert requirements
    for line in requirements:
        assert re.match(r"[\w.-]+(?:\[[\w,-]+\])?==\S+ .*\\$", line), line
    assert text.count("--hash=sha256:") >= len(requirements)


def test_both_locks_hold_the_same_versions_of_what_they_share() -> None:
    running, developing = (pinned(HOUSE / name) for name in ("constraints.txt", "constraints-dev.txt"))
    assert running.items() <= developing.items()


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]
    wanted = {normal_name(re.split(r"[<>=!\[ ]", line)[0]) for line in project["dependencies"]}
    assert wanted <= pinned(HOUSE / "constraints.txt").keys()
    tools = {normal_name(re.split(r"[<>=!\[ ]", line)[0]) for line in project["optional-dependencies"]["dev"]}
    assert tools <= pinned(HOUSE / "constraints-dev.txt").keys()


def test_the_second_engine_is_the_only_thing_that_its_lock_replaces() -> None:
    assert pinned(HOUSE / "constraints-duckdb2.txt") == {"duckdb": {"2.0.0"}}
    assert pinned(HOUSE / "constraints.txt")["duckdb"] == {"1.5.5"}


def pinned(lock: Path) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==(\S+)", lock.read_text(), re.MULTILINE):
        versions.setdefault(normal_name(name), set()).add(version)
    return versions


def normal_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()

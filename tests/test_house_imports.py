"""Imports point one way: flows -> connectors | warehouse -> transforms. The contracts stand in pyproject.toml."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent

# import-linter sees the first name of what lies outside: it cannot tell urllib.parse from urllib.request.
NETWORK_MODULES = {"urllib.request", "urllib.robotparser", "http.client", "xmlrpc.client"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "uuid.uuid1", "uuid.uuid4"}
FILE_CALLS = {"open", "io.open", "Path", "pathlib.Path"}

PACKAGES = ("flows", "connectors", "transforms", "warehouse")
# Declared only to bound what Prefect brings along.
NOT_IMPORTED = {"fastapi", "sqlalchemy"}


def lint_imports(config: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--config", str(config), "--no-cache"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_contract_is_kept() -> None:
    answer = lint_imports(HOUSE / "pyproject.toml")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    contracts = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert f"Contracts: {len(contracts)} kept, 0 broken." in answer.stdout


def test_a_contract_that_is_broken_is_noticed(tmp_path: Path) -> None:
    config = tmp_path / "broken.toml"
    config.write_text(
        '[tool.importlinter]\nroot_packages = ["flows", "transforms"]\n'
        '[[tool.importlinter.contracts]]\nname = "upside down"\ntype = "layers"\nlayers = ["transforms", "flows"]\n'
    )
    answer = lint_imports(config)
    assert answer.returncode == 1
    assert "upside down BROKEN" in answer.stdout


def test_the_pure_core_reads_no_clock_opens_no_file_and_asks_no_network() -> None:
    found = [
        f"{path.relative_to(HOUSE)}:{line}: {name}"
        for path in sorted((HOUSE / "transforms").rglob("*.py"))
        for name, line in touched(ast.parse(path.read_text()))
        if name in CLOCKS | FILE_CALLS | NETWORK_MODULES
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import datetime\nx = datetime.datetime.now()", "datetime.now"),
        ("from datetime import date\nx = date.today()", "date.today"),
        ("open('x')", "open"),
        ("from urllib import request", "urllib.request"),
        ("import urllib.request", "urllib.request"),
    ],
)
def test_what_the_core_may_not_touch_would_be_seen(source: str, name: str) -> None:
    assert name in {touched_name for touched_name, _ in touched(ast.parse(source))}


def touched(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Dotted names that the code imports or calls (the last two parts of a call), with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call):
            yield ".".join(ast.unparse(node.func).split(".")[-2:]), node.lineno


@pytest.mark.parametrize("nouns", ["transforms", "transforms.model", "transforms.errors", "connectors"])
def test_reading_the_nouns_loads_no_parser_engine_or_client(nouns: str) -> None:
    heavy = ["trafilatura", "lxml", "feedparser", "prefect", "duckdb", "pyarrow", "aiohttp", "numpy"]
    program = f"import sys, {nouns}; print([name for name in {heavy} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_help_does_not_wait_for_prefect() -> None:
    program = (
        "import sys\nfrom flows.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('prefect', 'duckdb', 'trafilatura') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert answer.stdout.strip().endswith("[]")


def test_what_is_imported_and_what_is_declared_are_the_same() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]
    declared = {normal_name(re.split(r"[<>=!\[ ]", line)[0]) for line in project["dependencies"]}
    carriers = importlib.metadata.packages_distributions()
    foreign = imported_packages() - set(PACKAGES) - set(sys.stdlib_module_names)
    imported = {normal_name(carriers[name][0]) if name in carriers else name for name in foreign}
    assert imported == declared - NOT_IMPORTED


def imported_packages() -> set[str]:
    """The first name of every absolute import in the four packages."""
    found = set()
    for path in (path for package in PACKAGES for path in (HOUSE / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add((node.module or "").partition(".")[0])
    return found


def normal_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()

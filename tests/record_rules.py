"""Records which sources make an article's text, and under which RULES_ID: python tests/record_rules.py [--same-texts]

Stored articles name the rules that made them, and a new capture is compared under today's rules; so whoever changes
what a text comes out as must raise RULES_ID. The record beside the golden files lets a test see that it was forgotten.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

HOUSE = Path(__file__).parent.parent
RECORD = Path(__file__).parent / "golden" / "rules.json"
START = "transforms.parsing"
# Values and error messages: they hold a text, they do not make one.
HOLDERS = {"transforms.model", "transforms.errors"}
# Everything else that it is made with is bounded by the lock and has no opinion on what an article is.
EXTRACTOR = "trafilatura"


def sources(start: str = START) -> dict[str, Path]:
    """The modules that make a text: what parsing imports inside transforms, directly or not, with their files."""
    found: dict[str, Path] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in found or name in HOLDERS:
            continue
        found[name] = file_of(name)
        waiting.extend(imported(found[name]))
    return dict(sorted(found.items()))


def file_of(module: str) -> Path:
    path = HOUSE.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def imported(path: Path) -> set[str]:
    return {
        node.module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("transforms.")
    }


def digest(path: Path) -> str:
    """Of a source without its comments on lines of their own and its blank lines."""
    lines = (line.rstrip() for line in path.read_text(encoding="utf-8").splitlines())
    kept = (line for line in lines if line and not line.lstrip().startswith(("#", "RULES_ID")))
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()[:16]


def today() -> dict[str, str]:
    """The digest of every source that makes a text, and the extractor's version."""
    return {**{name: digest(path) for name, path in sources().items()}, EXTRACTOR: version(EXTRACTOR)}


def recorded() -> tuple[str, dict[str, str]]:
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    return record["rules_id"], record["sources"]


def main() -> int:
    sys.path.insert(0, str(HOUSE))
    from transforms.clean import RULES_ID

    if RECORD.exists() and "--same-texts" not in sys.argv:
        rules_id, before = recorded()
        if before != today() and rules_id == RULES_ID:
            sys.stderr.write(
                f"RULES_ID is still {RULES_ID}: raise it in transforms/clean/__init__.py, or say --same-texts "
                "if no text can come out otherwise than before\n"
            )
            return 1
    RECORD.write_text(json.dumps({"rules_id": RULES_ID, "sources": today()}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Where other people's labelled data lie; they are no part of this project, and what needs them is skipped without."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def connectors_folder(part: str) -> Path:
    """The folder of one part; skips the test, and says why, where there is none."""
    root = os.environ.get("NEWSFOLD_EVALUATION_DATA") or Path(__file__).parents[2] / "shared" / "data"
    folder = Path(root) / "connectors" / part
    if not folder.exists():
        pytest.skip(f"no labelled data of connectors/{part} (NEWSFOLD_EVALUATION_DATA)")
    return folder

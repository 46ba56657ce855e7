"""What several test modules share: one pool of real worker processes, and a warehouse that holds the two seeds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.parsing_pool import ParsingPool


@pytest.fixture(scope="session")
def pool() -> Iterator[ParsingPool]:
    """Real worker processes, started once."""
    with ParsingPool(2) as shared:
        yield shared

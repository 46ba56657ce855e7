"""What several test modules share: one pool of real worker processes, and a warehouse that holds the two seeds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prefect_place import Server, prefect_server

from flows.parsing_pool import ParsingPool


@pytest.fixture(scope="session")
def pool() -> Iterator[ParsingPool]:
    """Real worker processes, started once."""
    with ParsingPool(2) as shared:
        yield shared


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real Prefect server, started once."""
    with prefect_server(tmp_path_factory.mktemp("prefect")) as started:
        yield started

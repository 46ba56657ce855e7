"""What several test modules share: one pool of real worker processes, and a warehouse that holds the two seeds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from newsroom import LOOPBACK, Newsroom
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


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """A real HTTP server on loopback, which may be fetched from without waiting."""
    monkeypatch.setenv("NEWSFOLD_ALLOW_ADDRESSES", LOOPBACK)
    monkeypatch.setenv("NEWSFOLD_MIN_INTERVAL_S", "0")
    with Newsroom() as server:
        yield server

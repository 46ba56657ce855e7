"""Marks flow runs Crashed whose process died, by what the system knows: the lock of a run is free when it is dead.

Prefect's own way is an automation on missing heartbeats (flows.automations), which takes 90 s at the least, and only
acts where a heartbeat came after it was made. A run's lock says it at once, on the machine that it ran on.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from flows.leftovers import dead_flow_runs

_log = logging.getLogger(__name__)

LOOK_EVERY_S = 10.0
"""How often serving looks for dead runs."""
MESSAGE = "Its process died. What it had committed is safe; the next run takes up what it left."


def mark_crashed(flow_run_ids: Iterable[UUID]) -> list[UUID]:
    """The flow runs that are marked Crashed now; one that ended, or is not known to the server, is left alone."""
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound
    from prefect.states import Crashed

    wanted = list(dict.fromkeys(flow_run_ids))
    marked: list[UUID] = []
    if not wanted:
        return marked
    with get_client(sync_client=True) as client:
        for one in wanted:
            try:
                run = client.read_flow_run(one)
                if run.state is None or run.state.is_final():
                    continue
                client.set_flow_run_state(one, Crashed(message=MESSAGE))
            except ObjectNotFound:
                continue
            marked.append(one)
    return marked


@contextmanager
def marking_crashed(archive: Path, every_s: float = LOOK_EVERY_S) -> Iterator[None]:
    """While the block lasts, runs on this archive that died are marked Crashed on the server that is in use."""
    is_over = threading.Event()
    told: set[UUID] = set()

    def look() -> None:
        while not is_over.is_set():
            try:
                found = [one for one in dead_flow_runs(archive) if one not in told]
                for one in mark_crashed(found):
                    _log.warning("the process of flow run %s died; it is marked Crashed", one)
                told.update(found)
            except Exception as error:  # noqa: BLE001  a server that is away now is asked again
                _log.warning("runs that died could not be marked: %s", error)
            is_over.wait(every_s)

    thread = threading.Thread(target=look, name="crashes", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join(5)

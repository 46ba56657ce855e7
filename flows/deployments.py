"""The deployments, defined once: `newsfold serve` registers these, and prefect.yaml is generated from them.

Run ``python -m flows.deployments`` to write prefect.yaml anew; a test fails when it is stale.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.prefect_settings import apply_quiet_settings

DEFAULT_CRON = "*/15 * * * *"
SERVER_START_S = 180.0


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment: its flow's entrypoint, its schedule (None: run by hand with a form), what it is for."""

    name: str
    entrypoint: str
    description: str
    cron: str | None = None
    tags: tuple[str, ...] = ("newsfold",)
    parameters: dict[str, Any] = field(default_factory=dict)


DEPLOYMENTS: tuple[Deployment, ...] = (
    Deployment(
        name="ingest",
        entrypoint="flows.ingest:ingest_flow",
        description="Polls every source that is due, cleans, matches and stores what is new.",
        cron=DEFAULT_CRON,
    ),
    Deployment(
        name="backfill",
        entrypoint="flows.backfill:backfill_flow",
        description="Reads one location or source between two days. Run it by hand: the form asks for what is needed.",
        parameters={"location": "seeds"},
    ),
    Deployment(
        name="reprocess",
        entrypoint="flows.reprocess:reprocess_flow",
        description="Makes every text again from the archive, by today's rules and what was learned. No network.",
    ),
)


def served_deployments(cron: str = DEFAULT_CRON) -> list[Any]:
    """The deployments as Prefect runs them from this process; ``cron`` is the ingest schedule (UTC)."""
    from flows.backfill import backfill_flow
    from flows.ingest import ingest_flow
    from flows.reprocess import reprocess_flow

    flows_by_entrypoint: dict[str, Any] = {
        "flows.ingest:ingest_flow": ingest_flow,
        "flows.backfill:backfill_flow": backfill_flow,
        "flows.reprocess:reprocess_flow": reprocess_flow,
    }
    return [
        flows_by_entrypoint[one.entrypoint].to_deployment(
            name=one.name,
            description=one.description,
            tags=list(one.tags),
            parameters=dict(one.parameters),
            cron=cron if one.cron else None,
            entrypoint_type=_module_path(),
        )
        for one in DEPLOYMENTS
    ]


def _module_path() -> Any:
    from prefect.types.entrypoint import EntrypointType

    return EntrypointType.MODULE_PATH


def serve_deployments(*, with_server: bool = False, cron: str = DEFAULT_CRON, port: int = 4200) -> None:
    """Register the deployments and run what is scheduled, until stopped. ``with_server`` starts a server as well."""
    apply_quiet_settings("INFO")
    server = started_server(port) if with_server else None
    try:
        from prefect import serve

        serve(*served_deployments(cron))
    finally:
        if server is not None:
            stop_server(server)


def started_server(port: int) -> subprocess.Popen[bytes]:
    """A Prefect server on loopback, ready to be asked; its UI asks the same port.

    Raises RuntimeError when it is not ready in time.
    """
    address = f"http://127.0.0.1:{port}/api"
    os.environ["PREFECT_API_URL"] = address
    environment = {**os.environ, "PREFECT_SERVER_UI_API_URL": address, "PREFECT_UI_API_URL": address}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(  # noqa: S603  our own interpreter
        command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    until = time.monotonic() + SERVER_START_S
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=2) as answer:  # noqa: S310
            if answer.status == 200:
                return server
        time.sleep(0.5)
    stop_server(server)
    raise RuntimeError(f"the Prefect server was not ready on port {port} within {SERVER_START_S:.0f} s")


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """End the server and its children."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        server.wait(timeout=20)
        return
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


def prefect_yaml() -> str:
    """The same deployments for `prefect deploy --all` with a work pool of processes."""
    lines = [
        "# Made by `python -m flows.deployments` from flows/deployments.py: change it there.",
        "name: newsfold",
        "deployments:",
    ]
    for one in DEPLOYMENTS:
        lines += [
            f"  - name: {one.name}",
            f"    entrypoint: {one.entrypoint.replace(':', '.')}",
            f"    description: {one.description!r}",
            f"    tags: [{', '.join(one.tags)}]",
            f"    parameters: {{{', '.join(f'{key}: {value}' for key, value in one.parameters.items())}}}",
            "    work_pool: {name: newsfold}",
        ]
        lines += [f"    schedules: [{{cron: '{one.cron}', timezone: UTC}}]"] if one.cron else ["    schedules: []"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path("prefect.yaml").write_text(prefect_yaml(), encoding="utf-8")

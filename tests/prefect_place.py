"""A real Prefect server with a home of its own, what is served there, and questions to its API."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parent.parent
PATIENCE_S = 150.0

_SERVER = (
    "import sys; from flows.prefect_settings import apply_quiet_settings; apply_quiet_settings();"
    "from flows.prefect_server import started_server, stop_server; server = started_server(int(sys.argv[1]));"
    "print('ready', flush=True); sys.stdin.read(); stop_server(server)"
)


@dataclass(frozen=True)
class Server:
    """Where its API is, and the environment in which a process of ours finds it."""

    api: str
    environment: Mapping[str, str]

    @property
    def ui(self) -> str:
        return self.api.removesuffix("/api")

    def ask(self, path: str, body: Any = None, method: str | None = None) -> Any:
        """What the API answers; None where it answers nothing. Its SQLite is busy at times, which it says with 503."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.api}{path}", data, {"Content-Type": "application/json"}, method=method)
        for attempt in range(20):
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    text = answer.read()
            except urllib.error.HTTPError as error:
                if error.code != 503 or attempt == 19:
                    raise
                time.sleep(0.5)
            else:
                return json.loads(text) if text else None
        return None

    def deployment(self, name: str) -> Any:
        """The deployment of that name, None before it is there."""
        return next(iter(self.ask("/deployments/filter", {"deployments": {"name": {"any_": [name]}}})), None)

    def runs(self, deployment_id: str, *states: str) -> list[Any]:
        """Its flow runs in one of these states, the earliest first."""
        wanted: dict[str, Any] = {
            "deployments": {"id": {"any_": [deployment_id]}},
            "sort": "EXPECTED_START_TIME_ASC",
            "limit": 50,
        }
        if states:
            wanted["flow_runs"] = {"state": {"type": {"any_": list(states)}}}
        return list(self.ask("/flow_runs/filter", wanted))

    def run(self, name: str, parameters: dict[str, Any]) -> str:
        """Starts a run by hand; its id."""
        deployment = waited_for(lambda: self.deployment(name), f"the deployment {name}")
        body = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
        return str(self.ask(f"/deployments/{deployment['id']}/create_flow_run", body)["id"])

    def state(self, flow_run_id: str) -> str:
        return str(self.ask(f"/flow_runs/{flow_run_id}")["state"]["type"])

    def ended(self, flow_run_id: str, state: str = "COMPLETED") -> Any:
        """The run once it is in that state; fails early where it ended in another."""

        def reached() -> Any:
            found = self.ask(f"/flow_runs/{flow_run_id}")
            kind = found["state"]["type"]
            if kind in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") and kind != state:
                raise AssertionError(f"the run ended as {kind}: {found['state'].get('message')}")
            return found if kind == state else None

        return waited_for(reached, f"{state} of the run")

    def artifacts(self, flow_run_id: str, kind: str) -> list[Any]:
        wanted = {"artifacts": {"flow_run_id": {"any_": [flow_run_id]}, "type": {"any_": [kind]}}}
        return list(self.ask("/artifacts/filter", wanted))


def quiet_environment(home: Path) -> dict[str, str]:
    """This process's environment with a home of its own for Prefect, and nothing of newsfold's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "NEWSFOLD_"))}
    return {**kept, "PREFECT_HOME": str(home), "PYTHONPATH": str(HOUSE)}


@contextmanager
def prefect_server(home: Path) -> Iterator[Server]:
    """A real server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = quiet_environment(home)
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(port)],
        env=environment,
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    api = f"http://127.0.0.1:{port}/api"
    try:
        yield Server(api, {**environment, "PREFECT_API_URL": api, "PREFECT_RUNNER_POLL_FREQUENCY": "2"})
    finally:
        process.stdin.close()
        process.wait(60)
        process.stdout.close()


@contextmanager
def serving(server: Server, folder: Path, sources: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """`newsfold serve` in that folder, against the server."""
    (folder / "sources.toml").write_text(sources, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "serve", "--quiet"],
        env={**server.environment, **environment},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        ended(process)


def ended(process: subprocess.Popen[bytes]) -> None:
    """SIGTERM to the process, and after a while SIGKILL to all that it started."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def prefect(server: Server, folder: Path, *arguments: str) -> str:
    """What the prefect command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "prefect", *arguments],
        env=dict(server.environment),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def deployed(server: Server, folder: Path) -> None:
    """`prefect deploy --all` into the work pool of prefect.yaml, which is made where it is not there yet."""
    (folder / "prefect.yaml").write_text((HOUSE / "prefect.yaml").read_text(), encoding="utf-8")
    prefect(server, folder, "work-pool", "create", "newsfold", "--type", "process", "--overwrite")
    prefect(server, folder, "--no-prompt", "deploy", "--all")


def waited_for(found: Callable[[], Any], what: str, seconds: float = PATIENCE_S) -> Any:
    """What ``found`` gives, once it is anything."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if value := found():
                return value
        except OSError:
            pass
        time.sleep(0.5)
    raise AssertionError(f"{what} did not come within {seconds:.0f} s")

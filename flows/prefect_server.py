"""A Prefect server of our own on loopback, with settings under which it is quiet and stays on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress

START_S = 180.0


def started_server(port: int) -> subprocess.Popen[bytes]:
    """A Prefect server, ready to be asked; its UI asks the same port. PREFECT_API_URL names it from now on.

    Raises RuntimeError when it is not ready in time.
    """
    address = f"http://127.0.0.1:{port}/api"
    os.environ["PREFECT_API_URL"] = address
    environment = {**os.environ, "PREFECT_SERVER_UI_API_URL": address, "PREFECT_UI_API_URL": address}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(  # noqa: S603  our own interpreter
        command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    until = time.monotonic() + START_S
    while time.monotonic() < until and server.poll() is None:
        if is_ready(address):
            return server
        time.sleep(0.5)
    stop_server(server)
    raise RuntimeError(f"the Prefect server was not ready on port {port} within {START_S:.0f} s")


def is_ready(address: str) -> bool:
    """Whether a server answers at this API address."""
    with suppress(OSError, ValueError), urllib.request.urlopen(f"{address}/health", timeout=2) as answer:  # noqa: S310
        return bool(answer.status == 200)
    return False


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """End the server and its children."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        server.wait(timeout=20)
        return
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)

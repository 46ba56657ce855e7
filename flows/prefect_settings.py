"""Settings under which Prefect is quiet and stays on this machine; to be applied before prefect is imported.

Without the first three the server of 3.8 calls home, and logs "database is locked" tracebacks as it starts.
"""

from __future__ import annotations

import os

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    # the first start of a server with a new database took 14 to 26 s when measured
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


def apply_quiet_settings(log_level: str = "WARNING") -> None:
    """Set what the environment does not say already. ``log_level`` is what runs say, on the terminal and in the UI."""
    for name, value in {**QUIET, "PREFECT_LOGGING_LEVEL": log_level}.items():
        os.environ.setdefault(name, value)

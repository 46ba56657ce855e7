"""The files that `newsfold init` writes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ENVIRONMENT = """\
# What newsfold reads from the environment. Copy to .env and set what you need; lines that start with # are comments.
# The systemd unit reads .env; in a shell: set -a; . ./.env; set +a

# The DuckDB file that people open, and the sources file.
#NEWSFOLD_WAREHOUSE=newsfold.duckdb
#NEWSFOLD_SOURCES=sources.toml

# The folder of the raw archive (else newsfold.archive beside the warehouse).
#NEWSFOLD_ARCHIVE=

# Seconds that a commit waits for another writer before it gives up with exit code 75.
#NEWSFOLD_WAIT_S=60

# How newsfold names itself to sites. Put an address there by which you can be reached.
#NEWSFOLD_USER_AGENT=

# Networks (CIDR, separated by commas) that may be fetched from although they are not public, such as an intranet.
#NEWSFOLD_ALLOW_ADDRESSES=

# Who is told what needs a person (newsfold maintain): an address that takes a POST of JSON, and mail.
#NEWSFOLD_ALERT_WEBHOOK=
#NEWSFOLD_SMTP=smtp://mail.example.org:587
#NEWSFOLD_ALERT_MAIL_TO=
#NEWSFOLD_ALERT_MAIL_FROM=

# Days after which newsfold maintain drops files of the raw archive, texts, and what was cut from them. Unset: never.
#NEWSFOLD_KEEP_ARCHIVE_DAYS=
#NEWSFOLD_KEEP_TEXTS_DAYS=
#NEWSFOLD_KEEP_REMOVED_DAYS=

# Pages whose publisher reserves text and data mining: keep (and mark) or refuse.
#NEWSFOLD_RESERVED=keep

# The Prefect server that the schedules live in (newsfold serve --with-server starts one there).
#PREFECT_API_URL=http://127.0.0.1:4200/api

# Secrets that sources.toml names as ${NAME}. Never commit the file that holds them.
#EXAMPLE_WIRE_TOKEN=
"""

UNIT = """\
# Keeps newsfold running with systemd. For one user, without root:
#   mkdir -p ~/.config/systemd/user && cp newsfold.service ~/.config/systemd/user/
#   systemctl --user daemon-reload && systemctl --user enable --now newsfold
#   loginctl enable-linger    (goes on when you log out)

[Unit]
Description=newsfold: news into a DuckDB warehouse, by schedule
After=network-online.target
Wants=network-online.target

[Service]
WorkingDirectory={folder}
EnvironmentFile=-{folder}/.env
ExecStart={command} serve --with-server
Restart=on-failure
RestartSec=30
# A commit is done in seconds; what is killed is taken up by the next run.
TimeoutStopSec=60
KillSignal=SIGINT
NoNewPrivileges=true

[Install]
WantedBy=default.target
"""


def starting_files(folder: Path) -> dict[str, str]:
    """Name and text of every file; ``folder`` is where they will lie, absolute."""
    from connectors.sources import sources_example
    from flows.deployments import prefect_yaml

    return {
        "sources.toml": sources_example(),
        "prefect.yaml": prefect_yaml(),
        ".env.example": ENVIRONMENT,
        "newsfold.service": UNIT.format(folder=_escaped(str(folder)), command=_command()),
    }


def _command() -> str:
    """The command that runs now, as systemd wants it: an absolute path."""
    beside = Path(sys.executable).with_name("newsfold")
    program = str(beside) if beside.exists() else shutil.which("newsfold")
    if program:
        return f'"{_escaped(program)}"'
    return f'"{_escaped(sys.executable)}" -m flows.cli'


def _escaped(text: str) -> str:
    """Per cent signs and quotes mean something in a unit file."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")

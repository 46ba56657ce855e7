"""The deployments, defined once: `newsfold serve` registers these, and prefect.yaml is generated from them.

Run ``python -m flows.deployments`` to write prefect.yaml anew; a test fails when it is stale.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

WORK_POOL = "newsfold"
TAG = "newsfold"


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment: its flow's entrypoint (``module:function``), what it is for, what its form starts with.

    When it runs by itself is said by flows.schedules.
    """

    name: str
    entrypoint: str
    description: str
    tags: tuple[str, ...] = (TAG,)
    parameters: dict[str, Any] = field(default_factory=dict)

    def flow(self) -> Any:
        """The flow itself; loads Prefect."""
        module, _, name = self.entrypoint.partition(":")
        return getattr(import_module(module), name)

    @property
    def full_name(self) -> str:
        """As Prefect names it: its flow, then itself. A test holds this to the flow."""
        return f"{self.name}/{self.name}"


DEPLOYMENTS: tuple[Deployment, ...] = (
    Deployment(
        name="ingest",
        entrypoint="flows.ingest:ingest_flow",
        description="One pass: polls every source that is due, cleans, matches and stores what is new.",
    ),
    Deployment(
        name="watch",
        entrypoint="flows.watch:watch_flow",
        description="The stream: polls what is due and commits small batches, until it is cancelled. Run it by hand, "
        "once: another one that is started beside it ends at once.",
    ),
    Deployment(
        name="backfill",
        entrypoint="flows.backfill:backfill_flow",
        description="Reads one location or source between two days. Run it by hand: the form asks for what is needed.",
    ),
    Deployment(
        name="maintain",
        entrypoint="flows.maintain:maintain_flow",
        description="Takes up what killed runs left, runs every check, and tells what needs a person.",
    ),
    Deployment(
        name="reprocess",
        entrypoint="flows.reprocess:reprocess_flow",
        description="Makes every text again from the archive, by today's rules and what was learned. No network.",
    ),
)


def registered(one: Deployment, *, work_pool: str | None = None) -> Any:
    """The deployment as Prefect registers it, without a schedule: those on the server are not touched by it.

    ``work_pool`` is who runs it; None: the process that serves it.
    """
    from prefect.types.entrypoint import EntrypointType

    deployment = one.flow().to_deployment(
        name=one.name,
        description=one.description,
        tags=list(one.tags),
        parameters=dict(one.parameters),
        entrypoint_type=EntrypointType.MODULE_PATH,
        work_pool_name=work_pool,
    )
    # What is set is sent, an empty list of schedules as well, and would replace what a person made of it on the server.
    deployment.model_fields_set.difference_update({"schedules", "paused"})
    return deployment


def prefect_yaml() -> str:
    """The same deployments for `prefect deploy --all` with a work pool of processes.

    There are no schedules in it on purpose: `prefect deploy` would put them in place of what a person changed in the
    UI. The build step adds those of sources.toml that the server has not had yet.
    """
    lines = [
        "# Made by `python -m flows.deployments` from flows/deployments.py: change it there.",
        "# Schedules stand in sources.toml ([[schedule]]); the build step puts on the server what it has not had yet,",
        "# and leaves alone what was added, edited or paused in the UI.",
        "name: newsfold",
        "pull: []",
        "deployments:",
    ]
    for one in DEPLOYMENTS:
        lines += [
            f"  - name: {one.name}",
            f"    entrypoint: {one.entrypoint.replace(':', '.')}",
            f"    description: {json.dumps(one.description)}",
            f"    tags: {json.dumps(list(one.tags))}",
            f"    parameters: {json.dumps(one.parameters)}",
            f"    work_pool: {{name: {WORK_POOL}}}",
            "    build:",
            "      - flows.serving.put_schedules:",
            f"          deployment: {one.name}",
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path("prefect.yaml").write_text(prefect_yaml(), encoding="utf-8")

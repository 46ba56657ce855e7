"""The automations that `newsfold serve` makes: a run whose process died is marked Crashed, and the next one started.

Without the first a killed run says Running for ever. A run sends a heartbeat every 30 s; three that fail to come are
its end. Rows need none of this: what a killed run left is taken up by the next run on the same warehouse.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from prefect.automations import Automation
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

CRASH_NAME = "newsfold: a run that died is marked Crashed"
NEXT_NAME = "newsfold: after a crash the next run is started"
SILENT_S = 90
"""Seconds without a heartbeat after which a run counts as dead."""
NEXT_AFTER_S = 60
"""Seconds before the next run is started, so that one that crashes at once does not do so all the time."""
ENDS = ("Completed", "Failed", "Cancelled", "Crashed")
RESTARTED = ("ingest", "watch", "maintain")
"""Deployments of which a next run does what the dead one would have done."""


def crash_automation(tag: str) -> AutomationCore:
    """Flow runs with this tag that fall silent become Crashed."""
    heartbeat = "prefect.flow-run.heartbeat"
    return AutomationCore(
        name=CRASH_NAME,
        description=f"Made by newsfold serve. A run without a heartbeat for {SILENT_S} s has died.",
        trigger=EventTrigger(
            after={heartbeat},
            expect={heartbeat, *(f"prefect.flow-run.{end}" for end in ENDS)},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            match_related=ResourceSpecification(
                {"prefect.resource.id": [f"prefect.tag.{tag}"], "prefect.resource.role": ["tag"]}
            ),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=timedelta(seconds=SILENT_S),
        ),
        actions=[
            ChangeFlowRunState(
                name="Crashed",
                state=StateType.CRASHED,
                message="Its process died: no heartbeat came. What it had committed is safe; the next run goes on.",
                force=False,
            )
        ],
    )


def next_automation(deployment_ids: Sequence[UUID]) -> AutomationCore:
    """A crash of one of these deployments is followed by another run of it."""
    return AutomationCore(
        name=NEXT_NAME,
        description=f"Made by newsfold serve. {NEXT_AFTER_S} s after a crash the same deployment runs again.",
        trigger=EventTrigger(
            expect={"prefect.flow-run.Crashed"},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            match_related=ResourceSpecification(
                {
                    "prefect.resource.id": [f"prefect.deployment.{one}" for one in deployment_ids],
                    "prefect.resource.role": ["deployment"],
                }
            ),
            for_each={"prefect.resource.id"},
            posture=Posture.Reactive,
            threshold=1,
        ),
        actions=[
            RunDeployment(
                source="inferred",
                deployment_id=None,
                parameters=None,
                job_variables=None,
                schedule_after=timedelta(seconds=NEXT_AFTER_S),
            )
        ],
    )


async def put_automations(wanted: Sequence[AutomationCore]) -> list[str]:
    """Makes those that the server has not; returns their names. One that a person edited or switched off stays so."""
    made = []
    for one in wanted:
        try:
            await Automation.aread(name=one.name)
        except ValueError:
            await Automation(**one.model_dump(exclude_unset=True)).acreate()
            made.append(one.name)
    return made

"""Registers the deployments on a Prefect server and runs what is scheduled, until stopped."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flows.crashes import marking_crashed
from flows.deployments import DEPLOYMENTS, TAG, WORK_POOL, Deployment, registered
from flows.prefect_server import started_server, stop_server
from flows.prefect_settings import apply_quiet_settings
from flows.schedules import Merge, Schedule, Standing, merged, schedules_of, slug_of, tags_of_slug
from flows.settings import Settings
from transforms.errors import InvalidSources

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

_log = logging.getLogger(__name__)

SEEN = "newsfold_schedules_{deployment}"
"""The Prefect variable that holds what the sources file said of a deployment's schedules when they were put last."""


@dataclass(frozen=True, slots=True)
class Served:
    """What serving put on the server: the schedules by deployment, and the automations it made."""

    merges: dict[str, Merge]
    automations: list[str]


def serve_deployments(*, with_server: bool = False, port: int = 4200, sources: Path | None = None) -> None:
    """Register the deployments and run what is scheduled, until stopped. ``with_server`` starts a server as well.

    Raises InvalidSources, and RuntimeError where no server can be reached.
    """
    apply_quiet_settings("INFO")
    schedules = schedules_of(sources or Settings.from_environment().sources)
    server = started_server(port) if with_server else None
    try:
        deployments = {one.name: registered(one) for one in DEPLOYMENTS}
        asyncio.run(register(deployments, schedules))
        from prefect import serve

        # Paused on shutdown they would be found paused by whoever looks, and what a person paused would go on after.
        with marking_crashed(Settings.from_environment().archive):
            serve(*deployments.values(), pause_on_shutdown=False, print_starting_message=False)
    finally:
        if server is not None:
            stop_server(server)


async def register(deployments: Mapping[str, Any], schedules: Sequence[Schedule]) -> Served:
    """The deployments (of deployments.registered), schedules and automations on the server that is in use."""
    from prefect.client.orchestration import get_client

    from flows.automations import RESTARTED, crash_automation, next_automation, put_automations

    ids: dict[str, UUID] = {}
    merges: dict[str, Merge] = {}
    async with get_client() as client:
        for name, deployment in deployments.items():
            ids[name] = await deployment.aapply()
            merges[name] = await _put(client, ids[name], name, [one for one in schedules if one.deployment == name])
        wanted_automations = [
            crash_automation(TAG),
            next_automation([ids[name] for name in RESTARTED if name in ids]),
        ]
        automations = await put_automations(wanted_automations)
    return Served(merges, automations)


def put_schedules(deployment: str) -> dict[str, Any]:
    """The build step of prefect.yaml: the deployment on the server with its schedules, before `prefect deploy` fills in
    the rest. Returns nothing that the rest needs.
    """
    schedules = schedules_of(Settings.from_environment().sources)
    one = next(found for found in DEPLOYMENTS if found.name == deployment)
    # `prefect deploy` calls its steps from a running loop, and so this makes one in a thread of its own.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_put_one_now, one, schedules).result()
    return {}


def _put_one_now(one: Deployment, schedules: Sequence[Schedule]) -> None:
    asyncio.run(_put_one(one, registered(one, work_pool=WORK_POOL), schedules))


async def _put_one(one: Deployment, deployment: Any, schedules: Sequence[Schedule]) -> None:
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    async with get_client() as client:
        try:
            deployment_id = (await client.read_deployment_by_name(one.full_name)).id
        except ObjectNotFound:
            deployment_id = await deployment.aapply()
        await _put(client, deployment_id, one.name, [each for each in schedules if each.deployment == one.name])


async def _put(client: PrefectClient, deployment_id: UUID, name: str, wanted: Sequence[Schedule]) -> Merge:
    standing = [
        Standing(str(one.id), _of_server(name, one)) for one in await client.read_deployment_schedules(deployment_id)
    ]
    merge = merged(await _base(client, name), wanted, standing)
    for standing_id in merge.deleted:
        await client.delete_deployment_schedule(deployment_id, UUID(standing_id))
    for standing_id, schedule in merge.changed:
        # Without parameters Prefect would empty those that are there.
        await client.update_deployment_schedule(
            deployment_id, UUID(standing_id), schedule=_cron(schedule), parameters=schedule.parameters
        )
    if merge.added:
        await client.create_deployment_schedules(
            deployment_id, [_created(_cron(schedule), schedule.parameters) for schedule in merge.added]
        )
    for schedule in merge.kept:
        _log.warning("schedule %s of %s was changed on the server and stays as it is there", schedule.cron, name)
    await _keep_tags(client, deployment_id)
    await _remember(client, name, wanted)
    return merge


async def _keep_tags(client: PrefectClient, deployment_id: UUID) -> None:
    """Each schedule says its tags in its slug as well, and has them back in its parameters where it lost them.

    Prefect 3.8 empties the parameters with every change that does not send them (`prefect deployment schedule pause`
    sends none), and leaves the slug alone.
    """
    found = await client.read_deployment_schedules(deployment_id)
    taken = {one.slug for one in found}
    for one in found:
        parameters, said = one.parameters or {}, tags_of_slug(one.slug)
        if "tags" not in parameters:
            if said:
                whole = {**parameters, "tags": list(said)}
                await client.update_deployment_schedule(deployment_id, one.id, parameters=whole)
            continue
        tags = _tags(one)
        is_ours = said is not None or (one.slug is None and tags)
        if is_ours and said != tags:
            slug = slug_of(tags, taken)
            taken.add(slug)
            await client.update_deployment_schedule(deployment_id, one.id, parameters=parameters, slug=slug)


def _tags(one: Any) -> tuple[str, ...]:
    """The tags of a schedule on the server: of its parameters, or of its slug where they do not name any."""
    given = (one.parameters or {}).get("tags")
    if given is None:
        given = tags_of_slug(one.slug) or ()
    return tuple(sorted(map(str, given)))


def _created(schedule: Any, parameters: dict[str, Any]) -> Any:
    from prefect.client.schemas.actions import DeploymentScheduleCreate

    return DeploymentScheduleCreate(schedule=schedule, active=True, parameters=parameters)


def _cron(schedule: Schedule) -> Any:
    from prefect.client.schemas.schedules import CronSchedule

    try:
        return CronSchedule(cron=schedule.cron, timezone=schedule.timezone)
    except ValueError as error:
        cause = " ".join(str(error).split("\n")[2:3]).strip() or str(error)
        raise InvalidSources(f"[[schedule]] {schedule.cron!r} {schedule.timezone}", cause, "correct it") from error


def _of_server(deployment: str, one: Any) -> Schedule | None:
    cron = getattr(one.schedule, "cron", None)
    if cron is None or set(one.parameters or {}) - {"tags"} or not one.active:
        return None
    return Schedule(deployment, cron, one.schedule.timezone or "UTC", _tags(one))


async def _base(client: PrefectClient, name: str) -> list[Schedule]:
    variable = await client.read_variable_by_name(SEEN.format(deployment=name))
    if variable is None:
        return []
    value = json.loads(variable.value) if isinstance(variable.value, str) else variable.value
    return [Schedule.from_json(one) for one in value] if isinstance(value, list) else []


async def _remember(client: PrefectClient, name: str, wanted: Sequence[Schedule]) -> None:
    from prefect.variables import Variable

    key = SEEN.format(deployment=name)
    value: Any = [one.to_json() for one in wanted]
    known = await client.read_variable_by_name(key)
    if known is None or known.value != value:
        await Variable.aset(key, value, overwrite=True)

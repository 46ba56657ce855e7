"""Looking after a warehouse: takes up what killed runs left, runs the checks, tells what needs a person, publishes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from connectors.notices import NoticeSettings, mail_notice, post_notice
from flows.alerts import Alert, Told, alerts
from flows.reports import RunReport
from flows.running import Clock, Run, utc_now
from flows.settings import Settings
from flows.steps import Call, plain_call, recover
from transforms.errors import NewsfoldError
from warehouse import run_checks

Tell = Callable[[Sequence[Alert]], None]


def maintain(
    settings: Settings,
    *,
    call: Call = plain_call,
    flow_run_id: UUID | None = None,
    tell: Tell | None = None,
    clock: Clock = utc_now,
    environ: Mapping[str, str] | None = None,
) -> RunReport:
    """One round. What is wrong stands in the report's failures; ``tell`` is given the alerts that are to be told now.

    Raises InvalidSetting, LeaseHeld and the other WarehouseErrors.
    """
    notices = NoticeSettings.from_environment(os.environ if environ is None else environ)
    with Run(settings, "maintain", flow_run_id=flow_run_id, clock=clock) as run:
        recover(run, call)
        run.warehouse.publish(force=True)
        for finding in call("batch", "checks", lambda: run_checks(settings.warehouse)):
            run.report.failed(f"check {finding.check}: {finding.purpose}: {finding.row_count} rows")
        found = alerts(settings, clock())
        run.report.failures.extend(one.line() for one in found)
        told = Told(run.warehouse.published)
        fresh = told.fresh(found, clock())
        reached = _sent(fresh, notices, run.report) if fresh else True
        if fresh and tell is not None:
            tell(fresh)
        told.remember(found, fresh if reached else (), clock())
    return run.report


def _sent(fresh: Sequence[Alert], notices: NoticeSettings, report: RunReport) -> bool:
    """Whether every configured way took it; a way that failed is tried again the next time."""
    subject = f"newsfold: {len(fresh)} {'thing needs' if len(fresh) == 1 else 'things need'} you"
    ways: list[Callable[[], None]] = []
    if notices.webhook:
        payload = {"text": "\n".join([subject, *(one.line() for one in fresh)]), "alerts": [a.to_json() for a in fresh]}
        ways.append(lambda: post_notice(notices.webhook or "", payload))
    if notices.mail_to:
        ways.append(lambda: mail_notice(notices, subject, [one.line() for one in fresh]))
    reached = True
    for way in ways:
        try:
            way()
        except NewsfoldError as error:
            report.failed(str(error))
            reached = False
    return reached

"""Looking after a warehouse: what killed runs left, retention, unused space, checks, and what needs a person."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from connectors.notices import NoticeSettings, mail_notice, post_notice
from flows.alerts import Alert, Told, alerts
from flows.archive_erasures import erase
from flows.matching_again import renew_fingerprints
from flows.reports import RunReport
from flows.retention import LEAST_UNUSED_BYTES, WORTH_COMPACTING, retain
from flows.running import Clock, Run, utc_now
from flows.settings import Settings
from flows.steps import Call, plain_call, recover
from transforms.errors import NewsfoldError
from warehouse import run_checks
from warehouse.compacting import unused_share

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
        call("batch", "retention and unused space", lambda: _tidied(run))
        if count := call("batch", "fingerprints of an older newsfold", lambda: renew_fingerprints(run)):
            run.report.said("fingerprints", f"made {count} anew and matched their articles again")
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


def _tidied(run: Run) -> None:
    """Drops what is kept for a time only, and gives back space that nothing uses."""
    dropped = retain(run)
    erased = erase(run.warehouse, run.settings.archive)
    if dropped.text_count or dropped.removed_count or dropped.file_count:
        run.report.said(
            "retention",
            f"dropped {dropped.text_count} texts, what was cut from {dropped.removed_count} articles, "
            f"and {dropped.file_count} archive files",
        )
    if erased.waiting:
        run.report.said("archive", f"{len(erased.waiting)} files are cleared by the runs that write them")
    with run.warehouse.writing() as writer:
        share, unused_bytes = unused_share(writer.connection)
    if share >= WORTH_COMPACTING and unused_bytes >= LEAST_UNUSED_BYTES:
        done = run.warehouse.compact()
        if done is not None:
            run.report.said("unused space", f"{done.before_bytes} bytes became {done.after_bytes}")


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

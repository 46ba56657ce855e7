"""Alerts: what needs a person is found, told once while it lasts, and reaches a webhook and a mailbox."""

from __future__ import annotations

import json
import shutil
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from command_line import newsfold

from connectors.notices import NoticeSettings, post_notice
from flows.alerts import Alert, Told, alerts
from flows.cli_templates import starting_files
from flows.leftovers import OnlyOne
from flows.maintaining import maintain
from flows.settings import Settings
from transforms.errors import AtWorkAlready, FetchFailed, InvalidSetting
from warehouse import Warehouse, run_query
from warehouse.feed_rows import FeedRow
from warehouse.rows import RejectionRow, RunRow, SourceRow

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
DORMANT = Alert("feed_dormant", "https://a.example/rss", "dormant", "look at it")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse with a dormant feed, a spike of one rule, and a rule that refuses as much each day."""
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb")
    warehouse = Warehouse(settings.warehouse)
    begun = NOW - timedelta(days=20)
    run = RunRow(run_id=uuid4(), kind="ingest", started_at=begun, state="completed", code_version="0")
    feed = FeedRow(
        feed_id="a/1", source_id="a", kind="feed", location="https://a.example/rss", state="dormant",
        consecutive_failures=20, last_error="404",
    )  # fmt: skip
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert([run])
        writer.upsert([SourceRow(source_id="a", name="A", kind="feed", first_seen_at=begun)])
        writer.upsert([feed])
        writer.upsert([*refused(run, "no_text", NOW, 30), *refused(run, "too_large", NOW, 25)])
        for day in range(1, 14):
            writer.upsert(refused(run, "too_large", NOW - timedelta(days=day, hours=1), 20))
    warehouse.publish(force=True)
    return settings


def refused(run: RunRow, rule: str, at: datetime, count: int) -> list[RejectionRow]:
    return [
        RejectionRow(
            rejection_id=uuid4(), run_id=run.run_id, location=f"https://a.example/{n}", stage="extract", rule=rule,
            reason=f"{rule} there", rejected_at=at - timedelta(minutes=n),
        )
        for n in range(count)
    ]  # fmt: skip


def test_what_needs_a_person_is_found(settings: Settings) -> None:
    found = {(one.kind, one.subject) for one in alerts(settings, NOW)}
    assert found == {("feed_dormant", "https://a.example/rss"), ("rejection_spike", "extract no_text")}


def test_a_full_disk_and_a_hanging_holder_are_found(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 1000})()
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: usage)
        assert "disk_nearly_full" in {one.kind for one in alerts(settings, NOW)}
    warehouse = Warehouse(settings.warehouse)
    with warehouse.lease.held():
        later = datetime.now(UTC) + timedelta(minutes=5)
        assert "lease_stale" not in {one.kind for one in alerts(settings, datetime.now(UTC))}
        (stale,) = [one for one in alerts(settings, later) if one.kind == "lease_stale"]
    assert "been silent for" in stale.detail


def test_an_alert_is_told_once_a_day_while_it_lasts(tmp_path: Path) -> None:
    told = Told(tmp_path / "newsfold.duckdb")
    assert told.fresh([DORMANT], NOW) == [DORMANT]
    told.remember([DORMANT], [DORMANT], NOW)
    assert told.fresh([DORMANT], NOW + timedelta(hours=23)) == []
    assert told.fresh([DORMANT], NOW + timedelta(hours=24)) == [DORMANT]
    told.remember([], [], NOW + timedelta(hours=25))
    assert told.fresh([DORMANT], NOW + timedelta(hours=26)) == [DORMANT]


def test_a_broken_memory_tells_everything_again(tmp_path: Path) -> None:
    (tmp_path / "newsfold.duckdb.alerts").write_text("[1", encoding="utf-8")
    assert Told(tmp_path / "newsfold.duckdb").fresh([DORMANT], NOW) == [DORMANT]


@contextmanager
def webhook(status: int = 200) -> Iterator[tuple[str, list[bytes]]]:
    """A web server that takes what is posted."""
    taken: list[bytes] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            length = 0
            while (line := self.rfile.readline().strip()) != b"":
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            taken.append(self.rfile.read(length))
            self.wfile.write(f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/hook?token=canary", taken
        server.shutdown()


@contextmanager
def mail_server() -> Iterator[tuple[int, list[bytes]]]:
    """As much of SMTP as a mail needs."""
    taken: list[bytes] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = iter(self.rfile.readline, b".\r\n")
                    taken.append(b"".join(lines))
                self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                if verb == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], taken
        server.shutdown()


def test_maintain_tells_a_webhook_and_a_mailbox_once(settings: Settings) -> None:
    with webhook() as (url, posted), mail_server() as (port, mailed):
        environ = {
            "NEWSFOLD_ALERT_WEBHOOK": url,
            "NEWSFOLD_SMTP": f"smtp://127.0.0.1:{port}",
            "NEWSFOLD_ALERT_MAIL_TO": "desk@example.org, night@example.org",
        }
        reports = [maintain(settings, clock=lambda: NOW, environ=environ) for _ in range(2)]
    assert [len(report.failures) for report in reports] == [2, 2]
    assert len(posted) == len(mailed) == 1
    told = json.loads(posted[0])
    assert {one["kind"] for one in told["alerts"]} == {"feed_dormant", "rejection_spike"}
    assert "2 things need you" in told["text"]
    assert b"To: desk@example.org, night@example.org" in mailed[0]
    assert b"https://a.example/rss" in mailed[0]
    rows = run_query(settings.warehouse, "SELECT kind, state FROM runs WHERE kind = 'maintain'").rows
    assert rows == [("maintain", "completed with failures")] * 2


def test_a_webhook_that_fails_is_tried_again_and_its_token_is_not_said(settings: Settings) -> None:
    with webhook(500) as (url, posted):
        environ = {"NEWSFOLD_ALERT_WEBHOOK": url}
        reports = [maintain(settings, clock=lambda: NOW, environ=environ) for _ in range(2)]
    assert len(posted) == 2
    said = " ".join(reports[0].failures)
    assert "the webhook answered 500" in said
    assert "canary" not in said


def test_a_webhook_that_is_not_there_is_an_error_of_ours() -> None:
    with pytest.raises(FetchFailed):
        post_notice("http://127.0.0.1:9/hook", {})


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"NEWSFOLD_ALERT_WEBHOOK": "ftp://a.example"}, "NEWSFOLD_ALERT_WEBHOOK"),
        ({"NEWSFOLD_SMTP": "mail.example.org"}, "NEWSFOLD_SMTP"),
        ({"NEWSFOLD_ALERT_MAIL_TO": "a@example.org"}, "NEWSFOLD_ALERT_MAIL_TO"),
    ],
)
def test_a_wrong_setting_is_named(environ: dict[str, str], name: str) -> None:
    with pytest.raises(InvalidSetting, match=name):
        NoticeSettings.from_environment(environ)


def test_the_command_lists_what_it_found(settings: Settings) -> None:
    answer = newsfold("maintain", "--no-prefect", "--warehouse", settings.warehouse)
    assert answer.returncode == 1
    assert "feed dormant: https://a.example/rss" in answer.stderr


def test_only_one_of_a_kind_works_at_a_time(tmp_path: Path) -> None:
    with OnlyOne(tmp_path, "ingest wire/a"), pytest.raises(AtWorkAlready), OnlyOne(tmp_path, "ingest wire/a"):
        pass
    with OnlyOne(tmp_path, "ingest wire/a"), OnlyOne(tmp_path, "ingest"):
        pass


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_the_unit_passes_systemds_own_check(tmp_path: Path) -> None:
    unit = tmp_path / "newsfold.service"
    unit.write_text(starting_files(tmp_path)["newsfold.service"], encoding="utf-8")
    answer = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")

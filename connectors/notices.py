"""Tells a person: a notice as JSON to a webhook, or as an e-mail. The only things that newsfold ever sends.

Both addresses are the operator's own settings, and so may lie in a private network.
"""

from __future__ import annotations

import asyncio
import smtplib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import aiohttp

from connectors.fetch_errors import classified
from connectors.redaction import without_secrets
from transforms.errors import FetchFailed, InvalidSetting

TOTAL_S = 20.0
DEFAULT_FROM = "newsfold@localhost"


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """``webhook`` is an http(s) address; ``smtp`` is smtp://user:password@host:port (smtps for TLS from the start)."""

    webhook: str | None = None
    smtp: str | None = None
    mail_to: tuple[str, ...] = ()
    mail_from: str = DEFAULT_FROM

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """NEWSFOLD_ALERT_WEBHOOK, NEWSFOLD_SMTP, NEWSFOLD_ALERT_MAIL_TO (commas), NEWSFOLD_ALERT_MAIL_FROM.

        Raises InvalidSetting naming the one that is wrong.
        """
        webhook, smtp = environ.get("NEWSFOLD_ALERT_WEBHOOK") or None, environ.get("NEWSFOLD_SMTP") or None
        mail_to = tuple(one.strip() for one in environ.get("NEWSFOLD_ALERT_MAIL_TO", "").split(",") if one.strip())
        if webhook and urlsplit(webhook).scheme not in ("http", "https"):
            raise InvalidSetting("NEWSFOLD_ALERT_WEBHOOK", "it is no http(s) address", "give one such as https://…")
        if smtp and urlsplit(smtp).scheme not in ("smtp", "smtps"):
            raise InvalidSetting("NEWSFOLD_SMTP", "it is no smtp address", "such as smtp://mail.example.org:587")
        if mail_to and not smtp:
            raise InvalidSetting("NEWSFOLD_ALERT_MAIL_TO", "NEWSFOLD_SMTP is not set", "name the mail server there")
        return cls(webhook, smtp, mail_to, environ.get("NEWSFOLD_ALERT_MAIL_FROM") or DEFAULT_FROM)


def post_notice(url: str, payload: Mapping[str, Any]) -> None:
    """POSTs it as JSON. Raises FetchFailed, whose message holds no secrets."""
    try:
        asyncio.run(_post(url, payload))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise classified(error, without_secrets(url)) from error


async def _post(url: str, payload: Mapping[str, Any]) -> None:
    timeout = aiohttp.ClientTimeout(total=TOTAL_S)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        session.post(url, json=dict(payload), allow_redirects=False) as answer,
    ):
        if answer.status >= 300:
            raise FetchFailed(without_secrets(url), f"the webhook answered {answer.status}", "correct its address")


def mail_notice(settings: NoticeSettings, subject: str, lines: Sequence[str]) -> None:
    """Sends it to all of ``mail_to``. Raises FetchFailed."""
    address = urlsplit(settings.smtp or "")
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["From"], message["To"] = settings.mail_from, ", ".join(settings.mail_to)
    message.set_content("\n".join(lines))
    server = smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
    try:
        with server(address.hostname or "localhost", address.port or 0, timeout=TOTAL_S) as session:
            if address.scheme == "smtp" and session.has_extn("starttls"):
                session.starttls()
            if address.username:
                session.login(unquote(address.username), unquote(address.password or ""))
            session.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        raise FetchFailed(without_secrets(settings.smtp or ""), f"the mail was not sent: {error}") from error

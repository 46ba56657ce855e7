"""Mail as captures: newsletters as .eml files, and mailboxes (.mbox) message by message.

The HTML part is preferred to the plain one, as readers see it; attachments are counted, not read.
"""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from connectors.files import MAX_MAIL_BYTES, location_of
from transforms.addresses import registrable_domain
from transforms.errors import EmptyDocument, NotText
from transforms.model import Article, Document, Hints, Note, Publisher, Rejection, Source
from transforms.parsing import parse_document
from transforms.text import one_line

# Services that send for others: the domain of their address says nothing about whose letter it is.
_SENDERS_FOR_OTHERS = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com aol.com icloud.com me.com proton.me "
    "protonmail.com gmx.de gmx.net web.de mail.ru yandex.ru qq.com 163.com substack.com beehiiv.com mailchimp.com "
    "mailchimpapp.net list-manage.com sendgrid.net sendinblue.com brevo.com createsend.com convertkit.com ghost.io "
    "buttondown.email buttondown.com tinyletter.com revue.co medium.com googlegroups.com amazonses.com "
    "sparkpostmail.com constantcontact.com ccsend.com hubspotemail.net rsgsv.net mcsv.net mcdlv.net".split()
)
_FORWARDED = re.compile(
    r"^\s*(?:-{2,}\s*)?(?:Forwarded message|Original Message|Begin forwarded message|Weitergeleitete Nachricht|"
    r"Message transféré|Mensaje reenviado)\b.*$",
    re.IGNORECASE,
)
_FORWARDED_HEADER = re.compile(
    r"^\s*\*?(?:From|To|Cc|Date|Sent|Subject|Reply-To|Von|An|Datum|Betreff|De|À|Objet|Asunto)\s*:\*?\s", re.IGNORECASE
)
# None of them is text, and an HTML tree takes none.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TITLE_MARK = re.compile(r"^(?:\s*(?:fwd?|wg|tr|rv|re|aw)\s*:)+\s*", re.IGNORECASE)


def is_mailbox(path: Path) -> bool:
    """Whether the suffix says a mailbox of many messages."""
    return path.suffix.lower() == ".mbox"


def read_mailbox(path: Path, source: Source, now: datetime) -> Iterator[Document | Rejection]:
    """The messages of an mbox file as Documents (form ``mail``) at ``<absolute path>#<number>``, from 1."""
    place = location_of(path)
    try:
        with closing(mailbox.mbox(path, create=False)) as box:
            for number, key in enumerate(box.iterkeys(), start=1):
                yield _message(f"{place}#{number}", box.get_bytes(key), source, now)
    except (OSError, mailbox.Error) as error:
        yield Rejection(place, "fetch", "unreadable", f"file refused: {place}: {error}", source_id=source.source_id)


def _message(where: str, body: bytes, source: Source, now: datetime) -> Document | Rejection:
    if len(body) > MAX_MAIL_BYTES:
        reason = f"message refused: {where}: more than {MAX_MAIL_BYTES} bytes"
        return Rejection(where, "fetch", "too_large", reason, source_id=source.source_id)
    return Document(
        location=where,
        body=body,
        fetched_at=now,
        form="mail",
        media_type="message/rfc822",
        source_id=source.source_id,
        captured_at=_sent_at(BytesParser(policy=policy.default).parsebytes(body, headersonly=True)),
        hints=Hints(publisher=source.publisher),
    )


def mail_article(document: Document) -> Article:
    """The article of one message: its text, Subject as title, Message-ID as guid, From as author where it is a person.

    Raises NoArticle (EmptyDocument where it has no text part) and what reading its HTML raises.
    """
    message = BytesParser(policy=policy.default).parsebytes(document.body)
    if not isinstance(message, EmailMessage):
        raise NotText(document.location, "it is no mail message")
    text, is_html = _text_of(message, document.location)
    title = _title(message)
    inner = replace(
        document,
        body=_CONTROL.sub("", text).encode("utf-8", "replace"),
        form="html" if is_html else "text",
        charset="utf-8",
        media_type="text/html" if is_html else "text/plain",
        final_location=None,
        hints=replace(_hints(message, title), publisher=document.hints.publisher or _publisher(message)),
    )
    article = parse_document(inner)
    count = sum(1 for _ in message.iter_attachments())
    notes = (Note("remote", f"{count} attachments that are not read"),) if count else ()
    return replace(article, title=title or article.title, notes=notes)


def _text_of(message: EmailMessage, resource: str) -> tuple[str, bool]:
    """The part that is shown, and whether it is HTML."""
    try:
        part = message.get_body(preferencelist=("html", "plain"))
    except (MessageError, AttributeError, KeyError):
        part = None
    if part is None:
        raise EmptyDocument(resource, "the message has no text part")
    text = _decoded(part)
    if part.get_content_type() == "text/html":
        if text.strip():
            return text, True
        plain = message.get_body(preferencelist=("plain",))
        text = _decoded(plain) if plain is not None else ""
    return "\n".join(_without_forwarding(text.splitlines())), False


def _decoded(part: MIMEPart) -> str:
    """The text of a part; a charset that does not exist, or is not the one declared, is guessed."""
    try:
        content = part.get_content()
        if isinstance(content, str) and "\ufffd" not in content:
            return content
    except (LookupError, ValueError, KeyError, MessageError):
        pass
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(payload or "")
    from transforms.text import decode

    return decode(payload, "mail") if payload.strip() else ""


def _without_forwarding(lines: list[str]) -> list[str]:
    """The lines without the mark and headers that a mail program puts over a forwarded letter."""
    kept: list[str] = []
    in_head = False
    for line in lines:
        if _FORWARDED.match(line):
            in_head = True
            continue
        if in_head and (_FORWARDED_HEADER.match(line) or not line.strip()):
            continue
        in_head = False
        kept.append(line)
    return kept


def _header(message: EmailMessage, name: str) -> str | None:
    """A header on one line; broken ones are common and none is worth a lost letter."""
    try:
        value = message.get(name)
        return one_line(str(value)) or None if value is not None else None
    except (ValueError, IndexError, AttributeError, MessageError):
        return None


def _title(message: EmailMessage) -> str | None:
    subject = _header(message, "Subject")
    return _TITLE_MARK.sub("", subject) or None if subject else None


def _hints(message: EmailMessage, title: str | None) -> Hints:
    return Hints(
        title=title,
        published=_header(message, "Date"),
        language=_header(message, "Content-Language"),
        guid=(_header(message, "Message-ID") or "").strip("<> ") or None,
        url=None,
    )


def _publisher(message: EmailMessage) -> Publisher | None:
    """Whose letter it is: by the domain of its list, else of its sender; None for a mailbox at a mail service."""
    list_id = re.search(r"<([^<>]+)>", _header(message, "List-Id") or "")
    for host, name in ((list_id[1] if list_id else None, None), *_senders(message)):
        domain = registrable_domain(f"http://{host}/") if host else None
        if domain and domain not in _SENDERS_FOR_OTHERS:
            return Publisher(domain, name or domain, domain)
    return None


def _senders(message: EmailMessage) -> Iterator[tuple[str, str | None]]:
    for name, address in getaddresses([_header(message, "From") or ""]):
        host = address.rpartition("@")[2].lower()
        if host:
            yield host, one_line(name) or None


def _sent_at(message: object) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(message["Date"]))  # type: ignore[index]
    except (ValueError, TypeError, IndexError, KeyError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)

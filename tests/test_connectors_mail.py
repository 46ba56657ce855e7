"""Mail read: newsletters as they come, charsets, forwarded letters, mailboxes."""

from __future__ import annotations

import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from wire_items import LEDE, SECOND, THIRD

from connectors.mail import is_mailbox, mail_article, read_mailbox
from connectors.registry import read_local, source_of
from transforms.errors import EmptyDocument, NoArticle
from transforms.model import Article, Document, Source

NOW = datetime(2026, 3, 3, tzinfo=UTC)
SOURCE = Source("letters", "letters", "files", "/x")
TEXT = f"{LEDE}\n\n{SECOND}\n\n{THIRD}"


def letter(text: str = TEXT, markup: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage()
    told = {
        "From": "The Harbour Letter <letter@harbourletter.example>",
        "To": "reader@home.example",
        "Subject": "The week at the harbour",
        "Date": "Mon, 02 Mar 2026 08:00:00 +0100",
        "Message-ID": "<1@harbourletter.example>",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in told.items():
        message[name] = value
    message.set_content(text)
    if markup is not None:
        message.add_alternative(markup, subtype="html")
    return message


def article_of(message: EmailMessage | bytes) -> Article:
    body = message if isinstance(message, bytes) else bytes(message)
    return mail_article(Document("/in/a.eml", body, NOW, "mail", source_id="letters"))


def test_a_plain_letter_has_every_field() -> None:
    article = article_of(letter())
    assert article.paragraphs == (LEDE, SECOND, THIRD)
    assert (article.title, article.guid) == ("The week at the harbour", "1@harbourletter.example")
    assert article.published_at == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert article.publisher is not None
    assert (article.publisher.publisher_id, article.publisher.name) == ("harbourletter.example", "The Harbour Letter")


def test_the_html_part_is_preferred_to_the_plain_one() -> None:
    page = f"<html><body><div><h1>Pier closed</h1><p>{LEDE}</p><p>{SECOND}</p><p>{THIRD}</p></div></body></html>"
    article = article_of(letter("See the web version of this letter.", page))
    assert LEDE in article.text
    assert "web version" not in article.text
    assert article.title == "The week at the harbour"


def test_control_characters_in_markup_are_no_text() -> None:
    head = b"Subject: The pier\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    markup = f"<html><body><p>{LEDE}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>".replace(
        "sailings", "sail\x13ings\x00"
    )
    assert THIRD in article_of(head + markup.encode()).text


def test_an_empty_html_part_gives_way_to_the_plain_one() -> None:
    assert article_of(letter(TEXT, " ")).paragraphs == (LEDE, SECOND, THIRD)


@pytest.mark.parametrize(
    ("headers", "publisher"),
    [
        ({"List_Id": "The letter <weekly.pierpost.example>"}, "pierpost.example"),
        ({"From": "Anna Bell <anna.bell@gmail.com>"}, None),
        ({"From": "The Pier <thepier@substack.com>"}, None),
        ({"From": "nobody"}, None),
    ],
)
def test_whose_letter_it_is(headers: dict[str, str], publisher: str | None) -> None:
    found = article_of(letter(**headers)).publisher
    assert (found.publisher_id if found else None) == publisher


def test_a_forwarded_letter_without_its_headers() -> None:
    head = "---------- Forwarded message ---------\nFrom: Anna Bell <a@home.example>\nDate: Mon\nSubject: The week\n\n"
    article = article_of(letter(head + TEXT, Subject="Fwd: Re: The week at the harbour"))
    assert article.paragraphs == (LEDE, SECOND, THIRD)
    assert article.title == "The week at the harbour"


def test_prose_that_mentions_a_forwarded_message_survives() -> None:
    line = "The forwarded message said: from Monday on the pier is closed, and the date of its opening is not known."
    assert line in article_of(letter(f"{LEDE}\n\n{line}\n\n{SECOND}")).text


def test_attachments_are_counted_and_not_read() -> None:
    message = letter()
    message.add_attachment(b"%PDF-1.4 secret words", maintype="application", subtype="pdf", filename="a.pdf")
    article = article_of(message)
    assert [note.text for note in article.notes] == ["1 attachments that are not read"]
    assert "secret" not in article.text


@pytest.mark.parametrize("declared", ["utf-8", "x-unknown", "us-ascii"])
def test_a_charset_that_is_wrong_or_does_not_exist(declared: str) -> None:
    text = TEXT.replace("harbour board", "Hafenbehörde für Fähren")
    head = f"Subject: =?utf-8?q?F=C3=A4hren?=\r\nContent-Type: text/plain; charset={declared}\r\n\r\n"
    article = article_of(head.encode() + text.encode())
    assert "Hafenbehörde für Fähren" in article.text
    assert article.title == "Fähren"


def test_letters_without_a_text_and_broken_ones_are_refused_in_words() -> None:
    picture = EmailMessage()
    picture.set_content(b"\x89PNG", maintype="image", subtype="png")
    with pytest.raises(EmptyDocument, match="no text part"):
        article_of(picture)
    for broken in (b"", b"\x00\xff" * 50, b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"):
        with pytest.raises(NoArticle):
            article_of(broken)


def test_a_broken_header_costs_nothing_but_itself() -> None:
    body = bytes(letter()).replace(b"Message-ID: <1@harbourletter.example>", b"Message-ID: <<@@>\r\nFrom: a, <b@")
    assert article_of(body).paragraphs == (LEDE, SECOND, THIRD)


def test_a_mailbox_gives_its_messages_by_number(tmp_path: Path) -> None:
    path = tmp_path / "letters.mbox"
    box = mailbox.mbox(path)
    box.add(mailbox.mboxMessage(letter(Message_ID="<1@x.example>")))
    box.add(mailbox.mboxMessage(letter(Message_ID="<2@x.example>")))
    box.close()
    found = [one for one in read_mailbox(path, SOURCE, NOW) if isinstance(one, Document)]
    assert [one.location for one in found] == [f"{path}#1", f"{path}#2"]
    assert [mail_article(one).guid for one in found] == ["1@x.example", "2@x.example"]
    assert found[0].captured_at == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert is_mailbox(path)
    assert len(list(read_local(source_of(str(tmp_path)), NOW))) == 2


def test_an_eml_file_of_a_folder_is_mail(tmp_path: Path) -> None:
    (tmp_path / "a.EML").write_bytes(bytes(letter()))
    [found] = read_local(source_of(str(tmp_path)), NOW)
    assert isinstance(found, Document)
    assert (found.form, found.media_type) == ("mail", "message/rfc822")

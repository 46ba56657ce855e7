"""Wire items read: each standard, each field, what is refused and what is only noted."""

from __future__ import annotations

import base64
import importlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from evaluation_data import connectors_folder
from wire_items import LEDE, SECOND, TEXT, as_json, message, newsml, ninjs, nitf, xhtml

import connectors
from connectors.wire import parse_wire, split_wire
from connectors.wire_sniffing import looks_like_wire
from transforms.errors import InvalidWire
from transforms.model import Article, Note

PARAGRAPHS = TEXT


def only(body: str | bytes | dict[str, object]) -> Article:
    raw = as_json(body) if isinstance(body, dict) else body.encode() if isinstance(body, str) else body
    [article] = parse_wire(raw)
    return article


def notes(article: Article, kind: str) -> list[str]:
    return [note.text for note in article.notes if note.kind == kind]


def test_the_library_face_has_it() -> None:
    assert connectors.parse_wire is parse_wire


def test_a_newsml_g2_item_has_every_field() -> None:
    article = only(newsml(4, item_meta="<embargoed>2026-03-03T06:00:00+01:00</embargoed>"))
    assert article.paragraphs == PARAGRAPHS
    assert article.title == "Harbour board closes old pier"
    assert (article.guid, article.version, article.urgency) == ("urn:newsml:northwire.example:20260302:harbour", "4", 3)
    assert article.published_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert article.published_from == "wire"
    assert article.modified_at == datetime(2026, 3, 2, 13, 30, tzinfo=UTC)
    assert [found.raw for found in article.dates] == ["2026-03-02T09:00:00Z", "2026-03-02T13:30:00Z"]
    assert article.embargo_until == datetime(2026, 3, 3, 5, tzinfo=UTC)
    assert (article.pub_status, article.language) == ("usable", "en")
    assert article.authors == ("Anna Bell",)
    assert article.keywords == ("ports", "ferries")
    assert article.publisher is not None
    assert (article.publisher.publisher_id, article.publisher.name) == ("northwire.example", "North Wire")
    assert ("byline", "North Wire", "provider: North Wire") in {
        (one.kind, one.agency, one.evidence) for one in article.credits
    }
    assert "copyrightHolder: North Wire Ltd" in {one.evidence for one in article.credits}
    assert article.dateline
    assert "quayhaven" in article.dateline.casefold()
    assert notes(article, "slugline") == ["HARBOUR-PIER"]
    assert notes(article, "editors") == ["Subs: a correction may follow."]
    assert notes(article, "rights") == ["Not for use in printed books."]


@pytest.mark.parametrize(
    "content",
    [
        xhtml(TEXT),
        '<inlineXML contenttype="application/nitf+xml">' + nitf().partition('.dtd">\n')[2] + "</inlineXML>",
        '<inlineData contenttype="text/plain">' + "\n\n".join(TEXT) + "</inlineData>",
        '<inlineData contenttype="text/html">' + "".join(f"&lt;p>{one}&lt;/p>" for one in TEXT) + "</inlineData>",
        '<inlineData contenttype="text/plain" encoding="base64">'
        + base64.b64encode("\n\n".join(TEXT).encode()).decode()
        + "</inlineData>",
        # the picture beside it is remote, the text comes second
        '<remoteContent href="https://northwire.example/a.jpg" contenttype="image/jpeg"/>' + xhtml(TEXT),
    ],
    ids=["xhtml", "nitf", "plain", "html", "base64", "after a picture"],
)
def test_the_text_of_an_item_is_read_from_any_inline_form(content: str) -> None:
    assert only(newsml(content=content)).paragraphs == PARAGRAPHS


def test_remote_content_is_noted_and_a_picture_is_the_articles() -> None:
    remote = '<remoteContent href="https://northwire.example/a.jpg" contenttype="image/jpeg"/>'
    article = only(newsml(content=remote))
    assert article.paragraphs == ()
    assert article.image_url == "https://northwire.example/a.jpg"
    assert notes(article, "remote") == ["https://northwire.example/a.jpg"]


def test_a_message_gives_its_items_and_a_package_points_to_them() -> None:
    package = newsml(declaration=False, content="").replace("newsItem", "packageItem")
    package = package.replace(
        "</packageItem>", '<groupSet><group><itemRef residref="urn:x:1"/></group></groupSet></packageItem>'
    )
    one, two, three = parse_wire(
        message(newsml(declaration=False), newsml(declaration=False, guid="urn:x:2"), package).encode()
    )
    assert (one.guid, two.guid) == ("urn:newsml:northwire.example:20260302:harbour", "urn:x:2")
    assert one.paragraphs == two.paragraphs == PARAGRAPHS
    assert three.paragraphs == ()
    assert "urn:x:1" in notes(three, "remote")


def test_the_items_of_a_message_stand_alone_once_split() -> None:
    body = message(newsml(declaration=False), newsml(2, declaration=False, guid="urn:x:2")).encode()
    parts = split_wire(body, None, "message.xml")
    assert [part.guid for part in parts] == ["urn:newsml:northwire.example:20260302:harbour", "urn:x:2"]
    assert [parse_wire(part.body)[0] for part in parts] == parse_wire(body)
    assert parts[1].made_at == datetime(2026, 3, 2, 11, 30, tzinfo=UTC)
    alone = newsml().encode()
    assert split_wire(alone, None, "one.xml")[0].body is alone


def test_a_bad_item_of_a_message_hurts_no_other() -> None:
    bad = newsml(declaration=False).replace(' guid="urn:newsml:northwire.example:20260302:harbour"', "")
    body = message(bad, newsml(declaration=False)).encode()
    assert len(parse_wire(body)) == 1
    assert len(split_wire(body, None, "m")) == 2
    with pytest.raises(InvalidWire, match="no guid"):
        parse_wire(message(bad).encode())


def test_a_nitf_document_has_every_field() -> None:
    article = only(nitf(head='<ed-msg info="Embargo lifted"/><correction info="corrects the date"/>'))
    assert article.paragraphs == PARAGRAPHS
    assert (article.title, article.subtitle) == ("Harbour board closes old pier", "Repairs until June")
    assert (article.guid, article.version, article.urgency) == ("NW-77", "1", 4)
    assert article.authors == ("Anna Bell",)
    assert article.dateline == "Quayhaven"
    assert article.published_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert set(article.keywords) == {"ports", "ferries"}
    assert article.publisher is not None
    assert article.publisher.publisher_id == "northwire.example"
    assert article.image_url == "https://northwire.example/pier.jpg"
    assert notes(article, "editors") == ["correction: corrects the date", "Embargo lifted"]


def test_a_nitf_date_without_a_time_is_a_day() -> None:
    article = only(nitf().replace("20260302T090000Z", "20260302+0100"))
    assert (article.published_on, article.published_precision) == (date(2026, 3, 2), "day")


def test_an_embargoed_nitf_document_says_until_when() -> None:
    article = only(nitf(status="embargoed", head='<date.release norm="20260304T060000Z"/>'))
    assert article.embargo_until == datetime(2026, 3, 4, 6, tzinfo=UTC)
    assert only(nitf(status="embargoed")).pub_status == "withheld"


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_ninjs_of_every_generation_gives_the_same_article(generation: int) -> None:
    article = only(ninjs(generation))
    assert article.paragraphs == PARAGRAPHS
    assert article.title == "Harbour board closes old pier"
    assert (article.guid, article.version, article.urgency) == ("urn:ninjs:northwire.example:1", "2", 3)
    assert article.published_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert article.modified_at == datetime(2026, 3, 2, 11, 30, tzinfo=UTC)
    assert (article.authors, article.keywords, article.language) == (("Anna Bell",), ("ports",), "en")
    assert ("byline", "Associated Press") in {(one.kind, one.agency) for one in article.credits}
    assert notes(article, "extra") == []


def test_a_list_of_ninjs_items_and_one_under_a_name() -> None:
    two = [ninjs(), ninjs(uri="urn:ninjs:2")]
    assert [one.guid for one in parse_wire(as_json(two))] == ["urn:ninjs:northwire.example:1", "urn:ninjs:2"]
    assert len(parse_wire(as_json({"items": two}))) == 2


def test_a_ninjs_body_in_nitf() -> None:
    body = ninjs(2)
    body["bodies"] = [{"contenttype": "text/vnd.IPTC.NITF", "value": nitf()}]
    assert only(body).paragraphs == PARAGRAPHS


def test_newsml_1_with_roles() -> None:
    def component(role: str, text: str) -> str:
        content = f"<DataContent><html><body><p>{text}</p></body></html></DataContent>"
        return f'<NewsComponent><Role FormalName="{role}"/><ContentItem>{content}</ContentItem></NewsComponent>'

    body = f"""<NewsML><NewsEnvelope><SentFrom><Party FormalName="North Wire"/></SentFrom></NewsEnvelope><NewsItem>
<Identification><NewsIdentifier><ProviderId>northwire.example</ProviderId><DateId>20260302</DateId>
<NewsItemId>7</NewsItemId><RevisionId PreviousRevision="1">2</RevisionId>
<PublicIdentifier>urn:newsml:northwire.example:20260302:7:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20260302T090000+0000</FirstCreated>
<ThisRevisionCreated>20260302T110000+0000</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Harbour board closes old pier</HeadLine></NewsLines>
{component("Contact", "Call the desk on the usual number.")}{component("Body", f"{LEDE}</p><p>{SECOND}")}
</NewsComponent></NewsItem></NewsML>"""
    article = only(body)
    assert article.paragraphs == PARAGRAPHS
    assert (article.guid, article.version) == ("urn:newsml:northwire.example:20260302:7", "2")
    assert article.published_at == datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "expected"),
    [("stat:usable", "usable"), ("stat:withheld", "withheld"), ("stat:canceled", "canceled"), ("stat:odd", "usable")],
)
def test_the_status_of_an_item(status: str, expected: str) -> None:
    article = only(newsml().replace("stat:usable", status))
    assert article.pub_status == expected
    assert bool(notes(article, "extra")) == (status == "stat:odd")


def test_a_status_by_uri_a_kill_by_signal_and_an_embargo_without_an_end() -> None:
    by_uri = newsml().replace(
        'pubStatus qcode="stat:usable"', 'pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"'
    )
    assert only(by_uri).pub_status == "canceled"
    assert only(newsml(item_meta='<signal qcode="sig:kill"/>')).pub_status == "canceled"
    assert only(newsml(item_meta="<embargoed/>")).pub_status == "withheld"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"<newsItem", "not well-formed"),
        (b"<html><body>hello</body></html>", "none of NewsML-G2"),
        (b"{}", "no uri"),
        (b'{"uri": 7}', "no uri"),
        (b"[1]", "not int"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"uri": "x",}', "not valid JSON"),
        (b"<conceptItem/>", "holds no news"),
        (b"<newsMessage><itemSet/></newsMessage>", "no news item"),
        (b'<newsItem guid="x"/>', "no itemMeta"),
        (b"<nitf><head/><body/></nitf>", "no doc-id"),
        (b"<NewsML><NewsItem/></NewsML>", "no NewsIdentifier"),
    ],
)
def test_what_lacks_a_thing_that_an_article_needs_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(InvalidWire, match=reason):
        parse_wire(body)


def test_a_body_over_the_limit_is_refused() -> None:
    with pytest.raises(InvalidWire, match="the limit is"):
        parse_wire(b"<nitf>" + b" " * 20 * 2**20)


def test_entities_of_its_own_are_refused_and_nothing_is_read_from_disk(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    outer = f'<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file://{secret}">]>'
    laughs = "<!DOCTYPE newsItem [" + '<!ENTITY a "haha">' + '<!ENTITY b "&a;&a;&a;">' + "]>"
    for doctype in (outer, laughs):
        body = newsml(declaration=False, headline="HEAD").replace("HEAD", "&x;" if doctype == outer else "&b;")
        with pytest.raises(InvalidWire, match="entities of its own"):
            parse_wire((doctype + body).encode())


def test_html_names_of_characters_and_a_wrong_charset_are_mended() -> None:
    article = only(nitf().replace("Harbour board", "Caf&eacute; &amp; board", 1))
    assert article.title == "Café & board closes old pier"
    body = newsml(headline="Café closes").encode("cp1252")
    assert only(body).title == "Café closes"


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "blue"},
        {"pubstatus": "commissioned"},
        {"headline": 42},
        {"versioncreated": 2026},
        {"firstcreated": "Last Tuesday"},
        {"urgency": 12},
        {"embargoed": "Next Monday"},
    ],
    ids=str,
)
def test_a_harmless_extra_is_read_and_noted(changes: dict[str, object]) -> None:
    article = only(ninjs(1, **changes))
    assert article.paragraphs == PARAGRAPHS
    assert notes(article, "extra") != []


def test_raw_line_ends_inside_json_strings_are_read() -> None:
    body = json.dumps(ninjs(body_xhtml="@")).replace('"@"', '"<p>' + "\n</p><p>".join(TEXT) + '</p>"').encode()
    assert only(body).paragraphs == PARAGRAPHS


def test_scripts_lists_and_tables_of_the_text() -> None:
    content = xhtml(["@"]).replace(
        "<p>@</p>",
        f"<script>no()</script><p>{LEDE}</p><ul><li>First of the two.</li><li>Second<br/>of them.</li></ul>"
        "<table><tr><td>Pile</td><td>4</td></tr></table>",
    )
    assert only(newsml(content=content)).paragraphs == (LEDE, "First of the two.", "Second of them.", "Pile 4")


@pytest.mark.parametrize(
    ("start", "is_wire"),
    [
        (newsml().encode(), True),
        (nitf().encode(), True),
        (b'<?xml version="1.0"?><!-- <html> --><n:newsMessage xmlns:n="x">', True),
        (as_json(ninjs(3)), True),
        (as_json([ninjs(2)]), True),
        (b"<html><body><newsItem></body></html>", False),
        (b"<rss><channel/></rss>", False),
        (b'{"uri": "at://x", "title": "a post", "text": "newsItem"}', False),
        (b"He wrote <newsItem> on the board.", False),
        (b"", False),
    ],
)
def test_wire_items_are_told_by_their_content(start: bytes, is_wire: bool) -> None:
    assert looks_like_wire(start) is is_wire


def test_a_note_is_kept_once() -> None:
    article = only(newsml(item_meta="<edNote>x</edNote>", content=xhtml(TEXT) * 2))
    assert len(article.notes) == len(set(article.notes))
    assert Note("slugline", "HARBOUR-PIER") in article.notes


def test_the_standards_own_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = connectors_folder("wire")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "bench"))
    for row in importlib.import_module("conformance_wire").wire_rows(folder):
        assert row.count > 0
        assert row.share >= row.floor, (row.what, row.missed)

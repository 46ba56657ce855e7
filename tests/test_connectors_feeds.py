"""Feeds in every dialect, honest dates, and bodies that mean harm."""

from __future__ import annotations

import json
import random
import time
from datetime import UTC, datetime

import pytest
from newsroom import Item, atom, json_feed, rss

from connectors import Feed, FeedEntry, parse_feed
from connectors.entries import entry_document, entry_hints, plain_text
from connectors.feed import MAX_ENTRIES, Enclosure, entry_from_json, feed_from_json, looks_like_feed
from connectors.feed_dates import instant_of
from transforms.errors import InvalidFeed

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour News</title><link>https://harbour.example/</link><language>en-gb</language>
<item>
  <title>Ferry &amp; bridge reopen</title>
  <link>https://harbour.example/a?id=7&amp;ref=x</link>
  <guid isPermaLink="false">HN-0007</guid>
  <dc:creator>Ada Quay</dc:creator>
  <pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate>
  <description>&lt;p&gt;Both reopened.&lt;/p&gt;</description>
  <content:encoded><![CDATA[<p>Both reopened <b>today</b>.</p>]]></content:encoded>
  <category>Transport</category><category>Harbour</category><category>Transport</category>
  <enclosure url="/audio/7.mp3" type="audio/mpeg" length="1234"/>
  <media:content url="https://harbour.example/7.jpg" medium="image"/>
</item>
<item><title>Second</title><link>/b</link></item>
</channel></rss>"""


def entry_of(item: str, **given: str) -> FeedEntry:
    body = (
        f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item>{item}</item></channel></rss>'
    )
    return parse_feed(body.encode(), **given).entries[0]


def test_rss_says_everything_that_it_has() -> None:
    feed = parse_feed(RSS, "https://harbour.example/feed.xml", "application/rss+xml")
    assert (feed.title, feed.link, feed.language, feed.version) == (
        "Harbour News",
        "https://harbour.example/",
        "en-gb",
        "rss20",
    )
    assert feed.entries[0] == FeedEntry(
        title="Ferry & bridge reopen",
        link="https://harbour.example/a?id=7&ref=x",
        guid="HN-0007",
        authors=("Ada Quay",),
        published_at=datetime(2026, 3, 3, 9, 0, tzinfo=UTC),
        published="Tue, 03 Mar 2026 10:00:00 +0100",
        summary="<p>Both reopened.</p>",
        content="<p>Both reopened <b>today</b>.</p>",
        categories=("Transport", "Harbour"),
        enclosures=(Enclosure("https://harbour.example/audio/7.mp3", "audio/mpeg", 1234),),
        image_url="https://harbour.example/7.jpg",
    )
    assert feed.entries[1].link == "https://harbour.example/b"


def test_atom_keeps_published_and_updated_apart() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafen</title>
    <link rel="self" href="https://hafen.example/feed"/><link href="https://hafen.example/"/>
    <link rel="prev-archive" href="/2025"/><link rel="next" href="?page=2"/>
    <entry><title type="html">A &amp;amp; B</title><id>tag:hafen.example,2026:1</id>
    <link rel="alternate" href="https://hafen.example/1"/><link rel="enclosure" href="https://hafen.example/1.pdf"/>
    <author><name>Eva Kai</name></author><author><name>Uwe Mole</name></author>
    <updated>2026-03-04T08:00:00Z</updated><summary type="text">1 &lt; 2</summary></entry></feed>"""
    feed = parse_feed(body, "https://hafen.example/feed")
    entry = feed.entries[0]
    assert (feed.version, feed.link, feed.language) == ("atom10", "https://hafen.example/", "de")
    assert (feed.previous_archive_link, feed.next_link) == (
        "https://hafen.example/2025",
        "https://hafen.example/feed?page=2",
    )
    assert (entry.guid, entry.link) == ("tag:hafen.example,2026:1", "https://hafen.example/1")
    assert (entry.published_at, entry.updated_at) == (None, datetime(2026, 3, 4, 8, 0, tzinfo=UTC))
    assert entry.authors == ("Eva Kai", "Uwe Mole")
    assert (entry.summary, entry.summary_type) == ("1 < 2", "text")
    assert entry.language == "de"


def test_rdf_has_its_date_from_dublin_core() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://quay.example/"><title>Quay</title>
    <link>https://quay.example/</link></channel>
    <item rdf:about="https://quay.example/1"><title>One</title><link>https://quay.example/1</link>
    <dc:date>2026-03-03T09:00:00+09:00</dc:date></item></rdf:RDF>"""
    feed = parse_feed(body)
    assert feed.version == "rss10"
    assert feed.entries[0].published_at == datetime(2026, 3, 3, 0, 0, tzinfo=UTC)


def test_old_rss_is_read() -> None:
    body = b"""<!DOCTYPE rss SYSTEM "http://my.netscape.example/rss-0.91.dtd"><rss version="0.91"><channel>
    <title>Old</title><link>http://old.example/</link><item><title>One</title><link>http://old.example/1</link></item>
    </channel></rss>"""
    assert [entry.link for entry in parse_feed(body).entries] == ["http://old.example/1"]


def test_json_feed_says_everything_that_it_has() -> None:
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Mole",
            "home_page_url": "https://mole.example/",
            "language": "fr",
            "next_url": "/feed.json?page=2",
            "items": [
                {
                    "id": 7,
                    "url": "/7",
                    "title": "Sept",
                    "content_html": "<p>Sept",
                    "content_text": "Sept",
                    "summary": "7 < 8",
                    "authors": [{"name": "Luc Digue"}, {"url": "https://mole.example/anon"}],
                    "date_published": "2026-03-03T10:00:00+01:00",
                    "date_modified": "nonsense",
                    "tags": ["a", 1, None],
                    "attachments": [{"url": "/7.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 99}],
                    "image": "/7.png",
                },
                "no object",
                {
                    "id": "8",
                    "external_url": "https://else.example/8",
                    "content_text": "1 < 2",
                    "author": {"name": "Z"},
                },
            ],
        }
    ).encode()
    feed = parse_feed(b"\xef\xbb\xbf" + body, "https://mole.example/feed.json", "application/feed+json")
    first, second = feed.entries
    assert (feed.version, feed.language, feed.next_link) == ("json11", "fr", "https://mole.example/feed.json?page=2")
    assert (first.guid, first.link, first.authors) == ("7", "https://mole.example/7", ("Luc Digue",))
    assert (first.content, first.content_type, first.summary_type) == ("<p>Sept", "html", "text")
    assert (first.published_at, first.updated_at, first.updated) == (
        datetime(2026, 3, 3, 9, 0, tzinfo=UTC),
        None,
        "nonsense",
    )
    assert first.categories == ("a", "1")
    assert first.enclosures == (Enclosure("https://mole.example/7.mp3", "audio/mpeg", 99),)
    assert (second.content, second.content_type, second.authors) == ("1 < 2", "text", ("Z",))
    assert second.link == "https://else.example/8"


def test_the_newsrooms_own_dialects_are_read() -> None:
    items = [
        Item("A & B", "https://herald.example/1?a=1&b=2", guid="g-1", published="2026-03-03T10:00:00Z", summary="<p>x")
    ]
    for write in (rss, atom, json_feed):
        feed = parse_feed(write(items).encode())
        entry = feed.entries[0]
        assert (entry.title, entry.link, entry.guid) == ("A & B", "https://herald.example/1?a=1&b=2", "g-1")
        assert looks_like_feed(write(items).encode())


@pytest.mark.parametrize("guid", ["12345", "/a/b", "urn:uuid:1", "HTTP://Example.org/A/../b", "a b", "ä"])
def test_a_guid_is_kept_as_received(guid: str) -> None:
    for mark in ("", ' isPermaLink="false"', ' isPermaLink="true"'):
        assert entry_of(f"<guid{mark}>{guid}</guid>", url="https://harbour.example/feed").guid == guid


@pytest.mark.parametrize("link", ["HTTPS://Quay.example/A/../b?x=1&#38;y=%7e", "http://q.example:80/", "mailto:a@b.c"])
def test_an_absolute_link_is_kept_as_received(link: str) -> None:
    entry = entry_of(f"<link>{link}</link>", url="https://harbour.example/feed")
    assert entry.link == link.replace("&#38;", "&")


def test_a_relative_link_without_a_base_stays_relative() -> None:
    assert entry_of("<link>/b</link>").link == "/b"


def test_a_feed_survives_json() -> None:
    feed = parse_feed(RSS, "https://harbour.example/feed.xml")
    plain = json.loads(json.dumps(feed.to_json()))
    assert feed_from_json(plain) == feed
    assert entry_from_json(plain["entries"][0]) == feed.entries[0]


# ---- dates


@pytest.mark.parametrize(
    ("raw", "instant"),
    [
        ("Tue, 03 Mar 2026 10:00:00 GMT", "2026-03-03T10:00:00Z"),
        ("Tue, 03 Mar 2026 10:00:00 EST", "2026-03-03T15:00:00Z"),
        ("Tue, 03 Mar 2026 10:00:00 CET", "2026-03-03T09:00:00Z"),
        ("Tue, 03 Mar 2026 10:00:00 -0000", "2026-03-03T10:00:00Z"),
        ("3 Mar 26 10:00 +0530", "2026-03-03T04:30:00Z"),
        ("2026-03-03T10:00:00+01:00", "2026-03-03T09:00:00Z"),
        ("2026-03-03T10:00:00.123Z", "2026-03-03T10:00:00.123Z"),
        ("2026-03-03 10:00:00 +0100", "2026-03-03T09:00:00Z"),
        ("2026-03-03t10:00:00z", "2026-03-03T10:00:00Z"),
        ("20260303T100000Z", "2026-03-03T10:00:00Z"),
        ("2026-03-03", "2026-03-03T00:00:00Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("Tue Mar  3 10:00:00 2026", "2026-03-03T10:00:00Z"),
        # zones that mean several things, nonsense, other centuries: none rather than a wrong one
        ("Tue, 03 Mar 2026 10:00:00 IST", None),
        ("1772532000", None),
        ("99999999999999999999", None),
        ("2026-13-45T99:99:99Z", None),
        ("-1", None),
        ("0000-00-00", None),
        ("Tue, 99 Mar 2026 10:00:00 GMT", None),
        ("Thu, 01 Jan 0001 00:00:00 GMT", None),
        ("12026-03-03T10:00:00Z", None),
        ("yesterday", None),
        ("12/03/2026", None),
        ("", None),
        ("2026" * 100, None),
    ],
)
def test_only_plausible_dates_are_instants_and_the_words_stay(raw: str, instant: str | None) -> None:
    expected = datetime.fromisoformat(instant) if instant else None
    assert instant_of(raw) == expected
    entry = entry_of(f"<pubDate>{raw}</pubDate>")
    assert entry.published_at == expected
    assert entry.published == (raw or None)


def test_what_only_feedparser_reads_is_believed_when_its_year_is_printed() -> None:
    lenient = time.struct_time((2026, 3, 3, 10, 0, 0, 1, 62, 0))
    assert instant_of("Τρι, 03 Μάρ 2026 10:00:00 GMT", lenient) == datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
    assert instant_of("some other words", lenient) is None


# ---- what is no feed, and what means harm


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b"<!doctype html><html><head><title>Maintenance</title></head><body><p>Back soon.</p></body></html>",
        b"/etc/hostname",
        b"file:///etc/hostname",
        b"http://127.0.0.1/feed",
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>',
        b"{}",
        b'{"items": 3, "version": "https://example.org/1"}',
        b'{"items": [], "title": "some other JSON", "version": "7"}',
        b"[1, 2]",
        b"{" * 1000,
        b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000,
        bytes(range(256)) * 10,
        b"<!--" * 10_000,
    ],
)
def test_what_is_no_feed_is_refused_with_its_address(body: bytes) -> None:
    with pytest.raises(InvalidFeed, match=r"not a feed: https://quay\.example/feed"):
        parse_feed(body, "https://quay.example/feed")
    assert not looks_like_feed(body)


def test_an_empty_feed_is_a_feed() -> None:
    assert parse_feed(b'<rss version="2.0"><channel><title>Quiet</title></channel></rss>') == Feed(
        title="Quiet", version="rss20"
    )


def test_a_torn_feed_gives_what_it_has_and_tells_its_fault() -> None:
    feed = parse_feed(RSS[: RSS.index(b"<item><title>Second")] + b"<item><title>Half")
    assert feed.entries[0].guid == "HN-0007"
    assert feed.fault


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55296;", "&#0;", "&#x1;", "&#x110000;", "&#99999999;"])
def test_a_reference_to_no_character_costs_one_character_not_the_feed(reference: str) -> None:
    feed = parse_feed(RSS.replace(b"Ferry", f"Fer{reference}ry".encode()))
    assert [entry.title for entry in feed.entries] == ["Ferry & bridge reopen", "Second"]


@pytest.mark.parametrize(
    "charset", ["utf-16", "utf-16-le", "utf-16-be", "windows-1252", "koi8-r", "iso-2022-jp", "utf-8-sig"]
)
def test_charsets(charset: str) -> None:
    title = {"koi8-r": "Новости", "iso-2022-jp": "日本"}.get(charset, "Café")
    declared = charset.removesuffix("-le").removesuffix("-be").removesuffix("-sig")
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    text = f'{head}<rss version="2.0"><channel><title>{title}</title></channel></rss>'
    assert parse_feed(text.encode(charset)).title == title
    assert looks_like_feed(text.encode(charset))


def test_a_servers_default_charset_does_not_garble_utf_8() -> None:
    body = '<rss version="2.0"><channel><title>Café – “neu”</title></channel></rss>'.encode()
    assert parse_feed(body, media_type="text/xml; charset=ISO-8859-1").title == "Café – “neu”"
    latin = '<rss version="2.0"><channel><title>Café</title></channel></rss>'.encode("latin-1")
    assert parse_feed(latin, media_type="text/xml; charset=ISO-8859-1").title == "Café"


def test_control_characters_and_nul_are_left_out() -> None:
    title = parse_feed(b'<rss version="2.0"><channel><title>a\x00b\x01c</title></channel></rss>').title
    assert title == "abc"
    assert (
        parse_feed(b'{"version":"https://jsonfeed.org/version/1","title":"a\\ud800\\u0000b","items":[]}').title == "ab"
    )


def test_no_entity_reads_a_file() -> None:
    declared = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    feed = parse_feed(declared + b'<rss version="2.0"><channel><title>a&x;b</title></channel></rss>')
    assert "root" not in (feed.title or "")


def test_entities_that_multiply_end_soon() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 400))
    body = f'<!DOCTYPE rss [<!ENTITY e0 "x">{levels}]><rss version="2.0"><channel><title>&e399;</title></channel></rss>'
    started = time.monotonic()
    with pytest.raises(InvalidFeed, match="entity declarations"):
        parse_feed(body.encode())
    assert time.monotonic() - started < 2


def test_markup_that_makes_sanitisers_hang_is_read_at_once() -> None:
    started = time.monotonic()
    entry_of(f'<description>&lt;p style="{"a" * 100_000}!"&gt;{"&lt;!--" * 20_000}</description>')
    assert time.monotonic() - started < 2


def test_too_many_entries_are_cut_and_it_says_so() -> None:
    items = [{"id": str(number)} for number in range(MAX_ENTRIES + 1)]
    feed = parse_feed(json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode())
    assert (len(feed.entries), feed.is_truncated) == (MAX_ENTRIES, True)


def test_damaged_feeds_are_read_or_refused_and_nothing_else() -> None:
    """Bytes changed, cut out and repeated at random, from a fixed seed."""
    chance = random.Random(20260303)
    whole = [RSS, json_feed([Item("One", "https://quay.example/1", summary="x")]).encode(), atom([]).encode()]
    for _ in range(400):
        body = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 8)):
            start = chance.randrange(len(body))
            end = min(len(body), start + chance.randint(0, 20))
            body[start:end] = chance.choice(
                [b"", b"<", b"&#", b"]]>", b"\xff\xfe", chance.randbytes(5), body[start:end] * 3]
            )
        looks_like_feed(bytes(body))
        try:
            json.dumps(parse_feed(bytes(body), "https://quay.example/feed").to_json()).encode()
        except InvalidFeed:
            continue


# ---- entries as evidence and as captures


def test_hints_are_plain_text_and_the_printed_dates() -> None:
    entry = FeedEntry(
        title="<b>Rates</b> up &amp;  down",
        link="https://user:pw@quay.example/a",
        guid="7",
        authors=("desk@quay.example", "Ada &amp; Bo"),
        published="Tue, 03 Mar 2026 10:00:00 IST",
        updated="2026-03-04",
        categories=("Money", "<i></i>"),
    )
    hints = entry_hints(entry, Feed(language="en"))
    assert (hints.title, hints.authors, hints.keywords) == ("Rates up & down", ("Ada & Bo",), ("Money",))
    assert (hints.published, hints.modified, hints.language) == ("Tue, 03 Mar 2026 10:00:00 IST", "2026-03-04", "en")
    assert (hints.url, hints.guid) == ("https://quay.example/a", "7")


def test_an_entry_is_a_capture_of_its_own() -> None:
    feed = parse_feed(RSS, "https://harbour.example/feed.xml")
    now = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    document = entry_document(feed.entries[0], feed, feed_location="https://harbour.example/feed.xml", fetched_at=now)
    assert (document.form, document.location) == ("entry", "https://harbour.example/a?id=7&ref=x")
    assert entry_from_json(json.loads(document.body)) == feed.entries[0]
    again = entry_document(feed.entries[0], feed, feed_location="https://harbour.example/feed.xml", fetched_at=now)
    assert again.sha256 == document.sha256
    bare = entry_document(FeedEntry(guid="g"), feed, feed_location="https://harbour.example/feed.xml", fetched_at=now)
    assert bare.location == "https://harbour.example/feed.xml#g"


def test_plain_text_of_nothing() -> None:
    assert plain_text(None) == ""
    assert plain_text("<" * 50_000)

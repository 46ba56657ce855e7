"""Sitemaps as values: what publishers write, what they get wrong, and what hostile ones try."""

from __future__ import annotations

import gzip
import time
import tracemalloc
from datetime import UTC, datetime

import pytest

from connectors import Sitemap, parse_sitemap
from connectors.sitemap import MAX_BYTES, MAX_URLS, looks_like_sitemap, sitemap_from_json
from transforms.errors import InvalidSitemap

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
HERE = "https://quay.example/maps/sitemap.xml"


def locations(sitemap: Sitemap) -> list[str]:
    return [url.location.removeprefix("https://quay.example") for url in sitemap.urls]


def urlset(*paths: str) -> bytes:
    pages = "".join(f"<url><loc>https://quay.example{path}</loc></url>" for path in paths)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NS}>{pages}</urlset>'.encode()


def test_a_list_of_pages() -> None:
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
        <urlset {NS}><url><loc> https://quay.example/a </loc><lastmod>2026-03-03T10:00:00+01:00</lastmod></url>
        <url><loc><![CDATA[https://quay.example/b?x=1&y=2]]></loc><lastmod>2026-03-02</lastmod></url></urlset>"""
    sitemap = parse_sitemap(body.encode(), HERE)
    assert locations(sitemap) == ["/a", "/b?x=1&y=2"]
    assert [url.modified_at for url in sitemap.urls] == [
        datetime(2026, 3, 3, 9, tzinfo=UTC),
        datetime(2026, 3, 2, tzinfo=UTC),
    ]
    assert (sitemap.form, sitemap.fault, sitemap.is_truncated) == ("urls", None, False)


def test_an_index() -> None:
    body = f"""<sitemapindex {NS}><sitemap><loc>https://quay.example/1.xml</loc><lastmod>2026-03-03</lastmod></sitemap>
        <sitemap>https://quay.example/2.xml?a=1&amp;b=2</sitemap></sitemapindex>"""
    sitemap = parse_sitemap(body.encode())
    assert [link.location for link in sitemap.sitemaps] == [
        "https://quay.example/1.xml",
        "https://quay.example/2.xml?a=1&b=2",
    ]
    assert sitemap.sitemaps[0].modified_at == datetime(2026, 3, 3, tzinfo=UTC)
    assert (sitemap.form, sitemap.urls) == ("index", ())


def test_the_news_image_and_video_extensions() -> None:
    body = f"""<urlset {NS} {NEWS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
            xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"><url>
        <loc>https://quay.example/harbour</loc>
        <image:image><image:loc>https://quay.example/p.jpg</image:loc><image:title>Not it</image:title></image:image>
        <video:video><video:title>Nor this</video:title><video:content_loc>https://quay.example/v.mp4</video:content_loc>
            <video:publication_date>1999-01-01</video:publication_date></video:video>
        <news:news><news:publication><news:name>Quay &amp; Harbour</news:name><news:language>en</news:language>
            </news:publication><news:publication_date>2026-03-03T10:00:00Z</news:publication_date>
            <news:title>Cranes&#8217; return &amp;amp; more</news:title>
            <news:keywords>cranes, port , cranes</news:keywords>
        </news:news></url></urlset>"""
    (url,) = parse_sitemap(body.encode()).urls
    assert url.title == "Cranes’ return & more"
    assert (url.publication, url.language, url.keywords) == ("Quay & Harbour", "en", ("cranes", "port"))
    assert url.published_at == datetime(2026, 3, 3, 10, tzinfo=UTC)
    assert (url.images, url.videos) == (("https://quay.example/p.jpg",), ("https://quay.example/v.mp4",))


@pytest.mark.parametrize(
    "head",
    [
        "<urlset>",
        '<urlset xmlns="http://www.google.com/schemas/sitemap/0.84">',
        '<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9">',
        "<sm:urlset>",
        '\n\n  <?xml version="1.0"?><!-- made by a plugin --><urlset>',
        '<!DOCTYPE urlset SYSTEM "http://quay.example/sitemap.dtd"><urlset>',
        '<?xml-stylesheet href="x.xsl"?><URLSET>',
        ' \ufeff<?xml version="1.0" encoding="UTF-8"?><urlset>',
    ],
)
def test_namespaces_and_beginnings_do_not_matter(head: str) -> None:
    close = head.rpartition("<")[2].split(" ")[0].rstrip(">")
    body = f"{head}<url><loc>https://quay.example/a</loc></url></{close}>"
    assert locations(parse_sitemap(body.encode())) == ["/a"]
    assert looks_like_sitemap(body.encode())


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_marks_and_wide_charsets(charset: str) -> None:
    body = urlset("/ä").decode().replace("UTF-8", charset.removesuffix("-sig").removesuffix("-le"))
    assert locations(parse_sitemap(body.encode(charset))) == ["/ä"]


def test_what_is_broken_gives_the_rest_and_says_so() -> None:
    body = (
        b"<urlset><url><loc>https://quay.example/a?x=1&y=2&eacute;=3</loc></url><url><loc>https://quay.example/b</loc>"
    )
    sitemap = parse_sitemap(body)
    assert locations(sitemap) == ["/a?x=1&y=2é=3", "/b"]
    assert sitemap.fault is not None


def test_a_bare_ampersand_at_the_edge_of_a_piece_is_kept() -> None:
    for shift in range(12):
        padding = "<!--" + "x" * (65_500 + shift) + "-->"
        body = f"<urlset>{padding}<url><loc>https://quay.example/a?b=1&amp;c=2&d=3&amp;e</loc></url></urlset>"
        assert locations(parse_sitemap(body.encode())) == ["/a?b=1&c=2&d=3&e"]


def test_addresses_that_are_none_are_left_out_and_counted() -> None:
    long = "/" + "x" * 3000
    body = urlset("/a", "/a", long).replace(
        b"</urlset>",
        b"<url><loc>javascript:alert(1)</loc></url><url><loc>file:///etc/passwd</loc></url><url><loc>/b</loc></url>"
        b"<url><lastmod>2026-01-01</lastmod></url><url><loc>https://</loc></url></urlset>",
    )
    assert locations(parse_sitemap(body, HERE)) == ["/a", "/b"]
    assert parse_sitemap(body, HERE).skipped_count == 5
    assert locations(parse_sitemap(body)) == ["/a"]


def test_plain_text_and_gzip() -> None:
    text = "\ufeffhttps://quay.example/a\r\n\r\n# a comment\r\nhttps://quay.example/b\r\nnot one\r\n"
    for body in (text.encode(), text[1:].encode("utf-16"), gzip.compress(text.encode())):
        sitemap = parse_sitemap(body)
        assert (sitemap.form, locations(sitemap)) == ("text", ["/a", "/b"])
    assert locations(parse_sitemap(gzip.compress(gzip.compress(urlset("/a"))))) == ["/a"]
    assert looks_like_sitemap(gzip.compress(urlset("/a")))


def test_a_packed_one_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    whole = gzip.compress(urlset(*(f"/{number * 7919 % 65_521}" for number in range(2_000))))
    sitemap = parse_sitemap(whole[: len(whole) // 2])
    assert 100 < len(sitemap.urls) < 2_000
    assert sitemap.is_truncated


def test_a_feed_given_as_a_sitemap() -> None:
    body = """<rss version="2.0" xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9"><channel><item>
        <title>Cranes</title>
        <link>https://quay.example/cranes</link>
        <pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"""
    sitemap = parse_sitemap(body.encode())
    assert (sitemap.form, locations(sitemap)) == ("feed", ["/cranes"])
    assert sitemap.urls[0].published_at == datetime(2026, 3, 3, 10, tzinfo=UTC)


def test_pages_under_the_root_of_a_feed() -> None:
    body = f'<rss version="2.0" {NS}><url><loc>https://quay.example/a</loc></url></rss>'
    assert locations(parse_sitemap(body.encode())) == ["/a"]
    assert locations(parse_sitemap(b"<rss version='2.0'><channel><title>None yet</title></channel></rss>")) == []


def test_it_travels_as_plain_values() -> None:
    sitemap = parse_sitemap(urlset("/a", "/b"))
    assert sitemap_from_json(sitemap.to_json()) == sitemap


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n ",
        b"<html><body><a href='/sitemap'>Sitemap</a></body></html>",
        b"Not found, sorry. See https://quay.example/ for more of what we have.\nOr call.",
        b'{"urls": []}',
        b"\x00\x01\x02\x03binary\xff\xfe",
        b"\x1f\x8bnot gzip at all",
        b"/etc/passwd",
    ],
)
def test_what_is_none_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidSitemap, match=r"quay\.example/maps"):
        parse_sitemap(body, HERE)
    assert not looks_like_sitemap(body)


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE urlset [<!ENTITY a "https://quay.example/x">]>',
        '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE urlset [<!ENTITY % d SYSTEM "http://127.0.0.1/x.dtd"> %d;]>',
        "<!doctype urlset [ ]>",
        "<!-- " + "x" * 70_000 + ' --><!DOCTYPE urlset [<!ENTITY a "b">]>',
    ],
)
def test_a_document_type_with_declarations_is_refused(prolog: str) -> None:
    with pytest.raises(InvalidSitemap, match=r"declares entities|neither"):
        parse_sitemap(f"{prolog}<urlset><url><loc>https://quay.example/&a;&x;</loc></url></urlset>".encode())


def test_more_addresses_than_the_most_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_URLS == 50_000
    for module in ("connectors.sitemap_xml", "connectors.sitemap_text"):
        monkeypatch.setattr(f"{module}.MAX_URLS", 50)
    exact = parse_sitemap(urlset(*(f"/{number}" for number in range(50))))
    assert (len(exact.urls), exact.is_truncated) == (50, False)
    more = parse_sitemap(urlset(*(f"/{number}" for number in range(51))))
    assert (len(more.urls), more.is_truncated) == (50, True)
    text = "\n".join(f"https://quay.example/{number}" for number in range(51))
    assert parse_sitemap(text.encode()).is_truncated


def test_a_small_packed_body_that_becomes_gigabytes_is_refused_in_little_memory() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (200 * 2**20), 9)
    assert len(bomb) < 300_000
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(InvalidSitemap, match="200 times"):
        parse_sitemap(bomb)
    assert time.perf_counter() - started < 5
    assert tracemalloc.get_traced_memory()[1] < 80 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize(
    "body",
    [
        b"<urlset " + b"a='b' " * 200_000 + b"/>",
        b"<urlset>" + b"<url>" * 200_000,
        b"<urlset>" + b"<a>" * 1_000_000,
        b"<urlset><url><loc>https://quay.example/" + b"x" * 5_000_000 + b"</loc></url></urlset>",
        b"<urlset><url><loc>https://quay.example/a</loc>" + b"<image><loc>http://i.example/</loc></image>" * 50_000,
        b"<urlset>" + b"<!--" * 500_000,
        b"<urlset>" + b"&" * 2_000_000,
        b"<urlset><url><loc>https://quay.example/&#xD800;&#0;a</loc></url></urlset>",
    ],
    ids=["attributes", "urls in urls", "depth", "long address", "images", "comments", "ampersands", "surrogates"],
)
def test_hostile_ones_cost_little(body: bytes) -> None:
    started = time.perf_counter()
    try:
        sitemap = parse_sitemap(body)
    except InvalidSitemap:
        sitemap = Sitemap()
    assert len(sitemap.urls) <= 1
    assert sum(len(url.images) for url in sitemap.urls) <= 100
    assert time.perf_counter() - started < 5


def test_the_limit_of_bytes_cuts() -> None:
    body = urlset("/a").replace(b"</urlset>", b"<!--" + b"x" * MAX_BYTES + b"--></urlset>")
    sitemap = parse_sitemap(body)
    assert (locations(sitemap), sitemap.is_truncated) == (["/a"], True)

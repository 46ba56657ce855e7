"""Pages as fetched: the article's sentences and no others, fields with their evidence, else a reason."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
import trafilatura
from page_texts import LAYOUTS, TITLE, URL, json_ld, page, paragraphs
from syndication_texts import DAM, FERRY

from transforms import article_from_html
from transforms.errors import EmptyDocument, NoArticle, NotText, TooDeep
from transforms.extract import parse_page
from transforms.model import Article
from transforms.text import fold, sentences


def read(html: str | bytes, url: str | None = URL) -> Article:
    return article_from_html(html, url)


def origins(article: Article) -> list[tuple[str, date]]:
    return [(evidence.origin, evidence.on) for evidence in article.dates]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_sentences_come_out_as_from_the_extractors_public_face(layout: str) -> None:
    """The first stage is called below the public face; this is the guard that it still means the same."""
    article = read(LAYOUTS[layout])
    public = trafilatura.bare_extraction(LAYOUTS[layout], include_comments=False, with_metadata=False)
    theirs = fold(str(getattr(public, "text", None))).replace("- ", "")
    ours = [fold(sentence) for paragraph in article.paragraphs for sentence in sentences(paragraph)]
    assert len(ours) > 8
    assert [sentence for sentence in ours if sentence not in theirs] == []
    wanted = {fold(s) for text in (DAM, FERRY) for p in text for s in sentences(p) if fold(s) in theirs}
    assert wanted
    assert wanted - set(ours) == set()


def test_paragraphs_come_one_by_one_and_in_order() -> None:
    article = read(page())
    assert article.paragraphs == DAM
    assert article.removed == () or {block.rule for block in article.removed} == {"repeated_title"}


def test_a_break_ends_a_paragraph_and_a_line_end_does_not() -> None:
    body = f"<p>{DAM[0]}<br><br>{DAM[1]}</p><p>{DAM[2].replace(' ', chr(10), 3)}</p>{paragraphs(*DAM[3:])}"
    assert read(page(body)).paragraphs == DAM


def test_menus_asides_and_footers_stay_out() -> None:
    text = read(LAYOUTS["an aside in mid-article"]).text
    for stray in ("Home", "Sport", "Imprint", "Snow in May", "Bridge Street"):
        assert stray not in text


def test_comments_below_the_article_stay_out() -> None:
    thread = (
        '<section class="comments" id="comments"><h3>Comments</h3><div class="comment"><p>I have lived below that wall '
        "for sixty years and it has been leaking for fifty of them, as I told them.</p></div></section>"
    )
    assert read(page(after=thread)).paragraphs == DAM


def test_a_comments_section_without_any_class_is_cut_by_its_heading() -> None:
    thread = "<h3>Comments</h3><p>Replying to Sven</p><p>Log in to comment</p>"
    article = read(page(paragraphs(*DAM) + thread))
    assert article.paragraphs == DAM
    assert "comments" in {block.rule for block in article.removed}


def test_a_related_list_at_the_end_is_cut() -> None:
    related = (
        '<h3>Related stories</h3><p><a href="/a">Ferry sale stopped by a court</a></p>'
        '<p><a href="/b">Observatory opens to schools again</a></p>'
    )
    assert read(page(paragraphs(*DAM) + related)).paragraphs == DAM


def test_a_read_more_line_is_cut_with_its_rule() -> None:
    body = (
        paragraphs(*DAM[:3]) + '<p>Read more: <a href="/a">Ferry sale stopped by a court</a></p>' + paragraphs(*DAM[3:])
    )
    article = read(page(body))
    assert article.paragraphs == DAM
    assert ("read_more", "Read more: Ferry sale stopped by a court") in [(b.rule, b.text) for b in article.removed]


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} | Northern Courier",
        f"{TITLE} - northerncourier.example",
        f"Northern Courier – {TITLE}",
        f"{TITLE} · The Northern Courier",
        TITLE,
    ],
)
@pytest.mark.parametrize("heading", [f"<h1>{TITLE}</h1>", ""])
def test_the_title_comes_without_the_sites_name(title: str, heading: str) -> None:
    head = '<meta property="og:site_name" content="Northern Courier">'
    assert read(page(head=head, title=title, heading=heading)).title == TITLE


def test_a_dash_inside_the_title_is_part_of_it() -> None:
    title = "Lake, dam, village - a night in three parts"
    assert read(page(title=title, heading="")).title == title


def test_the_headline_of_the_json_is_trusted_before_the_elements() -> None:
    head = json_ld(headline=TITLE) + '<meta property="og:title" content="You will not believe what divers found">'
    assert read(page(head=head, title="Courier", heading="")).title == TITLE


def test_a_title_repeated_in_the_body_is_cut() -> None:
    article = read(page(f"<p>{TITLE}</p>{paragraphs(*DAM)}"))
    assert article.title == TITLE
    assert article.paragraphs == DAM


@pytest.mark.parametrize(
    ("head", "body", "origin"),
    [
        (json_ld(datePublished="2022-06-05T08:15:00+02:00"), "", "json-ld"),
        ('<meta property="article:published_time" content="2022-06-05T08:15:00+02:00">', "", "meta"),
        ('<meta itemprop="datePublished" content="2022-06-05T08:15:00+02:00">', "", "meta"),
        ("", '<time datetime="2022-06-05T08:15:00+02:00">this morning</time>', "time"),
    ],
)
def test_the_moment_of_publication_and_where_it_stood(head: str, body: str, origin: str) -> None:
    article = read(page(body + paragraphs(*DAM), head=head), "https://www.northerncourier.example/reservoir-emptied")
    assert article.published_at == datetime(2022, 6, 5, 6, 15, tzinfo=UTC)
    assert (article.published_on, article.published_precision) == (date(2022, 6, 5), "second")
    assert article.published_from == origin


def test_the_day_in_the_address_is_the_last_resort() -> None:
    article = read(page())
    assert (article.published_on, article.published_precision) == (date(2022, 6, 5), "day")
    assert article.published_from == "url"


def test_every_date_is_kept_as_evidence_and_the_most_trusted_wins() -> None:
    head = (
        json_ld(datePublished="2022-06-03", dateModified="2022-06-09T10:00:00Z")
        + '<meta name="date" content="2022-06-04">'
    )
    article = read(page('<time datetime="2022-06-06">6 June</time>' + paragraphs(*DAM), head=head))
    assert origins(article) == [
        ("json-ld", date(2022, 6, 3)),
        ("meta", date(2022, 6, 4)),
        ("time", date(2022, 6, 6)),
        ("url", date(2022, 6, 5)),
    ]
    assert article.published_on == date(2022, 6, 3)
    assert article.modified_at == datetime(2022, 6, 9, 10, tzinfo=UTC)


def test_a_time_of_a_related_article_is_not_this_ones() -> None:
    after = '<div class="teasers"><time datetime="2022-06-20">20 June</time><a href="/a">Ferry sale stopped</a></div>'
    article = read(page(after=after), "https://www.northerncourier.example/reservoir-emptied")
    assert article.published_on is None


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Ines Okafor"},
        [{"@type": "Person", "name": "Ines Okafor"}],
        "Ines Okafor",
        "By Ines Okafor",
        [{"@type": "Person", "name": ["Ines Okafor"]}],
    ],
)
def test_the_author_in_the_json_in_the_forms_that_sites_use(author: Any) -> None:
    assert read(page(head=json_ld(author=author))).authors == ("Ines Okafor",)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="author" content="Ines Okafor, Tom Brandvold">', ""),
        ("", '<p class="byline">By Ines Okafor and Tom Brandvold</p>'),
    ],
)
def test_authors_in_elements_and_in_sight(head: str, body: str) -> None:
    article = read(page(body + paragraphs(*DAM), head=head))
    assert article.authors == ("Ines Okafor", "Tom Brandvold")
    assert article.paragraphs == DAM


def test_an_address_is_nobodys_name() -> None:
    head = '<meta property="article:author" content="https://www.facebook.com/ines">'
    assert read(page(head=head)).authors == ()


def test_other_fields_of_the_page() -> None:
    head = json_ld(
        headline=TITLE,
        articleSection="Region",
        keywords=["dams", "water"],
        image={"@type": "ImageObject", "url": "https://img.example/dam.jpg"},
        isAccessibleForFree=False,
        inLanguage="en-GB",
        publisher={"@type": "Organization", "name": "Northern Courier"},
    )
    article = read(page(head=head, language=""))
    assert (article.section, article.keywords, article.language) == ("Region", ("dams", "water"), "en-GB")
    assert article.image_url == "https://img.example/dam.jpg"
    assert article.is_accessible_for_free is False
    assert article.publisher is not None
    assert (article.publisher.publisher_id, article.publisher.name) == ("northerncourier.example", "Northern Courier")


def test_the_language_is_told_by_the_text_where_the_page_says_nothing() -> None:
    assert read(page(language="")).language == "en"


@pytest.mark.parametrize(
    "broken",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>',
        '<script type="application/ld+json">' + "[" * 5000 + "</script>",
        '<script type="application/ld+json">{"@type":"NewsArticle","author":"' + '\\"' * 30_000 + "</script>",
        '<script type="application/ld+json">null</script><script type="application/ld+json">[1, "x", null]</script>',
        json_ld(headline=7, author=9, image=[], keywords={"a": 1}, publisher="Courier", datePublished=[2022]),
    ],
    ids=["torn", "nested", "backslashes", "no objects", "wrong types"],
)
def test_broken_json_is_left_out_and_hurts_nothing(broken: str) -> None:
    article = read(page(head=broken))
    assert article.title == TITLE
    assert article.paragraphs == DAM


def test_a_canonical_of_the_same_site_is_the_articles_own_address() -> None:
    link = '<link rel="canonical" href="https://northerncourier.example/reservoir?utm_source=feed">'
    article = read(page(head=link), URL + "?ref=home")
    assert article.own_url == article.canonical_url == "https://northerncourier.example/reservoir"
    assert [credit for credit in article.credits if credit.kind == "canonical_link"] == []


def test_a_canonical_of_another_site_is_a_credit_and_never_identity() -> None:
    link = '<link rel="canonical" href="https://www.fjordtimes.example/dam-cracks">'
    article = read(page(head=link))
    assert article.own_url == URL
    assert article.canonical_url == "https://www.fjordtimes.example/dam-cracks"
    (credit,) = [credit for credit in article.credits if credit.kind == "canonical_link"]
    assert (credit.publisher_id, credit.evidence) == ("fjordtimes.example", "https://www.fjordtimes.example/dam-cracks")
    assert article.publisher is not None
    assert article.publisher.publisher_id == "northerncourier.example"


def test_a_canonical_that_names_the_front_page_is_a_templates_mistake() -> None:
    link = '<link rel="canonical" href="https://www.northerncourier.example/">'
    assert read(page(head=link)).own_url == URL


@pytest.mark.parametrize("href", ["javascript:void(0)", "http://[broken", "", "mailto:desk@courier.example"])
def test_a_canonical_that_is_no_address_is_nothing(href: str) -> None:
    assert read(page(head=f'<link rel="canonical" href="{href}">')).own_url == URL


def test_a_relative_canonical_is_read_from_the_pages_address() -> None:
    assert (
        read(page(head='<link rel="canonical" href="/reservoir">')).own_url
        == "https://www.northerncourier.example/reservoir"
    )


@pytest.mark.parametrize("marks", [True, False])
def test_a_saved_page_is_itself_only_where_two_of_its_marks_agree(marks: bool) -> None:
    og = f'<meta property="og:url" content="{URL}">' if marks else ""
    article = read(page(head=og + f'<link rel="canonical" href="{URL}">'), None)
    assert article.own_url == (URL if marks else None)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", ""), ("iso-8859-1", "iso-8859-1"), ("windows-1252", "windows-1252"), ("utf-16", "")],
)
def test_bytes_in_several_charsets(encoding: str, declared: str) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    body = paragraphs(
        *(text.replace("“", '"').replace("”", '"').replace("’", "'") for text in DAM),
        "Süße Grüße aus Málaga, sagte die Bürgermeisterin am Dienstag.",
    )
    article = read(page(body, head=head).encode(encoding))
    assert article.paragraphs[-1].startswith("Süße Grüße aus Málaga")


def test_markup_in_the_text_stays_text() -> None:
    text = "The sign read &lt;script&gt;alert(1)&lt;/script&gt; and nobody in the village knew what it was for."
    assert "<script>alert(1)</script>" in read(page(paragraphs(*DAM, text))).text


@pytest.mark.parametrize("html", ["", "   \n", b"", b"\x00\x00\x00"])
def test_an_empty_page_is_an_empty_document(html: str | bytes) -> None:
    with pytest.raises(EmptyDocument):
        read(html)


@pytest.mark.parametrize(
    "html", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"%PDF-1.4\n" + b"\x00\x01\x02\xff\xfe" * 400]
)
def test_binary_is_not_text(html: bytes) -> None:
    with pytest.raises((NotText, NoArticle)) as raised:
        read(html)
    assert isinstance(raised.value, NotText)


def test_a_page_nested_too_deep_for_the_parser_is_read_flattened() -> None:
    for depth in (200, 300, 20_000):
        opening, closing = '<div class="x">' * depth, "</div>" * depth
        article = read(page(f"{opening}{paragraphs(*DAM)}{closing}", head=json_ld(headline=TITLE)))
        assert article.paragraphs == DAM
        assert article.title == TITLE


def test_a_page_of_nested_lists_and_tables_is_read_flattened_too() -> None:
    deep = "<ul><li><table><tr><td><blockquote>" * 400
    assert set(DAM) <= set(read(page(f"{deep}{paragraphs(*DAM)}")).paragraphs)


def test_what_is_too_deep_for_a_reader_that_needs_the_nesting_says_so() -> None:
    with pytest.raises(TooDeep, match="256 levels"):
        parse_page(page("<div>" * 300 + paragraphs(*DAM)), "page")


@pytest.mark.parametrize("control", ["\x13", "\x00", "&#19;", "&#x13;", "&#x1f", "&#0;", "\ufffe", "\x0b"])
def test_what_no_document_may_hold_is_left_out(control: str) -> None:
    html = page(f"<p>{DAM[0][:20]}{control}{DAM[0][20:]}</p>{paragraphs(*DAM[1:])}", title=f"A{control}B")
    text = read(html).text
    assert DAM[1] in text
    assert not set(text) & {chr(code) for code in (*range(9), *range(11, 32), 0xFFFE)}
    assert DAM[0][20:] in text


def test_a_tag_with_thousands_of_attributes_loses_them() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(150_000))
    began = time.process_time()
    assert read(page(f"<p {attributes}>{DAM[0]}</p>{paragraphs(*DAM[1:])}")).paragraphs == DAM
    assert time.process_time() - began < 5


def test_a_long_tag_with_few_attributes_keeps_them() -> None:
    state = "x" * 100_000
    html = page(f'<div data-state="{state}" class="article-body">{paragraphs(*DAM)}</div>')
    assert read(html).paragraphs == DAM


@pytest.mark.parametrize(
    "markup",
    ["<p>a" * 1000 + "<br>" * 1000 + "<img src=x>" * 1000, "</div>" * 500 + "<div>" * 3, "<div>" * 240],
    ids=["unclosed paragraphs and void elements", "closing tags that open nothing", "just shallow enough"],
)
def test_what_does_not_nest_too_deep_is_read_to_its_end(markup: str) -> None:
    tree = parse_page(f"<html><body>{markup}<p>the end</p></body></html>", "page")
    assert "the end" in "".join(map(str, tree.itertext()))


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        page("<p>Please enable JavaScript to continue.</p>", heading=""),
        page("<h2>Sport</h2><ul><li><a href='/a'>One</a></li><li><a href='/b'>Two</a></li></ul>", heading=""),
        "just a word",
    ],
    ids=["nothing", "a notice", "a list of links", "a word"],
)
def test_a_page_without_an_article_gives_a_reason(html: str) -> None:
    with pytest.raises(NoArticle) as raised:
        read(html)
    assert raised.value.resource == URL
    assert raised.value.cause


def test_every_refusal_of_a_page_is_a_kind_of_no_article() -> None:
    assert issubclass(EmptyDocument, NoArticle)
    assert issubclass(NotText, NoArticle)
    assert issubclass(TooDeep, NoArticle)

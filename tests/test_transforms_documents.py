"""Captures by form, the hints of their way in, and errors that say what, which, why and what to do."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from page_texts import TITLE, URL, page
from syndication_texts import DAM, FERRY

from transforms import errors
from transforms.errors import DocumentTooLarge, InvalidInput, InvalidRow, NewsfoldError, NoArticle, NotText
from transforms.fingerprinting import fingerprint
from transforms.matching import match
from transforms.model import Article, Document, Form, Hints, Publisher
from transforms.parsing import MOST_BYTES, parse_document
from transforms.wireform import (
    article_from_json,
    article_to_json,
    document_from_json,
    document_head_to_json,
    fingerprint_from_json,
    fingerprint_to_json,
)

HOUSE = Path(__file__).parent.parent
NOW = datetime(2022, 6, 6, tzinfo=UTC)
TEXT = "\n\n".join(DAM)


def capture(form: Form, body: bytes | str, hints: Hints | None = None, location: str = "/in/dam") -> Document:
    content = body.encode() if isinstance(body, str) else body
    return Document(location, content, NOW, form, hints=hints or Hints())


def test_a_page_a_text_and_a_row_give_one_body() -> None:
    row = json.dumps({"title": TITLE, "text": TEXT})
    captures = [capture("html", page(), location=URL), capture("text", TEXT), capture("row", row)]
    assert {parse_document(each).paragraphs for each in captures} == {DAM}


def test_a_rows_html_is_read_as_a_page() -> None:
    article = parse_document(capture("row", json.dumps({"html": page(), "url": URL}), Hints(url=URL)))
    assert (article.paragraphs, article.own_url, article.title) == (DAM, URL, TITLE)


@pytest.mark.parametrize("column", ["text", "body"])
def test_a_rows_text_has_no_head_where_the_columns_have_it(column: str) -> None:
    first = "A short first line"
    article = parse_document(capture("row", json.dumps({"title": TITLE, column: f"{first}\n\n{TEXT}"})))
    assert article.title == TITLE
    assert article.paragraphs[0] == first
    untitled = parse_document(capture("row", json.dumps({column: f"{first}\n\n{TEXT}"})))
    assert untitled.title == first


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("{torn", "not valid JSON"),
        ("[1, 2]", "not an object"),
        ('"text"', "not an object"),
        ("{}", "neither text nor html"),
        ('{"text": "  ", "html": null}', "neither text nor html"),
        ('{"text": 7}', "neither text nor html"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_row_that_cannot_be_used_says_why_and_which(body: str, cause: str) -> None:
    with pytest.raises(InvalidRow, match=cause) as raised:
        parse_document(capture("row", body, location="/in/table.jsonl#17"))
    assert raised.value.resource == "/in/table.jsonl#17"
    assert raised.value.remedy


def test_a_form_that_holds_no_article_is_refused() -> None:
    with pytest.raises(InvalidInput, match="'feed' holds no article"):
        parse_document(capture("feed", "<rss/>"))


@pytest.mark.parametrize("form", ["html", "text", "row", "entry"])
def test_more_than_ten_megabytes_are_refused_before_anything_reads_them(form: Form) -> None:
    with pytest.raises(DocumentTooLarge, match="10,485,761 bytes") as raised:
        parse_document(capture(form, b" " * (MOST_BYTES + 1)))
    assert raised.value.rule == "too_large"
    assert raised.value.resource == "/in/dam"


def test_ten_megabytes_exactly_are_still_read() -> None:
    with pytest.raises(NoArticle):
        parse_document(capture("text", b" " * MOST_BYTES))


def test_a_binary_file_is_not_text() -> None:
    with pytest.raises(NotText):
        parse_document(capture("text", bytes(range(256)) * 50))


def test_hints_fill_what_the_capture_leaves_open_and_overrule_nothing_but_the_publisher() -> None:
    publisher = Publisher("bay.example", "Bay Post", "bay.example")
    hints = Hints(
        title="Hinted", authors=("Hinted Author",), published="Sun, 05 Jun 2022 08:00:00 GMT", language="de",
        section="Region", keywords=("dam",), guid="g-7", publisher=publisher,
        url="https://bay.example/dam?utm_source=x",
    )  # fmt: skip
    bare = parse_document(capture("text", TEXT, hints))
    assert (bare.title, bare.authors, bare.section, bare.keywords) == ("Hinted", ("Hinted Author",), "Region", ("dam",))
    assert (bare.guid, bare.own_url, bare.publisher) == ("g-7", "https://bay.example/dam", publisher)
    assert bare.published_at == datetime(2022, 6, 5, 8, tzinfo=UTC)
    assert bare.published_from == "feed"
    told = parse_document(capture("text", f"{TITLE}\n\nBy Ines Okafor\n\n{TEXT}", hints))
    assert (told.title, told.authors) == (TITLE, ("Ines Okafor",))


def test_a_date_of_the_page_itself_is_trusted_before_the_feeds() -> None:
    head = '<meta property="article:published_time" content="2022-06-04T10:00:00Z">'
    hints = Hints(published="Mon, 06 Jun 2022 08:00:00 GMT", guid="g")
    article = parse_document(capture("html", page(head=head), hints, URL))
    assert (article.published_on, article.published_from) == (date(2022, 6, 4), "meta")
    assert ("feed", date(2022, 6, 6)) in [(evidence.origin, evidence.on) for evidence in article.dates]


def test_the_address_that_the_redirects_ended_at_is_the_pages() -> None:
    document = Document("https://bay.example/r/7", page().encode(), NOW, "html", final_location=URL)
    assert parse_document(document).own_url == URL


def test_articles_captures_and_fingerprints_survive_the_pipe() -> None:
    document = capture("html", page(head='<meta name="date" content="2022-06-04T10:00:00Z">'), Hints(guid="7"), URL)
    article = parse_document(document)
    assert article_from_json(json.loads(json.dumps(article_to_json(article)))) == article
    again = document_from_json(json.loads(json.dumps(document_head_to_json(document))), document.body)
    assert again == document
    made = fingerprint(article)
    assert fingerprint_from_json(json.loads(json.dumps(fingerprint_to_json(made)))) == made


def test_equal_words_have_equal_digests_whatever_the_white_space() -> None:
    assert Article(DAM).content_digest == Article(tuple(text.replace(" ", "  ") for text in DAM)).content_digest
    assert Article(DAM).content_digest != Article(FERRY).content_digest
    assert Article(DAM).content_digest != Article(DAM, title=TITLE).content_digest


def leaves() -> list[type[NewsfoldError]]:
    found = [value for _, value in inspect.getmembers(errors, inspect.isclass) if issubclass(value, NewsfoldError)]
    return sorted(found, key=lambda error: error.__name__)


@pytest.mark.parametrize("error", leaves(), ids=lambda error: error.__name__)
def test_every_error_says_what_which_why_and_what_to_do(error: type[NewsfoldError]) -> None:
    raised = error("https://bay.example/dam", "it broke", "mend it")
    assert str(raised) == f"{error.what}: https://bay.example/dam: it broke; mend it"
    assert error.__doc__


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    drawn: dict[str, str] = {}
    above = ["NewsfoldError"]
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"^    ((?:│   |    )*)[├└]── (\w+)", line)
        if found:
            depth = len(found[1]) // 4 + 1
            above[depth:] = [found[2]]
            drawn[found[2]] = above[depth - 1]
    bases = {
        error.__name__: error.__base__.__name__ for error in leaves() if error.__base__ and error is not NewsfoldError
    }
    assert drawn == bases


def test_rejections_have_short_names_of_their_own() -> None:
    rules = [error.rule for error in leaves() if issubclass(error, InvalidInput)]
    assert len(set(rules)) == len(rules)
    assert all(re.fullmatch(r"[a-z_]+", rule) for rule in rules)


@pytest.mark.parametrize(
    ("program", "absent"),
    [
        (
            "import transforms; transforms.Article, transforms.Match",
            ("trafilatura", "lxml", "numpy", "rapidfuzz", "py3langid"),
        ),
        ("from transforms import canonical_url", ("trafilatura", "lxml", "numpy", "py3langid")),
        ("from transforms import match, fingerprint", ("trafilatura", "lxml", "py3langid")),
        ("from transforms.parsing import with_date", ("trafilatura", "lxml", "py3langid")),
    ],
)
def test_a_name_loads_only_what_it_needs(program: str, absent: tuple[str, ...]) -> None:
    check = f"import sys\n{program}\nprint([name for name in {absent!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", check], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_an_unknown_name_is_an_ordinary_attribute_error() -> None:
    import transforms

    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = transforms.nonsense
    assert set(transforms.__all__) <= set(dir(transforms))


ODD = {
    "one endless word": "A" * 12_000,
    "capitals without end": "Aa " * 4_000,
    "openings without end": "according to a report in " * 500,
    "brackets": "(" * 12_000,
    "points": "1." * 6_000,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_paragraph_costs_no_more_than_its_length(odd: str) -> None:
    assert parse_document(capture("text", f"{DAM[0]}\n\n{ODD[odd]}\n\n{DAM[1]}")).paragraphs[0] == DAM[0]


@pytest.mark.timeout(20)
def test_thousands_of_equal_sentences_do_not_all_meet_each_other() -> None:
    one, other = Article((DAM[0], "漢。" * 4_000)), Article((DAM[1], "漢。" * 3_900))
    assert match(one, other).jaccard < 1.0

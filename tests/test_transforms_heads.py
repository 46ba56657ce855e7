"""Plain-text captures: the head becomes fields whatever its layout, the body stays prose, nothing is guessed."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest

from transforms import article_from_text
from transforms.errors import EmptyDocument, NoArticle
from transforms.model import Article
from transforms.plaintext import paragraphs_of

TITLE = "Kestrel Bay votes to flood its golf course"
SUBTITLE = "Salt marsh to return on forty hectares by 2031"
LEDE = (
    "The town assembly of Kestrel Bay decided on Wednesday night to open the sea wall behind its golf course and to "
    "let the tide back onto land that was drained in 1926."
)
SECOND = (
    "“We have pumped for ninety-seven years, and we are tired of it,” said Odalys Verne, who has kept the pumping "
    "station since her father’s death."
)
THIRD = "The club, which has 212 members, will get a field on the hill and a road that leads to it."
BODY = [LEDE, SECOND, THIRD]


def laid_out(*head: str, body: list[str] | None = None) -> Article:
    return article_from_text("\n\n".join([*head, *(body or BODY)]))


def assert_all_fields(article: Article) -> None:
    assert article.title == TITLE
    assert article.authors == ("Joren Tamsett",)
    assert article.published_on == date(2021, 3, 4)
    assert article.published_precision == "day"
    assert list(article.paragraphs) == BODY


@pytest.mark.parametrize(
    "head",
    [
        (TITLE, "By Joren Tamsett", "March 4, 2021"),
        (TITLE, "March 4, 2021", "By Joren Tamsett"),
        ("March 4, 2021", TITLE, "By Joren Tamsett"),
        ("4 March 2021", TITLE, "by Joren Tamsett"),
        (TITLE, "Joren Tamsett | 4 March 2021"),
        (TITLE, "By Joren Tamsett, March 4th, 2021"),
        (TITLE, "Joren Tamsett - Thursday, March 4, 2021"),
        (TITLE, "By JOREN TAMSETT".title(), "Published: 2021-03-04"),
        (TITLE, "Posted on March 4, 2021 by Joren Tamsett"),
        ("date 2021-03-04", TITLE, "By Joren Tamsett"),
        ("Published 2021-03-04\n" + TITLE, "By Joren Tamsett"),
        (f"Title: {TITLE}", "Author: Joren Tamsett", "Date: 2021-03-04"),
        (f"Headline: {TITLE}\nByline: Joren Tamsett\nPublished: 4 March 2021",),
        (f"{TITLE}\nJoren Tamsett\nMarch 4, 2021\n",),
        (TITLE, "March 4, 2021", "Joren Tamsett"),
    ],
    ids=lambda head: " / ".join(head).replace(TITLE, "TITLE").replace("\n", " // "),
)
def test_a_head_in_any_order(head: tuple[str, ...]) -> None:
    assert_all_fields(laid_out(*head))


@pytest.mark.parametrize(
    "head",
    [
        (TITLE, SUBTITLE, "By Joren Tamsett", "March 4, 2021"),
        (f"{TITLE}\n{SUBTITLE}\nBy Joren Tamsett\nMarch 4, 2021",),
        (TITLE, SUBTITLE, "", "", "Joren Tamsett March 4, 2021", "KESTREL BAY:"),
    ],
)
def test_a_head_with_a_subtitle(head: tuple[str, ...]) -> None:
    article = laid_out(*head)
    assert_all_fields(article)
    assert article.subtitle == SUBTITLE


@pytest.mark.parametrize(
    "furniture", ["Share this article", "ADVERTISEMENT", "Photo: Dana Holm/Reuters", "Read more: The tide of 1926"]
)
def test_furniture_in_the_head_is_cut_and_hides_nothing(furniture: str) -> None:
    article = laid_out(TITLE, furniture, "By Joren Tamsett", "March 4, 2021")
    assert_all_fields(article)
    assert article.subtitle is None
    assert [block.text for block in article.removed] == [furniture]


def test_furniture_before_the_title_does_not_become_it() -> None:
    article = laid_out("Share this article", "ADVERTISEMENT", TITLE, "By Joren Tamsett", "March 4, 2021")
    assert_all_fields(article)
    assert len(article.removed) == 2


@pytest.mark.parametrize("label", ["World News", "Sports Desk", "Opinion"])
def test_a_section_beside_the_date_is_nobodys_name(label: str) -> None:
    assert laid_out(TITLE, label, "March 4, 2021").authors == ()


@pytest.mark.parametrize(
    "title", ["Watch: Boats on the fairway", "Opinion: The tide is right", "More sheep than people"]
)
def test_a_title_that_begins_like_a_prompt_is_still_the_title(title: str) -> None:
    assert laid_out(title, "By Joren Tamsett", "March 4, 2021").title == title


def test_a_byline_before_the_subtitle_leaves_the_subtitle_out_of_the_prose() -> None:
    article = laid_out(TITLE, "By Joren Tamsett", SUBTITLE, "March 4, 2021")
    assert article.title == TITLE
    assert article.authors == ("Joren Tamsett",)
    assert article.subtitle == SUBTITLE
    assert list(article.paragraphs) == BODY


@pytest.mark.parametrize("line", ["KESTREL BAY:", "KESTREL BAY —", "KESTREL BAY (Reuters) -", "Kestrel Bay (AP) —"])
def test_a_dateline_on_a_line_of_its_own(line: str) -> None:
    article = laid_out(TITLE, "By Joren Tamsett", "March 4, 2021", line)
    assert_all_fields(article)
    assert article.dateline is not None
    assert article.dateline.upper() == "KESTREL BAY"


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("KESTREL BAY, Maine (AP) — ", "KESTREL BAY, Maine", "Associated Press"),
        ("KESTREL BAY: ", "KESTREL BAY", None),
        ("Kestrel Bay, March 4 (Reuters) - ", "Kestrel Bay", "Reuters"),
        ("KESTREL BAY (AFP) – ", "KESTREL BAY", "Agence France-Presse"),
        ("Kestrel Bay (dpa) - ", "Kestrel Bay", "Deutsche Presse-Agentur"),
    ],
)
def test_a_dateline_that_opens_the_prose_is_lifted_as_a_copy(opening: str, place: str, agency: str | None) -> None:
    article = laid_out(TITLE, body=[opening + LEDE, SECOND, THIRD])
    assert article.dateline == place
    assert article.paragraphs[0] == opening + LEDE
    credited = [credit.agency for credit in article.credits if credit.kind == "dateline"]
    assert credited == ([agency] if agency else [])


@pytest.mark.parametrize(
    "opening", ["BREAKING: ", "Exclusive: ", "Odalys Verne: ", "The mayor (who is 61) - ", "WATCH: ", "Yes: "]
)
def test_an_opening_that_is_no_place_is_no_dateline(opening: str) -> None:
    assert laid_out(TITLE, body=[opening + LEDE, SECOND, THIRD]).dateline is None


def test_a_capture_that_begins_with_prose_has_no_head() -> None:
    article = laid_out()
    assert (article.title, article.subtitle, article.authors, article.dateline) == (None, None, (), None)
    assert (article.published_on, article.published_precision) == (None, "none")
    assert list(article.paragraphs) == BODY


@pytest.mark.parametrize(
    "mark",
    [
        "date 2021-03-04 ",
        "Date: 2021-03-04\n\n",
        "date: March 4, 2021 ",
        "Published on 4 March 2021\n",
        "DATE 2021-03-04\t",
    ],
)
def test_a_date_mark_before_the_lede_is_evidence_and_leaves_the_text(mark: str) -> None:
    article = article_from_text(mark + "\n\n".join(BODY))
    assert article.published_on == date(2021, 3, 4)
    assert article.published_from == "mark"
    assert list(article.paragraphs) == BODY
    assert article.title is None


@pytest.mark.parametrize(
    "lede",
    [
        "Date 4 March 2021 was chosen for the vote because the tide was low, and nobody in the town objected.",
        "Published on 4 March 2021, the report of the assembly speaks of forty hectares and of nothing else at all.",
        "Dated 4 March 2021 and signed by nobody, the letter lay on the table when the assembly of the town met.",
    ],
)
def test_a_sentence_that_begins_like_a_mark_stays_whole(lede: str) -> None:
    assert article_from_text("\n\n".join([lede, *BODY[1:]])).paragraphs[0] == lede


def test_windows_line_ends_change_nothing() -> None:
    text = "\n\n".join([TITLE, "By Joren Tamsett", "March 4, 2021", *BODY])
    assert article_from_text(text.replace("\n", "\r\n")) == article_from_text(text)


def test_blank_lines_with_blanks_in_them_part_paragraphs() -> None:
    assert list(article_from_text("\n \t\n".join(BODY)).paragraphs) == BODY


@pytest.mark.parametrize("width", [60, 72, 100])
def test_hard_wrapped_lines_are_joined(width: int) -> None:
    wrapped = [textwrap.fill(paragraph, width) for paragraph in BODY]
    article = article_from_text("\n\n".join([TITLE, "By Joren Tamsett, March 4, 2021", *wrapped]))
    assert_all_fields(article)


def test_a_word_broken_at_a_hard_wrap_is_whole_again() -> None:
    text = (
        "The assembly of the small town of Kestrel Bay voted for the mar-\n"
        "sh and against the golf course on a Wednesday eve-\nning in March."
    )
    assert "marsh and against" in paragraphs_of(text)[0]


def test_paragraphs_without_blank_lines_between_them_stay_apart() -> None:
    article = article_from_text("\n".join([TITLE, "By Joren Tamsett", "March 4, 2021", *BODY]))
    assert_all_fields(article)


def test_curly_and_straight_quotes_are_kept_as_printed() -> None:
    assert laid_out(TITLE).paragraphs[1] == SECOND
    straight = SECOND.translate(str.maketrans("“”’", '""\''))
    assert laid_out(TITLE, body=[LEDE, straight, THIRD]).paragraphs[1] == straight


def test_several_authors_and_a_role() -> None:
    article = laid_out(TITLE, "By Joren Tamsett, Priya de la Cruz and Aino Mäkelä, Staff Writer", "March 4, 2021")
    assert article.authors == ("Joren Tamsett", "Priya de la Cruz", "Aino Mäkelä")


def test_an_agency_in_the_byline_is_a_credit_and_no_person() -> None:
    article = laid_out(TITLE, "By Reuters", "March 4, 2021")
    assert article.authors == ()
    assert [(credit.kind, credit.agency) for credit in article.credits] == [("byline", "Reuters")]


def test_an_update_line_is_no_publication_date() -> None:
    article = laid_out(TITLE, "March 4, 2021", "Updated: March 6, 2021")
    assert article.published_on == date(2021, 3, 4)
    assert article.modified_at is not None
    assert article.modified_at.date() == date(2021, 3, 6)


def test_an_update_line_with_a_clock_alone_is_no_subtitle() -> None:
    article = laid_out(TITLE, "Updated at 6:57 p.m. ET", "By Joren Tamsett", "March 4, 2021")
    assert_all_fields(article)
    assert article.subtitle is None


def test_an_address_in_the_head_is_the_articles_own() -> None:
    article = laid_out(f"Title: {TITLE}", "URL: https://www.bay.example/marsh?utm_source=x", "Date: 2021-03-04")
    assert article.own_url == "https://www.bay.example/marsh"
    assert article.canonical_url == "https://www.bay.example/marsh"
    assert list(article.paragraphs) == BODY


def test_a_subheading_between_paragraphs_stays_in_the_body() -> None:
    article = laid_out(TITLE, body=[LEDE, SECOND, "What the fishermen say", THIRD])
    assert article.paragraphs[2] == "What the fishermen say"


def test_a_quoted_headline_may_be_a_question() -> None:
    assert laid_out("Who owns the tide?", "By Joren Tamsett").title == "Who owns the tide?"


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (
            [
                "Gemeinde stimmt für das Moor",
                "Von Anna Reichelt",
                "4. März 2021",
                "Die Gemeindeversammlung von Wittenau hat am Mittwoch beschlossen, den Deich am Golfplatz zu öffnen.",
                "Der Verein bekommt ein Feld auf dem Hügel und eine Straße, die zu ihm führt.",
            ],
            "de",
        ),
        (
            [
                "La commune rend son golf à la mer",
                "Par Anna Reichelt",
                "4 mars 2021",
                "L'assemblée de Saint-Aubin a décidé mercredi soir d'ouvrir la digue qui protège le terrain de golf.",
                "Le club recevra un champ sur la colline et une route qui y mène.",
            ],
            "fr",
        ),
        (
            [
                "El pueblo devuelve su campo de golf al mar",
                "Por Anna Reichelt",
                "4 de marzo de 2021",
                "La asamblea municipal decidió el miércoles por la noche abrir el dique que protege el campo de golf.",
                "El club recibirá un campo en la colina y una carretera que lleva hasta él.",
            ],
            "es",
        ),
    ],
)
def test_heads_in_other_languages(lines: list[str], language: str) -> None:
    article = article_from_text("\n\n".join(lines))
    assert article.title == lines[0]
    assert article.authors == ("Anna Reichelt",)
    assert article.published_on == date(2021, 3, 4)
    assert article.language == language
    assert list(article.paragraphs) == lines[3:]


def test_text_is_made_safe_at_the_border() -> None:
    article = article_from_text("\ufeff" + "\n\n".join(BODY).replace("Wednesday", "Wed\u00adnes\u200bday\x07"))
    assert list(article.paragraphs) == BODY


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\x00\x00"])
def test_nothing_is_an_empty_document(text: str) -> None:
    with pytest.raises(EmptyDocument):
        article_from_text(text)


@pytest.mark.parametrize("text", ["Menu", "Home\nNews\nSport\nWeather", "Page not found", "COMMENTS\n\nReply"])
def test_labels_are_no_article(text: str) -> None:
    with pytest.raises(NoArticle) as raised:
        article_from_text(text)
    assert "words" in str(raised.value) or "sentence" in str(raised.value)


def test_the_reason_names_the_resource() -> None:
    with pytest.raises(NoArticle, match=r"no article extracted: https://bay\.example/x: only 2 words are left"):
        article_from_text("Page missing", url="https://bay.example/x")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Kamal Haider | Staff Correspondent", ("Kamal Haider",)),
        ("Jane Holloway, senior reporter", ("Jane Holloway",)),
        ("Our Correspondent", ("Our Correspondent",)),
        ("A correspondent in Port Sando", ("A correspondent in Port Sando",)),
        ("JANE HOLLOWAY", ("JANE HOLLOWAY",)),
    ],
)
def test_bylines_without_by_between_subtitle_and_text(line: str, authors: tuple[str, ...]) -> None:
    text = f"Council sells the ferry\n\nThe buyer is not named\n\n{line}\n\n{LEDE}"
    article = article_from_text(text)
    assert article.authors == authors
    assert article.paragraphs[0] == LEDE


@pytest.mark.parametrize(
    "line", ["Senior editor resigns", "Jane Holloway, editor of the Courier, dies", "Police reporter"]
)
def test_a_headline_about_editors_is_no_byline(line: str) -> None:
    article = article_from_text(f"{line}\n\n{LEDE}")
    assert (article.title, article.authors) == (line, ())


LEDE = "The harbour council sold the old ferry on Monday for a price that it would not name, its chairman said."

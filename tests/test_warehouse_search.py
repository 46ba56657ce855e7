"""Search: found as soon as committed, ranked by BM25, in several scripts, and right after updates and deletions."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from warehouse_samples import an_id, article, cluster, publisher, store

from warehouse import search_index
from warehouse.checking import check_connection
from warehouse.reading import run_query
from warehouse.rows import ArticleRow, Row
from warehouse.sqlfiles import statement
from warehouse.writing import Warehouse, Writer

TEXTS = {
    "flood": (
        "Flood in the valley",
        "The river rose over night. Cellars are under water, and the old bridge is closed.",
    ),
    "bridge": ("Old bridge reopens", "The bridge over the river was closed after the flood. It reopened to traffic."),
    "chess": ("Chess: a draw", "Zoë Müller drew. It was a white house on a hill, they said; the White-House team won."),
    "budget": ("Budget passed", "The council passed the budget with a thin majority. No flood of complaints came."),
    "polish": ("Powódź w dolinie", "Żółta łódź płynie. Rzeka Wisła wylała w Łodzi."),
    "hindi": ("दिल्ली में बाढ़", "यमुना नदी का पानी दिल्ली की सड़कों पर आ गया।"),
    "chinese": ("東京都で洪水", "東京都の川が氾濫した。住民は避難している。"),
    "thai": ("น้ำท่วมกรุงเทพ", "ฝนตกหนักทำให้น้ำท่วมถนนในกรุงเทพมหานคร"),
    "arabic": ("فيضان في الوادي", "ارتفع النَّهْر ليلاً وغمرت المياه الطرق."),
    "russian": ("Наводнение в долине", "Ёлки стоят в воде. Река поднялась за ночь."),
    "korean": ("서울 홍수", "한강 수위가 밤새 올라갔다."),
    "greek": ("Πλημμύρα στην κοιλάδα", "Το ποτάμι φούσκωσε τη νύχτα."),
}


def rows() -> list[Row]:
    made: list[Row] = []
    for place, (name, (title, body)) in enumerate(TEXTS.items()):
        row = article(
            name,
            title=title,
            body=body,
            publisher_id="daily.example" if place % 2 else "wire.example",
            published_on=date(2026, 3, 1 + place),
            language={"chess": "en-GB", "polish": "pl"}.get(name, "en"),
            section="Sport" if name == "chess" else None,
        )
        made += [row, *cluster(row)]
    return [*made, publisher("daily"), publisher("wire")]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("search") / "newsfold.duckdb"
    store(made, *rows())
    return made


def found(path: Path, query: str) -> list[str]:
    names = {str(an_id(name)): name for name in [*TEXTS, "late"]}
    answer = run_query(path, "SELECT CAST(article_id AS VARCHAR) FROM search_articles(?)", [query]).rows
    return [names[one] for (one,) in answer]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("zoe muller", {"chess"}),
        ("MÜLLER", {"chess"}),
        ("wisla", set()),  # an l with a stroke is a letter of its own
        ("wisła", {"polish"}),
        ("powodz", {"polish"}),
        ("दिल्ली", {"hindi"}),
        ("東京", {"chinese"}),
        ("東京都の川", {"chinese"}),
        ("川", {"chinese"}),
        ("น้ำท่วม", {"thai"}),
        ("النهر", {"arabic"}),
        ("елки", {"russian"}),
        ("홍수", {"korean"}),
        ("πλημμυρα", {"greek"}),
        ("nothing-of-this-kind", set()),
        ("", set()),
        ("''; --", set()),
        ('"', set()),
        ("%_ \\", set()),
    ],
)
def test_words_are_found_in_any_script(path: Path, query: str, names: set[str]) -> None:
    answer = found(path, query)
    assert set(answer[: len(names)]) == names
    assert names or answer == [] or query == "nothing-of-this-kind"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('"old bridge"', {"flood", "bridge"}),
        ('"bridge old"', set()),
        ('"white house"', {"chess"}),
        ('"the river is"', set()),
        ('"over the river"', {"bridge"}),
        ("flood -bridge", {"budget"}),
        ('flood -"old bridge"', {"budget"}),
        ("title:flood", {"flood"}),
        ("-title:flood flood", {"bridge", "budget"}),
        ('title:"old bridge"', {"bridge"}),
        ("reop*", {"bridge"}),
        ("title:reop*", {"bridge"}),
        ("flood publisher:daily.example", {"bridge", "budget"}),
        ("flood publisher:wire", {"flood"}),
        ("flood -publisher:daily.example", {"flood"}),
        ("flood since:2026-03-02", {"bridge", "budget"}),
        ("flood until:2026-03-02", {"flood", "bridge"}),
        ("flood since:2026-03 until:2026-03", {"flood", "bridge", "budget"}),
        ("flood since:2027", set()),
        ("white language:en", {"chess"}),
        ("white section:sport", {"chess"}),
        ("language:pl", {"polish"}),
        ('"東京都の川"', {"chinese"}),
        ('"川の東京都"', set()),
        ('"दिल्ली की"', {"hindi"}),
    ],
)
def test_phrases_fields_and_exclusions(path: Path, query: str, names: set[str]) -> None:
    assert set(found(path, query)) == names


def test_a_word_of_most_articles_is_left_out_all_the_same(tmp_path: Path) -> None:
    made = tmp_path / "newsfold.duckdb"
    often = [article(f"often {number}", title=None, body="weather") for number in range(1_100)]
    store(made, *often, article("fog", title=None, body="fog weather"), article("mist", title=None, body="fog"))
    counts = [
        run_query(made, "SELECT count(*) FROM search_articles(?)", [query]).rows[0][0]
        for query in ("fog -weather", "weather -fog", "fog weather")
    ]
    assert counts == [1, 1_100, 2], "where both are asked for, only the rarer word decides"


def test_a_url_or_an_unknown_field_is_only_words(path: Path) -> None:
    assert found(path, "https://example.org/bridge")[0] == "bridge"
    assert found(path, "colour:chess") == ["chess"]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def bm25(corpus: dict[str, Counter[str]], terms: set[str]) -> dict[str, tuple[int, float]]:
    """Robertson and Zaragoza 2009, with k1 1.2, b 0.75 and an idf that is never negative."""
    average = sum(sum(words.values()) for words in corpus.values()) / len(corpus)
    scores = {}
    for name, words in corpus.items():
        parts = [
            math.log(1 + (len(corpus) - n + 0.5) / (n + 0.5))
            * words[term]
            * 2.2
            / (words[term] + 1.2 * (0.25 + 0.75 * sum(words.values()) / average))
            for term in terms
            if term in words and (n := sum(term in one for one in corpus.values()))
        ]
        if parts:
            scores[name] = (len(parts), sum(parts))
    return scores


def some_texts(count: int = 120) -> dict[str, tuple[str, str]]:
    """Texts of words that are unevenly spread, the same each time."""
    vocabulary = [f"word{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}" for n in range(100)]
    state = 7
    texts = {}
    for number in range(count):
        words = []
        for _ in range(60 + number % 50):
            state = (state * 1103515245 + 12345) % 2**31
            words.append(vocabulary[int(100 * (state / 2**31) ** 3)])
        texts[f"t{number}"] = (" ".join(words[:6]), " ".join(words[6:]))
    return texts


@pytest.mark.parametrize("parts", [2, 12])
def test_the_ranking_is_that_of_a_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    monkeypatch.setattr(search_index, "PARTS_OF_A_LEVEL", parts)
    texts = some_texts()
    made = tmp_path / "newsfold.duckdb"
    names = list(texts)
    for start in range(0, len(names), 20):
        batch = names[start : start + 20]
        store(made, *(article(name, title=texts[name][0], body=texts[name][1]) for name in batch))
    corpus = {name: Counter(words_of(title) * 3 + words_of(body)) for name, (title, body) in texts.items()}
    ids = {an_id(name): name for name in texts}
    for query in ("wordak wordcm", "wordbl", "wordjt wordaa worddn", "wordfo wordfp wordfq"):
        expected = bm25(corpus, set(query.split()))
        answer = run_query(made, "SELECT article_id, term_count, score FROM search_articles(?)", [query]).rows
        got = {ids[one]: (count, score) for one, count, score in answer}
        assert got.keys() == expected.keys()
        for name, (count, score) in expected.items():
            assert got[name] == (count, pytest.approx(score))
        assert [got[ids[one]] for one, *_ in answer] == sorted(got.values(), reverse=True)


def test_the_best_are_those_of_another_engine(tmp_path: Path) -> None:
    """SQLite's FTS5 has a BM25 of its own; its idf differs a little, so the order is compared and not the numbers."""
    texts = some_texts()
    made = tmp_path / "newsfold.duckdb"
    store(made, *(article(name, title=title, body=body) for name, (title, body) in texts.items()))
    ids = {an_id(name): name for name in texts}
    other = sqlite3.connect(":memory:")
    other.execute("CREATE VIRTUAL TABLE f USING fts5(name UNINDEXED, title, body)")
    other.executemany("INSERT INTO f VALUES (?, ?, ?)", [(name, *text) for name, text in texts.items()])
    for query in ("wordbn", "wordep", "wordhr", "wordct"):
        theirs = [name for (name,) in other.execute(
            "SELECT name FROM f WHERE f MATCH ? ORDER BY bm25(f, 0, 3.0, 1.0), name LIMIT 10", [query]
        )]  # fmt: skip
        ours = [
            ids[one] for (one,) in run_query(made, "SELECT article_id FROM search_articles(?) LIMIT 10", [query]).rows
        ]
        assert len(set(theirs) & set(ours)) >= 0.8 * len(theirs)
    other.close()


LISTS = (
    """CREATE TABLE search_postings
        (run INTEGER, slot INTEGER, field VARCHAR, term VARCHAR, numbers INTEGER[], counts INTEGER[])""",
    """INSERT INTO search_postings SELECT p.run, 0, 'title', w.term, list(p.number), list(p.title_count)
        FROM search_places p JOIN search_words w USING (slot) WHERE p.title_count > 0 GROUP BY ALL""",
    """INSERT INTO search_postings SELECT p.run, 0, 'body', w.term, list(p.number), list(p.body_count)
        FROM search_places p JOIN search_words w USING (slot) WHERE p.body_count > 0 GROUP BY ALL""",
    "DROP TABLE search_places",
    "DROP TABLE search_words",
    "DELETE FROM schema_migrations WHERE name LIKE '0018%'",
)
"""An index as it was before migration 18."""


def change(warehouse: Warehouse, work: Any) -> None:
    with warehouse.writing() as writer:
        with writer.transaction():
            work(writer)
        assert [finding.check for finding in check_connection(writer.connection) if "search" in finding.check] == []
    warehouse.publish(force=True)


def test_what_is_committed_is_found_and_what_is_gone_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "PARTS_OF_A_LEVEL", 3)
    made = tmp_path / "newsfold.duckdb"
    warehouse = store(made, *rows())
    late = article("late", title="Ferry sinks", body="A ferry sank off Zanzibar.")
    change(warehouse, lambda writer: writer.upsert([late]))
    assert found(made, "zanzibar") == ["late"]
    change(
        warehouse, lambda writer: writer.upsert([replace(late, body="A ferry sank off Mombasa.", content_digest="n")])
    )
    assert found(made, "zanzibar") == []
    assert found(made, "mombasa ferry") == ["late"]
    for number in range(8):
        change(warehouse, lambda writer, n=number: writer.upsert([article(f"more {n}", body=f"Filler {n}.")]))
    assert found(made, "mombasa") == ["late"]
    change(warehouse, lambda writer: writer.delete(ArticleRow, [late.article_id]))
    assert found(made, "mombasa ferry") == []
    words = run_query(made, "SELECT term FROM search_words WHERE term IN ('mombasa', 'zanzibar', 'ferry', 'sank')").rows
    assert words == [], "what was taken down cannot be read from the index either"
    runs = run_query(made, "SELECT max(level), count(*) FROM search_runs").rows
    assert runs[0][0] >= 1
    assert runs[0][1] < 10


def test_an_article_replaced_in_its_scope_leaves_the_index(tmp_path: Path) -> None:
    made = tmp_path / "newsfold.duckdb"
    warehouse = store(made, *rows())
    change(warehouse, lambda writer: writer.replace([], ArticleRow, "publisher_id", ["daily.example"]))
    assert set(found(made, "flood")) == {"flood"}


def test_only_a_changed_text_is_indexed_again(tmp_path: Path) -> None:
    made = tmp_path / "newsfold.duckdb"
    row = article("flood", title="Flood", body="Water.")
    warehouse = store(made, row)
    before = run_query(made, "SELECT number FROM search_documents").rows
    change(warehouse, lambda writer: writer.upsert([replace(row, section="News")]))
    assert run_query(made, "SELECT number FROM search_documents").rows == before


def test_a_failed_transaction_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    made = tmp_path / "newsfold.duckdb"
    warehouse = store(made, *rows())

    def fail(writer: Writer) -> None:
        writer.upsert([article("late", body="Zanzibar")])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change(warehouse, fail)
    change(warehouse, lambda writer: writer.upsert([article("other", body="Nothing.")]))
    assert found(made, "zanzibar") == []


def test_a_warehouse_from_before_the_index_gets_one(tmp_path: Path) -> None:
    made = tmp_path / "newsfold.duckdb"
    warehouse = store(made, *rows())
    with warehouse.writing() as writer:
        for table in ("search_documents", "search_places", "search_words", "search_runs", "search_dropped"):
            writer.connection.execute(f"DROP TABLE {table}").fetchall()
        writer.connection.execute("DROP SEQUENCE search_numbers").fetchall()
        writer.connection.execute("DELETE FROM schema_migrations WHERE name LIKE '%_search%'").fetchall()
    with warehouse.writing() as writer:
        assert "search_index" not in [finding.check for finding in check_connection(writer.connection)]
    warehouse.publish(force=True)
    assert "flood" in found(made, "flood")


def test_an_index_of_lists_becomes_one_of_places(tmp_path: Path) -> None:
    made = tmp_path / "newsfold.duckdb"
    warehouse = store(made, *rows())
    queries = ("flood", "fl*", "title:flood", '"old bridge"')
    ranked = [run_query(made, "SELECT * FROM search_articles(?)", [query]).rows for query in queries]
    assert all(ranked[:3])
    with warehouse.writing() as writer:
        for sql in LISTS:
            writer.connection.execute(sql).fetchall()
    with warehouse.writing() as writer:
        assert "search_index" not in [finding.check for finding in check_connection(writer.connection)]
        [(kept,)] = writer.connection.execute("SELECT min(number) FROM search_documents").fetchall()
    assert kept == 1, "nothing was indexed again"
    warehouse.publish(force=True)
    assert [run_query(made, "SELECT * FROM search_articles(?)", [query]).rows for query in queries] == ranked


def test_one_statement_tells_what_the_index_lacks(tmp_path: Path) -> None:
    warehouse = store(tmp_path / "newsfold.duckdb", *rows())
    with warehouse.writing() as writer:
        assert writer.connection.execute(statement("search_unindexed")).fetchall() == []

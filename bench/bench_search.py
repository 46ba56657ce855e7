"""Search on generated articles whose words are as unevenly spread as in a language: speed, cost of keeping, ranking.

The queries are one to four words of a headline that exists. The reference ranks the same texts by BM25 in plain Python.
--full takes 100,000 articles instead of 4,000.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import numpy as np
from measuring import arguments, say_machine, say_table

from warehouse import Warehouse, connect
from warehouse.reading import run_query
from warehouse.rows import ArticleRow
from warehouse.search_index import index_articles

SYLLABLES = "ka lo mi ra te su no vi an er in to be ri da mo lu pe sha con tra ble ing est or al".split()
VOCABULARY = 300_000
BATCH = 200
NOW = datetime(2026, 11, 24, tzinfo=UTC)


class Language:
    """Words by Zipf's law, exponent 1.02, as news has it."""

    def __init__(self, seed: int = 20261124) -> None:
        self.rng = np.random.default_rng(seed)
        plain = random.Random(seed)
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            words["".join(plain.choices(SYLLABLES, k=plain.randint(1, 5)))] = None
        self.words = np.array(list(words))
        self.below = np.cumsum(1 / np.arange(1, VOCABULARY + 1) ** 1.02)

    def text(self, count: int) -> str:
        places = np.searchsorted(self.below, self.rng.random(count) * self.below[-1])
        return " ".join(self.words[np.minimum(places, VOCABULARY - 1)])


def articles(count: int, language: Language) -> Iterator[list[ArticleRow]]:
    """Batches of articles of 250 to 650 words."""
    for start in range(0, count, BATCH):
        yield [article(number, language) for number in range(start, min(start + BATCH, count))]


def article(number: int, language: Language) -> ArticleRow:
    sizes = language.rng.integers(40, 70, size=8)
    # Ids spread as real ones are: numbers in a row are packed, and take fifty times as long to read.
    article_id = uuid5(NAMESPACE_OID, str(number))
    return ArticleRow(
        article_id=article_id,
        document_id=article_id,
        title=language.text(9),
        body="\n\n".join(language.text(int(size)) for size in sizes),
        word_count=int(sizes.sum()),
        paragraph_count=len(sizes),
        content_digest=str(number),
        version_number=1,
        rules_id="bench",
        pub_status="usable",
        first_seen_at=NOW,
        last_seen_at=NOW,
    )


def filled(warehouse: Warehouse, count: int) -> tuple[list[str], float, float]:
    """Writes the articles; returns their headlines, the seconds of the commits, and those spent on the index."""
    from warehouse import writing

    titles: list[str] = []
    spent = {"index": 0.0, "all": 0.0, "worst": 0.0}

    def timed(*values: Any) -> int:
        began = time.perf_counter()
        try:
            return index_articles(*values)
        finally:
            took = time.perf_counter() - began
            spent["index"] += took
            spent["worst"] = max(spent["worst"], took)

    writing.index_articles = timed  # type: ignore[assignment]
    for batch in articles(count, Language()):
        titles += [str(row.title) for row in batch]
        began = time.perf_counter()
        with warehouse.writing() as writer, writer.transaction():
            writer.upsert(batch)
        spent["all"] += time.perf_counter() - began
    writing.index_articles = index_articles
    print(
        f"index: {1000 * spent['index'] / count:.2f} ms an article, longest commit's {spent['worst']:.1f} s; "
        f"writing the article rows alone: {1000 * (spent['all'] - spent['index']) / count:.2f} ms an article"
    )
    return titles, spent["all"], spent["index"]


def queries(titles: Sequence[str], count: int) -> list[str]:
    rng = random.Random(7)
    chosen = []
    for _ in range(count):
        words = rng.choice(titles).split()
        chosen.append(" ".join(rng.sample(words, rng.randint(1, 4))))
    return chosen


def say_speed(path: Path, titles: Sequence[str], rounds: int) -> None:
    connection = connect(path)
    asked_for = queries(titles, rounds)
    frequent = frequent_words(connection)
    kinds = {
        "words": asked_for,
        "words, one at least rarer": [query for query in asked_for if not set(query.split()) <= frequent],
        "words that most texts have": [query for query in asked_for if set(query.split()) <= frequent],
        "phrase": [f'"{" ".join(title.split()[2:4])}"' for title in titles[:rounds]],
        "headline word": [f"title:{query.split()[0]}" for query in queries(titles, rounds)],
        "beginning of a word": [f"{query.split()[0][:5]}*" for query in queries(titles, rounds)],
    }
    rows = []
    for kind, asked in kinds.items():
        if len(asked) < 2:
            continue
        took = []
        for query in asked:
            began = time.perf_counter()
            connection.execute("SELECT article_id, score, title FROM search_articles(?) LIMIT 10", [query]).fetchall()
            took.append(1000 * (time.perf_counter() - began))
        cuts = statistics.quantiles(took, n=20)
        rows.append((kind, len(asked), f"{statistics.median(took):.0f}", f"{cuts[18]:.0f}", f"{max(took):.0f}"))
    connection.close()
    say_table(("ms a query, ten best", "queries", "median", "p95", "worst"), rows)


def frequent_words(connection: Any) -> set[str]:
    """Words that more than half of the texts have."""
    sql = """SELECT any_value(w.term) FROM search_places AS p JOIN search_words AS w ON w.slot = p.slot GROUP BY p.slot
        HAVING count(*) > (SELECT count(*) / 2 FROM search_documents)"""
    return {term for (term,) in connection.execute(sql).fetchall()}


def say_ranking(path: Path, titles: Sequence[str], rounds: int) -> None:
    """The ten best beside those of BM25 over the same words in Python."""
    corpus = {
        number: Counter((f"{title} " * 3 + body).split())
        for number, title, body in run_query(path, "SELECT article_id, title, body FROM articles").rows
    }
    lengths = {number: sum(words.values()) for number, words in corpus.items()}
    average = statistics.fmean(lengths.values())
    same = 0
    worst = 0.0
    asked = queries(titles, rounds)
    for query in asked:
        terms = set(query.split())
        df = {term: sum(term in words for words in corpus.values()) for term in terms}
        if common := {term for term in terms if df[term] > max(len(corpus) / 2, 1000)}:
            terms = terms - common or terms
        scores = {}
        for number, words in corpus.items():
            if found := [term for term in terms if term in words]:
                scores[number] = (len(found), sum(
                    math.log(1 + (len(corpus) - df[t] + 0.5) / (df[t] + 0.5))
                    * words[t] * 2.2 / (words[t] + 1.2 * (0.25 + 0.75 * lengths[number] / average))
                    for t in found
                ))  # fmt: skip
        best = sorted(scores.values(), reverse=True)[:10]
        got = run_query(path, "SELECT term_count, score FROM search_articles(?) LIMIT 10", [query]).rows
        same += [count for count, _ in best] == [count for count, _ in got]
        worst = max([worst, *(abs(a - b) for (_, a), (_, b) in zip(best, got, strict=True))])
    print(f"ranking: the ten best scores agree in {same} of {len(asked)} queries, largest difference {worst:.1e}")


def say_new(warehouse: Warehouse) -> None:
    row = article(10**7, Language(1))
    began = time.perf_counter()
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert([row])
    committed = time.perf_counter()
    warehouse.publish(force=True)
    found = run_query(warehouse.published, "SELECT count(*) FROM search_articles(?)", [f'"{row.title}"']).rows
    print(
        f"one more article: committed in {committed - began:.2f} s, published and found {found[0][0]} time after "
        f"{time.perf_counter() - committed:.2f} s more"
    )


def main() -> None:
    options = arguments(__doc__)
    say_machine()
    count = 100_000 if options.full else 4_000
    with TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "newsfold.duckdb")
        print(f"{count} articles, {BATCH} a commit")
        titles, _, _ = filled(warehouse, count)
        warehouse.publish(force=True)
        print(f"published file: {warehouse.published.stat().st_size / 2**20:.0f} MiB")
        say_speed(warehouse.published, titles, 200 if options.full else 40)
        say_new(warehouse)
        if not options.full:
            say_ranking(warehouse.published, titles, 20)


if __name__ == "__main__":
    main()

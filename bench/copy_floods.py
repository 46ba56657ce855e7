"""Floods on which finding copies is dear, and orders in which articles may come: own texts, so they run on any machine.

``python bench/copy_floods.py`` prints both in full and ends with 1 where a floor is missed.
"""

from __future__ import annotations

import random
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID, uuid5

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from copy_methods import asking_of
from generated_corpus import Piece, copies, corpus, fills
from measuring import say_table

from flows.pairing import Pair, canonical_pairs
from transforms import match
from transforms.candidate_texts import TextIndex
from transforms.candidates import PairOptions
from transforms.clustering import Candidate, Edge, clusters, with_roles
from transforms.model import Article, Cluster, Publisher
from transforms.profiles import profile

SPACE = UUID(int=5)
BATCH = 200
MOST_TIMES = 3.0
"""The floor: what an article of a flood may cost, in times of a usual one."""
LONG_CLUSTER = 2_000
FLOOD = 150
"""Copies of one text, and fills of one template, among the articles whose order is shuffled."""


def article(paragraphs: Sequence[str], title: str | None, publisher: str, on: date | None = None) -> Article:
    return Article(tuple(paragraphs), title=title, publisher=Publisher(publisher, publisher), published_on=on)


def edge(pair: Pair, articles: dict[UUID, Article]) -> Edge:
    """A pair judged, as clustering sees it."""
    judged = match(articles[pair[0]], articles[pair[1]])
    places = judged.aligned_paragraphs
    return Edge(
        *pair, judged.relation, judged.is_same_text,
        frozenset(one.paragraph for one in places), frozenset(one.other_paragraph for one in places),
    )  # fmt: skip


def say_floods(count: int) -> list[str]:
    """What odd corpora cost for an article, against a usual one of as many; returns the floors that were missed."""
    rows: list[list[object]] = []
    missed = []
    for name, (articles, may_join) in _floods(count).items():
        spent, judged, joined = _spent(articles)
        each = spent / len(articles) * 1e3
        times = each / (float(str(rows[0][2])) if rows else each)
        rows.append([name, len(articles), each, times, MOST_TIMES, judged, joined])
        if times > MOST_TIMES:
            missed.append(f"{name}: {times:.1f} times the cost of usual articles, {MOST_TIMES:g} at the most")
        if joined and not may_join:
            missed.append(f"{name}: {joined} pairs joined that are not one text")
    print(f"floods (CPU time, {BATCH} articles a batch):")
    say_table(("corpus", "articles", "ms an article", "times", "at most", "judged", "joined"), rows)
    long = next(row for row in rows if row[0] == "one text")
    pairs = int(str(long[1])) * (int(str(long[1])) - 1) // 2
    print(f"  one text in {long[1]} articles: {long[5]} of its {pairs} pairs judged ({int(str(long[5])) / pairs:.2%})")
    return missed


def _floods(count: int) -> dict[str, tuple[list[Article], bool]]:
    """Corpora by name, and whether pairs in them may be one text; the first is what the others are measured by."""
    usual = [made(piece) for piece in corpus(count)]
    rng = random.Random(2)
    words = [f"wort{number}" for number in range(4_000)]

    def own() -> str:
        return " ".join(rng.choices(words, k=300))

    standing, run, copied = (" ".join(rng.choices(words, k=size)) for size in (60, 9, 300))
    return {
        "usual": (usual, True),
        "one standing paragraph": ([_text(own(), standing) for _ in range(count)], False),
        "one bucket": ([_text(f"{own()} {run} {own()}") for _ in range(count)], False),
        "one template": ([made(piece) for piece in fills(count)], False),
        "one text": ([_text(copied, rng.choice(words)) for _ in range(min(count, LONG_CLUSTER))], True),
        "empty and one word": (
            [_text(*([] if number % 2 else [rng.choice(words)])) for number in range(count)], True
        ),
        "a megabyte among usual": ([*usual[: count - 1], _text(*(own() for _ in range(500)))], True),
    }  # fmt: skip


def made(piece: Piece) -> Article:
    return article(piece.paragraphs, None, f"p{piece.publisher}.example", piece.on)


def _text(*paragraphs: str) -> Article:
    return article(paragraphs, None, f"p{random.Random(str(paragraphs)).randrange(400)}.example", date(2026, 1, 5))


def _spent(articles: Sequence[Article]) -> tuple[float, int, int]:
    """CPU seconds, pairs judged, pairs joined."""
    profile.cache_clear()
    began = time.process_time()
    index, judged, joined = TextIndex(), 0, 0
    for start in range(0, len(articles), BATCH):
        part = articles[start : start + BATCH]
        owners = [zlib.crc32((one.publisher.publisher_id if one.publisher else "").encode()) >> 1 for one in part]
        asking = asking_of(part, owners)
        own = index.add(asking)
        for asked, held in index.candidates(asking, PairOptions(), own):
            judged += 1
            joined += match(articles[own[asked]], articles[held]).is_same_text
    return time.process_time() - began, judged, joined


def shuffled_corpus(count: int, flood: int) -> list[Piece]:
    """So many articles, among them a flood of copies of one text and one of fills of one template."""
    pieces = [*corpus(max(0, count - 2 * flood)), *copies(flood), *fills(flood)]
    return [
        Piece(number, piece.text_id, piece.publisher, piece.on, piece.paragraphs) for number, piece in enumerate(pieces)
    ]


def say_orders(count: int, orders: int, flood: int = FLOOD) -> list[str]:
    """Random orders and batch splits of one corpus with floods in it: whether clusters, ids and canonicals are the
    same in all; returns the floors that were missed.
    """
    pieces = shuffled_corpus(count, flood)
    results: dict[tuple[Cluster, ...], int] = {}
    judged: dict[frozenset[Pair], int] = {}
    for found, pairs in results_of(pieces, orders):
        results[found] = results.get(found, 0) + 1
        judged[pairs] = judged.get(pairs, 0) + 1
    sizes = sorted((len(one.members) for one in next(iter(results))), reverse=True)
    print(f"orders: {orders} random orders and batch splits of {count} articles, among them {flood} copies of one text")
    print(f"  and {flood} fills of one template: {len(results)} result(s) of clusters, ids and canonicals, ", end="")
    print(f"{len(judged)} set(s) of judged pairs; {len(sizes)} clusters, the largest of {sizes[0]}")
    return [f"orders: {len(results)} results of {orders} orders, 1 at the most"] if len(results) > 1 else []


def results_of(pieces: Sequence[Piece], orders: int) -> Iterator[tuple[tuple[Cluster, ...], frozenset[Pair]]]:
    """The clusters of each order, and the pairs that were judged for them."""
    rng = random.Random(4)
    remembered: dict[Pair, Edge] = {}
    shuffled = list(pieces)
    for _ in range(orders):
        rng.shuffle(shuffled)
        yield _clustered(shuffled, rng.choice((37, 200, 611)), remembered)


def _clustered(
    pieces: Sequence[Piece], batch: int, remembered: dict[Pair, Edge]
) -> tuple[tuple[Cluster, ...], frozenset[Pair]]:
    """The clusters with their ids and canonicals; a pair is judged once for all orders, since judging is pure."""
    articles: dict[UUID, Article] = {}
    ids: list[UUID] = []
    index, edges = TextIndex(), {}
    for start in range(0, len(pieces), batch):
        part = pieces[start : start + batch]
        texts = [made(piece) for piece in part]
        names = [uuid5(SPACE, str(piece.number)) for piece in part]
        asking = asking_of(texts, [piece.publisher for piece in part])
        own = index.add(asking)
        ids.extend(names)
        articles.update(zip(names, texts, strict=True))
        for asked, held in index.candidates(asking, PairOptions(), own):
            low, high = sorted((ids[own[asked]], ids[held]))
            if (low, high) not in remembered:
                remembered[low, high] = edge((low, high), articles)
            edges[low, high] = remembered[low, high]
    candidates = [
        Candidate(one, made.published_on, publisher_id=made.publisher.publisher_id if made.publisher else None)
        for one, made in articles.items()
    ]
    return _settled(clusters(candidates, edges.values()), articles, remembered), frozenset(edges)


def _settled(
    found: tuple[Cluster, ...], articles: dict[UUID, Article], remembered: dict[Pair, Edge]
) -> tuple[Cluster, ...]:
    """The clusters with their roles settled, for which a run judges every member with its canonical."""
    wanted = canonical_pairs(found)
    for pair in wanted - remembered.keys():
        remembered[pair] = edge(pair, articles)
    edges = [remembered[pair] for pair in sorted(wanted)]
    by_article: dict[UUID, list[Edge]] = {}
    for one in edges:
        by_article.setdefault(one.one, []).append(one)
        by_article.setdefault(one.other, []).append(one)
    return tuple(with_roles(cluster, by_article.get(UUID(cluster.canonical_article_id), ())) for cluster in found)


def main() -> None:
    missed = [*say_orders(2_000, 50), *say_floods(10_000)]
    sys.exit("\n".join(missed) or None)


if __name__ == "__main__":
    main()

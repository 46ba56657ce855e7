"""Sets on which finding copies is hard, and floods on which it is dear: own texts, so they run on any machine."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID, uuid5

from authored_texts import SECOND, LabelledPair, labelled_pairs, reports
from copy_methods import asking_of
from generated_corpus import Piece, corpus
from measuring import say_table
from template_texts import template_texts

from flows.pairing import Compared, Pair, pairs_within
from transforms import fingerprint, match
from transforms.candidate_texts import TextIndex
from transforms.candidates import PairOptions
from transforms.clustering import Candidate, Edge, clusters
from transforms.model import Article, Cluster, Publisher

SPACE = UUID(int=5)
BATCH = 200


def article(paragraphs: Sequence[str], title: str | None, publisher: str, on: date | None = None) -> Article:
    return Article(tuple(paragraphs), title=title, publisher=Publisher(publisher, publisher), published_on=on)


def say_authored() -> None:
    """Authored rewrites found and near misses merged, by set: judged at all events, and as candidates, as in a run."""
    first, second = labelled_pairs(), labelled_pairs(reports(SECOND))
    sets = {
        "half to tune on": [pair for pair in first if not pair.is_holdout],
        "holdout (opened)": [pair for pair in first if pair.is_holdout],
        "second set (opened)": second,
    }
    rows: list[list[object]] = []
    for name, pairs in sets.items():
        seen = [(pair.is_copy, *_judged(pair)) for pair in pairs]
        copies, misses = ([one for one in seen if one[0] is kind] for kind in (True, False))
        rows.append(
            [
                name, len(copies), sum(one[1] for one in copies) / len(copies),
                sum(one[1] and one[2] for one in copies) / len(copies),
                len(misses), sum(one[1] for one in misses) / len(misses),
            ]
        )  # fmt: skip
    print("authored rewrites and near misses:")
    say_table(("set", "rewrites", "judged one", "found in a run", "near misses", "merged"), rows)


def _judged(pair: LabelledPair) -> tuple[bool, bool]:
    """Whether the two carry one text, and whether they are candidates."""
    left = article(pair.left.paragraphs, pair.left.title, "a.example")
    right = article(pair.right.paragraphs, pair.right.title, "b.example")
    seen = [fingerprint(one) for one in (left, right)]
    compared = [
        Compared(UUID(int=place), one, 1, None, made.hashes, made.matter_hashes)
        for place, (one, made) in enumerate(zip((left, right), seen, strict=True))
    ]
    return match(left, right).is_same_text, bool(pairs_within(compared))


def say_templates(series: int) -> None:
    """Pairs of texts of one template, and how many end up in one cluster: candidates, matches, clusters."""
    texts = template_texts(series=series)
    ids = {uuid5(SPACE, text.text_id): text for text in texts}
    compared = [
        Compared(one, made := article(text.paragraphs, text.title, text.publisher, text.on), 1, text.on,
                 (seen := fingerprint(made)).hashes, seen.matter_hashes)
        for one, text in ids.items()
    ]  # fmt: skip
    by_id = {one.article_id: one.article for one in compared}
    pairs = pairs_within(compared, PairOptions(window_days=None))
    found = clusters([Candidate(one) for one in by_id], [edge_of(pair, by_id) for pair in sorted(pairs)])
    sizes = [len(cluster.members) for cluster in found]
    layouts: dict[int, int] = {}
    for text in texts:
        layouts[text.layout] = layouts.get(text.layout, 0) + 1
    count = sum(n * (n - 1) // 2 for n in layouts.values())
    merged = sum(n * (n - 1) // 2 for n in sizes)
    print(f"templates: {len(texts)} texts, {count} pairs of one template, {len(pairs)} of them candidates; ", end="")
    print(f"{merged} merged ({merged / count:.4f})")


def edge_of(pair: Pair, articles: Mapping[UUID, Article]) -> Edge:
    """A pair judged, as clustering takes it."""
    judged = match(articles[pair[0]], articles[pair[1]])
    places = judged.aligned_paragraphs
    return Edge(
        *pair, judged.relation, judged.is_same_text,
        frozenset(one.paragraph for one in places), frozenset(one.other_paragraph for one in places),
    )  # fmt: skip


def say_floods(count: int) -> None:
    """What odd corpora cost for an article, against a usual one of as many; and what is merged that should not be."""
    usual = [_made(piece) for piece in corpus(count)]
    rng = random.Random(2)
    words = [f"wort{number}" for number in range(4_000)]

    def own() -> str:
        return " ".join(rng.choices(words, k=300))

    standing = " ".join(rng.choices(words, k=60))
    copied = own()
    corpora: dict[str, list[Article]] = {
        "usual": usual,
        "one standing paragraph": [_text(own(), standing) for _ in range(count)],
        "one long cluster": [_text(copied, rng.choice(words)) for _ in range(min(count, 2_000))],
        "empty and one word": [_text(*([] if number % 2 else [rng.choice(words)])) for number in range(count)],
        "a megabyte among others": [*usual[: count - 1], _text(*(own() for _ in range(500)))],
    }
    rows: list[list[object]] = []
    for name, articles in corpora.items():
        spent, judged, joined = _spent(articles)
        each = spent / len(articles) * 1e3
        usual_ms = each if not rows else float(str(rows[0][2]))
        rows.append([name, len(articles), each, each / usual_ms, judged, joined])
    print(f"floods (CPU time, {BATCH} articles a batch):")
    say_table(("corpus", "articles", "ms an article", "ratio", "judged", "joined"), rows)


def _made(piece: Piece) -> Article:
    return article(piece.paragraphs, None, f"p{piece.publisher}.example", piece.on)


def _text(*paragraphs: str) -> Article:
    return article(paragraphs, None, f"p{random.Random(str(paragraphs)).randrange(400)}.example", date(2026, 1, 5))


def _spent(articles: Sequence[Article]) -> tuple[float, int, int]:
    """CPU seconds, pairs judged, pairs joined."""
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


def say_orders(count: int, orders: int) -> None:
    """Random orders and batch splits of one corpus: whether clusters, ids and canonicals are the same in all."""
    pieces = list(corpus(count))
    rng = random.Random(4)
    remembered: dict[Pair, Edge] = {}
    results: set[tuple[Cluster, ...]] = set()
    for _ in range(orders):
        rng.shuffle(pieces)
        results.add(_clustered(pieces, rng.choice((37, 200, 611)), remembered))
    sizes = [len(one.members) for one in next(iter(results))]
    print(f"orders: {orders} random orders and batch splits of {count} articles: {len(results)} result(s); ", end="")
    print(f"{len(sizes)} clusters, the largest of {max(sizes)}")


def _clustered(pieces: Sequence[Piece], batch: int, remembered: dict[Pair, Edge]) -> tuple[Cluster, ...]:
    """The clusters with their ids and canonicals; a pair is judged once for all orders, since judging is pure."""
    articles: dict[UUID, Article] = {}
    ids: list[UUID] = []
    index, edges = TextIndex(), []
    for start in range(0, len(pieces), batch):
        part = pieces[start : start + batch]
        made = [_made(piece) for piece in part]
        names = [uuid5(SPACE, str(piece.number)) for piece in part]
        asking = asking_of(made, [piece.publisher for piece in part])
        own = index.add(asking)
        ids.extend(names)
        articles.update(zip(names, made, strict=True))
        for asked, held in index.candidates(asking, PairOptions(), own):
            low, high = sorted((ids[own[asked]], ids[held]))
            if (low, high) not in remembered:
                remembered[low, high] = edge_of((low, high), articles)
            edges.append(remembered[low, high])
    candidates = [
        Candidate(one, made.published_on, publisher_id=made.publisher.publisher_id if made.publisher else None)
        for one, made in articles.items()
    ]
    return clusters(candidates, edges)


def timed(say: Callable[[], None]) -> None:
    """Say it, and how long it took."""
    began = time.monotonic()
    say()
    print(f"  ({time.monotonic() - began:.0f} s)")

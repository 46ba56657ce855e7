"""Ways of finding copies, one process a way: what each costs on the generated corpus, and what it finds.

``python bench/copy_methods.py WAY COUNT`` prints one line of JSON. Insert and query are timed together, article after
article in batches of 200 (ours) or one by one (the others), as a stream comes; generating texts is not timed. For ours
verification is in it: fingerprints, candidates, and the judgement of every candidate pair.
"""

from __future__ import annotations

import itertools
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import numpy.typing as npt
from generated_corpus import Piece, corpus

from transforms.candidate_texts import Asking, TextIndex
from transforms.candidates import UNDATED, PairOptions
from transforms.fingerprinting import fingerprint
from transforms.matching import match
from transforms.model import Article, Publisher
from transforms.profiles import profile
from transforms.shingles import shingle_hashes
from transforms.text import words

BATCH = 200
FIRST = 10_000
"""Articles over which the cost at the start is averaged."""
CONTAINED = 0.6
"""Containment from which a candidate of the others is taken for a copy, when it is verified."""
WINDOW_KEPT = 40_000
"""Articles whose texts stay at hand: more than two windows; in a run they are read from the warehouse."""

Pairs = list[tuple[int, int]]


def say(  # noqa: PLR0917
    way: str, texts: list[int], spent: list[float], steps: list[int], pairs: Pairs, extra: dict[str, float]
) -> None:
    """One line: articles a second, p50 and p99 of an article's milliseconds, memory, and the pairs' quality."""
    count = len(texts)
    each = np.array([cpu / size for cpu, size in zip(spent, steps, strict=True)]) * 1e3
    tail = each[-max(1, min(len(each) // 10, 2_000)) :]
    figures = {
        "way": way, "count": count, "per_s": round(count / sum(spent), 1), "per_s_first": round(_first(each, steps), 1),
        "per_s_at_end": round(1e3 / float(tail.mean()), 1),
        "p50_ms": round(float(np.quantile(each, 0.5)), 3), "p99_ms": round(float(np.quantile(each, 0.99)), 3),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        **extra,
    }  # fmt: skip
    print(json.dumps({**figures, **quality(texts, pairs)}))


def _first(each: npt.NDArray[np.float64], steps: list[int]) -> float:
    """Articles a second over the first 10,000."""
    upto = int(np.searchsorted(np.cumsum(steps), min(FIRST, sum(steps)))) + 1
    return 1e3 / float(np.average(each[:upto], weights=steps[:upto]))


def quality(texts: list[int], pairs: Pairs) -> dict[str, float]:
    """Precision and recall over pairs of articles in one group, and how many filled templates were merged.

    ``texts`` is each article's text, -1 for a filled template.
    """
    parent = list(range(len(texts)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, other in pairs:
        parent[root(one)] = root(other)
    gold: dict[int, int] = {}
    found: dict[int, int] = {}
    both: dict[tuple[int, int], int] = {}
    for number, text_id in enumerate(texts):
        place = root(number)
        text = text_id if text_id >= 0 else -1 - number
        gold[text] = gold.get(text, 0) + 1
        found[place] = found.get(place, 0) + 1
        both[text, place] = both.get((text, place), 0) + 1
    merged_templates = sum(text < 0 and found[root(number)] > 1 for number, text in enumerate(texts))
    right, wanted, had = (sum(n * (n - 1) // 2 for n in one.values()) for one in (both, gold, found))
    precision, recall = right / had if had else 1.0, right / wanted if wanted else 1.0
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0,
        "templates_merged": merged_templates,
    }


def newsfold(count: int) -> None:
    index, articles = TextIndex(), {}
    spent: list[float] = []
    steps: list[int] = []
    pairs: Pairs = []
    texts: list[int] = []
    judged = 0
    options = PairOptions()
    pieces = corpus(count)
    while batch := list(itertools.islice(pieces, BATCH)):
        began = time.process_time()
        made = [_article(piece) for piece in batch]
        asking = asking_of(made, [piece.publisher for piece in batch])
        own = index.add(asking)
        articles.update(zip(own, made, strict=True))
        for asked, held in index.candidates(asking, options, own):
            judged += 1
            if match(articles[own[asked]], articles[held]).is_same_text:
                pairs.append((own[asked], held))
        spent.append(time.process_time() - began)
        steps.append(len(batch))
        texts.extend(piece.text_id for piece in batch)
        _tell(len(texts), spent, steps, index.byte_count)
        for gone in range(own[0] - WINDOW_KEPT, own[-1] + 1 - WINDOW_KEPT):
            articles.pop(gone, None)
    say("newsfold", texts, spent, steps, pairs, {"index_bytes": round(index.byte_count / count), "judged": judged})


def _tell(done: int, spent: list[float], steps: list[int], index_bytes: int) -> None:
    """How far it is, every 50,000 articles: a million take a while."""
    if done % 50_000 == 0:
        lately = len(spent) - 50
        each = 1e3 * sum(spent[lately:]) / sum(steps[lately:])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{done}: {each:.3f} ms an article, index {index_bytes // done} bytes each, peak {peak} MB",
            file=sys.stderr,
            flush=True,
        )


def asking_of(articles: Sequence[Article], owners: Sequence[int]) -> Asking:
    """Articles as the index takes them."""
    made = [fingerprint(article) for article in articles]
    return Asking(
        [np.array(one.hashes, dtype=np.uint64) for one in made],
        [np.array(one.matter_hashes, dtype=np.uint64) for one in made],
        [article.published_on.toordinal() if article.published_on else UNDATED for article in articles],
        owners,
    )


def _article(piece: Piece) -> Article:
    owner = Publisher(f"p{piece.publisher}.example", "")
    return Article(piece.paragraphs, publisher=owner, published_on=piece.on)


def _one_by_one(way: str, count: int, ask: Callable[[Piece], list[int]]) -> None:
    spent: list[float] = []
    pairs: Pairs = []
    texts: list[int] = []
    for piece in corpus(count):
        texts.append(piece.text_id)
        began = time.process_time()
        found = ask(piece)
        spent.append(time.process_time() - began)
        pairs.extend((piece.number, other) for other in found)
    say(way, texts, spent, [1] * count, pairs, {})


def _shingles(piece: Piece, width: int) -> Iterator[str]:
    tokens = words("\n".join(piece.paragraphs))
    return (" ".join(tokens[place : place + width]) for place in range(max(1, len(tokens) - width + 1)))


def datasketch(count: int, threshold: float) -> None:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=128)

    def ask(piece: Piece) -> list[int]:
        sketch = MinHash(num_perm=128)
        sketch.update_batch([one.encode() for one in _shingles(piece, 5)])
        found = index.query(sketch)
        index.insert(piece.number, sketch)
        return list(found)

    _one_by_one(f"datasketch MinHashLSH {threshold:g}", count, ask)


def datasketch_verified(count: int, threshold: float) -> None:
    """The same with its candidates verified by the exact Jaccard coefficient or containment of their shingles."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=128)
    held: list[npt.NDArray[np.uint64]] = []

    def ask(piece: Piece) -> list[int]:
        shingles = list(_shingles(piece, 5))
        sketch = MinHash(num_perm=128)
        sketch.update_batch([one.encode() for one in shingles])
        hashes = np.unique(np.fromiter(map(hash, shingles), np.int64, len(shingles)).astype(np.uint64))
        found = [one for one in index.query(sketch) if _is_verified(hashes, held[one], threshold)]
        index.insert(piece.number, sketch)
        held.append(hashes)
        return found

    _one_by_one(f"datasketch MinHashLSH {threshold:g}, verified", count, ask)


def _is_verified(one: npt.NDArray[np.uint64], other: npt.NDArray[np.uint64], threshold: float) -> bool:
    shared = np.intersect1d(one, other, assume_unique=True).size
    smaller, union = min(one.size, other.size), one.size + other.size - shared
    return shared >= threshold * union or shared >= CONTAINED * smaller


def rensa(count: int, threshold: float) -> None:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32)
    sketches: dict[int, RMinHash] = {}

    def ask(piece: Piece) -> list[int]:
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(list(_shingles(piece, 5)))
        found = [one for one in index.query(sketch) if sketches[one].jaccard(sketch) >= threshold]
        index.insert(piece.number, sketch)
        sketches[piece.number] = sketch
        return found

    _one_by_one(f"rensa {threshold:g}", count, ask)


def containment(count: int, threshold: float) -> None:
    holders: dict[int, list[int]] = {}
    sizes: list[int] = []

    def ask(piece: Piece) -> list[int]:
        hashes = set(shingle_hashes(words("\n".join(piece.paragraphs))).tolist())
        shared: dict[int, int] = {}
        for one in hashes:
            for other in holders.get(one, ()):
                shared[other] = shared.get(other, 0) + 1
            holders.setdefault(one, []).append(piece.number)
        sizes.append(len(hashes))
        return [other for other, n in shared.items() if n >= threshold * min(sizes[other], len(hashes))]

    _one_by_one(f"exact containment {threshold:g}", count, ask)


WAYS: dict[str, Callable[[int, float], None]] = {
    "datasketch": datasketch,
    "datasketch_verified": datasketch_verified,
    "rensa": rensa,
    "containment": containment,
}


def main() -> None:
    way, count = sys.argv[1], int(sys.argv[2])
    profile.cache_clear()
    if way == "newsfold":
        newsfold(count)
    else:
        WAYS[way](count, float(sys.argv[3]))


if __name__ == "__main__":
    main()

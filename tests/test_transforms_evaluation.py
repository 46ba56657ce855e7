"""How good the texts and the judgements are on real news, read where they lie; a fall is seen here.

Those pages and texts are other people's and are no part of this project: the folder is named by
NEWSFOLD_EVALUATION_DATA, else it is ../shared/data, and where it is absent these tests say so and are skipped.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import uuid
import warnings
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from flows.pairing import Compared, pairs_within
from transforms import article_from_html, fingerprint, match
from transforms.clustering import Candidate, Edge, clusters
from transforms.errors import InvalidInput
from transforms.model import Document, Hints, Publisher
from transforms.parsing import parse_document

pytestmark = pytest.mark.slow


def evaluation_folder(name: str) -> Path:
    root = os.environ.get("NEWSFOLD_EVALUATION_DATA") or Path(__file__).parents[2] / "shared" / "data"
    folder = Path(root) / name
    if not folder.exists():
        pytest.skip(f"no evaluation data at {folder} (NEWSFOLD_EVALUATION_DATA)")
    return folder


def scorer(name: str) -> ModuleType:
    """One of the scoring programs that lie beside the data."""
    path = evaluation_folder("").parent / "tools" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path) if path.exists() else None
    if spec is None or spec.loader is None:
        pytest.skip(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


FLOORS = {"scrapinghub": 0.97, "fundus_eval": 0.955, "naeb": 0.935, "fundus": 0.95}
"""Body F1 on every third page (of the smallest set on every one); bench_extraction --full has those of the whole."""


@pytest.mark.parametrize("pages", FLOORS)
def test_the_bodies_of_real_pages(pages: str) -> None:
    path = evaluation_folder("extraction") / f"{pages}.jsonl.gz"
    score = scorer("score_extraction")
    counts = []
    for page in list(lines(path))[:: 1 if pages == "fundus_eval" else 3]:
        if not page["body"]:
            continue
        try:
            text = article_from_html(page["html"], page["url"]).text
        except InvalidInput:
            text = ""
        counts.append(score.body_counts(page["body"], text))
    assert len(counts) >= 25
    assert score.body_scores(counts)["F1"] >= FLOORS[pages]


def test_the_fields_of_real_pages() -> None:
    pages = list(lines(evaluation_folder("extraction") / "fundus.jsonl.gz"))[::2]
    score = scorer("score_extraction")
    found = []
    for page in pages:
        article = article_from_html(page["html"], page["url"])
        day = article.published_on.isoformat() if article.published_on else None
        answer = {"text": article.text, "title": article.title, "authors": list(article.authors), "date": day}
        found.append((answer, 0.0))
    summary, _ = score.score(pages, found)
    assert summary["title"] >= 0.85
    assert summary["title~"] >= 0.93
    assert summary["author"] >= 0.88
    assert summary["date"] >= 0.98


def row(told: dict[str, Any]) -> Document:
    publisher = Publisher(told["publisher"], told["publisher"]) if told["publisher"] else None
    body = json.dumps({"title": told["title"], "text": told["text"]}).encode()
    hints = Hints(title=told["title"], published=told["date"], publisher=publisher)
    return Document(told["id"], body, datetime(2022, 1, 1, tzinfo=UTC), "row", hints=hints)


def predicted(told: list[dict[str, Any]]) -> dict[str, str]:
    """The cluster of each text, compared in the window that a run uses."""
    compared = {}
    for one in told:
        try:
            article = parse_document(row(one))
        except InvalidInput:
            continue
        number = uuid.uuid5(uuid.NAMESPACE_OID, one["id"])
        day = article.published_on or date(2022, 1, 1)
        compared[number] = (one["id"], Compared(number, article, 1, day, fingerprint(article).hashes))
    edges = []
    for one_id, other_id in sorted(pairs_within([item for _, item in compared.values()])):
        judged = match(compared[one_id][1].article, compared[other_id][1].article)
        edges.append(Edge(one_id, other_id, judged.relation, judged.is_same_text))
    found = clusters([Candidate(number) for number in compared], edges)
    by_id = {member.article_id: cluster.cluster_id for cluster in found for member in cluster.members}
    return {name: by_id[str(number)] for number, (name, _) in compared.items()}


def test_the_clusters_of_real_texts() -> None:
    folder = evaluation_folder("syndication")
    score = scorer("score_dedup")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        docs, pairs, gold = score.load_gold(str(folder))
    # whole clusters, every fourth: all of them take a minute and a half and reach the same
    docs = [one for one in docs if zlib.crc32(str(gold[one["id"]]).encode()) % 4 == 0]
    kept = {one["id"] for one in docs}
    pairs = [pair for pair in pairs if {pair["a"], pair["b"]} <= kept]
    found = score.score(docs, pairs, gold, predicted(docs))
    assert found["gold_pairs"] > 200
    assert found["f1"] >= 0.985, {key: value for key, value in found.items() if not isinstance(value, dict)}
    rates = {kind: told["rate"] for kind, told in found["false_merge_rate"].items()}
    assert max(rates.values()) <= 0.01, Counter(rates)

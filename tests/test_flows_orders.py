"""The order in which articles come, and the batches they come in, change nothing of what is found."""

from __future__ import annotations

import itertools
import json
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from made_up import MadeUp, corpus, write_rows
from newsroom import page_html
from warehouse_snapshot import counts, snapshot

from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import backfill, ingest
from transforms.candidates import PairOptions
from warehouse import run_checks

SEEDS = Path(__file__).parent.parent / "seeds"


def ingested(home: Path, steps: list[list[str]], pool: ParsingPool, batch_size: int = 200) -> Path:
    settings = Settings(warehouse=home / "newsfold.duckdb", batch_size=batch_size)
    for locations in steps:
        report = ingest(settings, locations, pool=pool)
        assert report.exit_code == 0, report.rejections
    return settings.warehouse


def seed_copies(home: Path) -> list[Path]:
    """The two seeds as files, with one modification time."""
    home.mkdir(parents=True, exist_ok=True)
    paths = []
    for seed in sorted(SEEDS.glob("*.txt")):
        copy = home / seed.name
        copy.write_bytes(seed.read_bytes())
        paths.append(copy)
    return paths


def test_the_seeds_in_any_order_one_by_one_together_and_twice(tmp_path: Path, pool: ParsingPool) -> None:
    one, other = (str(path) for path in seed_copies(tmp_path / "in"))
    ways = [[[one], [other]], [[other], [one]], [[one, other]], [[other, one]], [[one, other], [other], [one]]]
    found = [snapshot(ingested(tmp_path / str(number), way, pool)) for number, way in enumerate(ways)]
    for way, result in zip(ways[1:], found[1:], strict=True):
        assert result == found[0], f"{way} differs"
    assert len(found[0]["articles"]) == 2
    assert len(found[0]["clusters"]) == 1


def test_a_second_pass_stores_nothing_new(tmp_path: Path, pool: ParsingPool) -> None:
    seed_copies(tmp_path / "in")
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb")
    first = ingest(settings, [str(tmp_path / "in")], pool=pool)
    before = snapshot(settings.warehouse)
    second = ingest(settings, [str(tmp_path / "in")], pool=pool)
    assert (first.new_count, first.unchanged_count) == (2, 0)
    assert (second.new_count, second.updated_count, second.unchanged_count) == (0, 0, 2)
    assert snapshot(settings.warehouse) == before


@pytest.mark.parametrize("seed", range(3))
def test_made_up_articles_in_random_orders_and_batches(tmp_path: Path, pool: ParsingPool, seed: int) -> None:
    articles = corpus(seed, texts=8)
    chance = random.Random(seed)
    # each article keeps its own table, so that where it lies is the same in every order
    tables = [write_rows(tmp_path / f"{article.guid}.jsonl", [article]) for article in articles]
    whole = snapshot(ingested(tmp_path / "whole", [[str(table) for table in tables]], pool))
    for turn in range(2):
        order = [str(table) for table in tables]
        chance.shuffle(order)
        cut = sorted(chance.sample(range(1, len(order)), k=min(2, len(order) - 1)))
        steps = [order[start:end] for start, end in itertools.pairwise([0, *cut, len(order)])]
        path = ingested(tmp_path / f"turn{turn}", steps, pool, batch_size=chance.choice([4, 9, 200]))
        assert snapshot(path) == whole, f"order {order}"
        assert run_checks(path) == []
    assert any("copy" in row for row in whole["cluster_members"])


def test_a_table_in_one_batch_or_many(tmp_path: Path, pool: ParsingPool) -> None:
    articles = corpus(11, texts=20)
    # made of few words, nearly all of them are candidates of each other; beyond the cap see the flood below
    assert len(articles) <= PairOptions().most
    found = in_batches(tmp_path, articles, (5, 13, 500), pool)
    assert found[0] == found[1] == found[2]


def test_a_flood_gives_the_same_clusters_in_one_batch_or_many(tmp_path: Path, pool: ParsingPool) -> None:
    original, other = (next(one for one in corpus(seed) if one.day) for seed in (3, 4))
    copies = [
        replace(original, guid=f"copy-{n}", publisher=f"carrier{n}.example") for n in range(PairOptions().most + 6)
    ]
    short = [replace(one, paragraphs=one.paragraphs[: 3 + n % 3]) for n, one in enumerate(copies)]
    one, many = in_batches(tmp_path, [other, original, *short], (500, 25), pool)
    # the pairs of a flood were chosen from what was there; see docs/decisions/0036-candidates.md
    assert len(one.pop("matches")) >= len(short)
    many.pop("matches")
    assert one == many
    assert len(one["clusters"]) == 2


def in_batches(
    home: Path, articles: list[MadeUp], sizes: tuple[int, ...], pool: ParsingPool
) -> list[dict[str, list[str]]]:
    """What one table of these articles gives, read in batches of each size."""
    table = write_rows(home / "all.jsonl", articles)
    found = []
    for size in sizes:
        settings = Settings(warehouse=home / str(size) / "newsfold.duckdb", batch_size=size)
        assert backfill(settings, str(table), pool=pool).rejected_count == 0
        found.append(snapshot(settings.warehouse))
    return found


def test_captures_of_one_address_in_any_order_give_the_same_versions(tmp_path: Path, pool: ParsingPool) -> None:
    article = corpus(3)[0]
    tables = []
    for number, end in enumerate(("Work begins in May.", "Work begins in June.", "Work never began.")):
        prompt = f"Read more: What ferry number {number} cost the town"
        text = replace(article, paragraphs=(article.paragraphs[0], prompt, *article.paragraphs[1:], end))
        table = write_rows(tmp_path / f"{number}.jsonl", [text])
        os.utime(table, (1_700_000_000 + 1000 * number,) * 2)
        tables.append(str(table))
    found = []
    for place, order in enumerate(itertools.permutations(tables)):
        path = ingested(tmp_path / str(place), [[table] for table in order], pool)
        assert run_checks(path) == []
        found.append(snapshot(path))
    assert all(one == found[0] for one in found)
    assert len(found[0]["article_versions"]) == 3
    assert len(found[0]["removed_blocks"]) == 3


def test_an_older_capture_that_names_another_address_hands_everything_on(tmp_path: Path, pool: ParsingPool) -> None:
    article = corpus(3)[0]
    head = '<link rel="canonical" href="https://paper.example/a">'
    paragraphs = (*article.paragraphs, "The Valley Tribune reported it first.")
    rows = [page_html(article.title, *paragraphs, head=each) for each in ("", head)]
    tables = []
    for name, page, at in (("newer", rows[0], 1_700_002_000), ("older", rows[1], 1_700_001_000)):
        table = tmp_path / f"{name}.jsonl"
        table.write_text(json.dumps({"url": "https://paper.example/z", "html": page, "author": "Ada Merrow"}) + "\n")
        os.utime(table, (at, at))
        tables.append(str(table))
    one = ingested(tmp_path / "one", [[tables[0]], [tables[1]]], pool)
    other = ingested(tmp_path / "other", [[tables[1]], [tables[0]]], pool)
    assert snapshot(one) == snapshot(other)
    assert counts(one, "articles", "article_keys", "credits", "article_authors", "fingerprints") == {
        "articles": 1,
        "article_keys": 2,
        "credits": 1,
        "article_authors": 1,
        "fingerprints": 1,
    }
    assert run_checks(one) == []


def test_articles_of_one_address_are_one_article_with_versions(tmp_path: Path, pool: ParsingPool) -> None:
    article = corpus(3)[0]
    changed = replace(
        article, paragraphs=(*article.paragraphs[:-1], "The council later withdrew the whole of its plan.")
    )
    first = write_rows(tmp_path / "first.jsonl", [article])
    second = write_rows(tmp_path / "second.jsonl", [changed])
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb")
    ingest(settings, [str(first)], pool=pool)
    report = ingest(settings, [str(second)], pool=pool)
    assert report.updated_count == 1
    assert counts(settings.warehouse, "articles", "article_versions", "documents") == {
        "articles": 1,
        "article_versions": 2,
        "documents": 2,
    }

"""The measurements themselves: a figure from a broken measurement is worse than none."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"
sys.path.insert(0, str(BENCH))

# Not packages, so their names are looked up when this runs and not by the type checker.
bench_extraction, bench_syndication, generated_news, measuring = (
    importlib.import_module(name) for name in ("bench_extraction", "bench_syndication", "generated_news", "measuring")
)


def test_the_generated_news_is_the_same_every_time() -> None:
    assert generated_news.reports(50) == generated_news.reports(50)
    assert generated_news.reports(50) != generated_news.reports(50, seed=1)


def test_generated_copies_stand_at_another_publisher_and_others_share_no_run_of_words() -> None:
    made = generated_news.reports(60)
    texts = [{"id": str(one.report_id), "title": one.title, "text": "\n\n".join(one.paragraphs)} for one in made]
    text_of = {str(one.report_id): one.text_id for one in made}
    shared = bench_syndication.exact_pairs(bench_syndication.articles_of(texts))
    copies = {pair for pair in shared if text_of[pair[0]] == text_of[pair[1]]}
    assert len(copies) >= 10
    assert all(one.containment < 0.05 for pair, one in shared.items() if pair not in copies)


def test_a_sample_keeps_groups_and_labelled_pairs_whole() -> None:
    groups = {"a": "1", "b": "1", "c": "2", "d": "3", "e": "4"}
    data = bench_syndication.Labelled([{"id": one} for one in groups], [{"a": "c", "b": "d"}], groups)
    for count in range(6):
        kept = {text["id"] for text in bench_syndication.sampled(data, count).texts}
        assert len(kept) <= count
        assert ("a" in kept) == ("b" in kept)
        assert ("c" in kept) == ("d" in kept)


def test_texts_that_are_tied_stand_in_one_group() -> None:
    groups = bench_syndication.joined_groups("abcd", [("a", "b"), ("b", "c")])
    assert groups["a"] == groups["b"] == groups["c"] != groups["d"]


def test_the_ratio_is_of_rounds_and_not_of_medians() -> None:
    slow, fast = measuring.Timed((2.0, 20.0, 2.0), None), measuring.Timed((1.0, 10.0, 2.0), None)
    assert measuring.ratio(slow, fast) == 2.0


def test_both_extractors_find_the_article_of_every_own_page_and_newsfold_leaves_the_rest_out() -> None:
    pages = bench_extraction.own_pages()
    assert len(pages) >= 4
    for page in pages:
        for extract in bench_extraction.EXTRACTORS.values():
            assert len(extract(page)["text"]) > 500, page["id"]
        cleaned = bench_extraction.EXTRACTORS["newsfold"](page)
        assert cleaned["date"]
        assert "Log in to comment" not in cleaned["text"]
        assert "morning newsletter" not in cleaned["text"]


def test_labelled_data_are_found_where_they_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSFOLD_EVALUATION_DATA", str(tmp_path))
    assert measuring.evaluation_folder("extraction") is None
    (tmp_path / "data" / "extraction").mkdir(parents=True)
    assert measuring.evaluation_folder("extraction") == tmp_path / "data" / "extraction"


def test_what_cannot_be_measured_is_said(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH / "bench_prefect.py")]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=BENCH.parent, env=_environment())
    assert "not measured" in told.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(BENCH.parent)}

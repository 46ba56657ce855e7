"""Versions count what the publisher changed: not advertisements, counters or related links, and not our own rules."""

from __future__ import annotations

import json
from pathlib import Path

from made_up import corpus
from warehouse_snapshot import counts

from flows.parsing_pool import ParsingPool
from flows.reprocessing import reprocess
from flows.settings import Settings
from flows.steps import ingest
from warehouse import Warehouse, run_query
from warehouse.rows import ArticleVersionRow

RENDERINGS = 50
ARTICLE = corpus(3)[0]
MARKS = ("Advertisement", "Sponsored", "Article continues below advertisement", "AD", "Paid content")


def rendering(number: int, *paragraphs: str) -> str:
    """The same article with another counter, another advertisement, other related links and other prompts."""
    related = "".join(
        f"<li><a href='/r/{number}-{place}'>Another headline of the day, number {number * 3 + place}</a></li>"
        for place in range(3)
    )
    middle = len(paragraphs) // 2
    prompt = f"<p>Read more: <a href='/p/{number}'>What ferry number {number} cost the town</a></p>"
    text = [f"<p>{one}</p>" for one in paragraphs]
    return (
        f"<html><head><title>{ARTICLE.title}</title></head><body><article><h1>{ARTICLE.title}</h1>"
        f"<p>Updated {number + 2} minutes ago</p><p>{number % 9 + 2} min read</p><p>{number * 3} comments</p>"
        f"{''.join(text[:middle])}{prompt}<p>{MARKS[number % len(MARKS)]}</p>{''.join(text[middle:])}"
        f"<h3>Related articles</h3><ul>{related}</ul></article>"
        f"<aside><p>{number * 17} people are reading this now, and {number} have written to us about it.</p></aside>"
        "</body></html>"
    )


def written(path: Path, *pages: str) -> str:
    rows = [{"url": "https://paper.example/one", "html": page} for page in pages]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def test_renderings_are_one_version_a_changed_sentence_two_and_new_rules_none(
    tmp_path: Path, pool: ParsingPool
) -> None:
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb")
    pages = [rendering(number, *ARTICLE.paragraphs) for number in range(RENDERINGS)]
    ingest(settings, [written(tmp_path / "a.jsonl", *pages)], pool=pool)
    assert counts(settings.warehouse, "articles", "article_versions", "documents") == {
        "articles": 1,
        "article_versions": 1,
        "documents": RENDERINGS,
    }
    changed = rendering(99, *ARTICLE.paragraphs[:-1], "The council withdrew the whole of its plan on Tuesday evening.")
    ingest(settings, [written(tmp_path / "b.jsonl", changed)], pool=pool)
    assert counts(settings.warehouse, "articles", "article_versions") == {"articles": 1, "article_versions": 2}
    with Warehouse(settings.warehouse).writing() as writer, writer.transaction():
        rows = writer.all_of(ArticleVersionRow)
        writer.connection.execute(
            "UPDATE article_versions SET rules_id = 'old', body = 'Old words. ' || body"
        ).fetchall()
    reprocess(settings, pool=pool)
    assert counts(settings.warehouse, "articles", "article_versions") == {"articles": 1, "article_versions": 2}
    bodies = run_query(settings.warehouse, "SELECT body FROM article_versions ORDER BY version_number").rows
    assert [body for (body,) in bodies] == [row.body for row in rows]

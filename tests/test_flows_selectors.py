"""Selectors of a source, from the file to the warehouse: when they change, texts are made again, not versioned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from made_up import corpus
from newsroom import Newsroom, page_html

from flows.parsing_pool import ParsingPool
from flows.reprocessing import reprocess
from flows.settings import Settings
from flows.steps import ingest
from transforms.clean import RULES_ID
from warehouse import Archive, run_checks, run_query

ARTICLE = corpus(9)[0]
BOX = "The members of our readers' circle meet on the first Friday of the month in the hall behind the old market."


def settings(room: Newsroom, folder: Path, more: str) -> Settings:
    text = f'[[source]]\nname = "Herald"\nkind = "page"\nlocation = "{room.url("/a")}"\n{more}\n'
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    return Settings(warehouse=folder / "newsfold.duckdb", sources=folder / "sources.toml")


def published(room: Newsroom, note: str = "") -> None:
    html = page_html(ARTICLE.title, *ARTICLE.paragraphs[:3], BOX, *ARTICLE.paragraphs[3:])
    room.publish("/a", html.replace(f"<p>{BOX[:20]}", f'<p class="circle">{BOX[:20]}') + note)


def rows(chosen: Settings, sql: str) -> list[tuple[object, ...]]:
    return run_query(chosen.warehouse, sql).rows


TEXT = "SELECT count(*), min(body) LIKE '%readers'' circle%', min(rules_id) FROM article_versions"


def test_a_new_selector_makes_texts_again_and_no_version(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    published(room)
    plain = settings(room, tmp_path, "")
    assert ingest(plain, pool=pool).new_count == 1
    assert rows(plain, TEXT) == [(1, True, RULES_ID)]

    cutting = settings(room, tmp_path, 'cut = "p.circle"\noptions = { poll_minutes = 1 }')
    report = reprocess(cutting, pool=pool)
    assert (report.updated_count, report.rejected_count) == (1, 0)
    [(count, has_box, rules_id)] = rows(cutting, TEXT)
    assert (count, has_box) == (1, False)
    assert str(rules_id).startswith(f"{RULES_ID}+")
    assert rows(cutting, "SELECT text FROM removed_blocks WHERE rule = 'source_cut'") == [(BOX,)]
    assert rows(cutting, "SELECT count(DISTINCT rules_id) FROM (FROM articles SELECT rules_id UNION ALL "
                         "FROM article_versions SELECT rules_id)") == [(1,)]  # fmt: skip
    assert run_checks(cutting.warehouse) == []


def test_a_capture_under_new_selectors_is_compared_with_the_old_one_under_the_same(
    room: Newsroom, tmp_path: Path, pool: ParsingPool
) -> None:
    published(room)
    assert ingest(settings(room, tmp_path, ""), pool=pool).new_count == 1
    cutting = settings(room, tmp_path, 'cut = "p.circle"')
    published(room, "<!-- counter 2 -->")
    report = ingest(cutting, [], pool=pool, clock=late)
    assert (report.new_count, report.updated_count, report.unchanged_count) == (0, 0, 1)
    assert rows(cutting, TEXT)[0][:2] == (1, False)


def test_the_archive_knows_nothing_of_selectors(room: Newsroom, tmp_path: Path, pool: ParsingPool) -> None:
    published(room)
    cutting = settings(room, tmp_path, 'cut = "p.circle"')
    ingest(cutting, pool=pool)
    archive = Archive(cutting.archive)
    documents = [document for path in archive.paths() for _, document in archive.iterate(path)]
    assert [document.selectors for document in documents] == [None]


def late() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)


def test_a_credit_points_to_the_publisher_that_is_credited_by_that_name(tmp_path: Path, pool: ParsingPool) -> None:
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nname = "Quay"\nkind = "feed"\nlocation = "https://quay.example/feed"\n'
        'publisher = "quay.example"\ncredit_name = "The Quay  Courier"\n',
        encoding="utf-8",
    )
    first, *others = ARTICLE.paragraphs
    report = tmp_path / "report.txt"
    report.write_text("\n\n".join([first, f"The pier will stay shut, The Quay Courier reported. {others[0]}", *others]))
    chosen = Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "sources.toml")
    ingest(chosen, [str(report)], pool=pool)
    assert rows(chosen, "SELECT agency, publisher_id FROM credits") == [("The Quay Courier", "quay.example")]
    assert rows(chosen, "SELECT origin_name, origin_publisher_id FROM clusters") == [
        ("The Quay Courier", "quay.example")
    ]

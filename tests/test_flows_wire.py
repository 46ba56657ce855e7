"""Wire items all the way: one article in any order of its versions, kills, embargoes, refusals with their bytes."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from warehouse_snapshot import counts, snapshot
from wire_items import CORRECTED, GUID, LEDE, SECOND, TEXT, as_json, message, newsml, ninjs, nitf

from connectors.wire import split_wire, wire_article
from flows.article_changes import article_change
from flows.article_versions import StoredArticle
from flows.captures import Capture, capture_of, grouped
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import backfill, ingest
from transforms import fingerprint
from transforms.model import Document
from warehouse import Archive, run_checks, run_query

NOW = datetime(2026, 3, 9, tzinfo=UTC)
KILL = newsml(3, (), headline="KILL Harbour board closes old pier", status="canceled")
FIRST, SECOND_VERSION = newsml(1), newsml(2, CORRECTED, headline="Harbour board closes old pier until June")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "newsfold.duckdb")


def rows(settings: Settings, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in run_query(settings.warehouse, query).rows]


def put(home: Path, **files: str | bytes) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        path = home / name.replace("__", ".")
        path.write_bytes(body.encode() if isinstance(body, str) else body)
    return home


ARTICLE = "SELECT title, pub_status, wire_version, version_number, word_count, guid FROM articles"


def test_versions_and_a_kill_in_any_order_are_one_article(tmp_path: Path, pool: ParsingPool) -> None:
    items = {"a": FIRST, "b": SECOND_VERSION, "c": KILL}
    put(tmp_path / "in", **{f"{name}__xml": item for name, item in items.items()})
    found = []
    for number, steps in enumerate(("abc", "cba", "bca", ["abc"])):
        settings = Settings(warehouse=tmp_path / str(number) / "newsfold.duckdb")
        for names in steps:
            ingest(settings, [str(tmp_path / "in" / f"{name}.xml") for name in names], pool=pool)
        assert run_checks(settings.warehouse) == []
        assert rows(settings, ARTICLE) == [
            ("Harbour board closes old pier until June", "canceled", "3", 2, 55, GUID)
        ], f"{steps}: {rows(settings, ARTICLE)}"
        found.append(snapshot(settings.warehouse))
    assert all(one["article_versions"] == found[0]["article_versions"] for one in found[1:])


def test_every_order_in_every_batching_gives_one_status_and_one_text() -> None:
    captures = [captured(one) for one in (FIRST, SECOND_VERSION, KILL, newsml(4, CORRECTED, status="withheld"))]
    for count in (3, 4):
        told = set()
        for order in itertools.permutations(captures[:count]):
            stored: dict[UUID, StoredArticle] = {}
            for capture in order:
                [group] = grouped([capture], dict.fromkeys(capture.keys, next(iter(stored))) if stored else {}, {})
                change = article_change(group, stored, capture.at)
                at = change.current.at if change.current else stored[change.article_id].captured_at
                stored = {change.article_id: StoredArticle(change.row, change.versions, at)}
            [last] = stored.values()
            texts = tuple((one.version_number, one.content_digest, one.last_sequence) for one in last.versions)
            told.add((last.row.pub_status, last.row.wire_version, last.row.content_digest, texts))
        assert len(told) == 1
        [(status, version, _, texts)] = told
        assert (status, version, len(texts)) == (("canceled", "3", 2) if count == 3 else ("withheld", "4", 3))


def captured(item: str) -> Capture:
    document = Document("/in/item.xml", item.encode(), NOW, "wire", source_id="desk")
    [part] = split_wire(document.body, None, document.location)
    document = replace(document, captured_at=part.made_at)
    article = wire_article(document)
    return capture_of(document, article, fingerprint(article))


def test_the_number_of_a_version_goes_before_its_date(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    late_first = newsml(1, made="2026-03-02T20:00:00Z")
    early_second = newsml(2, CORRECTED, made="2026-03-02T10:00:00Z")
    for name, body in (("b__xml", early_second), ("a__xml", late_first)):
        ingest(settings, [str(put(tmp_path / "in", **{name: body}))], pool=pool)
    assert rows(settings, "SELECT wire_version, version_number, paragraph_count FROM articles") == [("2", 2, 3)]
    assert rows(settings, "SELECT version_number, last_sequence FROM article_versions ORDER BY ALL") == [
        (1, 1000),
        (2, 2000),
    ]
    assert run_checks(settings.warehouse) == []


def test_ninjs_versions_without_dates_are_ordered_by_number(
    settings: Settings, tmp_path: Path, pool: ParsingPool
) -> None:
    def item(version: str, text: str) -> bytes:
        whole = ninjs(1, version=version, body_xhtml="".join(f"<p>{one}</p>" for one in (LEDE, SECOND, text)))
        return as_json({name: value for name, value in whole.items() if not name.endswith("created")})

    last = "The tenth version says that the pier stays open after all."
    put(tmp_path / "in", a__json=item("10", last), b__json=item("9", "The ninth says that it does not."))
    ingest(settings, [str(tmp_path / "in")], pool=pool)
    [(body, version)] = rows(settings, "SELECT body, wire_version FROM articles")
    assert version == "10"
    assert str(body).endswith(last)


def test_a_kill_alone_is_kept_and_a_version_after_it_is_usable_again(
    settings: Settings, tmp_path: Path, pool: ParsingPool
) -> None:
    ingest(settings, [str(put(tmp_path / "in", c__xml=KILL))], pool=pool)
    assert rows(settings, "SELECT pub_status, body FROM articles") == [("canceled", "")]
    assert run_checks(settings.warehouse) == []
    report = ingest(settings, [str(put(tmp_path / "in", d__xml=newsml(4, CORRECTED)))], pool=pool)
    assert (report.new_count, report.updated_count) == (0, 1)
    assert rows(settings, "SELECT pub_status, paragraph_count, wire_version FROM articles") == [("usable", 3, "4")]
    assert run_checks(settings.warehouse) == []


def test_a_kill_says_that_something_changed(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    ingest(settings, [str(put(tmp_path / "in", a__xml=FIRST))], pool=pool)
    report = ingest(settings, [str(put(tmp_path / "in", c__xml=KILL))], pool=pool)
    assert (report.new_count, report.updated_count, report.rejected_count) == (0, 1, 0)
    [(body,)] = rows(settings, "SELECT body FROM articles")
    assert body == "\n\n".join(TEXT)


def test_what_is_withheld_or_under_embargo_says_so(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    put(
        tmp_path / "in",
        a__json=as_json(ninjs(2, pubstatus="withheld", embargoed="2026-04-01T06:00:00Z")),
        b__nitf=nitf(status="embargoed", head='<date.release norm="20260304T060000Z"/>'),
    )
    ingest(settings, [str(tmp_path / "in")], pool=pool)
    found = (
        "SELECT guid, pub_status, embargo_until = TIMESTAMPTZ '2026-04-01 06:00:00Z', embargo_until IS NULL"
        " FROM articles"
    )
    assert sorted(rows(settings, found)) == [
        ("NW-77", "usable", False, False),
        ("urn:ninjs:northwire.example:1", "withheld", True, False),
    ]


def test_a_folder_of_everything_told_by_content(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    put(
        tmp_path / "in",
        plain=newsml(),
        other__dat=nitf(),
        n__json=as_json(ninjs(3)),
        package__json=b'{"name": "harbour", "version": "1.0.0"}',
        feed__xml=b"<rss><channel/></rss>",
        image__png=b"\x89PNG",
    )
    report = ingest(settings, [str(tmp_path / "in")], pool=pool)
    assert (report.new_count, report.rejected_count) == (3, 0)
    assert rows(settings, "SELECT DISTINCT form FROM documents") == [("wire",)]


def test_the_items_of_a_message_are_articles_of_their_own(
    settings: Settings, tmp_path: Path, pool: ParsingPool
) -> None:
    bad = newsml(declaration=False).replace(f' guid="{GUID}"', "")
    body = message(newsml(declaration=False), newsml(declaration=False, guid="urn:x:2"), bad)
    report = ingest(settings, [str(put(tmp_path / "in", m__xml=body))], pool=pool)
    assert (report.new_count, report.rejected_count) == (2, 1)
    again = ingest(settings, [str(tmp_path / "in")], pool=pool)
    assert (again.new_count, again.updated_count, again.unchanged_count) == (0, 0, 2)
    assert counts(settings.warehouse, "articles", "documents") == {"articles": 2, "documents": 3}
    assert run_checks(settings.warehouse) == []


def test_a_refused_item_is_a_rejection_with_its_bytes(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    put(
        tmp_path / "in",
        bad__xml="<newsItem guid='x'><itemMeta>",
        photo__json=as_json({"uri": "urn:p", "type": "picture", "headline": "A pier"}),
    )
    report = ingest(settings, [str(tmp_path / "in")], pool=pool)
    assert report.rejected_count == 2
    found = rows(settings, "SELECT rule, reason, archive_path, archive_offset FROM rejections ORDER BY rule")
    assert [one[0] for one in found] == ["invalid_wire", "no_article"]
    assert "not well-formed" in str(found[0][1])
    assert "no text of its own" in str(found[1][1])
    archived = Archive(settings.archive).read(str(found[0][2]), int(str(found[0][3])))
    assert archived.body == b"<newsItem guid='x'><itemMeta>"


def test_what_an_item_says_beside_its_text_is_kept(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    ingest(settings, [str(put(tmp_path / "in", a__xml=FIRST))], pool=pool)
    assert rows(settings, "SELECT kind, text FROM article_notes ORDER BY position") == [
        ("editors", "Subs: a correction may follow."),
        ("rights", "Not for use in printed books."),
        ("slugline", "HARBOUR-PIER"),
    ]
    [(urgency, publisher, origin)] = rows(settings, "SELECT urgency, publisher_id, published_from FROM articles")
    assert (urgency, publisher, origin) == (3, "northwire.example", "wire")


def test_a_source_of_kind_wire_takes_nothing_else(settings: Settings, tmp_path: Path, pool: ParsingPool) -> None:
    put(
        tmp_path / "in",
        a__xml=FIRST,
        letter__txt="\n\n".join(TEXT),
        z__json=json.dumps([ninjs(2), ninjs(2, uri="urn:n:2")]),
    )
    sources = tmp_path / "sources.toml"
    sources.write_text('[[source]]\nname = "desk"\nkind = "wire"\nlocation = "in"\n')
    report = backfill(Settings(warehouse=settings.warehouse, sources=sources), "desk", pool=pool)
    assert (report.new_count, report.rejected_count) == (3, 0)
    assert rows(settings, "SELECT DISTINCT source_id FROM articles") == [("desk",)]

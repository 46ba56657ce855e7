"""Copies end to end: digests, excerpts, agencies never seen, withdrawals, undated rows, writers side by side."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syndication_texts import DAM, FERRY, lightly_edited

from flows.candidate_search import CandidateSearch
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import backfill
from transforms.fingerprinting import DEFAULT as FINGERPRINT
from warehouse import Warehouse, run_query


@dataclass(frozen=True)
class Place:
    """A warehouse that rows are fed to."""

    home: Path
    pool: ParsingPool

    @property
    def settings(self) -> Settings:
        return Settings(warehouse=self.home / "newsfold.duckdb")

    def take(self, name: str, *rows: dict[str, str]) -> None:
        table = self.home / f"{name}.jsonl"
        table.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        assert backfill(self.settings, str(table), pool=self.pool).exit_code == 0

    def clusters(self) -> list[set[str]]:
        groups: dict[Any, set[str]] = {}
        query = "SELECT m.cluster_id, a.guid FROM cluster_members AS m JOIN articles AS a USING (article_id)"
        for cluster, guid in run_query(self.settings.warehouse, query).rows:
            groups.setdefault(cluster, set()).add(guid)
        return sorted(groups.values(), key=sorted)


def row(guid: str, paragraphs: tuple[str, ...], day: str | None = "2026-03-02", title: str = "Dam") -> dict[str, str]:
    values = {"id": guid, "publisher": f"{guid}.example", "title": title, "text": "\n\n".join(paragraphs)}
    return {**values, "date": day} if day else values


def test_two_excerpts_of_one_place_are_copies_and_a_digest_joins_nothing(tmp_path: Path, pool: ParsingPool) -> None:
    place = Place(tmp_path, pool)
    place.take("one", row("whole", DAM), row("cut", DAM[:3]), row("edited", lightly_edited(DAM[:4])))
    assert place.clusters() == [{"whole", "cut", "edited"}]
    place.take("two", row("ferry", FERRY, title="Ferry"), row("digest", (*FERRY, *DAM), title="The week in brief"))
    assert place.clusters() == [{"cut", "edited", "whole"}, {"digest"}, {"ferry"}]


def test_an_undated_row_is_compared_with_all_days(tmp_path: Path, pool: ParsingPool) -> None:
    place = Place(tmp_path, pool)
    place.take("old", row("dated", DAM, "2011-05-06"))
    place.take("new", row("undated", DAM, None))
    assert place.clusters() == [{"dated", "undated"}]


def test_an_agency_that_was_never_seen_is_the_origin(tmp_path: Path, pool: ParsingPool) -> None:
    place = Place(tmp_path, pool)
    place.take(
        "papers",
        row("first", (*DAM, "(Reuters)"), "2026-03-02"),
        row("second", (*DAM, "(Reuters)"), "2026-03-03"),
        row("silent", DAM, "2026-03-04"),
    )
    query = (
        "SELECT c.origin_name, a.guid FROM clusters AS c JOIN articles AS a ON a.article_id = c.canonical_article_id"
    )
    assert run_query(place.settings.warehouse, query).rows == [("Reuters", "first")]


def test_an_index_sees_what_another_writer_committed(tmp_path: Path, pool: ParsingPool) -> None:
    place = Place(tmp_path, pool)
    place.take("one", row("dam", DAM))
    search = CandidateSearch(FINGERPRINT.options_id)
    with Warehouse(place.settings.warehouse).writing() as writer:
        search.pairs(writer, [], place.settings.pairs)
        assert len(search.index) == 1
    place.take("two", row("ferry", FERRY), row("copy", DAM))
    with Warehouse(place.settings.warehouse).writing() as writer:
        search.pairs(writer, [], place.settings.pairs)
        assert len(search.index) == 3
    search.clear()
    assert len(search.index) == 0


def test_nothing_is_killed_where_nobody_withdrew(tmp_path: Path, pool: ParsingPool) -> None:
    place = Place(tmp_path, pool)
    place.take("one", row("dam", DAM), row("copy", DAM))
    assert run_query(place.settings.warehouse, "SELECT * FROM killed_copies").rows == []
    with Warehouse(place.settings.warehouse).writing() as writer:
        articles = writer.articles(
            [one for (one,) in run_query(place.settings.warehouse, "SELECT article_id FROM articles").rows]
        )
        from dataclasses import replace

        killed = next(one for one in articles.values() if one.guid == "dam")
        writer.upsert([replace(killed, pub_status="canceled")])
    Warehouse(place.settings.warehouse).publish(force=True)
    found = run_query(place.settings.warehouse, "SELECT killed_by, publisher_id FROM killed_copies").rows
    assert found == [("dam.example", "copy.example")]

"""Exports: every form can be read by others' programs, is whole, and says what it is."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command_line import FORMULA, SEEDS, Place, made_place, newsfold, refusal
from pyarrow import dataset
from warcio.archiveiterator import ArchiveIterator

from flows.export_ninjs import ninjs
from flows.parsing_pool import ParsingPool
from warehouse import run_query


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, pool: ParsingPool) -> Place:
    return made_place(tmp_path_factory.mktemp("exporting"), pool)


def exported(place: Place, folder: Path, *options: str) -> dict[str, Any]:
    answer = newsfold("export", "--output", folder, "--warehouse", place.warehouse, *options)
    assert answer.returncode == 0, answer.stderr
    sheet: dict[str, Any] = json.loads((folder / "datasheet.json").read_text("utf-8"))
    for name, digest in sheet["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    return sheet


def test_parquet_in_folders_by_month_is_one_table_again(place: Place, tmp_path: Path) -> None:
    sheet = exported(place, tmp_path)
    table = dataset.dataset(
        [tmp_path / name for name in sheet["files"]],
        format="parquet",
        partitioning="hive",
        partition_base_dir=str(tmp_path),
    ).to_table()
    rows = {row["article_id"]: row for row in table.to_pylist()}
    assert len(rows) == 5 == sheet["article_count"]
    stored = run_query(place.warehouse, "SELECT CAST(article_id AS VARCHAR), title, body FROM articles").rows
    assert {(one, title, body) for one, title, body in stored} == {
        (one, row["title"], row["body"]) for one, row in rows.items()
    }
    copy = rows[place.names["copy"]]
    assert copy["published_month"] == "2026-03"
    assert copy["canonical_article_id"] == place.names["storm"]
    assert copy["lag_s"] == 5400
    assert rows[place.names["alone"]]["title"] == FORMULA


def test_json_lines_without_text_have_none(place: Place, tmp_path: Path) -> None:
    sheet = exported(place, tmp_path, "--format", "jsonl", "--no-text")
    lines = [json.loads(line) for name in sheet["files"] for line in (tmp_path / name).read_text("utf-8").splitlines()]
    assert len(lines) == 5
    assert all("body" not in line and "subtitle" not in line and line["content_digest"] for line in lines)
    everything = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())
    assert "moorings" not in everything
    assert sheet["left_out_columns"] == ["subtitle", "body"]
    assert "without their text" in (tmp_path / "DATASHEET.md").read_text("utf-8").replace("\n", " ")


def test_a_selection_by_search_or_by_query(place: Place, tmp_path: Path) -> None:
    sheet = exported(place, tmp_path / "a", "--search", "harbour publisher:gazette.example")
    assert sheet["article_count"] == 1
    assert sheet["selection"] == {"search": "harbour publisher:gazette.example", "query": None}
    sheet = exported(place, tmp_path / "b", "--query", "select article_id from copies")
    assert sheet["article_count"] == 2
    assert exported(place, tmp_path / "c", "--search", "zanzibar")["article_count"] == 0


def test_what_cannot_be_exported_is_refused_in_words(place: Place, tmp_path: Path) -> None:
    at = ("--warehouse", place.warehouse, "--output", tmp_path)
    assert "no column article_id" in refusal(newsfold("export", "--query", "select 1 as a", *at), 1)
    assert "no reading statement" in refusal(newsfold("export", "--query", "drop table articles", *at), 1)
    assert "give one of them" in refusal(newsfold("export", "--query", "x", "--search", "y", *at), 2)
    assert "with their text" in refusal(newsfold("export", "--format", "warc", "--no-text", *at), 2)


def schema_of_ninjs() -> dict[str, Any]:
    root = os.environ.get("NEWSFOLD_EVALUATION_DATA") or Path(__file__).parents[2] / "shared" / "data"
    file = Path(root) / "connectors" / "wire" / "schemas" / "ninjs-schema_3.0.json"
    if not file.is_file():
        pytest.skip(f"no evaluation data at {file} (NEWSFOLD_EVALUATION_DATA)")
    schema: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return schema


@pytest.mark.parametrize("options", [(), ("--no-text",)])
def test_ninjs_is_valid_by_the_schema_of_its_makers(place: Place, tmp_path: Path, options: tuple[str, ...]) -> None:
    validator = jsonschema.Draft202012Validator(schema_of_ninjs(), format_checker=jsonschema.FormatChecker())
    sheet = exported(place, tmp_path, "--format", "ninjs", *options)
    assert len(sheet["files"]) == 5
    for name in sheet["files"]:
        item = json.loads((tmp_path / name).read_text("utf-8"))
        assert [error.message for error in validator.iter_errors(item)] == []
        assert ("bodies" in item) == (not options)


ROW: dict[str, Any] = {
    "article_id": "00000000-0000-4000-8000-000000000001", "version_number": 2, "published_precision": "day",
    "published_at": datetime(2026, 3, 1, tzinfo=UTC), "modified_at": None, "word_count": 2,
    "first_seen_at": datetime(2026, 3, 2, 8, 0, tzinfo=UTC), "embargo_until": None, "pub_status": "withheld",
    "urgency": 3, "language": None, "title": None, "subtitle": None, "body": "Two words", "authors": ["Ann Lee"],
    "dateline": "OSLO", "keywords": [], "publisher": None, "publisher_id": None, "origin_name": "Wire",
    "canonical_url": None, "guid": "g1", "cluster_id": None, "canonical_article_id": None,
}  # fmt: skip


def test_ninjs_says_what_is_known_and_no_more() -> None:
    assert ninjs(ROW) == {
        "uri": "urn:uuid:00000000-0000-4000-8000-000000000001",
        "standard": {
            "name": "ninjs",
            "version": "3.0",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#",
        },
        "type": "text",
        "representationType": "full",
        "version": "2",
        "versionCreated": "2026-03-02T08:00:00+00:00",
        "pubStatus": "withheld",
        "urgency": 3,
        "bodies": [{"role": "main", "contentType": "text/plain", "charCount": 9, "wordCount": 2, "value": "Two words"}],
        "by": "Ann Lee",
        "people": [{"name": "Ann Lee", "rel": "author"}],
        "located": "OSLO",
        "infoSources": [{"role": "origin", "name": "Wire"}],
        "altIds": [{"role": "guid", "value": "g1"}],
    }


def test_warc_has_the_bytes_as_they_were_received(place: Place, tmp_path: Path) -> None:
    sheet = exported(
        place, tmp_path, "--format", "warc", "--query", "select article_id from articles where publisher_id is null"
    )
    bodies = []
    for name in sheet["files"]:
        with (tmp_path / name).open("rb") as file:
            bodies += [
                record.content_stream().read()
                for record in ArchiveIterator(file)
                if record.rec_type in ("resource", "response")
            ]
    assert sorted(bodies) == sorted(path.read_bytes() for path in SEEDS.glob("*.txt"))


def test_running_again_gives_the_same_files(place: Place, tmp_path: Path) -> None:
    first = exported(place, tmp_path / "a", "--format", "jsonl")["files"]
    assert exported(place, tmp_path / "b", "--format", "jsonl")["files"] == first

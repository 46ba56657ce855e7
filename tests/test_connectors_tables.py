"""Tables packed, in other dialects, broken, and from where the last run ended."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from connectors.ledger import Ledger, Progress
from connectors.table import is_table_file, read_row, read_rows, read_rows_on, rows_until_broken
from transforms.model import Document, Publisher, Rejection, Source

NOW = datetime(2026, 3, 3, tzinfo=UTC)
SOURCE = Source("tables", "tables", "table", "/x")
ROWS = [{"id": str(number), "title": f"Title {number}", "text": f"Text of the row {number}."} for number in range(250)]


def documents(path: Path) -> list[Document]:
    return [one for one in read_rows(path, SOURCE, NOW) if isinstance(one, Document)]


def packed(path: Path, body: bytes) -> Path:
    if path.suffix == ".gz":
        body = gzip.compress(body)
    elif path.suffix == ".zst":
        # two frames, as a log that was appended to
        half = len(body) // 2
        body = b"".join(zstandard.ZstdCompressor().compress(part) for part in (body[:half], body[half:]))
    path.write_bytes(body)
    return path


def lines() -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in ROWS)


def commas() -> bytes:
    return ("id,title,text\n" + "".join(f"{r['id']},{r['title']},{r['text']}\n" for r in ROWS)).encode()


@pytest.mark.parametrize("name", ["t.jsonl", "t.jsonl.gz", "t.ndjson.zst", "t.csv", "t.csv.gz", "t.csv.zst"])
def test_packed_tables_give_the_same_rows(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / name, commas() if "csv" in name else lines())
    assert is_table_file(path)
    found = documents(path)
    assert [json.loads(one.body) for one in found] == ROWS
    first = 2 if "csv" in name else 1
    assert [one.location for one in found[:2]] == [f"{path}#{first}", f"{path}#{first + 1}"]
    assert [one.hints.guid for one in found] == [row["id"] for row in ROWS]


@pytest.mark.parametrize("name", ["t.parquet.gz", "t.gz", "t.txt.zst", "gz"])
def test_what_is_no_table_packed_or_not(tmp_path: Path, name: str) -> None:
    assert not is_table_file(tmp_path / name)


@pytest.mark.parametrize("mark", [";", "\t", "|", ","])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_dialects(tmp_path: Path, mark: str, charset: str) -> None:
    text = mark.join(("url", "title", "text", "note; odd, one" if mark == "|" else "note")) + "\r\n"
    text += mark.join(("https://x.example/1", "Überfahrt", '"Two lines,\r\nof one; field|and\tmore"', "n")) + "\r\n"
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(charset))
    [found] = documents(path)
    row = json.loads(found.body)
    assert (row["title"], row["url"]) == ("Überfahrt", "https://x.example/1")
    assert row["text"] == "Two lines,\r\nof one; field|and\tmore"


def test_a_name_that_holds_another_mark_does_not_mislead(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("title;text;seen (day, month, year, zone)\nA;B;1\n")
    assert json.loads(documents(path)[0].body) == {"title": "A", "text": "B", "seen (day, month, year, zone)": "1"}


@pytest.mark.parametrize("name", ["t.jsonl.gz", "t.jsonl.zst", "t.csv.gz"])
def test_a_packed_table_that_breaks_off_is_said_and_read_so_far(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / name, (commas() if "csv" in name else lines()) * 20)
    path.write_bytes(path.read_bytes()[:-40])
    items = list(read_rows(path, SOURCE, NOW))
    assert isinstance(items[0], Document) or name == "t.csv.gz"
    last = items[-1]
    assert isinstance(last, Rejection)
    assert last.rule == "broken_table"


def test_lists_and_structs_of_parquet(tmp_path: Path) -> None:
    table = pa.table(
        {
            "title": ["A"],
            "text": ["B"],
            "authors": [["Anna Bell", "Bo Carr"]],
            "source": [{"name": "Pier Post", "id": 3}],
            "published_at": [datetime(2026, 3, 2, tzinfo=UTC)],
        }
    )
    parquet.write_table(table, tmp_path / "t.parquet")
    [found] = documents(tmp_path / "t.parquet")
    assert found.hints.authors == ("Anna Bell", "Bo Carr")
    assert found.hints.publisher is not None
    assert found.hints.publisher.name == "Pier Post"
    assert found.hints.published == "2026-03-02T00:00:00+00:00"


@pytest.mark.parametrize("name", ["t.jsonl", "t.csv.gz", "t.parquet"])
def test_reading_goes_on_where_the_ledger_says(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "t.parquet":
        parquet.write_table(pa.Table.from_pylist(ROWS), path)
    else:
        packed(path, commas() if "csv" in name else lines())
    items = list(read_rows_on(path, SOURCE, NOW, Ledger()))
    marks = [(at, one) for at, one in enumerate(items) if isinstance(one, Progress)]
    assert [one.is_done for _, one in marks] == [False, False, True]
    for at, mark in marks:
        rest = list(read_rows_on(path, SOURCE, NOW, Ledger({mark.location: mark})))
        before = [one.location for one in items[:at] if isinstance(one, Document)]
        after = [one.location for one in rest if isinstance(one, Document)]
        assert before + after == [one.location for one in items if isinstance(one, Document)]
    assert marks[-1][1].item_count == 250


def test_one_row_is_read_again_by_its_number(tmp_path: Path) -> None:
    path = packed(tmp_path / "t.csv", commas())
    wanted = documents(path)[17]
    found = read_row(path, rows_until_broken(path), int(wanted.location.rpartition("#")[2]))
    assert found is not None
    assert (found.body, found.location, found.hints) == (wanted.body, wanted.location, wanted.hints)
    assert read_row(path, rows_until_broken(path), 999) is None


def test_memory_stays_flat_over_a_packed_table(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "t.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for number in range(2_000):
            file.write(json.dumps({"id": number, "text": f"{number} " * 2_000}).encode() + b"\n")
    tracemalloc.start()
    count = sum(1 for _ in read_rows(path, SOURCE, NOW))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2_000
    assert peak < 5 * 2**20


def test_a_row_that_names_no_publisher_is_its_sources(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"text": "a", "publisher": "Pier Post"}\n{"text": "b"}\nno json\n')
    source = Source("lock", "lock", "table", str(path), publisher=Publisher("lock.example", "The Lock", "lock.example"))
    found = [one.hints.publisher for one in read_rows(path, source, NOW) if isinstance(one, Document)]
    assert [one.name if one else None for one in found] == ["Pier Post", "The Lock", "The Lock"]

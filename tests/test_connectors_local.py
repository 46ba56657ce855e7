"""Files, folders and tables on disk."""

from __future__ import annotations

import gzip
import json
import os
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest

from connectors.files import MAX_BYTES, read_files
from connectors.registry import KINDS, kind_of, read_local, source_of
from connectors.table import MAX_ROW_BYTES, read_rows
from transforms.errors import InvalidUrl, LocationMissing, UnknownKind
from transforms.model import Document, Publisher, Rejection, Source

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
SOURCE = Source("clippings", "Clippings", "files", "")


def files(path: Path) -> list[Document | Rejection]:
    return list(read_files(path, SOURCE, NOW))


def rows(path: Path) -> list[Document | Rejection]:
    return list(read_rows(path, SOURCE, NOW))


def only_document(results: list[Document | Rejection]) -> Document:
    assert len(results) == 1
    assert isinstance(results[0], Document)
    return results[0]


# ---- files


def test_a_text_file_is_a_capture_of_the_time_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"Headline\n\nThe weir was repaired.\n")
    os.utime(path, (1_772_532_000, 1_772_532_000))
    document = only_document(files(path))
    assert (document.location, document.form, document.source_id) == (str(path), "text", "clippings")
    assert document.body == b"Headline\n\nThe weir was repaired.\n"
    assert (document.fetched_at, document.captured_at) == (NOW, datetime.fromtimestamp(1_772_532_000, UTC))


@pytest.mark.parametrize(
    ("name", "body", "form"),
    [
        ("a.html", b"plain words", "html"),
        ("a.HTM", b"", "html"),
        ("a.xhtml", b"<html/>", "html"),
        ("a.txt", b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>x", "html"),
        ("a.txt", b"Doctype is a word", "text"),
        ("a", b"<html><p>x", "html"),
        ("a.md", b"# words", "text"),
        ("a.bin", bytes(range(256)), "text"),
        ("empty.txt", b"", "text"),
    ],
)
def test_a_named_file_is_read_whatever_it_is(tmp_path: Path, name: str, body: bytes, form: str) -> None:
    (tmp_path / name).write_bytes(body)
    document = only_document(files(tmp_path / name))
    assert (document.form, document.body) == (form, body)


def test_a_folder_is_read_in_order_with_everything_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.txt", "sub/.hidden.txt", ".git/d.txt", "e.pdf", "z.htm"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    found = [Path(one.location).relative_to(tmp_path).as_posix() for one in files(tmp_path)]
    assert found == ["a.html", "b.txt", "sub/c.txt", "z.htm"]


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "secret.txt").write_text("secret")
    (folder / "a.txt").write_text("a")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "there").symlink_to(outside)
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    found = {Path(one.location).name: one for one in files(folder)}
    assert found.keys() == {"a.txt", "inside.txt", "out.txt", "gone.txt"}
    refused = {name: one.rule for name, one in found.items() if isinstance(one, Rejection)}
    assert refused == {"out.txt": "outside", "gone.txt": "unreadable"}
    assert b"secret" not in b"".join(one.body for one in found.values() if isinstance(one, Document))


def test_what_is_too_large_or_no_file_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "z.txt").write_text("z")
    results = files(tmp_path)
    assert [one.rule for one in results if isinstance(one, Rejection)] == ["too_large", "not_a_file"]
    assert [one.body for one in results if isinstance(one, Document)] == [b"a", b"z"]
    assert all(one.source_id == "clippings" and str(tmp_path) in one.location for one in results)


def test_a_name_that_is_no_text_can_still_be_stored(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(name, "wb") as file:  # noqa: PTH123 - bytes name it
            file.write(b"x")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    location = only_document(files(tmp_path)).location
    assert location.endswith("caf\\xe9.txt")
    location.encode()


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LocationMissing, match=r"nothing\.txt: no such file or folder"):
        files(tmp_path / "nothing.txt")


# ---- tables


def test_json_lines_are_captures_of_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    first = {"url": "https://quay.example/1", "id": 17, "title": "One", "text": "Words.", "published_at": "2026-03-03"}
    second = {
        "guid": "g",
        "body": "W",
        "author": "Ada; Bo",
        "date": 1772532000,
        "source": "quay.example",
        "language": "en",
    }
    lines = ["\ufeff" + json.dumps(first), "", "not json", '["a list"]', json.dumps(second, ensure_ascii=False)]
    path.write_text("\r\n".join(lines), encoding="utf-8", newline="")
    results = rows(path)
    assert all(isinstance(one, Document) and one.form == "row" for one in results)
    documents = [one for one in results if isinstance(one, Document)]
    assert [one.location for one in documents] == [f"{path}#{number}" for number in (1, 3, 4, 5)]
    assert [one.body for one in documents] == [line.lstrip("\ufeff").encode() for line in lines if line]
    hints = documents[0].hints
    assert (hints.url, hints.guid, hints.title, hints.published) == (
        "https://quay.example/1",
        "17",
        "One",
        "2026-03-03",
    )
    assert hints.publisher is None
    hints = documents[3].hints
    assert (hints.guid, hints.authors, hints.published, hints.language) == ("g", ("Ada", "Bo"), "1772532000", "en")
    assert hints.publisher == Publisher("quay.example", "quay.example", "quay.example")
    assert documents[3].fetched_at == NOW


@pytest.mark.parametrize(
    ("value", "publisher_id", "domain"),
    [
        ("www.Quay.co.uk", "quay.co.uk", "quay.co.uk"),
        ("https://quay.example/news", "quay.example", "quay.example"),
        ("The Quay & Mole Gazette", "the-quay-mole-gazette", None),
        ({"id": None, "name": "Quay Wire"}, "quay-wire", None),
        ("St. Ives News", "st-ives-news", None),
    ],
)
def test_the_publisher_of_a_row(tmp_path: Path, value: Any, publisher_id: str, domain: str | None) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"publisher": value, "text": "x"}))
    publisher = only_document(rows(path)).hints.publisher
    assert publisher is not None
    assert (publisher.publisher_id, publisher.domain) == (publisher_id, domain)


def test_a_line_that_is_too_long_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(b'{"text": "a"}\n"' + b"x" * (MAX_ROW_BYTES + 10) + b'"\n{"text": "c"}\n')
    first, second, third = rows(path)
    assert isinstance(second, Rejection)
    assert (second.rule, second.location, second.extra["line"]) == ("too_large", f"{path}#2", "2")
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert (third.body, third.location) == (b'{"text": "c"}', f"{path}#3")


def test_a_large_table_is_never_whole_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl.gz"
    line = json.dumps({"text": "word " * 2000}).encode() + b"\n"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(4000):
            file.write(line)
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_rows(path, SOURCE, NOW))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 4000
    assert peak < 5_000_000  # of 40 MB


def test_a_torn_table_gives_what_it_has_and_says_where_it_broke(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl.gz"
    lines = b"".join(
        json.dumps({"text": os.urandom(200).hex(), "id": number}).encode() + b"\n" for number in range(500)
    )
    path.write_bytes(gzip.compress(lines)[:60_000])
    *read, last = rows(path)
    assert len(read) > 10
    assert isinstance(last, Rejection)
    assert (last.rule, last.location) == ("broken_table", f"{path}#{len(read) + 1}")
    broken = tmp_path / "t.parquet"
    broken.write_bytes(b"PAR1 and nothing more")
    (only,) = rows(broken)
    assert isinstance(only, Rejection)
    assert only.rule == "broken_table"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_rows_are_captures_of_the_lines_where_they_begin(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "t.csv"
    lines = ["id,title,text,publisher", '1,Café,"two', 'lines",Quay Gazette', "", "2,Plain,,", "3,too,many,fields,here"]
    text = "\n".join([*lines, '4,Last,"x ""y""",', ""])
    path.write_text(text, encoding=charset)
    first, second, third, fourth = rows(path)
    assert isinstance(first, Document)
    assert json.loads(first.body) == {"id": "1", "title": "Café", "text": "two\nlines", "publisher": "Quay Gazette"}
    assert (first.location, first.hints.guid, first.hints.title) == (f"{path}#2", "1", "Café")
    assert isinstance(second, Document)
    assert json.loads(second.body) == {"id": "2", "title": "Plain"}
    assert second.location == f"{path}#5"
    assert isinstance(third, Rejection)
    assert (third.rule, third.location) == ("invalid_row", f"{path}#6")
    assert "5 fields, but 4 columns" in third.reason
    assert isinstance(fourth, Document)
    assert json.loads(fourth.body)["text"] == 'x "y"'


@pytest.mark.parametrize(("name", "delimiter"), [("t.tsv", "\t"), ("t.csv", ";")])
def test_other_delimiters(tmp_path: Path, name: str, delimiter: str) -> None:
    (tmp_path / name).write_text(f"id{delimiter}text\n1{delimiter}a, b\n")
    assert json.loads(only_document(rows(tmp_path / name)).body) == {"id": "1", "text": "a, b"}


def test_an_empty_table_has_no_rows(tmp_path: Path) -> None:
    for name in ("t.jsonl", "t.csv"):
        (tmp_path / name).write_bytes(b"")
        assert rows(tmp_path / name) == []


def test_parquet_rows_are_captures(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    moment = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
    table = pa.table({"id": [1, 2], "text": ["a", None], "published_at": [moment, None], "authors": [["Ada"], []]})
    pyarrow.parquet.write_table(table, path)
    first, second = rows(path)
    assert isinstance(first, Document)
    assert json.loads(first.body) == {"id": 1, "text": "a", "published_at": moment.isoformat(), "authors": ["Ada"]}
    assert (first.location, first.hints.guid, first.hints.authors) == (f"{path}#1", "1", ("Ada",))
    assert first.hints.published == "2026-03-03T10:00:00+00:00"
    assert isinstance(second, Document)
    assert second.location == f"{path}#2"


def test_reading_twice_gives_the_same_captures(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("b,a\n1,2\n")
    assert rows(path) == rows(path)


# ---- kinds


def test_a_location_says_its_kind(tmp_path: Path) -> None:
    for name in ("a.txt", "t.jsonl", "t.JSONL.gz", "t.csv", "t.parquet", "other.gz"):
        (tmp_path / name).write_bytes(b"")
    kinds = {path.name: kind_of(str(path)) for path in tmp_path.iterdir()}
    tables = {name for name, kind in kinds.items() if kind == "table"}
    assert tables == {"t.jsonl", "t.JSONL.gz", "t.csv", "t.parquet"}
    assert kind_of(str(tmp_path)) == kinds["a.txt"] == "files"
    assert kind_of(f"file://{tmp_path}") == "files"
    assert kind_of("https://quay.example/") == kind_of(" HTTP://quay.example/ ") == "url"
    assert set(KINDS) >= {"feed", "sitemap", "section", "page", "url", "files", "table", "warc", "wire", "inbox"}


@pytest.mark.parametrize("location", ["ftp://quay.example/", "s3://bucket/key", "feed://quay.example/rss"])
def test_an_address_of_another_scheme_has_no_kind(location: str) -> None:
    with pytest.raises(UnknownKind, match="neither http nor https"):
        kind_of(location)


def test_a_path_that_is_not_there_has_no_kind(tmp_path: Path) -> None:
    with pytest.raises(LocationMissing):
        kind_of(str(tmp_path / "nothing"))


def test_an_address_makes_a_source_of_its_own() -> None:
    source = source_of("https://reader:pass-word@www.quay.co.uk/News/feed.xml")
    assert (source.source_id, source.kind) == ("quay-co-uk-news-feed-xml", "url")
    assert source.location == "https://www.quay.co.uk/News/feed.xml"
    assert source.publisher == Publisher("quay.co.uk", "quay.co.uk", "quay.co.uk")
    assert source.headers[0][0] == "Authorization"
    assert "pass-word" not in source.name + source.source_id
    assert source_of("http://127.0.0.1:8080/feed").publisher is None
    with pytest.raises(InvalidUrl):
        source_of("http://")


def test_a_path_makes_a_source_of_its_own(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.jsonl").write_text('{"text": "x"}')
    one, two = (source_of(str(tmp_path / folder / "t.jsonl")) for folder in ("one", "two"))
    assert (one.kind, one.name) == ("table", "t.jsonl")
    assert one.source_id.startswith("t-jsonl-")
    assert one.source_id != two.source_id
    assert only_document(list(read_local(one, NOW))).location == f"{tmp_path}/one/t.jsonl#1"


def test_a_folder_may_hold_texts_and_tables(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "a.jsonl").write_text('{"text": "1"}\n{"text": "2"}\n')
    (tmp_path / "c.csv").write_text("text\nx\n")
    (tmp_path / "out.csv").symlink_to("/etc/hostname")
    results = list(read_local(source_of(str(tmp_path)), NOW))
    assert [Path(one.location).name for one in results] == ["a.jsonl#1", "a.jsonl#2", "b.txt", "c.csv#2", "out.csv"]
    assert isinstance(results[-1], Rejection)
    tables = Source("t", "T", "table", str(tmp_path))
    assert len([one for one in read_local(tables, NOW) if isinstance(one, Document)]) >= 3


def test_a_remote_source_is_not_read_from_disk() -> None:
    with pytest.raises(UnknownKind):
        list(read_local(source_of("https://quay.example/"), NOW))


def test_a_table_of_another_suffix_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"")
    with pytest.raises(UnknownKind, match=r"\.parquet"):
        rows(tmp_path / "t.xlsx")
    with pytest.raises(LocationMissing):
        rows(tmp_path / "none.csv")

"""WARC files read: whole, packed, torn, damaged, foreign, and from where the last run ended."""

from __future__ import annotations

import gzip
import importlib
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from evaluation_data import connectors_folder
from wire_items import page, response, write_warc

from connectors.ledger import Ledger, Progress
from connectors.warc import is_warc_file, read_record, read_warc
from connectors.warc_http import Response, decoded_body, response_of, without_chunks
from transforms.errors import ArchiveError, LocationMissing
from transforms.model import Document, Rejection, Source

SOURCE = Source("crawl", "crawl", "warc", "/x")
HTML = ("Content-Type", "text/html")


def read(
    path: Path, ledger: Ledger | None = None, since: date | None = None
) -> tuple[list[Document], list[Rejection], Progress]:
    items = list(read_warc(path, SOURCE, ledger or Ledger(), since))
    progress = [one for one in items if isinstance(one, Progress)]
    return (
        [one for one in items if isinstance(one, Document)],
        [one for one in items if isinstance(one, Rejection)],
        progress[-1],
    )


def made(home: Path, name: str, records: Sequence[bytes]) -> Path:
    write_warc(home / name, records)
    return home / name


@pytest.mark.parametrize("name", ["c.warc", "c.warc.gz", "c.warc.zst"])
def test_pages_are_read_and_found_again_by_their_byte(tmp_path: Path, name: str) -> None:
    records = [
        response(0, b"software: x", kind="warcinfo"),
        response(1, b"", kind="request"),
        response(1),
        response(1, b"fetchTimeMs: 3", kind="metadata"),
        response(2, when="2026-03-03T10:00:00.5Z"),
        response(3, status="404 Not Found"),
        response(4, b"\x89PNG", headers=[("Content-Type", "image/png")]),
        response(5, b"dns", url="dns:paper.example", kind="resource"),
        response(1),
    ]
    offsets = write_warc(tmp_path / name, records)
    documents, rejections, progress = read(tmp_path / name)
    assert [one.location for one in documents] == ["https://paper1.example/1", "https://paper2.example/2"]
    assert documents[0].body == page(1)
    assert documents[1].fetched_at == datetime(2026, 3, 3, 10, 0, 0, 500_000, tzinfo=UTC)
    assert (documents[0].status_code, documents[0].form, documents[0].source_id) == (200, "html", "crawl")
    assert [one.kept_at.offset for one in documents if one.kept_at] == [offsets[2], offsets[4]]
    for one in documents:
        assert one.kept_at is not None
        again = read_record(Path(one.kept_at.path), one.kept_at.offset)
        assert (again.body, again.location, again.fetched_at) == (one.body, one.location, one.fetched_at)
    assert rejections == []
    assert progress.is_done
    assert progress.passed_over == {
        "warcinfo": 1,
        "request": 1,
        "metadata": 1,
        "no page": 2,
        "resource without a web address": 1,
        "duplicate": 1,
    }


def test_a_resource_record_of_html_is_a_page(tmp_path: Path) -> None:
    record = response(1, kind="resource").replace(b"Content-Type: text/plain", b"Content-Type: text/html")
    [document] = read(made(tmp_path, "c.warc", [record]))[0]
    assert (document.status_code, document.body) == (None, page(1))


@pytest.mark.parametrize("cut", [30, 150, 250])
@pytest.mark.parametrize("name", ["c.warc", "c.warc.gz", "c.warc.zst"])
def test_a_file_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path, name: str, cut: int) -> None:
    path = tmp_path / name
    offsets = write_warc(path, [response(number) for number in range(4)])
    path.write_bytes(path.read_bytes()[:-cut])
    documents, rejections, progress = read(path)
    assert len(documents) == 3
    assert len(rejections) == 1
    assert rejections[0].rule in ("truncated", "broken_warc")
    assert f"byte {offsets[3] if rejections[0].rule == 'truncated' else offsets[2]}" in rejections[0].reason
    assert progress.is_done


@pytest.mark.parametrize("name", ["c.warc.gz", "c.warc.zst"])
def test_a_damaged_member_is_passed_over_and_reported(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    offsets = write_warc(path, [response(number) for number in range(5)])
    body = bytearray(path.read_bytes())
    middle = (offsets[2] + offsets[3]) // 2
    body[middle : middle + 40] = bytes(40)
    path.write_bytes(bytes(body))
    documents, rejections, _ = read(path)
    assert {one.location[-1] for one in documents} == {"0", "1", "3", "4"}
    assert [one.rule for one in rejections] == ["broken_warc"]
    assert f"reading went on at byte {offsets[3]}" in rejections[0].reason


def test_a_file_packed_as_one_member_is_read_and_its_pages_are_not_left_there(tmp_path: Path) -> None:
    path = tmp_path / "c.warc.gz"
    path.write_bytes(gzip.compress(b"".join(response(number) for number in range(3))))
    documents, rejections, _ = read(path)
    assert len(documents) == 3
    assert [one.kept_at is None for one in documents] == [False, True, True]
    assert rejections == []


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("c.warc.lz4", b"\x04\x22\x4d\x18rest", "LZ4"),
        ("c.warc.gz", b"\x04\x22\x4d\x18rest", "LZ4"),
        ("c.arc", b"filedesc://x 0.0.0.0", "ARC file"),
        ("c.warc", b"<html>", "begins neither"),
        ("c.warc", b"", "begins neither"),
    ],
)
def test_a_file_that_is_no_warc_is_refused_in_words(tmp_path: Path, name: str, body: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(body)
    documents, [rejection], _ = read(tmp_path / name)
    assert documents == []
    assert rejection.rule == "not_warc"
    assert words in rejection.reason
    assert is_warc_file(tmp_path / name)


def test_a_body_in_chunks_and_packed(tmp_path: Path) -> None:
    packed = gzip.compress(page(1))
    chunked = b"".join(b"%x;x=1\r\n%b\r\n" % (len(piece), piece) for piece in (packed[:90], packed[90:])) + b"0\r\n\r\n"
    headers = [HTML, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"), ("Set-Cookie", "id=secret")]
    [document] = read(made(tmp_path, "c.warc.gz", [response(1, chunked, headers=headers)]))[0]
    assert document.body == page(1)
    assert "secret" not in str(document.http_headers)


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate"])
def test_headers_of_an_encoding_beside_a_decoded_body(tmp_path: Path, encoding: str) -> None:
    headers = [HTML, ("Transfer-Encoding", "chunked"), ("Content-Encoding", encoding)]
    [document] = read(made(tmp_path, "c.warc", [response(1, headers=headers)]))[0]
    assert document.body == page(1)


@pytest.mark.parametrize(
    ("chunked", "plain"),
    [
        (b"5\r\nhello\r\n0\r\n\r\n", b"hello"),
        (b"5\nhello\n0\n", b"hello"),
        (b"hello", b"hello"),
        (b"5\r\nhello\r\nwrong", b"hellowrong"),
        (b"ff\r\nhello", b"hello"),
        (b"", b""),
    ],
)
def test_chunks_right_and_wrong(chunked: bytes, plain: bytes) -> None:
    assert without_chunks(chunked) == plain


def test_a_page_over_the_limit_and_a_bomb_are_refused_and_hurt_no_other(tmp_path: Path) -> None:
    bomb = zlib.compress(b"<html>" + b" " * 40 * 2**20)
    records = [
        response(1, b"<html>" + b"x" * 11 * 2**20),
        response(2, bomb, headers=[HTML, ("Content-Encoding", "deflate")]),
        response(3, b"\x00\x01no gzip", headers=[HTML, ("Content-Encoding", "gzip")]),
        response(4),
    ]
    documents, rejections, _ = read(made(tmp_path, "c.warc.gz", records))
    assert [one.location[-1] for one in documents] == ["4"]
    assert [(one.rule, one.location[-1]) for one in rejections] == [
        ("too_large", "1"),
        ("too_large", "2"),
        ("undecodable", "3"),
    ]


def test_what_was_captured_before_the_dates_is_passed_over(tmp_path: Path) -> None:
    records = [response(1, when="2026-01-31T10:00:00Z"), response(2, when="2026-03-02T10:00:00Z")]
    path = made(tmp_path, "c.warc.gz", records)
    documents, _, progress = read(path, since=date(2026, 3, 1))
    assert [one.location[-1] for one in documents] == ["2"]
    assert progress.passed_over["captured before the dates"] == 1
    named = made(tmp_path, "CC-NEWS-20260110104055-00001.warc.gz", records)
    documents, _, progress = read(named, since=date(2026, 3, 1))
    assert documents == []
    assert progress.passed_over == {"file before the dates": 1}


def test_reading_goes_on_where_the_ledger_says(tmp_path: Path) -> None:
    path = made(tmp_path, "c.warc.gz", [response(number) for number in range(120)])
    whole = list(read_warc(path, SOURCE, Ledger()))
    marks = [(at, one) for at, one in enumerate(whole) if isinstance(one, Progress) and not one.is_done and one.offset]
    assert marks
    for at, mark in marks:
        before = {one.location for one in whole[:at] if isinstance(one, Document)}
        rest, _, last = read(path, Ledger({mark.location: mark}))
        after = {one.location for one in rest}
        assert before | after == {one.location for one in whole if isinstance(one, Document)}
        assert len(rest) < 120
        assert last.is_done
    done = whole[-1]
    assert isinstance(done, Progress)
    assert list(read_warc(path, SOURCE, Ledger({done.location: done}))) == []
    with path.open("ab") as file:
        file.write(gzip.compress(response(200)))
    assert len(read(path, Ledger({done.location: done}))[0]) == 121


def test_a_record_that_is_gone_is_said(tmp_path: Path) -> None:
    path = made(tmp_path, "c.warc.gz", [response(1), response(2, status="500 Oops")])
    with pytest.raises(ArchiveError, match=r"c\.warc\.gz at 7"):
        read_record(path, 7)
    with pytest.raises(ArchiveError):
        read_record(tmp_path / "gone.warc.gz", 0)
    with pytest.raises(LocationMissing):
        list(read_warc(tmp_path / "gone.warc.gz", SOURCE, Ledger()))


def test_odd_heads_of_responses() -> None:
    assert response_of(b"not http") is None
    folded = response_of(b"HTTP/1.1 200\nContent-Type: text/html;\n charset=utf-8\nbroken line\n\n<p>x")
    assert folded is not None
    assert (folded.media_type, folded.charset, folded.body) == ("text/html", "utf-8", b"<p>x")
    silent = response_of(b"HTTP/1.1 200 OK\r\n\r\n <!DOCTYPE html><p>x")
    assert silent is not None
    assert silent.is_html(frozenset({"text/html"}))
    assert decoded_body(Response(200, (), b"plain"), 100) == b"plain"


def test_a_date_that_is_none_is_the_servers(tmp_path: Path) -> None:
    record = response(1, headers=[HTML, ("Date", "Wed, 28 Jan 2009 17:05:56 GMT")])
    record = record.replace(b"2026-03-02T10:00:00Z", b"2008-10-294T05:21:46")
    [document] = read(made(tmp_path, "c.warc", [record]))[0]
    assert document.fetched_at == datetime(2009, 1, 28, 17, 5, 56, tzinfo=UTC)


def test_other_readers_files(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = connectors_folder("warc")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "bench"))
    for row in importlib.import_module("conformance_wire").warc_rows(folder):
        assert row.count > 0
        assert row.share >= row.floor, (row.what, row.missed)

"""The raw archive: what goes in comes out, other tools can read it, and a torn file costs only its torn end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from transforms.errors import ArchiveError
from transforms.model import Document, Hints, Publisher
from warehouse.archive import Archive, target_uri

RUN_ID = UUID(int=7)
NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
HOUSE = Path(__file__).parent.parent

PAGE = Document(
    location="https://daily.example/a b?x=1#top",
    body=b"<p>one</p>\r\n\r\n<p>two</p>",
    fetched_at=NOON,
    form="html",
    media_type="text/html",
    charset="utf-8",
    final_location="https://daily.example/final",
    status_code=200,
    http_headers=(
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("Content-Length", "17"),
        ("X-Two", "1"),
        ("X-Two", "2"),
        ("X-Odd", "ü\r\nX-Forged: 1"),
        ("no token", "x"),
    ),
    source_id="daily",
    feed_id="daily/feed",
    hints=Hints(title="Ü 😀", authors=("A", "B"), publisher=Publisher("daily.example", "Daily")),
)
FILE = Document(
    location="/news/ü folder/it's #1.txt", body="Grüße".encode(), fetched_at=NOON, form="text", captured_at=NOON
)
ROW = Document(location="/news/all.jsonl#12", body=b'{"id": 1}', fetched_at=NOON, form="row")
ENTRY = Document(location="tag:daily.example,2026:1 x\r\ny", body=b"", fetched_at=NOON, form="entry")
ALL = [PAGE, FILE, ROW, ENTRY]


def written(root: Path, *documents: Document) -> list[tuple[str, int]]:
    with Archive(root).writer(RUN_ID, started_at=NOON) as writer:
        places = [writer.append(document) for document in documents]
    return [(place.path, place.offset) for place in places]


def test_each_capture_is_read_back_exactly(tmp_path: Path) -> None:
    places = written(tmp_path, *ALL)
    assert [Archive(tmp_path).read(*place) for place in places] == ALL
    assert list(Archive(tmp_path).iterate(places[0][0])) == [
        (offset, document) for (_, offset), document in zip(places, ALL, strict=True)
    ]


TEXT = st.text(max_size=20)
DOCUMENTS = st.builds(
    Document,
    location=TEXT | st.builds("https://daily.example/{}".format, TEXT) | st.builds("/{}".format, TEXT),
    body=st.binary(max_size=200),
    fetched_at=st.datetimes(timezones=st.just(UTC)),
    form=st.sampled_from(["html", "text", "row", "entry", "feed"]),
    media_type=st.none() | TEXT,
    status_code=st.none() | st.integers(100, 599),
    http_headers=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    hints=st.builds(Hints, title=st.none() | TEXT, keywords=st.lists(TEXT, max_size=2).map(tuple)),
)


@settings(max_examples=40, deadline=None)
@given(documents=st.lists(DOCUMENTS, min_size=1, max_size=4))
def test_whatever_a_capture_holds_it_is_read_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Document]
) -> None:
    root = tmp_path_factory.mktemp("archive")
    places = written(root, *documents)
    assert [Archive(root).read(*place) for place in places] == documents
    with (root / places[0][0]).open("rb") as file:
        records = [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]
    assert len(records) == len(documents) + 1


def test_another_tool_reads_standard_records(tmp_path: Path) -> None:
    [(path, _), *_] = written(tmp_path, *ALL)
    found = []
    with (tmp_path / path).open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            body = record.content_stream().read()
            found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
            if record.rec_type == "response":
                headers = record.http_headers
                assert headers.get_statuscode() == "200"
                assert headers.get_header("Content-Length") == str(len(PAGE.body))
                assert headers.get_header("Content-Encoding") is None, "the body is kept decoded"
                assert headers.get_header("X-Newsfold-Orig-Content-Encoding") == "gzip"
                assert headers.get_header("X-Forged") is None
                assert record.rec_headers.get_header("WARC-Date") == "2026-03-01T12:00:00.123456Z"
                assert record.rec_headers.get_header("WARC-Payload-Digest") == f"sha256:{PAGE.sha256}"
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "resource", "resource", "resource"]
    assert [body for _, _, body in found[1:]] == [document.body for document in ALL]
    assert [uri for _, uri, _ in found[1:]] == [
        "https://daily.example/a%20b?x=1#top",
        "file:///news/%C3%BC%20folder/it%27s%20%231.txt",
        "file:///news/all.jsonl#12",
        "urn:newsfold:tag:daily.example%2C2026:1%20x%0D%0Ay",
    ]


def test_the_time_of_a_capture_is_written_in_utc(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 1, 17, 0, tzinfo=timezone(timedelta(hours=5)))
    document = Document(location="/a", body=b"x", fetched_at=moment, form="text")
    [(path, _)] = written(tmp_path, document)
    with (tmp_path / path).open("rb") as file:
        dates = [record.rec_headers.get_header("WARC-Date") for record in ArchiveIterator(file)]
    assert dates[1] == "2026-03-01T12:00:00.000000Z"


def test_cut_anywhere_a_file_gives_what_stands_whole_before_the_cut(tmp_path: Path) -> None:
    documents = [Document(location=f"/{n}", body=os.urandom(300), fetched_at=NOON, form="text") for n in range(6)]
    places = written(tmp_path, *documents)
    file = tmp_path / places[0][0]
    whole = file.read_bytes()
    ends = [*(offset for _, offset in places[1:]), len(whole)]
    for cut in range(0, len(whole), 97):
        file.write_bytes(whole[:cut])
        found = [document for _, document in Archive(tmp_path).iterate(places[0][0])]
        certain = sum(end <= cut for end in ends)
        assert found == documents[: len(found)]
        assert certain <= len(found) <= certain + 1, "the last may have all its bytes and lack only its check sum"


def test_a_damaged_record_is_refused_and_not_handed_out(tmp_path: Path) -> None:
    document = Document(location="/a", body=os.urandom(2000), fetched_at=NOON, form="text")
    [(path, offset)] = written(tmp_path, document)
    spoiled = bytearray((tmp_path / path).read_bytes())
    spoiled[-600] ^= 255
    (tmp_path / path).write_bytes(spoiled)
    with pytest.raises(ArchiveError, match=path):
        Archive(tmp_path).read(path, offset)


def test_a_file_that_is_there_is_never_written_again(tmp_path: Path) -> None:
    first = written(tmp_path, FILE)
    before = (tmp_path / first[0][0]).read_bytes()
    second = written(tmp_path, ROW)
    assert first[0][0] != second[0][0]
    assert (tmp_path / first[0][0]).read_bytes() == before
    assert Archive(tmp_path).paths() == [first[0][0], second[0][0]]


def test_a_run_that_archives_nothing_makes_no_file(tmp_path: Path) -> None:
    with Archive(tmp_path).writer(RUN_ID) as writer:
        writer.flush()
    assert Archive(tmp_path).paths() == []


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    with Archive(tmp_path).writer(RUN_ID, started_at=NOON, max_bytes=1) as writer:
        paths = [writer.append(document).path for document in ALL]
    assert len(set(paths)) == len(ALL)
    assert paths == sorted(paths)


def test_a_write_that_fails_is_cut_off_and_the_next_goes_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive(tmp_path).writer(RUN_ID, started_at=NOON) as writer:
        kept = writer.append(FILE)

        def full(out: BytesIO, *_: object) -> None:
            out.out.write(b"half a record")  # type: ignore[attr-defined]
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("warcio.warcwriter.WARCWriter.write_record", full)
            with pytest.raises(ArchiveError, match="No space left"):
                writer.append(ROW)
        again = writer.append(ROW)
    assert again.path != kept.path
    assert [document for _, document in Archive(tmp_path).iterate(kept.path)] == [FILE]
    assert Archive(tmp_path).read(again.path, again.offset) == ROW


@pytest.mark.parametrize("path", ["../outside.warc.gz", "/etc/hostname", "a/../../x"])
def test_nothing_outside_the_archive_is_read(tmp_path: Path, path: str) -> None:
    with pytest.raises(ArchiveError, match="outside the archive"):
        Archive(tmp_path).read(path, 0)


def test_what_is_no_capture_is_named(tmp_path: Path) -> None:
    [(path, offset)] = written(tmp_path, FILE)
    for bad in (0, offset + 3, 10**9):
        with pytest.raises(ArchiveError, match=f"{path} at {bad}"):
            Archive(tmp_path).read(path, bad)
    with pytest.raises(ArchiveError, match="missing"):
        list(Archive(tmp_path).iterate("missing.warc.gz"))


def test_flushed_records_survive_a_kill(tmp_path: Path) -> None:
    program = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from transforms.model import Document
from warehouse.archive import Archive
writer = Archive(Path(sys.argv[1])).writer(uuid4())
for number in range(10**9):
    place = writer.append(Document(location=f"/{number}", body=b"x" * 999, fetched_at=datetime.now(UTC), form="text"))
    writer.flush()
    print(place.path, place.offset, flush=True)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(20)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    acknowledged = [line.split() for line in [*lines, *rest.splitlines(keepends=True)] if line.endswith("\n")]
    for number, (path, offset) in enumerate(acknowledged):
        assert Archive(tmp_path).read(path, int(offset)).location == f"/{number}"
    assert len(list(Archive(tmp_path).iterate(acknowledged[0][0]))) >= len(acknowledged)


def test_an_address_in_a_uri_has_no_space_nor_line_end() -> None:
    for document in ALL:
        assert target_uri(document).isascii()
        assert not any(character.isspace() for character in target_uri(document))

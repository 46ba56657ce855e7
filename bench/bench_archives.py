"""Archives: what reading a WARC file costs beside fastwarc alone, and that memory stays flat however long it is.

Ratios, side by side in one run, in CPU time. The pages are made up here; --full reads a file ten times as long.
"""

from __future__ import annotations

import gzip
import random
import resource
import tempfile
from io import BytesIO
from pathlib import Path

from fastwarc.warc import ArchiveIterator
from measuring import arguments, in_turns, ratio
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from connectors.ledger import Ledger
from connectors.warc import read_warc
from transforms.model import Document, Source

_SOURCE = Source("bench", "bench", "warc", "")
_PAGES = 2_000


def main() -> None:
    options = arguments(__doc__)
    count = _PAGES * (10 if options.full else 1)
    with tempfile.TemporaryDirectory() as home:
        path = written(Path(home) / "bench.warc.gz", count)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        timed = in_turns({"fastwarc": lambda: bare(path), "newsfold": lambda: pages(path)}, 3)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(f"{count} pages, {path.stat().st_size / 2**20:.1f} MB packed; read: {timed['newsfold'].result}")
        for name, one in timed.items():
            print(f"{name:10} {one.median_s:.2f} s, {count / one.median_s:,.0f} pages a second")
        print(f"newsfold to fastwarc alone: {ratio(timed['newsfold'], timed['fastwarc']):.2f}")
        print(f"memory grew by {grown / 1024:.1f} MB while reading")


def written(path: Path, count: int) -> Path:
    """A file of pages of about 20 KB, each with its request."""
    chance = random.Random(5)
    words = ["".join(chance.choices("aeiourstlnmkd", k=chance.randint(3, 9))) for _ in range(5_000)]
    with path.open("wb") as file:
        for number in range(count):
            text = " ".join(chance.choices(words, k=2_800))
            file.write(_member(number, "request", b""))
            file.write(_member(number, "response", f"<html><body><p>{text}</p></body></html>".encode()))
    return path


def _member(number: int, kind: str, body: bytes) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=False)
    line = ("200 OK", "HTTP/1.1") if kind == "response" else ("GET / HTTP/1.1", "")
    head = StatusAndHeaders(line[0], [("Content-Type", "text/html")], protocol=line[1])
    record = writer.create_warc_record(
        f"https://paper.example/{number}",
        kind,
        payload=BytesIO(body),
        length=len(body),
        http_headers=head,
        warc_headers_dict={"WARC-Payload-Digest": "sha256:none"},
    )
    writer.write_record(record)
    return gzip.compress(out.getvalue(), compresslevel=3)


def bare(path: Path) -> int:
    """The bytes of all records, and nothing made of them."""
    with path.open("rb") as file:
        return sum(len(record.reader.read()) for record in ArchiveIterator(file, parse_http=False))


def pages(path: Path) -> int:
    """The pages, none of them kept."""
    return sum(isinstance(item, Document) for item in read_warc(path, _SOURCE, Ledger()))


if __name__ == "__main__":
    main()

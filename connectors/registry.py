"""The kinds of sources: one line each. A new kind is one file here, with a pure parse beside its fetch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

from connectors.files import is_page_file, is_wire_file, location_of, paths_under, read_one_file
from connectors.globs import is_pattern, matching
from connectors.ledger import Ledger, Progress
from connectors.mail import is_mailbox, read_mailbox
from connectors.naming import publisher_of_url, source_id_of_path, source_id_of_url
from connectors.redaction import without_secrets
from connectors.request_addresses import split_userinfo
from connectors.table import is_table_file, read_rows_on
from connectors.warc import is_warc_file, read_warc
from transforms.errors import LocationMissing, UnknownKind
from transforms.model import Document, Rejection, Source

Reported = Document | Rejection | Progress


@dataclass(frozen=True, slots=True)
class Asked:
    """What a local reader is asked for: a source, now, what the ledger does not have yet, and nothing that an archive
    captured before ``since``.
    """

    source: Source
    now: datetime
    ledger: Ledger = field(default_factory=Ledger)
    since: date | None = None


ReadLocal = Callable[[Path, Asked], Iterator[Reported]]

REMOTE_KINDS = ("feed", "sitemap", "section", "page", "url")
"""Fetched over HTTP: feed by polling.poll_feed, sitemap by a sitemap_walk, section and page by listed_pages and
sections, url by pages.open_url (its body decides)."""


def read_folder(path: Path, asked: Asked) -> Iterator[Reported]:
    """A file, or everything under a folder that is read here, in the order of paths: each by what it is."""
    yield from _read(path, asked, _is_read_here)


def _is_read_here(path: Path) -> bool:
    """Whether a file under a folder is one that is read: a page, text, table, WARC, mail or wire file."""
    return is_table_file(path) or is_warc_file(path) or is_mailbox(path) or is_page_file(path)


def _read(path: Path, asked: Asked, is_wanted: Callable[[Path], bool]) -> Iterator[Reported]:
    path = path.absolute()
    if not path.exists():
        raise LocationMissing(location_of(path), "no such file or folder")
    if not path.is_dir():
        yield from _read_file(path, asked)
        return
    root = path.resolve()
    for file in paths_under(path, is_wanted):
        if file.resolve().is_relative_to(root):
            yield from _read_file(file, asked)
        else:
            place = location_of(file)
            yield Rejection(place, "fetch", "outside", f"file refused: {place}: the link leads out of the folder")


def _read_file(path: Path, asked: Asked) -> Iterator[Reported]:
    """One file by what it is."""
    if is_table_file(path):
        yield from read_rows_on(path, asked.source, asked.now, asked.ledger)
    elif is_warc_file(path):
        yield from read_warc(path, asked.source, asked.ledger, asked.since)
    else:
        yield from _read_whole(path, asked)


def _read_whole(path: Path, asked: Asked) -> Iterator[Reported]:
    """A file that is taken whole or not at all."""
    start = asked.ledger.start_of(path, location_of(path))
    if start is None:
        return
    count = 0
    items = (
        read_mailbox(path, asked.source, asked.now)
        if is_mailbox(path)
        else iter([read_one_file(path, asked.source, asked.now)])
    )
    for item in items:
        count += 1
        yield item
    yield replace(start, offset=1, is_done=True, item_count=count)


CONNECTORS: Mapping[str, ReadLocal] = MappingProxyType(
    {
        "files": read_folder,
        "table": lambda path, asked: read_rows_on(path, asked.source, asked.now, asked.ledger),
        "warc": lambda path, asked: _read(path, asked, is_warc_file),
        "wire": lambda path, asked: _read(path, asked, is_wire_file),
    }
)
"""Local kinds: read a path, now. Remote ones are REMOTE_KINDS."""

KINDS = (*REMOTE_KINDS, *CONNECTORS, "inbox")
"""An inbox is a folder that is looked into again and again: connectors.inbox."""


def kind_of(location: str) -> str:
    """The kind that a location has by itself: url, files, table or warc.

    Raises LocationMissing for a path that is not there and UnknownKind for an address that is not http(s).
    """
    scheme = location.strip().partition(":")[0].lower()
    if scheme in ("http", "https") and ":" in location:
        return "url"
    if "://" in location and scheme != "file":
        raise UnknownKind(without_secrets(location)[:300], f"{scheme[:30]} is neither http nor https")
    path = path_of(location)
    if is_pattern(path):
        return "table" if is_table_file(path) else "files"
    if not path.exists():
        raise LocationMissing(location_of(path), "no such file or folder")
    if path.is_dir():
        return "files"
    return "table" if is_table_file(path) else "warc" if is_warc_file(path) else "files"


def source_of(location: str, kind: str | None = None) -> Source:
    """The source that a location named on the command line is: id and publisher from its address or path.

    ``user:password@`` becomes a header. Raises as kind_of does, and InvalidUrl.
    """
    kind = kind or kind_of(location)
    if kind in REMOTE_KINDS:
        address, headers = split_userinfo(location.strip())
        name = without_secrets(address)
        return Source(
            source_id_of_url(address), name, kind, address, publisher=publisher_of_url(address), headers=headers
        )
    path = path_of(location)
    return Source(source_id_of_path(path), path.name or str(path), kind, location_of(path))


def read_local(source: Source, now: datetime) -> Iterator[Document | Rejection]:
    """The captures of a local source. Raises LocationMissing, and UnknownKind for a remote or unknown kind."""
    for item in read_on(Asked(source, now)):
        if not isinstance(item, Progress):
            yield item


def read_on(asked: Asked) -> Iterator[Reported]:
    """The captures of a local source that the ledger does not have yet, and the progress made; raises as read_local."""
    path = Path(asked.source.location)
    if asked.source.kind == "inbox":
        yield from read_folder(path, asked)
        return
    reader = CONNECTORS.get(asked.source.kind)
    if reader is None:
        raise UnknownKind(asked.source.location, f"{asked.source.kind!r} is no kind that is read from disk")
    if not is_pattern(path):
        yield from reader(path, asked)
        return
    for found in matching(path, location_of(path)):
        # each file as if it had been named; what is wrong with one is no matter of the others
        if isinstance(found, Rejection):
            yield found
        else:
            yield from CONNECTORS[kind_of(str(found))](found, asked)


def path_of(location: str) -> Path:
    """The absolute path that a location names; a leading ~ is the home folder, file:// may stand before it."""
    if location.lower().startswith("file://"):
        location = unquote(location[len("file://") :])
    return Path(location).expanduser().absolute()

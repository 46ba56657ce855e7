"""The kinds of sources: one line each. A new kind is one file here, with a pure parse beside its fetch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

from connectors.files import is_page_file, location_of, paths_under, read_files, read_one_file
from connectors.globs import is_pattern, matching
from connectors.naming import publisher_of_url, source_id_of_path, source_id_of_url
from connectors.redaction import without_secrets
from connectors.request_addresses import split_userinfo
from connectors.table import is_table_file, read_rows
from transforms.errors import LocationMissing, UnknownKind
from transforms.model import Document, Rejection, Source

ReadLocal = Callable[[Path, Source, datetime], Iterator[Document | Rejection]]

REMOTE_KINDS = ("feed", "sitemap", "section", "page", "url")
"""Fetched over HTTP: feed by polling.poll_feed, sitemap by a sitemap_walk, section and page by listed_pages and
sections, url by pages.open_url (its body decides)."""


def read_folder(path: Path, source: Source, now: datetime) -> Iterator[Document | Rejection]:
    """A file, or all text, HTML and table files under a folder, in the order of their paths."""
    path = path.absolute()
    if not path.is_dir():
        yield from read_files(path, source, now)
        return
    for file in paths_under(path, lambda file: is_page_file(file) or is_table_file(file)):
        if is_page_file(file):
            yield read_one_file(file, source, now, folder=path)
        elif file.resolve().is_relative_to(path.resolve()):
            yield from read_rows(file, source, now)
        else:
            place = location_of(file)
            yield Rejection(place, "fetch", "outside", f"file refused: {place}: the link leads out of the folder")


CONNECTORS: Mapping[str, ReadLocal] = MappingProxyType({"files": read_folder, "table": read_rows})
"""Local kinds: read a path, now. Remote ones are REMOTE_KINDS."""

KINDS = (*REMOTE_KINDS, *CONNECTORS, "inbox")
"""An inbox is a folder that is looked into again and again: connectors.inbox."""


def kind_of(location: str) -> str:
    """The kind that a location has by itself: url, files or table.

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
    return "table" if path.is_file() and is_table_file(path) else "files"


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
    if source.kind == "inbox":
        yield from read_folder(Path(source.location), source, now)
        return
    reader = CONNECTORS.get(source.kind)
    if reader is None:
        raise UnknownKind(source.location, f"{source.kind!r} is no kind that is read from disk")
    path = Path(source.location)
    if not is_pattern(path):
        yield from reader(path, source, now)
        return
    for found in matching(path, location_of(path)):
        # each file as if it had been named; what is wrong with one is no matter of the others
        if isinstance(found, Rejection):
            yield found
        else:
            yield from CONNECTORS[kind_of(str(found))](found, source, now)


def path_of(location: str) -> Path:
    """The absolute path that a location names; a leading ~ is the home folder, file:// may stand before it."""
    if location.lower().startswith("file://"):
        location = unquote(location[len("file://") :])
    return Path(location).expanduser().absolute()

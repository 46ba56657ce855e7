"""Which pages that a sitemap lists have to be asked for, by what the warehouse knows of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from connectors.pages import WantedPage
from connectors.sitemap import SitemapUrl
from connectors.sitemap_walk import stamped_alike
from flows.fetching_entries import validators_of
from flows.running import Run
from flows.tombstones import RULE as FORGOTTEN
from transforms.addresses import address_key
from transforms.errors import InvalidUrl
from transforms.model import Hints, Publisher
from warehouse.lookups import Lookups
from warehouse.rows import ArticleDocumentRow, DocumentRow, RejectionRow

LASTING = frozenset({"gone", "robots", "blocked_ssrf", "invalid_url", "scheme"})
"""Rules of rejections after which a page is not asked for again, unless its sitemap says that it changed since."""


@dataclass(slots=True)
class ListedPages:
    """The pages of one sitemap, sorted: to be asked for; kept, but never made an article of (their capture may be of
    an earlier range of dates); and known, with nothing to do.
    """

    wanted: list[WantedPage] = field(default_factory=list)
    stored: list[DocumentRow] = field(default_factory=list)
    known_count: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    captures: dict[str, DocumentRow]
    refused_at: dict[str, datetime]
    lasting: frozenset[str]
    articles: dict[str, datetime]
    settled: frozenset[object]


def listed_pages(run: Run, urls: Sequence[SitemapUrl], publisher: Publisher | None) -> ListedPages:
    """Sort the pages of a sitemap. Reads the warehouse once."""
    with run.looking() as reads:
        known = _known(reads, urls)
    stamp = stamped_alike(urls)
    pages = ListedPages()
    for url in urls:
        # A stamp that all share is the moment when the list was made.
        modified_at = url.modified_at if url.modified != stamp else None
        capture = known.captures.get(url.location)
        if capture is None or capture.form == "entry":
            if capture is None and _is_settled(url.location, known, modified_at):
                pages.known_count += 1
            else:
                pages.wanted.append(WantedPage(url.location, _hints(url, publisher)))
        elif _says_changed(capture, url, modified_at):
            pages.wanted.append(WantedPage(url.location, _hints(url, publisher), validators_of(capture)))
        elif not run.dates.is_open and _is_unsettled(capture, known):
            pages.stored.append(capture)
        else:
            pages.known_count += 1
    return pages


def latest_captures(rows: Iterable[DocumentRow]) -> dict[str, DocumentRow]:
    """The newest capture of each location."""
    return {row.location: row for row in sorted(rows, key=lambda row: row.last_seen_at)}


def _known(reads: Lookups, urls: Sequence[SitemapUrl]) -> _Known:
    places = [(url.location,) for url in urls]
    rows = [row for row in reads.stored(DocumentRow, ("location",), places) if row.form != "feed"]
    refused = reads.stored(RejectionRow, ("location",), places)
    keys = {spelling: url.location for url in urls if (spelling := _spelling(url.location))}
    found = reads.keys([("url", spelling) for spelling in keys])
    articles = reads.articles(found.values())
    told = reads.stored(ArticleDocumentRow, ("document_id",), [(row.document_id,) for row in rows])
    return _Known(
        latest_captures(rows),
        {row.location: row.rejected_at for row in refused},
        frozenset(row.location for row in refused if _lasts(row)),
        {keys[text]: articles[one].last_seen_at for (_, text), one in found.items() if one in articles},
        frozenset(row.document_id for row in told),
    )


def _lasts(row: RejectionRow) -> bool:
    return row.rule == FORGOTTEN or (row.stage == "fetch" and row.rule in LASTING)


def _is_settled(location: str, known: _Known, modified_at: datetime | None) -> bool:
    """Whether a page without a capture is known all the same: to be gone, or its article by another spelling of its
    address; and did not change since.
    """
    at = known.refused_at[location] if location in known.lasting else known.articles.get(location)
    return at is not None and (modified_at is None or modified_at <= at)


def _says_changed(capture: DocumentRow, url: SitemapUrl, modified_at: datetime | None) -> bool:
    """Whether the sitemap tells of a change after the capture: by the last change, or by another headline than it
    gave for the capture.
    """
    if modified_at is not None and modified_at > capture.last_seen_at:
        return True
    kept = json.loads(capture.extra) if capture.extra else {}
    told = kept.get("title")
    return bool(url.title and told and kept.get("modified") != url.modified and told != url.title)


def _is_unsettled(capture: DocumentRow, known: _Known) -> bool:
    return capture.document_id not in known.settled and capture.location not in known.refused_at


def _hints(url: SitemapUrl, publisher: Publisher | None) -> Hints:
    named = publisher
    if publisher is not None and url.publication and publisher.name in (publisher.publisher_id, publisher.domain):
        named = replace(publisher, name=url.publication)
    return Hints(
        title=url.title,
        published=url.published,
        modified=url.modified,
        language=url.language,
        keywords=url.keywords,
        image_url=url.images[0] if url.images else None,
        publisher=named,
    )


def _spelling(location: str) -> str | None:
    try:
        return address_key(location)
    except InvalidUrl:
        return None

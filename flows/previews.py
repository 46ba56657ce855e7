"""What would come out of a source, without anything being written: its entries, and some of its articles."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from connectors.client import Client, ClientOptions
from connectors.discovery import Discovery, discover
from connectors.entries import entry_document, entry_hints, plain_text
from connectors.feed import Feed, FeedEntry
from connectors.listed_pages import listed_pages
from connectors.pages import WantedPage, fetch_pages, open_url
from connectors.polling import FeedState, Poll, poll_feed
from connectors.registry import REMOTE_KINDS, read_local
from connectors.sitemap import MAX_BYTES as SITEMAP_BYTES
from connectors.sitemap import Sitemap, SitemapLink
from connectors.sitemap_walk import SitemapWalk, feed_of_sitemap
from connectors.source_manners import headers_for
from flows.captures import capture_of
from flows.looking_cuts import pieces_of
from flows.parsing_pool import Parsed, ParsingPool
from transforms.errors import NewsfoldError
from transforms.model import Article, Document, Hints, Rejection, Source
from transforms.selecting import CUT_RULE

MOST_ENTRIES = 10
MOST_ARTICLES = 3
MOST_SITEMAPS = 4


@dataclass(frozen=True, slots=True)
class EntryPreview:
    """One entry of a feed, or one link of a section page."""

    title: str | None
    url: str | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class ArticlePreview:
    """One article as it would be stored; ``error`` says why there is none.

    ``cut`` counts blocks by their rule, ``page`` has kept and cut blocks in the order of the page.
    """

    location: str
    title: str | None = None
    published: str | None = None
    published_from: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    word_count: int = 0
    paragraph_count: int = 0
    cut: dict[str, int] = field(default_factory=dict)
    opening: str = ""
    error: str | None = None
    page: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Preview:
    """What a source would bring. ``problems`` are what is wrong, ``notes`` what is worth knowing."""

    name: str
    kind: str
    location: str
    entry_count: int = 0
    undated_count: int = 0
    entries: list[EntryPreview] = field(default_factory=list)
    articles: list[ArticlePreview] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        from dataclasses import asdict

        return asdict(self)


def discovered(pool: ParsingPool, source: Source) -> Discovery:
    """What can be subscribed to at an address. Raises FetchFailed and InvalidUrl."""

    async def search() -> Discovery:
        async with Client(ClientOptions.from_environment()) as client:
            return await discover(client, source, pool.parse_feed, pool.parse_section)

    return asyncio.run(search())


def preview(pool: ParsingPool, source: Source, now: datetime, most: int = MOST_ARTICLES) -> Preview:
    """What this source would bring now. What goes wrong is among its problems, never raised."""
    found = Preview(source.name, source.kind, FeedState.of(source).location)
    try:
        if source.kind in REMOTE_KINDS:
            asyncio.run(_remote(pool, source, now, most, found))
        else:
            _local(pool, source, now, most, found)
    except NewsfoldError as error:
        found.problems.append(str(error))
    _judge(found, source)
    return found


async def _remote(pool: ParsingPool, source: Source, now: datetime, most: int, found: Preview) -> None:
    async with Client(ClientOptions.from_environment()) as client:
        if source.kind == "page":
            listed = listed_pages(source)
            found.problems += [one.reason for one in listed if isinstance(one, Rejection)]
            pages = [one for one in listed if isinstance(one, str)]
            found.entry_count = len(pages)
            await _pages(pool, client, source, [WantedPage(one) for one in pages[:most]], now, found)
            return
        polled = await _asked(pool, client, source, now)
        if isinstance(polled, Document):
            found.kind, found.entry_count = "page", 1
            _articles(pool, source, [polled], found)
            return
        if polled.error is not None:
            found.problems.append(str(polled.error))
        if polled.feed is not None:
            _entries(polled.feed, found)
        if polled.document is not None and polled.document.final_location:
            found.notes.append(f"it is redirected to {polled.document.final_location}")
        chosen = [entry for entry in polled.entries if entry.link][:most]
        feed = polled.feed or Feed()
        wanted = [WantedPage(one.link, _hints(one, feed, source)) for one in chosen if one.link]
        await _pages(pool, client, source, wanted, now, found)
        if not chosen and polled.feed is not None:
            _articles(pool, source, _own_texts(polled.feed, source, now, most), found)


def _hints(entry: FeedEntry, feed: Feed, source: Source) -> Hints:
    hints = entry_hints(entry, feed)
    return replace(hints, publisher=source.publisher or hints.publisher)


async def _asked(pool: ParsingPool, client: Client, source: Source, now: datetime) -> Poll | Document:
    if source.kind == "section":
        return await poll_feed(client, source, None, now, pool.parse_section)
    if source.kind == "sitemap":
        return Poll(FeedState.of(source), feed=await _first_sitemap(pool, client, source))
    if source.kind == "url":
        opened = await open_url(client, source, now, pool.parse_feed)
        if isinstance(opened, (Poll, Document)):
            return opened
    return await poll_feed(client, source, None, now, pool.parse_feed)


async def _first_sitemap(pool: ParsingPool, client: Client, source: Source) -> Feed:
    """The newest pages of the first sitemap with pages, below an index a few steps down. Raises NewsfoldError."""
    walk = SitemapWalk(sites=(source.location,))
    walk.enter([SitemapLink(source.location)])
    for _ in range(MOST_SITEMAPS):
        place = walk.next()
        if place is None:
            break
        fetched = await client.fetch(
            place.location, max_bytes=SITEMAP_BYTES, headers=headers_for(source, place.location)
        )
        sitemap = await asyncio.to_thread(pool.parse_sitemap, fetched.body, fetched.final_url)
        pages = walk.take(place, sitemap)
        if pages:
            return feed_of_sitemap(Sitemap(urls=tuple(pages)), limit=len(pages))
    return Feed(version="sitemap")


def _entries(feed: Feed, found: Preview) -> None:
    found.entry_count = len(feed.entries)
    if feed.version != "section":
        found.undated_count = sum(entry.published_at is None and entry.updated_at is None for entry in feed.entries)
        without = sum(not entry.link for entry in feed.entries)
        if without:
            found.notes.append(f"{without} of {len(feed.entries)} entries have no link: their own text is taken")
    if feed.fault:
        found.notes.append(f"not well-formed: {feed.fault}")
    if feed.is_truncated:
        found.notes.append("it has more entries than are read")
    found.entries = [_entry(entry) for entry in feed.entries[:MOST_ENTRIES]]


def _entry(entry: FeedEntry) -> EntryPreview:
    return EntryPreview(plain_text(entry.title) or None, entry.link, entry.published_at or entry.updated_at)


def _own_texts(feed: Feed, source: Source, now: datetime, most: int) -> list[Document]:
    entries = [entry for entry in feed.entries if entry.content or entry.summary][:most]
    return [entry_document(entry, feed, feed_location=source.location, fetched_at=now) for entry in entries]


async def _pages(  # noqa: PLR0917
    pool: ParsingPool, client: Client, source: Source, wanted: Sequence[WantedPage], now: datetime, found: Preview
) -> None:
    results = {one: result async for one, result in _placed(client, wanted, source, now)}
    documents = []
    for page in wanted:
        result = results.get(page.url)
        if isinstance(result, Rejection):
            found.articles.append(ArticlePreview(page.url, error=result.reason))
        elif isinstance(result, Document):
            documents.append(result)
    _articles(pool, source, documents, found)


async def _placed(client: Client, wanted: Sequence[WantedPage], source: Source, now: datetime) -> Any:
    async for result in fetch_pages(client, wanted, source, now=now):
        if isinstance(result, (Document, Rejection)):
            place = result.extra.get("url", result.location) if isinstance(result, Rejection) else result.location
            yield place, result


def _articles(pool: ParsingPool, source: Source, documents: Sequence[Document], found: Preview) -> None:
    with_rules = [replace(one, selectors=source.selectors) for one in documents]
    found.articles += [_article(parsed) for parsed in pool.parse_documents(with_rules)]
    if source.selectors is not None and documents:
        plain = [parsed.article for parsed in pool.parse_documents(documents)]
        _judge_selectors(found, source, plain)


def _judge_selectors(found: Preview, source: Source, plain: Sequence[Article | None]) -> None:
    selectors = source.selectors
    if selectors is None:
        return
    if selectors.cut and not any(CUT_RULE in one.cut for one in found.articles):
        found.notes.append(f"cut selects nothing on {len(plain)} pages: {', '.join(selectors.cut)}")
    counts = [article.word_count for article in plain if article]
    if selectors.body and counts == [one.word_count for one in found.articles if not one.error]:
        found.notes.append(f"body makes no difference on {len(plain)} pages: {', '.join(selectors.body)}")


def _article(parsed: Parsed) -> ArticlePreview:
    article, place = parsed.article, parsed.document.location
    if article is None or parsed.fingerprint is None:
        return ArticlePreview(place, error=str(parsed.error))
    article = capture_of(parsed.document, article, parsed.fingerprint).article
    published = article.published_on.isoformat() if article.published_on else None
    if article.published_precision in ("second", "minute") and article.published_at:
        published = article.published_at.isoformat(timespec="minutes")
    return ArticlePreview(
        place,
        article.title,
        published,
        article.published_from,
        article.authors,
        article.language,
        article.word_count,
        article.paragraph_count,
        dict(sorted(Counter(block.rule for block in article.removed).items())),
        article.paragraphs[0] if article.paragraphs else "",
        page=[piece.to_json() for piece in pieces_of(article.paragraphs, article.removed)],
    )


def _local(pool: ParsingPool, source: Source, now: datetime, most: int, found: Preview) -> None:
    items = list(itertools.islice(read_local(source, now), 1000))
    found.entry_count = len(items)
    refused = [one for one in items if isinstance(one, Rejection)]
    found.problems += [one.reason for one in refused[:MOST_ENTRIES]]
    documents = [one for one in items if isinstance(one, Document)]
    found.entries = [EntryPreview(one.hints.title, one.location, None) for one in documents[:MOST_ENTRIES]]
    _articles(pool, source, documents[:most], found)


def _judge(found: Preview, source: Source) -> None:
    failed = [one for one in found.articles if one.error]
    found.problems += [str(one.error) for one in failed]
    if not found.entry_count and not found.problems:
        found.problems.append(f"nothing came out of it: {found.location}: it is empty; look at it in a browser")
    undated = [one for one in found.articles if not one.error and not one.published]
    if undated:
        found.notes.append(f"no date was found for {len(undated)} of {len(found.articles)} articles")
    expected = source.expectations
    if expected and expected.largest_undated_share is not None and found.articles:
        share = len(undated) / len(found.articles)
        if share > expected.largest_undated_share:
            found.problems.append(f"{share:.0%} without a date, at most {expected.largest_undated_share:.0%} expected")

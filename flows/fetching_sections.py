"""One look at a section page or a list of pages: the articles that are new, and the state to commit with them.

A section page is polled like a feed: its links to articles are the entries. What is new among them is told by what is
stored: an address that was captured, is known as an article's, or was refused for good is not asked for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from connectors.client import Client, Validators
from connectors.listed_pages import asked_state, listed_pages
from connectors.pages import WantedPage, fetch_pages, may_come_later
from connectors.polling import FeedState, Poll, poll_feed
from flows.fetched import Fetched
from flows.known_pages import latest_captures
from flows.polling_rows import event_rows, feed_row
from flows.running import Item, Riders, Run
from transforms.addresses import address_key, canonical_url
from transforms.errors import InvalidUrl
from transforms.model import Document, Hints, Rejection, Source
from warehouse.rows import ArticleKeyRow, DocumentRow, RejectionRow
from warehouse.source_reads import links_of_feed

MOST_LINKS = 100

FOR_GOOD = frozenset({"gone", "blocked", "robots", "redirects", "scheme", "too_large", "blocked_ssrf", "invalid_url"})
"""Rules of refusals that asking again does not change."""

PATIENCE = timedelta(days=1)
"""So long a page that fails in another way is asked for at each look."""


async def fetch_listed(client: Client, run: Run, source: Source, known: FeedState | None, now: datetime) -> Fetched:
    """What a source of kind ``section`` or ``page`` brings now. Raises LocationMissing for a list that is not there."""
    state = replace(known or FeedState.of(source), kind=source.kind)
    if source.kind == "section":
        return await _section(client, run, source, state, now)
    return await _pages(client, run, source, state, now)


async def _section(client: Client, run: Run, source: Source, state: FeedState, now: datetime) -> Fetched:
    with run.looking() as reads:
        articles, others = links_of_feed(reads, state.feed_id)
    parse = partial(run.pool.parse_section, articles=articles, others=others)
    poll = await poll_feed(client, source, state, now, parse)
    state = replace(poll.feed_state, kind="section")
    if poll.error is not None:
        refused = Rejection(state.location, "fetch", _rule(poll.error), str(poll.error), source_id=source.source_id)
        items: list[Item] = [poll.document] if poll.document else []
        digest = poll.document.sha256 if poll.document else None
        items.append(replace(refused, document_sha256=digest))
        riders = Riders(feeds=[feed_row(state)], feed_events=event_rows(poll.events))
        return Fetched(items, riders, f"{state.state}: {poll.error}")
    wanted, left = _new_links(run, source, poll)
    results = [one async for one in fetch_pages(client, wanted, source, feed_id=state.feed_id, now=now)]
    items = [one for one in results if isinstance(one, (Document, Rejection))]
    if wanted and poll.document is not None:
        # a page whose links are all known is not archived, however its advertisements change
        items.insert(0, poll.document)
    if left or any(isinstance(one, Rejection) and may_come_later(one) for one in results):
        # what waits for the next look must be listed again
        state = state.without_validators()
    line = f"{len(poll.entries)} links to articles, {len(wanted)} of them new" if poll.feed else "not modified"
    return Fetched(items, Riders(feeds=[feed_row(state)], feed_events=event_rows(poll.events)), line)


def _rule(error: Exception) -> str:
    return str(getattr(error, "rule", "fetch_failed"))


def _new_links(run: Run, source: Source, poll: Poll) -> tuple[list[WantedPage], int]:
    """The links that nothing is known of, at most so many as the source allows, and how many more there are."""
    titles: dict[str, str | None] = {}
    for entry in poll.entries:
        if entry.link and (place := _spelling(entry.link)):
            titles.setdefault(place, entry.title)
    fresh = _unknown(run, list(titles))
    most = int(dict(source.options).get("most_links", MOST_LINKS))
    wanted = [WantedPage(place, Hints(title=titles[place], publisher=source.publisher)) for place in fresh[:most]]
    return wanted, max(0, len(fresh) - most)


def _spelling(link: str) -> str | None:
    try:
        return canonical_url(link)
    except InvalidUrl:
        return None


def _unknown(run: Run, places: Sequence[str]) -> list[str]:
    """Those that were never captured, are no article's address, and were not refused for good."""
    if not places:
        return []
    keys = {place: address_key(place) for place in places}
    with run.looking() as reads:
        captured = {row.location for row in reads.stored(DocumentRow, ("location",), [(one,) for one in places])}
        articles = reads.stored(ArticleKeyRow, ("kind", "key"), [("url", key) for key in keys.values()])
        refused = reads.stored(RejectionRow, ("location",), [(one,) for one in places])
    known = {row.key for row in articles}
    gone = {row.location for row in refused if row.stage == "fetch" and not _may_pass(row, run.clock())}
    return [one for one in places if one not in captured and one not in gone and keys[one] not in known]


def _may_pass(row: RejectionRow, now: datetime) -> bool:
    return row.rule not in FOR_GOOD and now - row.rejected_at < PATIENCE


async def _pages(client: Client, run: Run, source: Source, state: FeedState, now: datetime) -> Fetched:
    """Every page of the source, asked for conditionally."""
    listed = listed_pages(source)
    wanted = _with_validators(run, [one for one in listed if isinstance(one, str)], source)
    refused: list[Item] = [one for one in listed if isinstance(one, Rejection)]
    results = [one async for one in fetch_pages(client, wanted, source, feed_id=state.feed_id, now=now)]
    failures = [one for one in results if isinstance(one, Rejection)]
    items = [one for one in results if isinstance(one, (Document, Rejection))]
    unchanged = len(results) - len(items)
    error = failures[0].reason if failures and len(failures) == len(results) else None
    state = asked_state(state, source, now, error)
    line = f"{len(results)} pages, {unchanged} not modified, {len(failures)} failed" if results else "no address in it"
    return Fetched([*refused, *items], Riders(feeds=[feed_row(state)]), line, unchanged)


def _with_validators(run: Run, places: Iterable[str], source: Source) -> list[WantedPage]:
    wanted = list(dict.fromkeys(places))
    with run.looking() as reads:
        rows = reads.stored(DocumentRow, ("location",), [(place,) for place in wanted])
    latest = latest_captures(row for row in rows if row.form != "feed")
    hints = Hints(publisher=source.publisher)
    return [
        WantedPage(place, hints, Validators(known.etag, known.last_modified) if known else None)
        for place in wanted
        for known in [latest.get(place)]
    ]

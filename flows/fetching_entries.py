"""From the entries of a polled feed to captures: the pages that are new or say that they changed, and what entries
carry themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from connectors.client import Client, Validators
from connectors.entries import entry_document, entry_hints
from connectors.feed import Feed
from connectors.feed_identity import ListedItem, Trust, recognised
from connectors.feed_moves import is_ready_to_move, moved
from connectors.feed_states import FeedEvent, FeedState
from connectors.pages import PageResult, UnchangedPage, WantedPage, fetch_pages, may_come_later
from connectors.polling import Poll
from flows.feed_memory import Recalled, item_row
from flows.fetched import Fetched
from flows.polling_rows import event_rows, feed_row
from flows.running import Item, Riders
from flows.tombstones import refusal_at
from transforms.model import Document, Hints, Rejection, Source
from warehouse.rows import DocumentRow


async def polled(client: Client, source: Source, poll: Poll, recalled: Recalled, now: datetime) -> Fetched:
    """The items of a good poll: the feed's bytes, then the pages of entries that are new or say that they changed."""
    listed, state, events = _settled(poll, source, recalled, now)
    items: list[Item] = [poll.document] if poll.document else []
    listed, refused = _without_forgotten(listed, recalled, source)
    if refused is not None:
        # the feed's own bytes carry what was forgotten
        items = list(refused)
    if poll.feed is None:
        return Fetched(items, Riders(feeds=[feed_row(state)], feed_events=event_rows(events)), "not modified")
    reading = _Reading(source, poll.feed, state, now)
    wanted = {page.url: (item, page) for item in listed if (page := reading.wanted(item, recalled)) is not None}
    pages = [page for _, page in wanted.values()]
    results = [result async for result in fetch_pages(client, pages, source, feed_id=state.feed_id, now=now)]
    failed = set()
    for result in results:
        if isinstance(result, Rejection):
            item = wanted[result.extra["url"]][0] if result.extra.get("url") in wanted else None
            items.extend([result, *reading.instead(item)])
            failed |= {item.now.item_id} if item is not None and may_come_later(result) else set()
        elif isinstance(result, Document):
            items.append(result)
    items.extend(reading.own(item) for item in listed if reading.has_news(item))
    # Pages that may come later must be listed again by the next poll, and still count as not read.
    state = state.without_validators() if failed else state
    kept = [item.before if item.before and item.now.item_id in failed else item.now for item in listed]
    riders = Riders(
        feeds=[feed_row(state)],
        feed_items=[item_row(state.feed_id, one) for one in kept],
        feed_events=event_rows(events),
    )
    line = f"{len(poll.entries)} entries, {len(pages)} pages asked for"
    return Fetched(items, riders, line, _unchanged(results))


def _without_forgotten(
    listed: Sequence[ListedItem], recalled: Recalled, source: Source
) -> tuple[tuple[ListedItem, ...], list[Rejection] | None]:
    """The entries but those that were forgotten, and what is to be said of these, once each; None where none were."""
    kept = tuple(item for item in listed if item.now.link_key not in recalled.forgotten)
    if len(kept) == len(listed):
        return kept, None
    gone = {item.now.link for item in listed if item.now.link_key in recalled.forgotten} - recalled.told
    return kept, [refusal_at(link, source.source_id) for link in sorted(link for link in gone if link)]


def _unchanged(results: Sequence[PageResult]) -> int:
    return sum(isinstance(result, UnchangedPage) for result in results)


def trust_of(state: FeedState) -> Trust:
    """The keys that a feed's entries are known by, as they were learned."""
    keys = (state.trusts_guid, state.trusts_link, state.trusts_canonical)
    guid, link, canonical = (one is not False for one in keys)
    return Trust(guid, link, canonical, state.identity_reason)


def _settled(
    poll: Poll, source: Source, recalled: Recalled, now: datetime
) -> tuple[tuple[ListedItem, ...], FeedState, tuple[FeedEvent, ...]]:
    """The entries with their identities, and the state after what they show: keys to distrust, an address to adopt."""
    state, events = poll.feed_state, list(poll.events)
    before = trust_of(state)
    listed, trust = recognised(poll.entries, recalled.items, before, now)
    if trust != before:
        state = replace(state, trusts_guid=trust.guid, trusts_link=trust.link, identity_reason=trust.reason)
        events.append(FeedEvent(state.feed_id, now, "identity", str(before), str(trust), trust.reason))
    if is_ready_to_move(state, now) and any(item.before is not None for item in listed):
        state, event = moved(state, source, now)
        events.append(event)
    return listed, state, tuple(events)


class _Reading:
    """How the entries of one poll become captures."""

    def __init__(self, source: Source, feed: Feed, state: FeedState, now: datetime) -> None:
        self._source, self._feed, self._state, self._now = source, feed, state, now
        self._trust = trust_of(state)

    def wanted(self, item: ListedItem, recalled: Recalled) -> WantedPage | None:
        """The page of an item to ask for, None where there is none or it was read and does not say that it changed."""
        hints = self._hints(item)
        if not item.has_page or hints.url is None:
            return None
        known = recalled.page_of(item)
        if known is None or known.form == "entry":
            return WantedPage(hints.url, hints)
        if not item.says_changed:
            return None
        return WantedPage(hints.url, hints, validators_of(known) if known.location == hints.url else None)

    def has_news(self, item: ListedItem) -> bool:
        """Whether an item without a page of its own carries a text that was not taken yet."""
        has_text = bool(item.entry.content or item.entry.summary)
        return has_text and not item.has_page and (item.before is None or item.says_changed)

    def instead(self, item: ListedItem | None) -> list[Document]:
        """The entry with its own full content, where its page could not be had."""
        return [self._capture(item)] if item is not None and item.entry.content else []

    def own(self, item: ListedItem) -> Document:
        """An entry without a page of its own, as a capture: it lies in its feed, under its id."""
        document = self._capture(item)
        place = f"{self._state.location}#{item.now.item_id}"
        return replace(document, location=place, hints=replace(document.hints, url=None))

    def _hints(self, item: ListedItem) -> Hints:
        hints = entry_hints(item.entry, self._feed)
        return replace(
            hints,
            publisher=self._source.publisher or hints.publisher,
            item_key=item.key(self._trust, self._source.source_id, self._state.feed_id),
            ignores_canonical=not self._trust.canonical,
        )

    def _capture(self, item: ListedItem) -> Document:
        document = entry_document(
            item.entry,
            self._feed,
            feed_location=self._state.location,
            fetched_at=self._now,
            source_id=self._source.source_id,
            feed_id=self._state.feed_id,
        )
        return replace(document, hints=self._hints(item))


def validators_of(known: DocumentRow | None) -> Validators | None:
    """What a capture's server wants to hear back."""
    return Validators(known.etag, known.last_modified) if known else None

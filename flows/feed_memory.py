"""What the warehouse remembers of the entries of feeds, looked up for many polls at once.

Polls of a round come in side by side. Each look takes the lease and opens the file, so those that ask at the same
time are answered by one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields

from connectors.feed_identity import ItemKeys, KnownItem, ListedItem, keys_of
from connectors.polling import Poll
from flows.running import Run
from flows.tombstones import RULE, forgotten_addresses
from warehouse.feed_rows import FeedItemRow
from warehouse.lookups import Lookups
from warehouse.rows import DocumentRow, RejectionRow


@dataclass(slots=True)
class Recalled:
    """The remembered items that entries of a poll may be, and the latest capture of each page that they link to (by
    location, and by the key of its address).
    """

    items: list[KnownItem] = field(default_factory=list)
    pages: dict[str, DocumentRow] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()
    """Addresses (as keys) of articles that must not come back."""
    told: frozenset[str] = frozenset()
    """Locations of which it was said that they were refused for that."""

    def page_of(self, item: ListedItem) -> DocumentRow | None:
        """The latest capture of an item's page, under any spelling of its address."""
        places = (item.now.link, item.before.link if item.before else None, item.now.link_key)
        return next((self.pages[place] for place in places if place in self.pages), None)


class FeedMemory:
    """Answers polls with what is remembered of them. One for a round."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._waiting: list[tuple[Poll, asyncio.Future[Recalled]]] = []
        self._turn = asyncio.Lock()

    async def recall(self, poll: Poll) -> Recalled:
        """What is remembered of the entries of this poll. Raises WarehouseError."""
        if not poll.entries:
            return Recalled()
        answer: asyncio.Future[Recalled] = asyncio.get_running_loop().create_future()
        self._waiting.append((poll, answer))
        async with self._turn:
            # Whoever had the turn before may have answered this poll with its own.
            if not answer.done():
                await self._answer_all()
        return await answer

    async def _answer_all(self) -> None:
        waiting, self._waiting = self._waiting, []
        try:
            found = await asyncio.to_thread(self._look, [poll for poll, _ in waiting])
        except BaseException as error:
            for _, answer in waiting:
                if not answer.done():
                    answer.set_exception(error)
            raise
        for (_, answer), recalled in zip(waiting, found, strict=True):
            if not answer.done():
                answer.set_result(recalled)

    def _look(self, polls: Sequence[Poll]) -> list[Recalled]:
        with self._run.looking() as reads:
            return recalled(reads, polls)


def recalled(reads: Lookups, polls: Sequence[Poll]) -> list[Recalled]:
    """What is remembered of the entries of each poll."""
    keys = [keys_of(poll.entries) for poll in polls]
    items = _items(reads, polls, keys)
    links = {item.link for found in items.values() for item in found if item.link}
    links |= {entry.link for poll in polls for entry in poll.entries if entry.link}
    link_keys = {key for one in keys for key in one.link_keys}
    pages = _pages(reads, links, link_keys)
    forgotten = forgotten_addresses(reads, link_keys)
    told = _told(reads, links) if forgotten else frozenset()
    return [Recalled(items.get(poll.feed_state.feed_id, []), pages, forgotten, told) for poll in polls]


def _told(reads: Lookups, links: Iterable[str]) -> frozenset[str]:
    pairs = [(link, RULE) for link in sorted(links)]
    return frozenset(row.location for row in reads.stored(RejectionRow, ("location", "rule"), pairs))


def _items(reads: Lookups, polls: Sequence[Poll], keys: Sequence[ItemKeys]) -> dict[str, list[KnownItem]]:
    found: dict[tuple[str, str], FeedItemRow] = {}
    for column, name in (("guid", "guids"), ("link_key", "link_keys"), ("title_key", "title_keys")):
        wanted = [
            (poll.feed_state.feed_id, value)
            for poll, one in zip(polls, keys, strict=True)
            for value in getattr(one, name)
        ]
        if wanted:
            found |= {(row.feed_id, row.item_id): row for row in reads.stored(FeedItemRow, ("feed_id", column), wanted)}
    items: dict[str, list[KnownItem]] = {}
    for row in found.values():
        items.setdefault(row.feed_id, []).append(_item_of(row))
    return items


def _pages(reads: Lookups, links: Iterable[str], link_keys: Iterable[str]) -> dict[str, DocumentRow]:
    """The latest captures at these places, and of the articles that are known by these keys."""
    latest: dict[str, DocumentRow] = {}
    for row in sorted(
        reads.stored(DocumentRow, ("location",), [(one,) for one in links]), key=lambda row: row.last_seen_at
    ):
        if row.form != "feed":
            latest[row.location] = row
    articles = {key: article for (_, key), article in reads.keys([("url", one) for one in link_keys]).items()}
    current = reads.articles(set(articles.values()))
    documents = reads.documents([row.document_id for row in current.values()])
    for key, article in articles.items():
        stored = current.get(article)
        document = documents.get(stored.document_id) if stored is not None else None
        if document is not None:
            latest[key] = document
    return latest


def _item_of(row: FeedItemRow) -> KnownItem:
    return KnownItem(**{one.name: getattr(row, one.name) for one in fields(KnownItem)})


def item_row(feed_id: str, item: KnownItem) -> FeedItemRow:
    """A remembered item as a row."""
    return FeedItemRow(feed_id=feed_id, **{one.name: getattr(item, one.name) for one in fields(KnownItem)})

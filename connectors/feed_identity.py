"""Which entries of a feed are known, and by what: guid, else link, else title and date. Pure.

Guids and links are trusted until what a feed lists shows that they name no article for good: one guid on several
entries, guids that are new with every poll, one link under most entries. What was learned once stays: a key that is
no longer trusted is never trusted again, so that an article cannot change its identity back and forth.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from connectors.entries import plain_text
from connectors.feed import FeedEntry
from connectors.feed_dates import instant_of
from connectors.redaction import without_userinfo
from transforms.addresses import address_key
from transforms.errors import InvalidUrl
from transforms.text import words

FEWEST_CHANGED = 2
"""Known entries that came under new guids in one poll, more than came under their old ones: the guids change."""
FEWEST_SHARING = 3
"""Entries of one document with titles of their own that share a link: it is no address of theirs."""
SAME_TITLE = 0.34
"""Titles that share fewer of their words (Jaccard) are those of different articles, where link and date differ too."""
FEWEST_REDATED, REDATED_SHARE = 5, 0.8
"""So many and so large a share of the known entries with a new date of change at once: the feed dates them anew."""

_LONGEST = 500
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An entry as it was listed last. ``item_id`` is by what it is known, and never changes."""

    item_id: str
    guid: str | None
    link: str | None
    link_key: str | None
    title: str | None
    title_key: str | None
    published: str | None
    updated: str | None
    text_digest: str | None
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Trust:
    """Which keys name an article of this feed for good, and why one of them does not."""

    guid: bool = True
    link: bool = True
    canonical: bool = True
    reason: str | None = None

    def __str__(self) -> str:
        return ", ".join(name for name in ("guid", "link", "canonical") if getattr(self, name)) or "title and date"

    def without(self, name: Literal["guid", "link"], reason: str) -> Trust:
        """The trust that is left once one key has failed."""
        told = f"{self.reason}; {reason}" if self.reason else reason
        if name == "guid":
            return replace(self, guid=False, reason=told) if self.guid else self
        return replace(self, link=False, reason=told) if self.link else self


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An entry with its identity. ``shares_link``: its link is no address of its own. ``before`` is how it was listed
    last, None for a new one; ``now`` how it is to be remembered; ``says_changed`` whether it wants to be read again.
    """

    entry: FeedEntry
    now: KnownItem
    before: KnownItem | None
    shares_link: bool
    says_changed: bool = False

    @property
    def has_page(self) -> bool:
        """Whether its link leads to a page of its own."""
        return self.now.link is not None and not self.shares_link

    def key(self, trust: Trust, source_id: str, feed_id: str) -> str | None:
        """The text of its guid key; None where its page's address is all that it is known by.

        A number or a short word is unique within its feed at best, a long or structured guid within its source.
        """
        item_id = self.now.item_id
        if self.has_page and (not trust.guid or item_id.startswith(("link:", "title:"))):
            return None
        is_wide = len(item_id) >= 16 or any(mark in item_id for mark in ":/")
        return f"{source_id if is_wide else feed_id}\n{item_id}"


@dataclass(frozen=True, slots=True)
class ItemKeys:
    """By what the entries of a document may be known already."""

    guids: tuple[str, ...]
    link_keys: tuple[str, ...]
    title_keys: tuple[str, ...]


def keys_of(entries: Iterable[FeedEntry]) -> ItemKeys:
    """What to look for in the memory of a feed."""
    found = [_remembered(entry, _NEVER) for entry in entries]
    return ItemKeys(
        tuple({one.guid for one in found if one.guid}),
        tuple({one.link_key for one in found if one.link_key}),
        tuple({one.title_key for one in found if one.title_key}),
    )


def recognised(
    entries: Sequence[FeedEntry], known: Iterable[KnownItem], trust: Trust, now: datetime
) -> tuple[tuple[ListedItem, ...], Trust]:
    """The entries of one document with their identities, each item once, and the trust after what they show.

    ``known`` holds at least every remembered item of the feed that has a guid, link or title of these entries.
    """
    memory = _Memory(known)
    listed = [(entry, _remembered(entry, now)) for entry in entries]
    shared = _shared_links([one for _, one in listed], memory)
    trust = _learned(listed, memory, trust, shared)
    items: dict[str, ListedItem] = {}
    for entry, one in listed:
        shares_link = one.link_key is not None and (not trust.link or one.link_key in shared)
        item = _identified(entry, one, memory, trust, shares_link)
        other = items.get(item.now.item_id)
        if other is not None and _is_other_article(other.now, item.now, shares_link):
            item = replace(item, now=replace(item.now, item_id=f"{item.now.item_id} {one.text_digest}"), before=None)
        items.setdefault(item.now.item_id, item)
    return _with_changes(list(items.values())), trust


class _Memory:
    """Known items by each of their keys."""

    def __init__(self, known: Iterable[KnownItem]) -> None:
        self.by_guid: dict[str, KnownItem] = {}
        self.by_link: dict[str, list[KnownItem]] = {}
        self.by_title: dict[str, list[KnownItem]] = {}
        for one in sorted(known, key=lambda item: (item.first_seen_at, item.item_id)):
            if one.guid:
                self.by_guid.setdefault(one.guid, one)
            if one.link_key:
                self.by_link.setdefault(one.link_key, []).append(one)
            if one.title_key:
                self.by_title.setdefault(one.title_key, []).append(one)


def _shared_links(listed: Sequence[KnownItem], memory: _Memory) -> set[str]:
    """Links under several entries, in this document or remembered as such."""
    titles: dict[str, set[str]] = {}
    guids: dict[str, set[str | None]] = {}
    for one in listed:
        if one.link_key and one.title_key:
            titles.setdefault(one.link_key, set()).add(one.title_key)
            guids.setdefault(one.link_key, set()).add(one.guid)
    remembered = {key for key in titles if len(memory.by_link.get(key, ())) > 1}
    return remembered | {
        key
        for key, found in titles.items()
        if (len(found) >= FEWEST_SHARING or (len(found) > 1 and 2 * len(found) > len(listed)))
        and (len(guids[key]) > 1 or None in guids[key] or len(found) >= FEWEST_SHARING)
    }


def _learned(listed: Sequence[tuple[FeedEntry, KnownItem]], memory: _Memory, trust: Trust, shared: set[str]) -> Trust:
    """What this document shows about the feed's guids and links."""
    ones = [one for _, one in listed]
    sharing = sum(one.link_key in shared for one in ones if one.link_key)
    if sharing >= FEWEST_SHARING and 2 * sharing > len(ones):
        trust = trust.without("link", f"{sharing} of {len(ones)} entries shared their links")
    first: dict[str, KnownItem] = {}
    for one in ones:
        other = first.setdefault(one.guid, one) if one.guid else one
        if other is not one and _differ(other, one):
            return trust.without("guid", f"the guid {_shown(one.guid)} stood on several entries at once")
    for one in ones:
        before = memory.by_guid.get(one.guid or "")
        if before is not None and before.published != one.published and _differ(before, one):
            return trust.without("guid", f"the guid {_shown(one.guid)} came back on another entry")
    present = {one.guid for one in ones}
    changed = [one for one in ones if one.guid and one.guid not in memory.by_guid and _old_guid(one, memory, present)]
    kept = sum(one.guid in memory.by_guid for one in ones if one.guid)
    if len(changed) >= FEWEST_CHANGED and len(changed) > kept:
        return trust.without("guid", f"{len(changed)} known entries came under new guids in one poll")
    return trust


def _differ(one: KnownItem, other: KnownItem) -> bool:
    """Whether two entries under one guid are different articles: other link, and a title with other words."""
    if one.link_key and one.link_key == other.link_key:
        return False
    mine, yours = set((one.title_key or "").split()), set((other.title_key or "").split())
    if not mine or not yours:
        return bool(one.link_key and other.link_key) and one.text_digest != other.text_digest
    return len(mine & yours) / len(mine | yours) < SAME_TITLE


def _old_guid(one: KnownItem, memory: _Memory, present: set[str | None]) -> bool:
    """Whether this entry, whose guid is new, was listed under another guid that is gone now."""
    found = memory.by_link.get(one.link_key or "", [])
    if not one.link_key:
        found = [old for old in memory.by_title.get(one.title_key or "", []) if _is_same_untitled(old, one)]
    return len(found) == 1 and found[0].guid is not None and found[0].guid not in present


def _identified(entry: FeedEntry, one: KnownItem, memory: _Memory, trust: Trust, shares_link: bool) -> ListedItem:
    """The entry by the first key that it has and that is trusted."""
    guid = one.guid if trust.guid else None
    link_key = one.link_key if not shares_link else None
    before = memory.by_guid.get(guid) if guid else None
    if before is None and link_key:
        before = next(iter(memory.by_link.get(link_key, ())), None)
    if before is None and not guid and not link_key and one.title_key:
        same = [old for old in memory.by_title.get(one.title_key, ()) if _is_same_untitled(old, one)]
        before = next(iter(same), None)
    if before is None:
        return ListedItem(entry, replace(one, item_id=_new_id(one, guid, link_key)), None, shares_link)
    kept_link = before.link if before.link_key == one.link_key else one.link
    now = replace(one, item_id=before.item_id, link=kept_link, first_seen_at=before.first_seen_at)
    return ListedItem(entry, now, before, shares_link)


def _new_id(one: KnownItem, guid: str | None, link_key: str | None) -> str:
    if guid:
        return guid
    if link_key:
        return f"link:{link_key}"
    told = f"{one.title_key}\n{_day(one)}" if one.title_key else f"{one.text_digest}"
    return f"title:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _is_same_untitled(old: KnownItem, one: KnownItem) -> bool:
    """Whether two entries of one title are one: of one day, or of one text under whatever date."""
    if old.text_digest is not None and old.text_digest == one.text_digest:
        return True
    return _day(old) == _day(one)


def _is_other_article(one: KnownItem, other: KnownItem, shares_link: bool) -> bool:
    """Whether two entries of one document that came to one id are two articles all the same."""
    is_page = other.link_key is not None and not shares_link
    return not is_page and one.text_digest != other.text_digest and None not in (one.text_digest, other.text_digest)


def _with_changes(items: Sequence[ListedItem]) -> tuple[ListedItem, ...]:
    """The items with what they say about themselves: a new title, a new text, a new date of change."""
    known = [item for item in items if item.before is not None]
    redated = sum(item.before is not None and item.before.updated != item.now.updated for item in known)
    is_noise = redated >= FEWEST_REDATED and redated >= REDATED_SHARE * len(known)

    def says_changed(item: ListedItem) -> bool:
        before, now = item.before, item.now
        if before is None:
            return False
        return (
            before.title != now.title
            or (before.text_digest != now.text_digest and not item.has_page)
            or (before.link_key != now.link_key and item.has_page)
            or (before.updated != now.updated and not is_noise)
        )

    return tuple(replace(item, says_changed=says_changed(item)) for item in items)


def _remembered(entry: FeedEntry, now: datetime) -> KnownItem:
    """The entry as it is remembered, still without an id."""
    title = plain_text(entry.title)[:_LONGEST] or None
    text = plain_text(entry.content or entry.summary)
    link = without_userinfo(entry.link) if entry.link else None
    return KnownItem(
        item_id="",
        guid=entry.guid,
        link=link,
        link_key=_link_key(link),
        title=title,
        title_key=" ".join(words(title.casefold())) or None if title else None,
        published=entry.published,
        updated=entry.updated,
        text_digest=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32] if text else None,
        first_seen_at=now,
        last_seen_at=now,
    )


def _link_key(link: str | None) -> str | None:
    try:
        return address_key(link) if link else None
    except InvalidUrl:
        return None


def _day(one: KnownItem) -> date | None:
    moment = instant_of(one.published) if one.published else None
    return moment.date() if moment else None


def _shown(guid: str | None) -> str:
    return repr((guid or "")[:80])

"""Canonical addresses that name different articles: a template's mistake, not an identity.

Some sites print one rel=canonical on every page (a section, an app's page). Taken for the pages' own address it would
make all of them one article. So where two captures from different addresses name one canonical and their texts have
next to nothing in common, neither is known by it; and the feed that they came from is remembered as one whose
canonical addresses say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from flows.captures import Capture, at_own_address, fetched_key, key_from_row, own_key
from transforms.fingerprinting import DEFAULT as FINGERPRINT
from transforms.identity import Key, article_keys
from warehouse import Writer
from warehouse.feed_rows import FeedEventRow, FeedRow

SAME_TEXT = 0.2
"""Texts that share fewer of their fingerprints (of the shorter one's) are different articles. The copies and later
versions of one text lie far above, other texts near 0."""


def told_apart(writer: Writer, captures: Sequence[Capture]) -> tuple[list[Capture], frozenset[str]]:
    """The captures, without the canonical addresses that they share with other articles, and the feeds at fault."""
    suspects: dict[Key, list[Capture]] = {}
    for capture in captures:
        own = own_key(capture)
        if own is not None and own in capture.keys and fetched_key(capture) not in (None, own):
            suspects.setdefault(own, []).append(capture)
    if not suspects:
        return list(captures), frozenset()
    stored = _stored_hashes(writer, suspects)
    apart = {id(one) for own, group in suspects.items() for one in _different(group, stored.get(own))}
    feeds = {one.document.feed_id for one in captures if id(one) in apart and one.document.feed_id}
    return [_by_its_own(one) if id(one) in apart else one for one in captures], frozenset(feeds)


def _different(group: Sequence[Capture], stored: tuple[frozenset[Key], frozenset[int]] | None) -> list[Capture]:
    """Those that share the address with another text that was fetched elsewhere."""
    found = []
    for one in group:
        others = [set(other.fingerprint.hashes) for other in group if fetched_key(other) != fetched_key(one)]
        if stored is not None and fetched_key(one) not in stored[0]:
            others.append(set(stored[1]))
        if any(_is_other_text(set(one.fingerprint.hashes), other) for other in others):
            found.append(one)
    return found


def _is_other_text(one: set[int], other: set[int]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) < SAME_TEXT * shorter


def _stored_hashes(writer: Writer, keys: Iterable[Key]) -> dict[Key, tuple[frozenset[Key], frozenset[int]]]:
    """What is stored under these keys: all the keys of the article, and its text's fingerprint."""
    found = {key_from_row(kind, text): article for (kind, text), article in _articles(writer, keys).items()}
    ids = sorted(set(found.values()))
    known: dict[UUID, set[Key]] = {}
    for row in writer.keys_of(ids):
        known.setdefault(row.article_id, set()).add(key_from_row(row.kind, row.key))
    hashes = writer.fingerprints_of(ids, FINGERPRINT.options_id)
    return {
        one: (frozenset(known.get(article, ())), frozenset(hashes[article].hashes))
        for one, article in found.items()
        if article in hashes
    }


def _articles(writer: Writer, keys: Iterable[Key]) -> dict[tuple[str, str], UUID]:
    return writer.keys([(one.kind, one.text) for one in keys])


def _by_its_own(capture: Capture) -> Capture:
    document = replace(capture.document, hints=replace(capture.document.hints, ignores_canonical=True))
    article = at_own_address(capture.article, document)
    return replace(capture, article=article, keys=article_keys(article, document))


def distrust_canonicals(writer: Writer, feed_ids: Iterable[str], now: datetime) -> None:
    """Remember feeds whose pages' canonical addresses say nothing. Once learned, never taken back."""
    rows = writer.stored(FeedRow, ("feed_id",), [(one,) for one in sorted(feed_ids)])
    reason = "different articles named one canonical address"
    changed = [row for row in rows if row.trusts_canonical is not False]
    told = [f"{row.identity_reason}; {reason}" if row.identity_reason else reason for row in changed]
    writer.upsert(
        [replace(row, trusts_canonical=False, identity_reason=why) for row, why in zip(changed, told, strict=True)]
    )
    writer.upsert(
        [
            FeedEventRow(
                feed_id=row.feed_id,
                happened_at=now,
                kind="identity",
                before=_trusted(row),
                after=_trusted(replace(row, trusts_canonical=False)),
                reason=why,
            )
            for row, why in zip(changed, told, strict=True)
        ]
    )


def _trusted(row: FeedRow) -> str:
    named = (("guid", row.trusts_guid), ("link", row.trusts_link), ("canonical", row.trusts_canonical))
    return ", ".join(name for name, is_trusted in named if is_trusted is not False) or "title and date"

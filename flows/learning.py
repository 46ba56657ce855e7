"""Learned boilerplate inside a commit: count the blocks of a batch's articles, then cut what recurs.

The counts are exact and come out the same in any order: an article brings the set of its blocks, whatever number of
captures it has, and a count is how many sets hold a block. What was decided for a block of a stored article stays
decided, or the same page seen again would look like a change by its publisher; `newsfold reprocess` decides anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from flows.captures import Capture, Group
from transforms.boilerplate import RecurrenceOptions, block_hashes, opening_hash, without_recurring
from transforms.fingerprinting import fingerprint
from warehouse import Writer
from warehouse.block_rows import ArticleBlocksRow, PublisherBlockRow
from warehouse.lookups import Lookups

Pair = tuple[str, int]
"""A publisher's id and a block's hash."""


@dataclass(slots=True)
class _Learned:
    """The blocks of a batch's articles before and after it, and the words of each block."""

    before: dict[UUID, ArticleBlocksRow]
    rows: dict[UUID, ArticleBlocksRow] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)


def with_learned_cuts(
    writer: Writer, groups: Sequence[Group], options: RecurrenceOptions, *, is_again: bool
) -> list[Group]:
    """The groups with recurring blocks cut from their captures; what was learned is written in the same transaction.

    With ``is_again`` the captures of a group are all that there is of the article, and nothing decided before holds.
    """
    ids = {one for group in groups for one in (group.article_id, *group.stored_ids)}
    learned = _Learned({row.article_id: row for row in writer.blocks_of(sorted(ids))})
    for group in groups:
        _add_group(learned, group, is_again=is_again)
    writer.delete(ArticleBlocksRow, sorted(set(learned.before) - set(learned.rows)))
    writer.upsert(list(learned.rows.values()))
    recount(writer, _moved(learned), learned.words)
    counts = _counts(writer, learned.rows.values(), options)
    found = [
        _decided(group, learned.rows[group.article_id], counts, options, _settled(learned, group, is_again=is_again))
        for group in groups
    ]
    writer.upsert([row for _, row in found])
    return [group for group, _ in found]


def recount(writer: Writer, pairs: Iterable[Pair], words: Mapping[int, str]) -> None:
    """Bring publisher_blocks up to date for these pairs, from the sets of blocks that are stored.

    ``words`` are the folded blocks by hash; a block that is stored already keeps its own.
    """
    wanted = sorted(set(pairs))
    stored = writer.publisher_blocks(wanted)
    samples = {**{row.block_hash: row.sample for row in stored.values()}, **words}
    rows = [
        PublisherBlockRow(
            publisher_id=one.publisher_id,
            block_hash=one.block_hash,
            article_count=one.article_count,
            text_count=one.text_count,
            first_seen_at=one.first_seen_at,
            last_seen_at=one.last_seen_at,
            sample=samples[one.block_hash],
        )
        for one in writer.block_counts(wanted)
    ]
    known = {(row.publisher_id, row.block_hash) for row in rows}
    writer.delete(PublisherBlockRow, sorted(set(stored) - known))
    writer.upsert(rows)


def outdated_articles(writer: Lookups, ids: Sequence[UUID], options: RecurrenceOptions) -> list[UUID]:
    """The articles for which other counts hold now than those that decided about their blocks."""
    rows = writer.blocks_of(ids)
    counts = _counts(writer, rows, options)
    return [row.article_id for row in rows if row.block_counts != _block_counts(row, counts)]


def _add_group(learned: _Learned, group: Group, *, is_again: bool) -> None:
    stored = () if is_again else tuple(learned.before[one] for one in _own(group) if one in learned.before)
    hashes: set[int] = {one for row in stored for one in row.block_hashes}
    openings = [row.opening_hash for row in stored]
    publishers = [row.publisher_id for row in stored if row.publisher_id]
    seen: list[datetime] = [learned.before[one].first_seen_at for one in _own(group) if one in learned.before]
    for capture in group.captures:
        words = block_hashes(capture.article)
        learned.words.update(words)
        hashes.update(words)
        openings.append(opening_hash(capture.article))
        publishers += [capture.article.publisher.publisher_id] if capture.article.publisher else []
        seen.append(capture.document.fetched_at)
    learned.rows[group.article_id] = ArticleBlocksRow(
        article_id=group.article_id,
        publisher_id=min(publishers, default=None),
        opening_hash=min(openings),
        block_hashes=tuple(sorted(hashes)),
        block_counts=(),
        cut_hashes=(),
        first_seen_at=min(seen),
    )


def _own(group: Group) -> tuple[UUID, ...]:
    return tuple({group.article_id, *group.stored_ids})


def _moved(learned: _Learned) -> set[Pair]:
    """The pairs that may have another count than before."""
    moved: set[Pair] = set()
    for one in {*learned.before, *learned.rows}:
        old, new = learned.before.get(one), learned.rows.get(one)
        if old and new and _weight(old) == _weight(new):
            continue
        moved.update(
            (row.publisher_id, value) for row in (old, new) if row and row.publisher_id for value in row.block_hashes
        )
    return moved


def _weight(row: ArticleBlocksRow) -> tuple[object, ...]:
    return row.publisher_id, row.opening_hash, row.block_hashes, row.first_seen_at


def _counts(writer: Lookups, rows: Iterable[ArticleBlocksRow], options: RecurrenceOptions) -> dict[Pair, int]:
    """The counts that are large enough to decide anything."""
    pairs = {(row.publisher_id, value) for row in rows if row.publisher_id for value in row.block_hashes}
    found = writer.publisher_blocks(sorted(pairs))
    return {pair: row.text_count for pair, row in found.items() if 0 < options.least_texts <= row.text_count}


def _block_counts(row: ArticleBlocksRow, counts: Mapping[Pair, int]) -> tuple[int, ...]:
    return tuple(counts.get((row.publisher_id or "", value), 0) for value in row.block_hashes)


def _settled(learned: _Learned, group: Group, *, is_again: bool) -> dict[int, bool]:
    """Blocks about which it was decided before, and whether they were cut."""
    if is_again:
        return {}
    rows = [learned.before[one] for one in _own(group) if one in learned.before]
    cut = {value for row in rows for value in row.cut_hashes}
    return {value: value in cut for row in rows for value in row.block_hashes}


def _decided(
    group: Group,
    row: ArticleBlocksRow,
    counts: Mapping[Pair, int],
    options: RecurrenceOptions,
    settled: Mapping[int, bool],
) -> tuple[Group, ArticleBlocksRow]:
    """The group with its captures cut, and its row with what decided."""
    by_block = dict(zip(row.block_hashes, _block_counts(row, counts), strict=True))
    allowed = {value: count for value, count in by_block.items() if count and settled.get(value, True)}
    captures = [_cut(capture, allowed, options) for capture in group.captures]
    gone = {
        value
        for before, after in zip(group.captures, captures, strict=True)
        for value in block_hashes(before.article).keys() - block_hashes(after.article).keys()
    }
    gone.update(value for value, was_cut in settled.items() if was_cut)
    decided = replace(row, block_counts=tuple(by_block.values()), cut_hashes=tuple(sorted(gone)))
    return replace(group, captures=captures), decided


def _cut(capture: Capture, counts: Mapping[int, int], options: RecurrenceOptions) -> Capture:
    article = without_recurring(capture.article, counts, options) if counts else capture.article
    if article is capture.article:
        return capture
    return replace(capture, article=article, fingerprint=fingerprint(article))

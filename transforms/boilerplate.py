"""Learned boilerplate: blocks that recur across a publisher's articles are not the article, in any language.

What recurs is counted elsewhere (the table publisher_blocks); here is what a block is counted by, and the rule that
decides. Counts are of blocks as the cleaning rules left them, so that cutting never changes what is counted.
docs/decisions/0030-learned-boilerplate.md says where the numbers come from.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.model import Article, RemovedBlock
from transforms.prose import is_prose
from transforms.text import fold

RULE = "recurring"
_EDGES = " \t.:;,|•·*#>→-"


@dataclass(frozen=True, slots=True)
class RecurrenceOptions:
    """In how many distinct texts of one publisher a block must have stood to be cut; 0 cuts nothing.

    ``least_texts`` holds for a line that is no prose, at the start or the end of an article. Between paragraphs such a
    line may be a subheading, and at the end a paragraph may be the background that reports on one affair repeat:
    both need twice as many. A paragraph inside an article is never cut.
    """

    least_texts: int = 5

    @property
    def least_weighty(self) -> int:
        """For a line between paragraphs, and for a paragraph at the end."""
        return 2 * self.least_texts


DEFAULT = RecurrenceOptions()


def folded_block(text: str) -> str:
    """A block as it is counted: folded, without the marks around it."""
    return fold(text).strip(_EDGES)


def block_hash(text: str) -> int:
    """63-bit hash of the folded block, the same on every machine; positive, so that it fits a BIGINT."""
    digest = hashlib.blake2b(folded_block(text).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def block_hashes(article: Article) -> dict[int, str]:
    """The distinct blocks of an article, folded, by hash; blocks of marks alone are left out."""
    return {block_hash(text): folded_block(text) for text in article.paragraphs if folded_block(text)}


def opening_hash(article: Article) -> int:
    """The hash of the first paragraph of prose (of the first block, where there is none).

    Articles of a publisher that open alike are one text: copies of a report under several addresses, or a form that
    is filled in every day. Counting openings keeps their paragraphs from being learned.
    """
    opening = next((text for text in article.paragraphs if is_prose(text)), None)
    return block_hash(opening or next(iter(article.paragraphs), ""))


def recurring(
    paragraphs: Sequence[str], counts: Mapping[int, int], options: RecurrenceOptions = DEFAULT
) -> dict[int, int]:
    """Which paragraphs are boilerplate: place (from 0) to the count that says so.

    ``counts`` is in how many texts of the publisher each block hash stands. The first paragraph of prose stays, and so
    does everything where there is no prose.
    """
    seen = [counts.get(block_hash(text), 0) for text in paragraphs]
    if not options.least_texts or max(seen, default=0) < options.least_texts:
        return {}
    prose = [is_prose(text) for text in paragraphs]
    if not any(prose):
        return {}
    first = prose.index(True)
    found: dict[int, int] = {}
    for place in range(first):
        if seen[place] < options.least_texts:
            break
        found[place] = seen[place]
    for place in range(len(paragraphs) - 1, first, -1):
        if seen[place] < (options.least_weighty if prose[place] else options.least_texts):
            break
        found[place] = seen[place]
    inside = {place: n for place, n in enumerate(seen) if n >= options.least_weighty and not prose[place]}
    return found | inside


def without_recurring(article: Article, counts: Mapping[int, int], options: RecurrenceOptions = DEFAULT) -> Article:
    """The article without what recurs, which stands among the other cuts with its evidence; itself if nothing does."""
    gone = recurring(article.paragraphs, counts, options)
    if not gone:
        return article
    kept = tuple(text for place, text in enumerate(article.paragraphs) if place not in gone)
    return replace(article, paragraphs=kept, removed=_among(article, gone))


def _among(article: Article, gone: Mapping[int, int]) -> tuple[RemovedBlock, ...]:
    """Everything cut in the order of the capture: earlier cuts keep their place, and count one paragraph fewer before
    them for each that is gone. What has no place stands at the end.
    """
    last = len(article.paragraphs)
    cuts = [
        *((last if one.paragraphs_before is None else one.paragraphs_before, one) for one in article.removed),
        # behind what was cut before this paragraph, and before what was cut behind it
        *((place + 0.5, RemovedBlock(0, RULE, article.paragraphs[place], gone[place], place)) for place in gone),
    ]
    cuts.sort(key=lambda pair: pair[0])
    places = sorted(gone)
    return tuple(
        replace(
            one,
            position=number,
            paragraphs_before=None
            if one.paragraphs_before is None
            else one.paragraphs_before - bisect_left(places, one.paragraphs_before),
        )
        for number, (_, one) in enumerate(cuts, start=1)
    )

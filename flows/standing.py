"""Which paragraphs of stored articles their publishers print again and again: they say nothing about a pair.

What recurs at the head or the end of an article is cut (see flows.learning). A paragraph of prose between others never
is: it may be the background that reports on one affair repeat, which belongs to each of them. But it is no evidence
that two articles carry one text, so comparing gives it no weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from transforms.boilerplate import RecurrenceOptions, block_hash
from warehouse.lookups import Lookups
from warehouse.rows import ArticleRow

Standing = dict[UUID, frozenset[int]]
"""Of each article the places (from 0) of its standing paragraphs; articles that have none are left out."""


def standing_paragraphs(reads: Lookups, articles: Mapping[UUID, ArticleRow], options: RecurrenceOptions) -> Standing:
    """The paragraphs that stand in ``options.least_weighty`` texts of their publisher, or in more, as counted now."""
    if not articles or not options.least_texts:
        return {}
    found = {}
    for one, hashes in reads.standing_blocks(sorted(articles), options.least_weighty).items():
        paragraphs = articles[one].body.split("\n\n")
        if places := frozenset(place for place, text in enumerate(paragraphs) if block_hash(text) in hashes):
            found[one] = places
    return found

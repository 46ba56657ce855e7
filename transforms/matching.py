"""Judging two articles: do they carry one text, how much of each is the other's, and why.

The method: shingle containment both ways, order-free alignment of sentences and paragraphs, facts as a veto; where the
line lies, and its sources, are in transforms.judging. Never by resemblance alone: it loses truncated and extended
copies.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from transforms.alignment import Overlap, aligned_paragraphs, links, overlaps, with_retold
from transforms.evidence import Evidence, Words
from transforms.judging import MatchOptions, decision, is_worded, may_be_retold, may_be_told
from transforms.model import AlignedParagraph, Article, Match, Relation
from transforms.profiles import Profile, profile

DEFAULT = MatchOptions()

Standing = Collection[int]
"""Paragraphs (from 0) of one article that its publisher prints again and again: they weigh nothing."""

__all__ = ["DEFAULT", "MatchOptions", "Standing", "gathered", "is_mirrored", "match"]


def match(
    a: Article,
    b: Article,
    options: MatchOptions = DEFAULT,
    *,
    standing: Standing = (),
    other_standing: Standing = (),
) -> Match:
    """Two articles judged. Exactly symmetric: with the two exchanged the answer is the same, mirrored."""
    if is_mirrored(a, b):
        return _mirrored(_judged(b, a, options, other_standing, standing))
    return _judged(a, b, options, standing, other_standing)


def gathered(
    a: Article,
    b: Article,
    options: MatchOptions = DEFAULT,
    *,
    standing: Standing = (),
    other_standing: Standing = (),
) -> Evidence:
    """What the judgement of two articles looks at; its left text is that of ``a``, which must not be mirrored."""
    left, right = profile(a.paragraphs), profile(b.paragraphs)
    of_left, of_right, _ = overlaps(left, right)
    return _evidence(of_left, of_right, _weights(left, standing), _weights(right, other_standing), options)


def is_mirrored(a: Article, b: Article) -> bool:
    """Whether two articles are judged the other way round, because ``b`` has the shorter text."""
    return _rank(a) > _rank(b)


def _rank(article: Article) -> tuple[int, tuple[str, ...], str]:
    """The shorter text comes first, so that partners are looked for from its side."""
    return sum(map(len, article.paragraphs)), article.paragraphs, article.title or ""


def _mirrored(found: Match) -> Match:
    mirror: dict[Relation | None, Relation | None] = {"contains": "contained", "contained": "contains"}
    pairs = (AlignedParagraph(pair.other_paragraph, pair.paragraph, pair.score) for pair in found.aligned_paragraphs)
    return replace(
        found,
        relation=mirror.get(found.relation, found.relation),
        containment=found.other_containment,
        other_containment=found.containment,
        aligned_share=found.other_aligned_share,
        other_aligned_share=found.aligned_share,
        aligned_paragraphs=tuple(sorted(pairs, key=lambda pair: (pair.paragraph, pair.other_paragraph))),
    )


def _judged(a: Article, b: Article, options: MatchOptions, standing: Standing, other_standing: Standing) -> Match:
    left = profile(a.paragraphs)
    right = left if a.paragraphs == b.paragraphs else profile(b.paragraphs)
    if left.has_words_of(right):
        return _identical(left, right, options)
    of_left, of_right, shared = overlaps(left, right)
    union = left.distinct.size + right.distinct.size - shared
    if shared < options.least_shared * min(left.distinct.size, right.distinct.size) and not may_be_told(
        left, right, options
    ):
        return _unrelated(of_left, of_right, shared, options)
    found = _evidence(of_left, of_right, _weights(left, standing), _weights(right, other_standing), options)
    is_same, reasons = decision(a, b, found, options)
    contained = _ratio(shared, left.distinct.size), _ratio(shared, right.distinct.size)
    relation = _relation(found, contained, options, is_same)
    return Match(
        relation=relation,
        is_same_text=is_same,
        resemblance=_ratio(shared, union),
        containment=contained[0],
        other_containment=contained[1],
        aligned_share=round(found.left_share, 6),
        other_aligned_share=round(found.right_share, 6),
        aligned_paragraphs=aligned_paragraphs(left, right, found.left_links) if relation else (),
        reasons=reasons,
        options_id=options.options_id,
    )


def _unrelated(of_left: Overlap, of_right: Overlap, shared: int, options: MatchOptions) -> Match:
    """The judgement of two texts that share hardly a shingle and not their facts; no sentence was compared."""
    sizes = of_left.text.distinct.size, of_right.text.distinct.size
    reason = f"they share under {options.least_shared:.0%} of the shorter one's wording, and tell other facts"
    return Match(
        None, False, _ratio(shared, sizes[0] + sizes[1] - shared), _ratio(shared, sizes[0]), _ratio(shared, sizes[1]),
        round(of_left.coverage, 6), round(of_right.coverage, 6), (), (reason,), options.options_id,
    )  # fmt: skip


def _identical(text: Profile, other: Profile, options: MatchOptions) -> Match:
    if text.paragraphs == other.paragraphs:
        pairs = tuple(AlignedParagraph(place, place, 1.0) for place in range(1, len(text.paragraphs) + 1))
    else:
        pairs = aligned_paragraphs(text, other, links(*overlaps(text, other)[:2])[0])
    # a text without a word is no copy of another one
    is_same = bool(text.numbered.size)
    share = 1.0 if is_same else 0.0
    reasons = ("the texts are equal word for word",) if is_same else ("neither text has a word in it",)
    return Match(
        "identical" if is_same else None, is_same, share, share, share, share, share, pairs, reasons, options.options_id
    )


def _ratio(part: int, whole: int) -> float:
    return round(int(part) / int(whole), 6) if whole else 0.0


def _weights(text: Profile, standing: Standing) -> Words:
    weights = np.ones(text.numbered.size, dtype=np.bool_)
    if not standing:
        return weights
    start = 0
    for place, tokens in enumerate(text.paragraphs):
        if place in standing:
            weights[start : start + len(tokens)] = False
        start += len(tokens)
    # a text that is nothing else is compared by what it has
    return weights if weights.any() else np.ones(text.numbered.size, dtype=np.bool_)


def _evidence(
    of_left: Overlap, of_right: Overlap, left_weights: Words, right_weights: Words, options: MatchOptions
) -> Evidence:
    left, right = of_left.text, of_right.text
    left_links, right_links = links(of_left, of_right)
    found = Evidence(left, right, of_left, of_right, left_links, right_links, left_weights, right_weights)
    if not may_be_retold(found, options):
        return found
    # a copy that was not reworded has its partners already
    if is_worded(found, options) and max(of_left.coverage, of_right.coverage) >= options.near_share:
        return found
    return replace(
        found,
        left_links=with_retold(left, right, left_links),
        right_links=with_retold(right, left, right_links),
    )


def _relation(found: Evidence, contained: tuple[float, float], options: MatchOptions, is_same: bool) -> Relation | None:
    left_in, right_in = (share >= options.near_share for share in contained)
    if left_in and right_in:
        return "near_duplicate" if is_same else None
    if left_in:
        return "contained"
    if right_in:
        return "contains"
    if is_same or max(found.left_share, found.right_share) >= options.link_share:
        return "derived"
    return None

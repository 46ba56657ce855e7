"""Judging two articles: do they carry one text, how much of each is the other's, and why.

The method: shingle containment both ways, order-free sentence alignment, facts as a veto, and a check whether what is
shared is only the edge of both (boilerplate of one publisher). Thresholds were chosen on labelled news pairs with
same-event reports and templates among them; bench/ prints what they reach. Never by resemblance alone: it loses
truncated and extended copies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from transforms.alignment import Link, Overlap, Profile, aligned_paragraphs, facts, links, overlap, profile
from transforms.facts import Agreement, agreement, names, numbers
from transforms.model import AlignedParagraph, Article, Match, Relation
from transforms.text import fold, words


@dataclass(frozen=True, slots=True)
class MatchOptions:
    """The line between one text and two. Shares are of a text's words, 0..1.

    Two articles carry one text when ``shorter_share`` of the shorter one, or ``both_share`` of both, lies in aligned
    sentences, and the facts do not contradict each other: numbers and names put in each other's place may be
    ``1 - numbers`` and ``1 - names`` of all at most (``short_facts`` over the whole text under ``short_words`` words,
    where a template fills most of a text). ``near_share`` of the shingles contained is a near duplicate where it holds
    both ways, containment where it holds one way; what is reworded further is derived.
    """

    shorter_share: float = 0.62
    both_share: float = 0.42
    near_share: float = 0.8
    numbers: float = 0.75
    names: float = 0.7
    short_words: int = 150
    short_facts: float = 0.8
    link_share: float = 0.3
    edge_share: float = 0.85
    frame_share: float = 0.6

    @property
    def options_id(self) -> str:
        values = (self.shorter_share, self.both_share, self.numbers, self.names, self.short_facts, self.edge_share)
        return "m1-" + "-".join(f"{value:g}".removeprefix("0") for value in values)


DEFAULT = MatchOptions()


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Everything that the decision looks at, for two texts in a fixed order."""

    left: Profile
    right: Profile
    left_links: list[Link]
    right_links: list[Link]
    left_share: float
    right_share: float


def match(a: Article, b: Article, options: MatchOptions = DEFAULT) -> Match:
    """Two articles judged. Exactly symmetric: with the two exchanged the answer is the same, mirrored."""
    if _rank(a) <= _rank(b):
        return _judged(a, b, options)
    return _mirrored(_judged(b, a, options))


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


def _judged(a: Article, b: Article, options: MatchOptions) -> Match:
    left, right = profile(a.paragraphs), profile(b.paragraphs)
    if left.words == right.words:
        return _identical(left, right, options)
    shared = np.intersect1d(left.distinct, right.distinct, assume_unique=True).size
    union = left.distinct.size + right.distinct.size - shared
    found = _evidence(left, right)
    is_same, reasons = _decision(a, b, found, options)
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


def _identical(text: Profile, other: Profile, options: MatchOptions) -> Match:
    if text.paragraphs == other.paragraphs:
        pairs = tuple(AlignedParagraph(place, place, 1.0) for place in range(1, len(text.paragraphs) + 1))
    else:
        pairs = aligned_paragraphs(text, other, links(text, other))
    # a text without a word is no copy of another one
    is_same = bool(text.words)
    share = 1.0 if is_same else 0.0
    reasons = ("the texts are equal word for word",) if is_same else ("neither text has a word in it",)
    return Match(
        "identical" if is_same else None, is_same, share, share, share, share, share, pairs, reasons, options.options_id
    )


def _ratio(part: int, whole: int) -> float:
    return round(int(part) / int(whole), 6) if whole else 0.0


def _evidence(left: Profile, right: Profile) -> _Evidence:
    of_left, of_right = overlap(left, right), overlap(right, left)
    left_links, right_links = links(left, right, of_left), links(right, left, of_right)
    shares = _share(left, of_left, left_links), _share(right, of_right, right_links)
    return _Evidence(left, right, left_links, right_links, *shares)


def _share(text: Profile, common: Overlap, found: list[Link]) -> float:
    """The share of a text's words in sentences that have a partner, or in longer runs that the other has too."""
    if not text.words:
        return 0.0
    covered = common.covered.copy()
    for link in found:
        sentence = text.sentences[link.left]
        covered[sentence.start : sentence.start + len(sentence.words)] = True
    return float(covered.mean())


def _relation(
    found: _Evidence, contained: tuple[float, float], options: MatchOptions, is_same: bool
) -> Relation | None:
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


def _decision(a: Article, b: Article, found: _Evidence, options: MatchOptions) -> tuple[bool, tuple[str, ...]]:
    shorter = _of_the_shorter(found)
    longer = found.left_share if shorter == found.right_share else found.right_share
    reasons = [f"{shorter:.0%} of the shorter text and {longer:.0%} of the longer one lie in aligned sentences"]
    if shorter < options.shorter_share and min(shorter, longer) < options.both_share:
        return False, (
            *reasons,
            f"under {options.shorter_share:.0%} of the shorter and {options.both_share:.0%} of both",
        )
    veto = _facts_veto(a, b, found, options) or _edge_veto(a, b, found, options)
    if veto:
        return False, (*reasons, veto)
    in_numbers, in_names = facts(found.left, found.right, found.left_links)
    reasons.append(f"numbers agree {in_numbers.share:.2f}, names {in_names.share:.2f}")
    return True, tuple(reasons)


def _of_the_shorter(found: _Evidence) -> float:
    """The aligned share of the text with fewer words; of two as long, the greater one."""
    if len(found.left.words) == len(found.right.words):
        return max(found.left_share, found.right_share)
    return found.left_share if len(found.left.words) < len(found.right.words) else found.right_share


def _facts_veto(a: Article, b: Article, found: _Evidence, options: MatchOptions) -> str | None:
    """Why the facts say that these are two texts of one template, None where they do not."""
    one = facts(found.left, found.right, found.left_links)
    other = facts(found.right, found.left, found.right_links)
    in_numbers, in_names = _worse(one[0], other[0]), _worse(one[1], other[1])
    if in_numbers.share < options.numbers and in_numbers.replaced >= 2:
        return f"numbers in aligned sentences disagree ({in_numbers.replaced} replaced, {in_numbers.shared} shared)"
    if in_names.share < options.names and in_names.replaced >= 3:
        return f"names in aligned sentences disagree ({in_names.replaced} replaced, {in_names.shared} shared)"
    if min(len(found.left.words), len(found.right.words)) >= options.short_words:
        return None
    texts = " ".join(a.paragraphs), " ".join(b.paragraphs)
    for what, read in (("numbers", numbers), ("names", names)):
        whole = agreement(
            read(fold(texts[0]) if read is numbers else texts[0]), read(fold(texts[1]) if read is numbers else texts[1])
        )
        if whole.share < options.short_facts and whole.replaced >= 1:
            return f"{what} of two short texts disagree ({whole.replaced} replaced, {whole.shared} shared)"
    return None


def _worse(one: Agreement, other: Agreement) -> Agreement:
    return min(one, other, key=lambda agreed: (agreed.share, -agreed.replaced, agreed.shared))


def _edge_veto(a: Article, b: Article, found: _Evidence, options: MatchOptions) -> str | None:
    """Why what is shared is one publisher's boilerplate: verbatim edges around two texts of their own.

    Between two known publishers there is no common boilerplate. Elsewhere a copy shares its title or nearly all of its
    words; under no title, its opening and most of the shorter text. Two articles in one frame share none of these.
    """
    if a.publisher and b.publisher and a.publisher.publisher_id != b.publisher.publisher_id:
        return None
    if max(found.left_share, found.right_share) >= options.edge_share:
        return None
    if not _is_edge(found) or _titles_agree(a, b):
        return None
    if _openings_agree(found) and not _is_framed(found, options):
        is_other_headline = bool(a.title and b.title)
        if not is_other_headline and _of_the_shorter(found) >= options.shorter_share:
            return None
    return "what is shared stands only at the edges, word for word, around two texts of their own: boilerplate"


def _is_edge(found: _Evidence) -> bool:
    """Whether all that is shared is copied, and stands before and after one run of sentences of its own."""
    linked = {link.left for link in found.left_links}
    inner = [place for place in range(len(found.left.sentences)) if place not in linked]
    if not inner or not linked or not all(link.is_copied for link in found.left_links):
        return False
    return all(place > inner[-1] or place < inner[0] for place in linked)


def _titles_agree(a: Article, b: Article) -> bool:
    left, right = set(words(a.title or "")), set(words(b.title or ""))
    return bool(left) and len(left & right) >= 0.5 * min(len(left), len(right)) and min(len(left), len(right)) >= 3


def _openings_agree(found: _Evidence) -> bool:
    """Whether one of the first two sentences of each text has a partner."""
    left = any(link.left < 2 for link in found.left_links)
    right = any(link.left < 2 for link in found.right_links)
    return left and right


_LONGEST_NOTICE = 3
"""Sentences: what a publisher prints above every text is short, what a copy takes from the top is not."""


def _is_framed(found: _Evidence, options: MatchOptions) -> bool:
    """Whether both texts open and close alike around long middles of which nothing is shared."""
    if max(found.left_share, found.right_share) > options.frame_share:
        return False
    sides = ((found.left, found.left_links), (found.right, found.right_links))
    return all(_has_own_middle(len(text.sentences), {link.left for link in linked}) for text, linked in sides)


def _has_own_middle(count: int, linked: set[int]) -> bool:
    own = [place for place in range(count) if place not in linked]
    return bool(own) and own[-1] - own[0] == len(own) - 1 and 0 < own[0] <= _LONGEST_NOTICE and own[-1] < count - 1

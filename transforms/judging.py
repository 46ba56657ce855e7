"""The line between one text and two: shares of aligned words, and what speaks against them.

Everything here looks at the evidence that transforms.alignment gathered for a pair; nothing looks at other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from transforms.alignment import facts
from transforms.evidence import Evidence, by_length, share_of, told
from transforms.facts import Agreement, agreement, presence
from transforms.headlines import is_one_title, titles_agree
from transforms.model import Article
from transforms.profiles import Profile
from transforms.retelling import retelling_share
from transforms.same_facts import same_facts

FEWEST_NUMBERS = 2
"""Shared numbers below which the facts are names, which all reports of a day have."""


@dataclass(frozen=True, slots=True)
class MatchOptions:
    """The line between one text and two. Shares are of a text's words, 0..1.

    Let s be the share of the shorter text's words that lie in sentences copied from the other text (80 % of their words
    in shared five-word shingles, Broder 1997) or reworded from it (token_sort_ratio of 72 or more, numbers agreeing),
    l the same of the longer text, S and L the shares when retold sentences count too (transforms.retelling). Paragraphs
    known as standing (boilerplate) weigh nothing. Two articles carry one text when

        s >= ``shorter_share``  or  min(s, l) >= ``both_share``                                   (wording), or
        S >= ``shorter_share`` and the shorter text's numbers and names are found in the longer one
        to ``told_facts`` at least, ``fewest_facts`` of them or more; up to ``told_words`` words  (retelling), or
        both have ``most_told`` words at most, and of the shorter one's numbers ``same_numbers`` and of its content
        words ``same_matter`` stand in the other, at least ``fewest_facts`` of its numbers and names do, and the share
        of its content words and the share of its facts (transforms.same_facts) come to ``same_told``, or to
        ``same_names`` with fewer than two numbers; in scripts without capitals, which have only numbers for facts, to
        ``same_uncased``, with two of them; each by ``same_growth`` more for each hundred words that the longer text has
        beyond ``short_words``; of two texts of which the longer has ``alike_length`` times the words of the shorter at
        most, either may be the one that is told again  (same facts),

    and nothing speaks against it: numbers and names put in each other's place may be ``1 - numbers`` and ``1 - names``
    of all at most (``short_facts`` over the whole text under ``short_words`` words, where a template fills most of a
    text; a rewrite leaves facts out but does not replace them, after METER, Clough et al. 2002); what is shared must
    not be mere quotation (``unquoted_share``), nor stand only at the edges of two texts of their own (``edge_share``,
    ``frame_share``; over half of both texts and ``longest_frame`` words are no boilerplate), nor lie more than
    ``far_days`` days apart under two headlines (but for ``edge_share`` of both), nor be a small part (``part_share``)
    of a longer text that opens with other matter: a digest is linked to what it carries and is no copy of it.
    ``near_share`` of the shingles contained is a near duplicate where it holds both ways, containment where it holds
    one way; what is reworded further is derived.
    ``link_share`` is the share from which a pair that is not one text is kept as derived. Of two texts that share less
    than ``least_shared`` of the shorter one's shingles, and whose facts rule a retelling out, no sentence is compared.

    The shares were chosen on labelled news pairs with same-event reports among them; bench_syndication.py prints what
    they reach there, on templates and on authored rewrites, half of which were put aside until the end.
    """

    shorter_share: float = 0.62
    both_share: float = 0.42
    near_share: float = 0.8
    numbers: float = 0.75
    names: float = 0.7
    short_words: int = 150
    short_facts: float = 0.8
    link_share: float = 0.3
    least_shared: float = 0.03
    edge_share: float = 0.85
    frame_share: float = 0.6
    longest_frame: int = 300
    told_facts: float = 0.85
    fewest_facts: int = 3
    unquoted_share: float = 0.3
    part_share: float = 0.4
    far_days: int = 30
    told_words: int = 700
    most_told: int = 400
    same_numbers: float = 0.75
    same_matter: float = 0.38
    same_told: float = 1.2
    same_names: float = 1.28
    same_uncased: float = 1.1
    same_growth: float = 0.1
    alike_length: float = 1.35
    opening_share: float = 0.35
    all_names: float = 0.9

    @property
    def options_id(self) -> str:
        return _options_id(self)


@lru_cache(maxsize=64)
def _options_id(options: MatchOptions) -> str:
    values = (
        options.shorter_share, options.both_share, options.numbers, options.names, options.short_facts,
        options.edge_share, options.told_facts, options.fewest_facts, options.unquoted_share, options.part_share,
        options.far_days, options.same_numbers, options.same_matter, options.same_told, options.same_names,
        options.same_uncased, options.same_growth, options.alike_length, options.opening_share, options.all_names,
    )  # fmt: skip
    return "m4-" + "-".join(f"{value:g}".removeprefix("0") for value in values)


def may_be_retold(found: Evidence, options: MatchOptions) -> bool:
    """Whether to look for retold sentences: in copies, for their partners, and where facts and matter meet."""
    if is_worded(found, options):
        return True
    shorter, longer = by_length(found)
    if len(shorter.words) > options.told_words or told(shorter, longer)[1] < options.told_facts:
        return False
    return retelling_share(shorter.contents, longer.contents) >= options.shorter_share


def tells_same_facts(found: Evidence, options: MatchOptions) -> bool:
    """Whether the shorter text is told from the facts of the longer one; see transforms.same_facts."""
    shorter, longer = by_length(found)
    # a paragraph that weighs nothing must not be what makes them one
    if len(longer.words) > options.most_told or sum(found.weighed) < len(shorter.words) + len(longer.words):
        return False
    return _is_told_either_way(shorter, longer, options)


def _is_told_either_way(shorter: Profile, longer: Profile, options: MatchOptions) -> bool:
    # a desk that adds matter of its own to a report that it cuts makes the text that is told again the longer one
    is_alike = len(longer.words) <= options.alike_length * len(shorter.words)
    return _is_told(shorter, longer, options) or (is_alike and _is_told(longer, shorter, options))


def _is_told(shorter: Profile, longer: Profile, options: MatchOptions) -> bool:
    seen = same_facts(shorter, longer)
    has_numbers = seen.shared_numbers >= FEWEST_NUMBERS
    if shorter.has_case:
        fewest, least = options.fewest_facts, options.same_told if has_numbers else options.same_names
    else:
        # without capitals there are no names to tell it by
        fewest, least = FEWEST_NUMBERS, options.same_uncased
    if seen.shared_facts < fewest or seen.shared_numbers < options.same_numbers * seen.numbers:
        return False
    matter = retelling_share(shorter.contents, longer.contents)
    # of what is asked of short texts a long one has more by chance: its words and its cast are those of a topic
    least += options.same_growth * max(0, len(longer.words) - options.short_words) / 100
    return matter >= options.same_matter and matter + seen.told >= least


def may_be_told(left: Profile, right: Profile, options: MatchOptions) -> bool:
    """Whether facts and matter allow that the shorter text tells the longer one in other words, sentences apart."""
    shorter, longer = (left, right) if len(left.words) <= len(right.words) else (right, left)
    if not shorter.has_case:
        return True
    if len(longer.words) <= options.most_told and _is_told_either_way(shorter, longer, options):
        return True
    # what would be a retelling, sentence by sentence
    count, share = told(shorter, longer)
    return (
        count >= options.fewest_facts
        and share >= options.told_facts
        and retelling_share(shorter.contents, longer.contents) >= options.shorter_share
    )


def is_worded(found: Evidence, options: MatchOptions) -> bool:
    """Whether enough of the wording is shared."""
    return found.worded[0] >= options.shorter_share or min(found.worded) >= options.both_share


def decision(a: Article, b: Article, found: Evidence, options: MatchOptions) -> tuple[bool, tuple[str, ...]]:
    """Whether two articles carry one text, and why in words; ``a`` is the one of ``found.left``."""
    shorter, longer = found.shares
    reasons = [f"{shorter:.0%} of the shorter text and {longer:.0%} of the longer one lie in aligned sentences"]
    is_same_facts = not is_worded(found, options) and tells_same_facts(found, options)
    if not is_worded(found, options):
        against = None if is_same_facts else _against_retelling(found, options)
        if against:
            return False, (*reasons, against)
        reasons.append("the shorter one retells the longer one in other words, with the same facts")
    if veto := next((why for _, why in _vetoes(a, b, found, options, is_same_facts=is_same_facts) if why), None):
        return False, (*reasons, veto)
    in_numbers, in_names = found.facts
    reasons.append(f"numbers agree {in_numbers.share:.2f}, names {in_names.share:.2f}")
    return True, tuple(reasons)


def vetoes(a: Article, b: Article, found: Evidence, options: MatchOptions) -> tuple[tuple[str, str | None], ...]:
    """Every veto by its name, in the order in which they are asked, with what it says; None where it is silent.

    A decision ends with the first that speaks; here all are asked, so that a person sees how near the others were.
    """
    is_same_facts = not is_worded(found, options) and tells_same_facts(found, options)
    return tuple(_vetoes(a, b, found, options, is_same_facts=is_same_facts))


def _vetoes(
    a: Article, b: Article, found: Evidence, options: MatchOptions, *, is_same_facts: bool
) -> Iterator[tuple[str, str | None]]:
    if is_same_facts:
        # what is told in other words has few aligned sentences to look at
        yield "facts", None
        yield "quotation", _told_quotation_veto(found, options)
        yield "edges", None
    else:
        yield "facts", _facts_veto(found, options)
        yield "quotation", _quotation_veto(found, options)
        yield "edges", _edge_veto(a, b, found, options)
    yield "season", _season_veto(a, b, found, options)
    yield "digest", _part_veto(a, b, found, options)


def _against_retelling(found: Evidence, options: MatchOptions) -> str | None:
    """Why a text that shares too little wording is no retelling either."""
    shorter, longer = found.shares
    too_little = f"under {options.shorter_share:.0%} of the shorter and {options.both_share:.0%} of both"
    if shorter < options.shorter_share and min(shorter, longer) < options.both_share:
        return too_little
    count, share = told(*by_length(found))
    if share == 1.0 and shorter >= options.edge_share and not by_length(found)[0].has_case:
        # without capitals there are no names to tell it by
        return None
    if count < options.fewest_facts:
        return f"{too_little} in common wording, and only {count} numbers and names to tell a retelling by"
    if share < options.told_facts:
        return f"{too_little} in common wording, and {share:.0%} of the shorter one's numbers and names in the other"
    return None


def _facts_veto(found: Evidence, options: MatchOptions) -> str | None:
    """Why the facts say that these are two texts of one template, None where they do not."""
    one = found.facts
    other = facts(found.right, found.left, found.right_links)
    in_numbers, in_names = _worse(one[0], other[0]), _worse(one[1], other[1])
    if in_numbers.share < options.numbers and in_numbers.replaced >= 2:
        return f"numbers in aligned sentences disagree ({in_numbers.replaced} replaced, {in_numbers.shared} shared)"
    if in_names.share < options.names and in_names.replaced >= 3 and not _stand_elsewhere("names", found, options):
        return f"names in aligned sentences disagree ({in_names.replaced} replaced, {in_names.shared} shared)"
    if found.words >= options.short_words:
        return None
    whole = {
        "numbers": agreement(found.left.numbers, found.right.numbers),
        "names": presence(found.left.names, found.right.names, found.left.word_set, found.right.word_set),
    }
    for what, agreed in whole.items():
        is_replaced = agreed.share < options.short_facts and agreed.replaced >= 1
        if is_replaced and not _stand_elsewhere(what, found, options):
            return f"{what} of two short texts disagree ({agreed.replaced} replaced, {agreed.shared} shared)"
    return None


def _stand_elsewhere(what: str, found: Evidence, options: MatchOptions) -> bool:
    """Whether the facts of the shorter text are not replaced but stand elsewhere in the other, or in another form."""
    seen = same_facts(*by_length(found))
    return seen.has_all_numbers if what == "numbers" else seen.share_of_names >= options.all_names


def _worse(one: Agreement, other: Agreement) -> Agreement:
    return min(one, other, key=lambda agreed: (agreed.share, -agreed.replaced, agreed.shared))


_QUOTED = re.compile(r"[\"“„«»「『](?P<said>[^\"“”„«»「」『』]{20,})[\"”“«»」』]")
_QUOTE = re.compile('["“„«»「『]')
_QUOTATION = 0.6
"""Share of a sentence's characters within quotation marks from which it is somebody's words, not the writer's."""


def _is_quotation(text: str) -> bool:
    if not _QUOTE.search(text):
        return False
    return sum(len(found["said"]) for found in _QUOTED.finditer(text)) >= _QUOTATION * len(text)


def _quotation_veto(found: Evidence, options: MatchOptions) -> str | None:
    """Why what is shared is what somebody said to several reporters."""
    said = [place for place, text in enumerate(found.left.texts) if _is_quotation(text)]
    own = found.left_weights & ~found.left.marked(said) if said else found.left_weights
    if own.all():
        return None
    share = share_of(found.left, found.left_overlap, found.left_links, own, with_retold=True)
    if share < options.unquoted_share:
        return f"what is shared is quotation: {share:.0%} of the shorter text's own words"
    return None


def _told_quotation_veto(found: Evidence, options: MatchOptions) -> str | None:
    """Why what is told again is what somebody said: outside quotations the shorter text has other matter."""
    shorter, longer = by_length(found)
    own = [shorter.contents_of[place] for place, text in enumerate(shorter.texts) if not _is_quotation(text)]
    contents = frozenset[str]().union(*own)
    if not contents or len(own) == len(shorter.texts):
        return None
    share = retelling_share(contents, longer.contents)
    if share < options.unquoted_share:
        return f"what is told again is quotation: {share:.0%} of the shorter text's own matter"
    return None


def _edge_veto(a: Article, b: Article, found: Evidence, options: MatchOptions) -> str | None:
    """Why what is shared is one publisher's boilerplate: verbatim edges around two texts of their own.

    Between two known publishers there is no common boilerplate. Elsewhere a copy shares its title or nearly all of its
    words; under no title, its opening and most of the shorter text. Two articles in one frame share none of these.
    """
    if _is_elsewhere(a, b) or max(found.left_share, found.right_share) >= options.edge_share:
        return None
    if min(found.shares) > MOST_OF_BOTH and _shared_words(found) >= options.longest_frame:
        return None
    if not _is_edge(found) or titles_agree(a, b):
        return None
    if _openings_agree(found) and not _is_framed(found, options):
        is_other_headline = bool(a.title and b.title)
        if not is_other_headline and found.shares[0] >= options.shorter_share:
            return None
    return "what is shared stands only at the edges, word for word, around two texts of their own: boilerplate"


MOST_OF_BOTH = 0.5


def _shared_words(found: Evidence) -> float:
    return min(share * count for share, count in zip((found.left_share, found.right_share), found.weighed, strict=True))


def _is_elsewhere(a: Article, b: Article) -> bool:
    """Whether two known publishers printed them."""
    return bool(a.publisher and b.publisher and a.publisher.publisher_id != b.publisher.publisher_id)


def _days_apart(one: date | None, other: date | None) -> int:
    return abs((one - other).days) if one and other else 0


def _season_veto(a: Article, b: Article, found: Evidence, options: MatchOptions) -> str | None:
    """Why two articles of two seasons are two texts around the same standing matter.

    Copies are printed within days. What is shared over months is background, galleries, lists and series, unless it is
    nearly all of both texts, or they carry one headline.
    """
    days = _days_apart(a.published_on, b.published_on)
    if days <= options.far_days or found.shares[1] >= options.edge_share or is_one_title(a, b):
        return None
    return f"{days} days apart under two headlines: what they share is background"


def _part_veto(a: Article, b: Article, found: Evidence, options: MatchOptions) -> str | None:
    """Why the longer text is a digest that carries the shorter one among other matter."""
    shorter, longer = by_length(found)
    linked = found.right_links if longer is found.right else found.left_links
    if not is_worded(found, options) and len(shorter.words) >= options.part_share * len(longer.words):
        # too large to be an item of it; what is told in other words has few aligned sentences
        return None
    if found.shares[1] >= options.part_share or titles_agree(a, b) or not linked:
        return None
    opening = min(3, max(1, len(longer.texts) // 8))
    if any(link.left < opening for link in linked):
        return None
    opens = frozenset[str]().union(*longer.contents_of[:opening])
    if not is_worded(found, options) and retelling_share(opens, shorter.contents) >= options.opening_share:
        return None
    return f"the shorter one is {found.shares[1]:.0%} of a longer text that opens with other matter: a digest"


def _is_edge(found: Evidence) -> bool:
    """Whether all that is shared is copied, and stands before and after one run of sentences of its own."""
    linked = {link.left for link in found.left_links}
    inner = [place for place in range(len(found.left.texts)) if place not in linked]
    if not inner or not linked or not all(link.is_copied for link in found.left_links):
        return False
    return all(place > inner[-1] or place < inner[0] for place in linked)


def _openings_agree(found: Evidence) -> bool:
    """Whether one of the first two sentences of each text has a partner."""
    left = any(link.left < 2 for link in found.left_links)
    right = any(link.left < 2 for link in found.right_links)
    return left and right


_LONGEST_NOTICE = 3
"""Sentences: what a publisher prints above every text is short, what a copy takes from the top is not."""


def _is_framed(found: Evidence, options: MatchOptions) -> bool:
    """Whether both texts open and close alike around long middles of which nothing is shared."""
    if max(found.left_share, found.right_share) > options.frame_share:
        return False
    sides = ((found.left, found.left_links), (found.right, found.right_links))
    return all(_has_own_middle(len(text.texts), {link.left for link in linked}) for text, linked in sides)


def _has_own_middle(count: int, linked: set[int]) -> bool:
    own = [place for place in range(count) if place not in linked]
    return bool(own) and own[-1] - own[0] == len(own) - 1 and 0 < own[0] <= _LONGEST_NOTICE and own[-1] < count - 1

"""What candidate search sees of two stored articles, and in words why it does not compare them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.candidate_texts import MATTER
from transforms.candidates import PairOptions
from transforms.fingerprinting import DEFAULT as FINGERPRINT
from warehouse.rows import ArticleRow, FingerprintRow

if TYPE_CHECKING:
    from warehouse.lookups import Lookups


@dataclass(frozen=True, slots=True)
class Nearness:
    """Shared hashes of wording and of matter, each with its share of the smaller text's, and days apart.

    ``refusals`` says in words why the pair is not compared; empty when it is. Days are None where one has no day.
    """

    shared: int
    share: float
    days_apart: int | None
    refusals: tuple[str, ...]
    matter_shared: int = 0
    matter_share: float = 0.0


def nearness(reads: Lookups, left: ArticleRow, right: ArticleRow, options: PairOptions) -> Nearness | None:
    """None where one of the two has no fingerprint."""
    made = reads.fingerprints_of([left.article_id, right.article_id], FINGERPRINT.options_id)
    one, other = made.get(left.article_id), made.get(right.article_id)
    if one is None or other is None:
        return None
    is_own = left.publisher_id is not None and left.publisher_id == right.publisher_id
    shared, share = _shared(one.hashes, other.hashes)
    matter_shared, matter_share = _shared(one.matter_hashes or (), other.matter_hashes or ())
    by_wording = _too_little(shared, share, options, "hashes of wording", is_own=is_own)
    by_matter = _too_little(matter_shared, matter_share, MATTER, "pairs of facts", is_own=is_own)
    # either of the two is enough to be compared
    refusals = [by_wording, by_matter] if by_wording and by_matter else []
    if not (one.matter_hashes and other.matter_hashes):
        refusals = refusals[:1]
    days = _days_apart(one, other)
    if options.window_days is not None and days is not None and days > options.window_days:
        refusals.append(f"they lie {days} days apart, at most {options.window_days} are looked across")
    return Nearness(shared, round(share, 6), days, tuple(refusals), matter_shared, round(matter_share, 6))


def _shared(one: Sequence[int], other: Sequence[int]) -> tuple[int, float]:
    shared = len(set(one) & set(other))
    smaller = min(len(one), len(other))
    return shared, shared / smaller if smaller else 0.0


def _too_little(shared: int, share: float, options: PairOptions, what: str, *, is_own: bool) -> str | None:
    if shared < options.min_shared:
        return f"they share {shared} {what}, {options.min_shared} are needed"
    if share < options.min_share:
        return f"they share {share:.1%} of the shorter one's {what}, {options.min_share:.0%} are needed"
    if is_own and share < options.own_share:
        needed = f"{options.own_share:.0%} are needed between articles of one publisher"
        return f"they share {share:.1%} of the shorter one's {what}, {needed}"
    return None


def _days_apart(one: FingerprintRow, other: FingerprintRow) -> int | None:
    if one.window_on is None or other.window_on is None:
        return None
    return abs((one.window_on - other.window_on).days)

"""What the decision about a pair looks at: shares of aligned words, and the facts of aligned sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from transforms.alignment import Link, Overlap, facts
from transforms.facts import Agreement
from transforms.profiles import Profile

CHARACTERS_A_WORD = 3
"""Characters of Chinese, Japanese or Thai that say about as much as a word: so many make a text short or long."""

Words = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Evidence:
    """What the decision looks at, for two texts of which the left one is the shorter.

    ``left_weights`` and ``right_weights`` say for each word whether it counts (standing paragraphs do not).
    """

    left: Profile
    right: Profile
    left_overlap: Overlap
    right_overlap: Overlap
    left_links: list[Link]
    right_links: list[Link]
    left_weights: Words
    right_weights: Words

    @cached_property
    def left_share(self) -> float:
        return self._share_of_left(with_retold=True) if _has_retold(self.left_links) else self._worded_sides[0]

    @cached_property
    def right_share(self) -> float:
        return self._share_of_right(with_retold=True) if _has_retold(self.right_links) else self._worded_sides[1]

    @cached_property
    def _worded_sides(self) -> tuple[float, float]:
        return self._share_of_left(with_retold=False), self._share_of_right(with_retold=False)

    def _share_of_left(self, *, with_retold: bool) -> float:
        return share_of(self.left, self.left_overlap, self.left_links, self.left_weights, with_retold=with_retold)

    def _share_of_right(self, *, with_retold: bool) -> float:
        return share_of(self.right, self.right_overlap, self.right_links, self.right_weights, with_retold=with_retold)

    @cached_property
    def worded(self) -> tuple[float, float]:
        """The shares of the shorter and the longer text without retold sentences."""
        return self._ordered(self._worded_sides)

    @cached_property
    def facts(self) -> tuple[Agreement, Agreement]:
        """How numbers and names of the left text's linked sentences agree."""
        return facts(self.left, self.right, self.left_links)

    @cached_property
    def weighed(self) -> tuple[int, int]:
        """How many words of the left and of the right text count."""
        return int(np.count_nonzero(self.left_weights)), int(np.count_nonzero(self.right_weights))

    @cached_property
    def shares(self) -> tuple[float, float]:
        """The shares of the shorter and the longer text, retold sentences included."""
        return self._ordered((self.left_share, self.right_share))

    def _ordered(self, shares: tuple[float, float]) -> tuple[float, float]:
        sizes = self.weighed
        if sizes[0] == sizes[1]:
            return max(shares), min(shares)
        return shares if sizes[0] < sizes[1] else (shares[1], shares[0])

    @property
    def words(self) -> int:
        """Words that count in the shorter text; of a script without spaces CHARACTERS_A_WORD make one."""
        return min(
            round(count * (1 - text.unspaced_share * (1 - 1 / CHARACTERS_A_WORD)))
            for text, count in zip((self.left, self.right), self.weighed, strict=True)
        )


def by_length(found: Evidence) -> tuple[Profile, Profile]:
    """The shorter and the longer text."""
    if found.left.numbered.size <= found.right.numbered.size:
        return found.left, found.right
    return found.right, found.left


def told(shorter: Profile, longer: Profile) -> tuple[int, float]:
    """How many numbers and names the shorter text has, and the share of them that stands in the longer one."""
    count = len(shorter.facts)
    missing = shorter.facts - longer.word_set - longer.facts
    return count, (count - len(missing)) / count if count else 0.0


def share_of(text: Profile, common: Overlap, found: list[Link], weights: Words, *, with_retold: bool) -> float:
    """The share of a text's words in sentences that have a partner, or in longer runs that the other has too."""
    total = int(np.count_nonzero(weights))
    if not total:
        return 0.0
    covered = text.marked([link.left for link in found if with_retold or not link.is_retold])
    covered |= common.covered
    covered &= weights
    return float(np.count_nonzero(covered)) / total


def _has_retold(found: list[Link]) -> bool:
    return any(link.is_retold for link in found)

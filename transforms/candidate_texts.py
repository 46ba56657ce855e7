"""Candidates by wording or by matter: two indexes over the same articles, and the pairs that either of them finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from transforms.candidates import CandidateIndex, Found, Hashes, PairOptions

MATTER = PairOptions(min_share=0.06, min_shared=3, own_share=0.2)
"""When matter alone makes two texts candidates: three pairs of facts, that is three facts, and 6 % of the smaller set;
20 % within one publisher, whose reports share its names. The window is that of the wording."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Some texts, one entry each: hashes of wording, of matter, days since 1970 and numbers of publishers."""

    hashes: Sequence[Hashes]
    matter: Sequence[Hashes]
    days: Sequence[int]
    owners: Sequence[int]


@dataclass(slots=True)
class TextIndex:
    """Articles by number (from 0, in the order of adding)."""

    wording: CandidateIndex = field(default_factory=CandidateIndex)
    matter: CandidateIndex = field(default_factory=CandidateIndex)

    def __len__(self) -> int:
        return len(self.wording)

    @property
    def byte_count(self) -> int:
        """Bytes of all arrays."""
        return self.wording.byte_count + self.matter.byte_count

    def add(self, texts: Asking) -> range:
        """Take articles in; returns their numbers."""
        self.matter.add(texts.matter, texts.days, texts.owners)
        return self.wording.add(texts.hashes, texts.days, texts.owners)

    def drop(self, numbers: Sequence[int]) -> None:
        """Articles that are gone, or came again under another number."""
        self.wording.drop(numbers)
        self.matter.drop(numbers)

    def candidates(
        self, texts: Asking, options: PairOptions, own: Sequence[int] | None = None
    ) -> list[tuple[int, int]]:
        """The pairs (asking text, number in the index), sorted; each once (``own`` as CandidateIndex has it)."""
        by_matter = replace(MATTER, window_days=options.window_days)
        worded = self.wording.candidates(texts.hashes, texts.days, options, own, texts.owners)
        told = self.matter.candidates(texts.matter, texts.days, by_matter, own, texts.owners)
        return sorted({*_pairs(worded), *_pairs(told)})


def _pairs(found: Found) -> zip[tuple[int, int]]:
    return zip(found.asked.tolist(), found.held.tolist(), strict=True)

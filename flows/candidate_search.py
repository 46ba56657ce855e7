"""Candidates among all that is stored: an index in memory, kept for a run and brought up to date before each use.

The warehouse stays the truth. Fingerprints carry the number of the commit that wrote them, so what other writers
committed meanwhile is read before the index is asked. It holds the days that the batches so far have needed, with what
lies around them; when it holds too many articles, it starts anew with the days of the batch in hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from flows.pairing import Compared, Pair, as_hashes, day_number, numbered, ordered, owner_number
from transforms.candidate_texts import Asking, TextIndex
from transforms.candidates import PairOptions
from warehouse import Writer

MARGIN = timedelta(days=30)
"""Read beyond the days that are needed, so that a stream that moves on does not read at every batch."""
MOST_HELD = 3_000_000
"""Articles (some 2 kB each) above which days that are not needed now are let go."""

Span = tuple[date, date]


@dataclass(slots=True)
class CandidateSearch:
    """The index of one run. ``span`` is what it holds: days with both ends in, None for every day."""

    options_id: str
    index: TextIndex = field(default_factory=TextIndex)
    ids: list[UUID] = field(default_factory=list)
    numbers: dict[UUID, int] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    """A number for each publisher."""
    generation: int = -1
    span: Span | None = None

    def clear(self) -> None:
        """Forget all; the next use reads again. For commits that were rolled back."""
        self.index, self.ids, self.numbers = TextIndex(), [], {}
        self.generation, self.span = -1, None

    def pairs(self, writer: Writer, compared: Sequence[Compared], options: PairOptions) -> set[Pair]:
        """The candidate pairs of some stored articles with all that is stored, lesser id first."""
        self._refresh(writer, _needed(compared, options.window_days))
        asking = [one for one in compared if one.hashes]
        texts = Asking(
            [as_hashes(one.hashes) for one in asking],
            [as_hashes(one.matter_hashes) for one in asking],
            [day_number(one.day) for one in asking],
            [owner_number(one, self.owners) for one in asking],
        )
        own = [self.numbers[one.article_id] for one in asking]
        return {
            ordered(asking[asked].article_id, self.ids[held])
            for asked, held in self.index.candidates(texts, options, own)
        }

    def _refresh(self, writer: Writer, needed: Span | None) -> None:
        newest = writer.fingerprint_generation()
        if self.generation < 0 or not _covers(self.span, needed):
            wider = _union(self.span, needed) if self.generation >= 0 and len(self.index) < MOST_HELD else needed
            self.clear()
            self.span = (wider[0] - MARGIN, wider[1] + MARGIN) if wider else None
        for part in writer.fingerprints_since(self.generation, self.options_id, self.span):
            self.index.drop([self.numbers[row[0]] for row in part if row[0] in self.numbers])
            numbers = self.index.add(
                Asking(
                    [as_hashes(row[2]) for row in part],
                    [as_hashes(row[3]) for row in part],
                    [day_number(row[1]) for row in part],
                    [numbered(row[4], self.owners) for row in part],
                )
            )
            self.ids.extend(row[0] for row in part)
            self.numbers.update(zip((row[0] for row in part), numbers, strict=True))
        self.generation = newest


def _needed(compared: Sequence[Compared], window_days: int | None) -> Span | None:
    """The days that candidates may have; None for any."""
    days = [one.day for one in compared]
    if window_days is None or None in days or not days:
        return None
    known = [day for day in days if day is not None]
    around = timedelta(days=window_days)
    return min(known) - around, max(known) + around


def _covers(held: Span | None, needed: Span | None) -> bool:
    if held is None:
        return True
    return needed is not None and held[0] <= needed[0] and needed[1] <= held[1]


def _union(one: Span | None, other: Span | None) -> Span | None:
    if one is None or other is None:
        return None
    return min(one[0], other[0]), max(one[1], other[1])

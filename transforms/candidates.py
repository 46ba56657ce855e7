"""Which articles may share a text: an index of hashes in a few sorted arrays.

A pair is a candidate when it shares ``min_shared`` hashes and ``min_share`` of the smaller set, and its days lie within
the window: weighted containment, so that truncated and extended copies are found as well. This is a property of the
pair, whatever came first. Only in floods does the rest of the index count: of a hash that more than ``common`` articles
hold the ``first_holders`` of each run stand for all, where every shared hash is so common the pair must share
``flood_share``, and an article with more than ``most`` candidates keeps the ``kept`` best of them.

An entry takes 12 bytes a hash (its 64 bits and the number of the article) in runs of growing size that are merged as a
log-structured merge tree merges its own (O'Neil et al. 1996): adding costs a logarithm of the number, asking a binary
search in each of a handful of runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

UNDATED = np.iinfo(np.int32).min
"""The day of an article that has none: near to every other."""

UNOWNED = -1
"""The owner of an article whose publisher is not known."""


DENSE = 2
"""Cells of a table a meeting up to which meetings are counted in it."""

_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class PairOptions:
    """When two articles are compared at all.

    ``min_share`` of the smaller fingerprint's hashes and ``min_shared`` of them at least are shared, and the articles'
    days lie at most ``window_days`` apart (None: any distance). Where the figures come from:
    docs/decisions/0004-what-a-cluster-is.md; ``common``, ``flood_share`` and ``most``: 0036-candidates.md. Two articles
    of one publisher must share ``own_share``: what little they share is its boilerplate (0056-one-publisher.md).
    """

    window_days: int | None = 14
    min_share: float = 0.06
    min_shared: int = 2
    own_share: float = 0.2
    common: int = 200
    first_holders: int = 4
    flood_share: float = 0.35
    most: int = 64
    kept: int = 4


@dataclass(frozen=True, slots=True)
class Found:
    """Candidate pairs: numbers of the asking articles, of those in the index, and how many hashes they share."""

    asked: Places
    held: Places
    shared: Places


@dataclass(slots=True)
class _Run:
    hashes: Hashes
    numbers: npt.NDArray[np.uint32]


@dataclass(slots=True)
class CandidateIndex:
    """Articles by number (from 0, in the order of adding), with the day, the size and the owner of each."""

    days: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    sizes: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    owners: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    is_dead: npt.NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    count: int = 0
    _runs: list[_Run] = field(default_factory=list)

    def __len__(self) -> int:
        return self.count

    @property
    def byte_count(self) -> int:
        """Bytes of all arrays."""
        arrays = [array for run in self._runs for array in (run.hashes, run.numbers)]
        return sum(array.nbytes for array in (*arrays, self.days, self.sizes, self.owners, self.is_dead))

    def add(self, hashes: Sequence[Hashes], days: Sequence[int], owners: Sequence[int] | None = None) -> range:
        """Take articles in; returns their numbers.

        ``days`` are days since 1970, UNDATED for none; ``owners`` numbers of publishers, UNOWNED for none.
        """
        first, self.count = self.count, self.count + len(hashes)
        self._grow()
        numbers = range(first, self.count)
        sizes = np.fromiter((one.size for one in hashes), np.int32, len(hashes))
        self.days[first : self.count] = days
        self.sizes[first : self.count] = sizes
        self.owners[first : self.count] = UNOWNED if owners is None else owners
        self.is_dead[first : self.count] = False
        if sizes.sum():
            self._runs.append(_sorted_run(np.concatenate(hashes), np.repeat(np.array(numbers, np.uint32), sizes)))
            self._merge()
        return numbers

    def drop(self, numbers: Sequence[int]) -> None:
        """Articles that are gone, or came again under another number."""
        self.is_dead[list(numbers)] = True

    def _grow(self) -> None:
        if self.count > self.days.size:
            room = max(1024, self.count * 5 // 4)
            for name in ("days", "sizes", "owners", "is_dead"):
                old = getattr(self, name)
                wider = np.zeros(room, old.dtype)
                wider[: old.size] = old
                setattr(self, name, wider)

    def _merge(self) -> None:
        while len(self._runs) > 1 and self._runs[-2].hashes.size < 4 * self._runs[-1].hashes.size:
            last, before = self._runs.pop(), self._runs.pop()
            self._runs.append(_merged(before, last))

    def candidates(
        self,
        hashes: Sequence[Hashes],
        days: Sequence[int],
        options: PairOptions,
        own: Sequence[int] | None = None,
        owners: Sequence[int] | None = None,
    ) -> Found:
        """The candidates of some articles, by asked number then held number.

        ``own`` are their numbers in the index, where they are in it; of two that ask for each other the pair comes
        once. ``owners`` are the numbers of their publishers; None where no two are known to be of one.
        """
        sizes = np.fromiter((one.size for one in hashes), np.int64, len(hashes))
        if not sizes.sum():
            return Found(*(np.empty(0, np.int64) for _ in range(3)))
        order, asked = _asked(hashes, sizes)
        pairs, is_rare = self._met(order, asked, options)
        left, right, shared, rares = self._counted(pairs, is_rare, len(hashes))
        smaller = np.minimum(sizes[left], self.sizes[right])
        kept = (shared >= options.min_shared) & (shared >= options.min_share * smaller) & ~self.is_dead[right]
        kept &= (rares >= options.min_shared) | (shared >= options.flood_share * smaller)
        if owners is not None:
            asking = np.asarray(owners, np.int64)[left]
            is_own = (asking != UNOWNED) & (asking == self.owners[right])
            kept &= ~is_own | (shared >= options.own_share * smaller)
        kept &= _near(np.asarray(days, np.int64)[left], self.days[right].astype(np.int64), options.window_days)
        if own is not None:
            mine = np.asarray(own, np.int64)
            kept &= ~(np.isin(right, mine) & (right >= mine[left]))
        found = Found(left[kept], right[kept], shared[kept].astype(np.int64))
        return _best(found, smaller[kept], options)

    def _counted(
        self, pairs: npt.NDArray[np.uint64], is_rare: npt.NDArray[np.bool_], asking: int
    ) -> tuple[Places, Places, Places, Places]:
        """Of meetings the distinct pairs, asking and held, how often each met, and how often by a rare hash."""
        if asking * self.count <= DENSE * pairs.size:
            # a flood: counting in a table of all pairs costs a tenth of sorting the meetings
            cells = (pairs >> _HALF) * np.uint64(self.count) + (pairs & _LOW)
            every = np.bincount(cells.astype(np.int64), minlength=1)
            keys = np.flatnonzero(every)
            rare = np.bincount(cells[is_rare].astype(np.int64), minlength=every.size)
            return keys // self.count, keys % self.count, every[keys], rare[keys]
        met, shared = np.unique(pairs, return_counts=True)
        by_rare = np.unique(pairs[is_rare], return_counts=True)
        rares = np.zeros(met.size, np.int64)
        rares[np.searchsorted(met, by_rare[0])] = by_rare[1]
        return (met >> _HALF).astype(np.int64), (met & _LOW).astype(np.int64), shared.astype(np.int64), rares

    def _met(
        self, hashes: Hashes, asked: npt.NDArray[np.uint32], options: PairOptions
    ) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.bool_]]:
        """Every meeting of an asked hash with a held one, as asked << 32 | held, and whether the hash is rare."""
        spans = [
            (np.searchsorted(run.hashes, hashes, "left"), np.searchsorted(run.hashes, hashes, "right"))
            for run in self._runs
        ]
        holders = np.zeros(hashes.size, np.int64)
        for start, end in spans:
            holders += end - start
        is_rare = holders <= options.common
        keys, flags = [], []
        for run, (start, end) in zip(self._runs, spans, strict=True):
            # of a hash that everybody holds the earliest holders stand for the others
            lengths = np.where(is_rare, end - start, np.minimum(end - start, options.first_holders))
            total = int(lengths.sum())
            if not total:
                continue
            places = np.repeat(start - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths) + np.arange(total)
            keys.append(
                (np.repeat(asked, lengths).astype(np.uint64) << np.uint64(32)) | run.numbers[places].astype(np.uint64)
            )
            flags.append(np.repeat(is_rare, lengths))
        if not keys:
            return np.empty(0, np.uint64), np.empty(0, np.bool_)
        return np.concatenate(keys), np.concatenate(flags)


def _asked(hashes: Sequence[Hashes], sizes: Places) -> tuple[Hashes, npt.NDArray[np.uint32]]:
    """All hashes sorted, with the number of the article that asks: neighbours are found in the same cache lines."""
    every = np.concatenate(hashes)
    numbers = np.repeat(np.arange(len(hashes), dtype=np.uint32), sizes)
    order = np.argsort(every, kind="stable")
    return every[order], numbers[order]


def _near(one: Places, other: Places, window_days: int | None) -> npt.NDArray[np.bool_]:
    if window_days is None:
        return np.ones(one.size, np.bool_)
    return np.asarray((one == UNDATED) | (other == UNDATED) | (np.abs(one - other) <= window_days), np.bool_)


def _best(found: Found, smaller: Places, options: PairOptions) -> Found:
    """For articles with very many candidates those that share most of the smaller set."""
    if not found.asked.size or int(np.bincount(found.asked).max()) <= options.most:
        return found
    counts = np.bincount(found.asked)
    order = np.lexsort((found.held, -found.shared / smaller, found.asked))
    rank = np.arange(order.size) - np.concatenate(([0], np.cumsum(counts)))[found.asked[order]]
    kept = np.sort(order[(rank < options.kept) | (counts[found.asked[order]] <= options.most)])
    return Found(found.asked[kept], found.held[kept], found.shared[kept])


def _sorted_run(hashes: Hashes, numbers: npt.NDArray[np.uint32]) -> _Run:
    order = np.argsort(hashes, kind="stable")
    return _Run(hashes[order], numbers[order])


def _merged(one: _Run, other: _Run) -> _Run:
    """Two sorted runs as one, without sorting: each entry's place is its own plus those that come before it."""
    hashes = np.empty(one.hashes.size + other.hashes.size, np.uint64)
    numbers = np.empty(hashes.size, np.uint32)
    places = np.searchsorted(one.hashes, other.hashes, "right") + np.arange(other.hashes.size)
    is_other = np.zeros(hashes.size, np.bool_)
    is_other[places] = True
    hashes[is_other], numbers[is_other] = other.hashes, other.numbers
    hashes[~is_other], numbers[~is_other] = one.hashes, one.numbers
    return _Run(hashes, numbers)

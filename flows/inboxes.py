"""One look into an inbox: what is complete and new is taken in and, once it is committed, moved aside.

`take_inbox` is a round that a loop may call as often as it likes: where nothing is new, no file is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from connectors.files import location_of
from connectors.inbox import Arrival, InboxOptions, arrivals, digest_of, moved, read_arrival
from flows.running import Item, Run
from transforms.errors import NewsfoldError
from transforms.model import Rejection, Source
from warehouse.source_rows import InboxFileRow

INBOX = "inbox"

StoreAll = Callable[[Iterable[Item]], None]


@dataclass(slots=True)
class InboxRound:
    """What one look found: files taken in, known by their bytes, refused, and still being written."""

    taken: list[Path] = field(default_factory=list)
    known: list[Path] = field(default_factory=list)
    failed: list[Path] = field(default_factory=list)
    waiting: list[Path] = field(default_factory=list)

    @property
    def line(self) -> str:
        return (
            f"{len(self.taken)} files taken in, {len(self.known)} known, {len(self.failed)} refused, "
            f"{len(self.waiting)} still being written"
        )


@dataclass(slots=True)
class _Fresh:
    """A file of this round that was not known at its place: its digest, and how many items it held."""

    arrival: Arrival
    digest: str
    item_count: int = 0


def take_inbox(run: Run, source: Source, store_all: StoreAll) -> InboxRound:
    """One round. ``store_all`` takes the items of all new files and has committed them when it returns.

    Files are moved only after that: a round that is killed is done again, and finds its documents known. Raises
    LocationMissing where there is no folder, and what ``store_all`` raises.
    """
    folder, options = Path(source.location), InboxOptions.of(source)
    found = InboxRound()
    complete, found.waiting = arrivals(folder, options, run.clock())
    standing = _known_here(run, source, complete)
    rows = [standing[arrival.path] for arrival in complete if arrival.path in standing]
    found.known = [arrival.path for arrival in complete if arrival.path in standing]
    fresh = [one for arrival in complete if arrival.path not in standing for one in _digested(arrival)]
    known = _known_bytes(run, source, fresh)
    new = [one for one in fresh if one.digest not in known]
    with run.report.hearing() as heard:
        store_all(_items(run, source, new, found))
    new = [one for one in new if one.arrival.path not in set(found.waiting)]
    refused = _refused(heard, new)
    states = {one.digest: "failed" if refused[one.arrival.path] >= one.item_count else "done" for one in new}
    for one in fresh:
        state = states.get(one.digest) or (known[one.digest].state if one.digest in known else None)
        if state is None:
            continue
        rows.append(_row(run, source, one, state))
        listed = found.known if one.digest in known else found.failed if state == "failed" else found.taken
        listed.append(one.arrival.path)
    _remember(run, source, rows, folder, options)
    return found


def _known_here(run: Run, source: Source, complete: Sequence[Arrival]) -> dict[Path, InboxFileRow]:
    """Files that were taken in at this place and have not been written to since."""
    places = {location_of(arrival.path): arrival for arrival in complete}
    with run.looking() as reads:
        pairs = [(source.source_id, place) for place in places]
        rows = reads.stored(InboxFileRow, ("source_id", "location"), pairs)
    return {
        places[row.location].path: row
        for row in rows
        if (row.byte_count, row.modified_at) == (places[row.location].mark[0], places[row.location].modified_at)
    }


def _known_bytes(run: Run, source: Source, fresh: Sequence[_Fresh]) -> dict[str, InboxFileRow]:
    with run.looking() as reads:
        pairs = [(source.source_id, one.digest) for one in fresh]
        rows = reads.stored(InboxFileRow, ("source_id", "sha256"), pairs)
    return {row.sha256: row for row in rows}


def _digested(arrival: Arrival) -> list[_Fresh]:
    """The file with its digest; one that cannot be read is none, and reading it will say why."""
    try:
        return [_Fresh(arrival, digest_of(arrival.path))]
    except FileNotFoundError:
        return []
    except OSError:
        return [_Fresh(arrival, f"unreadable {location_of(arrival.path)}")]


def _items(run: Run, source: Source, new: Sequence[_Fresh], found: InboxRound) -> Iterator[Item]:
    """What the files hold, one after the other; the same bytes twice in one round are read once."""
    seen: set[str] = set()
    for one in new:
        if one.digest in seen:
            continue
        seen.add(one.digest)
        try:
            items = read_arrival(one.arrival, source, run.clock())
        except NewsfoldError as error:
            place, rule = location_of(one.arrival.path), getattr(error, "rule", "unreadable")
            items = iter([Rejection(place, "fetch", rule, str(error), source_id=source.source_id)])
        if items is None:
            found.waiting.append(one.arrival.path)
            continue
        for item in items:
            one.item_count += 1
            yield item


def _refused(rejections: Sequence[Rejection], new: Sequence[_Fresh]) -> dict[Path, int]:
    """How many rejections each file has: its own, or those of its rows (``path#line``)."""
    places = {location_of(one.arrival.path): one.arrival.path for one in new}
    counts = dict.fromkeys(places.values(), 0)
    for one in rejections:
        path = places.get(one.location) or places.get(one.location.rpartition("#")[0])
        if path is not None:
            counts[path] += 1
    return counts


def _row(run: Run, source: Source, one: _Fresh, state: str) -> InboxFileRow:
    return InboxFileRow(
        source_id=source.source_id,
        location=location_of(one.arrival.path),
        byte_count=one.arrival.mark[0],
        modified_at=one.arrival.modified_at,
        sha256=one.digest,
        state=state,
        seen_at=run.clock(),
    )


def _remember(run: Run, source: Source, rows: Sequence[InboxFileRow], folder: Path, options: InboxOptions) -> None:
    """Commit what became of the files, then move them aside and say where to."""
    if not rows:
        return
    _commit(run, rows)
    moves = []
    for row in rows:
        aside = options.done_folder if row.state == "done" else options.failed_folder
        if aside is None:
            continue
        try:
            target = moved(Path(row.location), folder, aside, row.sha256)
        except OSError as error:
            run.report.failures.append(f"inbox: {source.name}: {row.location} was not moved: {error.strerror or error}")
            continue
        if target is not None:
            moves.append(replace(row, moved_to=location_of(target)))
    if moves:
        _commit(run, moves)


def _commit(run: Run, rows: Sequence[InboxFileRow]) -> None:
    with run.warehouse.writing() as writer, writer.transaction():
        writer.upsert(rows)

"""Remote sources polled, side by side or alone, and what they bring committed part by part."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from flows.batching import Call, Extent, Watch, captures_within, source_riders, store_all
from flows.fetched import Fetched
from flows.fetching import fetch_source
from flows.gathering import Gathered
from flows.polling_rounds import polled_side_by_side
from flows.revisiting import fetch_revisits
from flows.running import Riders, Run
from transforms.model import Source


def poll_all(run: Run, sources: Sequence[Source], call: Call, extent: Extent, progress: Watch | None) -> None:
    """Remote sources side by side, committed in batches as they come; what goes on after that, one after the other."""
    gathered = Gathered(run.settings.batch_size, run.settings.batch_bytes)
    going_on: list[tuple[Source, Fetched]] = []
    with closing(polled_side_by_side(run, sources)) as outcomes:
        for source, fetched in outcomes:
            call("poll", source.name, lambda fetched=fetched: fetched)  # type: ignore[misc]
            run.report.took(source.name, fetched.elapsed_s)
            if fetched.more is not None:
                going_on.append((source, fetched))
                continue
            run.report.unchanged_count += fetched.unchanged_pages
            run.report.sources.append((source.name, fetched.line))
            gathered.add(source, replace(fetched, items=captures_within(fetched.items, extent)))
            if gathered.is_full:
                _store_gathered(run, gathered, call, progress)
    _store_gathered(run, gathered, call, progress)
    for source, fetched in going_on:
        _store_parts(run, source, fetched, call, extent, progress)


def _store_gathered(run: Run, gathered: Gathered, call: Call, progress: Watch | None) -> None:
    if gathered.sources:
        riders = gathered.riders(source_riders(run, gathered.sources))
        store_all(run, gathered.name, gathered.items, riders, call, progress)
        gathered.clear()


def poll_alone(run: Run, source: Source, call: Call, extent: Extent, progress: Watch | None) -> None:
    """One source alone, as far as the extent reaches."""
    began = time.monotonic()
    fetched = call("poll", source.name, lambda: fetch_source(run, source, extent.limit))
    run.report.took(source.name, time.monotonic() - began)
    _store_parts(run, source, fetched, call, extent, progress)


def _store_parts(  # noqa: PLR0917
    run: Run, source: Source, fetched: Fetched, call: Call, extent: Extent, progress: Watch | None
) -> None:
    """A source part by part: what a part brought is committed before the next one is fetched."""
    name, left = source.name, extent.limit
    while True:
        run.report.unchanged_count += fetched.unchanged_pages
        items = captures_within(fetched.items, replace(extent, limit=left))
        if items or fetched.more is None or fetched.riders.feeds:
            store_all(run, name, items, _polled_riders(run, source, fetched), call, progress)
        left = None if left is None else left - len(items)
        more = fetched.more if left is None or left > 0 else None
        if more is None:
            break
        began = time.monotonic()
        fetched = call("poll", name, more)
        run.report.took(name, time.monotonic() - began)
    run.report.sources.append((name, fetched.line))


def _polled_riders(run: Run, source: Source, fetched: Fetched) -> Riders:
    told = fetched.riders
    return replace(
        source_riders(run, [source]),
        feeds=told.feeds,
        feed_items=told.feed_items,
        feed_events=told.feed_events,
        hosts=told.hosts,
    )


def revisit_all(run: Run, sources: Sequence[Source], call: Call, progress: Watch | None) -> None:
    """Pages of these sources that are due to be asked for again, a source at a time."""
    schedules = {source.source_id: source for source in sources if source.revisit is not None}
    for source in schedules.values():
        name = f"{source.name}: revisits"
        fetched = call("poll", name, lambda source=source: fetch_revisits(run, source))  # type: ignore[misc]
        if fetched is not None:
            run.report.unchanged_count += fetched.unchanged_pages
            riders = replace(source_riders(run, [source]), hosts=fetched.riders.hosts, revisits=fetched.riders.revisits)
            store_all(run, name, fetched.items, riders, call, progress)
            run.report.sources.append((name, fetched.line))

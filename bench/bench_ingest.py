"""How many articles a second go all the way: archived, parsed, decided, committed, published; and where the time goes.

The articles are generated (bench/generated_news.py) and read as rows of a JSON Lines table; "again" is the same table a
second time, where everything is known by its bytes. --full takes 5,000 articles instead of 600.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generated_news import reports, written
from measuring import arguments, say_machine, say_table

from connectors.registry import read_local, source_of
from flows.reports import RunReport
from flows.running import Item, Riders, Run, source_row, utc_now
from flows.settings import Settings
from warehouse import run_query

# What a batch goes through, by the names that a person knows; looking up, committing and publishing hold the lease.
STEPS = {
    "_look_up": "look up what is known",
    "_archived": "write to the archive",
    "_parsed": "parse and clean (worker processes)",
    "_commit": "decide and commit",
}


@contextmanager
def clocked(run: Run) -> Iterator[dict[str, float]]:
    """The seconds that each step of this run takes, added up."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def around(*values: Any, **options: Any) -> Any:
            began = time.perf_counter()
            try:
                return work(*values, **options)
            finally:
                spent[name] += time.perf_counter() - began

        return around

    for attribute, name in STEPS.items():
        setattr(run, attribute, timed(name, getattr(run, attribute)))
    publish = run.warehouse.publish
    run.warehouse.publish = timed("publish", publish)  # type: ignore[method-assign]
    yield spent


def one_pass(settings: Settings, table: Path) -> tuple[RunReport, dict[str, float], float]:
    """The table through a run, in batches; with its report, the seconds of the steps, and of all."""
    source = source_of(str(table))
    began = time.perf_counter()
    run = Run(settings, "ingest")
    with clocked(run) as spent, run:
        for batch in batches(list(read_local(source, utc_now())), settings.batch_size):
            run.store(batch, Riders(sources=[source_row(source, utc_now())]))
    return run.report, spent, time.perf_counter() - began


def batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def say_pass(name: str, report: RunReport, spent: dict[str, float], whole_s: float) -> None:
    print(f"\n{name}: {report.line()}")
    print(f"  {whole_s:.1f} s, {report.item_count / whole_s:.0f} articles/s")
    rest = whole_s - sum(spent.values())
    steps = sorted([*spent.items(), ("everything else", rest)], key=lambda step: -step[1])
    say_table(("step", "seconds", "share"), [(step, seconds, seconds / whole_s) for step, seconds in steps])


def say_publishing(settings: Settings) -> None:
    """What replacing the published file costs, as the warehouse itself keeps it."""
    from warehouse import Warehouse

    publication = Warehouse(settings.warehouse).status().publication
    if publication is not None:
        size = publication.byte_count / 2**20
        print(f"\npublished file: {size:.1f} MiB, the last publication took {publication.cost_s:.3f} s")


def main() -> None:
    options = arguments(__doc__)
    say_machine()
    count = 5_000 if options.full else 600
    made = reports(count)
    with TemporaryDirectory() as folder:
        table = written(made, Path(folder) / "news.jsonl")
        settings = Settings(warehouse=Path(folder) / "newsfold.duckdb")
        print(
            f"{count} generated articles of {len({row.text_id for row in made})} texts, {settings.batch_size} a batch"
        )
        say_pass("first time", *one_pass(settings, table))
        say_pass("again", *one_pass(settings, table))
        say_publishing(settings)
        clusters = run_query(settings.warehouse, "SELECT count(*) FROM clusters").rows[0][0]
        print(f"clusters found: {clusters}")


if __name__ == "__main__":
    main()

"""Every feed file of every set in a limited worker process: an outcome each, in time and memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from conformance import Row, row_of

from connectors.feed import looks_like_feed
from flows.parsing_pool import ParsingPool
from transforms.errors import InvalidFeed

WALL_S = 2.0
MEMORY_BYTES = 300 * 2**20


def rows(folder: Path, take_every: int = 1) -> list[Row]:
    """The counts of all files under ``folder``, or of every so many."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())[::take_every]
    with ParsingPool(1) as pool:
        row = row_of("feed files: an outcome within 2 s", 1.0, outcomes(paths, pool))
        peak = peak_memory_bytes(pool)
    kept = Row(
        f"feed files: worker under 300 MiB (was {(peak or 0) // 2**20})",
        int(peak is not None and peak <= MEMORY_BYTES),
        int(peak is not None and bool(paths)),
        1.0,
    )
    return [row, kept]


def outcomes(paths: list[Path], pool: ParsingPool) -> Iterator[tuple[str, bool]]:
    """A feed or the reason that it is none; a killed worker, or any other error, is a miss."""
    pool.parse_feed(b"<rss><channel><title>Warm</title></channel></rss>")
    for path in paths:
        body = path.read_bytes()
        looks_like_feed(body)
        began = time.perf_counter()
        try:
            pool.parse_feed(body, "https://quay.example/feed")
        except InvalidFeed:
            is_met = True
        except Exception:  # noqa: BLE001  whatever it is, it is a miss
            is_met = False
        else:
            is_met = True
        yield f"{path.parent.name}/{path.name}", is_met and time.perf_counter() - began < WALL_S


def peak_memory_bytes(pool: ParsingPool) -> int | None:
    """The most memory that a worker of the pool had, by the kernel's word; None where it gives none."""
    peaks = []
    for number in pool.process_ids():
        try:
            status = Path(f"/proc/{number}/status").read_text()
        except OSError:
            continue
        peaks += [int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")]
    return max(peaks, default=None)

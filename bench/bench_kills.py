"""A long backfill that is killed with -9 at ten random moments and run again each time, beside one that nobody kills.

The tables must be equal in the end, and one more run must extract and match nothing. It takes half an hour and more, so
it measures only when asked: python bench/bench_kills.py --run (2,000 articles) or --full (20,000); --form warc.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests")]

from generated_news import Report, reports, written  # noqa: E402
from killing import killed_after, started  # noqa: E402
from measuring import say_machine  # noqa: E402
from newsroom_writing import page_html  # noqa: E402
from warcio.statusandheaders import StatusAndHeaders  # noqa: E402
from warcio.warcwriter import WARCWriter  # noqa: E402
from warehouse_snapshot import snapshot  # noqa: E402

from warehouse import run_checks, run_query  # noqa: E402

KILLS = 10
BATCH_SIZE = 200


def archived(rows: list[Report], path: Path) -> Path:
    """The articles as pages in a WARC file, as a crawler writes it."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for row in rows:
            head = f'<meta property="article:published_time" content="{row.on}T08:00:00Z">'
            body = page_html(row.title, *row.paragraphs, head=head).encode()
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://www.{row.publisher}/{row.on:%Y/%m}/{row.report_id}"
            record = writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=http)
            writer.write_record(record)
    return path


def killed(warehouse: Path, source: Path, longest_s: float, seed: int) -> tuple[int, float]:
    """Kills until ten died at work, then lets it finish; how many died, and how long the last run took."""
    chance, died = random.Random(seed), 0
    while died < KILLS:
        seconds = chance.uniform(2.0, longest_s)
        if not killed_after(warehouse, source, seconds, BATCH_SIZE):
            break
        died += 1
        print(f"killed after {seconds:.1f} s ({died})", flush=True)
    return died, timed(warehouse, source)


def timed(warehouse: Path, source: Path) -> float:
    began = time.monotonic()
    process: subprocess.Popen[bytes] = started(warehouse, source, batch_size=BATCH_SIZE)
    if process.wait() != 0:
        raise SystemExit(f"the backfill into {warehouse} failed")
    return time.monotonic() - began


def once_more(warehouse: Path, source: Path) -> tuple[float, str]:
    """A finished backfill again: how long it takes, and what its run counted."""
    seconds = timed(warehouse, source)
    counts = "document_count, item_count, new_count, updated_count, matched_count"
    [row] = run_query(warehouse, f"SELECT {counts} FROM runs ORDER BY started_at DESC LIMIT 1").rows
    return seconds, "{} documents, {} items, {} new, {} updated, {} matched".format(*row)


def measure(folder: Path, count: int, form: str, longest_s: float, seed: int) -> bool:
    rows = reports(count)
    source = written(rows, folder / "news.jsonl") if form == "table" else archived(rows, folder / "news.warc.gz")
    whole, warehouse = folder / "whole" / "newsfold.duckdb", folder / "killed" / "newsfold.duckdb"
    died, last_s = killed(warehouse, source, longest_s, seed)
    whole_s = timed(whole, source)
    expected, found = snapshot(whole), snapshot(warehouse)
    differing = [name for name in expected if expected[name] != found[name]]
    differing += [finding.check for finding in run_checks(warehouse)]
    again_s, said = once_more(warehouse, source)
    print(f"{count} articles of a {form}: {died} kills, then {last_s:.0f} s to the end; {whole_s:.0f} s without a kill")
    print(f"differing tables and broken checks: {', '.join(differing) or 'none'}")
    print(f"once more: {again_s:.1f} s, {said}")
    return died == KILLS and not differing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--form", choices=["table", "warc"], default="table")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--longest", type=float, help="seconds until a kill at the most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.run and not options.full:
        print("not measured: it takes minutes; python bench/bench_kills.py --run, or --full")
        return 0
    say_machine()
    count = options.articles or (20_000 if options.full else 2_000)
    with TemporaryDirectory() as folder:
        is_equal = measure(Path(folder), count, options.form, options.longest or count / 400, options.seed)
    return 0 if is_equal else 1


if __name__ == "__main__":
    sys.exit(main())

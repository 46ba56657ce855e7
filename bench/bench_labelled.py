"""The labelled texts as a user has them: a JSONL table through `newsfold backfill`, clusters read back by SQL.

It takes minutes, so it measures only when asked: python bench/bench_labelled.py --run (a sample of whole groups) or
--full. --keep FOLDER leaves the warehouses there, to be asked. Ends with 1 where a floor is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent)]

from bench_syndication import SAMPLE, Labelled, labelled, quality_row, sampled  # noqa: E402
from measuring import evaluation_folder, say_machine, say_table, scorer  # noqa: E402

from warehouse import run_checks, run_query  # noqa: E402

FLOORS = {"14": 0.990, "none": 0.985}
"""F1 by the window in days."""
NATURAL, BOILERPLATE, SAME_EVENT = 0.98, 0.02, 0.001
ASKED = "SELECT a.guid, CAST(m.cluster_id AS VARCHAR) FROM cluster_members AS m JOIN articles AS a USING (article_id)"


def table_of(data: Labelled, path: Path) -> Path:
    """The texts as a table; a row's id is the text's."""
    columns = ("id", "publisher", "title", "text", "date")
    rows = ({name: text[name] for name in columns if text.get(name)} for text in data.texts)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def groups_by_sql(folder: Path, table: Path, window: str) -> tuple[dict[str, str], float]:
    """What `newsfold backfill` made of the table: the cluster of each text, and the seconds that it took."""
    warehouse = folder / f"window-{window}" / "newsfold.duckdb"
    warehouse.parent.mkdir(parents=True)
    command = [sys.executable, "-m", "flows.cli", "backfill", str(table), "--warehouse", str(warehouse), "--no-prefect"]
    began = time.monotonic()
    subprocess.run([*command, "--window", window], check=True, capture_output=True)
    spent_s = time.monotonic() - began
    if broken := run_checks(warehouse):
        raise SystemExit(f"checks fail: {', '.join(one.check for one in broken)}")
    return {str(guid): str(cluster) for guid, cluster in run_query(warehouse, ASKED).rows}, spent_s


def is_met(scored: Mapping[str, Any], floor: float) -> bool:
    false = {kind: scored["false_merge_rate"].get(kind, {}).get("rate", 0.0) for kind in scored["false_merge_rate"]}
    return (
        scored["f1"] >= floor
        and scored["recall_by_kind"].get("natural:all", {}).get("recall", 1.0) >= NATURAL
        and false.get("shared_boilerplate", 0.0) <= BOILERPLATE
        and false.get("same_event_independent", 0.0) <= SAME_EVENT
    )


def measure(folder: Path, data: Labelled, scores: Any) -> bool:
    table, rows, met = table_of(data, folder / "labelled.jsonl"), [], True
    for window, floor in FLOORS.items():
        groups, spent_s = groups_by_sql(folder, table, window)
        alone = {text["id"]: groups.get(text["id"], text["id"]) for text in data.texts}
        scored = scores.score(data.texts, data.pairs, data.groups, alone)
        met &= is_met(scored, floor)
        rows.append([*quality_row(f"window {window}, F1 floor {floor}", scored), f"{len(data.texts) / spent_s:.0f}/s"])
    head = (
        "through the warehouse",
        "precision",
        "recall",
        "F1",
        "ARI",
        "natural",
        "boilerplate",
        "same event",
        "texts",
    )
    say_table(head, rows)
    print(
        f"  floors: natural {NATURAL}, boilerplate {BOILERPLATE}, same event {SAME_EVENT}: {'met' if met else 'MISSED'}"
    )
    return met


def main() -> int:
    """Measure, where it is asked for and there are labelled texts."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--run", action="store_true")
    wanted.add_argument("--full", action="store_true")
    wanted.add_argument("--keep", type=Path)
    options = wanted.parse_args()
    found = evaluation_folder("syndication")
    if not (options.run or options.full) or found is None:
        print("not measured: it takes minutes; --run, --full" if found else "skipped: no labelled texts here")
        return 0
    say_machine()
    data, scores = labelled(found), scorer(found, "score_dedup")
    data = data if options.full else sampled(data, SAMPLE)
    with TemporaryDirectory() as folder:
        return 0 if measure(options.keep or Path(folder), data, scores) else 1


if __name__ == "__main__":
    sys.exit(main())

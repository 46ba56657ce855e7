"""The `newsfold` command as a process of its own, and a small real warehouse for it to look at."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from connectors.registry import read_local, source_of
from flows.cli import run
from flows.parsing_pool import ParsingPool
from flows.running import Riders, Run, source_row
from flows.settings import Settings
from warehouse import Warehouse, run_query
from warehouse.feed_rows import FeedRow
from warehouse.rows import ArticleRedirectRow, ClusterRedirectRow, SourceRow

HOUSE = Path(__file__).parent.parent
SEEDS = HOUSE / "seeds"
NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)

PARAGRAPHS = (
    "The harbour of Port Alder was closed on Monday after a storm tore eleven boats from their moorings overnight.",
    "Harbour master Ines Calder said that nobody was hurt, and that divers would look at the northern wall on Tuesday.",
    "Ferries to the islands of Great Skarn and Little Skarn will not run before Thursday, the line's owners announced.",
    "The fishing cooperative put the damage at 2.4 million crowns and asked the county for help within the week.",
    "Schools near the quay stay shut for two days, while the market moves to the square behind the town hall.",
)
LAST = "The weather service expects calmer winds from the middle of the week on, and no more rain along the coast."
FORMULA = '=HYPERLINK("https://evil.example","open")'
HERALD = "https://www.herald.example/2026/03/storm"
OLD_IDS = (
    "aaaa0000-0000-4000-8000-000000000001",
    "aaaa0000-0000-4000-8000-000000000002",
    "aaaabbbb-0000-4000-8000-000000000003",
)
OLD_CLUSTER = "cccc0000-0000-4000-8000-000000000004"


@dataclass(frozen=True)
class Place:
    """A warehouse with the two seeds, a report and its copy, and one alone with a formula for a title."""

    warehouse: Path
    names: Mapping[str, str]

    @property
    def home(self) -> Path:
        return self.warehouse.parent


def environment_with(values: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with nothing of NEWSFOLD_ but what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSFOLD_")}
    return {**kept, "PYTHONPATH": str(HOUSE), "COLUMNS": "120", **values}


def newsfold_process(
    *arguments: str | Path, cwd: Path = HOUSE, said: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs the command as a person does: a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *map(str, arguments)],
        cwd=cwd,
        input=said,
        stdin=subprocess.DEVNULL if said is None else None,
        capture_output=True,
        encoding="utf-8",
        env=environment_with(environment),
        timeout=120,
        check=False,
    )


def newsfold(
    *arguments: str | Path, cwd: Path = HOUSE, said: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """The same command line in this process, which saves the start of another one each time."""
    with _in_place(cwd, environment_with(environment), said) as streams:
        try:
            code = run([str(one) for one in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
    out, err = (stream.getvalue().decode() for stream in streams)
    return subprocess.CompletedProcess(list(arguments), code, out, err)


@contextmanager
def _in_place(cwd: Path, environment: Mapping[str, str], said: str) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    before = Path.cwd(), dict(os.environ), (sys.stdin, sys.stdout, sys.stderr)
    out, err = io.BytesIO(), io.BytesIO()
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin = io.StringIO(said)
    sys.stdout, sys.stderr = (io.TextIOWrapper(stream, "utf-8", write_through=True) for stream in (out, err))
    try:
        yield out, err
    finally:
        for wrapper in (sys.stdout, sys.stderr):
            wrapper.flush()
            wrapper.detach()
        sys.stdin, sys.stdout, sys.stderr = before[2]
        os.environ.clear()
        os.environ.update(before[1])
        os.chdir(before[0])


def data(*arguments: str | Path, code: int = 0, **environment: str) -> Any:
    """What the command prints with --json, when it ends with this code."""
    answer = newsfold(*arguments, "--json", cwd=HOUSE, said="", **environment)
    assert answer.returncode == code, answer.stderr
    return json.loads(answer.stdout)


def refusal(answer: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line of an error; nothing went to standard output and there is no traceback."""
    assert answer.returncode == code, answer.stderr
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr
    [line] = answer.stderr.splitlines()
    assert line.startswith("newsfold: ")
    return line


def row(url: str, title: str, paragraphs: tuple[str, ...], at: str, publisher: str) -> str:
    values = {"url": url, "title": title, "text": "\n\n".join(paragraphs), "published_at": at, "publisher": publisher}
    return json.dumps(values)


def made_place(home: Path, pool: ParsingPool) -> Place:
    """The warehouse, stored by a real run, with ids that were given up and a feed that is not well."""
    table = home / "wire.jsonl"
    shorter = (*PARAGRAPHS[:3], PARAGRAPHS[4], LAST)
    alone = (
        "The county museum lends forty drawings of birds to the library of Weststrand until the end of the summer.",
        "Visitors may see them on weekdays, and the curator Olav Brandt speaks about them on the first of April.",
    )
    gazette = "https://gazette.example/n/"
    rows = (
        row(HERALD, "Storm closes harbour of Port Alder", PARAGRAPHS, "2026-03-02T08:00:00Z", "herald.example"),
        row(f"{gazette}17", "Port Alder: storm closes harbour", shorter, "2026-03-02T09:30:00Z", "gazette.example"),
        row(f"{gazette}18", FORMULA, alone, "2026-03-03T10:00:00Z", "gazette.example"),
    )
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    settings = Settings(warehouse=home / "newsfold.duckdb")
    with Run(settings, "ingest", clock=lambda: NOON, pool=pool) as run:
        for location in (SEEDS, table):
            source = source_of(str(location))
            run.store(list(read_local(source, NOON)), Riders(sources=[source_row(source, NOON)]))
    names = _names(settings.warehouse)
    _given_up(settings.warehouse, names)
    return Place(settings.warehouse, names)


def _names(warehouse: Path) -> dict[str, str]:
    found = run_query(
        warehouse,
        "SELECT d.location, a.article_id, m.cluster_id FROM articles a "
        "JOIN documents d USING (document_id) JOIN cluster_members m USING (article_id)",
    )
    by_end = {
        "000_79d044f604c9e307.txt": "reworded",
        "001_590ab1c7d072d930.txt": "original",
        "wire.jsonl#1": "storm",
        "wire.jsonl#2": "copy",
        "wire.jsonl#3": "alone",
    }
    names = {}
    for location, article_id, cluster_id in found.rows:
        name = by_end[Path(location).name]
        names[name] = str(article_id)
        names[f"{name} cluster"] = str(cluster_id)
    return names


def _given_up(path: Path, names: Mapping[str, str]) -> None:
    warehouse = Warehouse(path)
    heirs = (names["storm"], names["alone"], names["storm"])
    articles = [
        ArticleRedirectRow(old_article_id=UUID(old), article_id=UUID(new), merged_at=NOON)
        for old, new in zip(OLD_IDS, heirs, strict=True)
    ]
    heir = UUID(names["storm cluster"])
    feed = FeedRow(
        feed_id="daily/1",
        source_id="daily",
        kind="feed",
        location="https://daily.example/rss",
        state="degraded",
        consecutive_failures=5,
        last_error="503 \x1b[31mbusy",
    )
    with warehouse.writing() as writer, writer.transaction():
        writer.upsert(articles)
        writer.upsert([ClusterRedirectRow(old_cluster_id=UUID(OLD_CLUSTER), cluster_id=heir, changed_at=NOON)])
        writer.upsert([SourceRow(source_id="daily", name="The Daily", kind="feed", first_seen_at=NOON)])
        writer.upsert([feed])
    warehouse.publish(force=True)

"""The newsroom of docs/questions.md: four outlets of a coast that does not exist, two days, one wire, one correction.

`python tests/example_newsroom.py` asks every question of that page and writes the answers into it.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from command_line import PARAGRAPHS

from connectors.registry import read_local, source_of
from flows.cli_printing import shortened, table_lines
from flows.parsing_pool import ParsingPool
from flows.running import Riders, Run, source_row
from flows.settings import Settings
from warehouse import run_query

PAGE = Path(__file__).parents[1] / "docs" / "questions.md"
ASKED = re.compile(r"```sql\n(?P<sql>.*?)```\n(?:\n```text\n(?P<answer>.*?)```\n)?", re.DOTALL)
FIRST_DAY = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
WIDEST = 48

RAIL = (
    "The coastal railway will run trains every twenty minutes from May, its director Maren Holt told reporters.",
    "Holt said that eleven new trains had been delivered in February, six weeks later than their maker had promised.",
    "Fares on the line rise by 3 per cent in the summer, the first increase since the tunnel at Eskby was reopened.",
    "The drivers' union welcomed the plan but wants forty more staff before the timetable changes, said Jon Aas.",
    "Passengers between Varn and Port Alder have waited for a denser timetable for more than nine years.",
)
WIRED = (f"VARN (Reuters) - {RAIL[0]}", *RAIL[1:])
BUDGET = (
    "The council of Port Alder passed its budget of 61 million crowns on Wednesday night with a majority of one vote.",
    "The library keeps its opening hours, while the repair of the swimming hall is put off until the next spring.",
    "Councillor Berit Lund called the vote a disgrace, because the figures had been sent out only the evening before.",
)
SPANISH = (
    "El ayuntamiento de Puerto Claro aprobó el martes un plan para reparar las calles del barrio antiguo de la ciudad.",
    "Las obras empezarán en junio y durarán ocho meses, según explicó la alcaldesa Lucía Prado durante la reunión.",
    "Los vecinos habían pedido durante años que se arreglaran las aceras y se plantaran árboles en la plaza mayor.",
)
MUSEUM = (
    "The county museum lends forty drawings of birds to the library of Weststrand until the end of the summer.",
    "Visitors may see them on weekdays, and the curator Olav Brandt speaks about them on the first of April.",
)


def _row(outlet: str, number: int, at: str, title: str, paragraphs: tuple[str, ...], **more: str) -> dict[str, Any]:
    return {
        "url": f"https://{outlet}.example/2026/{number}",
        "publisher": f"{outlet}.example",
        "published_at": at,
        "title": title,
        "text": "\n\n".join(paragraphs),
        **more,
    }


def _days() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    corrected = (BUDGET[0].replace("61 million", "16 million"), *BUDGET[1:])
    shorter = (*PARAGRAPHS[:3], PARAGRAPHS[4], "(With inputs from Coastwire)")
    first = [
        _row("coastwire", 1, "2026-03-02T08:00:00Z", "Storm closes harbour of Port Alder", PARAGRAPHS, section="News"),
        _row("herald", 2, "2026-03-02T09:30:00Z", "Port Alder: storm closes harbour", shorter, section="Local"),
        _row("gazette", 3, "2026-03-02T11:15:00Z", "Harbour shut after storm", PARAGRAPHS, section="News"),
        _row(
            "gazette",
            4,
            "2026-03-03T07:00:00Z",
            "Trains every twenty minutes",
            (f"VARN (Reuters) - {RAIL[0]}", *RAIL[1:]),
        ),
        _row("herald", 5, "2026-03-03T07:40:00Z", "Denser timetable on the coast", (*RAIL, "Reuters")),
        _row("herald", 6, "2026-03-04T22:10:00Z", "Council passes budget by one vote", BUDGET, section="Local"),
        _row(
            "diario", 7, "2026-03-03T10:00:00Z", "Ocho meses de obras en el barrio antiguo", SPANISH, section="Ciudad"
        ),
        _row("gazette", 8, "2026-03-04T06:00:00Z", "Birds on paper", MUSEUM, section="Culture"),
        {"url": "https://gazette.example/2026/9", "title": "No text at all"},
    ]
    return first, [
        _row("herald", 6, "2026-03-04T22:10:00Z", "Council passes budget by one vote", corrected, section="Local")
    ]


def made_newsroom(home: Path, pool: ParsingPool) -> Path:
    """The warehouse of the examples, by two real runs a day apart."""
    settings = Settings(warehouse=home / "newsfold.duckdb")
    for day, rows in enumerate(_days()):
        table = home / f"day{day + 1}.jsonl"
        table.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
        at = FIRST_DAY + timedelta(days=day)
        source = source_of(str(table))
        with Run(settings, "ingest", clock=partial(_at, at), pool=pool) as run:
            run.store(list(read_local(source, at)), Riders(sources=[source_row(source, at)]))
    return settings.warehouse


def _at(instant: datetime) -> datetime:
    return instant


def answered(warehouse: Path, sql: str) -> str:
    """The answer as it stands on the page."""
    result = run_query(warehouse, sql, time_zone="UTC")
    rows = [[shortened(value, WIDEST) if isinstance(value, str) else value for value in row] for row in result.rows]
    return "".join(f"{line}\n" for line in table_lines(result.columns, rows))


def main() -> int:
    with TemporaryDirectory() as folder, ParsingPool(1, wall_s=120) as pool:
        warehouse = made_newsroom(Path(folder), pool)
        page = ASKED.sub(
            lambda found: f"```sql\n{found['sql']}```\n\n```text\n{answered(warehouse, found['sql'])}```\n",
            PAGE.read_text("utf-8"),
        )
    PAGE.write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

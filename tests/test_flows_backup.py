"""Backup and restore by the very lines that the documentation gives."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from made_up import corpus, write_rows
from warehouse_snapshot import snapshot

from flows.parsing_pool import ParsingPool
from flows.reprocessing import reprocess
from flows.settings import Settings
from flows.steps import backfill
from warehouse import Archive, run_checks, run_query

PAGE = Path(__file__).parent.parent / "docs" / "living-with-it.md"


def documented(section: str) -> list[str]:
    """The shell lines of a section."""
    text = PAGE.read_text(encoding="utf-8").partition(f"## {section}\n")[2].partition("\n## ")[0]
    return re.findall(r"^    (\S.*)$", text, re.MULTILINE)


def test_what_was_backed_up_is_there_again(tmp_path: Path, pool: ParsingPool) -> None:
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb", sources=tmp_path / "sources.toml", workers=1)
    backfill(settings, str(write_rows(tmp_path / "first.jsonl", corpus(3, texts=4))), pool=pool)
    kept = snapshot(settings.warehouse)
    save, clear, put_back = documented("Backup and restore")
    (tmp_path / "backup").mkdir()
    run(save, tmp_path)
    backfill(settings, str(write_rows(tmp_path / "second.jsonl", corpus(8, texts=4))), pool=pool)
    assert snapshot(settings.warehouse) != kept
    run(clear, tmp_path)
    run(put_back, tmp_path)
    report = reprocess(settings, pool=pool)
    assert (report.rejected_count, report.updated_count) == (0, 0)
    assert snapshot(settings.warehouse) == kept
    assert run_checks(settings.warehouse) == []
    archive = Archive(settings.archive)
    rows = run_query(settings.warehouse, "SELECT archive_path, archive_offset, sha256 FROM documents").rows
    for path, offset, digest in rows:
        assert archive.read(path, offset).sha256 == digest


def run(line: str, folder: Path) -> None:
    subprocess.run(["/bin/sh", "-ec", line], cwd=folder, check=True, timeout=30)

"""What must be the same whatever the order and the batches: the tables without the marks of arrival."""

from __future__ import annotations

from pathlib import Path

from warehouse import run_query

TIMELESS = {
    "articles": "* EXCLUDE (first_seen_at, last_seen_at)",
    "article_keys": "*",
    "article_versions": "* EXCLUDE (seen_at, last_seen_at)",
    "authors": "*",
    "article_authors": "*",
    "credits": "*",
    "removed_blocks": "*",
    "date_evidence": "*",
    "fingerprints": "* EXCLUDE (generation)",
    "matches": "* EXCLUDE (decided_at)",
    "clusters": "*",
    "cluster_members": "* EXCLUDE (joined_at)",
    "publishers": "*",
    "documents": "document_id, location, sha256, byte_count, form, media_type",
}


def snapshot(path: Path) -> dict[str, list[str]]:
    """Every table's rows as sorted text, by table."""
    found = {}
    for table, columns in TIMELESS.items():
        rows = run_query(path, f"SELECT {columns} FROM {table}").rows
        found[table] = sorted(map(repr, rows))
    return found


def counts(path: Path, *tables: str) -> dict[str, int]:
    """How many rows each table has."""
    return {table: run_query(path, f"SELECT count(*) FROM {table}").rows[0][0] for table in tables}

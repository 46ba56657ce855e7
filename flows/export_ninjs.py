"""An article as ninjs 3.0 (IPTC News in JSON), from a row of an export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#"


def ninjs(row: Mapping[str, Any]) -> dict[str, Any]:
    """The ninjs object of an article; what is not known is left out. Without text it says representationType partial.

    Its uri is made of the article's id, which is the same on every machine; its version counts the publisher's changes.
    """
    has_text = "body" in row
    found: dict[str, Any] = {
        "uri": f"urn:uuid:{row['article_id']}",
        "standard": {"name": "ninjs", "version": "3.0", "schema": SCHEMA},
        "type": "text",
        "representationType": "full" if has_text else "partial",
        "version": str(row["version_number"]),
        "firstCreated": _instant(row["published_at"]) if row["published_precision"] in ("second", "minute") else None,
        "versionCreated": _instant(row["modified_at"] or row["first_seen_at"]),
        "embargoedUntil": _instant(row["embargo_until"]),
        "pubStatus": row["pub_status"],
        "urgency": row["urgency"],
        "language": row["language"],
        "headlines": _headlines(row),
        "bodies": [_body(row["body"], row["word_count"])] if has_text else None,
        "by": ", ".join(row["authors"]),
        "people": [{"name": name, "rel": "author"} for name in row["authors"]],
        "located": row["dateline"],
        "subjects": [{"name": name} for name in row["keywords"]],
        "infoSources": _sources(row),
        "altIds": _other_ids(row),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _headlines(row: Mapping[str, Any]) -> list[dict[str, str]]:
    told = (("main", row["title"]), ("subheadline", row.get("subtitle")))
    return [{"role": role, "value": text} for role, text in told if text]


def _body(text: str, words: int) -> dict[str, Any]:
    return {"role": "main", "contentType": "text/plain", "charCount": len(text), "wordCount": words, "value": text}


def _sources(row: Mapping[str, Any]) -> list[dict[str, str]]:
    told = (("publisher", row["publisher"] or row["publisher_id"]), ("origin", row["origin_name"]))
    return [{"role": role, "name": name} for role, name in told if name]


def _other_ids(row: Mapping[str, Any]) -> list[dict[str, str]]:
    names = ("canonical_url", "guid", "cluster_id", "canonical_article_id")
    return [{"role": name, "value": row[name]} for name in names if row[name]]


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()

"""What an export is, in words: who made it of what, what it is not, and what may be done with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any


def datasheet_text(sheet: Mapping[str, Any]) -> str:
    """DATASHEET.md from the values of datasheet.json (after Gebru et al. 2021, Datasheets for Datasets)."""
    text = "with" if sheet["has_text"] else "without"
    lines = [
        "# Datasheet",
        "",
        f"{sheet['article_count']} news articles in {sheet['cluster_count']} clusters of one text, {text} their text,",
        f"of {sheet['publisher_count']} known publishers.",
        f"Published {sheet['first_published_on']} to {sheet['last_published_on']}; {sheet['undated_count']} undated.",
        "",
        f"- **Made** {sheet['made_at']} by newsfold {sheet['newsfold_version']}, as {sheet['form']}.",
        f"- **Selected by** `{json.dumps(sheet['selection'], ensure_ascii=False)}` from what this warehouse had then;",
        "  it is no sample of all news.",
        f"- **Texts** were extracted and cleaned by rules {_named(sheet['rules_ids'])}; copies were matched",
        f"  with options {_named(sheet['options_ids'])}. Both make mistakes.",
        f"- **Languages**: {_named(sheet['languages'])}, as declared or detected.",
        f"- **Status**: {sheet['not_usable_count']} articles are withheld or canceled by who published them,",
        f"  {sheet['embargoed_count']} have an embargo;",
        "  pub_status and embargo_until say which, and whoever shows them to others has to keep to that.",
        f"- **Rights** in the texts are their publishers'. {_rights(sheet)}",
        f"- **Left out**: {len(sheet['left_out'])} captures that could not be given; datasheet.json names them.",
        "",
        "datasheet.json has the same for programs, with the SHA-256 of every file.",
        "",
    ]
    return "\n".join(lines)


def _named(ids: Iterable[str | None] | None) -> str:
    return ", ".join(one for one in ids or () if one) or "(none)"


def _rights(sheet: Mapping[str, Any]) -> str:
    if sheet["has_text"]:
        return "Share this only among those who may read them."
    columns = " and ".join(sheet["left_out_columns"])
    return f"No text is in here: {columns} are left out; content_digest and canonical_url lead back to it."

"""What `newsfold sources add` proposes: the table for a location, after looking at what there is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from connectors.discovery import Candidate, Discovery, best_of
from connectors.naming import publisher_of_url
from connectors.redaction import without_secrets
from connectors.registry import KINDS, REMOTE_KINDS, source_of
from connectors.request_addresses import split_userinfo
from connectors.sources import source_from_table
from connectors.sources_editing import free_name, table_text
from flows.parsing_pool import ParsingPool
from flows.previews import discovered
from transforms.addresses import host_of
from transforms.errors import InvalidSources
from transforms.model import Source
from transforms.text import one_line


@dataclass(frozen=True, slots=True)
class Proposal:
    """A table for sources.toml, the source that it makes, and how it was found; no source where nothing was."""

    table: dict[str, Any]
    text: str
    source: Source | None
    discovery: Discovery | None


def proposed(
    pool: ParsingPool,
    location: str,
    standing: Sequence[Source],
    path: Path,
    *,
    name: str | None = None,
    kind: str | None = None,
    publisher: str | None = None,
    tags: Sequence[str] = (),
) -> Proposal:
    """The table for a location. Raises InvalidSources (there already, no such kind, a password in the address),
    FetchFailed, InvalidUrl, LocationMissing.
    """
    where = f"{path}: [[source]] {without_secrets(location)}"
    if kind is not None and kind not in KINDS:
        raise InvalidSources(f"{where}: kind", f"{kind!r} is no kind", f"one of {', '.join(KINDS)}")
    asked = source_of(location, kind if kind in REMOTE_KINDS else None)
    discovery = None
    chosen = Candidate(kind or asked.kind, asked.location, None, "as given")
    if asked.kind in REMOTE_KINDS:
        if without_secrets(asked.location) != asked.location:
            remedy = "write the table yourself, with ${NAME} in place of the secret, and set NAME in the environment"
            raise InvalidSources(f"{where}: location", "a secret stands in the address", remedy)
        if split_userinfo(location)[1]:
            remedy = 'write the table yourself, with headers = { Authorization = "Basic ${NAME}" }'
            raise InvalidSources(f"{where}: location", "a password stands in the address", remedy)
        if kind != "page":
            discovery = discovered(pool, asked)
            best = best_of(discovery.candidates, kind)
            if best is None:
                return Proposal({}, "", None, discovery)
            chosen = best
    _refuse_known(path, standing, chosen.location)
    table = _table(chosen, standing, name, publisher, tags)
    (source,) = source_from_table(where, table, path.absolute().parent, os.environ)
    return Proposal(table, table_text(table), _unexpanded(source), discovery)


def _unexpanded(source: Source) -> Source:
    return replace(source, kind=source.kind or "url")


def _refuse_known(path: Path, standing: Sequence[Source], location: str) -> None:
    known = next((one for one in standing if one.location.rstrip("/") == location.rstrip("/")), None)
    if known is not None:
        raise InvalidSources(
            f"{path}: [[source]] {known.name}: location",
            f"{without_secrets(location)} stands in this file already",
            f"`newsfold sources check '{known.source_id}'` says how it does",
        )


def _table(
    chosen: Candidate, standing: Sequence[Source], name: str | None, publisher: str | None, tags: Sequence[str]
) -> dict[str, Any]:
    is_remote = chosen.kind in REMOTE_KINDS
    place = (host_of(chosen.location) or "").removeprefix("www.") if is_remote else ""
    wanted = name or one_line(chosen.title or "") or (place if is_remote else Path(chosen.location).name)
    table: dict[str, Any] = {
        "name": free_name(wanted, [one.name for one in standing], place),
        "kind": chosen.kind,
        "location": chosen.location,
    }
    own = publisher_of_url(chosen.location) if is_remote else None
    if publisher or own:
        table["publisher"] = publisher or (own.publisher_id if own else "")
    language = chosen.feed.language if chosen.feed else None
    if language and len(language) <= 35:
        table["language"] = language
    if tags:
        table["tags"] = list(tags)
    return table

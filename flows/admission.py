"""Which captures are taken in at all: none of what was forgotten, and none that is reserved where that is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flows.settings import Reserved
from flows.tombstones import without_forgotten
from transforms.model import Document, Rejection
from transforms.reservations import Reservations, reservations_of
from warehouse.lookups import Lookups

RULE = "reserved"


def admitted(
    reads: Lookups, documents: Sequence[Document], reserved: Reserved
) -> tuple[list[Document], list[Rejection]]:
    """The captures that may be kept, and refusals of the others; nothing of these is kept."""
    kept, refused = without_forgotten(reads, documents)
    if reserved == "keep":
        return kept, refused
    found = {one: reservations_of(document) for one, document in enumerate(kept) if document.form != "feed"}
    held = {one: reservations for one, reservations in found.items() if reservations.reserves_mining}
    refused += [_refused(kept[one], reservations) for one, reservations in held.items()]
    return [document for one, document in enumerate(kept) if one not in held], refused


def _refused(document: Document, reservations: Reservations) -> Rejection:
    reason = f"{document.location}: {said(reservations)}; NEWSFOLD_RESERVED=refuse leaves such out"
    return Rejection(document.location, "write", RULE, reason, source_id=document.source_id)


def said(reservations: Reservations) -> str:
    """What is reserved, in words."""
    if reservations.is_tdm_reserved:
        policy = f" (policy: {reservations.tdm_policy})" if reservations.tdm_policy else ""
        return f"text and data mining is reserved{policy}"
    return f"its robots directives say {', '.join(reservations.directives)}"


def reserved_line(step: Mapping[str, Any]) -> str | None:
    """What a capture reserves, of a row of its lineage; None where nothing is said."""
    parts = [", ".join(step["robots_directives"] or ())]
    if step["is_tdm_reserved"] is not None:
        parts.append("text and data mining reserved" if step["is_tdm_reserved"] else "text and data mining free")
    if step["tdm_told_by"] == "unknown":
        parts.append("its site's tdmrep.json could not be read")
    if step["tdm_policy"]:
        parts.append(f"policy {step['tdm_policy']}")
    return "; ".join(part for part in parts if part) or None

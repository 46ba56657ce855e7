"""Which rules read a capture: newsfold's own, and the selectors that its source has in the sources file today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from connectors.sources import load_selectors
from transforms.model import Document, Selectors
from transforms.selecting import rules_id_of


@dataclass(frozen=True, slots=True)
class SourceRules:
    """The selectors of configured sources, by source id."""

    by_source: Mapping[str, Selectors] = field(default_factory=dict)

    @classmethod
    def of_file(cls, path: Path) -> SourceRules:
        """Those of a sources file; none where there is no file. Raises InvalidSources."""
        return cls(load_selectors(path) if path.is_file() else {})

    def rules_id(self, source_id: str | None) -> str:
        """The id of the rules that read what this source brings."""
        return rules_id_of(self.by_source.get(source_id or ""))

    def applied_to(self, document: Document) -> Document:
        """The document with its source's selectors, ready for parsing."""
        selectors = self.by_source.get(document.source_id or "")
        return document if selectors == document.selectors else replace(document, selectors=selectors)

"""What the sources file says today about reading captures: selectors of their source, names that are credited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from connectors.sources import load_credit_names, load_selectors
from transforms.model import Article, Document, Selectors
from transforms.selecting import rules_id_of
from transforms.text import fold


@dataclass(frozen=True, slots=True)
class SourceRules:
    """The selectors of configured sources by source id, and publisher ids by the name that others credit them by."""

    by_source: Mapping[str, Selectors] = field(default_factory=dict)
    by_credit_name: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_file(cls, path: Path) -> SourceRules:
        """Those of a sources file; none where there is no file. Raises InvalidSources."""
        return cls(load_selectors(path), load_credit_names(path)) if path.is_file() else cls()

    def rules_id(self, source_id: str | None) -> str:
        """The id of the rules that read what this source brings."""
        return rules_id_of(self.by_source.get(source_id or ""))

    def applied_to(self, document: Document) -> Document:
        """The document with its source's selectors, ready for parsing."""
        selectors = self.by_source.get(document.source_id or "")
        return document if selectors == document.selectors else replace(document, selectors=selectors)

    def with_credited(self, article: Article) -> Article:
        """The article whose credits name the publisher, where a configured source is credited by that name."""
        if not self.by_credit_name or not any(one.agency and one.publisher_id is None for one in article.credits):
            return article
        told = (
            replace(one, publisher_id=self.by_credit_name.get(fold(one.agency)))
            if one.agency and one.publisher_id is None
            else one
            for one in article.credits
        )
        return replace(article, credits=tuple(told))

"""Which captures of feeds and lists name one of the articles that are forgotten.

The bytes of a capture are read once, whatever the number of articles: a busy feed has thousands of captures, and they
are all looked into.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from flows.reading_back import StoredCaptures
from transforms.errors import ArchiveError
from warehouse.rows import DocumentRow

_BETWEEN = re.compile(r"""[\s<>"'\[\]]+""")
MOST_TITLED = 50
"""Articles whose headlines are looked for as well; they have to be looked for one by one."""
LEAST_TITLE = 20
"""Characters of a headline that are enough to find it in the bytes of a feed by; shorter ones stand in other texts."""


@dataclass(slots=True)
class Names:
    """What articles are named by in the bytes of a feed: ``words`` are addresses and guids, ``titles`` headlines."""

    words: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)


class NamingFeeds:
    """The captures of feeds that name one of some articles; all articles are named before the first is asked for."""

    def __init__(self, stored: StoredCaptures) -> None:
        self._stored = stored
        self._words: set[str] = set()
        self._titles: set[str] = set()
        self._article_count = 0
        self._looked_into: set[UUID] = set()

    def name(self, names: Names, article_count: int) -> None:
        """Some more articles."""
        self._words |= _spellings(names.words)
        self._article_count += article_count
        self._titles |= {title for title in names.titles if len(title) >= LEAST_TITLE}
        if self._article_count > MOST_TITLED:
            self._titles = set()

    def among(self, rows: Iterable[DocumentRow]) -> list[DocumentRow]:
        """Those of the captures that name one of them and were not asked about before."""
        found = []
        for row in rows:
            if row.document_id not in self._looked_into:
                self._looked_into.add(row.document_id)
                if self._names_one(row):
                    found.append(row)
        return found

    def _names_one(self, row: DocumentRow) -> bool:
        """Whether a feed's bytes hold one of the words or headlines; bytes that are gone hold none."""
        try:
            raw = self._stored.read(row).body.decode("utf-8", "replace")
        except ArchiveError:
            return False
        text = html.unescape(raw).replace("\\/", "/").replace("\\u0026", "&")
        return not self._words.isdisjoint(_BETWEEN.split(text)) or any(title in text for title in self._titles)


def _spellings(words: Iterable[str]) -> set[str]:
    """Each word as it may stand in the bytes of a feed: as it is, and an address under either scheme."""
    found = set()
    for word in words:
        found.add(word)
        if word.startswith(("http://", "https://")):
            rest = word.partition("://")[2]
            found |= {f"http://{rest}", f"https://{rest}"}
    return found

"""newsfold's pure core: values and rules. No I/O, no clock, no unseeded randomness.

The library face (see README): article_from_html, article_from_text, fingerprint, match, canonical_url and the
nouns. Names load on first use, so reading a noun does not import a parser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transforms.addresses import canonical_url as canonical_url
    from transforms.fingerprinting import fingerprint as fingerprint
    from transforms.matching import match as match
    from transforms.model import AlignedParagraph as AlignedParagraph
    from transforms.model import Article as Article
    from transforms.model import Cluster as Cluster
    from transforms.model import Credit as Credit
    from transforms.model import DateEvidence as DateEvidence
    from transforms.model import Document as Document
    from transforms.model import Fingerprint as Fingerprint
    from transforms.model import Hints as Hints
    from transforms.model import Match as Match
    from transforms.model import Member as Member
    from transforms.model import Publisher as Publisher
    from transforms.model import Rejection as Rejection
    from transforms.model import RemovedBlock as RemovedBlock
    from transforms.model import Source as Source
    from transforms.parsing import article_from_html as article_from_html
    from transforms.parsing import article_from_text as article_from_text

_NOUNS = (
    "AlignedParagraph",
    "Article",
    "Cluster",
    "Credit",
    "DateEvidence",
    "Document",
    "Fingerprint",
    "Hints",
    "Match",
    "Member",
    "Publisher",
    "Rejection",
    "RemovedBlock",
    "Source",
)
_HOME = {
    **dict.fromkeys(_NOUNS, "transforms.model"),
    "article_from_html": "transforms.parsing",
    "article_from_text": "transforms.parsing",
    "canonical_url": "transforms.addresses",
    "fingerprint": "transforms.fingerprinting",
    "match": "transforms.matching",
}

__all__ = sorted(_HOME)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'transforms' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})

"""JSON-LD of a page: the nodes that describe its article, and values read from them in the forms that sites use.

Source: schema.org NewsArticle. Broken or outsized blocks are left out, never repaired.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from transforms.bylines import names
from transforms.elements import Element
from transforms.text import one_line

MOST_JSON_LD = 256 * 1024
"""Characters: faults in larger blocks cost seconds in every parser that was measured."""

Node = dict[str, Any]

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|ClaimReview|VideoObject|WebPage)$")
_RANKS = {"VideoObject": 2, "WebPage": 3}
_BRACKETED = re.compile(r"\s*\([^()]{1,60}\)\s*$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """``articles`` are the nodes of an article type, the most specific first; ``by_id`` are all that have an @id."""

    articles: tuple[Node, ...] = ()
    by_id: dict[str, Node] = field(default_factory=dict)

    def resolved(self, value: Any) -> Any:
        """The node that a value only names by its @id; else the value, of a list the first."""
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self.by_id.get(str(value.get("@id")), value)
        return value


def linked_data(scripts: Iterable[Element]) -> LinkedData:
    """What a page's script elements hold of JSON-LD."""
    nodes = [node for loaded in _loaded(scripts) for node in _objects(loaded)]
    articles = [node for node in nodes if _ARTICLE_TYPES.search(kind(node))]
    articles.sort(key=lambda node: _RANKS.get(kind(node), 1 if "headline" in node else 2))
    return LinkedData(tuple(articles), {str(node["@id"]): node for node in reversed(nodes) if "@id" in node})


def _loaded(scripts: Iterable[Element]) -> Iterator[Any]:
    for script in scripts:
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or not text.strip() or len(text) > MOST_JSON_LD:
            continue
        try:
            yield json.loads(text.strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue


def _objects(loaded: Any, depth: int = 0) -> Iterator[Node]:
    if isinstance(loaded, list):
        for item in loaded[:50]:
            yield from _objects(item, depth)
    elif isinstance(loaded, dict) and depth < 4:
        yield loaded
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"):
            yield from _objects(loaded.get(key), depth + 1)


def kind(node: Node) -> str:
    """The article type of a node, empty where it has none."""
    given = node.get("@type")
    kinds = given if isinstance(given, list) else [given]
    return next((str(one) for one in kinds if one and _ARTICLE_TYPES.search(str(one))), "")


def is_free(node: Node) -> bool | None:
    """Whether a node says that it is free to read: itself, or a part of it (hasPart) that is not; None for nothing."""
    said = truth(node.get("isAccessibleForFree"))
    parts = node.get("hasPart")
    if said is None and any(
        isinstance(part, dict) and truth(part.get("isAccessibleForFree")) is False
        for part in (parts if isinstance(parts, list) else [parts])
    ):
        return False
    return said


def truth(value: Any) -> bool | None:
    """A yes or no in the forms that sites write it (schema.org's addresses too, and tiers); None for anything else."""
    if isinstance(value, list):
        value = value[0] if value else None
    said = str(value).strip().lower().rpartition("/")[2]
    return {"true": True, "1": True, "yes": True, "free": True, "false": False, "0": False, "no": False}.get(
        said, False if said in ("metered", "locked") else None
    )


def people(value: Any) -> tuple[str, ...]:
    """The names in an author's value, which may be a name, a node, or a list of both; without addresses."""
    found: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:20]:
        name = string(item.get("name")) if isinstance(item, dict) else string(item)
        if isinstance(item, dict) and isinstance(item.get("name"), list):
            found.extend(people(item["name"]))
        # initials and pictures in brackets are no part of a name
        name = _BRACKETED.sub("", name).strip() if name else None
        if name and not name.startswith(("http:", "https:")):
            found.extend(names(name) or (name,))
    return tuple(dict.fromkeys(name for name in found if 1 < len(name) <= 100))


def string(value: Any) -> str | None:
    """A value as one line of text, None where it is none."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    return one_line(_plain(value)) or None if isinstance(value, str) else None


def _plain(text: str) -> str:
    """Entities and markup that some systems leave in their JSON."""
    if "&" in text or "<" in text:
        text = re.sub(r"<[^>]{1,200}>", "", html.unescape(text))
    return text


def named(value: Any) -> str | None:
    """The name of a node, or the text itself."""
    return string(value.get("name")) if isinstance(value, dict) else string(value)


def keywords(value: Any) -> tuple[str, ...]:
    """Keywords from a list or a line with commas, each once, 50 at most."""
    items = value if isinstance(value, list) else str(value).split(",") if value else []
    kept = (one_line(_plain(item)) for item in items if isinstance(item, str))
    return tuple(dict.fromkeys(item for item in kept if 0 < len(item) <= 100))[:50]


def address(value: Any) -> str | None:
    """The web address that a value is or holds (url, contentUrl)."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl")
    return value.strip() if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def language_tag(value: str | None) -> str | None:
    """A language as BCP 47 writes it, with its region at most; None for what is no tag."""
    if not value or not _LANGUAGE.match(value.strip()):
        return None
    main, *rest = re.split(r"[-_]", value.strip())
    region = next((part.upper() for part in rest if len(part) == 2), None)
    return f"{main.lower()}-{region}" if region else main.lower()

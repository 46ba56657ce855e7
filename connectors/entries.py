"""A feed entry as evidence for its page, and as a capture of its own where the page cannot be had."""

from __future__ import annotations

import html
import json
import re
from datetime import datetime

from connectors.feed import Feed, FeedEntry, entry_to_json
from connectors.redaction import without_userinfo
from transforms.model import Document, Hints

_TAG = re.compile(r"<[^<>]{0,2000}>")
_EMAIL = re.compile(r"\S+@\S+")


def entry_hints(entry: FeedEntry, feed: Feed) -> Hints:
    """What the entry says about its article; the feed speaks where the entry is silent on language.

    Titles and names come as plain text; mail addresses are nobody's name and are left out.
    """
    names = (plain_text(author) for author in entry.authors if not _EMAIL.fullmatch(author))
    return Hints(
        title=plain_text(entry.title) or None,
        authors=tuple(name for name in names if name),
        published=entry.published,
        modified=entry.updated,
        language=entry.language or feed.language,
        keywords=tuple(word for word in map(plain_text, entry.categories) if word),
        image_url=entry.image_url,
        guid=entry.guid,
        url=without_userinfo(entry.link) if entry.link else None,
    )


def entry_document(
    entry: FeedEntry,
    feed: Feed,
    *,
    feed_location: str,
    fetched_at: datetime,
    source_id: str | None = None,
    feed_id: str | None = None,
) -> Document:
    """The entry itself as a capture, its body the entry's fields as JSON (UTF-8, the names of FeedEntry).

    It lies at the entry's link, else at ``feed_location#guid``.
    """
    body = json.dumps(entry_to_json(entry), ensure_ascii=False, sort_keys=True).encode()
    hints = entry_hints(entry, feed)
    return Document(
        location=hints.url or f"{feed_location}#{entry.guid or entry.title or ''}",
        body=body,
        fetched_at=fetched_at,
        form="entry",
        media_type="application/json",
        charset="utf-8",
        source_id=source_id,
        feed_id=feed_id,
        hints=hints,
    )


def plain_text(markup: str | None) -> str:
    """A short field without tags and character references, on one line."""
    text = markup or ""
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(html.unescape(text).split())

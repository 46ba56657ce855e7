"""Sitemaps as plain text: one address a line."""

from __future__ import annotations

import re

from connectors.markup_bytes import storable
from connectors.sitemap import MAX_URLS, Sitemap, SitemapUrl
from transforms.errors import InvalidInput, InvalidSitemap
from transforms.text import decode

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def read_text_sitemap(body: bytes, resource: str) -> Sitemap:
    """The addresses of a text, where at least half of its lines are some. Raises InvalidSitemap."""
    try:
        text = storable(decode(body, resource))
    except InvalidInput as error:
        raise InvalidSitemap(resource, "neither XML nor a text") from error
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    found = [line for line in lines if _ADDRESS.fullmatch(line)]
    if not found or 2 * len(found) < len(lines):
        raise InvalidSitemap(resource, "neither XML nor a list of addresses")
    return Sitemap(
        tuple(SitemapUrl(line) for line in found[:MAX_URLS]),
        form="text",
        is_truncated=len(found) > MAX_URLS,
        skipped_count=len(lines) - len(found),
    )

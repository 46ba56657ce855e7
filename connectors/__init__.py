"""newsfold's connectors: they bring bytes in and know the outside world.

The library face: parse_feed, parse_sitemap, parse_wire and feed_links (bytes in, values out) and is_public_address.
Names load on first use, so that a worker process that only parses imports no HTTP client.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from connectors.address_guard import is_public_address as is_public_address
    from connectors.feed import Enclosure as Enclosure
    from connectors.feed import Feed as Feed
    from connectors.feed import FeedEntry as FeedEntry
    from connectors.feed import parse_feed as parse_feed
    from connectors.feed_discovery import FeedLink as FeedLink
    from connectors.feed_discovery import feed_links as feed_links
    from connectors.sitemap import Sitemap as Sitemap
    from connectors.sitemap import SitemapLink as SitemapLink
    from connectors.sitemap import SitemapUrl as SitemapUrl
    from connectors.sitemap import parse_sitemap as parse_sitemap
    from connectors.wire import parse_wire as parse_wire

_HOME = {
    "Enclosure": "connectors.feed",
    "Feed": "connectors.feed",
    "FeedEntry": "connectors.feed",
    "FeedLink": "connectors.feed_discovery",
    "feed_links": "connectors.feed_discovery",
    "is_public_address": "connectors.address_guard",
    "parse_feed": "connectors.feed",
    "Sitemap": "connectors.sitemap",
    "SitemapLink": "connectors.sitemap",
    "SitemapUrl": "connectors.sitemap",
    "parse_sitemap": "connectors.sitemap",
    "parse_wire": "connectors.wire",
}

__all__ = [
    "Enclosure",
    "Feed",
    "FeedEntry",
    "FeedLink",
    "Sitemap",
    "SitemapLink",
    "SitemapUrl",
    "feed_links",
    "is_public_address",
    "parse_feed",
    "parse_sitemap",
    "parse_wire",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'connectors' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})

"""What can be subscribed to at an address: a feed, a sitemap, or the page itself as a section page.

Asked in the order of what is worth most: what the address itself is; feeds that the page names; places where sites
commonly have one; sitemaps of robots.txt, news sitemaps first; the page's own links. Nothing is believed before it was
fetched and read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from connectors.client import Client, Fetched
from connectors.feed import Feed, looks_like_feed
from connectors.feed_discovery import feed_links, guessed_feed_links
from connectors.link_shapes import is_of_site
from connectors.polling import ParseFeed
from connectors.redaction import without_secrets
from connectors.request_addresses import origin_of, prepared, redirect_target
from connectors.robots import rules_from_body
from connectors.sitemap import looks_like_sitemap
from transforms.errors import InvalidUrl, NewsfoldError
from transforms.model import Source

MOST_TRIED = 6
"""Feeds, and sitemaps, that are asked for before the search ends: a page may name hundreds."""

FEWEST_LINKS = 5
"""Links to articles below which a page is no section page."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be subscribed to: its kind, where it is, what it calls itself, how it was found."""

    kind: str
    location: str
    title: str | None
    found_by: str
    entry_count: int | None = None
    feed: Feed | None = None


@dataclass(slots=True)
class Discovery:
    """What was found, the best first, and what was asked for in vain with the reason."""

    candidates: list[Candidate] = field(default_factory=list)
    tried: list[tuple[str, str]] = field(default_factory=list)

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None


async def discover(client: Client, source: Source, parse_feed: ParseFeed, parse_section: ParseFeed) -> Discovery:
    """What there is at the source's location. Raises FetchFailed or InvalidUrl where the address itself cannot be had.

    The parsers are called in threads, with body, address and Content-Type. The source's headers go to its own origin.
    """
    found = Discovery()
    fetched = await client.fetch(source.location, headers=source.headers)
    place = fetched.final_url if fetched.redirects else without_secrets(source.location)
    own = await _read(fetched, place, "the address itself", parse_feed, found)
    if own is not None:
        found.candidates.append(own)
        return found
    named = [link for link in await asyncio.to_thread(feed_links, fetched.body, place) if not link.is_comments]
    feeds = [(link.url, f"{link.found_by} on the page") for link in named if link.kind == "feed"]
    await _try(client, source, feeds, parse_feed, found)
    if not found.candidates:
        guesses = [(link.url, "a common place") for link in guessed_feed_links(place) if link.kind == "feed"]
        await _try(client, source, guesses, parse_feed, found, most=len(guesses))
    if not found.candidates:
        maps = [*await _robots_sitemaps(client, place), *(link.url for link in named if link.kind == "sitemap")]
        maps = sorted(dict.fromkeys(maps), key=lambda one: "news" not in one.lower())
        await _try(client, source, [(one, "robots.txt or the page") for one in maps], parse_feed, found, kind="sitemap")
    section = await _section(fetched, place, parse_section, found)
    if section is not None:
        found.candidates.append(section)
    return found


async def _try(
    client: Client,
    source: Source,
    places: Sequence[tuple[str, str]],
    parse_feed: ParseFeed,
    found: Discovery,
    *,
    kind: str = "feed",
    most: int = MOST_TRIED,
) -> None:
    for place, found_by in places[:most]:
        headers = source.headers if _same_origin(place, source.location) else ()
        try:
            fetched = await client.fetch(place, headers=headers)
        except NewsfoldError as error:
            found.tried.append((without_secrets(place), str(error)))
            continue
        candidate = await _read(fetched, without_secrets(place), found_by, parse_feed, found)
        if candidate is not None and candidate.kind == kind:
            if all(candidate.location != one.location for one in found.candidates):
                found.candidates.append(candidate)
        elif candidate is None:
            found.tried.append(
                (without_secrets(place), f"neither a feed nor a sitemap ({fetched.media_type or 'no type'})")
            )


async def _read(
    fetched: Fetched, place: str, found_by: str, parse_feed: ParseFeed, found: Discovery
) -> Candidate | None:
    """The feed or sitemap that a body is, None where it is neither or cannot be read."""
    if looks_like_feed(fetched.body):
        try:
            feed = await asyncio.to_thread(parse_feed, fetched.body, fetched.final_url, fetched.content_type)
        except NewsfoldError as error:
            found.tried.append((place, str(error)))
            return None
        return Candidate("feed", place, feed.title, found_by, len(feed.entries), feed)
    return Candidate("sitemap", place, None, found_by) if looks_like_sitemap(fetched.body) else None


async def _section(fetched: Fetched, place: str, parse_section: ParseFeed, found: Discovery) -> Candidate | None:
    try:
        feed = await asyncio.to_thread(parse_section, fetched.body, fetched.final_url, fetched.content_type)
    except NewsfoldError as error:
        found.tried.append((place, f"as a section page: {error.cause}"))
        return None
    if len(feed.entries) < FEWEST_LINKS:
        found.tried.append((place, f"as a section page: only {len(feed.entries)} links look like an article's"))
        return None
    return Candidate("section", place, None, "links of the page itself", len(feed.entries), feed)


async def _robots_sitemaps(client: Client, place: str) -> list[str]:
    """The sitemaps that robots.txt names, of the same site only."""
    try:
        fetched = await client.fetch(f"{origin_of(prepared(place, ())[0])}/robots.txt", obey_robots=False)
    except NewsfoldError:
        return []
    found = []
    for line in rules_from_body(fetched.body).sitemaps:
        try:
            address = redirect_target(place, line)
        except (InvalidUrl, NewsfoldError):
            continue
        if is_of_site(address, place):
            found.append(address)
    return found


def _same_origin(place: str, other: str) -> bool:
    try:
        return origin_of(prepared(place, ())[0]) == origin_of(prepared(other, ())[0])
    except NewsfoldError:
        return False


def best_of(candidates: Iterable[Candidate], kind: str | None = None) -> Candidate | None:
    """The first candidate, of a kind where one is asked for."""
    return next((one for one in candidates if kind in (None, one.kind)), None)

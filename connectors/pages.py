"""Pages as captures: many addresses fetched side by side, one at a time on each host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from connectors.client import Client, Fetched, Validators
from connectors.feed import looks_like_feed
from connectors.polling import FeedState, ParseFeed, Poll, poll_of_body
from connectors.redaction import without_secrets, without_userinfo
from connectors.source_manners import asks_tdmrep, headers_for, manners_of, origin
from connectors.walls import refuse_wall
from transforms.errors import FetchFailed, InvalidInput, NewsfoldError
from transforms.model import Document, Hints, Rejection, Source

HOSTS_AT_ONCE = 16

_PASSING = frozenset({"timeout", "connection", "throttled", "dns", "resting", "robots_unreachable"})
_TEXT_TYPES = ("text/plain", "text/markdown")


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A page to fetch: where, what its feed said about it, and what an earlier capture's server said to repeat."""

    url: str
    hints: Hints = field(default_factory=Hints)
    validators: Validators | None = None


@dataclass(frozen=True, slots=True)
class UnchangedPage:
    """The server says that the page is as it was when the validators were given."""

    url: str


PageResult = Document | Rejection | UnchangedPage


async def fetch_pages(
    client: Client,
    wanted: Sequence[WantedPage],
    source: Source,
    *,
    feed_id: str | None = None,
    now: datetime | None = None,
) -> AsyncIterator[PageResult]:
    """Fetch pages politely: hosts side by side, the pages of one host one after the other, as they come.

    Every wanted page gives exactly one value: its Document, UnchangedPage, or a Rejection (stage ``fetch``, its
    ``extra`` holding ``url`` as wanted). An address wanted twice is fetched once. ``now`` replaces the capture times.
    """
    hosts: dict[str, list[WantedPage]] = {}
    for page in {page.url: page for page in wanted}.values():
        hosts.setdefault(origin(page.url), []).append(page)
    results: asyncio.Queue[PageResult | Exception] = asyncio.Queue(maxsize=2 * HOSTS_AT_ONCE)
    gate = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def fetch_host(pages: Sequence[WantedPage]) -> None:
        async with gate:
            try:
                for page in pages:
                    await results.put(await fetch_page(client, page, source, feed_id=feed_id, now=now))
            except Exception as error:  # noqa: BLE001 - raised again where the results are read
                await results.put(error)

    tasks = [asyncio.create_task(fetch_host(pages)) for pages in hosts.values()]
    try:
        for _ in range(sum(map(len, hosts.values()))):
            result = await results.get()
            if isinstance(result, Exception):
                raise result
            yield result
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def fetch_page(
    client: Client, page: WantedPage, source: Source, *, feed_id: str | None = None, now: datetime | None = None
) -> PageResult:
    """Fetch one page; a failure is a Rejection, never raised."""
    url = without_userinfo(page.url)
    try:
        fetched = await client.fetch(
            page.url,
            validators=page.validators,
            headers=headers_for(source, page.url),
            **manners_of(source),
        )
        refuse_wall(fetched)
    except NewsfoldError as error:
        return fetch_rejection(url, error, source)
    if fetched.not_modified:
        return UnchangedPage(url)
    hints = await with_reservation(client, fetched, page.hints, source)
    return page_document(fetched, url, hints, source, feed_id=feed_id, now=now)


async def with_reservation(client: Client, fetched: Fetched, hints: Hints, source: Source) -> Hints:
    """The hints with what the page's site reserves of it, unless its source says not to ask."""
    if not asks_tdmrep(source):
        return hints
    said = await client.reservation(fetched.final_url, **manners_of(source))
    return replace(hints, reservation=said) if said is not None else hints


async def open_url(
    client: Client, source: Source, now: datetime, parse: ParseFeed, *, validators: Validators | None = None
) -> Poll | Document | UnchangedPage:
    """Fetch an address of which nobody said what it is: its body decides. One request.

    A feed gives a Poll (from then on poll_feed knows it by FeedState.of(source).feed_id), anything else a page's
    Document, or UnchangedPage where ``validators`` were given and hold. Raises FetchFailed or InvalidUrl.
    """
    fetched = await client.fetch(source.location, validators=validators, headers=source.headers, **manners_of(source))
    location = without_secrets(source.location)
    if fetched.not_modified:
        return UnchangedPage(location)
    if looks_like_feed(fetched.body):
        return await poll_of_body(fetched, source, FeedState.of(source), now, parse)
    refuse_wall(fetched)
    hints = await with_reservation(client, fetched, Hints(), source)
    return page_document(fetched, location, hints, source, now=now)


def page_document(
    fetched: Fetched,
    location: str,
    hints: Hints,
    source: Source,
    *,
    feed_id: str | None = None,
    now: datetime | None = None,
) -> Document:
    """A fetched page as a capture: plain text where its media type says so, HTML otherwise."""
    return Document(
        location=location,
        body=fetched.body,
        fetched_at=now or fetched.fetched_at,
        form="text" if fetched.media_type in _TEXT_TYPES else "html",
        media_type=fetched.media_type,
        charset=fetched.charset,
        final_location=fetched.final_url if fetched.redirects else None,
        status_code=fetched.status_code,
        http_headers=fetched.headers,
        source_id=source.source_id,
        feed_id=feed_id,
        hints=hints,
    )


def may_come_later(rejection: Rejection) -> bool:
    """Whether a page that could not be fetched is worth asking for again: time outs, throttling, broken servers."""
    status_code = rejection.extra.get("status_code", "")
    return rejection.stage == "fetch" and (rejection.rule in _PASSING or status_code.startswith("5"))


def fetch_rejection(url: str, error: NewsfoldError, source: Source) -> Rejection:
    """Why an address could not be fetched, with its status where there was one."""
    rule = error.rule if isinstance(error, (FetchFailed, InvalidInput)) else "fetch_failed"
    extra = {"url": url}
    if status_code := getattr(error, "status_code", 0):
        extra["status_code"] = str(status_code)
    return Rejection(without_secrets(url), "fetch", rule, str(error), source_id=source.source_id, extra=extra)

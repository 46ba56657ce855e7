"""The polite HTTP client: the only module that opens sockets.

One fetch is one total time, a few redirects that it follows itself (each hop guarded, paced and asked of
robots.txt), a bounded body, and either a Fetched or a leaf of FetchFailed.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from connectors.address_guard import guarded_socket
from connectors.decoding import ACCEPTED, BoundedBody, Overflow, Undecodable, decoders_for
from connectors.exchange import ClientOptions, Fetched, Redirect, Validators, content_type_of
from connectors.fetch_errors import classified, is_failure_of_host, status_error
from connectors.pacing import HostState, Pace
from connectors.proxying import Proxy, refuse_inner_target
from connectors.redaction import masked, masked_bytes, secret_values, without_secrets
from connectors.request_addresses import host_and_port, origin_of, prepared, redirect_target
from connectors.robots import MAX_BYTES as ROBOTS_MAX_BYTES
from connectors.robots import RobotsRules, rules_from_body, rules_from_status
from connectors.robots_memory import SHORTEST_S, RobotsMemory
from connectors.tdmrep import MAX_BYTES as TDMREP_BYTES
from connectors.tdmrep_memory import TdmrepMemory
from transforms.errors import (
    BodyTooLarge,
    ConnectionLost,
    FetchFailed,
    HostResting,
    InvalidUrl,
    NewsfoldError,
    RobotsDisallowed,
    RobotsUnreachable,
    SchemeRefused,
    Throttled,
    TimedOut,
    TooManyRedirects,
)
from transforms.model import SiteReservation

__all__ = ["Client", "ClientOptions", "Fetched", "HostState", "Redirect", "Validators"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS_MAX_REDIRECTS = 5
_NOT_KEPT = frozenset({"set-cookie", "set-cookie2"})
_ACCEPT = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,"
    "application/xml;q=0.9,*/*;q=0.8"
)
_MAX_FIELD = 32_768
_CONNECTIONS = 64


@dataclass(frozen=True, slots=True)
class _Request:
    """One fetch on its way: where it stands, and what may be sent to whom."""

    url: str
    origin: str
    headers: tuple[tuple[str, str], ...]
    validators: Validators
    max_bytes: int
    max_redirects: int
    obeys_robots: bool
    is_robots: bool
    secrets: tuple[str, ...]
    user_agent: str
    proxy: Proxy | None


@dataclass(frozen=True, slots=True)
class _Answer:
    status_code: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


class Manners(TypedDict):
    """Arguments of Client.fetch that say how a source wants to be asked; None takes the client's own."""

    obey_robots: bool | None
    user_agent: str | None
    proxy: Proxy | None


class Client:
    """Fetches one address at a time per host:port, many hosts side by side. An async context manager.

    ``hosts`` are the host states of earlier runs: pauses, silences and robots.txt go on from there. ``clock`` answers
    now (aware); ``resolver`` replaces name resolution.
    """

    def __init__(
        self,
        options: ClientOptions | None = None,
        *,
        hosts: Iterable[HostState] = (),
        clock: Callable[[], datetime] | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self.options = options or ClientOptions.from_environment()
        self._clock = clock or (lambda: datetime.now(UTC))
        known = tuple(hosts)
        self._pace = Pace(self.options.min_interval_s, known, self._clock())
        self._robots = RobotsMemory(known)
        self._tdmrep = TdmrepMemory(self._clock, known)
        self._robots_locks: dict[str, asyncio.Lock] = {}
        self._resolver = resolver
        self._sessions: dict[Proxy | None, aiohttp.ClientSession] = {}
        self._is_open = False

    async def __aenter__(self) -> Self:
        self._is_open = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_open = False
        sessions, self._sessions = list(self._sessions.values()), {}
        for session in sessions:
            await session.close()

    def _session(self, proxy: Proxy | None) -> aiohttp.ClientSession:
        """The connections to everybody, or through one proxy: that one's own address need not be public."""
        if not self._is_open:
            raise RuntimeError("the client is used outside its `async with`")
        if proxy not in self._sessions:
            guard = guarded_socket(self.options.allow_addresses) if proxy is None else None
            resolver = self._resolver if proxy is None else None
            connector = aiohttp.TCPConnector(socket_factory=guard, resolver=resolver, limit=_CONNECTIONS)
            self._sessions[proxy] = aiohttp.ClientSession(
                connector=connector,
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
                trust_env=False,
                max_line_size=_MAX_FIELD,
                max_field_size=_MAX_FIELD,
                headers={"Accept-Encoding": ACCEPTED, "Accept": _ACCEPT},
            )
        return self._sessions[proxy]

    async def fetch(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        max_bytes: int | None = None,
        headers: Sequence[tuple[str, str]] = (),
        obey_robots: bool | None = None,
        user_agent: str | None = None,
        proxy: Proxy | None = None,
    ) -> Fetched:
        """GET an address, politely and within the limits.

        ``validators`` make the request conditional, ``headers`` are sent to the address's own origin only (never
        along a redirect to another). ``obey_robots``, ``user_agent`` and ``proxy`` take the place of the options'.
        Waiting for the host's turn does not count against the total time. Raises a leaf of FetchFailed, or
        InvalidUrl; their messages, and what comes back, hold none of the request's own secrets.
        """
        address, own_headers = prepared(url, headers)
        proxy = proxy or self.options.proxy
        request = _Request(
            url=address,
            origin=origin_of(address),
            headers=own_headers,
            validators=validators or Validators(),
            max_bytes=max_bytes or self.options.max_bytes,
            max_redirects=self.options.max_redirects,
            obeys_robots=self.options.obey_robots if obey_robots is None else obey_robots,
            is_robots=False,
            secrets=(*secret_values(url, own_headers), *(proxy.secrets if proxy else ())),
            user_agent=user_agent or self.options.user_agent,
            proxy=proxy,
        )
        return await self._followed(request)

    def host_states(self) -> tuple[HostState, ...]:
        """What is known of the hosts that were asked since this was called last, for the next run's client."""
        return tuple(self._tdmrep.told(self._robots.told(one)) for one in self._pace.states(self._clock()))

    async def reservation(self, url: str, **manners: Unpack[Manners]) -> SiteReservation | None:
        """What the site of a fetched address reserves of it in its tdmrep.json, which is asked for once a day, with
        these manners; None where nothing is said. Nothing that the site does makes it fail.
        """
        return await self._tdmrep.said_of(url, lambda place: self.fetch(place, max_bytes=TDMREP_BYTES, **manners))

    async def _followed(self, request: _Request) -> Fetched:
        url, budget_s = request.url, self.options.total_s
        redirects: list[Redirect] = []
        seen = {url}
        while True:
            await self._ask_robots(request, url)
            answer, spent_s = await self._hop(request, url, budget_s)
            budget_s -= spent_s
            target = answer.header("location")
            if answer.status_code not in _REDIRECTS or target is None:
                return self._fetched(request, url, answer, redirects)
            self._pace.note_success(host_and_port(url))
            url = redirect_target(url, target)
            redirects.append(Redirect(answer.status_code, without_secrets(url)))
            if url in seen or len(redirects) > request.max_redirects:
                cause = "a redirect loop" if url in seen else f"more than {request.max_redirects} redirects"
                raise TooManyRedirects(without_secrets(request.url), f"{cause}, at {without_secrets(url)}")
            seen.add(url)

    async def _hop(self, request: _Request, url: str, budget_s: float) -> tuple[_Answer, float]:
        """One request and its answer, and the seconds that it took."""
        host, resource = host_and_port(url), without_secrets(url)
        async with self._pace.turn(host, is_spaced=not request.is_robots):
            self._refuse_silent(host, resource)
            started = time.monotonic()
            try:
                answer = await self._timely(request, url, resource, budget_s)
            except NewsfoldError as error:
                if is_failure_of_host(error):
                    self._pace.note_failure(host, str(error))
                raise
        return answer, time.monotonic() - started

    def _refuse_silent(self, host: str, resource: str) -> None:
        if left_s := self._pace.held_for_s(host):
            raise Throttled(resource, f"{host} asked to be left alone for {left_s:.0f} s", retry_after_s=left_s)
        if left_s := self._pace.resting_for_s(host):
            cause = f"{host} failed several times in a row and rests for {left_s:.0f} s"
            raise HostResting(resource, cause, retry_after_s=left_s)

    async def _timely(self, request: _Request, url: str, resource: str, budget_s: float) -> _Answer:
        """The answer within the time that is left; whatever goes wrong is raised as a leaf of FetchFailed."""
        try:
            async with asyncio.timeout(max(budget_s, 0.0)):
                return await self._answer(request, url)
        except TimeoutError as error:
            raise TimedOut(resource, f"no complete answer within {self.options.total_s:g} s") from error
        except Overflow as error:
            raise BodyTooLarge(resource, str(error)) from error
        except Undecodable as error:
            raise ConnectionLost(resource, str(error)) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise classified(error, resource, request.secrets) from error

    async def _answer(self, request: _Request, url: str) -> _Answer:
        headers = dict(request.headers) if origin_of(url) == request.origin else {}
        headers = {"User-Agent": request.user_agent, **headers, **_conditions(request.validators)}
        proxy = request.proxy
        through: dict[str, Any] = {}
        if proxy is not None:
            await refuse_inner_target(url, self._resolver or aiohttp.ThreadedResolver(), self.options.allow_addresses)
            through = {"proxy": proxy.url}
            if proxy.authorization:
                # A tunnel has headers of its own, a plain request carries them itself.
                (through.setdefault("proxy_headers", {}) if url.startswith("https:") else headers)[
                    "Proxy-Authorization"
                ] = proxy.authorization
        session = self._session(proxy)
        async with session.get(URL(url, encoded=True), headers=headers, allow_redirects=False, **through) as response:
            if sum(len(name) + len(value) + 4 for name, value in response.raw_headers) > self.options.max_header_bytes:
                raise Overflow(f"more than {self.options.max_header_bytes} bytes of headers")
            kept = tuple(
                (str(name), masked(value, request.secrets))
                for name, value in response.headers.items()
                if name.lower() not in _NOT_KEPT
            )
            has_body = 200 <= response.status < 300
            body = await self._body(response, request) if has_body else b""
            if not has_body:
                # The rest of an error page is not worth its bytes, so the connection is not reused.
                response.close()
            location = response.headers.get("Location")
            shown = tuple(pair for pair in kept if pair[0].lower() != "location")
            return _Answer(response.status, (*shown, ("Location", location)) if location else shown, body)

    async def _body(self, response: aiohttp.ClientResponse, request: _Request) -> bytes:
        body = BoundedBody(
            max_bytes=request.max_bytes,
            max_ratio=self.options.max_ratio,
            ratio_floor=self.options.ratio_floor,
            decoders=decoders_for(response.headers.get("Content-Encoding", "")),
            truncates=request.is_robots,
        )
        if not body.truncates and (response.content_length or 0) > request.max_bytes:
            raise Overflow(f"{response.content_length} bytes announced, {request.max_bytes} allowed")
        async for data in response.content.iter_any():
            body.feed(data)
            if body.is_full:
                response.close()
                break
        return body.finish()

    def _fetched(self, request: _Request, url: str, answer: _Answer, redirects: list[Redirect]) -> Fetched:
        now = self._clock()
        not_modified = answer.status_code == 304 and request.validators != Validators()
        if not (200 <= answer.status_code < 300) and not not_modified:
            error = status_error(without_secrets(url), answer.status_code, answer.headers, now)
            host = host_and_port(url)
            if is_failure_of_host(error):
                self._pace.note_failure(host, str(error))
            else:
                self._pace.note_success(host)
            if isinstance(error, Throttled) and (answer.status_code == 429 or error.retry_after_s):
                self._pace.hold(host, 60.0 if error.retry_after_s is None else error.retry_after_s)
            raise error
        self._pace.note_success(host_and_port(url))
        media_type, charset = content_type_of(answer.header("content-type"))
        return Fetched(
            url=without_secrets(request.url),
            final_url=without_secrets(url),
            status_code=answer.status_code,
            headers=answer.headers,
            media_type=media_type,
            charset=charset,
            body=masked_bytes(answer.body, request.secrets),
            validators=Validators(answer.header("etag"), answer.header("last-modified")),
            not_modified=not_modified,
            redirects=tuple(redirects),
            fetched_at=now,
        )

    async def _ask_robots(self, request: _Request, url: str) -> None:
        """Raise RobotsDisallowed where robots.txt says no, or why it could not be asked."""
        if request.is_robots or not request.obeys_robots:
            return
        shown, agent = without_secrets(url), request.user_agent
        try:
            rules = await self._rules(request, origin_of(url))
        except Throttled as error:
            raise type(error)(shown, error.cause, retry_after_s=error.retry_after_s) from error
        except FetchFailed as error:
            # What stopped robots.txt stops the page: it is the page's failure that is told.
            raise type(error)(shown, error.cause) from error
        self._pace.slow_down(host_and_port(url), rules.crawl_delay_s(agent))
        if rules.access == "none":
            raise RobotsUnreachable(shown, rules.cause)
        if not rules.may_fetch(url, agent):
            raise RobotsDisallowed(shown, "robots.txt does not allow it")

    async def _rules(self, request: _Request, origin: str) -> RobotsRules:
        host = host_and_port(origin)
        async with self._robots_locks.setdefault(host, asyncio.Lock()):
            rules = self._robots.fresh(host, self._clock())
            if rules is not None:
                return rules
            rules, cache_control = await self._fetch_rules(request, origin)
            if rules.access == "none":
                # RFC 9309, 2.4: rules that were read before stay in force while the file cannot be had.
                rules = self._robots.stale(host) or rules
                cache_control = f"max-age={SHORTEST_S:.0f}"
            self._robots.keep(host, rules, self._clock(), cache_control)
            return rules

    async def _fetch_rules(self, request: _Request, origin: str) -> tuple[RobotsRules, str | None]:
        """RFC 9309: without the file everything is allowed, with a broken server nothing; what also stops the
        page itself (no such name, address refused, time out) is raised as what it is. And its Cache-Control.
        """
        asked = replace(
            request,
            url=f"{origin}/robots.txt",
            origin=origin,
            headers=(),
            validators=Validators(),
            max_bytes=ROBOTS_MAX_BYTES,
            max_redirects=_ROBOTS_MAX_REDIRECTS,
            obeys_robots=False,
            is_robots=True,
        )
        try:
            fetched = await self._followed(asked)
        except (TooManyRedirects, SchemeRefused, InvalidUrl):
            return rules_from_status(404), None
        except FetchFailed as error:
            status_code = getattr(error, "status_code", 0)
            if not status_code:
                raise
            return rules_from_status(status_code), None
        return rules_from_body(fetched.body), fetched.header("cache-control")


def _conditions(validators: Validators) -> dict[str, str]:
    named = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in named.items() if value and "\n" not in value and "\r" not in value}

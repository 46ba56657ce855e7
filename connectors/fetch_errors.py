"""What a failed exchange was: aiohttp's exceptions and HTTP statuses as leaves of FetchFailed."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from datetime import datetime

import aiohttp
from aiohttp import http_exceptions

from connectors.address_guard import RefusedAddress
from connectors.pacing import retry_after_s
from connectors.redaction import masked, without_secrets
from transforms.errors import (
    AddressRefused,
    BadStatus,
    BodyTooLarge,
    BotChallenged,
    Challenged,
    ConnectionLost,
    FetchFailed,
    Gone,
    HostUnknown,
    InvalidUrl,
    LoginNeeded,
    NewsfoldError,
    Paywalled,
    Throttled,
    TimedOut,
    TlsFailed,
)

_CHALLENGE_HEADERS = ("cf-mitigated", "x-datadome", "x-amzn-waf-action")


def classified(error: Exception, resource: str, secrets: Iterable[str] = ()) -> NewsfoldError:
    """The leaf that an exception of the exchange is, its text without secrets."""
    text = error.message if isinstance(error, aiohttp.ClientResponseError) else str(error)
    cause = masked(without_secrets(" ".join(text.split())), secrets)[:300] or type(error).__name__
    refused = _refused(error)
    if refused is not None:
        return AddressRefused(resource, str(refused))
    for kinds, leaf in _LEAVES:
        if isinstance(error, kinds):
            return leaf(resource, cause)
    if _is_header_flood(error):
        return BodyTooLarge(resource, "more or longer headers than the limit")
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return ConnectionLost(resource, "the server closed the connection without an answer")
    return ConnectionLost(resource, cause)


_LEAVES: tuple[tuple[tuple[type[Exception], ...], type[FetchFailed | InvalidUrl]], ...] = (
    ((aiohttp.ClientConnectorDNSError,), HostUnknown),
    ((aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError, ssl.SSLError), TlsFailed),
    ((TimeoutError, aiohttp.ServerTimeoutError), TimedOut),
    ((aiohttp.InvalidURL,), InvalidUrl),
)


_BY_STATUS: dict[int, type[BadStatus]] = {
    401: LoginNeeded,
    402: Paywalled,
    403: Challenged,
    404: Gone,
    410: Gone,
}


def status_error(resource: str, status_code: int, headers: Iterable[tuple[str, str]], now: datetime) -> BadStatus:
    """The leaf that an HTTP status is; a bot challenge is told by its headers, whatever its status."""
    named = {name.lower(): value for name, value in headers}
    cause = f"HTTP {status_code}"
    if status_code >= 400 and any(name in named for name in _CHALLENGE_HEADERS):
        return BotChallenged(resource, f"{cause}, a bot challenge", status_code=status_code)
    if status_code in _BY_STATUS:
        return _BY_STATUS[status_code](resource, cause, status_code=status_code)
    if status_code in (429, 503):
        wait_s = retry_after_s(named.get("retry-after"), now)
        asked = f", asks to wait {wait_s:.0f} s" if wait_s is not None else ""
        return Throttled(resource, cause + asked, status_code=status_code, retry_after_s=wait_s)
    return BadStatus(resource, cause, status_code=status_code)


def is_failure_of_host(error: NewsfoldError) -> bool:
    """Whether the host itself is ill or shuts programs out, so that asking it for another page is no use for now.

    A missing page, a page for subscribers or one that is too large says nothing about the next page.
    """
    if isinstance(error, (ConnectionLost, TimedOut, TlsFailed, HostUnknown, BotChallenged)):
        return True
    return isinstance(error, BadStatus) and error.status_code >= 500


def _refused(error: BaseException) -> RefusedAddress | None:
    """The guard's refusal inside aiohttp's wrapping."""
    inner = getattr(error, "os_error", None)
    for one in (error, inner, error.__cause__, error.__context__):
        if isinstance(one, RefusedAddress):
            return one
    # Several addresses of one name that failed differently come joined in one text.
    if isinstance(error, aiohttp.ClientConnectorError) and "is not a public address" in str(error):
        return RefusedAddress("one of its addresses is not a public address")
    return None


def _is_header_flood(error: Exception) -> bool:
    if isinstance(error, http_exceptions.LineTooLong):
        return True
    return isinstance(error, aiohttp.ClientResponseError) and any(
        mark in str(error.message) for mark in ("Got more than", "Too many", "too many")
    )

"""Fetching through a proxy that somebody configured: it is trusted, and what it is asked for is still checked.

The guard at the socket sees the proxy's address only, so the target is resolved and judged here before it is asked
for. A name that only the proxy can resolve is left to it, unless the name itself says that it is an inner one.
"""

from __future__ import annotations

import socket
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

import ada_url
from aiohttp.abc import AbstractResolver

from connectors.address_guard import Network, RefusedAddress, may_connect
from connectors.redaction import without_secrets
from transforms.errors import InvalidSetting

_INNER_NAMES = (".localhost", ".local", ".internal", ".lan", ".intranet", ".corp", ".home", ".home.arpa")


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy: its address without userinfo, and the Proxy-Authorization that the userinfo becomes."""

    url: str
    authorization: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown."""
        return (self.authorization, self.authorization.partition(" ")[2]) if self.authorization else ()


def proxy_from_text(text: str, setting: str) -> Proxy | None:
    """The proxy that a setting names, None for none. Raises InvalidSetting naming the setting."""
    if not text.strip():
        return None
    try:
        parsed = ada_url.URL(text.strip())
    except (ValueError, UnicodeError) as error:
        raise InvalidSetting(setting, "it is no address", "write it as http://proxy.example.org:3128") from error
    if parsed.protocol not in ("http:", "https:") or not parsed.hostname:
        shown = without_secrets(text.strip())[:100]
        raise InvalidSetting(setting, f"{shown} is no HTTP proxy", "write it as http://proxy.example.org:3128")
    authorization = None
    if parsed.username or parsed.password:
        pair = f"{unquote(parsed.username)}:{unquote(parsed.password)}"
        authorization = "Basic " + b64encode(pair.encode()).decode("ascii")
    return Proxy(f"{parsed.protocol}//{parsed.host}", authorization)


async def refuse_inner_target(url: str, resolver: AbstractResolver, allowed: Iterable[Network]) -> None:
    """Raises RefusedAddress where the target of a proxied request is not public, by its name or by any answer."""
    name = ada_url.URL(url).hostname.strip("[]").rstrip(".").lower()
    networks = tuple(allowed)
    try:
        answers = await resolver.resolve(name, 0, socket.AF_UNSPEC)
    except OSError:
        if "." not in name or name.endswith(_INNER_NAMES):
            raise RefusedAddress(f"{name} is the name of an inner host") from None
        return
    for answer in answers:
        if not may_connect(answer["host"], networks):
            raise RefusedAddress(f"{answer['host']} is not a public address")

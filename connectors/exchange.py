"""What a fetch is asked with and what it brings: options, validators, redirects, the fetched bytes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Self

from connectors.address_guard import Network, networks_from_text
from connectors.proxying import Proxy, proxy_from_text
from transforms.errors import InvalidSetting


def user_agent_of(contact: str | None = None) -> str:
    """The User-Agent that says who asks: this program, and where its operator can be reached."""
    try:
        number = version("newsfold")
    except PackageNotFoundError:
        number = "0"
    return f"newsfold/{number} (+{contact})" if contact else f"newsfold/{number}"


@dataclass(frozen=True, slots=True)
class ClientOptions:
    """Limits and manners. Times in seconds, sizes in bytes; ``min_interval_s`` is between two requests to one
    host:port; ``max_ratio`` (decoded to wire) counts once the decoded body passes ``ratio_floor``.
    """

    user_agent: str = field(default_factory=user_agent_of)
    total_s: float = 30.0
    max_bytes: int = 10 * 2**20
    max_ratio: int = 200
    ratio_floor: int = 2**20
    max_redirects: int = 5
    max_header_bytes: int = 65_536
    allow_addresses: tuple[Network, ...] = ()
    min_interval_s: float = 0.5
    obey_robots: bool = True
    proxy: Proxy | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Options with NEWSFOLD_ALLOW_ADDRESSES, NEWSFOLD_CONTACT (a URL or mail address for the User-Agent),
        NEWSFOLD_USER_AGENT, NEWSFOLD_MIN_INTERVAL_S and NEWSFOLD_PROXY applied.

        Raises InvalidSetting naming the variable that is wrong.
        """
        environ = os.environ if environ is None else environ
        options = cls(
            user_agent=user_agent_of(_header_text("NEWSFOLD_CONTACT", environ.get("NEWSFOLD_CONTACT", ""))),
            allow_addresses=networks_from_text(environ.get("NEWSFOLD_ALLOW_ADDRESSES", "")),
            proxy=proxy_from_text(environ.get("NEWSFOLD_PROXY", ""), "NEWSFOLD_PROXY"),
        )
        if agent := _header_text("NEWSFOLD_USER_AGENT", environ.get("NEWSFOLD_USER_AGENT", "")):
            options = replace(options, user_agent=agent)
        if interval := environ.get("NEWSFOLD_MIN_INTERVAL_S", "").strip():
            options = replace(options, min_interval_s=_seconds("NEWSFOLD_MIN_INTERVAL_S", interval))
        return options


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server wants to hear back to say that nothing changed, as received."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """One hop: the status and where it led, without secrets."""

    status_code: int
    url: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came. Addresses are without secrets, ``headers`` those of the last answer without cookies, ``body`` the
    decoded bytes (empty when ``not_modified``), ``charset`` the one declared in Content-Type.
    """

    url: str
    final_url: str
    status_code: int
    headers: tuple[tuple[str, str], ...]
    media_type: str | None
    charset: str | None
    body: bytes
    validators: Validators
    not_modified: bool
    redirects: tuple[Redirect, ...]
    fetched_at: datetime

    @property
    def content_type(self) -> str | None:
        """The Content-Type as received, None without one."""
        return self.header("content-type")

    def header(self, name: str) -> str | None:
        """The first header of this name (in lower case), None without one."""
        return next((value for key, value in self.headers if key.lower() == name), None)


def content_type_of(value: str | None) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, in lower case; None for what it does not say."""
    if not value:
        return None, None
    media_type, _, parameters = value.partition(";")
    charset = None
    for parameter in parameters.split(";"):
        name, _, word = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = word.strip().strip("\"'").lower() or None
    return media_type.strip().lower() or None, charset


def _header_text(name: str, text: str) -> str | None:
    """Words that may stand in a header."""
    words = text.strip()
    if not words.isascii() or not words.isprintable():
        raise InvalidSetting(name, "it must be plain printable ASCII")
    return words or None


def _seconds(name: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError as error:
        raise InvalidSetting(name, f"{text!r} is no number of seconds") from error
    if not 0 <= seconds <= 3600:
        raise InvalidSetting(name, f"{text} s is not between 0 and 3600")
    return seconds

"""Addresses without their secrets, for messages, rows and archives."""

from __future__ import annotations

import re
from collections.abc import Iterable

_USERINFO = re.compile(r"(?<=//)[^/?#@\s]*(?:@[^/?#@\s]*)*@")
_SECRET_PARAMETER = re.compile(
    r"(?i)([?&;](?:[\w.-]*(?:token|secret|passw(?:or)?d|passwd|api[_-]?key|apikey|signature|credential|session[_-]?id)"
    r"|auth|authorization|pwd|jwt)=)[^&#;\s]+"
)
_MASK = "***"


def without_userinfo(url: str) -> str:
    """The address without ``user:password@``."""
    return _USERINFO.sub("", url, count=1)


def without_secrets(text: str) -> str:
    """An address, or a message with addresses in it, without userinfo and with the values of secret parameters masked.

    Secret are parameters that are named so (token, api_key, password, signature ...). Names that many sites use as
    the article's number (key, id, sig) are left alone.
    """
    return _SECRET_PARAMETER.sub(rf"\g<1>{_MASK}", _USERINFO.sub("", text))


def masked(text: str, secrets: Iterable[str]) -> str:
    """The text with every one of these exact strings masked; those under four characters are no secrets."""
    for secret in secrets:
        if len(secret) >= 4:
            text = text.replace(secret, _MASK)
    return text


def masked_bytes(body: bytes, secrets: Iterable[str]) -> bytes:
    """A body without the secrets that its own request carried, which some servers print into what they answer (a
    feed names its own address, with the reader's token). Those under eight characters could be any word and stay.
    """
    for secret in secrets:
        if len(secret) >= 8:
            body = body.replace(secret.encode(), _MASK.encode())
    return body


def secret_values(url: str, headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The strings in an address and in request headers that must not be kept: userinfo, secret parameters,
    values of Authorization, Cookie and headers named as secrets.
    """
    found = [part for info in _USERINFO.findall(url) for part in (info[:-1], info[:-1].partition(":")[2])]
    found += [match[0][len(match[1]) :] for match in _SECRET_PARAMETER.finditer(url)]
    for name, value in headers:
        if re.search(r"(?i)auth|cookie|token|secret|key", name):
            found += [value, value.partition(" ")[2], *(pair.partition("=")[2] for pair in value.split("; "))]
    return tuple(sorted({one for one in found if one}, key=len, reverse=True))

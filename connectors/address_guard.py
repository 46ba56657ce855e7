"""Which addresses fetching may connect to: public ones, and what the operator lists.

The check is made at the socket, on the address that is about to be connected to, so that no spelling of a host, no
redirect and no second answer of a name server gets around it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from transforms.errors import InvalidSetting

Network = IPv4Network | IPv6Network

_NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/8",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/9",
            "ff00::/8",
        ),
    )
)
"""IANA's special-purpose blocks, among them those that the standard library calls global: translations of IPv4
(NAT64, 6to4), multicast, relays. ``::/8`` holds the IPv4-compatible addresses."""


class RefusedAddress(OSError):
    """The address about to be connected to is not public. An OSError, so that the next answer for a name is tried."""


def is_public_address(address: str) -> bool:
    """Whether fetching may connect to this IP address (text, with or without a zone); False for what is none."""
    try:
        ip = ip_address(address.strip().strip("[]"))
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        # A zone index belongs to one machine's links.
        if ip.scope_id is not None:
            return False
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
    return ip.is_global and not ip.is_multicast and not any(_within(ip, network) for network in _NOT_PUBLIC)


def networks_from_text(text: str) -> tuple[Network, ...]:
    """The networks of a list such as ``127.0.0.0/8, ::1``. Raises InvalidSetting naming what is none."""
    networks = []
    for word in text.replace(",", " ").split():
        try:
            networks.append(ip_network(word, strict=False))
        except ValueError as error:
            cause = f"{word!r} is no network"
            raise InvalidSetting("NEWSFOLD_ALLOW_ADDRESSES", cause, "write it as 10.0.0.0/8") from error
    return tuple(networks)


def guarded_socket(allowed: Iterable[Network] = ()) -> Callable[[tuple[Any, ...]], socket.socket]:
    """A factory of sockets for aiohttp's connector that raises RefusedAddress instead of opening a forbidden one."""
    networks = tuple(allowed)

    def open_socket(addr_info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, sockaddr = addr_info
        address = str(sockaddr[0])
        if not may_connect(address, networks):
            raise RefusedAddress(f"{address} is not a public address")
        return socket.socket(family=family, type=kind, proto=protocol)

    return open_socket


def may_connect(address: str, allowed: Iterable[Network] = ()) -> bool:
    """Whether the address is public or lies in one of the allowed networks."""
    if is_public_address(address):
        return True
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
    return any(_within(one, network) for one in (ip, mapped) if one is not None for network in allowed)


def _within(ip: IPv4Address | IPv6Address, network: Network) -> bool:
    return ip.version == network.version and ip in network

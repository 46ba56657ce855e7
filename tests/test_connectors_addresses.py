"""Which addresses may be connected to, and what of an address is never shown."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from connectors import is_public_address
from connectors.address_guard import may_connect, networks_from_text
from connectors.redaction import masked, secret_values, without_secrets, without_userinfo
from connectors.request_addresses import prepared, split_userinfo
from transforms.errors import InvalidSetting, InvalidUrl, SchemeRefused


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "11.0.0.1",
        "100.128.0.1",
        "192.169.0.1",
        "172.32.0.1",
        "2606:4700:4700::1111",
        "::ffff:8.8.8.8",
    ],
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "198.18.0.1", "192.0.0.192", "192.88.99.1", "203.0.113.7", "224.0.0.1", "239.1.1.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::", "2001::1", "2001:db8::1", "fe80::1",
        "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "5f00::1", "100::1", "3fff::1", "[::1]",
    ],
)  # fmt: skip
def test_an_address_of_a_machine_or_a_network_is_not_public(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("text", ["", "localhost", "example.org", "127.1", "0x7f000001", "1.2.3.4.5", "8.8.8.8/32"])
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public_address(text)


def test_a_listed_network_may_be_connected_to_and_its_neighbour_not() -> None:
    networks = networks_from_text("127.0.0.0/8, ::1 10.1.0.0/16")
    assert may_connect("127.0.0.1", networks)
    assert may_connect("::ffff:127.0.0.1", networks)
    assert may_connect("::1", networks)
    assert may_connect("10.1.2.3", networks)
    assert not may_connect("10.2.2.3", networks)
    assert not may_connect("fe80::1%lo", networks)


def test_a_wrong_network_is_named() -> None:
    with pytest.raises(InvalidSetting, match=r"NEWSFOLD_ALLOW_ADDRESSES.*'10\.0\.0\.0/99'"):
        networks_from_text("127.0.0.1, 10.0.0.0/99")


def evaluation_file(path: str) -> Path:
    """A file of the evaluation data, which is not part of this project; skips where it is absent."""
    root = os.environ.get("NEWSFOLD_EVALUATION_DATA") or Path(__file__).parents[2] / "shared" / "data"
    file = Path(root) / "connectors" / path
    if not file.exists():
        pytest.skip(f"no evaluation data at {file} (NEWSFOLD_EVALUATION_DATA)")
    return file


def test_the_evaluation_vectors_are_told_apart() -> None:
    """Every spelling of an address, by what the system's resolver makes of it: that is what gets connected to."""
    import socket

    wrong = []
    for vector in json.loads(evaluation_file("url/ssrf-own/ssrf_vectors.json").read_text()):
        try:
            host = prepared(vector["url"], ())[0].partition("//")[2].partition("/")[0].rpartition("@")[2]
            name = host[1:-1] if host.startswith("[") else host.partition(":")[0]
            found = {str(info[4][0]) for info in socket.getaddrinfo(name, 80, type=socket.SOCK_STREAM)}
            verdict = "allow" if all(map(is_public_address, found)) else "block"
        except (InvalidUrl, SchemeRefused, OSError):
            verdict = "block"
        if verdict != vector["expect"]:
            wrong.append(vector)
    assert wrong == []


def test_userinfo_becomes_a_header_and_leaves_the_address() -> None:
    address, headers = split_userinfo("https://reader:s3cret%21@wire.example/feed?page=2")
    assert address == "https://wire.example/feed?page=2"
    assert headers == (("Authorization", "Basic cmVhZGVyOnMzY3JldCE="),)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://u:p@example.org/a", "https://example.org/a"),
        ("https://u:p@ss@example.org/a", "https://example.org/a"),
        ("https://example.org/a?token=abc&x=1", "https://example.org/a?token=***&x=1"),
        ("https://example.org/a?x=1&API_KEY=abc#top", "https://example.org/a?x=1&API_KEY=***#top"),
        ("https://example.org/a?access_token=abc", "https://example.org/a?access_token=***"),
        ("https://example.org/a?X-Amz-Signature=abc", "https://example.org/a?X-Amz-Signature=***"),
    ],
)
def test_secrets_are_not_shown(address: str, shown: str) -> None:
    assert without_secrets(address) == shown
    assert without_secrets(f"GET {address} failed") == f"GET {shown} failed"


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?id=1&key=2&sig=3", "https://example.org/@editor/a", "https://example.org/?author=x"],
)
def test_numbers_of_articles_are_no_secrets(address: str) -> None:
    assert without_secrets(address) == address
    assert without_userinfo(address) == address


def test_the_secrets_of_a_request_are_masked_where_a_server_repeats_them() -> None:
    headers = [("Authorization", "Bearer tok-123456"), ("Cookie", "a=first-cookie; b=second-cookie"), ("X-Page", "7")]
    secrets = secret_values("https://user:hunter22@example.org/?token=qwerty", headers)
    echoed = "tok-123456 first-cookie second-cookie hunter22 qwerty 7"
    assert masked(echoed, secrets) == "*** *** *** *** *** 7"

"""Content-Encoding undone in any slicing, and never past its limits."""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
import zlib

import pytest
import zstandard
from newsroom_faults import pack

from connectors.decoding import BoundedBody, Overflow, Undecodable, decoders_for

WORDS = " ".join(f"{number} barges passed lock {number * 7919 % 101}" for number in range(3000)).encode()


def decoded(data: bytes, encoding: str, slice_size: int = 1000, **limits: int) -> bytes:
    given = {"max_bytes": 2**20, "max_ratio": 200, "ratio_floor": 2**16, **limits}
    body = BoundedBody(**given, decoders=decoders_for(encoding))  # type: ignore[arg-type]
    for start in range(0, len(data), slice_size):
        body.feed(data[start : start + slice_size])
    return body.finish()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, br", "zstd,gzip"])
@pytest.mark.parametrize("slice_size", [1, 7, 1000, 10**6])
def test_any_slicing_gives_the_same_body(encoding: str, slice_size: int) -> None:
    assert decoded(pack(WORDS, encoding), encoding, slice_size) == WORDS


@pytest.mark.parametrize("encoding", ["", "identity", "Identity, ", "none"])
def test_what_is_not_packed_stays_as_it_is(encoding: str) -> None:
    assert decoded(WORDS, encoding) == WORDS


@pytest.mark.parametrize("slice_size", [1, 13, 10**6])
def test_bodies_of_several_members_are_one_body(slice_size: int) -> None:
    assert decoded(gzip.compress(WORDS) + gzip.compress(b"more"), "gzip", slice_size) == WORDS + b"more"
    frame = zstandard.ZstdCompressor().compress
    assert decoded(frame(WORDS) + frame(b"more"), "zstd", slice_size) == WORDS + b"more"


def test_deflate_without_its_header_is_read() -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    assert decoded(packer.compress(WORDS) + packer.flush(), "deflate") == WORDS


def test_padding_after_gzip_is_dropped() -> None:
    assert decoded(gzip.compress(WORDS) + bytes(100), "gzip") == WORDS
    assert decoded(gzip.compress(WORDS) + b"\n", "x-gzip") == WORDS


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_ends_early_is_no_body(encoding: str) -> None:
    data = pack(WORDS, encoding)
    with pytest.raises(Undecodable):
        decoded(data[: len(data) // 2], encoding)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_noise_is_no_body(encoding: str) -> None:
    with pytest.raises(Undecodable):
        decoded(random.Random(7).randbytes(5000), encoding)


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_the_limit_is_of_the_decoded_bytes(encoding: str) -> None:
    packed = pack(WORDS, encoding)
    assert len(decoded(packed, encoding, max_bytes=len(WORDS))) == len(WORDS)
    with pytest.raises(Overflow, match="when unpacked"):
        decoded(packed, encoding, max_bytes=len(WORDS) - 1)


def test_the_limit_holds_on_the_wire() -> None:
    with pytest.raises(Overflow, match="on the wire"):
        decoded(WORDS, "", max_bytes=len(WORDS) - 1)


@pytest.mark.parametrize("encoding", ["compress", "gzip, gzip, gzip", "gzip;q=1"])
def test_an_encoding_that_is_not_known_is_told(encoding: str) -> None:
    with pytest.raises(Undecodable, match="encoding"):
        decoders_for(encoding)


def test_parsing_a_feed_loads_no_http_client() -> None:
    program = (
        "import sys, connectors\n"
        "connectors.parse_feed(b'<rss version=\"2.0\"><channel><title>t</title></channel></rss>')\n"
        'connectors.parse_feed(b\'{"version": "https://jsonfeed.org/version/1", "items": []}\')\n'
        "assert connectors.is_public_address('8.8.8.8')\n"
        "import connectors.entries\n"
        "heavy = {'aiohttp', 'prefect', 'duckdb', 'pyarrow'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)

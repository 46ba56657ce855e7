"""Content-Encoding undone piece by piece, so that a small body never becomes a large one in memory.

aiohttp's own decompression is off: it unpacks what comes, while this loop stops at the limits.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import brotli
import zstandard

ACCEPTED = "gzip, deflate, br, zstd"
_PIECE = 262_144
_GZIP_BITS = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
# One zstd block of a few bytes may unpack to 128 KiB, so that it is fed in thin slices.
_ZSTD_SLICE = 256
_ZSTD_WINDOW = 8 * 2**20


class Overflow(Exception):
    """A limit was passed; the text says which."""


class Undecodable(Exception):
    """The body is not what its Content-Encoding says, or ended early."""


class Decoder(Protocol):
    """One layer: compressed bytes in, pieces of bounded size out."""

    def feed(self, data: bytes) -> Iterator[bytes]: ...

    def finish(self) -> None: ...


@dataclass
class BoundedBody:
    """The decoded body while it grows.

    Limits are bytes: ``max_bytes`` for the decoded body and for the wire, ``max_ratio`` decoded to wire once the
    decoded body passes ``ratio_floor``. With ``truncates`` the rest is dropped instead of raising Overflow.
    """

    max_bytes: int
    max_ratio: int
    ratio_floor: int
    decoders: tuple[Decoder, ...] = ()
    truncates: bool = False
    wire_count: int = 0
    is_full: bool = False
    _body: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> None:
        """Take bytes from the wire. Raises Overflow or Undecodable."""
        self.wire_count += len(data)
        if self.wire_count > self.max_bytes and not self.truncates:
            raise Overflow(f"more than {self.max_bytes} bytes on the wire")
        for piece in _through(self.decoders, data):
            self._body += piece
            if self._is_over():
                return

    def _is_over(self) -> bool:
        if len(self._body) > self.max_bytes:
            if not self.truncates:
                raise Overflow(f"more than {self.max_bytes} bytes when unpacked")
            del self._body[self.max_bytes :]
            self.is_full = True
        elif len(self._body) > self.ratio_floor and len(self._body) > self.max_ratio * self.wire_count:
            raise Overflow(f"unpacks to more than {self.max_ratio} times its size")
        return self.is_full

    def finish(self) -> bytes:
        """The whole body. Raises Undecodable when it ended before its encoding did."""
        if not self.is_full:
            for decoder in self.decoders:
                decoder.finish()
        return bytes(self._body)

    def so_far(self) -> bytes:
        """What came out before the encoding turned out to be broken."""
        return bytes(self._body)


def decoders_for(content_encoding: str) -> tuple[Decoder, ...]:
    """The layers to undo, outermost first. Raises Undecodable for an unknown one or more than two."""
    names = [name.strip().lower() for name in content_encoding.split(",")]
    names = [name for name in names if name not in ("", "identity", "none")]
    if len(names) > 2:
        raise Undecodable(f"{len(names)} content encodings")
    unknown = [name for name in names if name not in _DECODERS]
    if unknown:
        raise Undecodable(f"content encoding {unknown[0][:40]!r} is not known")
    return tuple(_DECODERS[name]() for name in reversed(names))


def _through(decoders: tuple[Decoder, ...], data: bytes) -> Iterator[bytes]:
    if not decoders:
        yield data
        return
    for piece in decoders[0].feed(data):
        yield from _through(decoders[1:], piece)


class _Zlib:
    """gzip (also of several members) and deflate (with or without the zlib header)."""

    def __init__(self, window_bits: int) -> None:
        self._window_bits = window_bits
        self._stream = zlib.decompressobj(window_bits)
        self._has_begun = False
        self._after_end = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._stream.eof:
                data = self._next_member(data)
                continue
            piece = self._decompress(data)
            self._has_begun = True
            if piece:
                yield piece
            data = self._rest()

    def _rest(self) -> bytes:
        return self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _next_member(self, data: bytes) -> bytes:
        """A gzip body may go on with another member; what is none (zero padding, a stray newline) is dropped."""
        data, self._after_end = self._after_end + data, b""
        if self._window_bits != _GZIP_BITS or not data.startswith(_GZIP_MAGIC[: len(data)]):
            return b""
        if len(data) < len(_GZIP_MAGIC):
            self._after_end = data
            return b""
        self._stream = zlib.decompressobj(self._window_bits)
        return data

    def _decompress(self, data: bytes) -> bytes:
        try:
            return self._stream.decompress(data, _PIECE)
        except zlib.error as error:
            if self._has_begun or self._window_bits != zlib.MAX_WBITS:
                raise Undecodable(f"not valid gzip or deflate ({error})") from error
            self._window_bits = -zlib.MAX_WBITS
            self._stream = zlib.decompressobj(self._window_bits)
            return self._decompress(data)

    def finish(self) -> None:
        if self._has_begun and not self._stream.eof:
            raise Undecodable("the compressed body ended early")


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._has_begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._has_begun = True
        try:
            yield self._stream.process(data, output_buffer_limit=_PIECE)
            while not self._stream.can_accept_more_data():
                yield self._stream.process(b"", output_buffer_limit=_PIECE)
        except brotli.error as error:
            raise Undecodable(f"not valid brotli ({error})") from error

    def finish(self) -> None:
        if self._has_begun and not self._stream.is_finished():
            raise Undecodable("the compressed body ended early")


class _Zstandard:
    def __init__(self) -> None:
        self._stream = self._new_frame()
        self._has_begun = False

    @staticmethod
    def _new_frame() -> zstandard.ZstdDecompressionObj:
        return zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()

    def feed(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), _ZSTD_SLICE):
            yield from self._slice(data[start : start + _ZSTD_SLICE])

    def _slice(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._stream.eof:
                self._stream = self._new_frame()
            self._has_begun = True
            try:
                piece = self._stream.decompress(data)
            except zstandard.ZstdError as error:
                raise Undecodable(f"not valid zstd ({error})") from error
            if piece:
                yield piece
            data = self._stream.unused_data if self._stream.eof else b""

    def finish(self) -> None:
        if self._has_begun and not self._stream.eof:
            raise Undecodable("the compressed body ended early")


_DECODERS: dict[str, Callable[[], Decoder]] = {
    "gzip": lambda: _Zlib(_GZIP_BITS),
    "x-gzip": lambda: _Zlib(_GZIP_BITS),
    "deflate": lambda: _Zlib(zlib.MAX_WBITS),
    "br": _Brotli,
    "zstd": _Zstandard,
}

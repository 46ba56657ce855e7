"""What travels between the parsing pool and its workers: data, never pickles.

A frame is four bytes (the length of the header, big-endian), the header as JSON in UTF-8, and then as many raw
bytes as its ``body_byte_count`` says.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

_LENGTH = struct.Struct(">I")


def packed_frame(header: dict[str, Any], body: bytes = b"") -> bytes:
    """One frame, ready to be written."""
    # Escaped to ASCII, because a lone surrogate in a foreign title has no UTF-8.
    head = json.dumps({**header, "body_byte_count": len(body)}, ensure_ascii=True).encode("ascii")
    return b"".join((_LENGTH.pack(len(head)), head, body))


def read_frame(read: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes]:
    """The next frame's header and body. ``read(n)`` gives exactly n bytes, or raises what this raises then."""
    (length,) = _LENGTH.unpack(read(_LENGTH.size))
    header: dict[str, Any] = json.loads(read(length))
    return header, read(header["body_byte_count"])

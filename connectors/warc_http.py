"""The HTTP response inside a WARC record: head, chunks and content encoding undone, as forgiving as browsers are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from connectors.decoding import BoundedBody, Undecodable, decoders_for
from connectors.exchange import content_type_of

_STATUS = re.compile(rb"HTTP/[\d.]{1,8}\s+(\d{3})")
_HEAD_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_CHUNK_HEAD = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!|html|head|body|\?xml|div|meta)", re.IGNORECASE)
_SECRET = frozenset({"set-cookie", "set-cookie2"})
_MAX_RATIO = 200
_RATIO_FLOOR = 2**20


@dataclass(frozen=True, slots=True)
class Response:
    """Status (None where the record has none), headers in their order, and the body as recorded."""

    status_code: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The last value of a header, None without one."""
        return next((value for one, value in reversed(self.headers) if one.lower() == name), None)

    @property
    def media_type(self) -> str | None:
        return content_type_of(self.header("content-type"))[0]

    @property
    def charset(self) -> str | None:
        return content_type_of(self.header("content-type"))[1]

    @property
    def kept_headers(self) -> tuple[tuple[str, str], ...]:
        """The headers without cookies."""
        return tuple((name, value) for name, value in self.headers if name.lower() not in _SECRET)

    def is_html(self, types: frozenset[str]) -> bool:
        """Whether it says that it is HTML, or says nothing and looks so."""
        said = self.media_type
        return said in types if said else bool(_MARKUP.match(self.body[:1024]))


def response_of(block: bytes) -> Response | None:
    """The response in a record's block, None where it is no HTTP."""
    status = _STATUS.match(block[:64])
    if status is None:
        return None
    end = _HEAD_END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers = []
    for line in re.split(rb"\r\n|\n|\r", head)[1:]:
        name, mark, value = line.decode("utf-8", "replace").partition(":")
        if mark and name.strip():
            headers.append((name.strip(), value.strip()))
        elif headers and line[:1] in (b" ", b"\t"):
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.decode('utf-8', 'replace').strip()}")
    return Response(int(status[1]), tuple(headers), body)


def decoded_body(response: Response, max_bytes: int) -> bytes:
    """The body as a browser would see it. Raises Overflow over the limits, Undecodable where nothing can be made of it.

    Crawlers often keep headers of the encoded body beside a decoded one: what is no such encoding is taken as it is.
    """
    body = response.body
    if "chunked" in (response.header("transfer-encoding") or "").lower():
        body = without_chunks(body)
    encoding = response.header("content-encoding") or ""
    bounded = BoundedBody(max_bytes, _MAX_RATIO, _RATIO_FLOOR)
    try:
        bounded = BoundedBody(max_bytes, _MAX_RATIO, _RATIO_FLOOR, decoders_for(encoding))
        bounded.feed(body)
        return bounded.finish()
    except Undecodable:
        if not _MARKUP.match(body[:1024]):
            raise
    plain = BoundedBody(max_bytes, _MAX_RATIO, _RATIO_FLOOR)
    plain.feed(body)
    return plain.finish()


def without_chunks(body: bytes) -> bytes:
    """The body without chunk heads; as it is where it has none. After a wrong head the rest is kept as it is."""
    pieces = []
    position = 0
    while position < len(body):
        head = _CHUNK_HEAD.match(body, position)
        if head is None:
            pieces.append(body[position:])
            break
        size = int(head[1], 16)
        if size == 0:
            break
        pieces.append(body[head.end() : head.end() + size])
        position = head.end() + size
        if body[position : position + 2] == b"\r\n":
            position += 2
        elif body[position : position + 1] == b"\n":
            position += 1
    return b"".join(pieces)

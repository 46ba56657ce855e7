"""Foreign markup made fit to be parsed and stored, before any parser sees it."""

from __future__ import annotations

import re

# ESC, SO and SI stay: ISO-2022 texts need them. The others are not XML in any version.
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D, 0x0E, 0x0F, 0x1B})
_QUERY_PART = re.compile(rb"&(?=[A-Za-z]{2,8}\d{0,2}=)")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));")


def storable_body(body: bytes) -> bytes:
    """The bytes without what breaks a whole document for one character: references to surrogates and NUL, controls.

    UTF-16 and UTF-32 become UTF-8.
    """
    if b"\x00" in body[:4]:
        body = _from_two_bytes(body)
    return _whole_queries(_REFERENCE.sub(_kept_reference, body.translate(None, _CONTROLS)))


def _whole_queries(body: bytes) -> bytes:
    """``&copy=2`` outside CDATA is the middle of an address, not the sign ©: HTML's old entities need no semicolon."""
    if not _QUERY_PART.search(body):
        return body
    parts: list[bytes] = []
    position = 0
    while (start := body.find(b"<![CDATA[", position)) >= 0 and (end := body.find(b"]]>", start)) >= 0:
        parts.extend((_QUERY_PART.sub(b"&amp;", body[position:start]), body[start : end + 3]))
        position = end + 3
    return b"".join((*parts, _QUERY_PART.sub(b"&amp;", body[position:])))


def _from_two_bytes(body: bytes) -> bytes:
    """UTF-16 or UTF-32 as UTF-8, so that one filter serves all; left alone where the bytes are neither."""
    wide_mark = body[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
    wide = "utf-32" if wide_mark or body[:4].count(0) == 3 else "utf-16"
    has_mark = wide_mark or body[:2] in (b"\xff\xfe", b"\xfe\xff")
    order = "" if has_mark else "-be" if body[:1] == b"\x00" else "-le"
    try:
        text = body.decode(wide + order)
    except UnicodeDecodeError:
        return body
    return re.sub(r"(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", r"\1", text, count=1).encode("utf-8", "ignore")


def _kept_reference(found: re.Match[bytes]) -> bytes:
    number = int(found[1], 16) if found[1] else int(found[2])
    is_text = number in (0x9, 0xA, 0xD) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0x10FFFF
    return found[0].lower() if is_text else b""


def storable(text: str) -> str:
    """The text without lone surrogates and control characters, which no table and no XML can hold."""
    if text.isprintable():
        return text
    return "".join(
        character
        for character in text
        if character in "\t\n\r" or not ("\x00" <= character < "\x20" or "\ud800" <= character <= "\udfff")
    )

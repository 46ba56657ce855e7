"""Files that people asked for: whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def write_whole(target: Path, content: bytes) -> None:
    """``target`` has this content, or what it had before. Raises OSError."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()

"""Keeps a process of weeks from holding on to memory that it has freed: a word to glibc's allocator, where it is that.

A stream opens the warehouse some times a second, from several threads, and each time takes and frees some megabytes.
glibc keeps up to eight heaps a core for them and lets large blocks into them once one was freed, so that the heaps are
full of holes: what was in use stayed at 30 MiB while what was held grew (docs/operations.md has the figures).
"""

from __future__ import annotations

import ctypes

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1
"""Names of mallopt(3) in malloc.h."""
HEAPS = 2
LARGE_BYTES = 128 * 1024
"""glibc's own threshold to begin with, kept where it is: it would move up to 32 MiB."""


def hold_little() -> bool:
    """Few heaps, and large blocks outside them; whether the allocator took it. For the start of a long process."""
    try:
        libc = ctypes.CDLL(None)
        taken = [
            libc.mallopt(name, value)
            for name, value in (
                (_ARENA_MAX, HEAPS),
                (_MMAP_THRESHOLD, LARGE_BYTES),
                (_TRIM_THRESHOLD, LARGE_BYTES),
            )
        ]
    except (OSError, AttributeError):
        # another allocator: macOS, musl
        return False
    return all(taken)


def give_back() -> bool:
    """Free pages of the heaps go back to the system; whether there were any. Some milliseconds."""
    try:
        return bool(ctypes.CDLL(None).malloc_trim(0))
    except (OSError, AttributeError):
        return False

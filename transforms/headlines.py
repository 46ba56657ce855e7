"""Whether two articles stand under one headline, as far as their words say."""

from __future__ import annotations

from transforms.model import Article
from transforms.text import words


def titles_agree(a: Article, b: Article) -> bool:
    """Whether two headlines of three words at least share half of the shorter one."""
    left, right = set(words(a.title or "")), set(words(b.title or ""))
    return bool(left) and len(left & right) >= 0.5 * min(len(left), len(right)) and min(len(left), len(right)) >= 3


def is_one_title(a: Article, b: Article) -> bool:
    """Whether the headlines share most of the longer one: two that name one person do not."""
    left, right = set(words(a.title or "")), set(words(b.title or ""))
    return bool(left) and len(left & right) >= 0.6 * max(len(left), len(right))

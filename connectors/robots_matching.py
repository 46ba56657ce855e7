"""Which rules of a robots.txt speak of a crawler, and what they say of an address.

RFC 9309, with the readings of Google's parser (github.com/google/robotstxt) where the RFC leaves them open or
publishers depend on them: groups for one name are one, what is no rule separates nothing, the longest pattern wins and
Allow wins a tie, misspelt keys and a missing colon are understood, ``/index.html`` stands for its folder too. Where the
two differ the RFC stands: an escape of a letter or digit is that letter (2.2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

MAX_RULES = 20_000
"""Rules that are kept of one file; a longer file is a list of pages, and its rest is not read."""
MAX_PATTERN = 2_083
_MAX_STARS = 32

_KEYS = {
    "user-agent": "agent",
    "useragent": "agent",
    "user agent": "agent",
    "disallow": "disallow",
    "dissallow": "disallow",
    "dissalow": "disallow",
    "disalow": "disallow",
    "diasllow": "disallow",
    "disallaw": "disallow",
    "allow": "allow",
    "sitemap": "sitemap",
    "site-map": "sitemap",
    "crawl-delay": "delay",
}
_LINES = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"[A-Za-z_-]+")
_NO_COLON = re.compile(r"([^\s:]+)[ \t]+([^\s:]\S*)")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?|\.\d{1,9}")
_INDEX = re.compile(r"/index\.html?[^/]*$")


@dataclass(slots=True)
class _Group:
    """What all groups for one name say together."""

    rules: list[tuple[bool, str]] = field(default_factory=list)
    delay_s: float | None = None


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt as read: rules and delay by crawler name in lower case (``*`` for all others), and its sitemaps."""

    groups: dict[str, _Group]
    sitemaps: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Robots:
        """The rules of a text; whatever is no rule is passed over."""
        groups: dict[str, _Group] = {}
        sitemaps: list[str] = []
        agents: list[_Group] = []
        is_open, count = False, 0
        for key, value in _lines(text):
            if key == "agent":
                # Names that follow each other share what comes after them.
                agents = [*agents, *_named(groups, value)] if is_open or not agents else _named(groups, value)
                is_open = True
            elif key == "sitemap":
                sitemaps.append(value)
            elif key == "delay":
                for group in agents:
                    group.delay_s = _delay_s(value) if group.delay_s is None else group.delay_s
            elif agents and count < MAX_RULES:
                count += 1
                is_open = False
                for group in agents:
                    group.rules.append((key == "allow", escaped(value)[:MAX_PATTERN]))
        return cls(groups, tuple(sitemaps))

    def may_fetch(self, url: str, name: str) -> bool:
        """Whether the crawler of this name may fetch the address."""
        path = path_of(url)
        group = self._group(name)
        best_allow = best_disallow = -1
        for allows, pattern in group.rules if group is not None else ():
            if allows:
                best_allow = max(best_allow, weight(path, pattern), _weight_of_index(path, pattern))
            else:
                best_disallow = max(best_disallow, weight(path, pattern))
        return best_disallow <= 0 or best_allow >= best_disallow

    def delay_s(self, name: str) -> float | None:
        """Seconds that it wants between two requests of this crawler, None where it says nothing."""
        group = self._group(name)
        return group.delay_s if group is not None else None

    def _group(self, name: str) -> _Group | None:
        return self.groups.get(name.lower(), self.groups.get("*"))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in _LINES.split(text.lstrip("\ufeff")):
        plain = line.partition("#")[0].strip()
        key, colon, value = plain.partition(":")
        if not colon:
            pair = _NO_COLON.fullmatch(plain)
            if pair is None:
                continue
            key, value = pair[1], pair[2]
        known = _KEYS.get(key.strip().lower())
        if known is not None:
            yield known, value.strip()


def _named(groups: dict[str, _Group], value: str) -> list[_Group]:
    """The group of a User-agent line: its name ends where a letter, - or _ does; * may be followed by a remark."""
    if value == "*" or value[:2] in ("* ", "*\t"):
        return [groups.setdefault("*", _Group())]
    name = _NAME.match(value)
    return [groups.setdefault(name[0].lower(), _Group())] if name else [_Group()]


def _delay_s(value: str) -> float | None:
    number = _NUMBER.match(value)
    return float(number[0]) if number else None


def escaped(pattern: str) -> str:
    """The pattern as addresses are written: beyond ASCII escaped, escapes in upper case."""
    pattern = _ESCAPE.sub(_plain_escape, pattern)
    if pattern.isascii():
        return pattern
    return "".join(
        one if one.isascii() else "".join(f"%{byte:02X}" for byte in one.encode("utf-8", "replace")) for one in pattern
    )


def path_of(url: str) -> str:
    """Path and query, with which patterns are compared; escapes as in patterns."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    return _ESCAPE.sub(_plain_escape, f"{path}?{parts.query}" if parts.query else path)


def _plain_escape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if _UNRESERVED.match(character) else found[0].upper()


def weight(path: str, pattern: str) -> int:
    """How much a pattern says of a path: its length where it matches, -1 where it does not."""
    return len(pattern) if _matches(path, pattern) else -1


def _weight_of_index(path: str, pattern: str) -> int:
    folder = _INDEX.sub("/$", pattern)
    return weight(path, folder) if folder != pattern else -1


def _matches(path: str, pattern: str) -> bool:
    """Prefix match; * is any run of characters, a last $ the end. Every piece is taken at its first place, which is
    enough for all but the last of an anchored pattern, so that time is linear in the pieces.
    """
    is_anchored = pattern.endswith("$")
    pieces = (pattern[:-1] if is_anchored else pattern).split("*")
    if len(pieces) > _MAX_STARS:
        pieces = pieces[:_MAX_STARS]
        is_anchored = False
    first, *others = pieces
    if not path.startswith(first):
        return False
    if not others:
        return len(path) == len(first) if is_anchored else True
    position = len(first)
    last = others.pop() if is_anchored else ""
    for piece in others:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return not is_anchored or (path.endswith(last) and len(path) - len(last) >= position)

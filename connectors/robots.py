"""robots.txt by RFC 9309: what its answer means, and what its rules allow. Pure; the client fetches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from protego import Protego

MAX_BYTES = 500 * 1024
"""RFC 9309 asks for at least 500 KiB; the rest of a longer file is not read."""


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one host's robots.txt says. ``access`` is ``rules`` where there are some, ``all`` where the file is
    unavailable (4xx), ``none`` where it is unreachable (5xx): then nothing may be fetched for now.
    """

    access: Literal["rules", "all", "none"]
    rules: Protego | None = None
    cause: str = ""
    text: str | None = None

    def may_fetch(self, url: str, user_agent: str) -> bool:
        """Whether this User-Agent may fetch the address. /robots.txt itself always may be."""
        if self.rules is None:
            return self.access != "none"
        return bool(self.rules.can_fetch(url, product_token(user_agent)))

    def crawl_delay_s(self, user_agent: str) -> float | None:
        """Seconds wanted between two requests, None where nothing is said."""
        delay = self.rules.crawl_delay(product_token(user_agent)) if self.rules is not None else None
        return float(delay) if delay is not None else None


def product_token(user_agent: str) -> str:
    """The name that robots.txt knows a crawler by: what stands before the version."""
    return user_agent.partition("/")[0].strip()


def rules_from_body(body: bytes) -> RobotsRules:
    """The rules in a robots.txt; in a body that is something else there are none, so that everything is allowed."""
    head = body[:MAX_BYTES]
    charset = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = head.decode(charset, "replace")
    return rules_from_text(text)


def rules_from_text(text: str) -> RobotsRules:
    """The rules in a robots.txt that was read before."""
    return RobotsRules("rules", Protego.parse(text), text=text)


def rules_from_status(status_code: int) -> RobotsRules:
    """What an answer other than 200 means: 4xx no rules, 429 and 5xx no access for now."""
    if status_code == 429 or status_code >= 500:
        return RobotsRules("none", cause=f"robots.txt answered {status_code}, which means no access for now")
    return RobotsRules("all")

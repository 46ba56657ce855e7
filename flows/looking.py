"""Which article or cluster a person means, and how one is named to a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from flows.cli_printing import shortened
from transforms.errors import InvalidUrl, UnknownId

if TYPE_CHECKING:
    from warehouse.looking_up import MemberCard
    from warehouse.lookups import Lookups

Kind = Literal["article", "cluster"]

_DIGITS = re.compile(r"[0-9a-f]{4,32}")
_HINT = "`newsfold clusters` and `newsfold sql` show ids"


def digits_of(given: str) -> str | None:
    """The hexadecimal digits of an id or of its beginning, None where it is neither."""
    digits = given.strip().lower().replace("-", "")
    return digits if _DIGITS.fullmatch(digits) else None


def found_id(reads: Lookups, given: str) -> tuple[Kind, UUID]:
    """The article or cluster that an id, its first digits, a URL or a location names; old ids lead to today's.

    Raises UnknownId for none, or for more than one.
    """
    from warehouse.looking_up import known_ids

    digits = digits_of(given)
    if digits is None:
        return "article", _at_location(reads, given.strip())
    found = known_ids(reads, digits)
    if not found:
        raise UnknownId(given, "no article or cluster has that id", _HINT)
    if len(found) > 1:
        raise UnknownId(given, f"{_several(f'{kind} {one}' for kind, one in found)} start so", "give more digits")
    kind, one = found[0]
    return ("cluster" if kind == "cluster" else "article"), one


def found_article(reads: Lookups, given: str) -> UUID:
    """As found_id, for commands about articles. Raises UnknownId for a cluster, too, and names its articles."""
    kind, one = found_id(reads, given)
    if kind == "article":
        return one
    members = sorted(row.article_id for row in reads.members_of([one]).get(one, ()))
    raise UnknownId(given, "that is a cluster", f"give one of its articles: {_several(map(str, members))}")


def _several(names: Iterable[str]) -> str:
    shown = list(names)
    return ", ".join(shown[:6]) + (" and more" if len(shown) > 6 else "")


def _at_location(reads: Lookups, given: str) -> UUID:
    from pathlib import Path

    from transforms.addresses import address_key
    from warehouse.looking_up import articles_at

    if "://" in given:
        try:
            address, location = address_key(given), given
        except InvalidUrl as error:
            raise UnknownId(given, error.cause, "give an id, its first digits, or an http(s) address") from error
    elif _looks_like_a_path(given):
        address, location = None, str(Path(given).expanduser().absolute())
    else:
        raise UnknownId(
            given, "that is neither an id nor an address", "give at least four hexadecimal digits, or a URL"
        )
    found = articles_at(reads, address, location)
    if not found:
        raise UnknownId(given, "no article is known by that address", _HINT)
    if len(found) > 1:
        raise UnknownId(given, f"{_several(map(str, found))} come from there", "give one of these ids")
    return found[0]


def _looks_like_a_path(given: str) -> bool:
    return "/" in given or "." in given


def shown_title(title: str | None, body: str, most: int = 70) -> str:
    """The headline; the first words in quotes where none is printed."""
    return shortened(title, most) if title else f"“{shortened(body, most - 2)}”"


def shown_time(at: datetime | None, on: date | None, precision: str) -> str:
    """When something was published, no more exactly than it is known; times in UTC."""
    if precision in ("second", "minute") and at is not None:
        return instant(at, with_seconds=precision == "second")
    return on.isoformat() if on is not None else "undated"


def instant(at: datetime | None, *, with_seconds: bool = False) -> str:
    """An instant in UTC."""
    from datetime import UTC

    if at is None:
        return "never"
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC" if with_seconds else "%Y-%m-%d %H:%M UTC")


def shown_lag(lag_s: int | None) -> str:
    """How much later, in the two largest units; nothing where it is not known."""
    if lag_s is None:
        return ""
    sign = "+" if lag_s >= 0 else "-"
    minutes, seconds = divmod(abs(lag_s), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")]
    largest = next((place for place, (count, _) in enumerate(parts) if count), 3)
    return sign + " ".join(f"{count} {unit}" for count, unit in parts[largest : largest + 2] if count or largest == 3)


def shown_publisher(card: MemberCard) -> str:
    """Who carries it: the publisher, else the file or host that it came from."""
    if card.publisher or card.publisher_id:
        return str(card.publisher or card.publisher_id)
    if card.location is None:
        return "?"
    path, _, row = card.location.partition("#")
    return f"({PurePath(path).name or path}{'#' + row if row else ''})"


def percent(share: float | None) -> str:
    """A share 0..1 in per cent; nothing for None."""
    return "" if share is None else f"{share:.0%}"


def mirrored(relation: str | None) -> str | None:
    """The relation seen from the other article."""
    return {"contains": "contained", "contained": "contains"}.get(relation or "", relation)

"""Pages that somebody lists: one address, or a text file of them, a line each. And the state of asking for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from connectors.polling import DEFAULT_INTERVAL_S, DORMANT_AFTER, MAX_WAIT_S, FeedState
from connectors.redaction import without_secrets
from connectors.request_addresses import split_userinfo
from transforms.errors import InvalidUrl, LocationMissing, SchemeRefused
from transforms.model import Rejection, Source

PAGE_KINDS = ("section", "page")

MOST_BYTES = 10 * 2**20
_LONGEST_LINE = 4096


def listed_pages(source: Source) -> list[str | Rejection]:
    """The addresses of a page source: its own, or those in the file that it names. A line that is none is a Rejection.

    Empty lines and lines that start with # are passed over. Raises LocationMissing for a file that is not there, is too
    large or is no text.
    """
    if source.location.lower().startswith(("http://", "https://")):
        return [source.location]
    path = Path(source.location)
    try:
        with path.open("rb") as file:
            body = file.read(MOST_BYTES + 1)
        text = body.decode("utf-8-sig")
    except OSError as error:
        raise LocationMissing(str(path), error.strerror or "it cannot be read") from error
    except UnicodeDecodeError as error:
        raise LocationMissing(
            str(path), "the list of addresses is no UTF-8 text", "write one address a line"
        ) from error
    if len(body) > MOST_BYTES:
        raise LocationMissing(str(path), f"the list has more than {MOST_BYTES} bytes", "split it")
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return [_page(path, number, line, source) for number, line in lines if line and not line.startswith("#")]


def _page(path: Path, number: int, line: str, source: Source) -> str | Rejection:
    place = f"{path}#{number}"
    if len(line) > _LONGEST_LINE:
        reason = f"address refused: {place}: longer than {_LONGEST_LINE} characters; check that each has its line"
        return Rejection(place, "locate", "invalid_url", reason, source_id=source.source_id)
    try:
        address, headers = split_userinfo(line)
    except (InvalidUrl, SchemeRefused) as error:
        return Rejection(place, "locate", error.rule, str(error), source_id=source.source_id)
    if headers:
        reason = (
            f"address refused: {place}: {without_secrets(line)}: a password stands in it; give headers in sources.toml"
        )
        return Rejection(place, "locate", "password", reason, source_id=source.source_id)
    return address


def asked_state(state: FeedState, source: Source, now: datetime, error: str | None) -> FeedState:
    """The state after every page was asked for; ``error`` where none could be had.

    Failures make the waits longer, up to a day.
    """
    interval_s = float(dict(source.options).get("poll_minutes", DEFAULT_INTERVAL_S / 60)) * 60
    failures = state.consecutive_failures + 1 if error else 0
    standing = state.state if error else "ok"
    if error:
        standing = "dormant" if failures >= DORMANT_AFTER else "degraded"
    wait_s = MAX_WAIT_S if standing == "dormant" else min(interval_s * (1 + failures), MAX_WAIT_S)
    return replace(
        state,
        state=standing,
        last_polled_at=now,
        next_poll_at=now + timedelta(seconds=wait_s),
        consecutive_failures=failures,
        last_error=error[:1000] if error else None,
    )

"""The tables inside a [[source]]: expectations, revisit, selectors and options, checked when they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from connectors.source_options import wrong_option
from transforms.errors import InvalidSources
from transforms.model import Expectations, Revisit, Selectors


def expectations_of(where: str, table: Mapping[str, Any]) -> Expectations | None:
    """What the table expects; None without one. Raises InvalidSources."""
    values = table.get("expectations")
    if values is None:
        return None
    numbers = _numbers(
        f"{where}: expectations",
        values,
        {
            "fewest_per_day": (
                lambda value: 0 < value <= 1_000_000,
                "a number above 0, such as 5, or 0.2 for one in five days",
            ),
            "largest_undated_share": (lambda value: 0 <= value <= 1, "a share from 0 to 1"),
        },
    )
    return Expectations(**numbers)


def revisit_of(where: str, table: Mapping[str, Any]) -> Revisit | None:
    """The schedule of the table: ``revisit = true`` takes the usual one. Raises InvalidSources."""
    values = table.get("revisit")
    if values is None or values is False:
        return None
    if values is True:
        return Revisit()
    numbers = _numbers(
        f"{where}: revisit",
        values,
        {
            "first_hours": (lambda value: 0 < value <= 24 * 365, "hours above 0, such as 1"),
            "growth": (lambda value: 1 <= value <= 100, "a factor from 1 (equal intervals) up, such as 3"),
            "days": (lambda value: 0 < value <= 3650, "days above 0, such as 14"),
        },
    )
    return Revisit(**numbers)


def selectors_of(where: str, table: Mapping[str, Any]) -> Selectors | None:
    """The ``body`` and ``cut`` selectors of the table, a string or a list each. Raises InvalidSources."""
    body, cut = (_selectors(where, key, table.get(key, [])) for key in ("body", "cut"))
    return Selectors(body, cut) if body or cut else None


def options_of(
    where: str, kind: str, table: Mapping[str, Any], filled: Callable[[str, str], str]
) -> tuple[tuple[str, str], ...]:
    """The options as text, true and false in small letters; ``filled(place, words)`` replaces variables.

    Raises InvalidSources for one that nobody knows.
    """
    options = {
        name: filled(f"{where}: options.{name}", value) if isinstance(value, str) else value
        for name, value in table.get("options", {}).items()
    }
    for name, value in options.items():
        wrong = wrong_option(kind, name, value)
        if wrong is not None:
            raise InvalidSources(f"{where}: options.{name}", *wrong)
    return tuple(
        (name, str(value).lower() if isinstance(value, bool) else str(value)) for name, value in options.items()
    )


def _numbers(
    where: str, values: Mapping[str, Any], known: Mapping[str, tuple[Callable[[float], bool], str]]
) -> dict[str, float]:
    found = {}
    for name, value in values.items():
        if name not in known:
            raise InvalidSources(f"{where}.{name}", "no such key", f"known are {', '.join(known)}")
        is_valid, wanted = known[name]
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not is_valid(value):
            raise InvalidSources(f"{where}.{name}", f"{value!r} cannot be used", f"give {wanted}")
        found[name] = float(value)
    return found


def _selectors(where: str, key: str, values: Any) -> tuple[str, ...]:
    selectors = [values] if isinstance(values, str) else values
    if not all(isinstance(one, str) and one.strip() for one in selectors):
        raise InvalidSources(f"{where}: {key}", "it is a CSS selector or a list of them, none of them empty")
    if selectors:
        # cssselect is for those who have selectors
        from transforms.selecting import xpath_of

        for one in selectors:
            try:
                xpath_of(one)
            except ValueError as error:
                raise InvalidSources(
                    f"{where}: {key}", str(error), 'write one such as "div.article-text > p"'
                ) from error
    return tuple(one.strip() for one in selectors)

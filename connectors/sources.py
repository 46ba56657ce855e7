"""sources.toml: the configured origins, checked when read, so that a wrong key is named before anything runs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from connectors.naming import publisher_named, publisher_of_url
from connectors.redaction import without_secrets
from connectors.registry import KINDS, REMOTE_KINDS, kind_of
from connectors.request_addresses import split_userinfo
from connectors.source_tables import expectations_of, options_of, revisit_of, selectors_of
from transforms.errors import InvalidSources, InvalidUrl, LocationMissing, SchemeRefused, UnknownKind
from transforms.model import Publisher, Selectors, Source
from transforms.text import fold, slug

_KEYS: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "kind": str,
    "location": (str, list),
    "publisher": str,
    "tags": list,
    "country": str,
    "language": str,
    "credit_name": str,
    "headers": dict,
    "cookies": dict,
    "expectations": dict,
    "revisit": (dict, bool),
    "body": (str, list),
    "cut": (str, list),
    "options": dict,
}
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Unfilled(Mapping[str, str]):
    """An environment for those who only look at a sources file: every variable stands for itself, ``${NAME}``."""

    def __getitem__(self, name: str) -> str:
        return f"${{{name}}}"

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def sources_example() -> str:
    """The commented example of a sources file, ready to be written where a person will edit it."""
    return files("connectors").joinpath("sources_example.toml").read_text(encoding="utf-8")


def load_sources(path: Path, environ: Mapping[str, str]) -> tuple[Source, ...]:
    """The sources of a file, in its order; a table with several locations gives one Source for each, of one id.

    ``${NAME}`` in headers and cookies is replaced from ``environ``; relative paths start at the file's folder.
    Raises LocationMissing, and InvalidSources naming the table and the key.
    """
    return sources_of_text(read_text(path), path, environ)


def read_text(path: Path) -> str:
    """The sources file as text. Raises LocationMissing."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LocationMissing(str(path), "no such sources file", "run `newsfold init`, or name another") from error
    except (OSError, UnicodeDecodeError) as error:
        raise LocationMissing(str(path), f"the sources file cannot be read ({error})") from error


def sources_of_text(text: str, path: Path, environ: Mapping[str, str]) -> tuple[Source, ...]:
    """The sources of a file's text, as load_sources reads them; ``path`` is where it lies, or will."""
    tables = _tables(text, path)
    _refuse_equal_names(path, tables)
    found = [source for number, table in enumerate(tables, 1) for source in _sources(path, number, table, environ)]
    return tuple(_checked(path, found))


def load_selectors(path: Path) -> dict[str, Selectors]:
    """The selectors of a file's sources by source id; what else stands there, secrets among it, is not looked at.

    Raises LocationMissing and InvalidSources.
    """
    found = {}
    for number, table in enumerate(_tables(read_text(path), path), 1):
        name = table.get("name")
        if isinstance(name, str) and table.keys() & {"body", "cut"}:
            where = f"{path}: [[source]] {name or number}"
            _check_types(where, table)
            selectors = selectors_of(where, table)
            if selectors is not None:
                found[slug(name)] = selectors
    return found


def load_credit_names(path: Path) -> dict[str, str]:
    """Publisher ids by the names (folded) that others credit these publishers by. Raises as load_selectors does."""
    found = {}
    for table in _tables(read_text(path), path):
        name, publisher = table.get("credit_name"), table.get("publisher")
        if isinstance(name, str) and name.strip() and isinstance(publisher, str) and publisher.strip():
            found[fold(name)] = publisher_named(publisher).publisher_id
    return found


def _tables(text: str, path: Path) -> list[dict[str, Any]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSources(str(path), f"not valid TOML: {error}", "correct that line") from error
    unknown = sorted(set(document) - {"source", "schedule"})
    if unknown:
        raise InvalidSources(str(path), f"unknown table or key {unknown[0]!r}", "sources stand in [[source]] tables")
    tables = document.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise InvalidSources(str(path), "source is no list of tables", "write [[source]], with two brackets")
    return tables


def _refuse_equal_names(path: Path, tables: list[dict[str, Any]]) -> None:
    """Ids are made from names, so that two sources of one name would share their state."""
    ids = [slug(table["name"]) for table in tables if isinstance(table.get("name"), str)]
    repeated = next((one for position, one in enumerate(ids) if one in ids[:position]), None)
    if repeated is not None:
        raise InvalidSources(f"{path}: [[source]] {repeated}: name", "another source has the same id", "rename one")


def source_from_table(
    where: str, table: Mapping[str, Any], folder: Path, environ: Mapping[str, str]
) -> tuple[Source, ...]:
    """The sources of one table that stands in no file yet; ``where`` names it in errors. Raises InvalidSources."""
    return tuple(_of_table(where, dict(table), folder, environ))


def _sources(path: Path, number: int, table: dict[str, Any], environ: Mapping[str, str]) -> Iterator[Source]:
    where = f"{path}: [[source]] {table.get('name') or number}"
    yield from _of_table(where, table, path.absolute().parent, environ)


def _of_table(where: str, table: dict[str, Any], folder: Path, environ: Mapping[str, str]) -> Iterator[Source]:
    _check_types(where, table)
    kind = table.get("kind")
    if kind is not None and kind not in KINDS:
        raise InvalidSources(f"{where}: kind", f"{kind!r} is no kind", f"one of {', '.join(KINDS)}")
    if not table["name"].strip():
        raise InvalidSources(f"{where}: name", "it is empty", "give it one")
    base = Source(
        source_id=slug(table["name"]),
        name=table["name"].strip(),
        kind=kind or "",
        location="",
        publisher=_publisher(table),
        tags=_strings(where, "tags", table.get("tags", [])),
        language=table.get("language"),
        country=table.get("country"),
        credit_name=table.get("credit_name"),
        headers=_headers(where, table, environ),
        expectations=expectations_of(where, table),
        selectors=selectors_of(where, table),
        revisit=revisit_of(where, table),
    )

    def fill(place: str, words: str) -> str:
        return _filled_in(place, words, environ)

    locations = table["location"]
    for location in [locations] if isinstance(locations, str) else _strings(where, "location", locations):
        located = _located(where, base, _address(f"{where}: location", location, environ), folder)
        kind = "inbox" if located.kind == "files" and table.get("options", {}).get("watch") is True else located.kind
        yield replace(located, kind=kind, options=options_of(where, located.kind, table, fill))


def _check_types(where: str, table: dict[str, Any]) -> None:
    for key in ("name", "location"):
        if key not in table:
            raise InvalidSources(f"{where}: {key}", "it is missing", f'write {key} = "..."')
    for key, value in table.items():
        wanted = _KEYS.get(key)
        if wanted is None:
            raise InvalidSources(f"{where}: {key}", "no such key", f"known are {', '.join(_KEYS)}")
        if not isinstance(value, wanted):
            raise InvalidSources(
                f"{where}: {key}", f"it is of the wrong type ({type(value).__name__})", f"give {_told(wanted)}"
            )


def _told(wanted: type | tuple[type, ...]) -> str:
    names = {str: "a string", list: "a list of strings", dict: "a table such as { a = 1 }", bool: "true or false"}
    return " or ".join(names[one] for one in (wanted if isinstance(wanted, tuple) else (wanted,)))


def _located(where: str, base: Source, location: str, folder: Path) -> Source:
    """The source at one of its locations; the kind is told by the location where the table does not say."""
    is_remote = base.kind in REMOTE_KINDS or (not base.kind and "://" in location)
    try:
        if base.kind == "page" and "://" not in location:
            # a text file of addresses
            return replace(base, location=str(folder / Path(location).expanduser()))
        if not is_remote:
            place = str(folder / Path(location).expanduser())
            return replace(base, kind=base.kind or _local_kind(place), location=place)
        address, headers = split_userinfo(location.strip())
    except (InvalidUrl, SchemeRefused, UnknownKind) as error:
        remedy = "give an http or https address, or a path"
        raise InvalidSources(f"{where}: location", f"{error.resource}: {error.cause}", remedy) from error
    publisher = base.publisher or publisher_of_url(address)
    return replace(
        base, kind=base.kind or "url", location=address, publisher=publisher, headers=(*base.headers, *headers)
    )


def _local_kind(place: str) -> str:
    """A path that is not there yet is a matter for the run that reads it."""
    try:
        return kind_of(place)
    except LocationMissing:
        return "files"


def _publisher(table: dict[str, Any]) -> Publisher | None:
    if not table.get("publisher", "").strip():
        return None
    return replace(publisher_named(table["publisher"]), country=table.get("country"), language=table.get("language"))


def _headers(where: str, table: dict[str, Any], environ: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    headers = list(_filled(where, "headers", table.get("headers", {}), environ))
    cookies = "; ".join(
        f"{name}={value}" for name, value in _filled(where, "cookies", table.get("cookies", {}), environ)
    )
    return (*headers, ("Cookie", cookies)) if cookies else tuple(headers)


def _filled(where: str, key: str, table: dict[str, Any], environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        place = f"{where}: {key}.{name}"
        if not isinstance(value, str) or not _HEADER_NAME.fullmatch(name):
            raise InvalidSources(place, "names and values of headers and cookies are strings", "put it in quotes")
        yield name, _filled_in(place, value, environ)


def _address(place: str, location: str, environ: Mapping[str, str]) -> str:
    """A location with its variables replaced; one whose value would be stored and shown with the address is refused."""
    filled = _filled_in(place, location, environ)
    shown = without_secrets(filled)
    if any(environ[name] and environ[name] in shown for name in _VARIABLE.findall(location)):
        remedy = "give it in headers, or where the site has it so, in a parameter named token, api_key or password"
        raise InvalidSources(place, "a value from the environment would be stored with the address", remedy)
    return filled


def _filled_in(place: str, value: str, environ: Mapping[str, str]) -> str:
    """The value with every ``${NAME}`` replaced. It may be a secret then, so that it is not shown."""
    missing = [variable for variable in _VARIABLE.findall(value) if variable not in environ]
    if missing:
        raise InvalidSources(place, f"the environment has no {missing[0]}", f"set {missing[0]}")
    filled = _VARIABLE.sub(lambda found: environ[found[1]], value)
    if re.search(r"[\r\n\x00]", filled):
        raise InvalidSources(place, "it holds a line break", "take it out")
    return filled


def _strings(where: str, key: str, values: list[Any]) -> tuple[str, ...]:
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise InvalidSources(f"{where}: {key}", "it is a list of strings, none of them empty", 'write ["a", "b"]')
    return tuple(value.strip() for value in values)


def _checked(path: Path, sources: list[Source]) -> list[Source]:
    """The sources, unless two of them are one and the same feed or folder."""
    seen: set[str] = set()
    for source in sources:
        if source.location in seen:
            shown = without_secrets(source.location)
            raise InvalidSources(
                f"{path}: [[source]] {source.name}: location",
                f"{shown} stands in this file twice",
                "take one of them out",
            )
        seen.add(source.location)
    return sources

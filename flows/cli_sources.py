"""`newsfold sources`: list, add, check, and OPML in and out. Nothing here writes to a warehouse."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli_options import EXIT_FAILURES, Choices, shared_options
from flows.cli_printing import counted, one_line, table_lines, write, write_error, write_json, write_lines

if TYPE_CHECKING:
    from connectors.discovery import Candidate, Discovery
    from transforms.model import Source

MOST_REFUSED = 20


@click.group(short_help="Manage sources.toml.")
@shared_options
def sources() -> None:
    """Manage the sources file (--sources, NEWSFOLD_SOURCES, else sources.toml). No warehouse is written to."""


@sources.command("list", short_help="The configured sources.")
@shared_options
@click.pass_obj
def list_sources(choices: Choices) -> int:
    """The configured sources: id, kind, publisher, tags and location of each."""
    found = _configured(choices)
    if choices.is_json:
        write_json([_plain(source) for source in found])
        return 0
    head = ("id", "kind", "publisher", "tags", "location")
    rows = [(one.source_id, one.kind, _publisher(one), ", ".join(one.tags), _shown(one.location)) for one in found]
    write_lines(*table_lines(head, rows))
    choices.say(f"{counted(len({one.source_id for one in found}), 'source')}, {counted(len(found), 'location')}")
    return 0


@sources.command(short_help="Find the feed of a site and write its table.")
@click.argument("location", metavar="URL_OR_PATH")
@click.option("--name", help="What to call it (else what the feed calls itself).")
@click.option("--kind", help="Take this kind (feed, sitemap, section, page ...) and nothing else.")
@click.option("--publisher", help="Whose text it is (else the site's own domain).")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given several times.")
@click.option("--yes", is_flag=True, help="Write the table without asking.")
@shared_options
@click.pass_obj
def add(  # noqa: PLR0917
    choices: Choices,
    location: str,
    name: str | None,
    kind: str | None,
    publisher: str | None,
    tags: Sequence[str],
    *,
    yes: bool,
) -> int:
    """Find what can be subscribed to at an address, show what would come out, and write the table.

    The address may be the site's front page, a section page, a feed, a sitemap, a folder or a table. A page is searched
    for its feeds and sitemaps; where there are none, the page itself is taken as a section page whose links to articles
    are followed.
    """
    from flows.adding_sources import proposed
    from flows.parsing_pool import ParsingPool
    from flows.previews import preview

    standing = _configured(choices) if _path(choices).exists() else ()
    with ParsingPool(2) as pool:
        proposal = proposed(
            pool, location, standing, _path(choices), name=name, kind=kind, publisher=publisher, tags=tags
        )
        if proposal.source is None:
            return _nothing_found(choices, proposal.discovery, location)
        shown = preview(pool, proposal.source, datetime.now(UTC))
    if not choices.is_json:
        _show_discovery(choices, proposal.discovery)
        _show_preview(shown)
        write(f"\n{proposal.text}")
    is_written = yes or (not choices.is_json and _agreed(_path(choices)))
    if is_written:
        from connectors.sources import Unfilled
        from connectors.sources_editing import add_sources

        add_sources(_path(choices), [proposal.table], Unfilled())
        choices.say(f"written to {_path(choices)}: `newsfold ingest` reads it from now on")
    elif not choices.is_json:
        choices.say("nothing was written; --yes writes without asking")
    if choices.is_json:
        found = _discovery_json(proposal.discovery)
        write_json({"is_written": is_written, "table": proposal.table, "preview": shown.to_json(), **found})
    return 0 if is_written or choices.is_json else EXIT_FAILURES


@sources.command(short_help="Fetch, and say what would come out.")
@click.argument("names", nargs=-1, metavar="[NAME|URL ...]")
@click.option("--articles", type=click.IntRange(0, 50), default=3, show_default=True, help="Articles to read of each.")
@click.option("--removed", "with_removed", is_flag=True, help="Each article's page, with what would be cut and why.")
@shared_options
@click.pass_obj
def check(choices: Choices, names: Sequence[str], articles: int, *, with_removed: bool) -> int:
    """Fetch sources and say what would come out and what is wrong. Nothing is stored. Exits with 1 at a problem.

    Without a name all configured sources are checked, one after the other.
    """
    from flows.parsing_pool import ParsingPool
    from flows.previews import preview

    found = _meant(choices, names)
    shown = []
    with ParsingPool(2) as pool:
        for source in found:
            one = preview(pool, source, datetime.now(UTC), articles)
            shown.append(one)
            if not choices.is_json:
                _show_preview(one, with_removed=with_removed)
                write_lines("")
    problems = sum(len(one.problems) for one in shown)
    if choices.is_json:
        write_json({"problem_count": problems, "sources": [one.to_json() for one in shown]})
    choices.say(f"{counted(len(shown), 'location')} checked, {counted(problems, 'problem')}")
    return EXIT_FAILURES if problems else 0


@sources.command("import-opml", short_help="Add the feeds of an OPML file.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--dry-run", is_flag=True, help="Show the tables; write nothing.")
@shared_options
@click.pass_obj
def import_opml(choices: Choices, file: Path, *, dry_run: bool) -> int:
    """Add the feeds of an OPML file, folders and categories as tags. What is there already is passed over.

    Addresses that cannot be used are listed, and make the exit code 1; the others are added.
    """
    from connectors.opml import MOST_BYTES, parse_opml, tables_of
    from connectors.sources import Unfilled
    from connectors.sources_editing import add_sources, table_text

    with file.open("rb") as opened:
        opml = parse_opml(opened.read(MOST_BYTES + 1), str(file))
    standing = _configured(choices) if _path(choices).exists() else ()
    tables, known_count = tables_of(opml, [one.name for one in standing], [one.location for one in standing])
    if tables and not dry_run:
        add_sources(_path(choices), tables, Unfilled())
    if choices.is_json:
        write_json({"added": tables, "known_count": known_count, "refused": opml.refused, "is_written": not dry_run})
    elif dry_run:
        write("\n".join(table_text(one) for one in tables))
    for line in opml.refused[:MOST_REFUSED]:
        write_error(f"newsfold: feed refused: {one_line(line)}")
    if len(opml.refused) > MOST_REFUSED:
        write_error(f"newsfold: and {len(opml.refused) - MOST_REFUSED} more (--json lists all)")
    where = "would be added" if dry_run else f"added to {_path(choices)}"
    choices.say(
        f"{counted(len(tables), 'source')} {where}, {known_count} feeds there already, {len(opml.refused)} refused"
    )
    return EXIT_FAILURES if opml.refused else 0


@sources.command("export-opml", short_help="Write the sources as OPML.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="F", help="Write to this file.")
@shared_options
@click.pass_obj
def export_opml(choices: Choices, output: Path | None) -> int:
    """Write the sources that are fetched over HTTP as OPML 2.0, to standard output or a file.

    Passwords, headers, cookies and options are left out.
    """
    from connectors.opml import exported, opml_of

    found = _configured(choices)
    text = opml_of(found, datetime.now(UTC))
    if output is None and not choices.is_json:
        write(text.decode())
    elif output is not None:
        from connectors.sources_editing import replace_file

        replace_file(output, text.decode())
    left = len(found) - len(exported(found))
    if choices.is_json:
        write_json(
            {"exported_count": len(found) - left, "left_out_count": left, "output": output, "opml": text.decode()}
        )
    choices.say(f"{counted(len(found) - left, 'location')} exported, {left} left out (local, or with a secret address)")
    return 0


def _path(choices: Choices) -> Path:
    return choices.settings().sources


def _configured(choices: Choices) -> tuple[Source, ...]:
    """The sources as they stand in the file: only who fetches needs the secrets that it names."""
    from connectors.sources import Unfilled, load_sources

    return load_sources(_path(choices), Unfilled())


def _meant(choices: Choices, names: Sequence[str]) -> list[Source]:
    """The sources that are named, by id, name or location; what is none of these is taken as a location."""
    from connectors.registry import source_of
    from connectors.sources import load_sources
    from transforms.errors import LocationMissing

    path = _path(choices)
    standing = load_sources(path, os.environ) if not names or path.exists() else ()
    found: list[Source] = []
    for name in names:
        meant = [one for one in standing if name in (one.source_id, one.name, one.location)]
        try:
            found += meant or [source_of(name)]
        except LocationMissing as error:
            remedy = "`newsfold sources list` names the sources"
            raise LocationMissing(name, "neither a source's name nor a location", remedy) from error
    return found if names else list(standing)


def _agreed(path: Path) -> bool:
    """Whether the person says yes; nobody there is no yes."""
    try:
        return click.confirm(f"\nWrite this to {path}?", default=True, err=True)
    except click.Abort:
        return False


def _nothing_found(choices: Choices, discovery: Discovery | None, location: str) -> int:
    if choices.is_json:
        write_json({"is_written": False, "table": None, "preview": None, **_discovery_json(discovery)})
    _show_discovery(choices, discovery)
    cause = "no feed, no sitemap, and no links that look like articles'"
    write_error(
        f"newsfold: nothing to subscribe to: {_shown(location)}: {cause}; give the address of its feed, or of a section"
    )
    return EXIT_FAILURES


def _show_discovery(choices: Choices, discovery: Discovery | None) -> None:
    if discovery is None:
        return
    for place, why in discovery.tried:
        choices.say(f"  no: {place}: {one_line(why)}")
    for number, one in enumerate(discovery.candidates):
        title = f" {one.title!r}" if one.title else ""
        count = (
            f", {counted(one.entry_count, 'entry').replace('entrys', 'entries')}" if one.entry_count is not None else ""
        )
        choices.say(f"  {'yes' if not number else 'also'}: {one.kind} {one.location}{title} ({one.found_by}{count})")


def _discovery_json(discovery: Discovery | None) -> dict[str, Any]:
    if discovery is None:
        return {"candidates": [], "tried": []}
    return {
        "candidates": [_candidate(one) for one in discovery.candidates],
        "tried": [{"location": place, "reason": why} for place, why in discovery.tried],
    }


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "location": one.location,
        "title": one.title,
        "found_by": one.found_by,
        "entry_count": one.entry_count,
    }


def _show_preview(shown: Any, *, with_removed: bool = False) -> None:
    from flows.showing_sources import preview_lines

    write_lines(*preview_lines(shown, with_removed=with_removed))


def _plain(source: Source) -> dict[str, Any]:
    """A source for programs: no header's value, no cookie."""
    kept = asdict(source)
    kept["headers"] = [name for name, _ in source.headers]
    kept["options"] = {name: _shown(value) for name, value in source.options}
    kept["publisher"] = source.publisher.publisher_id if source.publisher else None
    kept["location"] = _shown(source.location)
    return kept


def _publisher(source: Source) -> str | None:
    return source.publisher.publisher_id if source.publisher else None


def _shown(location: str) -> str:
    from connectors.redaction import without_secrets

    return without_secrets(location)

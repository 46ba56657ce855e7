"""`newsfold clusters` and `newsfold show`: who carries what, and one article with where it comes from."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from flows.cli_options import Choices, shared_options
from flows.cli_printing import counted, shortened, table_lines, wrapped, write_json, write_lines

if TYPE_CHECKING:
    from warehouse.looking_up import MemberCard
    from warehouse.lookups import Lookups
    from warehouse.rows import ArticleRow, ClusterRow


PATH = click.Path(path_type=Path, dir_okay=False)


def columns() -> int:
    """Columns to write in: the terminal's, within what can be read."""
    return max(60, min(shutil.get_terminal_size((110, 24)).columns, 160))


@click.command(short_help="Who carries what: the clusters of copies.")
@click.option("--min-size", type=click.IntRange(min=1), default=2, show_default=True, help="Articles at the least.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="N of them, by chance, but always the same.")
@click.option("--uncertain", is_flag=True, help="The pairs nearest the line instead, with their evidence.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Pairs with --uncertain.")
@click.option("--sheet", type=PATH, metavar="FILE", help="Write N sampled copies as a CSV to label (with --sample).")
@click.option("--precision", type=PATH, metavar="FILE", help="Precision, with its interval, from a labelled sheet.")
@shared_options
@click.pass_obj
def clusters(
    choices: Choices,
    *,
    min_size: int,
    sample: int | None,
    uncertain: bool,
    limit: int,
    sheet: Path | None,
    precision: Path | None,
) -> int:
    """Who carries what: the clusters of copies, the largest first.

    "in canonical" is the share of a copy's wording that the canonical article has too, "of canonical" the share of
    the canonical's that the copy has; the lag is shown where both times are known to the minute.

    To report how many copies are right: --sample 200 --sheet copies.csv, write same or different into its first column,
    then --precision copies.csv.
    """
    from flows.cli_labelling import say_precision, say_uncertain, write_sample

    if sheet is not None and sample is None:
        raise click.UsageError("--sheet needs --sample N: how many copies the sheet is to have")
    if precision is not None:
        return say_precision(choices, precision)
    if uncertain:
        return say_uncertain(choices, limit)
    if sheet is not None and sample is not None:
        return write_sample(choices, sample, sheet)
    return _list_clusters(choices, min_size, sample)


def _list_clusters(choices: Choices, min_size: int, sample: int | None) -> int:
    from warehouse.looking_up import cluster_cards, largest_clusters

    with choices.looking() as reads:
        ids = largest_clusters(reads, min_size, sample)
        rows = reads.clusters(ids)
        cards = cluster_cards(reads, ids)
    if choices.is_json:
        write_json([cluster_json(rows[one], cards[one]) for one in ids])
        return 0
    for one in ids:
        write_lines(*cluster_lines(rows[one], cards[one]), "")
    choices.say(f"{counted(len(ids), 'cluster')} of {min_size} articles or more" if ids else _nothing(min_size))
    return 0


def _nothing(min_size: int) -> str:
    return f"no cluster of {min_size} articles or more: no copies were found (yet)"


def cluster_json(row: ClusterRow, cards: Sequence[MemberCard]) -> dict[str, Any]:
    """A cluster with its members in time order."""
    members = [asdict(card) for card in cards]
    for member, card in zip(members, cards, strict=True):
        member["shown_title"] = title_of(card)
        del member["cluster_id"]
    return {**asdict(row), "members": members}


def title_of(card: MemberCard) -> str:
    """What stands for the article where it is listed."""
    from flows.looking import shown_title

    return shown_title(card.title, card.opening)


def cluster_lines(row: ClusterRow, cards: Sequence[MemberCard], asked: UUID | None = None) -> Iterator[str]:
    """A cluster for a person: the canonical title, why it is that, and the members; ``asked`` is pointed at."""
    canonical = next((card for card in cards if card.role == "canonical"), cards[0])
    publishers = f", {counted(row.publisher_count, 'publisher')}" if row.publisher_count else ""
    yield title_of(canonical)
    yield f"  cluster {row.cluster_id}: {counted(row.article_count, 'article')}{publishers}"
    if row.origin_name:
        yield f"  text of {shortened(row.origin_name, 80)}"
    yield from wrapped(f"canonical because {row.canonical_reason}", columns(), "  ", "    ")
    head = ("", "article", "role", "relation", "in canonical", "of canonical", "lag", "published", "who", "title")
    yield from (f"  {line}" for line in table_lines(head, [_member_cells(card, asked) for card in cards]))


def _member_cells(card: MemberCard, asked: UUID | None) -> tuple[str, ...]:
    from flows.looking import percent, shown_lag, shown_publisher, shown_time

    return (
        ">" if card.article_id == asked else "",
        str(card.article_id)[:8],
        card.role,
        card.relation or "",
        percent(card.containment),
        percent(card.canonical_containment),
        shown_lag(card.lag_s),
        shown_time(card.published_at, card.published_on, card.published_precision),
        shortened(shown_publisher(card), 30),
        shortened(title_of(card), 60),
    )


@click.command(short_help="One article, where it comes from, its cluster.")
@click.argument("what", metavar="ID")
@click.option("--removed", "with_removed", is_flag=True, help="The page in its order, with what was cut and why.")
@shared_options
@click.pass_obj
def show(choices: Choices, what: str, *, with_removed: bool) -> int:
    """One article: its text and fields, where it comes from down to the bytes, and its cluster in time order.

    ID is an article's id or its first digits, an id that it had before, its URL, or the file it came from; a
    cluster's id shows its canonical article.
    """
    from flows.looking import found_id

    with choices.looking() as reads:
        kind, one = found_id(reads, what)
        if kind == "cluster":
            one = reads.clusters([one])[one].canonical_article_id
        found = article_json(reads, one, with_removed=with_removed)
        row = reads.articles([one])[one]
        cluster = _cluster_of(reads, one)
    if choices.is_json:
        write_json({**found, "cluster": cluster_json(*cluster) if cluster else None})
        return 0
    write_lines(*_article_lines(row, found), *_lineage_lines(found["lineage"]), "")
    if with_removed:
        write_lines(*_earlier_lines(found["removed"], row.version_number))
    if cluster:
        write_lines(*cluster_lines(*cluster, asked=one))
    return 0


def article_json(reads: Lookups, one: UUID, *, with_removed: bool) -> dict[str, Any]:
    """Everything that is stored about an article but its cluster. Raises UnknownId."""
    from flows.looking_cuts import pieces_of
    from transforms.clean.reasons import reason_of
    from transforms.errors import UnknownId
    from warehouse.looking_up import lineage_of

    row = reads.articles([one]).get(one)
    if row is None:
        raise UnknownId(str(one), "the article is gone")
    removed = reads.removed_of([one]).get(one, ())
    cut = [asdict(block) for block in removed]
    found: dict[str, Any] = {
        "article": {
            **asdict(row),
            "authors": reads.authors_of([one]).get(one, []),
            "credits": [_without_id(asdict(credit)) for credit in reads.credits_of([one]).get(one, ())],
        },
        "dates": [_without_id(asdict(date)) for date in reads.dates_of([one]).get(one, ())],
        "lineage": lineage_of(reads, one),
        "removed_count": sum(block["version_number"] == row.version_number for block in cut),
    }
    if with_removed:
        found["removed"] = [
            _without_id({**block, "reason": reason_of(block["rule"], block["evidence_count"])}) for block in cut
        ]
        current = [block for block in removed if block.version_number == row.version_number]
        found["page"] = [piece.to_json() for piece in pieces_of(row.body.split("\n\n"), current)]
    return found


def _without_id(values: dict[str, Any]) -> dict[str, Any]:
    values.pop("article_id")
    return values


def _cluster_of(reads: Lookups, one: UUID) -> tuple[ClusterRow, list[MemberCard]] | None:
    from warehouse.looking_up import cluster_cards

    members = reads.clusters_of([one])
    if not members:
        return None
    cluster_id = members[0].cluster_id
    return reads.clusters([cluster_id])[cluster_id], cluster_cards(reads, [cluster_id])[cluster_id]


def _article_lines(row: ArticleRow, found: dict[str, Any]) -> Iterator[str]:
    from flows.looking import instant, shown_time, shown_title

    extra = found["article"]
    yield shown_title(row.title, row.body, 200)
    if row.subtitle:
        yield from wrapped(row.subtitle, columns())
    when = shown_time(row.published_at, row.published_on, row.published_precision)
    fields = (
        ("article", str(row.article_id)),
        ("by", ", ".join(extra["authors"])),
        ("publisher", row.publisher_id),
        ("dateline", row.dateline),
        ("published", f"{when} (from {row.published_from})" if row.published_from else when),
        ("modified", instant(row.modified_at) if row.modified_at else None),
        ("language", row.language),
        ("section", row.section),
        ("keywords", ", ".join(row.keywords)),
        ("address", row.canonical_url),
        ("guid", row.guid),
        ("image", row.image_url),
        ("caption", row.image_caption),
        ("free", None if row.is_accessible_for_free is None else "yes" if row.is_accessible_for_free else "no"),
        (
            "credits",
            "; ".join(f"{c['agency'] or 'nobody named'} ({c['kind']}: {c['evidence']})" for c in extra["credits"]),
        ),
        ("status", None if row.pub_status == "usable" else row.pub_status),
        ("embargo", instant(row.embargo_until) if row.embargo_until else None),
        ("size", f"{row.word_count} words, {row.paragraph_count} paragraphs"),
        ("version", f"{row.version_number} (rules {row.rules_id})"),
        ("cut", f"{found['removed_count']} pieces (--removed shows them)" if "removed" not in found else None),
    )
    yield from _field_lines(fields)
    yield ""
    yield from _page_lines(row, found)


def _field_lines(fields: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    for name, value in fields:
        if value:
            yield from wrapped(value, columns(), f"  {name.ljust(10)}", " " * 12)


def _lineage_lines(lineage: Sequence[dict[str, Any]]) -> Iterator[str]:
    from flows.admission import reserved_line
    from flows.looking import instant

    yield "Where it comes from"
    for step in lineage:
        began = instant(step["run_started_at"])
        run = f"{step['run_kind']} run {step['run_id']}, {began}, newsfold {step['code_version']}"
        record = f"{step['archive_path']} at byte {step['archive_offset']}" if step["archive_path"] else "not archived"
        redirected = step["final_location"] if step["final_location"] != step["location"] else None
        # Paths and digests are there to be copied: they are never broken over lines.
        for name, value in (
            ("version", f"{step['version_number']}, first seen {instant(step['seen_at'])}"),
            ("location", step["location"]),
            ("led to", redirected),
            ("fetched", instant(step["fetched_at"])),
            ("sha256", step["sha256"]),
            ("archive", record),
            ("reserved", reserved_line(step)),
            ("run", run),
            ("flow run", str(step["flow_run_id"]) if step["flow_run_id"] else None),
        ):
            if value:
                yield f"  {name.ljust(10)}{value}"


def _page_lines(row: ArticleRow, found: dict[str, Any]) -> Iterator[str]:
    """The text; where what was cut is asked for, in the order of the page with the cuts in their places."""
    from flows.looking_cuts import Piece, piece_lines

    if "page" not in found:
        for paragraph in row.body.split("\n\n"):
            yield from wrapped(paragraph, columns())
            yield ""
        return
    yield from piece_lines([Piece.from_json(one) for one in found["page"]], columns())


def _earlier_lines(removed: Sequence[dict[str, Any]], version_number: int) -> Iterator[str]:
    """What was cut from earlier versions, whose texts are not shown."""
    earlier = [block for block in removed if block["version_number"] != version_number]
    if not earlier:
        return
    yield f"Cut from other versions: {counted(len(earlier), 'block')}"
    for block in earlier:
        yield from wrapped(
            f"{block['text']} [{block['rule']}: {block['reason']}]",
            columns(),
            f"  v{block['version_number']} - ",
            " " * 7,
        )
    yield ""

"""`newsfold export`: a selection of articles for other programs and for colleagues."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from flows.cli_options import EXIT_FAILURES, Choices, shared_options
from flows.cli_printing import counted, write_json

FORMS = ("parquet", "jsonl", "ninjs", "warc")


@click.command(short_help="Articles as Parquet, JSON Lines, ninjs or WARC.")
@click.option("--format", "form", type=click.Choice(FORMS), default="parquet", show_default=True, help="What to write.")
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("export"), show_default=True,
    metavar="DIR", help="The folder to write to.",
)  # fmt: skip
@click.option("--search", metavar="WORDS", help="Only what search_articles finds: words, phrases, fields, days.")
@click.option("--query", metavar="SQL", help="Only what this query names in its column article_id.")
@click.option("--no-text", is_flag=True, help="Leave out subheadline and body, for sharing.")
@shared_options
@click.pass_obj
def export(choices: Choices, form: str, output: Path, search: str | None, query: str | None, *, no_text: bool) -> int:
    """Articles with their clusters for other programs, and a datasheet that says what they are.

    Parquet in folders by month, JSON Lines a file a month, ninjs 3.0 a file an article, or the captures as received,
    in WARC. --search takes the same as search_articles: 'flood publisher:example.org since:2026-03'. All without it.
    """
    if search is not None and query is not None:
        raise click.UsageError("--search and --query: give one of them")
    if no_text and form == "warc":
        raise click.UsageError("--no-text: WARC holds pages as they were received, with their text")
    from flows.exporting import Order
    from flows.exporting import export as write

    settings = choices.settings()
    order = Order(
        choices.require_warehouse(), settings.archive, output, form, search=search, query=query,
        with_text=not no_text,
    )  # fmt: skip
    done = write(order, datetime.now(UTC))
    if choices.is_json:
        write_json(
            {"folder": output, "article_count": done.article_count, "files": done.files, "left_out": done.left_out}
        )
    choices.say(f"{counted(done.article_count, 'article')} in {counted(len(done.files), 'file')}: {output}")
    choices.say(*(f"left out: {reason}" for reason in done.left_out[:20]))
    return EXIT_FAILURES if done.left_out else 0

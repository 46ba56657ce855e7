"""`newsfold forget`: takedown. Says what would go, asks, and then it is gone for good."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from flows.cli_options import Choices, is_terminal, shared_options
from flows.cli_printing import counted, shortened, write_json
from flows.cli_running import DAY, MOST_LISTED

if TYPE_CHECKING:
    from flows.forgetting import Forgotten, Wanted


@click.command(short_help="Takedown: articles go for good, and stay away.")
@click.argument("what", metavar="[ID|URL]...", nargs=-1)
@click.option("--source", metavar="SOURCE", help="Everything of this source (id or name).")
@click.option("--publisher", metavar="PUBLISHER", help="Everything of this publisher (id, domain or name).")
@click.option("--before", type=DAY, metavar="D", help="Everything from before this day; narrows the two above.")
@click.option("--note", metavar="TEXT", help="Why; kept with the tombstones.")
@click.option("--dry-run", is_flag=True, help="Say what would go; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@shared_options
@click.pass_obj
def forget(
    choices: Choices,
    *,
    what: Sequence[str],
    source: str | None,
    publisher: str | None,
    before: datetime | None,
    note: str | None,
    dry_run: bool,
    yes: bool,
) -> int:
    """Forget articles: they leave every table, the search, the published file and the archive, and do not come back.

    A tombstone stays for each, which holds digests of its address and ids, not its words. What comes again under it is
    refused as "forgotten". WARC files and folders that were read in place are not newsfold's: they are named, and left.
    """
    if not what and not source and not publisher and not before:
        raise click.UsageError("say what to forget: an id, an address, --source, --publisher or --before")
    if what and (source or publisher or before):
        raise click.UsageError("give ids and addresses, or --source, --publisher and --before, not both")
    choices.require_warehouse()
    wanted = _wanted(choices, what, source, publisher, before)
    plan = _planned(choices, wanted)
    if dry_run or not plan.articles:
        return _said(choices, plan, is_done=False)
    if not yes:
        _ask(choices, plan)
    from flows.forgetting import forget as forget_plainly

    return _said(choices, forget_plainly(choices.settings(), wanted, note=note), is_done=True)


def _wanted(
    choices: Choices, what: Sequence[str], source: str | None, publisher: str | None, before: datetime | None
) -> Wanted:
    from flows.forgetting import Wanted
    from flows.looking import found_article

    with choices.looking() as reads:
        ids = tuple(dict.fromkeys(found_article(reads, one) for one in what))
    return Wanted(ids, source, publisher, before.date() if before else None)


def _planned(choices: Choices, wanted: Wanted) -> Forgotten:
    from flows.forgetting import planned

    return planned(choices.settings(), wanted)


def _ask(choices: Choices, plan: Forgotten) -> None:
    if not is_terminal(sys.stdin):
        raise click.UsageError("nobody is there to be asked: add --yes, or --dry-run to see what would go")
    choices.say(*_lines(plan))
    click.confirm(f"Forget {counted(len(plan.articles), 'article')} for good?", abort=True, err=True)


def _lines(found: Forgotten) -> list[str]:
    from flows.looking import shown_title

    lines = [f"  {str(row.article_id)[:8]}  {shown_title(row.title, row.body)}" for row in found.articles[:MOST_LISTED]]
    if len(found.articles) > MOST_LISTED:
        lines.append(f"  and {len(found.articles) - MOST_LISTED} more")
    return lines


def _said(choices: Choices, found: Forgotten, *, is_done: bool) -> int:
    if choices.is_json:
        write_json(
            {
                "is_done": is_done,
                "article_ids": [row.article_id for row in found.articles],
                "capture_count": found.capture_count,
                "feed_capture_count": found.feed_capture_count,
                "rewritten_archive_files": found.rewritten_count,
                "left_in_place": found.left_in_place,
                "shared": found.shared,
                "waiting": list(found.waiting),
            }
        )
    if not is_done or not choices.is_json:
        choices.say(*_lines(found))
    verb = "forgotten" if is_done else "would be forgotten"
    choices.say(
        f"{counted(len(found.articles), 'article')} {verb}, with {counted(found.capture_count, 'capture')} and "
        f"{counted(found.feed_capture_count, 'capture')} of feeds" + ("" if is_done else ". Nothing was changed.")
    )
    for path in found.left_in_place:
        choices.say(f"  left where it lies, for it is not newsfold's: {shortened(path, 200)}")
    for location in found.shared:
        choices.say(f"  kept, for it is another article's too: {shortened(location, 200)}")
    for path in found.waiting:
        choices.say(f"  a run at work still writes {path}, and clears it at its next batch or its end")
    return 0

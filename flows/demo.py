"""The main job on the two example reports, from files to one cluster: what `make demo` shows.

It uses a fresh folder, so that it says the same each time, and prints the SQL to ask more.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from pathlib import Path
from uuid import UUID

from flows.settings import Settings
from flows.steps import ingest
from warehouse import run_query
from warehouse.lookups import Lookups
from warehouse.reading import looking
from warehouse.rows import ArticleRow, ClusterRow, MatchRow
from warehouse.sqlfiles import statement

WIDTH = 100


def main(folder: str = "demo", seeds: str = "seeds") -> int:
    """Ingest the seeds into ``folder`` and say what was found; returns the exit code."""
    home = Path(folder)
    if home.exists():
        shutil.rmtree(home)
    home.mkdir(parents=True)
    settings = Settings(warehouse=home / "newsfold.duckdb")
    report = ingest(settings, [seeds])
    say(f"Ingested {seeds}/ into {settings.warehouse}: {report.line()}.")
    with looking(settings.warehouse) as reads:
        for row in reads.all_of(ClusterRow):
            show_cluster(reads, row)
    question = statement("demo_question").strip()
    say("", "The same in SQL:", "", f'  newsfold sql --warehouse {settings.warehouse} "{question}"', "")
    result = run_query(settings.warehouse, question)
    for values in [result.columns, *result.rows]:
        say("  " + "  ".join(str(value).ljust(12)[:60] for value in values))
    return report.exit_code


def show_cluster(reads: Lookups, cluster: ClusterRow) -> None:
    """One cluster: its members, why one is canonical, which paragraph is which, and what was cut."""
    ids = [member.article_id for member in reads.members_of([cluster.cluster_id])[cluster.cluster_id]]
    articles, removed = reads.articles(ids), reads.removed_of(ids)
    roles = {member.article_id: member.role for member in reads.clusters_of(ids)}
    say("", f"One cluster of {cluster.article_count}, {cluster.cluster_id}")
    for one in sorted(ids, key=lambda one: (one != cluster.canonical_article_id, one)):
        row = articles[one]
        say(f"  {roles[one]:10} {one}  {row.published_on}  {row.word_count} words  {display_title(row)}")
    wrapped(f"canonical because {cluster.canonical_reason}", "  ")
    for match in reads.pairs_within(MatchRow, ids):
        show_match(match, articles)
    for one in ids:
        blocks = removed.get(one, [])
        say("", f"Cut from {display_title(articles[one])}: {len(blocks)} blocks")
        for block in blocks:
            wrapped(f"[{block.rule}] {block.text}", "  ")


def show_match(match: MatchRow, articles: dict[UUID, ArticleRow]) -> None:
    """The aligned paragraphs of a pair, by their first words."""
    one, other = articles[match.article_id], articles[match.other_article_id]
    say(
        "",
        f"Match: {match.relation}; containment {match.containment:.2f} one way, {match.other_containment:.2f} "
        f"the other; resemblance {match.jaccard:.2f}",
    )
    say(f"Aligned paragraphs: {len(match.aligned_paragraphs)} (of {one.paragraph_count} and {other.paragraph_count})")
    left, right = one.body.split("\n\n"), other.body.split("\n\n")
    for pair in match.aligned_paragraphs:
        texts = (left[pair.paragraph - 1], right[pair.other_paragraph - 1])
        starts = " | ".join(textwrap.shorten(text, 42, placeholder="…").ljust(42) for text in texts)
        say(f"  {pair.paragraph:>3} ~ {pair.other_paragraph:<3} {pair.score:.2f}  {starts}")


def display_title(row: ArticleRow) -> str:
    """The title, or what stands in its place where none is printed."""
    return row.title or "“" + textwrap.shorten(row.body, 60, placeholder=" …") + "”"


def wrapped(text: str, indent: str) -> None:
    """A text of any length in lines of one width."""
    say(textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  "))


def say(*lines: str) -> None:
    """Lines to standard output."""
    sys.stdout.write("\n".join(lines) + "\n")


def run() -> int:
    """The demonstration in the folder that NEWSFOLD_DEMO names; a pipe that closes early ends it in peace."""
    try:
        code = main(os.environ.get("NEWSFOLD_DEMO", "demo"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(run())

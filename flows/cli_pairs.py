"""`newsfold diff`, `match` and `verdict`: side by side, one text or not and why, a person's word."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from flows.cli_looking import columns
from flows.cli_options import Choices, is_terminal, shared_options
from flows.cli_printing import cleaned, counted, one_line, width, wrapped, write, write_json, write_lines

if TYPE_CHECKING:
    from flows.looking_diff import Part, Words
    from flows.looking_pairs import Explanation
    from warehouse.rows import ArticleRow, ClusterMemberRow

SIGNS = {"same": "=", "changed": "~", "dropped": "<", "added": ">"}
LEGEND = "= equal  ~ changed  < only in the first  > only in the second  * stands elsewhere in the second"
PLAIN_MARKS = (("[-", "-]"), ("{+", "+}"))
COLOURS = (("\x1b[31m", "\x1b[0m"), ("\x1b[32m", "\x1b[0m"))
NO_MARKS = ("", "")


@click.command(short_help="Two articles side by side.")
@click.argument("first", metavar="ID")
@click.argument("second", metavar="ID")
@shared_options
@click.pass_obj
def diff(choices: Choices, first: str, second: str) -> int:
    """Two articles side by side, paragraph by paragraph: what was changed, dropped, added and moved.

    Words that only one side has are marked: red and green on a terminal, [-so-] and {+so+} elsewhere. Quotation
    marks and dashes of another make are no change.
    """
    from flows.looking import found_article
    from flows.looking_diff import compared, counts_of
    from flows.looking_pairs import brief, judged, pair_of_rows

    with choices.looking() as reads:
        left, right = pair_of_rows(reads, found_article(reads, first), found_article(reads, second))
        judgement = judged(reads, left, right)
    aligned = judgement.match.aligned_paragraphs
    parts = compared(left.body.split("\n\n"), right.body.split("\n\n"), aligned)
    if choices.is_json:
        head = {"article": brief(left), "other_article": brief(right), "relation": judgement.match.relation}
        write_json({**head, "counts": counts_of(parts), "parts": [asdict(part) for part in parts]})
        return 0
    write_lines(*_pair_lines(left, right), one_line(judgement.match.relation or "no relation"), "")
    for line in diff_lines(parts, columns(), is_coloured=is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")):
        write(f"{line}\n")
    write_lines("", LEGEND.replace("  ", "   "), _count_line(counts_of(parts)))
    return 0


def _count_line(counts: dict[str, int]) -> str:
    return (
        f"{counts['same']} equal, {counts['changed']} changed, {counts['dropped']} only in the first, "
        f"{counts['added']} only in the second; {counts['moved']} moved"
    )


def _pair_lines(left: ArticleRow, right: ArticleRow) -> Iterator[str]:
    from flows.looking import shown_time, shown_title

    for name, row in (("first", left), ("second", right)):
        when = shown_time(row.published_at, row.published_on, row.published_precision)
        who = f", {row.publisher_id}" if row.publisher_id else ""
        yield f"{name.ljust(7)}{row.article_id!s}  {shown_title(row.title, row.body)}"
        yield f"       {when}{who}, {row.word_count} words"


def diff_lines(parts: Sequence[Part], total: int, *, is_coloured: bool) -> Iterator[str]:
    """The parts in two columns. Only the colour codes of this function are in what comes out."""
    side = (total - 15) // 2
    colours = COLOURS if is_coloured else (NO_MARKS, NO_MARKS)
    marks = (NO_MARKS, NO_MARKS) if is_coloured else PLAIN_MARKS
    for part in parts:
        left = list(side_lines(part.left_words, side, marks[0], colours[0]))
        right = list(side_lines(part.right_words, side, marks[1], colours[1]))
        sign = SIGNS[part.kind] + ("*" if part.is_moved else " ")
        for place in range(max(len(left), len(right), 1)):
            is_first = place == 0
            ours = left[place] if place < len(left) else " " * side
            theirs = right[place] if place < len(right) else ""
            numbers = (_numbers(part.left), _numbers(part.right)) if is_first else ("", "")
            yield f"{numbers[0]:>5} {ours} {sign if is_first else '  '} {numbers[1]:>5} {theirs}".rstrip()


def _numbers(numbers: tuple[int, ...]) -> str:
    if len(numbers) < 2:
        return "".join(map(str, numbers))
    return f"{numbers[0]}-{numbers[-1]}" if numbers[-1] - numbers[0] == len(numbers) - 1 else f"{numbers[0]},…"


def side_lines(words: Sequence[Words], size: int, marks: tuple[str, str], colour: tuple[str, str]) -> Iterator[str]:
    """One side of a part in lines filled up to ``size``; what this side has alone stands in marks or in a colour."""
    line, used, gap = "", 0, ""
    for unit in _units(_pieces(words, marks), size):
        taken = sum(width(text) for text, _, _ in unit)
        if used and used + len(gap) + taken > size:
            yield line + " " * (size - used)
            line, used, gap = "", 0, ""
        shown = "".join(text if is_shared else f"{colour[0]}{text}{colour[1]}" for text, _, is_shared in unit)
        line, used, gap = f"{line}{gap}{shown}", used + len(gap) + taken, unit[-1][1]
    if used:
        yield line + " " * (size - used)


Piece = tuple[str, str, bool]
"""Text, the blank after it, whether both sides have it."""


def _pieces(words: Sequence[Words], marks: tuple[str, str]) -> Iterator[Piece]:
    from flows.looking_diff import tokens

    for run in words:
        pieces = tokens(cleaned(run.text))
        for place, piece in enumerate(pieces):
            is_last = place == len(pieces) - 1
            opened = marks[0] if not run.is_shared and place == 0 else ""
            closed = marks[1] if not run.is_shared and is_last else ""
            is_followed = run.text.endswith(" ") if is_last else piece.endswith(" ")
            yield f"{opened}{piece.rstrip()}{closed}", " " if is_followed else "", run.is_shared


def _units(pieces: Iterator[Piece], size: int) -> Iterator[list[Piece]]:
    """Pieces that no blank parts stay on one line, unless that is too short for them."""
    unit: list[Piece] = []
    for text, blank, is_shared in pieces:
        step = max(1, size // 2) if width(text) > size else len(text) or 1
        for at in range(0, len(text), step):
            unit.append((text[at : at + step], "", is_shared))
            if sum(width(one) for one, _, _ in unit) > size:
                yield from ([one] for one in unit)
                unit = []
        if blank and unit:
            unit[-1] = (unit[-1][0], blank, is_shared)
            yield unit
            unit = []
    if unit:
        yield unit


@click.command("match", short_help="Why two articles are or are not one text.")
@click.argument("first", metavar="ID")
@click.argument("second", metavar="ID")
@click.option("--sentences", "with_sentences", is_flag=True, help="Every sentence with its partner in the other text.")
@shared_options
@click.pass_obj
def match_command(choices: Choices, first: str, second: str, *, with_sentences: bool) -> int:
    """Why two articles were or were not taken for one text: the figures, the reasons, and what a person said.

    A pair that was never compared is judged on the spot, and why it was no candidate is said.
    """
    from flows.looking import found_article
    from flows.looking_pairs import explained, explanation_json

    with choices.looking() as reads:
        found = explained(reads, found_article(reads, first), found_article(reads, second), choices.settings().pairs)
    if choices.is_json:
        write_json(explanation_json(found))
    else:
        write_lines(*_explanation_lines(found))
        if with_sentences:
            write_lines(*_sentence_lines(found))
    return 0


def _sentence_lines(found: Explanation) -> Iterator[str]:
    """The first text with its partners, then what of the second no sentence of the first is a partner of."""
    sides = (("first", "second", found.trail.partners), ("second", "first", found.trail.other_partners))
    for here, there, partners in sides:
        linked = sum(one.kind is not None for one in partners)
        yield ""
        yield f"{linked} of {counted(len(partners), 'sentence')} of the {here} have a partner in the {there}"
        for one in partners:
            if here == "second" and one.kind is not None:
                continue
            yield from wrapped(one.sentence, columns(), f"  {one.paragraph:>3}  ", " " * 7)
            if one.other_sentence is not None:
                mark = f"       {one.kind} {one.score:.2f}, paragraph {one.other_paragraph}: "
                yield from wrapped(one.other_sentence, columns(), mark, " " * 9)
            for facts, side in ((one.facts, here), (one.other_facts, there)):
                if facts:
                    yield from wrapped(f"only in the {side}: {', '.join(facts)}", columns(), " " * 9)


def _explanation_lines(found: Explanation) -> Iterator[str]:
    from flows.looking import instant, percent

    judged, row = found.judgement.match, found.judgement
    yield from _pair_lines(found.left, found.right)
    yield ""
    yield from wrapped(found.conclusion()[0].upper() + found.conclusion()[1:] + ".", columns())
    yield ""
    looked = f"compared {instant(row.decided_at)} ({row.found_by})" if row.decided_at else "judged just now, not stored"
    yield f"  relation     {_relation_words(judged.relation)}, {looked}"
    yield f"  same text    {'yes' if judged.is_same_text else 'no'}"
    for number, reason in enumerate(judged.reasons):
        yield from wrapped(reason, columns(), "  because      " if not number else " " * 15, " " * 15)
    for number, (name, why) in enumerate(found.trail.vetoes):
        line = f"{name}: {why or 'silent'}"
        yield from wrapped(line, columns(), "  vetoes       " if not number else " " * 15, " " * 17)
    shares = [percent(share) for share in (judged.containment, judged.other_containment, judged.resemblance)]
    yield "  wording      {} of the first in the second, {} of the second in the first, {} of both shared".format(
        *shares
    )
    aligned = [percent(share) for share in (judged.aligned_share, judged.other_aligned_share)]
    pairs = counted(len(judged.aligned_paragraphs), "pair")
    yield "  sentences    {} of the first aligned, {} of the second; {} of paragraphs".format(*aligned, pairs)
    if found.nearness is not None:
        near = found.nearness
        days = "unknown" if near.days_apart is None else f"{near.days_apart}"
        yield f"  candidates   {near.shared} hashes shared ({near.share:.1%} of the smaller text's), days apart: {days}"
        if near.matter_shared:
            yield f"               {near.matter_shared} pairs of facts shared ({near.matter_share:.1%})"
        for refusal in near.refusals:
            yield from wrapped(f"not looked at by itself: {refusal}", columns(), " " * 15)
    if found.verdict is not None:
        note = f": {found.verdict.note}" if found.verdict.note else ""
        said = f"{found.verdict.verdict}, by {found.verdict.by}, {instant(found.verdict.decided_at)}{note}"
        yield from wrapped(said, columns(), "  verdict      ", " " * 15)
    yield f"  clusters     {found.left_cluster_id or 'none'}"
    if not found.is_one_cluster:
        yield f"               {found.right_cluster_id or 'none'}"
    if len(found.route) > 2:
        yield "  through      " + " ~ ".join(str(one)[:8] for one in found.route)
    yield f"  options      {judged.options_id}"


def _relation_words(relation: str | None) -> str:
    words = {
        "identical": "identical",
        "near_duplicate": "near duplicate",
        "contains": "the first contains the second",
        "contained": "the first is contained in the second",
        "derived": "derived: reworded or abridged",
    }
    return words.get(relation or "", "none")


@click.command(short_help="Say that two articles are the same or different.")
@click.argument("first", metavar="ID")
@click.argument("second", metavar="ID")
@click.argument("word", metavar="same|different", type=click.Choice(["same", "different"]))
@click.option("--note", help="Why, for those who ask later.")
@click.option("--by", help="Who says so (else the name of the user).")
@shared_options
@click.pass_obj
def verdict(choices: Choices, first: str, second: str, word: str, *, note: str | None, by: str | None) -> int:
    """Say that two articles are the same text or different ones. A person's word stands above every judgement.

    Kept in the verdicts table; the clusters of both are decided anew at once, and it holds in every later run.
    """
    from flows.looking import found_article
    from flows.looking_pairs import pair_of_rows
    from flows.verdicts import give_verdict

    choices.require_warehouse()
    with choices.looking() as reads:
        left, right = pair_of_rows(reads, found_article(reads, first), found_article(reads, second))
    members = give_verdict(choices.settings(), left.article_id, right.article_id, word, by=by or _user(), note=note)
    places = {row.article_id: row for row in members}
    if choices.is_json:
        write_json(_verdict_json(left.article_id, right.article_id, word, places))
    ours, theirs = (places[one.article_id].cluster_id for one in (left, right))
    choices.say(f"Kept: {str(left.article_id)[:8]} and {str(right.article_id)[:8]} are {word}.")
    if ours == theirs:
        choices.say(f"Both are in cluster {ours}.")
    else:
        choices.say(f"They are in clusters {ours} and {theirs}.")
    if (ours == theirs) != (word == "same"):
        choices.say("Other articles decide otherwise: `newsfold match` with the same ids says through which.")
    return 0


def _verdict_json(left: UUID, right: UUID, word: str, places: dict[UUID, ClusterMemberRow]) -> dict[str, Any]:
    ours, theirs = places[left].cluster_id, places[right].cluster_id
    return {
        "article_id": left,
        "other_article_id": right,
        "verdict": word,
        "is_one_cluster": ours == theirs,
        "cluster_id": ours,
        "other_cluster_id": theirs,
    }


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"

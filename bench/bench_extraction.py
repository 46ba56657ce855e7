"""Pages a second, and how good the articles are, against trafilatura's own call on the same pages in the same run.

Both are given the HTML as text and the address. The rounds take turns, times are CPU times, and the
figures are medians. Speed needs pages only; body F1, title, author and date need pages with gold values, and the
scorer that lies beside them. --full takes every page and ends with status 1 where a floor is missed.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from extraction_floors import missed
from extraction_tables import language_rows, learned, made_up, of_pages, on_workers, page_times
from hostile_pages import hostile_pages
from measuring import Timed, arguments, evaluation_folder, in_turns, json_lines, ratio, say_machine, say_table, scorer
from trafilatura import bare_extraction

from transforms import article_from_html
from transforms.errors import InvalidInput
from transforms.parsing import warm_up

SETS = ("scrapinghub", "fundus_eval", "naeb", "fundus")
SNIPPETS = "trafilatura"
SAMPLE = 25
OWN_PAGES = Path(__file__).with_name("pages")

Page = Mapping[str, Any]
Answer = dict[str, Any]


def newsfold_answer(page: Page) -> Answer:
    try:
        article = article_from_html(page["html"], page["url"])
    except InvalidInput as error:
        return {"text": "", "error": str(error)}
    day = article.published_on.isoformat() if article.published_on else None
    return {"text": article.text, "title": article.title, "authors": list(article.authors), "date": day}


def trafilatura_answer(page: Page) -> Answer:
    found = bare_extraction(page["html"], url=page["url"], with_metadata=True)
    if found is None:
        return {"text": "", "error": "nothing extracted"}
    values = found if isinstance(found, dict) else found.as_dict()
    return {
        "text": values["text"],
        "title": values["title"],
        "authors": values["author"] or "",
        "date": values["date"],
    }


EXTRACTORS: Mapping[str, Callable[[Page], Answer]] = {
    "newsfold": newsfold_answer,
    "trafilatura": trafilatura_answer,
}


def labelled_pages(folder: Path, name: str, count: int | None) -> list[dict[str, Any]]:
    """So many pages of a set, spread evenly over it."""
    pages = json_lines(folder / f"{name}.jsonl.gz")
    step = max(1, len(pages) // count) if count else 1
    return pages[::step][:count]


def own_pages() -> list[dict[str, Any]]:
    return [
        {"id": path.stem, "url": f"https://www.greyford.example/{path.name}", "html": path.read_text(encoding="utf-8")}
        for path in sorted(OWN_PAGES.glob("*.html"))
    ]


def timed(pages: Sequence[Page], rounds: int) -> dict[str, Timed]:
    """Both extractors over the pages; imports and lazily loaded models are no part of it."""
    warm_up()
    for extract in EXTRACTORS.values():
        extract(pages[0])
    return in_turns({name: _over(pages, extract) for name, extract in EXTRACTORS.items()}, rounds)


def _over(pages: Sequence[Page], extract: Callable[[Page], Answer]) -> Callable[[], list[Answer]]:
    return lambda: [extract(page) for page in pages]


def together(found: Sequence[Mapping[str, Timed]]) -> dict[str, Timed]:
    """What the sets took one after the other, round by round."""
    return {
        one: Timed(tuple(map(sum, zip(*(each[one].seconds for each in found), strict=True))), None)
        for one in EXTRACTORS
    }


def speed_row(name: str, count: int, found: Mapping[str, Timed]) -> list[object]:
    rates = [f"{count / found[one].median_s:.1f}" for one in EXTRACTORS]
    return [name, count, *rates, f"{ratio(found['trafilatura'], found['newsfold']):.2f}"]


def quality_rows(
    name: str, pages: Sequence[Page], found: Mapping[str, Timed], scores: ModuleType
) -> list[list[object]]:
    rows: list[list[object]] = []
    for one in EXTRACTORS:
        summary, _ = scores.score(pages, [(answer, 0.0) for answer in found[one].result])
        rows.append([name, one, *(summary.get(key) for key in ("P", "R", "F1", "title", "title~", "author", "date"))])
    return rows


def say_speed(rows: Sequence[Sequence[object]]) -> None:
    print("\npages a second of CPU time")
    say_table(("pages", "count", *EXTRACTORS, "times as fast"), rows)


def on_own_pages(rounds: int) -> None:
    pages = own_pages()
    print("no labelled pages here (NEWSFOLD_EVALUATION_DATA): speed on the pages in bench/pages, written for this")
    say_speed([speed_row("bench/pages", len(pages), timed(pages, rounds * 5))])
    print("quality: skipped, it needs labelled pages")


def on_labelled_pages(folder: Path, *, full: bool, rounds: int) -> list[str]:
    """Print every table. The floors that were missed; none without the scorer, or where a sample was measured."""
    scores = scorer(folder, "score_extraction")
    print(f"{'every page' if full else f'{SAMPLE} pages'} of each labelled set, {rounds} rounds in turns")
    sets = {name: labelled_pages(folder, name, None if full else SAMPLE) for name in SETS}
    found = {name: timed(pages, rounds) for name, pages in sets.items()}
    everything = [page for pages in sets.values() for page in pages]
    answers = {one: [answer for name in SETS for answer in found[name][one].result] for one in EXTRACTORS}
    found_in_all = together(list(found.values()))
    rows = [speed_row(name, len(pages), found[name]) for name, pages in sets.items()]
    say_speed([*rows, speed_row("all", len(everything), found_in_all)])
    say_pages_and_workers(everything)
    say_hostile()
    say_learned(everything)
    if scores is None:
        print("quality: skipped, there is no scorer beside the labelled pages")
        return []
    print("\nbody by 4-word shingles; title, author and date: share that is right")
    say_table(
        ("pages", "extractor", "precision", "recall", "F1", "title", "near", "author", "date"),
        [row for name, pages in sets.items() for row in quality_rows(name, pages, found[name], scores)],
    )
    snippets = say_snippets(folder, scores, None if full else 4 * SAMPLE)
    print("\nbody by language; F1 with its interval (95 %, bootstrap over pages), recall")
    heads = [head for one in EXTRACTORS for head in (f"{one} F1", "interval", "recall")]
    say_table(("language", "pages", *heads), language_rows(everything, answers, scores))
    if not full:
        return []
    measured = {name: summaries(sets[name], found[name], scores) for name in SETS}
    return missed(measured, ratio(found_in_all["trafilatura"], found_in_all["newsfold"]), snippets)


def summaries(pages: Sequence[Page], found: Mapping[str, Timed], scores: ModuleType) -> dict[str, dict[str, float]]:
    return {one: scores.score(pages, [(answer, 0.0) for answer in found[one].result])[0] for one in EXTRACTORS}


def say_snippets(folder: Path, scores: ModuleType, count: int | None) -> dict[str, float]:
    """Trafilatura's own test pages: sentences that must be in the text and such that must not. F1 of both."""
    pages = labelled_pages(folder, SNIPPETS, count)
    found = {}
    for one, extract in EXTRACTORS.items():
        found[one], _ = scores.score(pages, [(extract(page), 0.0) for page in pages])
    print(f"\nsnippets of {len(pages)} pages of the web at large that must be in the text or must not")
    say_table(
        ("extractor", "precision", "recall", "F1"),
        [[one, *(summary[key] for key in ("snipP", "snipR", "snipF1"))] for one, summary in found.items()],
    )
    return {one: float(summary["snipF1"]) for one, summary in found.items()}


def say_hostile() -> None:
    """CPU time and outcome of pages made to do harm; the parsing pool ends what takes longer than ten seconds."""
    rows = []
    for name, html in hostile_pages().items():
        began = time.process_time()
        answer = newsfold_answer({"html": html, "url": "https://www.greyford.example/2026/05/01/wall"})
        took = time.process_time() - began
        outcome = "refused" if "error" in answer else f"{len(answer['text'].split())} words"
        rows.append([name, f"{len(html) / 1e6:.1f}", f"{took:.2f}", outcome])
    print("\npages made to do harm")
    say_table(("page", "megabytes", "CPU seconds", "outcome"), rows)


def say_pages_and_workers(pages: Sequence[Page]) -> None:
    print("\na page's CPU time in milliseconds")
    say_table(
        ("extractor", "median", "99th percentile", "worst"),
        [[name, *page_times(pages, extract)] for name, extract in EXTRACTORS.items()],
    )
    one, two = (on_workers(pages, workers) for workers in (1, 2))
    print(f"\nparsing pool, pages a second of wall time: one worker {one:.1f}, two {two:.1f}, {two / one:.2f} times")


def say_learned(pages: Sequence[Page]) -> None:
    """Whole corpora: residue before and after, and how much of the articles' own text was lost."""
    corpora = {"pages by publisher": of_pages(pages), "made-up language": made_up()}
    rows = [
        learned(articles, least).row(f"{name}, after {least} texts", len(articles))
        for name, articles in corpora.items()
        for least in (5, 3)
    ]
    print("\nlearned boilerplate, words")
    say_table(("corpus", "articles", "residue before", "after", "article text lost", "share"), rows)


def main() -> int:
    options = arguments(__doc__)
    logging.disable(logging.CRITICAL)  # trafilatura warns of every page that it discards
    say_machine()
    folder = evaluation_folder("extraction")
    rounds = 3
    if folder is None:
        on_own_pages(rounds)
        return 0
    floors = on_labelled_pages(folder, full=options.full, rounds=rounds)
    for floor in floors:
        print(f"missed: {floor}")
    return 1 if floors else 0


if __name__ == "__main__":
    sys.exit(main())

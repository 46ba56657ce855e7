"""Learned boilerplate on real pages: words that are no article before and after learning, and article text lost.

Three corpora, each after 5 and after 3 texts: the labelled pages by publisher as they are; publishers made of them, as
few pages share one; and publishers of a language that nobody speaks. A made publisher is one real page's leftovers (the
blocks that extraction and the rules left in and the gold text has not) around the gold texts of other publishers' pages
in the same language, so the leftovers are real and so are the texts, and only their meeting is made.
"""

from __future__ import annotations

import logging
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extraction_tables import learned, made_up, of_pages
from measuring import arguments, evaluation_folder, json_lines, say_machine, say_table

from transforms.model import Article
from transforms.prose import is_prose

SETS = ("scrapinghub", "fundus_eval", "naeb", "fundus")
SAMPLE = 40
TEXTS = 12
"""Articles of a made publisher: more than twice the five that the rule asks for."""
FEWEST_PARAGRAPHS = 5

Labelled = tuple[str, Article, Callable[[str], bool]]


def labelled(folder: Path, count: int | None) -> tuple[list[dict[str, Any]], list[Labelled]]:
    """So many pages of each set, and their articles with what is gold."""
    pages: list[dict[str, Any]] = []
    for name in SETS:
        found = [page for page in json_lines(folder / f"{name}.jsonl.gz") if page["body"]]
        pages += found[:: max(1, len(found) // count)][:count] if count else found
    return pages, of_pages(pages)


def mixed(pages: Sequence[dict[str, Any]], articles: Sequence[Labelled]) -> list[Labelled]:
    """A publisher for each page that has leftovers: these around texts of other pages in its language."""
    chance = random.Random(0)
    texts: dict[str, list[list[str]]] = defaultdict(list)
    for page in pages:
        paragraphs = [line.strip() for line in page["body"].split("\n") if line.strip()]
        if sum(map(is_prose, paragraphs)) >= FEWEST_PARAGRAPHS:
            texts[page["lang"] or "?"].append(paragraphs)
    languages = {page["url"]: page["lang"] or "?" for page in pages}
    found: list[Labelled] = []
    for number, (_, article, is_gold) in enumerate(articles):
        own = languages.get(article.own_url or "") or article.language or "?"
        head, tail = _leftovers(article, is_gold)
        choice = texts.get(own, [])
        if not (head or tail) or len(choice) < TEXTS:
            continue
        standing = frozenset((*head, *tail))
        for body in chance.sample(choice, TEXTS):
            made = replace(article, paragraphs=(*head, *body, *tail), removed=())
            found.append((f"p{number}", made, lambda text, standing=standing: text not in standing))
    return found


def _leftovers(article: Article, is_gold: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """What stands before the first gold paragraph, and behind the last."""
    gold = [place for place, text in enumerate(article.paragraphs) if is_gold(text)]
    if not gold:
        return [], []
    return list(article.paragraphs[: gold[0]]), list(article.paragraphs[gold[-1] + 1 :])


def main() -> None:
    options = arguments(__doc__)
    logging.disable(logging.CRITICAL)  # trafilatura warns of every page that it discards
    say_machine()
    corpora: dict[str, list[Labelled]] = {"made-up language": made_up()}
    folder = evaluation_folder("extraction")
    if folder is None:
        print("no labelled pages here (NEWSFOLD_EVALUATION_DATA): only the made-up language")
    else:
        pages, articles = labelled(folder, None if options.full else SAMPLE)
        corpora = {"pages by publisher": articles, "leftovers around other texts": mixed(pages, articles), **corpora}
    rows = [
        [
            len({publisher for publisher, _, _ in found}),
            *learned(found, least).row(f"{name}, {least} texts", len(found)),
        ]
        for name, found in corpora.items()
        for least in (5, 3)
    ]
    print("\nwords")
    say_table(("publishers", "corpus", "articles", "residue before", "after", "article text lost", "share"), rows)


if __name__ == "__main__":
    main()

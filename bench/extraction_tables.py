"""What bench_extraction prints beside the sets: by language, page times, two workers, learned boilerplate."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from flows.parsing_pool import ParsingPool
from transforms import article_from_html
from transforms.addresses import registrable_domain
from transforms.boilerplate import RecurrenceOptions, block_hashes, opening_hash, without_recurring
from transforms.errors import InvalidInput
from transforms.model import Article, Document

FEWEST_PAGES = 10
ROUNDS = 400
_WORD = re.compile(r"\w+")

Page = Mapping[str, Any]
Answers = Mapping[str, Sequence[dict[str, Any]]]


def language_rows(pages: Sequence[Page], answers: Answers, scores: ModuleType) -> list[list[object]]:
    """Body F1 and recall of every extractor by language, with a bootstrap interval of the F1 (95 %)."""
    by_language: dict[str, list[int]] = defaultdict(list)
    for place, page in enumerate(pages):
        if page["body"]:
            by_language[page["lang"] or "?"].append(place)
    rows: list[list[object]] = []
    for language, places in sorted(by_language.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        row: list[object] = [language, len(places)]
        for found in answers.values():
            counts = [scores.body_counts(pages[place]["body"], found[place]["text"]) for place in places]
            row += _measured(counts, scores) if len(places) >= FEWEST_PAGES else ["unmeasured", "", ""]
        rows.append(row)
    return rows


def _measured(counts: Sequence[Any], scores: ModuleType) -> list[object]:
    whole = scores.body_scores(counts)
    chance = random.Random(0)
    rounds = sorted(scores.body_scores(chance.choices(counts, k=len(counts)))["F1"] for _ in range(ROUNDS))
    low, high = rounds[int(0.025 * ROUNDS)], rounds[int(0.975 * ROUNDS) - 1]
    return [f"{whole['F1']:.3f}", f"{low:.3f}-{high:.3f}", f"{whole['R']:.3f}"]


def page_times(pages: Iterable[Page], extract: Callable[[Page], object]) -> list[object]:
    """Median, 99th percentile and worst CPU time of a page, in milliseconds."""
    times = []
    for page in pages:
        began = time.process_time()
        extract(page)
        times.append(1000 * (time.process_time() - began))
    times.sort()
    return [f"{statistics.median(times):.1f}", f"{times[int(0.99 * len(times))]:.0f}", f"{times[-1]:.0f}"]


def on_workers(pages: Sequence[Page], workers: int) -> float:
    """Pages a second of wall time through the parsing pool, workers warm."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    documents = [Document(page["url"], page["html"].encode("utf-8", "replace"), now, "html") for page in pages]
    with ParsingPool(workers) as pool:
        list(pool.parse_documents(documents[: 4 * workers]))
        began = time.monotonic()
        list(pool.parse_documents(documents))
        return len(documents) / (time.monotonic() - began)


@dataclass(slots=True)
class Learned:
    """Words over a corpus: what is no article before and after learning, and article text lost, of all of it."""

    residue_before: int = 0
    residue_after: int = 0
    lost: int = 0
    gold: int = 0

    def row(self, name: str, articles: int) -> list[object]:
        share = self.lost / self.gold if self.gold else 0.0
        return [name, articles, self.residue_before, self.residue_after, self.lost, f"{100 * share:.3f} %"]


def learned(articles: Sequence[tuple[str, Article, Callable[[str], bool]]], least: int) -> Learned:
    """Learn over (publisher, article, whether a paragraph is the article's) and cut; every count is of the whole."""
    openings: dict[tuple[str, int], set[int]] = defaultdict(set)
    for publisher, article, _ in articles:
        for value in block_hashes(article):
            openings[publisher, value].add(opening_hash(article))
    found = Learned()
    for publisher, article, is_gold in articles:
        counts = {value: len(openings[publisher, value]) for value in block_hashes(article)}
        kept = Counter(without_recurring(article, counts, RecurrenceOptions(least)).paragraphs)
        for paragraph in article.paragraphs:
            size = len(_WORD.findall(paragraph))
            is_kept = kept[paragraph] > 0
            kept[paragraph] -= 1
            if is_gold(paragraph):
                found.gold += size
                found.lost += 0 if is_kept else size
            else:
                found.residue_before += size
                found.residue_after += size if is_kept else 0
    return found


def of_pages(pages: Iterable[Page]) -> list[tuple[str, Article, Callable[[str], bool]]]:
    """The pages' articles by publisher; a paragraph is gold where most of its words stand in the gold text in order."""
    found = []
    for page in pages:
        if not page["body"]:
            continue
        try:
            article = article_from_html(page["html"], page["url"])
        except InvalidInput:
            continue
        gold = " ".join(_WORD.findall(page["body"]))
        found.append((registrable_domain(page["url"]) or "", article, _stands_in(gold)))
    return found


def _stands_in(gold: str) -> Callable[[str], bool]:
    def stands(paragraph: str) -> bool:
        words = _WORD.findall(paragraph)
        runs = [" ".join(words[place : place + 4]) for place in range(max(1, len(words) - 3))]
        return sum(run in gold for run in runs) >= len(runs) / 2

    return stands


def made_up(publishers: int = 20, texts: int = 30) -> list[tuple[str, Article, Callable[[str], bool]]]:
    """Publishers in a language that nobody speaks: each with a label, a standing paragraph, a label between
    paragraphs, and a background paragraph that half of its reports repeat and that is theirs."""
    chance = random.Random(0)

    def sentence(count: int) -> str:
        return " ".join("".join(chance.choices("aeioumnrstlk", k=chance.randrange(3, 9))) for _ in range(count)) + "."

    found = []
    for number in range(publishers):
        label, inside = sentence(4).rstrip("."), sentence(3).rstrip(".")
        tail, background = sentence(25), sentence(30)
        standing = {label, inside, tail}
        for _ in range(texts):
            body = [sentence(30) for _ in range(6)]
            body[3:3] = [background] if chance.random() < 0.5 else []
            body[2:2] = [inside] if chance.random() < 0.7 else []
            article = Article((*body, label, tail))
            found.append((f"p{number}", article, lambda text, standing=standing: text not in standing))
    return found

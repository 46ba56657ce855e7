"""Rewrites, near misses and templates of all sets in one run: who is found among all the others.

    python bench/bench_rewrites.py             # the sets side by side
    python bench/bench_rewrites.py --details   # also each miss and each false merge of the halves that may be seen

Every text of every set lies in one index, so a partner has to be found among a few thousand others, and is judged by
the same calls as in a run. Texts have no dates: no window helps. A third of a minute on one core.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from uuid import UUID, uuid5

from authored_texts import FOLDER, SECOND, THIRD, LabelledPair, labelled_pairs, reports
from copy_floods import edge
from measuring import say_table
from template_texts import FOLDER as TEMPLATES
from template_texts import THIRD as THIRD_TEMPLATES
from template_texts import template_texts

from flows.pairing import Compared, Pair, ordered, pairs_within
from transforms import fingerprint, match
from transforms.candidates import PairOptions
from transforms.clustering import Candidate, clusters
from transforms.model import Article, Publisher

SPACE = UUID(int=11)


@dataclass(frozen=True)
class Run:
    """What a run over all texts says: the candidate pairs, and those of them that are one text."""

    articles: Mapping[UUID, Article]
    groups: Mapping[UUID, str]
    """What each text belongs to: a report's name, a template's layout; "" before a slash for none."""
    candidates: frozenset[Pair]
    joined: frozenset[Pair]
    cluster_of: Mapping[UUID, str]
    """What a run stores in the end: two rewrites of one report are tied by the report, too."""

    @cached_property
    def together(self) -> frozenset[Pair]:
        """All pairs of texts in one cluster."""
        members: dict[str, list[UUID]] = {}
        for one, cluster in self.cluster_of.items():
            members.setdefault(cluster, []).append(one)
        return frozenset(ordered(*pair) for ids in members.values() for pair in combinations(ids, 2))


def _id(text_set: str, text_id: str) -> UUID:
    return uuid5(SPACE, f"{text_set}/{text_id}")


def _article(title: str, paragraphs: Sequence[str], publisher: str) -> Article:
    return Article(tuple(paragraphs), title=title, publisher=Publisher(publisher, publisher))


def _texts() -> tuple[dict[UUID, Article], dict[UUID, str]]:
    articles, groups = {}, {}
    for folder in (FOLDER, SECOND, THIRD):
        for report in reports(folder):
            for number, text in enumerate(report.texts):
                one = _id(folder.name, text.text_id)
                articles[one] = _article(text.title, text.paragraphs, f"p{number}.example")
                groups[one] = f"{folder.name}/{report.name}"
    for folder, series in ((TEMPLATES, 2), (THIRD_TEMPLATES, 4)):
        for filled in template_texts(series=series, folder=folder):
            one = _id(folder.name, filled.text_id)
            articles[one] = _article(filled.title, filled.paragraphs, filled.publisher)
            groups[one] = f"{folder.name}/{filled.layout}"
    return articles, groups


def run() -> Run:
    """All texts of all sets through candidate search and judging."""
    articles, groups = _texts()
    compared = [
        Compared(one, made, 1, None, (seen := fingerprint(made)).hashes, seen.matter_hashes)
        for one, made in articles.items()
    ]
    pairs = pairs_within(compared, PairOptions(window_days=None))
    edges = [edge(pair, articles) for pair in sorted(pairs)]
    found = clusters([Candidate(one) for one in articles], edges)
    cluster_of = {UUID(member.article_id): one.cluster_id for one in found for member in one.members}
    joined = frozenset(ordered(edge.one, edge.other) for edge in edges if edge.is_same_text)
    return Run(articles, groups, frozenset(pairs), joined, cluster_of)


def _pair(folder_name: str, pair: LabelledPair) -> Pair:
    return ordered(_id(folder_name, pair.left.text_id), _id(folder_name, pair.right.text_id))


def _row(name: str, pairs: Iterable[tuple[Pair, LabelledPair]], seen: Run) -> list[object]:
    both = list(pairs)
    copies = [one for one, pair in both if pair.is_copy]
    misses = [one for one, pair in both if not pair.is_copy]
    from_base = [one for one, pair in both if pair.is_copy and "~" not in pair.kind]
    return [
        name, len(copies), _share(copies, seen.candidates), _share(copies, seen.joined), _share(copies, seen.together),
        len(from_base), _share(from_base, seen.joined), len(misses), sum(one in seen.joined for one in misses),
        sum(one in seen.together for one in misses),
    ]  # fmt: skip


def _share(pairs: Sequence[Pair], among: frozenset[Pair]) -> str:
    return f"{sum(one in among for one in pairs) / len(pairs):.3f}"


def _labelled() -> dict[str, list[tuple[Pair, LabelledPair]]]:
    """The labelled pairs of each set, and of the halves of the third."""
    found = {}
    for folder in (FOLDER, SECOND, THIRD):
        pairs = [(_pair(folder.name, pair), pair) for pair in labelled_pairs(reports(folder))]
        found[folder.name] = pairs
        if folder is THIRD:
            found[f"{folder.name}, half to tune on"] = [one for one in pairs if not one[1].is_holdout]
            found[f"{folder.name}, half put aside"] = [one for one in pairs if one[1].is_holdout]
    return found


def say(seen: Run, labelled: Mapping[str, Sequence[tuple[Pair, LabelledPair]]]) -> None:
    """Rewrites found and near misses merged, by set; what is merged of templates, and of texts of two reports."""
    print(f"{len(seen.articles)} texts in one index, {len(seen.candidates)} candidate pairs:")
    heads = (
        "set", "rewrites", "candidates", "found", "in one cluster", "to the base", "found",
        "near misses", "merged", "in one cluster",
    )  # fmt: skip
    say_table(heads, [_row(name, pairs, seen) for name, pairs in labelled.items()])
    sizes = Counter(seen.groups.values())
    for folder in (TEMPLATES, THIRD_TEMPLATES):
        pairs = sum(n * (n - 1) // 2 for group, n in sizes.items() if group.startswith(f"{folder.name}/"))
        merged = [pair for pair in seen.together if all(seen.groups[one].startswith(f"{folder.name}/") for one in pair)]
        print(f"{folder.name}: {pairs} pairs of one template, {len(merged)} in one cluster")
    apart = [pair for pair in seen.together if seen.groups[pair[0]] != seen.groups[pair[1]]]
    print(f"texts of two reports, or of two templates: {len(apart)} pairs in one cluster")


def say_kinds(pairs: Sequence[tuple[Pair, LabelledPair]], seen: Run) -> None:
    """Found of each kind of rewrite of the base."""
    count: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for one, pair in pairs:
        if pair.is_copy and "~" not in pair.kind:
            count[pair.kind] += 1
            found[pair.kind] += one in seen.joined
    say_table(("kind of rewrite", "pairs", "found"), [[kind, n, found[kind]] for kind, n in sorted(count.items())])


def say_details(pairs: Sequence[tuple[Pair, LabelledPair]], seen: Run) -> None:
    """Every rewrite that was not found and every near miss that was merged."""
    for one, pair in pairs:
        if pair.is_copy == (one in seen.joined):
            continue
        stage = "" if one in seen.candidates else "no candidate; "
        reasons = "; ".join(match(seen.articles[one[0]], seen.articles[one[1]]).reasons)
        what = "missed" if pair.is_copy else "merged"
        print(f"{what} {pair.left.text_id} {pair.right.text_id} {pair.kind} ({pair.language}): {stage}{reasons}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--details", action="store_true", help="each miss and false merge outside the half put aside")
    arguments = options.parse_args()
    seen, labelled = run(), _labelled()
    say(seen, labelled)
    say_kinds(labelled[THIRD.name], seen)
    if arguments.details:
        for name, pairs in labelled.items():
            if name != THIRD.name and "aside" not in name:
                print(f"\n{name}:")
                say_details(pairs, seen)


if __name__ == "__main__":
    main()

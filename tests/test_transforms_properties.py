"""What holds for any text: cleaning only takes away, judging is symmetric, keys are stable, order means nothing."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
import uuid
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cleaning_cases import golden_cases
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from transforms import canonical_url, fingerprint, match
from transforms.addresses import address_key
from transforms.clean import clean
from transforms.clustering import Candidate, Edge, Verdict, clusters
from transforms.draft import Draft, blocks_of
from transforms.errors import InvalidUrl
from transforms.model import Article, Relation
from transforms.text import fold, tidy
from transforms.versions import Sight, with_sight

HOUSE = Path(__file__).parent.parent
quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SENTENCES = (
    "The council bought nine hectares of marsh in April.",
    "Nobody had asked for the land since the brickworks closed.",
    "A fence will be built along the lower path, the surveyor said.",
    "Herons came back to the reeds after the second winter.",
    "The bill was paid in four parts.",
    "Two ministers walked through the mud and took no questions.",
    "Walkers may use the dam from Whitsun.",
    "In 1987 the same marsh cost 12,400 crowns.",
    "Der Zaun wird im Mai gebaut, sagte die Vermesserin am Freitag.",
    "La municipalité a payé la facture en quatre fois.",
)
MARKERS = tuple(text for case in golden_cases() for _, text in case.cut)

prose = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)
paragraph_lists = st.lists(prose, min_size=1, max_size=8)
any_block = st.one_of(prose, st.sampled_from(MARKERS), st.text(min_size=1, max_size=80))
block_lists = st.lists(any_block, min_size=1, max_size=12)


@quick
@given(block_lists)
def test_nothing_is_lost_and_nothing_is_added(texts: list[str]) -> None:
    draft = Draft(blocks=blocks_of(texts))
    cleaned = clean(draft)
    together = [*cleaned.blocks, *(cut.block for cut in cleaned.cuts)]
    assert sorted(together, key=lambda block: block.position) == list(draft.blocks)


@quick
@given(block_lists)
def test_cleaning_a_clean_text_changes_nothing(texts: list[str]) -> None:
    once = clean(Draft(blocks=blocks_of(texts)))
    assert clean(once) == once
    fresh = Draft(blocks=once.blocks, title=once.title, subtitle=once.subtitle, authors=once.authors)
    assert clean(fresh).blocks == once.blocks


@quick
@given(paragraph_lists)
def test_a_text_without_markers_comes_out_unchanged(texts: list[str]) -> None:
    cleaned = clean(Draft(blocks=blocks_of(texts), title="Marsh becomes a park"))
    assert [block.text for block in cleaned.blocks] == texts
    assert cleaned.cuts == ()


@quick
@given(block_lists)
def test_the_order_of_what_is_kept_is_the_captures(texts: list[str]) -> None:
    positions = [block.position for block in clean(Draft(blocks=blocks_of(texts))).blocks]
    assert positions == sorted(positions)


@quick
@given(st.text(max_size=200))
@example("a\u200bb\r\nc\x00\ud800")
def test_tidying_is_done_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    once.encode()  # no surrogate is left that a database would refuse
    assert fold(fold(text)) == fold(text)


hosts = st.sampled_from(
    ["Example.com", "www.news.example", "EXAMPLE.com:443", "xn--bcher-kva.example", "bücher.example"]
)
segments = st.text("abcXYZ019-._~%/;=+é ü\t'\"()[]{}|", max_size=30)
queries = st.lists(
    st.tuples(st.sampled_from(["id", "p", "utm_source", "fbclid", "ref", "a b", "%61", "ocid", "sid"]), segments),
    max_size=4,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))
urls = st.builds(
    lambda scheme, host, path, query, end: f"{scheme}://{host}/{path}{'?' + query if query else ''}{end}",
    st.sampled_from(["http", "https", "HTTP"]),
    hosts,
    segments,
    queries,
    st.sampled_from(["", "#part", "#"]),
)


@quick
@given(urls)
def test_an_addresss_one_spelling_is_its_own(url: str) -> None:
    try:
        once = canonical_url(url)
    except InvalidUrl:
        return
    assert canonical_url(once) == once
    assert address_key(once) == address_key(url)
    assert "#" not in once
    assert "utm_" not in once


@quick
@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        once = canonical_url(text)
    except InvalidUrl:
        return
    assert canonical_url(once) == once


def article(texts: list[str]) -> Article:
    return Article(tuple(texts))


@quick
@given(paragraph_lists, paragraph_lists)
def test_judging_is_symmetric_and_its_shares_are_shares(one: list[str], other: list[str]) -> None:
    seen, back = match(article(one), article(other)), match(article(other), article(one))
    mirrored: dict[Relation | None, Relation | None] = {"contains": "contained", "contained": "contains"}
    assert (seen.containment, seen.other_containment) == (back.other_containment, back.containment)
    assert (seen.aligned_share, seen.other_aligned_share) == (back.other_aligned_share, back.aligned_share)
    assert (seen.jaccard, seen.is_same_text, seen.reasons) == (back.jaccard, back.is_same_text, back.reasons)
    assert seen.relation == mirrored.get(back.relation, back.relation)
    pairs = {(pair.paragraph, pair.other_paragraph, pair.score) for pair in seen.aligned_paragraphs}
    assert pairs == {(pair.other_paragraph, pair.paragraph, pair.score) for pair in back.aligned_paragraphs}
    for share in (seen.containment, seen.other_containment, seen.aligned_share, seen.other_aligned_share, seen.jaccard):
        assert 0.0 <= share <= 1.0
    assert seen.jaccard <= min(seen.containment, seen.other_containment) + 1e-6
    assert all(0.0 <= pair.score <= 1.0 for pair in seen.aligned_paragraphs)


@quick
@given(paragraph_lists)
def test_a_text_is_identical_to_itself(texts: list[str]) -> None:
    seen = match(article(texts), article(texts))
    assert (seen.relation, seen.is_same_text) == ("identical", True)
    assert seen.jaccard == seen.containment == seen.other_containment == seen.aligned_share == 1.0
    assert len(seen.aligned_paragraphs) == len(texts)


@quick
@given(st.lists(prose, min_size=4, max_size=8, unique=True), st.integers(0, 3))
def test_a_part_of_a_text_is_contained_in_it(texts: list[str], left_out: int) -> None:
    part = texts[: len(texts) - left_out]
    seen = match(article(part), article(texts))
    assert seen.containment == 1.0
    assert seen.relation in ("identical", "near_duplicate", "contained")


@quick
@given(paragraph_lists)
def test_a_fingerprint_is_sorted_distinct_and_fits_64_bits(texts: list[str]) -> None:
    print_ = fingerprint(article(texts))
    assert list(print_.hashes) == sorted(set(print_.hashes))
    assert all(0 <= value < 2**64 for value in print_.hashes)
    assert 0 < len(print_.hashes) <= print_.shingle_count


@quick
@given(st.lists(prose, min_size=2, max_size=4, unique=True), prose, prose)
def test_a_shared_run_of_eight_words_is_always_seen(shared: list[str], head: str, tail: str) -> None:
    run = "the heron stood on nine posts until somebody laughed"
    one = fingerprint(article([head, run, *shared]))
    other = fingerprint(article([*reversed(shared), run, tail]))
    assert set(one.hashes) & set(other.hashes)


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_fingerprints_and_ids_do_not_depend_on_the_processs_hash_seed(seed: str) -> None:
    program = (
        "from transforms import fingerprint, match\nfrom transforms.model import Article\n"
        "from transforms.identity import article_id, key\n"
        f"a, b = Article({SENTENCES[:5]!r}), Article({SENTENCES[2:8]!r})\n"
        "print(fingerprint(a).hashes, match(a, b), article_id(key('url', 'example.com/a')))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": value, "PYTHONPATH": str(HOUSE)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for value in ("42", seed)
    }
    assert len(answers) == 1


ids = [uuid.UUID(int=number) for number in range(1, 8)]
pairs = list(itertools.combinations(ids, 2))
edges_strategy = st.lists(
    st.tuples(
        st.sampled_from(pairs), st.sampled_from(["identical", "contains", "contained", "derived"]), st.booleans()
    ),
    max_size=10,
    unique_by=lambda drawn: drawn[0],
)


@quick
@given(edges_strategy, st.lists(st.tuples(st.sampled_from(pairs), st.booleans()), max_size=3), st.randoms())
def test_clusters_do_not_depend_on_the_order_of_articles_pairs_or_verdicts(
    drawn: list[tuple[tuple[uuid.UUID, uuid.UUID], Relation, bool]],
    told: list[tuple[tuple[uuid.UUID, uuid.UUID], bool]],
    shuffled: random.Random,
) -> None:
    candidates = [Candidate(one, date(2022, 1, 1 + place % 3), word_count=place) for place, one in enumerate(ids)]
    edges = [Edge(a, b, relation, is_same) for (a, b), relation, is_same in drawn]
    verdicts = [Verdict(a, b, is_same) for (a, b), is_same in dict(told).items()]
    before = clusters(candidates, edges, verdicts)
    mirrored = {"contains": "contained", "contained": "contains"}
    turned = [Edge(e.other, e.one, mirrored.get(e.relation, e.relation), e.is_same_text) for e in edges]  # type: ignore[arg-type]
    for items in (candidates, turned, verdicts):
        shuffled.shuffle(items)
    assert clusters(candidates, turned, verdicts) == before
    members = [member.article_id for cluster in before for member in cluster.members]
    assert sorted(members) == sorted(map(str, ids))


captures_strategy = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from("abcd"), st.integers(0, 1)),
    min_size=1,
    max_size=7,
    unique_by=lambda drawn: drawn[0],
).filter(lambda drawn: max(Counter(text for _, text, _ in drawn).values()) <= 2)


@quick
@given(captures_strategy, st.randoms())
def test_versions_do_not_depend_on_the_order_in_which_captures_are_read(
    drawn: list[tuple[int, str, int]], shuffled: random.Random
) -> None:
    """Each text is seen twice at most: of a third sight between them only the stretch is kept."""
    start = datetime(2022, 1, 1, tzinfo=UTC)
    sights = [
        Sight(text, start + timedelta(hours=hour), start + timedelta(hours=hour), rank) for hour, text, rank in drawn
    ]

    def read(captures: list[Sight]) -> tuple[Sight, ...]:
        versions: tuple[Sight, ...] = ()
        for capture in captures:
            versions = with_sight(versions, capture)
        return versions

    in_time = read(sorted(sights, key=lambda sight: sight.first))
    shuffled.shuffle(sights)
    assert read(sights) == in_time
    assert all(earlier.digest != later.digest for earlier, later in itertools.pairwise(in_time))

"""`newsfold clusters`, `show`, `diff` and `match`: what a person sees of copies, and which ids they may give."""

from __future__ import annotations

import importlib

import pytest
from command_line import (
    FORMULA,
    HERALD,
    LAST,
    OLD_CLUSTER,
    OLD_IDS,
    PARAGRAPHS,
    SEEDS,
    Place,
    data,
    made_place,
    newsfold,
    refusal,
)
from hypothesis import given
from hypothesis import strategies as st

from flows.cli_printing import width, wrapped
from flows.looking_cuts import Piece, piece_lines, pieces_of
from flows.looking_diff import compared, counts_of, word_changes
from flows.parsing_pool import ParsingPool
from transforms.boilerplate import RULE
from transforms.clean import RULES
from transforms.clean.reasons import REASONS
from transforms.model import AlignedParagraph, RemovedBlock
from transforms.selecting import CUT_RULE


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, pool: ParsingPool) -> Place:
    return made_place(tmp_path_factory.mktemp("looking"), pool)


def test_clusters_say_who_carries_what(place: Place) -> None:
    answer = newsfold("clusters", "--warehouse", place.warehouse)
    assert answer.returncode == 0
    assert answer.stderr == "2 clusters of 2 articles or more\n"
    for shown in (
        "Afghan Taliban push for Pakistan-TTP peace deal",
        "canonical because",
        "+1 h 30 min",
        "“A Pakistani",
    ):
        assert shown in answer.stdout
    found = {one["cluster_id"]: one for one in data("clusters", "--warehouse", place.warehouse)}
    assert set(found) == {place.names["storm cluster"], place.names["original cluster"]}
    members = found[place.names["storm cluster"]]["members"]
    assert [member["article_id"] for member in members] == [place.names["storm"], place.names["copy"]]
    canonical, copy = members
    assert (canonical["role"], canonical["relation"], canonical["containment"]) == ("canonical", None, None)
    assert copy["lag_s"] == 5400
    assert 0.5 < copy["containment"] < 1
    assert 0.5 < copy["canonical_containment"] < 1
    assert copy["shown_title"] == "Port Alder: storm closes harbour"


def test_clusters_by_size_and_sample(place: Place) -> None:
    at = ("--warehouse", place.warehouse)
    assert len(data("clusters", "--min-size", "1", *at)) == 3
    assert data("clusters", "--min-size", "3", *at) == []
    assert "no cluster of 3" in newsfold("clusters", "--min-size", "3", *at).stderr
    assert newsfold("clusters", "--min-size", "3", "--quiet", *at).stderr == ""
    sample = data("clusters", "--min-size", "1", "--sample", "1", *at)
    assert len(sample) == 1
    assert sample == data("clusters", "--min-size", "1", "--sample", "1", *at)


def test_show_leads_from_the_text_to_the_bytes(place: Place) -> None:
    answer = newsfold("show", place.names["original"][:8], "--removed", "--warehouse", place.warehouse)
    assert answer.returncode == 0
    for shown in ("Kamran Yousaf", "ISLAMABAD", ".warc.gz at byte", "ingest run", "[comments: ", "[read_more: ", "> "):
        assert shown in answer.stdout
    found = data("show", place.names["original"], "--removed", "--warehouse", place.warehouse)
    assert set(found) == {"article", "dates", "lineage", "removed_count", "removed", "page", "cluster"}
    assert found["article"]["authors"] == ["Kamran Yousaf"]
    [step] = found["lineage"]
    assert step["location"].endswith("001_590ab1c7d072d930.txt")
    assert (place.home / "newsfold.archive" / step["archive_path"]).is_file()
    assert found["removed_count"] == len(found["removed"]) > 0
    assert found["cluster"]["cluster_id"] == place.names["original cluster"]
    assert "removed" not in data("show", place.names["original"], "--warehouse", place.warehouse)


def test_an_article_is_found_by_many_names(place: Place) -> None:
    storm = place.names["storm"]
    for name in (
        storm,
        storm.upper(),
        storm.replace("-", ""),
        storm[:9],
        HERALD,
        HERALD.replace("https://www.", "http://") + "/?utm_source=x",
        OLD_IDS[0],
        OLD_IDS[2][:8],
        place.names["storm cluster"],
        OLD_CLUSTER,
        OLD_CLUSTER[:4],
    ):
        assert data("show", name, "--warehouse", place.warehouse)["article"]["article_id"] == storm, name
    by_file = data("show", SEEDS / "000_79d044f604c9e307.txt", "--warehouse", place.warehouse)
    assert by_file["article"]["article_id"] == place.names["reworded"]


@pytest.mark.parametrize(
    ("given_id", "said"),
    [
        ("aaaa", "2 ids"),
        ("dddd1111", "no article or cluster has that id"),
        ("https://herald.example/other", "no article is known by that address"),
        ("ftp://herald.example/x", "not an http(s) address"),
        ("zz", "neither an id nor an address"),
        ("abc", "at least four hexadecimal digits"),
        ("'; drop table articles; --", "neither an id nor an address"),
        ("\x1b[31mabcd", "neither an id nor an address"),
    ],
)
def test_an_id_that_names_nothing_or_too_much(place: Place, given_id: str, said: str) -> None:
    line = refusal(newsfold("show", given_id, "--warehouse", place.warehouse), 1)
    if given_id == "aaaa":
        assert place.names["storm"] in line
        assert place.names["alone"] in line
        assert "give more digits" in line
    else:
        assert said in line
    assert "\x1b" not in line


def test_diff_marks_words_and_says_what_was_dropped_and_added(place: Place) -> None:
    at = ("--warehouse", place.warehouse)
    found = data("diff", place.names["storm"], place.names["copy"], *at)
    assert found["counts"] == {"same": 4, "changed": 0, "dropped": 1, "added": 1, "moved": 0}
    dropped, added = ([part for part in found["parts"] if part["kind"] == kind] for kind in ("dropped", "added"))
    assert dropped[0]["left_words"] == [{"text": PARAGRAPHS[3], "is_shared": False}]
    assert added[0]["right_words"] == [{"text": LAST, "is_shared": False}]
    answer = newsfold("diff", place.names["original"], place.names["reworded"], *at)
    assert answer.returncode == 0
    assert "[-VOA-]" in answer.stdout
    assert "{+state-owned US" in answer.stdout
    assert "~*" in answer.stdout
    assert max(map(len, answer.stdout.splitlines())) <= 120
    mirrored = data("diff", place.names["reworded"], place.names["original"], *at)["counts"]
    straight = data("diff", place.names["original"], place.names["reworded"], *at)["counts"]
    assert (mirrored["dropped"], mirrored["added"]) == (straight["added"], straight["dropped"])


def test_two_articles_that_were_never_compared(place: Place) -> None:
    found = data("match", place.names["alone"], place.names["original"], "--warehouse", place.warehouse)
    assert found["is_one_cluster"] is False
    assert found["match"]["found_by"] is None
    assert found["match"]["is_same_text"] is False
    assert len(found["candidates"]["refusals"]) == 2
    assert found["conclusion"].startswith("not in one cluster")
    answer = newsfold("match", place.names["alone"], place.names["original"], "--warehouse", place.warehouse)
    assert "judged just now" in answer.stdout
    assert "days apart, at most 14" in answer.stdout
    assert "  vetoes       facts: " in answer.stdout
    whole = newsfold("match", place.names["storm"], place.names["copy"], "--sentences", "--warehouse", place.warehouse)
    assert "sentences of the first have a partner in the second" in whole.stdout
    assert "copied 1.00, paragraph 1: " in whole.stdout
    told = data("match", place.names["storm"], place.names["copy"], "--warehouse", place.warehouse)
    assert len(told["sentences"]) >= 5
    assert told["sentences"][0]["sentence"] == told["sentences"][0]["other_sentence"]
    assert list(told["vetoes"]) == ["facts", "quotation", "edges", "season", "digest"]
    counts = data("diff", place.names["alone"], place.names["original"], "--warehouse", place.warehouse)["counts"]
    assert (counts["same"], counts["changed"]) == (0, 0)


def test_match_is_told_from_the_first_article(place: Place) -> None:
    at = ("--warehouse", place.warehouse)
    one = data("match", place.names["original"], place.names["reworded"], *at)
    other = data("match", place.names["reworded"], place.names["original"], *at)
    assert one["is_one_cluster"] is True
    assert one["route"] == list(reversed(other["route"])) == [place.names["original"], place.names["reworded"]]
    assert one["match"]["containment"] == other["match"]["other_containment"] == pytest.approx(0.524766, abs=0.1)
    assert one["match"]["found_by"] == "candidates"
    assert one["match"]["reasons"]
    answer = newsfold("match", place.names["original"], place.names["reworded"], *at)
    assert "In one cluster: they carry one text." in answer.stdout


def test_a_pair_needs_two_articles(place: Place) -> None:
    storm = place.names["storm"]
    at = ("--warehouse", place.warehouse)
    assert "both ids lead to this one article" in refusal(newsfold("diff", storm, OLD_IDS[2], *at), 1)
    assert "that is a cluster" in refusal(newsfold("match", storm, place.names["alone cluster"], *at), 1)
    assert "Missing argument" in refusal(newsfold("diff", storm, *at), 2)


def test_a_formula_is_no_formula_to_a_terminal(place: Place) -> None:
    assert FORMULA in newsfold("show", place.names["alone"], "--warehouse", place.warehouse).stdout


def aligned(*pairs: tuple[int, int]) -> list[AlignedParagraph]:
    return [AlignedParagraph(one, other, 1.0) for one, other in pairs]


def test_a_paragraph_split_in_two_is_one_part() -> None:
    parts = compared(["a b", "c d e f", "g"], ["a b", "c d", "e f", "g"], aligned((1, 1), (2, 2), (2, 3), (3, 4)))
    assert [(part.kind, part.left, part.right) for part in parts] == [
        ("same", (1,), (1,)),
        ("same", (2,), (2, 3)),
        ("same", (3,), (4,)),
    ]


def test_a_paragraph_that_moved_is_told_from_those_that_stayed() -> None:
    parts = compared(["a", "b", "c", "d"], ["b", "c", "new", "d", "a"], aligned((1, 5), (2, 1), (3, 2), (4, 4)))
    assert [(part.kind, part.left, part.right, part.is_moved) for part in parts] == [
        ("same", (1,), (5,), True),
        ("same", (2,), (1,), False),
        ("same", (3,), (2,), False),
        ("added", (), (3,), False),
        ("same", (4,), (4,), False),
    ]
    assert counts_of(parts)["moved"] == 1


def test_quotation_marks_of_another_make_are_no_change() -> None:
    left, right = word_changes("He said “it’s done” – again.", 'He said "it\'s done" - once more.')
    assert [run.text.strip() for run in left if not run.is_shared] == ["again"]
    assert [run.text.strip() for run in right if not run.is_shared] == ["once more"]


def test_scripts_without_blanks_are_compared_by_character() -> None:
    left, _ = word_changes("港口因暴风雨关闭", "港口因大雨关闭")
    assert [run.text for run in left if not run.is_shared] == ["暴风"]


@given(
    st.lists(st.text("ab c,.", max_size=8), max_size=6), st.lists(st.text("ab c,.", max_size=8), max_size=6), st.data()
)
def test_every_paragraph_comes_out_once_with_all_its_words(
    left: list[str], right: list[str], drawn: st.DataObject
) -> None:
    places = st.tuples(st.integers(1, max(1, len(left))), st.integers(1, max(1, len(right))))
    pairs = drawn.draw(st.lists(places, unique=True, max_size=6)) if left and right else []
    parts = compared(left, right, aligned(*pairs))
    assert sorted(number for part in parts for number in part.left) == list(range(1, len(left) + 1))
    assert sorted(number for part in parts for number in part.right) == list(range(1, len(right) + 1))
    for part in parts:
        expected = " ".join(" ".join(left[number - 1] for number in part.left).split())
        assert "".join(run.text for run in part.left_words).strip() == expected


def test_the_page_is_shown_in_its_order_with_every_cut_in_its_place(place: Place) -> None:
    one = place.names["original"]
    at = ("--warehouse", place.warehouse)
    found = data("show", one, "--removed", *at)
    kept = [piece["text"] for piece in found["page"] if not piece["is_cut"]]
    assert kept == found["article"]["body"].split("\n\n")
    cut = [(piece["text"], piece["rule"], piece["reason"]) for piece in found["page"] if piece["is_cut"]]
    assert cut == [(block["text"], block["rule"], block["reason"]) for block in found["removed"]]
    assert all(piece["is_placed"] for piece in found["page"] if piece["is_cut"])
    places = [number for number, piece in enumerate(found["page"]) if piece.get("rule") == "read_more"]
    assert 0 < places[0] < len(found["page"]) - 1
    answer = newsfold("show", one, "--removed", *at, COLUMNS="80")
    assert max(map(len, answer.stdout.split("Where it comes from")[0].splitlines())) <= 80
    assert "    [read_more: leads to another text]" in answer.stdout
    assert "\n- " in answer.stdout


def test_a_cut_without_a_place_stands_at_the_end_and_is_said_so() -> None:
    removed = [
        RemovedBlock(1, "byline", "By Ada Merrow", None, 0),
        RemovedBlock(2, "recurring", "More from the desk", 7, 1),
        RemovedBlock(3, "old_rule", "***", None, None),
    ]
    pieces = pieces_of(["One.", "Two."], removed)
    assert [(piece.text, piece.rule) for piece in pieces] == [
        ("By Ada Merrow", "byline"),
        ("One.", None),
        ("More from the desk", "recurring"),
        ("Two.", None),
        ("***", "old_rule"),
    ]
    assert pieces[2].reason == "recurs in this publisher's articles (7 texts have it)"
    lines = list(piece_lines(pieces, 80))
    assert lines[0] == "The page in its order: 3 blocks of 5 cut (-)"
    assert any(line.startswith("  Cut as well; where these stood is not known") for line in lines)
    assert [Piece.from_json(piece.to_json()) for piece in pieces] == pieces


def test_every_rule_has_a_reason_to_show() -> None:
    names = {importlib.import_module(rule.__module__).NAME for rule in RULES}
    assert names | {CUT_RULE, RULE} == set(REASONS)


@pytest.mark.parametrize(
    "text", ["星期二晚上，河水水位达到四米，比开始看守旧堤坝的标记高出一米。" * 4, "Приветствие и ещё слово " * 9]
)
def test_lines_are_as_wide_as_the_terminal_in_any_script(text: str) -> None:
    lines = wrapped(text, 80, "- ", "  ", "]")
    assert len(lines) > 1
    assert max(map(width, lines)) <= 80
    assert "".join(line[2:].replace(" ", "") for line in lines) == text.replace(" ", "") + "]"

"""Texts name the rules that made them, so nobody may change what makes a text and keep the rules' name."""

from __future__ import annotations

from pathlib import Path

import pytest
import record_rules
from record_rules import digest, recorded, sources, today

from transforms.clean import RULES, RULES_ID

HOW = (
    "If a text can come out otherwise than before, raise RULES_ID in transforms/clean/__init__.py and run "
    "`python tests/record_rules.py`; if none can, run `python tests/record_rules.py --same-texts`."
)


def test_what_makes_a_text_has_not_changed_under_the_same_rules_id() -> None:
    rules_id, before = recorded()
    now = today()
    changed = sorted(name for name in {**before, **now} if before.get(name) != now.get(name))
    assert not changed, f"changed since RULES_ID {rules_id} was recorded: {', '.join(changed)}. {HOW}"


def test_the_record_is_of_todays_rules_id() -> None:
    assert recorded()[0] == RULES_ID, HOW


def test_every_rule_and_every_stage_is_watched() -> None:
    watched = set(sources())
    assert {rule.__module__ for rule in RULES} <= watched
    stages = (
        "extract",
        "metadata",
        "head",
        "plaintext",
        "dates",
        "bylines",
        "credits",
        "text",
        "clean.openings",
        "clean.wording.leading",
    )
    assert {f"transforms.{stage}" for stage in stages} <= watched


def test_judging_and_grouping_are_not_watched_since_they_make_no_text() -> None:
    assert {"transforms.matching", "transforms.clustering", "transforms.fingerprinting"} & set(sources()) == set()


def test_a_changed_pattern_changes_the_digest_and_a_comment_does_not(tmp_path: Path) -> None:
    def digest_of(text: str) -> str:
        path = tmp_path / "rule.py"
        path.write_text(text)
        return digest(path)

    before = digest_of('# why\n_LINE = re.compile("read more")\n')
    assert digest_of('# another why\n\n_LINE = re.compile("read more")\n') == before
    assert digest_of('# why\n_LINE = re.compile("read on")\n') != before


@pytest.mark.parametrize(("arguments", "answer"), [([], 1), (["--same-texts"], 0)])
def test_recording_refuses_a_change_under_the_same_name_unless_it_is_told_that_texts_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], answer: int
) -> None:
    record = tmp_path / "rules.json"
    record.write_text(f'{{"rules_id": "{RULES_ID}", "sources": {{"transforms.text": "of old"}}}}')
    monkeypatch.setattr(record_rules, "RECORD", record)
    monkeypatch.setattr("sys.argv", ["record_rules.py", *arguments])
    assert record_rules.main() == answer
    assert (recorded()[1] == today()) is (answer == 0)

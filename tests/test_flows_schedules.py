"""Schedules of the sources file, and what becomes of those on the server: a person's changes there stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from connectors.sources import load_sources
from flows.deployments import DEPLOYMENTS
from flows.schedules import DEFAULTS, SCHEDULED, Merge, Schedule, Standing, merged, schedules_of, slug_of, tags_of_slug
from transforms.errors import InvalidSources

EACH_QUARTER = Schedule("ingest", "*/15 * * * *")
EACH_HOUR = Schedule("ingest", "0 * * * *")
WIRE = Schedule("ingest", "*/2 * * * *", tags=("wire",))


def standing(*schedules: Schedule | None) -> list[Standing]:
    return [Standing(f"id-{number}", schedule) for number, schedule in enumerate(schedules)]


def test_without_a_table_there_are_defaults(tmp_path: Path) -> None:
    assert schedules_of(tmp_path / "none.toml") == DEFAULTS
    assert {one.deployment for one in DEFAULTS} <= set(SCHEDULED)


def test_tables_replace_the_defaults_of_their_deployment(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(
        '[[schedule]]\ncron = "*/2  * * * *"\ntags = ["wire", "wire"]\n'
        '[[schedule]]\ncron = "0 6 * * *"\ntimezone = "Europe/Oslo"\ndeployment = "ingest"\n',
        encoding="utf-8",
    )
    found = [one for one in schedules_of(path) if one.deployment == "ingest"]
    assert found == [WIRE, Schedule("ingest", "0 6 * * *", "Europe/Oslo")]
    assert WIRE.parameters == {"tags": ["wire"]}
    assert load_sources(path, {}) == ()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('cron = "often"', "cron: 'often' has not five fields"),
        ('cron = "* * * * *"\nevery = 5', "every: no such key; known are deployment"),
        ('cron = "* * * * *"\ntags = "wire"', "tags: it is of the wrong type"),
        ('cron = "* * * * *"\ntags = [""]', "none of them empty"),
        ('cron = "* * * * *"\ndeployment = "backfill"', "there is no 'backfill'"),
        ('cron = "* * * * *"\ndeployment = "maintain"\ntags = ["a"]', "works on the whole warehouse"),
        ("", "has not five fields"),
    ],
)
def test_a_wrong_table_is_named(table: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(f"[[schedule]]\n{table}\n", encoding="utf-8")
    with pytest.raises(InvalidSources) as error:
        schedules_of(path)
    assert said in str(error.value)
    assert f"{path}: [[schedule]] 1" in str(error.value)


def test_the_first_time_all_are_added() -> None:
    assert merged([], [EACH_QUARTER, WIRE], []) == Merge(added=(EACH_QUARTER, WIRE))


def test_what_a_person_added_edited_paused_or_deleted_stays() -> None:
    file = [EACH_QUARTER, WIRE]
    for there in ([], [EACH_HOUR], [None], [EACH_QUARTER, EACH_HOUR], [EACH_QUARTER, WIRE, None]):
        assert merged(file, file, standing(*there)) == Merge()


def test_a_change_of_the_file_reaches_what_nobody_touched() -> None:
    assert merged([EACH_QUARTER], [EACH_HOUR], standing(EACH_QUARTER)) == Merge(changed=(("id-0", EACH_HOUR),))
    assert merged([EACH_QUARTER], [], standing(EACH_QUARTER, WIRE)) == Merge(deleted=("id-0",))
    assert merged([EACH_QUARTER], [EACH_QUARTER, WIRE], standing(EACH_QUARTER)) == Merge(added=(WIRE,))


def test_a_change_of_the_file_does_not_reach_what_a_person_edited() -> None:
    edited = Schedule("ingest", "5 * * * *")
    assert merged([EACH_QUARTER], [EACH_HOUR], standing(edited)) == Merge(kept=(EACH_HOUR,))
    assert merged([EACH_QUARTER], [], standing(edited)) == Merge()


def test_what_is_there_already_is_not_added_twice() -> None:
    assert merged([], [EACH_QUARTER], standing(EACH_QUARTER)) == Merge()


_schedules = some.builds(
    Schedule,
    some.just("ingest"),
    some.sampled_from(["0 * * * *", "5 * * * *", "*/9 * * * *"]),
    some.just("UTC"),
    some.sampled_from([(), ("wire",), ("local",)]),
)
_files = some.lists(_schedules, max_size=4, unique_by=lambda one: one.tags)


@given(_files, _files, some.lists(_schedules, max_size=4, unique=True))
def test_twice_is_once_and_only_the_files_own_are_touched(
    base: list[Schedule], wanted: list[Schedule], there: list[Schedule]
) -> None:
    first = merged(base, wanted, standing(*there))
    touched = {one for one, _ in first.changed} | set(first.deleted)
    by_id = {one.standing_id: one.schedule for one in standing(*there)}
    assert {by_id[one] for one in touched} <= set(base)
    after = [*(dict(first.changed).get(one, schedule) for one, schedule in by_id.items() if one not in first.deleted)]
    again = merged(wanted, wanted, standing(*after, *first.added))
    assert again == Merge()


@given(some.lists(some.text(min_size=1), max_size=3), some.integers(0, 3))
def test_a_slug_says_its_tags_and_is_nobody_elses(tags: list[str], others: int) -> None:
    taken: set[str | None] = set()
    for _ in range(others):
        taken.add(slug_of(tags, taken))
    slug = slug_of(tags, taken)
    assert len(taken) == others
    assert slug not in taken
    assert tags_of_slug(slug) == tuple(tags)


@pytest.mark.parametrize("slug", [None, "", "nightly", "my-tags=wire"])
def test_a_slug_of_a_person_says_no_tags(slug: str | None) -> None:
    assert tags_of_slug(slug) is None


def test_each_deployment_has_the_name_of_its_flow() -> None:
    names = {one.name: one.flow().name for one in DEPLOYMENTS}
    assert names == {name: name for name in names}

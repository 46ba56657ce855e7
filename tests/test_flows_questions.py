"""Every answer in docs/questions.md is what the warehouse of the example really says."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_newsroom import ASKED, PAGE, answered, made_newsroom

from flows.parsing_pool import ParsingPool
from warehouse import run_checks
from warehouse.sqlfiles import SqlFile, sql_files

QUESTIONS = [(found["sql"], found["answer"]) for found in ASKED.finditer(PAGE.read_text("utf-8"))]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Patient: a busy machine must not turn an article into a rejection here.
    with ParsingPool(1, wall_s=120) as pool:
        return made_newsroom(tmp_path_factory.mktemp("newsroom"), pool)


def test_there_are_fifteen_questions() -> None:
    assert len(QUESTIONS) == 15


@pytest.mark.parametrize(("sql", "answer"), QUESTIONS, ids=range(1, len(QUESTIONS) + 1))
def test_a_question_has_the_answer_on_the_page(newsroom: Path, sql: str, answer: str) -> None:
    assert answered(newsroom, sql) == answer, "run `python tests/example_newsroom.py` if the new answer is right"
    assert len(answer.splitlines()) > 2


def test_the_example_breaks_no_check(newsroom: Path) -> None:
    assert run_checks(newsroom) == []


@pytest.mark.parametrize("file", sql_files("views"), ids=lambda file: file.name)
def test_the_example_of_every_view_and_function_runs_there(newsroom: Path, file: SqlFile) -> None:
    assert file.example is not None
    assert "\n" in answered(newsroom, file.example)

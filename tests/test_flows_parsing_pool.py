"""Whatever one item does to its worker, the others are answered, in their order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from flows.parsing_pool import PARSER, ParsingPool
from flows.parsing_process import Worker
from transforms.errors import InvalidFeed, NoArticle, ParserFailed, ParserKilled, PoolFailed
from transforms.model import Document, Hints

HERE = Path(__file__).parent
ODD = "odd_parsers:parse"
Seen = TypeVar("Seen")

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")


@pytest.fixture(autouse=True)
def odd_parsers_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HERE), prepend=os.pathsep)


@pytest.fixture
def pool() -> Iterator[ParsingPool]:
    with ParsingPool(2, wall_s=1.5, parser=ODD) as pool:
        yield pool


def captured(words: str) -> Document:
    return Document(f"mem:{words}", words.encode(), datetime(2026, 3, 3, tzinfo=UTC), "text")


def outcomes(pool: ParsingPool, *words: str) -> list[str]:
    """For each document its text, or the name of its error."""
    parsed = list(pool.parse_documents(captured(word) for word in words))
    assert [one.document.location for one in parsed] == [f"mem:{word}" for word in words]
    return [type(one.error).__name__ if one.article is None else one.article.text for one in parsed]


def test_answers_come_in_order_though_the_first_is_the_slowest(pool: ParsingPool) -> None:
    words = ["sleep first", *(f"word {n}" for n in range(300))]
    assert outcomes(pool, *words) == words


def test_a_page_that_hangs_is_killed_and_its_neighbours_are_answered(pool: ParsingPool) -> None:
    list(pool.parse_documents([captured("warm"), captured("up")]))
    started = time.monotonic()
    assert outcomes(pool, "before", "hang", "after", "after that") == ["before", "ParserKilled", "after", "after that"]
    assert time.monotonic() - started < 1.5 + 2


def test_one_that_hangs_in_native_code_is_killed_too(pool: ParsingPool) -> None:
    assert outcomes(pool, "hang-in-c", "after") == ["ParserKilled", "after"]


def test_the_error_of_a_killed_item_names_it_and_the_limit(pool: ParsingPool) -> None:
    (parsed,) = pool.parse_documents([captured("hang")])
    assert isinstance(parsed.error, ParserKilled)
    assert str(parsed.error) == "parser killed at its limit: mem:hang: not parsed after 1.5 s"
    assert parsed.elapsed_s >= 1.5


def test_every_item_hanging_still_answers_every_item() -> None:
    with ParsingPool(2, wall_s=0.2, parser=ODD) as pool:
        assert outcomes(pool, *["hang"] * 4) == ["ParserKilled"] * 4


def test_one_that_wants_too_much_memory_is_refused_alone(pool: ParsingPool) -> None:
    parsed = list(pool.parse_documents(map(captured, ["before", "memory", "after"])))
    assert [one.article is not None for one in parsed] == [True, False, True]
    assert isinstance(parsed[1].error, ParserKilled)
    assert parsed[1].error.cause == "needs more than 1024 MiB of memory"


@pytest.mark.parametrize(
    ("word", "cause"),
    [("exit", "its process ended itself with status 3"), ("crash", "its process was ended by SIGSEGV")],
)
def test_one_that_takes_its_process_down_hurts_itself_alone(pool: ParsingPool, word: str, cause: str) -> None:
    parsed = list(pool.parse_documents(map(captured, ["before", word, "after", "later"])))
    assert [one.article is not None for one in parsed] == [True, False, True, True]
    assert isinstance(parsed[1].error, ParserKilled)
    assert parsed[1].error.cause == cause


def test_workers_killed_from_outside_while_idle_hurt_nobody(pool: ParsingPool) -> None:
    parsed = list(pool.parse_documents(map(captured, ["sleep a", "sleep b"])))
    workers = {int(one.article.title or 0) for one in parsed if one.article}
    assert len(workers) == 2
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    assert outcomes(pool, "c", "d", "e") == ["c", "d", "e"]


def test_a_worker_killed_from_outside_at_work_hurts_at_most_its_item() -> None:
    with ParsingPool(1, wall_s=30, parser=ODD) as pool, ThreadPoolExecutor(1) as aside:
        killed = aside.submit(lambda: list(pool.parse_documents(map(captured, ["hang", "after"]))))
        time.sleep(3)  # it has started by then, and is at its first item
        os.kill(eventually(lambda: children()[0]), signal.SIGKILL)
        first, second = killed.result(timeout=30)
        assert isinstance(first.error, ParserKilled)
        assert first.error.cause == "its process was ended by SIGKILL"
        assert second.article is not None


def test_a_worker_is_used_again(pool: ParsingPool) -> None:
    parsed = list(pool.parse_documents(map(captured, [f"word {n}" for n in range(50)])))
    assert len({one.article.title for one in parsed if one.article}) <= 2


def test_a_refusal_comes_back_as_the_error_it_was(pool: ParsingPool) -> None:
    (parsed,) = pool.parse_documents([captured("refuse")])
    assert type(parsed.error) is NoArticle
    assert (parsed.error.resource, parsed.error.cause, parsed.error.remedy) == (
        "mem:refuse",
        "nothing but a menu",
        "look at it",
    )


def test_a_defect_in_a_parser_is_one_items_error_and_says_where_it_is(pool: ParsingPool) -> None:
    defect, after = pool.parse_documents(map(captured, ["defect", "after"]))
    assert isinstance(defect.error, ParserFailed)
    assert defect.error.rule == "parser_error"
    assert defect.error.cause.startswith("ZeroDivisionError: no words (odd_parsers.py:")
    assert after.article is not None


def test_a_parser_that_prints_and_reads_does_not_disturb_the_answers(pool: ParsingPool) -> None:
    assert outcomes(pool, "print", "after") == ["print", "after"]


def test_foreign_text_and_hints_arrive_unchanged(pool: ParsingPool) -> None:
    text = "naïve \x00 \U0001f4f0 \r\n \u2028 end"
    document = Document(
        "mem:\udcff",
        text.encode(),
        datetime(2026, 3, 3, tzinfo=UTC),
        "text",
        hints=Hints(title="\ud800", authors=("A",)),
    )
    (parsed,) = pool.parse_documents([document])
    assert parsed.document is document
    assert parsed.article is not None
    assert parsed.article.paragraphs == (text,)


def test_ten_megabytes_pass_the_pipes_both_ways() -> None:
    with ParsingPool(1, wall_s=60, parser=ODD) as pool:
        (text,) = outcomes(pool, "big " + "x" * 10_000_000)
    assert len(text) == 10_000_004


def test_reading_ahead_is_bounded(pool: ParsingPool) -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield captured("hang" if taken == 1 else f"word {taken}")

    next(iter(pool.parse_documents(endless())))
    assert taken < 200


def test_a_pool_that_nobody_asks_starts_no_process() -> None:
    with ParsingPool(2):
        assert children() == []


def test_closing_ends_workers_in_the_middle_of_an_item() -> None:
    with ParsingPool(1, wall_s=60, parser=ODD) as pool, ThreadPoolExecutor(1) as aside:
        answer = aside.submit(lambda: list(pool.parse_documents([captured("hang")])))
        eventually(lambda: children()[0])
        time.sleep(0.5)
        started = time.monotonic()
        pool.close()
        assert time.monotonic() - started < 5
        assert children() == []
        answer.exception(timeout=5)


def test_a_closed_pool_refuses(pool: ParsingPool) -> None:
    pool.close()
    with pytest.raises(RuntimeError):
        list(pool.parse_documents([captured("late")]))


def test_a_parser_that_cannot_be_loaded_is_said_once_and_plainly() -> None:
    with ParsingPool(1, parser="odd_parsers:missing") as pool, pytest.raises(PoolFailed, match="missing"):
        list(pool.parse_documents([captured("word")]))


def test_a_file_of_the_working_folder_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    with ParsingPool(1, parser=ODD) as pool:
        assert outcomes(pool, "word") == ["word"]


def test_secrets_of_the_environment_stay_out_of_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRE_TOKEN", "very secret")
    with ParsingPool(1, parser="odd_parsers:tell_environment") as pool:
        (parsed,) = pool.parse_documents([captured("word")])
    assert parsed.article is not None
    assert "very secret" not in parsed.article.text


def test_a_worker_loads_no_orchestrator_engine_or_http_client() -> None:
    seed = min((HERE.parent / "seeds").glob("*.txt"))
    document = Document(str(seed), seed.read_bytes(), datetime(2026, 3, 3, tzinfo=UTC), "text")
    with ParsingPool(1, parser="odd_parsers:parse_and_tell_modules") as pool:
        (parsed,) = pool.parse_documents([document])
    assert parsed.article is not None, parsed.error
    loaded = set(parsed.article.paragraphs)
    assert "transforms.parsing" in loaded
    assert loaded.isdisjoint({"prefect", "duckdb", "aiohttp", "warehouse"})


def test_a_feed_is_parsed_in_a_worker(pool: ParsingPool) -> None:
    feed = pool.parse_feed(
        b"<rss version='2.0'><channel><title>Evening</title><item><guid>1</guid><title>One</title></item></channel>"
        b"</rss>",
        "https://example.org/feed",
        "application/rss+xml",
    )
    assert feed.title == "Evening"
    assert [entry.title for entry in feed.entries] == ["One"]


def test_what_is_no_feed_is_refused_by_name(pool: ParsingPool) -> None:
    with pytest.raises(InvalidFeed):
        pool.parse_feed(b"just words", "https://example.org/feed")


def test_a_seed_goes_through_the_real_parser() -> None:
    seed = min((HERE.parent / "seeds").glob("*.txt"))
    document = Document(str(seed), seed.read_bytes(), datetime(2026, 3, 3, tzinfo=UTC), "text")
    with ParsingPool(1) as pool:
        (parsed,) = pool.parse_documents([document])
    assert parsed.error is None
    assert parsed.article is not None
    assert parsed.fingerprint is not None
    assert parsed.fingerprint.hashes


def test_loading_libraries_is_not_the_first_pages_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_to_load.py").write_text(
        "import time\nfrom odd_parsers import parse\nfrom transforms.model import Article\n"
        "def warm_up(): time.sleep(1.5)\n"
        "def read(document): return parse(document)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    page = Document("mem:page", b"word", datetime(2026, 3, 3, tzinfo=UTC), "html")
    with ParsingPool(1, wall_s=0.8, parser="slow_to_load:read") as pool:
        first, second = pool.parse_documents([page, page])
    assert first.article is not None
    assert second.article is not None
    assert first.elapsed_s < 0.8


def test_what_the_first_page_needs_is_loaded_before_it() -> None:
    worker = Worker(PARSER, wall_s=10, memory_bytes=2**30)
    try:
        worker.wait_until_ready()
        before = Path(f"/proc/{worker.process_id}/maps").read_text()
        worker.warm_up()
        after = Path(f"/proc/{worker.process_id}/maps").read_text()
    finally:
        worker.end()
    assert "lxml/etree" not in before
    assert "lxml/etree" in after


def test_a_page_that_keeps_the_html_parser_busy_costs_its_own_time_only() -> None:
    sentences = [
        b"<p>On day %d the council put off its vote on the harbour wall again.</p>" % day for day in range(90_000)
    ]
    good = b"<html><body><article>" + b"".join(sentences[:12]) + b"</article></body></html>"
    pages = [good, b"<html><body><article>" + b"".join(sentences) + b"</article></body></html>", good]
    documents = [
        Document(f"https://example.org/{number}", page, datetime(2026, 3, 3, tzinfo=UTC), "html")
        for number, page in enumerate(pages)
    ]
    with ParsingPool(1, wall_s=1.5) as pool:
        parsed = list(pool.parse_documents(documents))
    assert [one.article is not None for one in parsed] == [True, False, True]
    assert parsed[1].elapsed_s < 1.5 + 2


def answered_in_a_daemon(answers: multiprocessing.Queue[list[str]]) -> None:
    with ParsingPool(1, wall_s=5, parser=ODD) as pool:
        answers.put(outcomes(pool, "word", "exit", "after"))


def test_it_works_in_a_daemonic_process() -> None:
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[list[str]] = context.Queue()
    process = context.Process(target=answered_in_a_daemon, args=(answers,), daemon=True)
    process.start()
    assert answers.get(timeout=60) == ["word", "ParserKilled", "after"]
    process.join()


@pytest.mark.parametrize("word", ["word", "hang-in-c"], ids=["idle", "at work"])
def test_a_worker_ends_when_its_parent_is_killed(word: str) -> None:
    program = f"""
import sys, time
sys.path[:0] = [{str(HERE.parent)!r}]
from test_flows_parsing_pool import ODD, ParsingPool, captured
with ParsingPool(1, wall_s=2, parser=ODD) as pool:
    (warm,) = pool.parse_documents([captured("warm")])
    print(warm.article.title, flush=True)
    list(pool.parse_documents([captured({word!r})]))
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert is_running(worker)
        time.sleep(0.5)
        parent.kill()
    eventually(lambda: not is_running(worker), within_s=2 + 5)


def is_running(pid: int) -> bool:
    return any(pid == one for one, _, _ in processes())


def children() -> list[int]:
    """The worker processes that this test started."""
    return [pid for pid in workers() if pid not in _OF_OTHERS]


def workers() -> list[int]:
    """The worker processes of the whole test run: other modules share a pool that lives as long."""
    return [pid for pid, parent, command in processes() if parent == os.getpid() and "flows.parsing_worker" in command]


_OF_OTHERS: set[int] = set()


@pytest.fixture(autouse=True)
def _only_own_children() -> None:
    _OF_OTHERS.clear()
    _OF_OTHERS.update(workers())


def processes() -> list[tuple[int, int, str]]:
    """Pid, parent's pid and command of every living process; one that ended and waits to be collected is not."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (folder / "cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            found.append((int(folder.name), int(parent), command))
    return found


def eventually(look: Callable[[], Seen], within_s: float = 10) -> Seen:
    """What ``look`` gives once it is true and raises nothing."""
    deadline = time.monotonic() + within_s
    while True:
        try:
            if seen := look():
                return seen
        except IndexError:
            pass
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)

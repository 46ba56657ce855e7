"""Parses foreign bytes in child processes, so that no page can stop, slow or break anything but itself.

Every item has its wall and memory limits; the child that passes one is killed and replaced, and the item is
answered with ParserKilled. The children are plain subprocesses (flows.parsing_worker), so a pool also works in a
daemonic multiprocessing process, which may not have children of its own by multiprocessing.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from flows.parsing_frames import packed_frame
from transforms import errors
from transforms.errors import InvalidInput, ParserKilled, PoolFailed
from transforms.model import Article, Document, Fingerprint
from transforms.wireform import article_from_json, document_head_to_json, fingerprint_from_json

if TYPE_CHECKING:
    from connectors.feed import Feed
    from connectors.sitemap import Sitemap
from flows.parsing_process import Worker, WorkerEnded

PARSER = "transforms.parsing:parse_document"

# How far reading runs ahead of the oldest unanswered document. Far enough that the other workers stay busy while
# one sits out its ten seconds; the bytes bound what waits in memory.
_AHEAD_PER_WORKER = 64
_AHEAD_BYTES = 64 * 2**20
# Caches of the parsing libraries only grow; a new worker costs a second, so about one in a thousand.
_ITEMS_PER_WORKER = 5_000
# What may have markup or no language told: the first of them loads libraries and a model, half a second on an idle
# machine and many on a busy one, which is not that item's time.
_WARM_FORMS = frozenset({"html", "entry", "row", "text"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """What became of one document: an article with its fingerprint, or the error that refused it."""

    document: Document
    article: Article | None
    fingerprint: Fingerprint | None
    error: InvalidInput | None
    elapsed_s: float
    """Wall time the parser took; for a killed one, until it was killed."""


class ParsingPool:
    """Worker processes for one run; a context manager. May be used from several threads.

    Args: ``workers`` how many (default: one a CPU), started when first needed; ``wall_s`` and ``memory_bytes`` the
    limits of one item (address space; not enforced where the system cannot, as on macOS); ``parser`` names the
    function that makes an Article of a Document as ``module:function``, for another way of reading documents than
    newsfold's own: it is imported in the workers, raises the leaves of InvalidInput, and its module must be importable
    from the folder that holds ``flows`` or be installed.
    """

    def __init__(
        self,
        workers: int | None = None,
        wall_s: float = 10.0,
        memory_bytes: int = 2**30,
        *,
        parser: str = PARSER,
    ) -> None:
        self._worker_count = workers or os.cpu_count() or 1
        self._wall_s = wall_s
        self._memory_bytes = memory_bytes
        self._parser = parser
        # A thread for each worker waits at its pipes.
        self._threads = ThreadPoolExecutor(self._worker_count, thread_name_prefix="parsing")
        self._lock = threading.Lock()
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every worker, also one in the middle of an item. Calling it twice is fine."""
        with self._lock:
            self._is_closed = True
            workers = list(self._workers)
        for worker in workers:
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in workers:
            worker.end()

    def process_ids(self) -> list[int]:
        """The processes of the workers, for whoever watches them."""
        with self._lock:
            return [worker.process_id for worker in self._workers]

    def parse_documents(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """One Parsed for every document, in their order.

        Reads ahead of the answers by a bounded number of documents and bytes. A document that cannot be parsed is
        answered with its error; PoolFailed is raised only when no worker starts.
        """
        waiting: deque[tuple[Document, Future[Parsed]]] = deque()
        bytes_waiting = 0
        try:
            for document in documents:
                waiting.append((document, self._threads.submit(self._parse_document, document)))
                bytes_waiting += len(document.body)
                while waiting and (
                    waiting[0][1].done()
                    or len(waiting) > self._worker_count * _AHEAD_PER_WORKER
                    or bytes_waiting > _AHEAD_BYTES
                ):
                    answered, future = waiting.popleft()
                    bytes_waiting -= len(answered.body)
                    yield future.result()
            while waiting:
                yield waiting.popleft()[1].result()
        finally:
            for _, future in waiting:
                future.cancel()

    def parse_feed(self, body: bytes, url: str | None = None, media_type: str | None = None) -> Feed:
        """The feed in ``body``. Raises InvalidFeed, ParserKilled at a limit, ParserFailed on a defect, PoolFailed."""
        # Late: the reader behind it is for those who poll.
        from connectors.feed import feed_from_json

        request = {"work": "feed", "resource": url or "feed", "url": url, "media_type": media_type}
        reply = self._threads.submit(self._ask, request, body).result()
        if "error" in reply:
            raise _refusal(reply)
        return feed_from_json(reply["feed"])

    def parse_sitemap(self, body: bytes, url: str | None = None) -> Sitemap:
        """The sitemap in ``body``. Raises InvalidSitemap, and as parse_feed does."""
        from connectors.sitemap import sitemap_from_json

        request = {"work": "sitemap", "resource": url or "sitemap", "url": url}
        reply = self._threads.submit(self._ask, request, body).result()
        if "error" in reply:
            raise _refusal(reply)
        return sitemap_from_json(reply["sitemap"])

    def parse_section(
        self,
        body: bytes,
        url: str | None = None,
        media_type: str | None = None,
        *,
        articles: Sequence[str] = (),
        others: Sequence[str] = (),
    ) -> Feed:
        """The links to articles of a section page, as a feed; ``articles`` and ``others`` are addresses of the source
        that gave an article, and that gave none. Raises as parse_feed, and NoArticle for what is no page.
        """
        from connectors.feed import feed_from_json

        request = {
            "work": "section",
            "resource": url or "section page",
            "url": url,
            "media_type": media_type,
            "memory": [list(articles), list(others)],
        }
        reply = self._threads.submit(self._ask, request, body).result()
        if "error" in reply:
            raise _refusal(reply)
        return feed_from_json(reply["feed"])

    def split_wire(self, document: Document) -> list[Document]:
        """The items of a body of wire items, each a Document; a body that cannot be split stays the one that it is.

        Placed in time by their own word, at ``location#id`` where they are several. Raises PoolFailed only.
        """
        request = {"work": "split", "resource": document.location, "media_type": document.media_type}
        try:
            reply = self._threads.submit(self._ask, request, document.body).result()
        except ParserKilled:
            return [document]
        if "error" in reply:
            return [document]
        return [_wire_part(document, part) for part in reply["parts"]]

    def _parse_document(self, document: Document) -> Parsed:
        request = {"work": "article", "resource": document.location, "document": document_head_to_json(document)}
        started = time.perf_counter()
        try:
            reply = self._ask(request, document.body)
        except ParserKilled as killed:
            return Parsed(document, None, None, killed, time.perf_counter() - started)
        if "error" in reply:
            return Parsed(document, None, None, _refusal(reply), reply["elapsed_s"])
        article, fingerprint = article_from_json(reply["article"]), fingerprint_from_json(reply["fingerprint"])
        return Parsed(document, article, fingerprint, None, reply["elapsed_s"])

    def _ask(self, request: dict[str, Any], body: bytes) -> dict[str, Any]:
        """A worker's reply. Raises ParserKilled, PoolFailed."""
        frame = packed_frame(request, body)
        needs_libraries = request["work"] == "article" and request["document"]["form"] in _WARM_FORMS
        worker = self._taken()
        while True:
            is_fresh = worker.answer_count == 0
            try:
                return self._exchanged(worker, frame, needs_libraries=needs_libraries)
            except TimeoutError:
                raise ParserKilled(request["resource"], f"not parsed after {self._wall_s:g} s") from None
            except WorkerEnded as ended:
                if is_fresh:
                    raise ParserKilled(request["resource"], ended.cause) from None
            # What others left behind in that worker, or whoever killed it, may be the cause: judged once more by
            # itself, an item fares the same whatever came before it.
            worker = self._started()

    def _exchanged(self, worker: Worker, frame: bytes, *, needs_libraries: bool) -> dict[str, Any]:
        try:
            if needs_libraries:
                worker.warm_up()
            reply = worker.ask(frame, self._wall_s)
        except BaseException:
            self._dismiss(worker)
            raise
        if worker.answer_count < _ITEMS_PER_WORKER:
            with self._lock:
                self._idle.append(worker)
        else:
            self._dismiss(worker)
        return reply

    def _taken(self) -> Worker:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._started()

    def _started(self) -> Worker:
        with self._lock:
            if self._is_closed:
                raise PoolFailed(self._parser, "the pool is closed")
            try:
                worker = Worker(self._parser, self._wall_s, self._memory_bytes)
            except OSError as error:
                raise PoolFailed(self._parser, f"the system starts no process: {error}") from error
            self._workers.add(worker)
        try:
            worker.wait_until_ready()
        except BaseException:
            self._dismiss(worker)
            raise
        return worker

    def _dismiss(self, worker: Worker) -> None:
        worker.end()
        with self._lock:
            self._workers.discard(worker)


def _wire_part(document: Document, part: dict[str, Any]) -> Document:
    made_at = datetime.fromisoformat(part["made_at"]) if part["made_at"] else document.captured_at
    if part["text"] is None:
        return replace(document, captured_at=made_at)
    return replace(
        document,
        location=f"{document.location}#{part['guid']}",
        body=part["text"].encode(),
        captured_at=made_at,
        # one item of several has no place of its own in the file
        kept_at=None,
    )


def _refusal(reply: dict[str, Any]) -> InvalidInput:
    kind = getattr(errors, reply["error"], InvalidInput)
    if not (isinstance(kind, type) and issubclass(kind, InvalidInput)):
        kind = InvalidInput
    return kind(reply["resource"], reply["cause"], reply["remedy"])

"""The child program of flows.parsing_pool: parses foreign bytes, one item after the other, until its input ends.

It loads transforms and the pure parsers of connectors, and no orchestrator, engine or HTTP client: it starts
quickly, and what breaks it has nothing else in reach.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from flows.parsing_frames import packed_frame, read_frame
from transforms.errors import InvalidInput
from transforms.model import Article, Document

START_LIMIT_S = 120.0
# Later than the parent's own limit, because this one only has to end a worker whose parent is gone.
_ORPHAN_GRACE_S = 2.0
_CAUSE_LENGTH = 500
# Forms whose readers know formats of the outside world.
_READERS = {"wire": "connectors.wire:wire_article", "mail": "connectors.mail:mail_article"}


def main() -> int:
    """Serve the parent. Exit status 0 when its end of the pipe closes or memory ran out, 1 when starting failed."""
    options = _options()
    requests, replies = _private_pipes()
    # Ctrl-C and a service's stop go to every process; which of them ends the children is the parent's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _end_after(START_LIMIT_S)
    try:
        parse = _loaded(options.parser)
        _loaded("transforms:fingerprint")
    except Exception:  # noqa: BLE001  whatever it is, the parent reports it
        _send(replies, {"failed": traceback.format_exc()})
        return 1
    _limit(resource.RLIMIT_AS, options.memory_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    _send(replies, {"ready": True})
    _serve(requests, replies, parse, options.wall_s)
    return 0


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--parser", required=True, help="module:function that makes an Article of a Document")
    options.add_argument("--wall-s", type=float, required=True)
    options.add_argument("--memory-bytes", type=int, required=True)
    return options.parse_args()


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent under new numbers, so that a parser that prints or reads cannot disturb the frames."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return os.fdopen(requests, "rb"), os.fdopen(replies, "wb")


def _loaded(path: str) -> Callable[..., Any]:
    module, _, name = path.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def _limit(kind: int, amount: int) -> None:
    try:
        resource.setrlimit(kind, (amount, amount))
    except (ValueError, OSError):
        # macOS refuses RLIMIT_AS, and a lower hard limit may stand already: the wall limit still holds.
        return


def _end_after(seconds: float) -> None:
    """Let the kernel end this process then; 0 calls it off.

    No Python handler: inside lxml a handler waits for the call to return, the default action does not.
    """
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _send(replies: BinaryIO, reply: dict[str, Any]) -> None:
    _end_after(0)
    replies.write(packed_frame(reply))
    replies.flush()


def _serve(requests: BinaryIO, replies: BinaryIO, parse: Callable[[Document], Article], wall_s: float) -> None:
    def read_exactly(count: int) -> bytes:
        received = requests.read(count)
        if len(received) < count:
            raise EOFError
        return received

    while True:
        try:
            request, body = read_frame(read_exactly)
        except EOFError:
            return
        _end_after(START_LIMIT_S if request["work"] == "warm" else wall_s + _ORPHAN_GRACE_S)
        reply = _answer(request, body, parse)
        _send(replies, reply)
        if "out_of_memory" in reply:
            return


def _answer(request: dict[str, Any], body: bytes, parse: Callable[[Document], Article]) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        works = {"feed": _feed, "section": _section, "sitemap": _sitemap, "split": _split}
        own = works.get(request["work"])
        if request["work"] == "warm":
            answer = _warm(parse)
        else:
            answer = own(request, body) if own is not None else _article(request, body, parse)
    except MemoryError:
        return {"out_of_memory": True}
    except InvalidInput as error:
        answer = _refusal(type(error).__name__, error.resource, error.cause, error.remedy)
    except Exception as error:  # noqa: BLE001  a defect in a parser is one item's misfortune
        answer = _refusal("ParserFailed", request.get("resource", ""), _described(error), None)
    return {**answer, "elapsed_s": time.perf_counter() - started}


def _warm(parse: Callable[[Document], Article]) -> dict[str, Any]:
    """Load what the parser's module says that its first page would have to load."""
    load = getattr(sys.modules[parse.__module__], "warm_up", None)
    if load is not None:
        load()
    return {"warm": load is not None}


def _article(request: dict[str, Any], body: bytes, parse: Callable[[Document], Article]) -> dict[str, Any]:
    from transforms import fingerprint
    from transforms.wireform import article_to_json, document_from_json, fingerprint_to_json

    document = document_from_json(request["document"], body)
    reader = _READERS.get(document.form)
    article = _loaded(reader)(document) if reader else parse(document)
    made = fingerprint(article, is_compared=False)
    return {"article": article_to_json(article), "fingerprint": fingerprint_to_json(made)}


def _feed(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    from connectors.feed import parse_feed

    return {"feed": parse_feed(body, url=request["url"], media_type=request["media_type"]).to_json()}


def _section(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    from connectors.sections import LinkMemory, read_section

    memory = LinkMemory(*request["memory"])
    feed = read_section(body, url=request["url"], media_type=request["media_type"], memory=memory)
    return {"feed": feed.to_json()}


def _sitemap(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    from connectors.sitemap import parse_sitemap

    return {"sitemap": parse_sitemap(body, url=request["url"]).to_json()}


def _split(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    """The items of a body of wire items; the text is null where the whole body is one."""
    from connectors.wire import split_wire

    parts = split_wire(body, request["media_type"], request["resource"])
    return {
        "parts": [
            {
                "guid": part.guid,
                "made_at": part.made_at.isoformat() if part.made_at else None,
                "text": None if part.body is body else part.body.decode("utf-8", "replace"),
            }
            for part in parts
        ]
    }


def _refusal(kind: str, refused: str, cause: str, remedy: str | None) -> dict[str, Any]:
    return {"error": kind, "resource": refused, "cause": cause, "remedy": remedy}


def _described(error: Exception) -> str:
    """The error's type, words and place, for whoever has to find the defect."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    words = f"{type(error).__name__}: {error}"[:_CAUSE_LENGTH]
    return f"{words} ({Path(place.filename).name}:{place.lineno})"


if __name__ == "__main__":
    sys.exit(main())

"""Parsers that misbehave on demand, for the tests of the pool: the document's first word says how."""

from __future__ import annotations

import ctypes
import os
import sys
import time

from transforms.draft import Draft
from transforms.errors import NoArticle
from transforms.model import Article, Document


def parse(document: Document) -> Article:
    match document.body.decode().split()[0]:
        case "hang":
            while True:
                time.sleep(1)
        case "hang-in-c":
            # Holds the interpreter's lock, as lxml does: no Python thread or signal handler of the child runs.
            ctypes.PyDLL(None).sleep(3600)
        case "sleep":
            time.sleep(0.3)
        case "exit":
            os._exit(3)
        case "crash":
            ctypes.string_at(0)
        case "memory":
            bytearray(2**40)
        case "refuse":
            raise NoArticle(document.location, "nothing but a menu", "look at it")
        case "defect":
            raise ZeroDivisionError("no words")
        case "print":
            print("a parser that prints", flush=True)  # noqa: T201  what is tested
            sys.stdin.read()
    return Article(paragraphs=(document.body.decode(),), title=str(os.getpid()))


def parse_and_tell_modules(document: Document) -> Article:
    """The real parser's work, and then what this process has loaded, as paragraphs."""
    from connectors.feed import parse_feed
    from transforms.parsing import parse_document

    parse_document(document)
    parse_feed(b"<rss version='2.0'><channel><title>t</title></channel></rss>")
    return Article(paragraphs=tuple(sorted(sys.modules)))


def tell_environment(document: Document) -> Article:
    return Article(paragraphs=tuple(f"{name}={value}" for name, value in sorted(os.environ.items())))


def article_with_everything(document: Document) -> Article:
    """An article by rules that cut nothing, as an older pipeline might have made it."""
    from transforms import parsing

    vars(parsing)["clean"] = _as_it_is
    return parsing.parse_document(document)


def _as_it_is(draft: Draft) -> Draft:
    return draft

"""A real browser for tests: the system's chromium, driven by playwright, which brings none of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Nothing that a browser does on its own account may look like a request of the page.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@dataclass(slots=True)
class Seen:
    """What happened while a page was open."""

    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@contextmanager
def browser() -> Iterator[Any]:
    """A browser for one block; the test is skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: nothing looks at the report")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def page_of(opened: Any, file: Path, width: int, scheme: str) -> Iterator[tuple[Any, Seen]]:
    """A file, open at a width in light or dark, with what it said and asked for."""
    context = opened.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    seen = Seen()
    try:
        page = context.new_page()
        page.on("console", lambda message: seen.messages.append(message.text))
        page.on("pageerror", lambda error: seen.messages.append(str(error)))
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("dialog", lambda dialog: seen.dialogs.append(dialog.message))
        page.goto(file.as_uri())
        yield page, seen
    finally:
        context.close()

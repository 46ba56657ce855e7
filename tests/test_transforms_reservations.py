"""What a page reserves: by meta elements and headers, for everyone or for another robot, and never at a price."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.model import Document
from transforms.reservations import Reservations, reservations_of

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def page(head: str, *headers: tuple[str, str], form: str = "html") -> Document:
    body = f"<!doctype html><html><head>{head}</head><body><p>Text.</p></body></html>".encode()
    return Document("https://x.example/1", body, NOON, form, http_headers=headers)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("head", "headers", "directives"),
    [
        ('<meta name="robots" content="noindex, NOARCHIVE">', (), ("noarchive", "noindex")),
        ("<META CONTENT='none' NAME='Robots'>", (), ("nofollow", "noindex")),
        ('<meta name=robots content=noai><meta name="robots" content="noimageai">', (), ("noai", "noimageai")),
        ('<meta name="robots" content="max-snippet: 50, all">', (), ("max-snippet:50",)),
        ('<meta name="googlebot" content="noindex">', (), ()),
        ('<meta name="newsfold" content="nosnippet">', (), ("nosnippet",)),
        ('<!-- <meta name="robots" content="noindex"> -->', (), ()),
        ("<script>\"<meta name='robots' content='noindex'>\"</script>", (), ()),
        ("", (("X-Robots-Tag", "noarchive, max-image-preview:large"),), ("max-image-preview:large", "noarchive")),
        ("", (("X-Robots-Tag", "googlebot: noindex, nofollow"), ("x-robots-tag", "nosnippet")), ("nosnippet",)),
        ("", (("X-Robots-Tag", "newsfold: noindex"),), ("noindex",)),
        ('<meta name="robots" content="index, follow">', (), ("follow", "index")),
        ('<meta name="robots" content="<b>">', (), ()),
        ('<meta name="description" content="noindex is a word">', (), ()),
    ],
)
def test_robots_directives(head: str, headers: tuple[tuple[str, str], ...], directives: tuple[str, ...]) -> None:
    assert reservations_of(page(head, *headers)).directives == directives


@pytest.mark.parametrize(
    ("head", "headers", "is_reserved", "policy"),
    [
        ("", (), None, None),
        ('<meta name="tdm-reservation" content="1">', (), True, None),
        ('<meta name="tdm-reservation" content="0">', (("tdm-reservation", "1"),), False, None),
        (
            "",
            (("TDM-Reservation", "1"), ("tdm-policy", "https://x.example/tdm.json")),
            True,
            "https://x.example/tdm.json",
        ),
        ('<meta name="tdm-reservation" content="yes">', (), None, None),
        ('<meta name="tdm-policy" content="javascript:x">', (), None, None),
        ('<meta name="tdm-policy" content="https://x.example/?a=1&amp;b=2">', (), None, "https://x.example/?a=1&b=2"),
    ],
)
def test_text_and_data_mining(
    head: str, headers: tuple[tuple[str, str], ...], is_reserved: bool | None, policy: str | None
) -> None:
    found = reservations_of(page(head, *headers))
    assert (found.is_tdm_reserved, found.tdm_policy) == (is_reserved, policy)


def test_only_a_page_has_meta_elements_and_the_body_has_none() -> None:
    assert reservations_of(page('<meta name="robots" content="noindex">', form="text")) == Reservations()
    late = Document("x", b'<head></head><body><meta name="robots" content="noindex"></body>', NOON, "html")
    assert reservations_of(late) == Reservations()
    wide = '<meta name="robots" content="noai">'.encode("utf-16")
    assert reservations_of(Document("x", wide, NOON, "html")).reserves_mining


@given(st.binary(max_size=300), st.lists(st.tuples(st.text(max_size=20), st.text(max_size=60)), max_size=5))
def test_it_never_fails(body: bytes, headers: list[tuple[str, str]]) -> None:
    named = [("x-robots-tag", value) for _, value in headers]
    found = reservations_of(Document("x", body, NOON, "html", http_headers=(*headers, *named)))
    assert list(found.directives) == sorted(set(found.directives))


@pytest.mark.parametrize("unit", ["<!--", "<script", "<meta ", "<meta name='robots' content='a,", "<meta a=b", "&#0;"])
def test_hostile_heads_cost_little(unit: str) -> None:
    began = time.process_time()
    reservations_of(Document("x", (unit * 200_000).encode(), NOON, "html"))
    assert time.process_time() - began < 2

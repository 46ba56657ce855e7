"""Feeds that change what their entries are called: the same articles stay the same articles."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from made_up import MadeUp, corpus
from newsroom import Item, Newsroom, http_date, page_html, rss

from flows.parsing_pool import ParsingPool
from flows.running import Run
from flows.settings import Settings
from flows.steps import Extent, plain_call, poll_all
from transforms.model import Source
from warehouse import run_checks, run_query

START = datetime(2026, 3, 3, 12, tzinfo=UTC)
ITEMS = 20
NOISY_POLLS = int(os.environ.get("NEWSFOLD_NOISY_POLLS", "6"))
"""Fifty take two minutes; docs/fetching.md tells what they showed."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(warehouse=tmp_path / "newsfold.duckdb")


def articles(count: int, *, is_distinct: bool = False) -> list[MadeUp]:
    """Made-up articles, copies of one text among them unless they are to be distinct."""
    made = corpus(5, texts=60 if is_distinct else count)
    return list({one.title: one for one in made}.values())[:count] if is_distinct else made[:count]


def listed(room: Newsroom, count: int = ITEMS, *, has_link: bool = True, is_distinct: bool = False) -> list[Item]:
    """Entries of made-up articles, each with its page, or with its text and no link."""
    items = []
    for number, article in enumerate(articles(count, is_distinct=is_distinct)):
        room.publish(f"/news/{number}", page_html(article.title, *article.paragraphs))
        text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
        items.append(
            Item(
                f"{article.title} {number}",
                room.url(f"/news/{number}") if has_link else "",
                guid=f"urn:herald:{number}",
                published=http_date(START - timedelta(hours=number)),
                content=None if has_link else text,
            )
        )
    return items


def polls(room: Newsroom, settings: Settings, pool: ParsingPool, bodies: Sequence[Sequence[Item]]) -> Source:
    """One run that polls the feed as it is listed, one listing after the other."""
    source = Source("herald", "The Herald", "feed", room.url("/feed.xml"))
    hours = iter(range(len(bodies) + 2))
    moment = [START]
    with Run(settings, "ingest", clock=lambda: moment[0], pool=pool) as run:
        for items in bodies:
            moment[0] = START + timedelta(hours=next(hours))
            room.publish_feed("/feed.xml", rss(items))
            poll_all(run, [source], plain_call, Extent(), None)
    return source


def counts(settings: Settings) -> tuple[int, int]:
    """Articles, and their versions."""
    row = run_query(
        settings.warehouse, "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM article_versions)"
    )
    return row.rows[0][0], row.rows[0][1]


def trust(settings: Settings) -> tuple[bool | None, bool | None, str | None]:
    return run_query(settings.warehouse, "SELECT trusts_guid, trusts_link, identity_reason FROM feeds").rows[0]


def identity_events(settings: Settings) -> int:
    return int(run_query(settings.warehouse, "SELECT count(*) FROM feed_events WHERE kind = 'identity'").rows[0][0])


def noisy(items: Sequence[Item], poll: int, chance: random.Random) -> list[Item]:
    """The same entries under new guids, new dates, other schemes, trackers, and in another order."""
    moved = []
    for number, item in enumerate(items):
        link = item.link
        if link:
            link = f"{link}?utm_source=rss&utm_campaign={poll}"
            link = link.replace("http://", "https://") if poll % 2 else link
        guid = f"{poll}-{number}-{chance.random()}"
        dated = http_date(START + timedelta(minutes=poll))
        moved.append(replace(item, link=link, guid=guid, published=dated))
    chance.shuffle(moved)
    return moved


def test_many_polls_of_a_feed_that_changes_everything_but_its_articles(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    items, chance = listed(room), random.Random(7)
    polls(room, settings, pool, [items, *(noisy(items, poll, chance) for poll in range(1, NOISY_POLLS))])
    assert counts(settings) == (ITEMS, ITEMS)
    assert room.count("/feed.xml") == NOISY_POLLS
    assert all(room.count(f"/news/{number}") == 1 for number in range(ITEMS)), "no page is asked for again"
    trusts_guid, _, reason = trust(settings)
    assert trusts_guid is False
    assert reason == f"{ITEMS} known entries came under new guids in one poll"
    assert identity_events(settings) == 1, "what was learned never flaps"
    assert run_checks(settings.warehouse) == []


def test_many_polls_of_entries_without_links_whose_guids_and_dates_change(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    items, chance = listed(room, has_link=False), random.Random(8)
    polls(room, settings, pool, [items, *(noisy(items, poll, chance) for poll in range(1, NOISY_POLLS))])
    assert counts(settings) == (ITEMS, ITEMS)
    assert trust(settings)[0] is False
    assert run_query(settings.warehouse, "SELECT count(*) FROM documents WHERE form = 'entry'").rows == [(ITEMS,)]
    assert run_checks(settings.warehouse) == []


@pytest.mark.parametrize("has_link", [True, False])
def test_one_guid_for_all_entries_makes_no_article_of_another(
    room: Newsroom, settings: Settings, pool: ParsingPool, *, has_link: bool
) -> None:
    items = [replace(item, guid="news") for item in listed(room, 8, has_link=has_link)]
    polls(room, settings, pool, [items, items[::-1], items[2:]])
    assert counts(settings) == (8, 8)
    assert trust(settings)[0] is False
    assert "stood on several entries at once" in str(trust(settings)[2])


@pytest.mark.parametrize("has_link", [True, False])
def test_a_guid_that_comes_back_on_another_article_is_found_out(
    room: Newsroom, settings: Settings, pool: ParsingPool, *, has_link: bool
) -> None:
    items = [replace(item, guid="top") for item in listed(room, 3, has_link=has_link, is_distinct=True)]
    polls(room, settings, pool, [[item] for item in items])
    assert counts(settings) == (3, 3)
    assert "came back on another entry" in str(trust(settings)[2])


def test_entries_that_share_one_link_are_articles_of_their_own(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    room.publish("/live", page_html("Live", "All that happened today, minute by minute, on one page."))
    items = [replace(item, link=room.url(f"/live#{item.guid}")) for item in listed(room, 6, has_link=False)]
    polls(room, settings, pool, [items, items[3:], items])
    assert counts(settings) == (6, 6)
    assert trust(settings)[1] is False
    assert room.count("/live") == 0


def test_an_article_that_moves_under_its_guid_stays_one(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    items = listed(room, 5)
    article = corpus(5, texts=5)[2]
    room.publish("/news/new-name", page_html(article.title, *article.paragraphs))
    renamed = [*items[:2], replace(items[2], link=room.url("/news/new-name")), *items[3:]]
    polls(room, settings, pool, [items, renamed, renamed])
    assert counts(settings) == (5, 5)
    assert trust(settings) == (None, None, None)
    assert room.count("/news/new-name") == 1


def test_a_single_guid_that_changes_costs_no_trust(room: Newsroom, settings: Settings, pool: ParsingPool) -> None:
    items = listed(room, 6)
    other = [replace(items[0], guid="urn:herald:again"), *items[1:]]
    polls(room, settings, pool, [items, other, other])
    assert counts(settings) == (6, 6)
    assert trust(settings) == (None, None, None)
    rows = run_query(settings.warehouse, "SELECT item_id, guid FROM feed_items WHERE item_id <> guid").rows
    assert rows == [("urn:herald:0", "urn:herald:again")]


def test_a_new_text_is_a_new_version_and_a_new_date_is_none(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    items = listed(room, 4)
    article = corpus(5, texts=4)[1]
    polls(room, settings, pool, [items])
    room.publish("/news/1", page_html(article.title, *article.paragraphs, "The mayor denied it later that evening."))
    corrected = [items[0], replace(items[1], title=f"{items[1].title}, corrected"), *items[2:]]
    dated = [replace(item, published=http_date(START + timedelta(days=1))) for item in corrected]
    polls(room, settings, pool, [corrected, dated])
    assert counts(settings) == (4, 5)


def test_one_canonical_address_for_all_pages_makes_no_article_of_another(
    room: Newsroom, settings: Settings, pool: ParsingPool
) -> None:
    items = listed(room, 6, is_distinct=True)
    canonical = f'<link rel="canonical" href="{room.url("/latest")}">'
    for number, article in enumerate(articles(6, is_distinct=True)):
        room.publish(f"/news/{number}", page_html(article.title, *article.paragraphs, head=canonical))
    polls(room, settings, pool, [items[:1], items[:4], items])
    assert counts(settings) == (6, 6)
    addresses = run_query(settings.warehouse, "SELECT count(DISTINCT canonical_url) FROM articles").rows
    assert addresses[0][0] >= 5
    assert run_query(settings.warehouse, "SELECT trusts_canonical FROM feeds").rows == [(False,)]
    assert run_checks(settings.warehouse) == []


@pytest.mark.parametrize(
    ("in_feed", "on_page", "chosen", "day"),
    [
        ("Tue, 03 Mar 2036 10:00:00 GMT", None, None, None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, None, None),
        ("Tue, 03 Mar 2036 10:00:00 GMT", "2026-03-02T08:00:00Z", "meta", "2026-03-02"),
        ("Mon, 02 Mar 2026 09:00:00 GMT", "2036-01-01T00:00:00Z", "feed", "2026-03-02"),
        ("Mon, 02 Mar 2026 09:00:00 GMT", "2026-03-01T07:00:00Z", "meta", "2026-03-01"),
    ],
)
def test_of_conflicting_dates_one_that_can_be_is_chosen_and_all_are_kept(
    room: Newsroom,
    settings: Settings,
    pool: ParsingPool,
    in_feed: str,
    on_page: str | None,
    chosen: str | None,
    day: str | None,
) -> None:
    item, article = listed(room, 1)[0], corpus(5)[0]
    head = f'<meta property="article:published_time" content="{on_page}">' if on_page else ""
    room.publish("/news/0", page_html(article.title, *article.paragraphs, head=head))
    polls(room, settings, pool, [[replace(item, published=in_feed)]])
    rows = run_query(settings.warehouse, "SELECT published_from, published_on::VARCHAR FROM articles").rows
    assert rows == [(chosen, day)]
    evidence = run_query(settings.warehouse, "SELECT origin, is_chosen FROM date_evidence ORDER BY position").rows
    assert [origin for origin, _ in evidence] == (["meta", "feed"] if on_page else ["feed"])
    assert [origin for origin, is_chosen in evidence if is_chosen] == ([chosen] if chosen else [])

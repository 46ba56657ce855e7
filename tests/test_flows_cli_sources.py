"""`newsfold sources` against a real server: what is found, shown, written, checked, imported and exported."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from command_line import newsfold, refusal
from made_up import corpus
from newsroom import LOOPBACK, Item, Newsroom, page_html, rss
from newsroom_sections import HEADLINES

from connectors.sources import load_sources
from flows.parsing_pool import ParsingPool

ARTICLES = corpus(21, texts=6)[:6]


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom() as server:
        for number, article in enumerate(ARTICLES):
            server.publish(path(number), page_html(article.title, *article.paragraphs))
        yield server


def path(number: int) -> str:
    return f"/2026/03/{number + 1:02}/{'-'.join(HEADLINES[number].lower().replace(chr(39), '').split())}"


def feed(room: Newsroom, place: str = "/news.xml") -> None:
    room.publish_feed(place, rss(Item(one.title, room.url(path(n)), guid=str(n)) for n, one in enumerate(ARTICLES)))


def front(head: str = "", *, has_links: bool = True) -> str:
    links = "".join(f'<h2><a href="{path(n)}">{escape(HEADLINES[n])}</a></h2>' for n in range(6)) if has_links else ""
    return (
        f'<html><head><title>Front</title>{head}</head><body><nav><a href="/sport">Sport</a></nav>{links}</body></html>'
    )


class Place:
    """A folder with a sources file, and the command run on it."""

    def __init__(self, folder: Path) -> None:
        self.sources = folder / "sources.toml"

    def run(self, *arguments: str | Path, said: str = "") -> subprocess.CompletedProcess[str]:
        return newsfold(
            "sources",
            *arguments,
            "--sources",
            self.sources,
            said=said,
            NEWSFOLD_ALLOW_ADDRESSES=LOOPBACK,
            NEWSFOLD_MIN_INTERVAL_S="0",
            NEWSFOLD_WAREHOUSE=str(self.sources.with_name("never.duckdb")),
        )

    def data(self, *arguments: str | Path, code: int = 0) -> Any:
        answer = self.run(*arguments, "--json")
        assert answer.returncode == code, answer.stderr
        return json.loads(answer.stdout)


class SharedPool:
    """The session's workers in place of new ones for every command."""

    shared: ParsingPool

    def __init__(self, workers: int) -> None:
        assert workers == 2

    def __enter__(self) -> ParsingPool:
        return self.shared

    def __exit__(self, *_: object) -> None:
        """They are closed with the session."""


@pytest.fixture
def place(tmp_path: Path, pool: ParsingPool, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setattr(SharedPool, "shared", pool, raising=False)
    monkeypatch.setattr("flows.parsing_pool.ParsingPool", SharedPool)
    yield Place(tmp_path)
    assert not (tmp_path / "never.duckdb").exists(), "no warehouse is made by looking"


def test_the_feed_of_a_front_page_is_found_shown_and_written_when_the_person_says_yes(
    room: Newsroom, place: Place
) -> None:
    feed(room)
    room.publish("/", front('<link rel="alternate" type="application/rss+xml" href="/news.xml">'))
    place.sources.write_text("# mine\n")
    refused = place.run("add", room.url("/"), said="n\n")
    assert refused.returncode == 1
    assert place.sources.read_text() == "# mine\n"
    answer = place.run("add", room.url("/"), said="y\n")
    assert answer.returncode == 0, answer.stderr
    assert "The Loopback Herald: feed at" in answer.stdout
    assert f"title    {ARTICLES[0].title}" in answer.stdout
    assert "words in" in answer.stdout
    assert "cut      1 by repeated_title" in answer.stdout
    assert f"yes: feed {room.url('/news.xml')} 'The Loopback Herald' (link on the page, 6 entries)" in answer.stderr
    text = place.sources.read_text()
    assert text.startswith("# mine\n")
    [source] = load_sources(place.sources, {})
    assert (source.kind, source.location, source.name) == ("feed", room.url("/news.xml"), "The Loopback Herald")
    again = refusal(place.run("add", room.url("/"), "--yes"), 1)
    assert "stands in this file already; `newsfold sources check 'the-loopback-herald'`" in again
    assert place.sources.read_text() == text


def test_a_check_shows_what_would_be_cut_in_its_place_and_why(room: Newsroom, place: Place) -> None:
    feed(room)
    plain = place.run("check", room.url("/news.xml"), "--articles", "1")
    assert "[repeated_title" not in plain.stdout
    answer = place.run("check", room.url("/news.xml"), "--articles", "1", "--removed")
    assert "The page in its order: 1 block of" in answer.stdout
    assert f"    - {ARTICLES[0].title}\n" in answer.stdout
    assert "[repeated_title: the headline or subheadline again]" in answer.stdout
    assert "The page in its order" in answer.stdout.split("begins")[1]


def test_nobody_at_the_terminal_writes_nothing(room: Newsroom, place: Place) -> None:
    feed(room)
    answer = place.run("add", room.url("/news.xml"))
    assert answer.returncode == 1
    assert "nothing was written; --yes writes without asking" in answer.stderr
    assert not place.sources.exists()


def test_a_feed_in_a_common_place_is_found_and_a_broken_one_is_told(room: Newsroom, place: Place) -> None:
    room.publish("/", front('<link rel="alternate" type="application/rss+xml" href="/broken.xml">'))
    room.publish("/broken.xml", "<html>not a feed</html>")
    feed(room, "/rss.xml")
    found = place.data("add", room.url("/"), "--name", "Mine", "--tag", "a", "--tag", "b", "--yes")
    assert found["is_written"] is True
    assert found["table"] == {
        "name": "Mine", "kind": "feed", "location": room.url("/rss.xml"), "language": "en", "tags": ["a", "b"],
    }  # fmt: skip
    tried = {one["location"]: one["reason"] for one in found["tried"]}
    assert "neither a feed nor a sitemap" in tried[room.url("/broken.xml")]
    assert [one["kind"] for one in found["candidates"]] == ["feed", "section"]


def test_a_paper_without_a_feed_is_taken_by_its_links(room: Newsroom, place: Place) -> None:
    room.publish("/local", front())
    answer = place.run("add", room.url("/local"), "--yes", "--publisher", "Local Press")
    assert answer.returncode == 0, answer.stderr
    [source] = load_sources(place.sources, {})
    assert (source.kind, source.location) == ("section", room.url("/local"))
    assert source.publisher is not None
    assert source.publisher.name == "Local Press"
    assert "6 links to articles" in answer.stdout


def test_the_sitemap_of_robots_txt_is_taken_where_there_is_no_feed(room: Newsroom, place: Place) -> None:
    urls = "".join(
        f"<url><loc>{room.url(path(n))}</loc><lastmod>2026-03-0{n + 1}T10:00:00Z</lastmod></url>" for n in range(6)
    )
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    room.publish("/news-map.xml", f"<urlset {space}>{urls}</urlset>", media_type="application/xml")
    index = f"<sitemapindex {space}><sitemap><loc>{room.url('/news-map.xml')}</loc></sitemap></sitemapindex>"
    room.publish("/all.xml", index, media_type="application/xml")
    robots = f"User-agent: *\nAllow: /\nSitemap: {room.url('/all.xml')}\nSitemap: https://elsewhere.example/s.xml\n"
    room.publish("/robots.txt", robots, media_type="text/plain")
    room.publish("/", front(has_links=False))
    answer = place.run("add", room.url("/"), "--yes")
    assert answer.returncode == 0, answer.stderr
    assert f"yes: sitemap {room.url('/all.xml')}" in answer.stderr
    assert "6 entries" in answer.stdout
    assert f"title    {ARTICLES[5].title}" in answer.stdout, "the newest first"
    [source] = load_sources(place.sources, {})
    assert (source.kind, source.location) == ("sitemap", room.url("/all.xml"))
    assert "elsewhere" not in answer.stderr
    assert place.data("check")["problem_count"] == 0


def test_a_kind_may_be_asked_for(room: Newsroom, place: Place) -> None:
    feed(room)
    room.publish("/", front('<link rel="alternate" type="application/rss+xml" href="/news.xml">'))
    found = place.data("add", room.url("/"), "--kind", "section")
    assert found["table"]["kind"] == "section"
    assert found["is_written"] is False
    assert not place.sources.exists()
    assert "'sections' is no kind; one of" in refusal(place.run("add", room.url("/"), "--kind", "sections"), 1)


def test_where_there_is_nothing_it_says_what_was_tried(room: Newsroom, place: Place) -> None:
    room.publish("/", front(has_links=False))
    answer = place.run("add", room.url("/"), "--yes")
    assert answer.returncode == 1
    assert "nothing to subscribe to" in answer.stderr
    assert "as a section page" in answer.stderr
    assert not place.sources.exists()


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "https://u:secret-1@127.0.0.1/feed",
        "https://127.0.0.1/feed?token=secret-1",
        "/no/such/place",
    ],
)
def test_what_cannot_be_a_source_is_refused_with_the_reason(place: Place, address: str) -> None:
    line = refusal(place.run("add", address, "--yes"), 1)
    assert "secret-1" not in line
    assert not place.sources.exists()


def test_check_says_what_comes_and_what_is_wrong_and_stores_nothing(room: Newsroom, place: Place) -> None:
    feed(room)
    room.withdraw(path(1))
    place.sources.write_text(
        f'[[source]]\nname = "Good"\nkind = "feed"\nlocation = "{room.url("/news.xml")}"\ncut = "aside"\n'
        f'[[source]]\nname = "Gone"\nkind = "feed"\nlocation = "{room.url("/gone.xml")}"\n'
        'headers = { Authorization = "Bearer ${TOKEN}" }\n'
    )
    assert "the environment has no TOKEN; set TOKEN" in refusal(place.run("check"), 1)
    place.sources.write_text(place.sources.read_text().replace("${TOKEN}", "secret-2"))
    answer = place.run("check")
    assert answer.returncode == 1
    assert "2 locations checked, 2 problems" in answer.stderr
    assert "HTTP 404" in answer.stdout
    assert "cut selects nothing on 2 pages: aside" in answer.stdout
    assert "secret-2" not in answer.stdout + answer.stderr
    found = place.data("check", "good", "--articles", "1")
    assert found["problem_count"] == 0
    [good] = found["sources"]
    assert (good["entry_count"], len(good["articles"])) == (6, 1)
    assert good["articles"][0]["title"] == ARTICLES[0].title
    assert "neither a source's name nor a location" in refusal(place.run("check", "nobody"), 1)


def test_check_of_an_address_or_a_folder_needs_no_sources_file(room: Newsroom, place: Place, tmp_path: Path) -> None:
    feed(room)
    assert place.data("check", room.url("/news.xml"))["problem_count"] == 0
    assert place.data("check", room.url(path(0)))["problem_count"] == 0
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(ARTICLES[0].paragraphs))
    assert place.data("check", folder)["problem_count"] == 0


def test_list_hides_secrets_and_shows_the_rest(place: Place) -> None:
    place.sources.write_text(
        '[[source]]\nname = "A"\nkind = "feed"\nlocation = "https://a.example/f?token=secret-3"\ntags = ["x"]\n'
        'headers = { X-Key = "secret-4" }\noptions = { proxy = "http://u:secret-5@p.example:8080" }\n'
    )
    answer = place.run("list")
    assert "1 source, 1 location" in answer.stderr
    assert "a.example/f?token=***" in answer.stdout
    [one] = place.data("list")
    assert (one["source_id"], one["headers"], one["tags"]) == ("a", ["X-Key"], ["x"])
    assert "secret" not in answer.stdout + json.dumps(one)


def test_looking_at_the_file_needs_no_secret_that_it_names(place: Place, tmp_path: Path) -> None:
    text = (
        '[[source]]\nname = "A"\nkind = "feed"\nlocation = "https://a.example/f?token=${TOKEN}"\n'
        'headers = { X-Key = "${KEY}" }\n'
    )
    place.sources.write_text(text)
    (tmp_path / "in.opml").write_text(
        '<opml version="2.0"><body><outline text="B" xmlUrl="https://b.example/feed"/></body></opml>'
    )
    assert place.run("list").returncode == 0
    assert place.run("import-opml", tmp_path / "in.opml").returncode == 0
    assert place.sources.read_text().startswith(text)
    exported = place.run("export-opml")
    assert "1 location exported, 1 left out" in exported.stderr
    assert "TOKEN" not in exported.stdout
    assert "the environment has no KEY; set KEY" in refusal(place.run("check"), 1)


def test_opml_goes_in_and_out(place: Place, tmp_path: Path) -> None:
    place.sources.write_text('# mine\n[[source]]\nname = "A"\nkind = "feed"\nlocation = "https://a.example/feed"\n')
    (tmp_path / "in.opml").write_text(
        '<opml version="2.0"><body><outline text="Sea"><outline text="B" xmlUrl="https://b.example/feed"/></outline>'
        '<outline text="A" xmlUrl="https://a.example/feed"/><outline text="C" xmlUrl="file:///etc/passwd"/></body></opml>'
    )
    dry = place.run("import-opml", tmp_path / "in.opml", "--dry-run")
    assert '"https://b.example/feed"' in dry.stdout
    assert "https://b.example" not in place.sources.read_text()
    answer = place.run("import-opml", tmp_path / "in.opml")
    assert answer.returncode == 1
    assert "feed refused: C: file:///etc/passwd" in answer.stderr
    assert "1 source added to" in answer.stderr
    assert "1 feeds there already, 1 refused" in answer.stderr
    assert [(one.name, one.tags) for one in load_sources(place.sources, {})] == [("A", ()), ("B", ("Sea",))]
    assert place.run("import-opml", tmp_path / "in.opml").returncode == 1
    assert len(load_sources(place.sources, {})) == 2
    assert place.run("export-opml", "--output", tmp_path / "out.opml").returncode == 0
    other = Place(tmp_path / "other")
    assert other.run("import-opml", tmp_path / "out.opml").returncode == 0
    assert load_sources(other.sources, {}) == load_sources(place.sources, {})
    assert place.run("export-opml").stdout == (tmp_path / "out.opml").read_text()
    (tmp_path / "bad.opml").write_text("<!DOCTYPE x [<!ENTITY a 'b'>]><opml/>")
    assert "it declares entities" in refusal(place.run("import-opml", tmp_path / "bad.opml"), 1)

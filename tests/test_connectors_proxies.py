"""Proxies, User-Agents and secrets: who asks, through whom, and what must not be told."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_up import corpus
from newsroom import LOOPBACK, Item, Newsroom, page_html, rss
from newsroom_proxy import ProxyServer

from connectors.address_guard import networks_from_text
from connectors.client import Client, ClientOptions, Fetched
from connectors.proxying import Proxy, proxy_from_text
from connectors.source_manners import manners_of
from flows.parsing_pool import ParsingPool
from flows.reports_markdown import report_markdown
from flows.settings import Settings
from flows.steps import ingest
from transforms.errors import AddressRefused, ConnectionLost, InvalidSetting, TlsFailed
from transforms.model import Source
from warehouse import Archive, run_query

PAGE = page_html("Ferry prices", "Ferry prices rise in spring.")
CANARIES = ("canary-user", "canary-pass-1", "canary-query-2", "canary-cookie-3", "canary-bearer-4", "canary-proxy-5")


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def proxy() -> Iterator[ProxyServer]:
    with ProxyServer() as server:
        yield server


def fetch(url: str, allowed: str = LOOPBACK, **given: Any) -> Fetched:
    options = ClientOptions(total_s=3.0, min_interval_s=0.0, allow_addresses=networks_from_text(allowed))

    async def inside() -> Fetched:
        async with Client(options) as client:
            return await client.fetch(url, **given)

    return asyncio.run(inside())


# ---- through a proxy


def test_a_configured_proxy_is_asked_and_told_its_password(room: Newsroom, proxy: ProxyServer) -> None:
    room.publish("/a", PAGE)
    through = proxy_from_text(f"http://desk:canary-proxy-5@127.0.0.1:{proxy.port}", "NEWSFOLD_PROXY")
    assert fetch(room.url("/a"), proxy=through).body == PAGE.encode()
    lines = [seen.line for seen in proxy.seen]
    assert lines == [f"GET {room.url('/robots.txt')} HTTP/1.1", f"GET {room.url('/a')} HTTP/1.1"]
    wanted = "Basic " + b64encode(b"desk:canary-proxy-5").decode()
    assert all(seen.headers["proxy-authorization"] == wanted for seen in proxy.seen)
    assert "proxy-authorization" not in room.seen("/a")[0].headers


def test_a_proxys_own_address_need_not_be_public_but_the_targets_must_be(room: Newsroom, proxy: ProxyServer) -> None:
    room.publish("/a", PAGE)
    through = Proxy(proxy.url)
    for target in (room.url("/a"), room.url("/a", host="localhost"), "http://169.254.169.254/latest/", "http://[::1]/"):
        with pytest.raises(AddressRefused):
            fetch(target, allowed="", proxy=through)
    assert proxy.seen == []
    assert room.count() == 0


def test_a_redirect_through_a_proxy_to_an_inner_address_is_refused(room: Newsroom, proxy: ProxyServer) -> None:
    with pytest.raises(AddressRefused, match=r"169\.254\.169\.254"):
        fetch(room.url("/fault/to-metadata"), proxy=Proxy(proxy.url))
    assert all("169.254" not in seen.line for seen in proxy.seen)


@pytest.mark.parametrize("name", ["intranet", "printer.local", "vault.internal", "db.corp"])
def test_a_name_that_only_the_proxy_could_know_is_refused_when_it_says_that_it_is_an_inner_one(
    proxy: ProxyServer, name: str
) -> None:
    with pytest.raises(AddressRefused, match="inner host"):
        fetch(f"http://{name}/", proxy=Proxy(proxy.url))
    assert proxy.seen == []


def test_tls_goes_through_a_tunnel_and_is_still_checked(tmp_path: Path, proxy: ProxyServer) -> None:
    from test_connectors_client import self_signed

    through = proxy_from_text(f"http://desk:canary-proxy-5@127.0.0.1:{proxy.port}", "x")
    with Newsroom(ssl_context=self_signed(tmp_path)) as secure:
        with pytest.raises(TlsFailed) as caught:
            fetch(secure.url("/a"), proxy=through, obey_robots=False)
        assert proxy.seen[0].line.startswith(f"CONNECT 127.0.0.1:{secure.port}")
        assert "proxy-authorization" in proxy.seen[0].headers
        assert "canary" not in str(caught.value)


def test_a_proxy_that_is_down_is_told_without_its_password(room: Newsroom) -> None:
    through = proxy_from_text("http://desk:canary-proxy-5@127.0.0.1:9", "NEWSFOLD_PROXY")
    with pytest.raises(ConnectionLost) as caught:
        fetch(room.url("/a"), proxy=through)
    assert "canary" not in str(caught.value)
    assert "canary" not in repr(caught.value.__cause__)


@pytest.mark.parametrize("text", ["socks5://a:1", "proxy:3128", "http://", "http://canary-pass-1:x@", "::"])
def test_what_is_no_proxy_is_named_without_secrets(text: str) -> None:
    with pytest.raises(InvalidSetting, match="NEWSFOLD_PROXY") as caught:
        proxy_from_text(text, "NEWSFOLD_PROXY")
    assert "canary" not in str(caught.value)


def test_settings_and_options_name_proxy_and_agent() -> None:
    environ = {"NEWSFOLD_PROXY": "http://proxy.example:3128", "NEWSFOLD_CONTACT": "https://desk.example/bot"}
    options = ClientOptions.from_environment(environ)
    assert options.proxy == Proxy("http://proxy.example:3128")
    assert options.user_agent.endswith(" (+https://desk.example/bot)")
    source = Source(
        "s", "S", "feed", "https://x.example/", options=(("proxy", "http://p.example"), ("user_agent", "d/1"))
    )
    manners = manners_of(source)
    assert (manners["proxy"], manners["user_agent"]) == (Proxy("http://p.example"), "d/1")
    for name, value in (("NEWSFOLD_CONTACT", "a\r\nX-Evil: 1"), ("NEWSFOLD_USER_AGENT", "näme")):
        with pytest.raises(InvalidSetting, match=name):
            ClientOptions.from_environment({name: value})


def test_a_sources_agent_is_the_one_that_robots_is_asked_for(room: Newsroom) -> None:
    room.publish(
        "/robots.txt", "User-agent: deskbot\nAllow: /\n\nUser-agent: *\nDisallow: /\n", media_type="text/plain"
    )
    room.publish("/a", PAGE)
    assert fetch(room.url("/a"), user_agent="deskbot/2 (+https://desk.example)").status_code == 200
    assert room.seen("/a")[0].headers["user-agent"] == "deskbot/2 (+https://desk.example)"


# ---- secrets


def test_a_proxy_of_the_tests_that_stops_leaves_no_connection_behind(caplog: pytest.LogCaptureFixture) -> None:
    with ProxyServer() as proxy:
        kept = socket.create_connection(("127.0.0.1", proxy.port))
        kept.sendall(b"GET http://127.0.0.1:9/ HTTP/1.1\r\n")
        until = time.monotonic() + 5
        # what serves, and what waits for the rest of the request
        while len(asyncio.all_tasks(proxy.loop)) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        assert len(asyncio.all_tasks(proxy.loop)) == 2
    kept.close()
    gc.collect()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_no_secret_of_a_source_is_in_rows_archives_reports_or_logs(
    room: Newsroom,
    proxy: ProxyServer,
    pool: ParsingPool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("NEWSFOLD_ALLOW_ADDRESSES", LOOPBACK)
    monkeypatch.setenv("NEWSFOLD_MIN_INTERVAL_S", "0")
    monkeypatch.setenv("PAPER_COOKIE", CANARIES[3])
    monkeypatch.setenv("PAPER_BEARER", CANARIES[4])
    monkeypatch.setenv("NEWSFOLD_PROXY", f"http://desk:{CANARIES[5]}@127.0.0.1:{proxy.port}")
    caplog.set_level(logging.DEBUG)
    article = corpus(7)[0]
    room.publish("/news/1", page_html(article.title, *article.paragraphs), headers={"X-Echo": f"session={CANARIES[3]}"})
    room.fail("/news/2", 500, X_Echo=CANARIES[4])
    room.redirect("/news/3", f"/news/lost?token={CANARIES[2]}")
    items = [Item(f"Entry {number}", room.url(f"/news/{number}"), guid=f"g{number}") for number in range(1, 4)]
    body = rss(items, link=room.url(f"/?token={CANARIES[2]}"))
    room.publish_feed("/feed.xml", body, headers={"X-Asked": f"/feed.xml?token={CANARIES[2]}", "Set-Cookie": "a=b"})
    address = room.url(f"/feed.xml?token={CANARIES[2]}").replace("http://", f"http://{CANARIES[0]}:{CANARIES[1]}@")
    sources = tmp_path / "sources.toml"
    sources.write_text(
        f'[[source]]\nname = "Paper"\nkind = "feed"\nlocation = "{address}"\n'
        'headers = {X-Api-Key = "${PAPER_BEARER}"}\ncookies = {session = "${PAPER_COOKIE}"}\n'
    )
    settings = Settings(warehouse=tmp_path / "w" / "newsfold.duckdb", sources=sources)
    report = ingest(settings, pool=pool)
    assert (report.new_count, report.rejected_count) == (1, 2), report.rejections
    asked = room.seen("/feed.xml")[0]
    assert CANARIES[2] in asked.target
    assert CANARIES[3] in asked.headers["cookie"]
    assert asked.headers["x-api-key"] == CANARIES[4]
    assert asked.headers["authorization"].startswith("Basic ")
    # The newsroom's own access log is not newsfold's.
    logged = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]
    told = [report_markdown(report, str(settings.warehouse)), report.line(), *logged, repr(report)]
    told += [path.read_bytes().decode("latin-1") for path in (tmp_path / "w").rglob("*") if path.is_file()]
    told += [
        f"{document.body!r} {document.http_headers} {document.location} {document.final_location}"
        for path in Archive(settings.archive).paths()
        for _, document in Archive(settings.archive).iterate(path)
    ]
    tables = [row[0] for row in run_query(settings.warehouse, "SELECT table_name FROM duckdb_tables()").rows]
    assert len(tables) > 20
    for table in tables:
        told.append(repr(run_query(settings.warehouse, f'SELECT * FROM "{table}"').rows))
    encoded = b64encode(f"{CANARIES[0]}:{CANARIES[1]}".encode()).decode()
    for secret in (*CANARIES, encoded, b64encode(f"desk:{CANARIES[5]}".encode()).decode()):
        assert not [text[max(0, text.find(secret) - 80) :][:200] for text in told if secret in text], secret

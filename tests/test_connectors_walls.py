"""Pages that stand in place of the page: captchas, browser checks, login forms, paywalls. None becomes an article."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_up import corpus
from newsroom import Item, Newsroom, page_html, rss

from connectors.exchange import Fetched, Redirect, Validators
from connectors.walls import wall_of
from flows.parsing_pool import ParsingPool
from flows.settings import Settings
from flows.steps import ingest
from transforms.errors import BotChallenged, LoginNeeded
from warehouse import run_query

ARTICLE = corpus(7)[0]
PROSE = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE.paragraphs)
SPACELESS = "渡轮码头将于春季重新开放市议会周二表决通过。"
CHALLENGES = {
    "browser check": '<title>One moment</title><script src="/cdn-cgi/challenge-platform/h/b/v1?ray=1"></script>',
    "turnstile": '<h1>news.example</h1><iframe src="https://challenges.cloudflare.com/turnstile/v0/api"></iframe>',
    "device check": '<script>var dd={"host":"geo.captcha-delivery.com"}</script><p>Please turn JavaScript on.</p>',
    "incident": '<iframe src="/_Incapsula_Resource?CWUDNSAI=1" height="0"></iframe>Request unsuccessful.',
    "press and hold": '<div id="px-captcha"></div><p>Press and hold to confirm that you are a person.</p>',
    "captcha form": '<form><div class="g-recaptcha" data-sitekey="k"></div><button>Continue</button></form>',
    "captcha in another language": '<p>请完成验证</p><div class="h-captcha" data-sitekey="k"></div>',
    "cookie by script": '<script>document.cookie="k=1";location.reload()</script>',
}
LOGINS = {
    "login form": '<form method="post"><input name="mail"><input type="password" name="p"><button>Go</button></form>',
    "login form in another language": "<p>Anmelden</p><form><input type=password></form>",
}
PAGES = {
    "an article with a captcha at its comments": PROSE + CHALLENGES["captcha form"],
    "an article with a login in its head": LOGINS["login form"] + PROSE,
    "an article behind a service that checks browsers": CHALLENGES["browser check"] + PROSE,
    "an article in a script without spaces": "<p>"
    + "渡轮码头将于春季重新开放市议会周二表决通过。" * 30
    + "</p>"
    + CHALLENGES["captcha form"],
    "a short page": "<p>The ferry is late.</p>",
    "nothing": "",
    "scripts that are never closed": "<script>" * 20_000,
    "tags that are never closed": "<p " * 60_000,
}


def answer(body: str, *, url: str = "https://news.example/a", led_to: str | None = None) -> Fetched:
    return Fetched(
        url=url,
        final_url=led_to or url,
        status_code=200,
        headers=(),
        media_type="text/html",
        charset="utf-8",
        body=body.encode(),
        validators=Validators(),
        not_modified=False,
        redirects=(Redirect(302, led_to),) if led_to else (),
        fetched_at=datetime(2026, 3, 3, tzinfo=UTC),
    )


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_is_told_by_its_structure(name: str) -> None:
    wall = wall_of(answer(f"<html><body>{CHALLENGES[name]}</body></html>"))
    assert wall is not None
    assert wall[0] is BotChallenged


@pytest.mark.parametrize("name", LOGINS)
def test_a_login_form_is_told_by_its_structure(name: str) -> None:
    wall = wall_of(answer(f"<html><body>{LOGINS[name]}</body></html>"))
    assert wall is not None
    assert wall[0] is LoginNeeded


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_no_wall_and_looking_takes_no_time(name: str) -> None:
    began = time.perf_counter()
    assert wall_of(answer(PAGES[name])) is None
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("led_to", "is_login"),
    [
        ("https://news.example/login?next=%2Fa", True),
        ("https://login.news.example/start?return=https://news.example/a", True),
        ("https://news.example/news/sign-in-sheet-found", False),
        ("https://news.example/moved/a", False),
    ],
)
def test_a_redirect_to_a_login_is_told_from_one_to_the_page(led_to: str, *, is_login: bool) -> None:
    wall = wall_of(answer("<p>Welcome to The Example.</p>", led_to=led_to))
    assert (wall is not None and wall[0] is LoginNeeded) == is_login


# ---- all the way


def test_walls_become_rejections_of_their_own_and_teasers_are_kept_as_such(
    room: Newsroom, pool: ParsingPool, tmp_path: Path
) -> None:
    declared = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    room.publish("/captcha", f"<html><body>{CHALLENGES['captcha form']}</body></html>")
    room.redirect("/to-login", "/login?next=%2Fto-login")
    room.publish("/login", f"<html><body>{LOGINS['login form']}</body></html>")
    room.fail("/subscribers", 402)
    room.fail("/members", 401)
    room.fail("/forbidden", 403)
    room.publish("/teaser", page_html("Behind the wall", ARTICLE.paragraphs[0], head=declared))
    room.publish("/empty", page_html("Behind the wall too", "Subscribe now.", head=declared))
    room.publish("/metered", page_html(ARTICLE.title, *ARTICLE.paragraphs * 3, head=declared))
    paths = ["captcha", "to-login", "subscribers", "members", "forbidden", "teaser", "empty", "metered"]
    room.publish_feed("/feed.xml", rss([Item(path, room.url(f"/{path}"), guid=f"urn:x:{path}") for path in paths]))
    settings = Settings(warehouse=tmp_path / "newsfold.duckdb")
    ingest(settings, [room.url("/feed.xml")], pool=pool)
    refused = dict(run_query(settings.warehouse, "SELECT location, rule FROM rejections").rows)
    assert {path.rpartition("/")[2]: rule for path, rule in refused.items()} == {
        "captcha": "challenge",
        "to-login": "login",
        "subscribers": "paywall",
        "members": "login",
        "forbidden": "blocked",
        "empty": "paywall",
    }
    rows = run_query(
        settings.warehouse, "SELECT title, pub_status, is_accessible_for_free FROM articles ORDER BY 1"
    ).rows
    assert rows == [("Behind the wall", "withheld", False), (ARTICLE.title, "usable", False)]

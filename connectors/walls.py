"""Pages that stand in place of the page that was asked for: captchas, browser checks, login forms. Pure.

They answer 200 like any page. What tells them is their structure, not their words: a challenge's own scripts or frames,
or a password field, and next to no text. A page with an article on it may carry all of these (a captcha at the
comments, a login in the head), so a page with text is never refused here.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from connectors.exchange import Fetched
from transforms.errors import BotChallenged, Challenged, LoginNeeded

MOST_WORDS, MOST_TEXT_BYTES = 120, 1_500
"""A page with more text than this is not only a wall; bytes count for scripts that put no space between words."""

_LOOKED_AT = 262_144
_FEWEST_WORDS = 30
_INVISIBLE = re.compile(rb"<(script|style|noscript|template|svg|!--)", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>")
_WORD = re.compile(rb"[^\s\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]{2,}")
_CHALLENGE = re.compile(
    rb"/cdn-cgi/challenge-platform/|challenges\.cloudflare\.com|(?:geo\.)?captcha-delivery\.com|"
    rb"/_Incapsula_Resource|_pxCaptcha|captcha\.px-cdn\.net|px-captcha|/akam/\d+/|/_sec/cp_challenge/|"
    rb"\.awswaf\.com/|AwsWafIntegration|hcaptcha\.com/1/api\.js|recaptcha/(?:api|enterprise)\.js|g-recaptcha|h-captcha|"
    rb"/ips\.js\?|ct\.captcha|friendlycaptcha|arkoselabs\.com",
    re.IGNORECASE,
)
"""The scripts, frames and places in the page of the challenges of Cloudflare, DataDome, Imperva, HUMAN, Akamai, AWS,
Kasada, Arkose, reCAPTCHA and hCaptcha, as their own documentation names them."""
_RELOADS = re.compile(
    rb"<meta[^<>]{0,200}http-equiv\s*=\s*[\"']?refresh|location\.(?:reload|href\s*=|replace\()", re.IGNORECASE
)
_COOKIE_SET = re.compile(rb"document\.cookie\s*=", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input\b[^<>]{0,500}type\s*=\s*[\"']?password", re.IGNORECASE)
_LOGIN_PATH = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|logon|signon|sso|oauth2?|auth(?:enticate|orize)?|anmelden|connexion|iniciar-sesion|accedi|entrar)(?:[/._-]|$)",
    re.IGNORECASE,
)


def refuse_wall(fetched: Fetched) -> None:
    """Raises a kind of Challenged where the answer is a wall in place of the page; does nothing otherwise."""
    if fetched.media_type not in (None, "text/html", "application/xhtml+xml"):
        return
    wall = wall_of(fetched)
    if wall is not None:
        kind, cause = wall
        raise kind(fetched.url, cause, status_code=fetched.status_code)


def wall_of(fetched: Fetched) -> tuple[type[Challenged], str] | None:
    """Which wall the answer is, and what tells it; None for a page."""
    body = fetched.body[:_LOOKED_AT]
    count = _word_count(body)
    if count is None:
        return None
    found = _CHALLENGE.search(body)
    if found:
        return BotChallenged, f"a bot challenge in place of the page ({found[0].decode('ascii', 'replace')})"
    if count < _FEWEST_WORDS and _RELOADS.search(body) and _COOKIE_SET.search(body):
        return BotChallenged, "a page that only sets a cookie by script and loads itself again"
    if _is_login(fetched) and (_PASSWORD.search(body) or _asks_to_return(fetched)):
        return LoginNeeded, f"redirected to a login page, {fetched.final_url}"
    if _PASSWORD.search(body):
        return LoginNeeded, "a login form in place of the page"
    return None


def _is_login(fetched: Fetched) -> bool:
    """Whether a redirect led to what is a login page by its address, from what was none."""
    if not fetched.redirects:
        return False
    asked, came = urlsplit(fetched.url), urlsplit(fetched.final_url)
    at_login = _LOGIN_PATH.search(came.path) or _LOGIN_PATH.search(came.hostname or "")
    return bool(at_login) and not _LOGIN_PATH.search(asked.path)


def _asks_to_return(fetched: Fetched) -> bool:
    """Whether the address of the login page says where to go back to."""
    query = urlsplit(fetched.final_url).query
    return "http" in query or "%2F" in query or "=/" in query


def _word_count(body: bytes) -> int | None:
    """Words of the text that a reader would see, None where there are more than a wall has."""
    count = size = 0
    for found in _WORD.finditer(_TAG.sub(b" ", _visible(body))):
        count += 1
        size += len(found[0])
        if count > MOST_WORDS or size > MOST_TEXT_BYTES:
            return None
    return count


def _visible(body: bytes) -> bytes:
    """The markup without scripts, styles and comments. Linear in its length, whatever is left open."""
    lower, kept, place = body.lower(), bytearray(), 0
    while found := _INVISIBLE.search(body, place):
        kept += body[place : found.start()] + b" "
        name = found[1].lower()
        end = lower.find(b"-->" if name == b"!--" else b"</" + name, found.end())
        if end < 0:
            return bytes(kept)
        place = end + len(name) + 2
    return bytes(kept + body[place:])

"""Addresses: many spellings of one, trackers gone, and what may be an article's number kept."""

from __future__ import annotations

import pytest

from transforms import canonical_url
from transforms.addresses import address_key, join_url, registrable_domain
from transforms.errors import InvalidUrl

ONE = "https://www.bay.example/news/marsh?id=7"


@pytest.mark.parametrize(
    "spelling",
    [
        ONE,
        " https://www.bay.example/news/marsh?id=7\n",
        "HTTPS://WWW.BAY.EXAMPLE/news/marsh?id=7",
        "https://www.bay.example:443/news/marsh?id=7",
        "https://www.bay.example/news/./x/../marsh?id=7",
        "https://www.bay.example//news///marsh?id=7",
        "https://www.bay.example/news/marsh?id=7#comments",
        "https://www.bay.example/news/marsh?utm_source=feed&utm_medium=rss&id=7",
        "https://www.bay.example/news/marsh?id=7&fbclid=abc&gclid=def&mc_cid=1&igshid=2",
        "https://www.bay.example/news/marsh?&&id=7&",
        "https://www.bay.example/news/marsh;jsessionid=ABC123?id=7",
        "https://www.bay.example/news/m%61rsh?id=7",
        "https://www.bay.example/news/marsh?id=7&PHPSESSID=0123456789abcdef0123456789abcdef",
    ],
)
def test_many_spellings_of_one_address(spelling: str) -> None:
    assert canonical_url(spelling) == ONE


@pytest.mark.parametrize(
    "parameter", ["id=7", "p=123", "cid=9", "ref=12", "source=x", "story=4", "page=2", "sid=7", "q=a%20b"]
)
def test_what_may_be_the_articles_number_is_kept(parameter: str) -> None:
    assert canonical_url(f"https://bay.example/n?{parameter}") == f"https://bay.example/n?{parameter}"


def test_parameters_are_sorted_and_escapes_have_one_form() -> None:
    assert canonical_url("https://bay.example/a?b=2&a=%c3%a9") == "https://bay.example/a?a=%C3%A9&b=2"
    assert canonical_url("https://bay.example/é b") == "https://bay.example/%C3%A9%20b"


def test_international_names_are_in_their_ascii_form() -> None:
    assert canonical_url("https://bücher.example/x") == "https://xn--bcher-kva.example/x"


@pytest.mark.parametrize(
    "text", ["", "marsh", "/news/marsh", "http://", "https://[::1", "https://bay .example/", "http://a:b:c/"]
)
def test_what_is_no_address_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(InvalidUrl) as raised:
        canonical_url(text)
    assert raised.value.resource == text


@pytest.mark.parametrize(
    "spelling",
    [
        "http://bay.example/news",
        "https://www.bay.example/news/",
        "https://bay.example/news?utm_source=x",
        "http://bay.example:80/news#a",
    ],
)
def test_scheme_www_and_last_slash_make_no_other_article(spelling: str) -> None:
    assert address_key(spelling) == "bay.example/news"


def test_different_articles_have_different_keys() -> None:
    keys = {address_key(f"https://bay.example/{path}") for path in ("a", "b", "a?id=1", "a?id=2", "A", "a/b")}
    assert len(keys) == 6


@pytest.mark.parametrize(
    "url", ["ftp://bay.example/a", "mailto:a@bay.example", "file:///etc/passwd", "javascript:alert(1)"]
)
def test_only_web_addresses_are_keys(url: str) -> None:
    with pytest.raises(InvalidUrl):
        address_key(url)
    assert join_url("https://bay.example/", url) is None


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("https://www.news.bay.example/x", "bay.example"),
        ("https://www.courier.co.uk/x", "courier.co.uk"),
        ("courier.com.au", "courier.com.au"),
        ("News.Courier.COM:8080", "courier.com"),
        ("http://127.0.0.1/x", None),
        ("http://[::1]/x", None),
        ("localhost", None),
        ("co.uk", None),
        ("", None),
        ("not a host", None),
    ],
)
def test_whose_an_address_is(host: str, domain: str | None) -> None:
    assert registrable_domain(host) == domain


def test_links_are_read_from_their_page() -> None:
    assert join_url("https://bay.example/a/b", "../c") == "https://bay.example/c"
    assert join_url("https://bay.example/a", "//cdn.example/x") == "https://cdn.example/x"
    assert join_url(None, "/c") is None

"""sources.toml is checked when it is read, and its mistakes are named by table and key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from connectors.sources import load_sources, sources_example
from transforms.errors import InvalidSources, LocationMissing
from transforms.model import Publisher, Source

FULL = """
[[source]]
name = "The Quay Herald"
kind = "feed"
location = ["https://quay.example/news.xml", "https://quay.example/sport.xml"]
publisher = "quay.example"
tags = ["national", "daily"]
country = "GB"
language = "en"
credit_name = "Herald"
headers = { Authorization = "Bearer ${QUAY_TOKEN}", X-Plain = "yes" }
cookies = { session = "${QUAY_SESSION}", consent = "1" }
options = { poll_minutes = 5, obey_robots = false }

[[source]]
name = "Clippings"
location = "clippings"
"""


def load(tmp_path: Path, text: str, **environ: str) -> tuple[Source, ...]:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return load_sources(path, environ)


def test_a_source_with_everything(tmp_path: Path) -> None:
    (tmp_path / "clippings").mkdir()
    news, sport, clippings = load(tmp_path, FULL, QUAY_TOKEN="t-1", QUAY_SESSION="s-1")
    assert news == Source(
        source_id="the-quay-herald",
        name="The Quay Herald",
        kind="feed",
        location="https://quay.example/news.xml",
        publisher=Publisher("quay.example", "quay.example", "quay.example", "GB", "en"),
        tags=("national", "daily"),
        language="en",
        country="GB",
        credit_name="Herald",
        headers=(("Authorization", "Bearer t-1"), ("X-Plain", "yes"), ("Cookie", "session=s-1; consent=1")),
        options=(("poll_minutes", "5"), ("obey_robots", "false")),
    )
    assert (sport.source_id, sport.location) == ("the-quay-herald", "https://quay.example/sport.xml")
    assert (clippings.kind, clippings.location, clippings.publisher) == ("files", str(tmp_path / "clippings"), None)


def test_kind_and_publisher_are_told_by_the_location(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("text\n")
    text = "".join(
        f'[[source]]\nname = "{name}"\nlocation = "{location}"\n'
        for name, location in (("a", "https://news.quay.example/x"), ("b", "t.csv"), ("c", "not-there-yet"))
    )
    site, table, missing = load(tmp_path, text)
    assert (site.kind, site.publisher) == ("url", Publisher("quay.example", "quay.example", "quay.example"))
    assert (table.kind, table.location) == ("table", str(tmp_path / "t.csv"))
    assert missing.kind == "files"


def test_a_password_in_an_address_becomes_a_header(tmp_path: Path) -> None:
    (source,) = load(tmp_path, '[[source]]\nname = "a"\nlocation = "https://u:pass-1@quay.example/feed"\n')
    assert source.location == "https://quay.example/feed"
    assert source.headers == (("Authorization", "Basic dTpwYXNzLTE="),)


def test_a_proxys_password_comes_from_the_environment(tmp_path: Path) -> None:
    text = '[[source]]\nname = "a"\nlocation = "https://quay.example/f"\n'
    text += 'options = { proxy = "http://u:${PW}@p.example" }\n'
    (source,) = load(tmp_path, text, PW="pw-1")
    assert source.options == (("proxy", "http://u:pw-1@p.example"),)


def test_a_secret_in_an_address_comes_from_the_environment(tmp_path: Path) -> None:
    text = '[[source]]\nname = "a"\nlocation = "https://quay.example/feed?token=${QUAY_TOKEN}"\n'
    (source,) = load(tmp_path, text, QUAY_TOKEN="t-1")
    assert source.location == "https://quay.example/feed?token=t-1"
    with pytest.raises(InvalidSources, match=r"a: location: the environment has no QUAY_TOKEN; set QUAY_TOKEN"):
        load(tmp_path, text)
    with pytest.raises(InvalidSources, match="would be stored with the address; give it in headers") as caught:
        load(tmp_path, text.replace("token=", "k="), QUAY_TOKEN="secret-1")
    assert "secret-1" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[source]]\nname = "A"\n', r"\[\[source\]\] A: location: it is missing"),
        ('[[source]]\nlocation = "x"\n', r"\[\[source\]\] 1: name: it is missing"),
        ('[[source]]\nname = " "\nlocation = "x"\n', "name: it is empty"),
        ('[[source]]\nname = "A"\nlocation = "x"\npoll = 5\n', r"\[\[source\]\] A: poll: no such key; known are name"),
        ('[[source]]\nname = "A"\nlocation = 5\n', r"A: location: it is of the wrong type \(int\)"),
        ('[[source]]\nname = "A"\nlocation = ["x", 5]\n', "A: location: it is a list of strings"),
        ('[[source]]\nname = "A"\nlocation = "x"\nkind = "telex"\n', "A: kind: 'telex' is no kind; one of feed"),
        (
            '[[source]]\nname = "A"\nlocation = "ftp://quay.example/"\n',
            "A: location: ftp://quay.example/: ftp is neither",
        ),
        ('[[source]]\nname = "A"\nkind = "feed"\nlocation = "x.xml"\n', "A: location: x.xml: not a URL"),
        (
            '[[source]]\nname = "A"\nlocation = "x"\nheaders = { K = "${NONE}" }\n',
            "A: headers.K: the environment has no NONE",
        ),
        ('[[source]]\nname = "A"\nlocation = "x"\ncookies = { k = 5 }\n', "A: cookies.k: names and values"),
        ('[[source]]\nname = "A"\nlocation = "x"\nheaders = { "a b" = "c" }\n', "A: headers.a b: names and values"),
        (
            '[[source]]\nname = "A"\nlocation = "x"\nheaders = { K = "${LINES}" }\n',
            "A: headers.K: it holds a line break",
        ),
        ('[[source]]\nname = "A"\nlocation = "x"\noptions = { a = [1] }\n', "A: options.a: no such option; known are"),
        ('[[source]]\nname = "A"\nlocation = "x"\ntags = [1]\n', "A: tags: it is a list of strings"),
        (
            '[[source]]\nname = "A"\nlocation = "x"\n[[source]]\nname = "a"\nlocation = "y"\n',
            "another source has the same id",
        ),
        (
            '[[source]]\nname = "A"\nlocation = "x"\n[[source]]\nname = "B"\nlocation = "x"\n',
            "stands in this file twice",
        ),
        ('[source]\nname = "A"\n', r"write \[\[source\]\]"),
        ('source = ["x"]\n', r"write \[\[source\]\]"),
        ("[feeds]\nx = 1\n", "unknown table or key 'feeds'"),
        ("name = \n", r"not valid TOML: .*line 1"),
    ],
)
def test_a_mistake_is_named_by_table_and_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidSources, match=said) as caught:
        load(tmp_path, text, LINES="secret-a\nsecret-b")
    assert str(tmp_path / "sources.toml") in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LocationMissing, match="newsfold init"):
        load_sources(tmp_path / "none.toml", {})


def test_an_empty_file_has_no_sources(tmp_path: Path) -> None:
    assert load(tmp_path, "") == ()


def test_the_example_is_valid_as_it_is_and_with_its_comments_taken_away(tmp_path: Path) -> None:
    example = sources_example()
    assert load(tmp_path, example) == ()
    opened = "\n".join(
        re.sub(r"^# ", "", line) if re.match(r"# (\[\[source\]\]|\w+ = )", line) else line
        for line in example.splitlines()
    )
    found = load(tmp_path, opened, EXAMPLE_WIRE_TOKEN="t")
    assert {source.kind for source in found} == {"feed", "section", "page", "files", "inbox", "table"}
    assert len(found) == 10

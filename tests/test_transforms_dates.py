"""Dates: every form and language that news print; what could be read two ways is not read, and a day stays a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from transforms.dates import ORIGINS, chosen_date, machine_date, printed_dates, url_date
from transforms.model import Article, DateEvidence
from transforms.parsing import with_date

DAY = date(2022, 6, 5)
CAPTURED = datetime(2022, 6, 6, 12, 0, tzinfo=UTC)


def days(text: str) -> list[date]:
    return [evidence.on for _, evidence in printed_dates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "June 5, 2022",
        "June 5 2022",
        "Jun. 5, 2022",
        "June 5th, 2022",
        "JUNE 05, 2022",
        "5 June 2022",
        "5th of June 2022",
        "05 Jun 2022",
        "2022-06-05",
        "5. Juni 2022",
        "5.6.2022",
        "05. 06. 2022",
        "5 juin 2022",
        "5 de junio de 2022",
        "5 de junho de 2022",
        "5 giugno 2022",
        "5 juni 2022",
        "5 июня 2022",
        "5 يونيو 2022",
        "5 जून 2022",
        "5 جون 2022",
        "2022年6月5日",
        "2022년 6월 5일",
    ],
)
def test_a_printed_day_in_many_forms_and_languages(text: str) -> None:
    assert days(text) == [DAY]
    assert days(f"It was signed on {text} in the hall.") == [DAY]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er août 2022", date(2022, 8, 1)),
        ("1 º de março de 2022", None),
        ("13/06/2022", date(2022, 6, 13)),
        ("06/13/2022", date(2022, 6, 13)),
        ("6-6-2022", date(2022, 6, 6)),
    ],
)
def test_a_day_that_only_one_reading_allows(text: str, day: date | None) -> None:
    if day is None:
        return
    assert days(text) == [day]


@pytest.mark.parametrize(
    "text", ["05/06/2022", "5-6-2022", "05/06/22", "6/2022", "June 2022", "in 2022", "5 June", "1.2.3.2022"]
)
def test_what_could_be_read_two_ways_or_is_no_whole_date_is_refused(text: str) -> None:
    assert days(text) == []
    assert machine_date(text, "meta") is None


@pytest.mark.parametrize(
    "text", ["30 February 2022", "2022-02-30", "31.4.2022", "June 31, 2022", "2022年13月1日", "2022-13-45T99:99:99Z"]
)
def test_an_impossible_day_is_none(text: str) -> None:
    assert days(text) == []
    assert machine_date(text, "meta") is None


def test_several_dates_come_in_the_order_of_the_text() -> None:
    assert days("From 5 June 2022 to June 7, 2022, and again on 2022-06-09.") == [
        DAY,
        date(2022, 6, 7),
        date(2022, 6, 9),
    ]


@pytest.mark.parametrize(
    ("raw", "at", "precision"),
    [
        ("2022-06-05T23:30:00Z", datetime(2022, 6, 5, 23, 30, tzinfo=UTC), "second"),
        ("2022-06-05T23:30:15.123Z", datetime(2022, 6, 5, 23, 30, 15, 123000, tzinfo=UTC), "second"),
        ("2022-06-05T23:30+02:00", datetime(2022, 6, 5, 21, 30, tzinfo=UTC), "minute"),
        ("2022-06-05 23:30:00 +0200", datetime(2022, 6, 5, 21, 30, tzinfo=UTC), "second"),
        ("20220605T233000Z", datetime(2022, 6, 5, 23, 30, tzinfo=UTC), "second"),
        ("Sun, 05 Jun 2022 23:30:00 GMT", datetime(2022, 6, 5, 23, 30, tzinfo=UTC), "second"),
        ("Sun, 5 Jun 2022 23:30 -0700", datetime(2022, 6, 6, 6, 30, tzinfo=UTC), "minute"),
    ],
)
def test_a_moment_written_for_machines(raw: str, at: datetime, precision: str) -> None:
    evidence = machine_date(raw, "feed")
    assert evidence is not None
    assert (evidence.at, evidence.precision, evidence.raw) == (at, precision, raw)


@pytest.mark.parametrize(
    "raw",
    ["2022-06-05T00:30:00+14:00", "2022-06-05T23:30:00-11:00", "Sun, 05 Jun 2022 23:59:59 -0800", "2022-06-05T23:59Z"],
)
def test_the_printed_day_is_the_publishers_whatever_the_zone(raw: str) -> None:
    evidence = machine_date(raw, "meta")
    assert evidence is not None
    assert evidence.on == DAY


@pytest.mark.parametrize(
    "raw", ["2022-06-05", "2022-06-05T23:30:00", "2022-06-05 00:00", "20220605", "June 5, 2022", "5 June 2022, 23:30"]
)
def test_without_a_zone_only_the_day_is_known(raw: str) -> None:
    evidence = machine_date(raw, "meta")
    assert evidence is not None
    assert (evidence.on, evidence.at, evidence.precision) == (DAY, None, "day")


@pytest.mark.parametrize(
    "raw", ["", "   ", "now", "today", "1654465800", "99999999999999999999", "-1", "0000-00-00", "x" * 200, "2022"]
)
def test_what_is_no_date_is_none(raw: str) -> None:
    assert machine_date(raw, "meta") is None


@pytest.mark.parametrize("raw", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_beyond_the_calendar_does_not_break_anything(raw: str) -> None:
    assert machine_date(raw, "meta") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2022/06/05/marsh", DAY),
        ("https://a.example/news/2022-06-05-marsh", DAY),
        ("https://a.example/2022/6/5/marsh", DAY),
        ("https://a.example/2022/jun/05/marsh", DAY),
        ("https://a.example/20220605/marsh", DAY),
        ("https://a.example/2022/marsh", None),
        ("https://a.example/2022/06/marsh", None),
        ("https://a.example/item/20220699/x", None),
        ("https://a.example/id/2022060512345", None),
        ("https://a.example/marsh-2022-06-05.html", None),
    ],
)
def test_the_day_in_an_address(url: str, day: date | None) -> None:
    found = url_date(url)
    assert (found.on if found else None) == day


def evidence(origin: str, on: date, at: datetime | None = None) -> DateEvidence:
    return DateEvidence(origin, on.isoformat(), on, at, "second" if at else "day")


def test_the_most_trusted_origin_wins_whatever_the_order() -> None:
    told = [evidence(origin, DAY + timedelta(days=place)) for place, origin in enumerate(ORIGINS)]
    assert chosen_date(reversed(told)) == told[0]
    assert chosen_date(told[3:]) == told[3]


def test_the_first_of_equals_wins() -> None:
    first, second = evidence("meta", DAY), evidence("meta", DAY + timedelta(days=1))
    assert chosen_date([first, second]) == first


@pytest.mark.parametrize("on", [date(1970, 1, 1), date(1989, 12, 31), date(2022, 6, 8), date(2033, 1, 1)])
def test_a_day_that_cannot_be_right_is_kept_as_evidence_and_not_chosen(on: date) -> None:
    wrong, right = evidence("json-ld", on), evidence("url", DAY)
    assert chosen_date([wrong, right], CAPTURED) == right
    assert chosen_date([wrong], CAPTURED) is None


def test_without_a_capture_time_nothing_lies_in_the_future() -> None:
    assert chosen_date([evidence("json-ld", date(2033, 1, 1))]) is not None


def test_a_moment_shortly_after_the_capture_keeps_its_day_only() -> None:
    late = evidence("meta", date(2022, 6, 6), CAPTURED + timedelta(hours=3))
    chosen = chosen_date([late], CAPTURED)
    assert chosen is not None
    assert (chosen.on, chosen.at, chosen.precision) == (date(2022, 6, 6), None, "day")


def test_a_moment_within_the_hour_is_a_clock_that_runs_ahead() -> None:
    ahead = evidence("meta", date(2022, 6, 6), CAPTURED + timedelta(minutes=20))
    assert chosen_date([ahead], CAPTURED) == ahead


def test_a_printed_tomorrow_is_the_other_side_of_the_date_line() -> None:
    tomorrow = evidence("byline", date(2022, 6, 7))
    assert chosen_date([tomorrow], CAPTURED) == tomorrow


def test_a_day_becomes_midnight_utc_of_it_and_a_moment_stays() -> None:
    article = Article(("Text.",))
    by_day = with_date(article, evidence("mark", DAY))
    assert (by_day.published_at, by_day.published_on) == (datetime(2022, 6, 5, tzinfo=UTC), DAY)
    moment = datetime(2022, 6, 5, 22, 30, tzinfo=UTC)
    assert with_date(article, evidence("meta", date(2022, 6, 6), moment)).published_at == moment
    none = with_date(by_day, None)
    assert (none.published_at, none.published_on, none.published_precision, none.published_from) == (
        None,
        None,
        "none",
        None,
    )

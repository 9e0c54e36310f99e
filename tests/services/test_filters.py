"""The filters in an address: read strictly, written back unchanged, and the period before any period."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.model import CHANNELS
from audit.errors import BadInput
from audit.services.filters import FIRST_YEAR, LAST_YEAR, OWNERSHIPS, PERIODS, Filters, months_before, read_filters
from audit.store.spans import span_of

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
TEXTS = st.text(max_size=30).map(str.strip)
TODAY = date(2026, 11, 23)
VIEWS = st.builds(
    Filters,
    period=st.sampled_from(["", *PERIODS]),
    since=st.none() | DAYS,
    region=TEXTS,
    checklist=TEXTS,
    channel=st.sampled_from(["", *CHANNELS]),
    touchpoint=TEXTS,
    ownership=st.sampled_from(["", *OWNERSHIPS]),
)


def read(address: str) -> Filters:
    return read_filters(dict(parse_qsl(address, keep_blank_values=True)))


@given(VIEWS)
def test_what_is_written_into_an_address_is_read_from_it(filters: Filters) -> None:
    assert read(filters.query()) == filters


def test_an_empty_address_means_everything() -> None:
    assert read("") == Filters() == read("period=&since=&until=&region=&channel=") == read("page=3&done=language")
    assert Filters().query() == ""
    assert Filters().dates(TODAY) == (None, None)


def test_a_part_of_an_address_can_be_changed_or_taken_away() -> None:
    filters = read("region=North&period=3m")
    assert filters.query(region="South", page="2") == "period=3m&region=South&page=2"
    assert filters.query(region="") == "period=3m"


@pytest.mark.parametrize(
    "address,place,sentence",
    [
        ("since=yesterday", "since", "“yesterday” is not a date. Write it as 2026-11-23."),
        ("until=2026-02-30", "until", "“2026-02-30” is not a date. Write it as 2026-11-23."),
        ("since=2026", "since", "“2026” is not a date. Write it as 2026-11-23."),
        ("since=٢٠٢٦-١١-٢٣", "since", "“٢٠٢٦-١١-٢٣” is not a date. Write it as 2026-11-23."),
        ("since=0001-01-01", "since", "“0001-01-01” lies too far away: choose a year from 1900 to 2199."),
        ("until=9999-12-31", "until", "“9999-12-31” lies too far away: choose a year from 1900 to 2199."),
        ("since=2026-11-02&until=2026-11-01", "since", "The first day, 2026-11-02, lies after the last, 2026-11-01."),
        ("period=1y", "period", "“1y” is not one of: 3m, 6m, 12m."),
        ("ownership=mine", "ownership", "“mine” is not one of: own, franchise."),
        ("channel={value}", "channel", "“{value}” is not one of: " + ", ".join(CHANNELS) + "."),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_place(address: str, place: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(address)
    assert (str(refused.value.sentence), [one.place for one in refused.value.problems]) == (sentence, [place])


@given(st.dictionaries(st.sampled_from(["period", "since", "until", "region", "channel", "ownership"]), st.text()))
def test_any_text_is_read_or_refused(values: dict[str, str]) -> None:
    try:
        filters = read_filters(values)
    except BadInput:
        return
    span_of(*filters.dates(TODAY))
    filters.before(TODAY)


@pytest.mark.parametrize("period,first", [("3m", "2026-09-01"), ("6m", "2026-06-01"), ("12m", "2025-12-01")])
def test_a_period_is_whole_months_up_to_today(period: str, first: str) -> None:
    assert Filters(period=period).dates(TODAY) == (date.fromisoformat(first), None)


def test_days_of_ones_own_go_before_a_period() -> None:
    filters = Filters(period="3m", since=date(2026, 1, 5), until=date(2026, 1, 9))
    assert filters.dates(TODAY) == (date(2026, 1, 5), date(2026, 1, 9))


@given(DAYS, st.integers(1, 400))
def test_so_many_months_back_is_the_first_of_a_month(day: date, months: int) -> None:
    first = months_before(day, months)
    assert first.day == 1
    assert (day.year - first.year) * 12 + day.month - first.month == months - 1


@pytest.mark.parametrize(
    "period,since,until",
    [("3m", "2026-06-01", "2026-08-31"), ("6m", "2025-12-01", "2026-05-31"), ("12m", "2024-12-01", "2025-11-30")],
)
def test_before_a_period_of_months_lie_as_many_months(period: str, since: str, until: str) -> None:
    before = Filters(period=period, region="North").before(TODAY)
    assert before == Filters(since=date.fromisoformat(since), until=date.fromisoformat(until), region="North")


@given(DAYS, st.integers(0, 4000))
def test_before_any_days_lie_as_many_days_up_to_the_day_before(since: date, length: int) -> None:
    before = Filters(since=since, until=since + timedelta(days=length), channel="phone").before(TODAY)
    assert before and before.since and before.until and before.channel == "phone"
    assert before.until == since - timedelta(days=1)
    assert before.until - before.since == timedelta(days=length)


def test_days_without_an_end_last_until_today() -> None:
    assert Filters(since=date(2026, 11, 14)).before(TODAY) == Filters(since=date(2026, 11, 4), until=date(2026, 11, 13))


@pytest.mark.parametrize("filters", [Filters(), Filters(until=TODAY), Filters(region="North")])
def test_before_everything_there_is_nothing(filters: Filters) -> None:
    assert filters.before(TODAY) is None

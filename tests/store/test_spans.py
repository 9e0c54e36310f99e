"""A period is cut into whole months and left-over days: every day once, none outside, as few days as possible."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.store.models.rollups import ALL_MONTHS
from audit.store.spans import NO_END, Span, end_of_month, month_of, span_of

DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
EARLIEST, LATEST = date(2022, 1, 1), date(2027, 12, 31)


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def days_of(span: Span) -> list[date]:
    """Each day between EARLIEST and LATEST as often as the span reads it."""
    in_months = [day for day in every_day(EARLIEST, LATEST) if span.first <= month_of(day) <= span.last]
    return sorted(in_months + [day for run in span.days for day in every_day(*run)])


@given(DAYS, st.integers(0, 1200))
def test_a_period_is_read_whole_and_no_day_twice(since: date, length: int) -> None:
    until = min(since + timedelta(days=length), date(2026, 12, 31))
    assert days_of(span_of(since, until)) == every_day(since, until)


@given(DAYS)
def test_a_period_may_have_one_end_only(day: date) -> None:
    assert days_of(span_of(day, None)) == every_day(day, LATEST)
    assert days_of(span_of(None, day)) == every_day(EARLIEST, day)


@given(DAYS, st.integers(0, 1200))
def test_only_the_days_of_begun_months_are_counted_one_by_one(since: date, length: int) -> None:
    runs = span_of(since, since + timedelta(days=length)).days
    assert len(runs) <= 2
    assert all((last - first).days < 30 and month_of(first) == month_of(last) for first, last in runs)


def test_everything_is_the_sum_over_all_months() -> None:
    assert span_of(None, None) == Span(ALL_MONTHS, NO_END, ())


@pytest.mark.parametrize(
    "since,until,span",
    [
        (date(2026, 11, 1), date(2026, 11, 30), Span(202611, 202611, ())),
        (date(2024, 2, 1), date(2024, 2, 29), Span(202402, 202402, ())),
        (date(2025, 12, 31), None, Span(202601, NO_END, ((date(2025, 12, 31), date(2025, 12, 31)),))),
        (None, date(2026, 1, 1), Span(ALL_MONTHS, 202512, ((date(2026, 1, 1), date(2026, 1, 1)),))),
    ],
)
def test_whole_months_leave_no_days(since: date | None, until: date | None, span: Span) -> None:
    assert span_of(since, until) == span


@given(DAYS)
def test_the_end_of_a_month_is_its_last_day(day: date) -> None:
    end = end_of_month(day)
    assert month_of(end) == month_of(day) and month_of(end + timedelta(days=1)) > month_of(day)

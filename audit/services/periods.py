"""The calendar's periods that rounds come again in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day to its last."""

    first: date
    last: date


def period_of(kind: str, day: date) -> Period:
    """The month, quarter, half year or year that a day lies in."""
    months = MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, first_after(first, months) - timedelta(days=1))


def period_after(kind: str, period: Period) -> Period:
    """The next one."""
    return period_of(kind, period.last + timedelta(days=1))


def first_after(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)

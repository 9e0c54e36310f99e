"""A period cut into whole months, which the rollups answer, and the days that are left of other months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from audit.store.models.rollups import ALL_MONTHS

NO_END = 999_999


@dataclass(frozen=True, slots=True)
class Span:
    """A period cut into whole months (YYYYMM, both ends) and the runs of days left of other months."""

    first: int
    last: int
    days: tuple[tuple[date, date], ...]

    @property
    def is_everything(self) -> bool:
        """Whether no end was given, so that the rows for all months together answer."""
        return (self.first, self.last, self.days) == (ALL_MONTHS, NO_END, ())


def span_of(since: date | None, until: date | None) -> Span:
    """Cut a period: as many whole months as fit, and at most two runs of days."""
    first = month_of(since) if since else ALL_MONTHS
    last = month_of(until) if until else NO_END
    days: list[tuple[date, date]] = []
    if since and since.day > 1:
        end = end_of_month(since)
        days.append((since, min(until, end) if until else end))
        first = month_of(end + timedelta(days=1))
    if until and until != end_of_month(until):
        start = until.replace(day=1)
        last = month_of(start - timedelta(days=1))
        if since is None or since <= start:
            days.append((start, until))
    return Span(first, last, tuple(days))


def month_of(day: date) -> int:
    """202611 for any day in November 2026."""
    return day.year * 100 + day.month


def end_of_month(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)

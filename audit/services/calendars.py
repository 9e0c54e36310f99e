"""A month of visits: what is planned, who goes, what they said."""

from __future__ import annotations

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from audit.errors import N_, Sentence, say, say_count
from audit.services.periods import first_after
from audit.store import assignments
from audit.store.assignments import PlannedRow
from audit.store.sights import Sight

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
TITLE = say(N_("Calendar"))
SENTENCE = (N_("{count} visit in this month."), N_("{count} visits in this month."))
NONE = say(N_("No visits in this month."))
FIRST_YEAR, LAST_YEAR = 2000, 2098


@dataclass(frozen=True, slots=True)
class DayVisit:
    """One visit on its day."""

    id: str
    time: datetime
    time_zone: str
    branch: str
    auditor: str
    status: str
    reply: str


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day, of this month or beside it."""

    day: date
    is_in_month: bool
    is_today: bool
    visits: tuple[DayVisit, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The weeks of a month, Monday first."""

    sentence: Sentence
    month: date
    before: str
    after: str
    weeks: tuple[tuple[CalendarDay, ...], ...]
    weekdays: tuple[date, ...]
    title: Sentence = TITLE


async def calendar_page(sight: Sight, month: str, today: date) -> CalendarPage:
    """The month that an address names, else this one. Days are those of the branches' clocks."""
    first = date.fromisoformat(f"{month}-01") if MONTH.fullmatch(month) else today.replace(day=1)
    first = min(max(first, date(FIRST_YEAR, 2, 1)), date(LAST_YEAR, 12, 1))
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    rows = await assignments.list_of_days(sight, weeks[0][0], weeks[-1][-1])
    by_day: dict[date, list[DayVisit]] = {}
    for row in rows:
        if (visit := day_visit(row)) is not None:
            by_day.setdefault(visit.time.date(), []).append(visit)
    count = sum(len(visits) for day, visits in by_day.items() if day.month == first.month)
    return CalendarPage(
        say_count(*SENTENCE, count) if count else NONE,
        first, first_after(first, -1).isoformat()[:7], first_after(first, 1).isoformat()[:7],
        tuple(tuple(calendar_day(day, first, today, by_day) for day in week) for week in weeks), tuple(weeks[0]),
    )  # fmt: skip


def day_visit(row: PlannedRow) -> DayVisit | None:
    """One visit on its day."""
    if row.due_from is None:
        return None
    at = row.due_from.astimezone(ZoneInfo(row.time_zone))
    return DayVisit(row.visit_id, at, row.time_zone, row.branch, row.auditor, row.status, row.reply)


def calendar_day(day: date, first: date, today: date, by_day: dict[date, list[DayVisit]]) -> CalendarDay:
    """One day of the month's weeks."""
    return CalendarDay(day, day.month == first.month, day == today, tuple(by_day.get(day, ())))

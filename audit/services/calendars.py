"""A month of visits: what is planned, who goes, what they said."""

from __future__ import annotations

import re
from calendar import Calendar
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
ON_DAY = (N_("{count} visit on this day."), N_("{count} visits on this day."))
NONE_ON_DAY = say(N_("No visits on this day."))
A_DAY = timedelta(days=1)
SHOWN = 12
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
    """One day, of this month or beside it; `more` of its visits are shown on the day's own page."""

    day: date
    is_in_month: bool
    is_today: bool
    visits: tuple[DayVisit, ...]
    more: int


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The weeks of a month, Monday first; or one `day`, whole."""

    sentence: Sentence
    month: date
    day: date | None
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
    span = weeks[0][0] - A_DAY, weeks[-1][-1] + A_DAY  # a day begins elsewhere before or after it does in UTC
    shown = by_day(await assignments.list_of_days(sight, *span, most=SHOWN))
    counts = count_by_day(await assignments.count_due(sight, *span))
    count = sum(many for day, many in counts.items() if day.replace(day=1) == first)
    return CalendarPage(
        say_count(*SENTENCE, count) if count else NONE,
        first, None, first_after(first, -1).isoformat()[:7], first_after(first, 1).isoformat()[:7],
        tuple(tuple(calendar_day(day, first, today, shown, counts) for day in week) for week in weeks), tuple(weeks[0]),
    )  # fmt: skip


async def day_page(sight: Sight, day: date, today: date) -> CalendarPage:
    """All visits of one day."""
    first = day.replace(day=1)
    shown = by_day(await assignments.list_of_days(sight, day - A_DAY, day + A_DAY))
    visits = tuple(shown.get(day, ()))
    return CalendarPage(
        say_count(*ON_DAY, len(visits)) if visits else NONE_ON_DAY,
        first, day, (day - A_DAY).isoformat(), (day + A_DAY).isoformat(),
        ((CalendarDay(day, True, day == today, visits, 0),),), (day,),
    )  # fmt: skip


def by_day(rows: Iterable[PlannedRow]) -> dict[date, list[DayVisit]]:
    """Visits by the day on their branch's clock."""
    days: dict[date, list[DayVisit]] = {}
    for row in rows:
        if (visit := day_visit(row)) is not None:
            days.setdefault(visit.time.date(), []).append(visit)
    return days


def count_by_day(counts: Iterable[tuple[datetime, str, int]]) -> Counter[date]:
    """How many visits there are on each day, on their branches' clocks."""
    days: Counter[date] = Counter()
    for moment, zone, count in counts:
        days[moment.astimezone(ZoneInfo(zone)).date()] += count
    return days


def day_visit(row: PlannedRow) -> DayVisit | None:
    """One visit on its day."""
    if row.due_from is None:
        return None
    at = row.due_from.astimezone(ZoneInfo(row.time_zone))
    return DayVisit(row.visit_id, at, row.time_zone, row.branch, row.auditor, row.status, row.reply)


def calendar_day(
    day: date, first: date, today: date, shown: Mapping[date, Sequence[DayVisit]], counts: Mapping[date, int]
) -> CalendarDay:
    """One day of the month's weeks."""
    visits = tuple(shown.get(day, ()))
    more = counts.get(day, 0) - len(visits)
    return CalendarDay(day, day.month == first.month, day == today, visits, more)

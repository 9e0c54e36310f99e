"""What lies ahead: visits due today and in the next days, one begun, one sent back with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from audit.services.demo.briefings import BRIEFINGS, Briefing
from audit.services.demo.calendars import BY_PHONE, IN_PERSON, SUNDAY
from audit.services.demo.chain import DemoBranch, DemoPerson
from audit.services.demo.people import AUDITOR_KEY


@dataclass(frozen=True, slots=True)
class Due:
    """A visit to come (or to do again), in local hours at the branch."""

    branch: DemoBranch
    auditor: DemoPerson
    checklist: str
    status: str
    day: date
    hours: tuple[int, int]
    briefing: Briefing


# day from today, checklist, status, hours, briefing
OF_ACCOUNT = (
    (0, IN_PERSON, "started", (10, 12), "new-guest"),
    (0, IN_PERSON, "planned", (14, 16), "complaint"),
    (0, BY_PHONE, "planned", (11, 14), "phone"),
    (1, IN_PERSON, "planned", (9, 11), "return"),
    (2, IN_PERSON, "planned", (15, 17), "new-guest"),
    (5, BY_PHONE, "planned", (11, 14), "phone"),
    (-6, IN_PERSON, "returned", (13, 15), "return"),
)
OF_OTHERS = ((1, "new-guest", (10, 12)), (2, "complaint", (13, 15)), (3, "return", (15, 17)), (4, "new-guest", (9, 11)))
RETURNED_REASON = (
    "Thank you for the visit. The time until you were greeted is 0 seconds: did the stopwatch start?"
    " Please look at it once more and add a photo of the receipt."
)


def plan_due(branches: list[DemoBranch], people: list[DemoPerson], today: date) -> list[Due]:
    """The visits of the account that signs in as an auditor, and a few of its colleagues."""
    auditors = [person for person in people if person.role == "auditor"]
    account = next(person for person in auditors if person.key == AUDITOR_KEY)
    at_home = [branch for branch in branches if branch.country == account.home]
    due = [
        Due(
            branch=at_home[index % len(at_home)],
            auditor=account,
            checklist=checklist,
            status=status,
            day=_working_day(today, days),
            hours=hours,
            briefing=BRIEFINGS[briefing],
        )
        for index, (days, checklist, status, hours, briefing) in enumerate(OF_ACCOUNT)
    ]
    return due + _of_others(auditors[1:], branches, today)


def _of_others(auditors: list[DemoPerson], branches: list[DemoBranch], today: date) -> list[Due]:
    planned = []
    for index, auditor in enumerate(auditors[:12]):
        places = [branch for branch in branches if branch.country == auditor.home] or branches
        days, briefing, hours = OF_OTHERS[index % len(OF_OTHERS)]
        branch = places[(index * 2 + 1) % len(places)]
        day = _working_day(today, days)
        planned.append(Due(branch, auditor, IN_PERSON, "planned", day, hours, BRIEFINGS[briefing]))
    return planned


def _working_day(today: date, days: int) -> date:
    """The day so many days from today; only what is not due today gives way to Sunday."""
    day = today + timedelta(days=days)
    if day.weekday() == SUNDAY and days:
        day += timedelta(days=1 if days > 0 else -1)
    return day

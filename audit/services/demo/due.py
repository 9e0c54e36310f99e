"""What lies ahead: visits due today and in the next days, one begun, one sent back with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

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
    briefing: Mapping[str, str]


BRIEFINGS: Mapping[str, Mapping[str, str]] = {
    "new-guest": {
        "play": "You are new in town and book a wash, cut and finish under the name in your booking."
        " Arrive on time. Say that you have not been to this salon before.",
        "buy": "Wash, cut and finish, up to € 60 or the local price. Keep the receipt.",
        "never": "That you visit for the chain. Do not take notes where staff can see them.",
    },
    "complaint": {
        "play": "Ask for a trim. When the stylist shows the result, say kindly that the fringe is still too long,"
        " and watch what happens: are you heard, is it repeated back, who solves it?",
        "buy": "A trim. Let them correct the fringe; accept whatever they offer.",
        "never": "That the complaint is part of a visit. Stay friendly, whatever they answer.",
    },
    "return": {
        "play": "Book a wash and finish. At the desk, ask whether a shampoo bought in another branch can be"
        " brought back, and what you need for it.",
        "buy": "Wash and finish, and one product under € 15.",
        "never": "The rule itself: fourteen days, any branch, with the receipt. Let them say it.",
    },
    "phone": {
        "play": "Call between eleven and two. Ask for a wash and cut on Saturday at ten. When that time is free,"
        " ask for half past instead.",
        "buy": "Nothing. Cancel by phone the next morning.",
        "never": "That you are timing the call. Put the phone on speaker with the stopwatch beside it.",
    },
}
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

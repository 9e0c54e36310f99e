"""What an auditor's list of the day shows: each visit with its place, its window and its state at the server.

How far a visit is on the phone itself, the phone adds: this page is kept there and opens without signal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from audit.errors import N_, Sentence, say
from audit.services.fill_pages import Spoken
from audit.store.assignments import list_replies
from audit.store.days import DayRow, list_day
from audit.store.people import PersonRow
from audit.store.sights import Sight

AHEAD = timedelta(days=14)
BACK = timedelta(days=7)
TODAY = say(N_("Your visits"))
PHONE_CHECK = say(N_("Phone check"))
SENT = ("submitted", "accepted", "beside", "rejected")
MAP = "https://www.openstreetmap.org/"


@dataclass(frozen=True, slots=True)
class VisitCard:
    """One visit. `state` is planned, started, submitted, accepted, rejected or returned; times are the branch's."""

    id: str
    branch_name: str
    address: str
    map_href: str
    starts: datetime | None
    ends: datetime | None
    checklist: Spoken
    state: str
    returned_reason: str
    reply: str | None = None
    """What they said to it: nothing yet, accepted or declined; None where nobody asks."""


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The visits of one auditor; `rendered_at` lets a page from the phone's memory say how old it is."""

    title: Sentence
    user: str
    user_name: str
    rendered_at: datetime
    visits: tuple[VisitCard, ...]


@dataclass(frozen=True, slots=True)
class PhoneCheckPage:
    """The page that tries what the phone can do."""

    user: str
    user_name: str
    title: Sentence = PHONE_CHECK


async def today_page(person: PersonRow, _sight: Sight, now: datetime, language: str) -> TodayPage:
    """The open visits of the coming two weeks, overdue ones too, and what was sent in the last one."""
    rows = [row for row in await list_day(person.id) if is_shown(row, now)]
    replies = await list_replies([row.id for row in rows if row.status == "planned"])
    cards = tuple(replace(visit_card(row, language), reply=replies.get(row.id)) for row in rows)
    return TodayPage(TODAY, str(person.id), person.name, now, cards)


def is_shown(row: DayRow, now: datetime) -> bool:
    """Whether a visit is near enough to matter."""
    if row.status in SENT:
        return row.submitted_at is not None and row.submitted_at > now - BACK
    return row.due_from is None or row.due_from < now + AHEAD


def visit_card(row: DayRow, language: str) -> VisitCard:
    """One visit as its auditor sees it."""
    zone = ZoneInfo(row.time_zone)
    return VisitCard(
        id=row.id,
        branch_name=row.branch,
        address=", ".join(part for part in (row.address, row.city) if part),
        map_href=map_href(row),
        starts=row.due_from and row.due_from.astimezone(zone),
        ends=row.due_to and row.due_to.astimezone(zone),
        checklist=spoken_name(row, language),
        state="submitted" if row.status == "beside" else row.status,
        returned_reason=row.returned_reason,
    )


def map_href(row: DayRow) -> str:
    """Where the branch is on a map: its place, else a search for its address."""
    if row.latitude is not None and row.longitude is not None:
        return f"{MAP}?mlat={row.latitude}&mlon={row.longitude}#map=18/{row.latitude}/{row.longitude}"
    return f"{MAP}search?query={quote(f'{row.address}, {row.city}')}"


def spoken_name(row: DayRow, language: str) -> Spoken:
    """The checklist's name, and its language where it is not the reader's."""
    if language in row.checklist_name:
        return Spoken(row.checklist_name[language])
    own = "en" if "en" in row.checklist_name else next(iter(row.checklist_name), "")
    return Spoken(row.checklist_name.get(own, ""), own)
